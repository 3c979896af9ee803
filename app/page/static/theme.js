// Light, dark, or as the system. Streamlit has no call for it: its own menu is made to do it. It remembers the choice for
// the address that was loaded; so it is noted for those of the page's other sections too.
const PAUSE_MS = 300;

export default function ({ data, parentElement }) {
  const loaded = new URL(performance.getEntriesByType("navigation")[0].name).pathname;
  const noted = (path) => `stActiveTheme-${path}-v2`;
  let choosing = Promise.resolve(); // one after the other: there is one menu
  const group = document.createElement("fieldset");
  group.className = "hb-themes";
  group.append(Object.assign(document.createElement("legend"), { textContent: data.label }));
  data.themes.forEach((theme, index) => {
    const label = document.createElement("label");
    const input = Object.assign(document.createElement("input"), { type: "radio", name: "hb-theme", value: theme });
    input.checked = theme === current();
    // The menu takes the keyboard for a moment: who goes on by arrow keys arrives first.
    input.addEventListener("change", () => setTimeout(() => (choosing = choosing.then(() => input.checked && choose(theme))), PAUSE_MS));
    label.append(input, data.names[index]);
    group.append(label);
  });
  const before = parentElement.querySelector(".hb-themes");
  if (before?.textContent === group.textContent) return; // drawn anew by the change itself: keep the focus
  parentElement.replaceChildren(group);

  function current() {
    try { return JSON.parse(localStorage.getItem(noted(loaded))) ?? "System"; } catch { return "System"; }
  }

  async function choose(theme) {
    const menu = document.querySelector("[data-testid=stMainMenu] button");
    document.documentElement.classList.add("hb-choosing");
    menu?.click();
    const item = await until(() => document.querySelector(`[data-testid="stMainMenuItem-theme-${theme}"]`));
    item?.click();
    const popover = () => document.querySelector("[data-testid=stMainMenuPopover]");
    if (popover()) menu.click();
    await until(() => !popover());
    await new Promise((done) => setTimeout(done, 100)); // the closing menu takes the focus
    group.querySelector(":checked").focus();
    document.documentElement.classList.remove("hb-choosing");
    if (!item) {
      const hint = Object.assign(document.createElement("p"), { className: "hb-muted", role: "status", textContent: data.by_hand });
      group.querySelector("p")?.remove();
      group.append(hint);
      return;
    }
    const links = [...document.querySelectorAll("[data-testid=stSidebarNavLink]")];
    for (const path of [loaded, ...links.map((link) => new URL(link.href).pathname)])
      localStorage.setItem(noted(path), JSON.stringify(theme));
  }

  async function until(held, tries = 40) {
    for (; tries && !held(); tries--) await new Promise((done) => setTimeout(done, 25));
    return held();
  }
}
