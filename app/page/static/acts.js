// Hands clicks on the turns' buttons (button.hb-do) to Streamlit, keeps the keyboard's place when what was drawn is
// drawn anew, and says aloud that an answer has come. Streamlit calls this anew when the section is opened again.
export default function ({ setTriggerValue }) {
  const told = () => document.getElementById("hb-answered")?.textContent;
  const kept = (document.hoibaoActs ??= { told: told() ?? "", focus: null });

  document.removeEventListener("click", kept.click);
  kept.click = (event) => {
    const button = event.target.closest?.("button.hb-do");
    if (!button) return;
    const { do: act, turn, copy: text } = button.dataset;
    if (text !== undefined) return void copy(button, decoded(text));
    kept.focus = act === "edit" ? '[class*="st-key-edit-form"] textarea, [data-testid="stForm"] textarea'
      : `button.hb-do[data-do="${act}"][data-turn="${turn}"]`;
    setTriggerValue("act", { do: act, turn });
  };
  document.addEventListener("click", kept.click);

  let live = document.getElementById("hb-told");
  if (!live) {
    live = Object.assign(document.createElement("p"), { id: "hb-told", className: "hb-hidden" });
    live.setAttribute("role", "status");
    document.body.append(live);
  }

  // What is to be copied comes in base 64, so that none of it looks like markup.
  const decoded = (text) => new TextDecoder().decode(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));

  // By the clipboard; where the browser has none for this page (no TLS) or keeps silent, by selecting the words for a moment.
  async function copy(button, text) {
    try {
      await Promise.race([navigator.clipboard.writeText(text), new Promise((_, no) => setTimeout(no, 500))]);
    } catch {
      const area = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus({ preventScroll: true });
    }
    const word = button.querySelector("span:last-child"), said = word.textContent;
    if (said === button.dataset.copied) return;
    live.textContent = word.textContent = button.dataset.copied;
    setTimeout(() => (word.textContent = said), 2000);
  }

  // Once the clicked button is gone from the page, so is the focus: it goes to what stands in its place.
  kept.observer ??= new MutationObserver(() => {
    if ((told() ?? kept.told) !== kept.told) live.textContent = kept.told = told();
    if (!kept.focus || document.activeElement !== document.body) return;
    const next = document.querySelector(kept.focus);
    if (next) next.focus({ preventScroll: true });
  });
  kept.observer.observe(document.body, { childList: true, subtree: true });
  document.addEventListener("focusout", (event) => event.relatedTarget && (kept.focus = null), { once: true });
}
