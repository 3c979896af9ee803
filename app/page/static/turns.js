// A conversation that is opened is shown at its end, or at the turn that the address names; its list of questions
// (button.hb-to) leads to each.
const SETTLE_MS = 1500; // so long what is above may still grow
const NEAR_PX = 1500;

export default function ({ data }) {
  const kept = (document.hoibaoTurns ??= { conversation: null });
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
