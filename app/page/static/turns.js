// A conversation that is opened is shown at its end, or at the turn that the address names, which is marked where a
// search found it; its list of questions (button.hb-to) leads to each.
const SETTLE_MS = 1500; // so long what is above may still grow
const NEAR_PX = 1500;

export default function ({ data }) {
  const kept = (document.hoibaoTurns ??= {});
  const question = (turn) => document.querySelector(`.st-key-exchange-${turn} .hb-question`);

  document.removeEventListener("click", kept.clicked);
  kept.clicked = (event) => {
    const button = event.target.closest?.("button.hb-to");
    if (button) lead(Number(button.dataset.to), true);
  };
  document.addEventListener("click", kept.clicked);

  // What is far from the window isn't laid out, which each change would else do with all of a long conversation. What
  // is near isn't contained: a quote that pops up may reach over its turn's edge.
  kept.near ??= new IntersectionObserver((turns) => {
    for (const { target, isIntersecting } of turns) target.toggleAttribute("data-hb-far", !isIntersecting);
  }, { rootMargin: `${NEAR_PX}px 0px` });
  for (const turn of document.querySelectorAll('[class*="st-key-exchange-"]')) kept.near.observe(turn);

  const opened = `${data.conversation} ${data.found ? data.turn : ""}`;
  const before = kept.opened;
  kept.opened = opened;
  if (opened !== before) for (const turn of document.querySelectorAll("[data-hb-found]")) mark(turn, false);
  if (opened === before || (!data.found && before?.startsWith(`${data.conversation} `))) return;
  if (data.found || data.turn > 0) settle(data.turn, Date.now());

  // Until the reader does something themselves, or all has its height.
  function settle(turn, since) {
    const moved = () => (kept.moved = true);
    if (!kept.watched) for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) document.addEventListener(kind, moved, { passive: true });
    kept.watched = true;
    kept.moved = false;
    (function again() {
      mark(question(turn)?.closest('[class*="st-key-exchange-"]'), data.found);
      if (kept.moved || kept.opened !== opened) return;
      lead(turn, false);
      if (Date.now() - since < SETTLE_MS || !question(turn)) setTimeout(again, 100);
    })();
  }

  // What a search found: on the turn's own element, which outlives a drawing anew.
  function mark(turn, found) {
    turn?.toggleAttribute("data-hb-found", found);
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
