// Hands clicks on the turns' buttons (button.hb-do) to Streamlit, keeps the keyboard's place when what was drawn is
// drawn anew, and says aloud that an answer has come. Streamlit calls this anew when the section is opened again.
export default function ({ data, setTriggerValue }) {
  const told = () => document.getElementById("hb-answered")?.textContent;
  const kept = (document.hoibaoActs ??= { told: told() ?? "", focus: null });

  document.removeEventListener("click", kept.click);
  kept.click = (event) => {
    const button = event.target.closest?.("button.hb-do[data-do]:not([data-copy])");
    if (!button) return;
    const { do: act, turn } = button.dataset;
    if (act === "print") return print(button.closest('[class*="st-key-exchange-"], .st-key-arrival, .st-key-clippings'));
    kept.focus = act === "edit" ? '[class*="st-key-edit-form"] textarea, [data-testid="stForm"] textarea'
      : `button.hb-do[data-do="${act}"][data-turn="${turn}"]`;
    setTriggerValue("act", { do: act, turn });
  };
  document.addEventListener("click", kept.click);
  document.documentElement.dataset.heard = "";  // until now a click would be lost: page.css keeps it from being made

  let live = document.getElementById("hb-told");
  if (!live) {
    live = Object.assign(document.createElement("p"), { id: "hb-told", className: "hb-hidden" });
    live.setAttribute("role", "status");
    document.body.append(live);
  }

  // A file that the server made, once.
  if (data.file && kept.handed !== data.file.id) {
    kept.handed = data.file.id;
    const bytes = Uint8Array.from(atob(data.file.content), (letter) => letter.charCodeAt(0));
    const link = Object.assign(document.createElement("a"), {
      href: URL.createObjectURL(new Blob([bytes], { type: data.file.mime })), download: data.file.name,
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  // One part of the page alone, unfolded and without its buttons, in a frame of its own: the page itself scrolls inside.
  function print(part) {
    if (!part) return;
    const frame = Object.assign(document.createElement("iframe"), { className: "hb-paper", title: "" });
    document.body.append(frame);
    const paper = frame.contentDocument, copy = paper.importNode(part, true);
    const typed = [...part.querySelectorAll("input")].map((each) => each.value);  // notes, which a copy doesn't bring
    copy.querySelectorAll("input").forEach((each, number) => each.replaceWith(paper.createTextNode(typed[number] ?? "")));
    copy.querySelectorAll('button, iframe, .hb-acts, .hb-pop, .hb-read, .hb-course, [class*="st-key-next-"], [data-testid="stButton"]').forEach((each) => each.remove());
    copy.querySelectorAll("details").forEach((each) => (each.open = true));
    paper.documentElement.lang = document.documentElement.lang;
    paper.title = document.title;
    const style = paper.createElement("style");
    style.textContent = "body{font:11pt/1.5 Georgia,'Times New Roman',serif;margin:0}h1,h2,h3,h4{line-height:1.25;margin:1em 0 .3em}"
      + "a{color:inherit;text-decoration:none}summary{list-style:none}ul{padding-left:1.2em}.hb-hidden,.hb-icon{display:none}"
      + ".hb-muted,.hb-label{color:#444;font-size:9pt}li,blockquote,p{break-inside:avoid}.hb-chip{font-size:8pt;vertical-align:super}";
    paper.head.append(style);
    paper.body.append(copy);
    frame.contentWindow.addEventListener("afterprint", () => setTimeout(() => frame.remove(), 500));
    frame.contentWindow.print();
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
