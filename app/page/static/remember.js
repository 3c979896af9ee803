// Has the browser remember what the reader prefers, so that the next visit begins with it.
export default function ({ data }) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${data.cookie}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}
