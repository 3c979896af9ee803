// Streamlit names its own buttons, menus and messages in English: here they get names in the interface's language, and
// the document says which that is. What Streamlit draws later is named when it appears. A “{}” stands for any words.
const SPOKEN = "aria-label";
// Where Streamlit itself says something in words; what the page says stands elsewhere.
const SAID = "[role=dialog], [data-testid=stMainMenuPopover], [data-testid=stConnectionStatus], [role=listbox]";

export default function ({ data }) {
  const kept = (document.hoibaoLabels ??= {});
  kept.names = Object.entries(data.names).map(([theirs, ours]) => ({ ours, theirs: theirs.split("{}") }));
  kept.words = new Map(Object.entries(data.words));
  document.documentElement.lang = data.language;
  if (!document.querySelector("link[rel=manifest]")) install(data.files);

  // All of the page, or what was drawn since: of a long conversation that is little of it.
  kept.name = (places) => {
    const like = (sign, part) => (part ? `[${SPOKEN}${sign}"${CSS.escape(part)}"]` : "");
    const shapes = kept.names.map(({ theirs: [start, end] }) => (end === undefined ? like("=", start) : like("^=", start) + like("$=", end)));
    const spoken = `${shapes.join()}, [${SPOKEN}*="\\\\"], [${SPOKEN}*="\u2060"], [data-hb-label]`;
    for (const place of places) for (const element of inside(place, spoken)) {
      const given = element.getAttribute(SPOKEN);
      if (given !== element.dataset.hbNamed) element.dataset.hbLabel = given;
      const name = named(element.dataset.hbLabel);
      if (given !== name) element.setAttribute(SPOKEN, (element.dataset.hbNamed = name));
    }
    for (const place of places) for (const said of place.closest(SAID) ? [place] : inside(place, SAID)) translate(said);
  };

  function look() {
    const drawn = new Set([...kept.drawn].map((place) => (place.nodeType === Node.ELEMENT_NODE ? place : place.parentElement)));
    kept.drawn.clear();
    kept.name([...drawn].filter((place) => place?.isConnected));
  }

  function inside(place, shape) {
    const found = [...place.querySelectorAll(shape)];
    return place.matches(shape) ? [place, ...found] : found;
  }

  // A name with words of the page in it keeps these; escapes of Markdown, which nobody reads out as such, go.
  function named(given) {
    for (const { theirs: [start, end], ours } of kept.names) {
      if (end === undefined ? given === start : given.length >= start.length + end.length && given.startsWith(start) && given.endsWith(end))
        return plain(ours.replace("{}", () => given.slice(start.length, given.length - (end ?? "").length)));
    }
    return plain(given);
  }

  function plain(words) {
    return words.replace(/\\([!-/:-@[-`{-~])/g, "$1").replaceAll("\u2060", "");
  }

  function translate(place) {
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const ours = kept.words.get(walker.currentNode.nodeValue.trim());
      if (ours) walker.currentNode.nodeValue = ours;
    }
  }

  // What a browser asks for before it offers to install the page.
  function install({ manifest, icon, color }) {
    const link = (rel, href) => Object.assign(document.createElement("link"), { rel, href, crossOrigin: "use-credentials" });
    document.head.append(link("manifest", manifest), link("apple-touch-icon", icon),
      Object.assign(document.createElement("meta"), { name: "theme-color", content: color }));
  }

  kept.drawn ??= new Set();
  kept.observer ??= new MutationObserver((changes) => {
    if (!kept.drawn.size) requestAnimationFrame(look);
    for (const { type, target, addedNodes } of changes) {
      for (const place of type === "childList" ? addedNodes : [target]) kept.drawn.add(place);
    }
  });
  kept.observer.observe(document.body, { childList: true, subtree: true, characterData: true, attributeFilter: [SPOKEN] });
  kept.name([document.body]);
}
