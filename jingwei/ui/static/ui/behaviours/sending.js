// Posts what a form holds, and later what waits in the outbox: in order, one at a time, from one tab.
import { all, drop, keep } from "./outbox.js";
import { token } from "./token.js";

export const SENT = "sent", REFUSED = "refused", SHUT = "shut", LATER = "later";
const PATIENCE = 20_000;
const WITH_FILES = 120_000;

// What came of it: SENT, REFUSED by a rule, SHUT to this session, or LATER. Only our own server counts as having answered:
// the door page of a foreign network says neither 204 nor where to go on.
export async function post(action, fields, writer) {
  if (!navigator.onLine) return { what: LATER };
  try {
    const headers = { "X-CSRFToken": token(), "Written-By": writer, "HX-Request": "true" };
    const signal = AbortSignal.timeout(fields instanceof FormData ? WITH_FILES : PATIENCE);
    const answer = await fetch(action, { method: "POST", body: fields, headers, signal });
    const onward = answer.headers.get("HX-Redirect");
    if (answer.status === 204 && onward) return { what: SENT, onward };
    if (answer.status === 401) return { what: SHUT };
    if (answer.status < 400 || answer.status >= 500 || [408, 429].includes(answer.status)) return { what: LATER };
    return refusal(await answer.text());
  } catch {
    return { what: LATER };
  }
}

// The sentence of a refusal; a page that stood open too long is no refusal, the next one will do.
function refusal(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const toast = page.querySelector(".toast[data-code]");
  if (toast?.dataset.code === "csrf") return { what: LATER };
  const said = toast ? [toast.querySelector("div")] : [...page.querySelectorAll(".faults li")];
  return { what: REFUSED, words: said.map((each) => each.textContent.trim().replace(/\s+/g, " ")).join(" ") };
}

// Send what waits; `sent` is called with each that went. Answers SHUT or LATER where some must wait on, else nothing.
export const sendWaiting = (who, sent) => navigator.locks.request("outbox-sending", { ifAvailable: true }, async (lock) => {
  if (!lock) return LATER;
  for (const entry of await all(who.account)) {
    if (entry.refused !== undefined || entry.writer !== who.writer) continue;
    const { what, words } = await post(entry.action, new URLSearchParams(entry.fields), entry.writer);
    if (what === SHUT || what === LATER) return what;
    if (what === REFUSED) await keep({ ...entry, refused: words });
    else {
      await drop(entry.id);
      sent(entry);
    }
  }
  return undefined;
});
