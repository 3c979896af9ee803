// “@” and the beginning of a title, in the box for the question, offer articles: arrows, Enter or a click choose the one
// that the question is put to, Escape closes the list. The server looks the titles up.
const BOX = "[data-testid=stChatInputTextArea]";
const TYPED = /(?:^|\s)@([^\n@]{0,80})$/u;
const WAIT_MS = 150; // after a letter, before the server is asked
const WIDE_PX = 960; // below, an article that is open lies over the box

export default function ({ data, setTriggerValue }) {
  const kept = (document.hoibaoMention ??= { listeners: [], at: 0, shut: null, asked: data.asked });
  kept.data = data;
  const box = () => document.querySelector(BOX);

  // On the window, so that they come before those by which the page sends a question or closes an article.
  for (const [kind, listener] of kept.listeners) window.removeEventListener(kind, listener, true);
  kept.listeners = [
    ["input", (event) => event.target.matches?.(BOX) && look()],
    ["keydown", pressed],
    ["pointerdown", (event) => event.target.closest?.("#hb-offers") ? event.preventDefault() : close()],
    ["click", clicked],
    ["resize", () => show()],
  ];
  for (const [kind, listener] of kept.listeners) window.addEventListener(kind, listener, true);

  if (data.asked !== kept.asked) {
    kept.asked = data.asked;
    if (data.asked) lead();
  }
  if (data.typed != null && data.typed === typed()) kept.shown = data;
  show();

  // What stands between the last “@” and the cursor; null where there is none, or its list was closed.
  function typed() {
    const area = box();
    if (!area || document.activeElement !== area) return null;
    const words = TYPED.exec(area.value.slice(0, area.selectionStart))?.[1];
    return words === undefined ? (kept.shut = null) : words === kept.shut ? null : words;
  }

  function look() {
    const words = typed();
    clearTimeout(kept.timer);
    kept.at = 0;
    if (words === null) return close();
    kept.timer = setTimeout(() => setTriggerValue("typed", words), WAIT_MS);
  }

  function show() {
    const area = box(), offers = kept.shown?.offers ?? [];
    if (typed() === null || !kept.shown) return close();
    let list = document.getElementById("hb-offers");
    if (!list) {
      list = Object.assign(document.createElement("ul"), { id: "hb-offers" });
      list.setAttribute("role", "listbox");
      (document.querySelector("[data-testid=stApp]") ?? document.body).append(list);
    }
    list.setAttribute("aria-label", data.label);
    const { left, top, width } = area.closest("[data-testid=stChatInput]").getBoundingClientRect();
    Object.assign(list.style, { left: `${left}px`, width: `${width}px`, bottom: `${innerHeight - top + 6}px`, maxHeight: `${top - 20}px` });
    list.replaceChildren(...(offers.length ? offers.map(offer) : [line(data.none)]));
    area.setAttribute("aria-autocomplete", "list");
    area.setAttribute("aria-controls", "hb-offers");
    if (offers.length) area.setAttribute("aria-activedescendant", `hb-offer-${kept.at}`);
    list.children[kept.at]?.scrollIntoView({ block: "nearest" });
    tell(offers.length ? data.count.replace("{n}", offers.length) : data.none);
  }

  function offer({ title, facts }, number) {
    const row = Object.assign(document.createElement("li"), { id: `hb-offer-${number}` });
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", String(number === kept.at));
    row.append(Object.assign(document.createElement("span"), { textContent: title }));
    row.append(Object.assign(document.createElement("span"), { className: "hb-muted", textContent: facts }));
    return row;
  }

  function line(words) {
    const row = Object.assign(document.createElement("li"), { className: "hb-muted", textContent: words });
    row.setAttribute("role", "option");
    row.setAttribute("aria-disabled", "true");
    return row;
  }

  function tell(words) {
    const live = document.getElementById("hb-told");
    if (live && live.textContent !== words) live.textContent = words;
  }

  function close() {
    const list = document.getElementById("hb-offers");
    kept.shown = null;
    if (!list) return;
    list.remove();
    for (const name of ["aria-autocomplete", "aria-controls", "aria-activedescendant"]) box()?.removeAttribute(name);
  }

  function pressed(event) {
    const list = document.getElementById("hb-offers"), count = kept.shown?.offers.length ?? 0;
    if (!list || event.isComposing || !event.target.matches?.(BOX)) return;
    const { key } = event, step = { ArrowDown: 1, ArrowUp: count - 1 }[key];
    if (key === "Escape") (kept.shut = typed()), close();
    else if (count && step !== undefined) (kept.at = (kept.at + step) % count), show();
    else if (count && (key === "Tab" || key === "Enter") && !event.shiftKey) choose(kept.at);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  function clicked(event) {
    const row = event.target.closest?.("#hb-offers [role=option]:not([aria-disabled])");
    if (row) choose([...row.parentElement.children].indexOf(row));
    if (!event.target.closest?.("button[data-asked]")) return;
    setTriggerValue("chosen", "");
    box()?.focus();
  }

  // The title goes from the box: what is asked stands above it.
  function choose(number) {
    const area = box(), before = area.value.slice(0, area.selectionStart), after = area.value.slice(area.selectionStart);
    const kindly = before.replace(TYPED, (all) => (/^\s/.test(all) ? all[0] : ""));
    const { id } = kept.shown.offers[number];
    close();
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(area, kindly + after);
    area.setSelectionRange(kindly.length, kindly.length);
    area.dispatchEvent(new Event("input", { bubbles: true }));
    setTriggerValue("chosen", id);
  }

  // To the box, from under an article that lies over it.
  function lead() {
    if (innerWidth < WIDE_PX) document.querySelector(".st-key-close button")?.click();
    if (matchMedia("(hover: hover) and (pointer: fine)").matches) box()?.focus({ preventScroll: true });
  }
}
