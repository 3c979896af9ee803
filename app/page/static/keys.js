// The keyboard: the box for the question has it on arrival, “/” leads to the section's own box, Ctrl+K to the question
// from everywhere, and “?” (or a button with data-keys) shows the list of keys.
const QUESTION = "[data-testid=stChatInputTextArea]";
const BOXES = `${QUESTION}, .st-key-find-articles input, [class*="st-key-subject-"] input`;
const WAIT_MS = 10_000; // a section may take so long to draw its box
const SETTLE_MS = 2_000; // for so long a box that has just been drawn may be drawn anew, or not be there yet

export default function ({ data, setTriggerValue }) {
  const kept = (document.hoibaoKeys ??= { section: null });
  kept.data = data;
  const typed = (element) => element.isContentEditable || element.matches?.("textarea, select, input:not([type=checkbox], [type=radio])");

  document.removeEventListener("keydown", kept.pressed, true);
  document.removeEventListener("click", kept.clicked);
  kept.pressed = (event) => {
    const { key, target } = event, control = event.ctrlKey || event.metaKey;
    if (event.isComposing || event.altKey || document.querySelector("dialog[open]")) return;
    const box = document.querySelector(QUESTION);
    if (control && key.toLowerCase() === "k") box ? focus(box) : setTriggerValue("ask", true);
    else if (!control && key === "/" && !typed(target)) {
      lead(Date.now(), document.activeElement);
      if (!document.querySelector(BOXES)) return;
    }
    else if (!control && key === "?" && !typed(target)) list();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  kept.clicked = (event) => event.target.closest?.("[data-keys]") && list();
  document.addEventListener("keydown", kept.pressed, true);
  document.addEventListener("click", kept.clicked);

  // On a screen that is touched, the focus would bring up the keyboard over half of it.
  if (kept.section !== data.section && data.section === "chat" && matchMedia("(hover: hover) and (pointer: fine)").matches) arrive(Date.now());
  kept.section = data.section;

  function arrive(since) {
    const box = document.querySelector(QUESTION), reads = document.querySelector(".st-key-reader");
    if (kept.data.section !== "chat" || reads || Date.now() - since > WAIT_MS) return;
    if (!box || box.disabled) setTimeout(() => arrive(since), 100);
    else if (document.activeElement === document.body || document.activeElement.closest("[data-testid=stSidebarNav]")) focus(box);
  }

  // Focused again while nothing else has taken the focus: a box that is drawn anew loses it to the body.
  function lead(since, from) {
    const box = document.querySelector(BOXES), active = document.activeElement;
    if (Date.now() - since > SETTLE_MS || ![box, from, document.body].includes(active)) return;
    if (box && box !== active) focus(box);
    setTimeout(() => lead(since, box ? null : from), 100);
  }

  function focus(box) {
    box.focus({ preventScroll: true });
  }

  function list() {
    const { title, close, keys } = kept.data;
    const dialog = document.createElement("dialog"), table = document.createElement("dl");
    dialog.className = "hb-keys";
    dialog.setAttribute("aria-label", title);
    for (const [names, does] of keys) {
      const pressed = document.createElement("dt");
      names.forEach((name) => pressed.append(Object.assign(document.createElement("kbd"), { textContent: name }), " "));
      table.append(pressed, Object.assign(document.createElement("dd"), { textContent: does }));
    }
    const done = Object.assign(document.createElement("button"), { type: "button", className: "hb-do", textContent: close });
    done.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    dialog.append(Object.assign(document.createElement("h2"), { textContent: title }), table, done);
    (document.querySelector("[data-testid=stApp]") ?? document.body).append(dialog);
    dialog.showModal();
  }
}
