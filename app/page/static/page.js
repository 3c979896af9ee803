// Follows the page's own links (a.hb-open) without loading it anew, opens others (a.hb-out) beside it, and brings what
// a link leads to into view. Streamlit calls this again at every change, so what must last is kept on the document.
export default function ({ data, setTriggerValue }) {
  const kept = (document.hoibao ??= { here: null, from: null, listener: null });

  document.removeEventListener("click", kept.listener);
  kept.listener = (event) => {
    const link = event.target.closest?.("a.hb-open, a.hb-out");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.matches(".hb-out")) {
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      return;
    }
    event.preventDefault();
    kept.from = link.getAttribute("href");
    setTriggerValue("opened", kept.from);
  };
  document.addEventListener("click", kept.listener);

  if (data.here === kept.here) return;
  kept.here = data.here;
  if (data.here) lead(data.here);
  else if (kept.from) document.querySelector(`a.hb-open[href="${CSS.escape(kept.from)}"]`)?.focus();

  function lead(here, tries = 60) {
    const spot = document.getElementById(here);
    if (here !== kept.here) return;
    if (spot) {
      spot.scrollIntoView({ block: "center" });
      spot.closest(".hb-article")?.focus({ preventScroll: true });
    } else if (tries) setTimeout(() => lead(here, tries - 1), 50);
  }
}
