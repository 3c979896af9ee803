// Finds words in the article that is open, however accented, and marks them without a change to the page: Enter leads to
// the next, with Shift to the one before.
const BOX = ".st-key-find-inside input";
const FOUND = "hb-inside", HERE = "hb-inside-here";

export default function ({ data }) {
  const kept = (document.hoibaoInside ??= { at: 0, ranges: [] });
  kept.words = data;
  const fold = (text) => text.replace(/[^]/g, (letter) => letter.normalize("NFD")[0].replace("đ", "d").replace("Đ", "D").toLowerCase()[0]);

  document.removeEventListener("input", kept.typed);
  document.removeEventListener("keydown", kept.pressed, true);
  kept.typed = (event) => event.target.matches?.(BOX) && show(find(event.target.value), 0, true);
  kept.pressed = (event) => {
    if (event.key !== "Enter" || !event.target.matches?.(BOX)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const count = kept.ranges.length;
    if (count) show(kept.ranges, (kept.at + (event.shiftKey ? count - 1 : 1)) % count, true);
  };
  document.addEventListener("input", kept.typed);
  document.addEventListener("keydown", kept.pressed, true);
  show(find(document.querySelector(BOX)?.value ?? ""), 0, false); // drawn anew: the marks as they were

  function find(words) {
    const article = document.querySelector(".hb-article"), wanted = fold(words.trim()), ranges = [];
    if (!article || wanted.length < 2) return ranges;
    for (const paragraph of article.querySelectorAll("p")) {
      const nodes = [], walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
      let text = "";
      while (walker.nextNode()) {
        if (walker.currentNode.parentElement.matches(".hb-n")) continue; // the number of a source is no word of it
        nodes.push([text.length, walker.currentNode]);
        text += walker.currentNode.nodeValue;
      }
      const folded = fold(text), place = (at) => nodes.findLast(([start]) => start <= at);
      for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
        const range = document.createRange(), [first, begins] = place(at), [last, ends] = place(at + wanted.length - 1);
        range.setStart(begins, at - first);
        range.setEnd(ends, at + wanted.length - last);
        ranges.push(range);
      }
    }
    return ranges;
  }

  function show(ranges, at, moves) {
    Object.assign(kept, { ranges, at });
    const here = ranges[at];
    if (window.CSS?.highlights) {
      CSS.highlights.set(FOUND, new Highlight(...ranges));
      CSS.highlights.set(HERE, new Highlight(...(here ? [here] : [])));
    }
    const line = document.getElementById("hb-inside"), typed = document.querySelector(BOX)?.value.trim().length >= 2;
    const said = here ? kept.words.count.replace("{n}", at + 1).replace("{count}", ranges.length) : typed ? kept.words.none : "";
    if (line && line.textContent !== said) line.textContent = said;
    if (here && moves) here.startContainer.parentElement.scrollIntoView({ block: "center" });
  }
}
