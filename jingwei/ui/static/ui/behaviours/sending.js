// Posts what a form holds, and later what waits in the outbox: in order, one at a time, from one tab.
import { all, drop, keep } from "./outbox.js";

// The mark by which the server knows that one of its own pages asks.
export const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];

// What came of it: "sent", "refused" by a rule, "shut" to this session, or "later". Only our own server says where to go on, the
// door page of a foreign network does not.
export async function post(action, body, writer) {
  if (!navigator.onLine) return { what: "later" };
  try {
    const headers = { "X-CSRFToken": token(), "Written-By": writer, "HX-Request": "true" };
    const signal = AbortSignal.timeout(body instanceof FormData ? 120_000 : 20_000);
    const answer = await fetch(action, { method: "POST", body, headers, signal });
    const onward = answer.headers.get("HX-Redirect");
    if (onward) return { what: "sent", onward };
    if (answer.status === 401) return { what: "shut" };
    if (answer.status < 400 || answer.status >= 500 || [408, 429].includes(answer.status)) return { what: "later" };
    return refusal(await answer.text());
  } catch {
    return { what: "later" };
  }
}

// The sentence of a refusal; that a page stood open too long is none, the next page will do.
function refusal(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  if (page.querySelector("[data-code=csrf]")) return { what: "later" };
  const said = [...page.querySelectorAll("[data-code] div, .faults li")];
  return { what: "refused", words: said.map((each) => each.textContent.trim()).join(" ") || page.title };
}

// Whether an entry may be sent by this account in this post.
export const goes = (entry, who) => !entry.refused && entry.writer === who.writer;

// Send what waits; `sent` is called with each that went. Answers "shut" or "later" where some must wait on, else nothing.
export const sendWaiting = (who, sent) => navigator.locks.request("sending", { ifAvailable: true }, async (lock) => {
  if (!lock) return "later";
  for (const entry of (await all(who.account)).filter((each) => goes(each, who))) {
    const { what, words } = await post(entry.action, new URLSearchParams(entry.fields), entry.writer);
    if (what === "shut" || what === "later") return what;
    if (what === "refused") await keep({ ...entry, refused: words });
    else {
      await drop(entry.id);
      sent(entry);
    }
  }
});
