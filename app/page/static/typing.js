// The search box writes each pause of its typing into the address. Within a few seconds these are one step of the
// browser's history: “back” then leads to what was shown before the typing, not to half a word.
const AT_ONE_GO_MS = 4000;

export default function ({ data }) {
  const kept = (document.hoibaoTyping ??= { name: null, typed: -Infinity, wrapped: false });
  kept.name = data.name;
  if (kept.wrapped) return;
  kept.wrapped = true;
  const push = history.pushState.bind(history);
  history.pushState = (state, title, url) => {
    const only = url && onlyTyped(new URL(url, location.href));
    const goesOn = only && performance.now() - kept.typed < AT_ONE_GO_MS;
    kept.typed = only ? performance.now() : -Infinity;
    goesOn ? history.replaceState(state, title, url) : push(state, title, url);
  };

  function onlyTyped(next) {
    if (next.pathname !== location.pathname) return false;
    const [before, after] = [location, next].map(({ search }) => {
      const rest = new URLSearchParams(search);
      rest.delete(kept.name);
      return rest.toString();
    });
    return before === after;
  }
}
