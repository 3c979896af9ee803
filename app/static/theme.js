// Light, dark, or as the system. Streamlit has no call for it: its own menu is made to do it. It remembers the choice for
// the address that was loaded; so it is noted for those of the page's other sections too.
export default function ({ data, parentElement }) {
  const loaded = new URL(performance.getEntriesByType("navigation")[0].name).pathname;
  const noted = (path) => `stActiveTheme-${path}-v2`;
  const group = document.createElement("fieldset");
  group.className = "hb-themes";
  group.append(Object.assign(document.createElement("legend"), { textContent: data.label }));
  data.themes.forEach((theme, index) => {
    const label = document.createElement("label");
    const input = Object.assign(document.createElement("input"), { type: "radio", name: "hb-theme", value: theme });
    input.checked = theme === current();
    input.addEventListener("change", () => choose(theme, input));
    label.append(input, data.names[index]);
    group.append(label);
  });
  const before = parentElement.querySelector(".hb-themes");
  if (before?.textContent === group.textContent) return; // drawn anew by the change itself: keep the focus
  parentElement.replaceChildren(group);

  function current() {
    try { return JSON.parse(localStorage.getItem(noted(loaded))) ?? "System"; } catch { return "System"; }
  }

  async function choose(theme, input) {
    const menu = document.querySelector("[data-testid=stMainMenu] button");
    document.documentElement.classList.add("hb-choosing");
    menu?.click();
    const item = menu && (await found(`[data-testid="stMainMenuItem-theme-${theme}"]`));
    item?.click();
    if (document.querySelector("[data-testid=stMainMenuPopover]")) menu.click();
    setTimeout(() => {
      input.focus(); // the closing menu took it
      document.documentElement.classList.remove("hb-choosing");
    }, 250);
    if (!item) {
      const hint = Object.assign(document.createElement("p"), { className: "hb-muted", role: "status", textContent: data.by_hand });
      input.closest(".hb-themes")?.append(hint);
      return;
    }
    const links = [...document.querySelectorAll("[data-testid=stSidebarNavLink]")];
    for (const path of [loaded, ...links.map((link) => new URL(link.href).pathname)])
      localStorage.setItem(noted(path), JSON.stringify(theme));
  }

  async function found(selector, tries = 40) {
    for (; tries; tries--) {
      const element = document.querySelector(selector);
      if (element) return element;
      await new Promise((done) => setTimeout(done, 25));
    }
    return null;
  }
}
