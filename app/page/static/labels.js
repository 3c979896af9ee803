// Streamlit names its own buttons in English, for screen readers: here they get names in the interface's language, and
// the document says which that is. What Streamlit draws later is named when it appears.
export default function ({ data }) {
  const kept = (document.hoibaoLabels ??= {});
  kept.names = data.names;
  document.documentElement.lang = data.language;
  const foreign = Object.keys(data.names).map((name) => `[aria-label="${CSS.escape(name)}"]`).join();

  kept.name = () => {
    kept.waiting = false;
    for (const element of document.querySelectorAll(`${foreign}, [data-hb-label]`)) {
      const given = element.getAttribute("aria-label");
      if (given in kept.names) element.dataset.hbLabel = given;
      const name = kept.names[element.dataset.hbLabel];
      if (given !== name) element.setAttribute("aria-label", name);
    }
  };
  kept.observer ??= new MutationObserver(() => {
    if (!kept.waiting) requestAnimationFrame(() => kept.name());
    kept.waiting = true;
  });
  kept.observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["aria-label"] });
  kept.name();
}
