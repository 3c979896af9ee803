// Copies what a button holds (button.hb-do[data-copy]). What is unfolded over the page (details.hb-forms) closes when one
// clicks elsewhere or presses Escape. A quotation (data-form) has its words put in: those that are selected in the
// article, else those that are cited (data-quote).
const PLACE = "\ue000";
const signs = (pattern, escaped) => (words) => words.replace(pattern, escaped);
const BIBTEX = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };
const ESCAPES = {
  quote_plain: (words) => words,
  quote_markdown: signs(/[\\`*_[\]<>#|~&]/g, "\\$&"),
  quote_html: signs(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`),
  quote_bibtex: signs(/[\\{}%&$#_~^]/g, (sign) => BIBTEX[sign] ?? `\\${sign}`),
  quote_ris: (words) => words,
};

export default function () {
  const kept = (document.hoibaoCopying ??= {});
  document.removeEventListener("click", kept.click);
  document.removeEventListener("keydown", kept.pressed, true);
  document.removeEventListener("pointerdown", kept.held, true);

  // A press on the button may end the selection, so it is looked at before.
  kept.held = (event) => {
    if (event.target.closest?.("[data-form]")) kept.selected = selected();
  };
  kept.click = (event) => {
    const button = event.target.closest?.("button.hb-do[data-copy]");
    for (const open of document.querySelectorAll("details.hb-forms[open]"))
      if (!open.contains(event.target) || event.target.closest("button.hb-to")) open.open = false;
    if (button) copy(button, worded(button));
    if (button) kept.selected = "";
  };
  kept.pressed = (event) => {
    const open = event.key === "Escape" && document.querySelector("details.hb-forms[open]");
    if (!open) return;
    event.stopImmediatePropagation();
    open.open = false;
    open.querySelector("summary").focus();
  };
  document.addEventListener("pointerdown", kept.held, true);
  document.addEventListener("click", kept.click);
  document.addEventListener("keydown", kept.pressed, true);

  // What is to be copied comes in base 64, so that none of it looks like markup.
  function decoded(text) {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
  }

  function worded(button) {
    const { copy: text, form, quote, bare } = button.dataset;
    if (!form) return decoded(text);
    const words = kept.selected || selected() || decoded(quote);
    return words ? decoded(text).replace(PLACE, () => ESCAPES[form](words)) : decoded(bare);
  }

  function selected() {
    const selection = getSelection(), article = document.querySelector(".hb-article");
    const inside = article && selection.rangeCount && article.contains(selection.getRangeAt(0).commonAncestorContainer);
    return inside ? selection.toString().replace(/\s+/g, " ").trim() : "";
  }

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
    word.textContent = button.dataset.copied;
    const live = document.getElementById("hb-told");
    if (live) live.textContent = button.dataset.copied;
    setTimeout(() => (word.textContent = said), 2000);
  }
}
