// A conversation that is opened is shown at its end, or at the turn that the address names; its list of questions
// (button.hb-to) leads to each. What was unfolded over the page (details.hb-forms) closes when one clicks elsewhere.
const SETTLE_MS = 1500; // so long what is above may still grow

export default function ({ data }) {
  const kept = (document.hoibaoTurns ??= { conversation: null });
  const question = (turn) => document.querySelector(`.st-key-exchange-${turn} .hb-question`);

  document.removeEventListener("click", kept.clicked);
  document.removeEventListener("keydown", kept.pressed);
  kept.clicked = (event) => {
    const button = event.target.closest?.("button.hb-to"), within = event.target.closest?.("details.hb-forms");
    if (button) lead(Number(button.dataset.to), true);
    for (const open of document.querySelectorAll("details.hb-forms[open]")) if (button || open !== within) open.open = false;
  };
  kept.pressed = (event) => {
    const open = event.key === "Escape" && document.querySelector("details.hb-forms[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  };
  document.addEventListener("click", kept.clicked);
  document.addEventListener("keydown", kept.pressed);

  if (data.conversation === kept.conversation) return;
  kept.conversation = data.conversation;
  if (data.turn > 0) settle(data.turn, Date.now());

  // Until the reader does something themselves, or all has its height.
  function settle(turn, since) {
    const moved = () => (kept.moved = true);
    if (!kept.watched) for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) document.addEventListener(kind, moved, { passive: true });
    kept.watched = true;
    kept.moved = false;
    (function again() {
      if (kept.moved || kept.conversation !== data.conversation) return;
      lead(turn, false);
      if (Date.now() - since < SETTLE_MS || !question(turn)) setTimeout(again, 100);
    })();
  }

  function lead(turn, focus) {
    const spot = question(turn);
    if (!spot) return;
    spot.scrollIntoView({ block: "start" });
    if (!focus) return;
    spot.tabIndex = -1;
    spot.focus({ preventScroll: true });
  }
}
