// The box for the next question: counts what is typed where it nears the limit, says when it is too long instead of
// sending it, and puts a question back that was sent while there was no connection.
const BOX = "[data-testid=stChatInputTextArea]";
const SEND = "[data-testid=stChatInputSubmitButton]";
const PENDING = "hoibao-sent"; // in the tab's own storage: what was sent and not heard of yet
const NEAR = 0.8; // of the limit: from here on it counts
const PASTED = 10; // times the limit: more than that isn't worth cutting down by hand
const LOST_MS = 4000; // so long connected and idle, and still not heard of

export default function ({ data }) {
  const kept = (document.hoibaoAsking ??= { listeners: [], note: "" });
  kept.data = data;
  const box = () => document.querySelector(BOX);
  const length = (text) => (text.length > data.limit * PASTED ? text.length : [...text].length);
  const number = (n) => n.toLocaleString(data.language === "vi" ? "vi-VN" : "en-US");
  const fill = (words, n) => words.replace("{n}", number(n)).replace("{limit}", number(data.limit));

  for (const [kind, listener] of kept.listeners) document.removeEventListener(kind, listener, true);
  kept.listeners = [
    ["input", (event) => event.target.matches?.(BOX) && show("")],
    ["keydown", (event) => event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.matches?.(BOX) && send(event)],
    ["click", (event) => event.target.closest?.(SEND) && send(event)],
    ["paste", paste],
  ];
  for (const [kind, listener] of kept.listeners) document.addEventListener(kind, listener, true);

  const pending = read();
  if (pending && (pending.session === data.session ? data.heard > pending.heard : data.last === pending.text)) {
    sessionStorage.removeItem(PENDING);
  }
  clearInterval(kept.timer);
  kept.timer = setInterval(restore, 500);
  show(kept.note);

  function read() {
    try { return JSON.parse(sessionStorage.getItem(PENDING)); } catch { return null; }
  }

  function show(note) {
    const n = length(box()?.value ?? ""), line = document.getElementById("hb-count");
    if (!line || !box()) return;
    kept.note = note;
    const words = note || (n > data.limit ? fill(data.too_long, n) : n > data.limit * NEAR ? fill(data.count, n) : "");
    if (line.textContent !== words) line.textContent = words;
    line.classList.toggle("hb-over", n > data.limit || Boolean(note));
    box().setAttribute("aria-invalid", String(n > data.limit));
  }

  function send(event) {
    const text = box()?.value ?? "";
    if (length(text) > data.limit) {
      event.preventDefault();
      event.stopImmediatePropagation();
      show("");
    } else if (text.trim()) {
      const { session, heard } = kept.data;
      sessionStorage.setItem(PENDING, JSON.stringify({ text, session, heard }));
      kept.since = null;
    }
  }

  function paste(event) {
    const text = event.target.matches?.(BOX) ? event.clipboardData?.getData("text") ?? "" : "";
    if (text.length <= data.limit * PASTED) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    show(fill(data.pasted, text.length));
  }

  // What the server has not heard of although it could by now was lost on its way.
  function restore() {
    const lost = read();
    const app = document.querySelector("[data-testid=stApp]");
    const idle = app?.dataset.testConnectionState === "CONNECTED" && app.dataset.testScriptState === "notRunning";
    if (!lost || !idle || box()?.value) return void (kept.since = null);
    kept.since ??= Date.now();
    if (Date.now() - kept.since < LOST_MS) return;
    sessionStorage.removeItem(PENDING);
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box(), lost.text);
    box().dispatchEvent(new Event("input", { bubbles: true }));
    show(data.unsent);
  }
}
