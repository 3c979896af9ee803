// Hands clicks on the turns' buttons (button.hb-do) to Streamlit, keeps the keyboard's place when what was drawn is
// drawn anew, and says aloud that an answer has come. Streamlit calls this again at every change of `data`.
export default function ({ data, setTriggerValue }) {
  const kept = (document.hoibaoActs ??= { told: data.told, focus: null });

  document.removeEventListener("click", kept.click);
  kept.click = (event) => {
    // Streamlit draws nothing once it has stopped, not even what there is of an answer by then.
    if (event.target.closest?.('[data-testid="stChatInputStopButton"]')) {
      setTimeout(() => setTriggerValue("act", { do: "stopped" }), 1200);
      return;
    }
    const button = event.target.closest?.("button.hb-do");
    if (!button) return;
    const { do: act, turn } = button.dataset;
    kept.focus = act === "edit" ? '[class*="st-key-edit-form"] textarea, [data-testid="stForm"] textarea'
      : `button.hb-do[data-do="${act}"][data-turn="${turn}"]`;
    setTriggerValue("act", { do: act, turn });
  };
  document.addEventListener("click", kept.click);

  // Once the clicked button is gone from the page, so is the focus: it goes to what stands in its place.
  kept.observer ??= new MutationObserver(() => {
    if (!kept.focus || document.activeElement !== document.body) return;
    const next = document.querySelector(kept.focus);
    if (next) next.focus({ preventScroll: true });
  });
  kept.observer.observe(document.body, { childList: true, subtree: true });
  document.addEventListener("focusout", (event) => event.relatedTarget && (kept.focus = null), { once: true });

  if (data.told === kept.told) return;
  kept.told = data.told;
  let live = document.getElementById("hb-told");
  if (!live) {
    live = Object.assign(document.createElement("p"), { id: "hb-told", className: "hb-hidden" });
    live.setAttribute("role", "status");
    document.body.append(live);
  }
  live.textContent = data.told;
}
