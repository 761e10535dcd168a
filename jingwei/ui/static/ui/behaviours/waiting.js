// The line that says what waits on this device, with the way to send, mend or throw away each; sends it as soon as it goes.
import { putBack } from "./keep-typed.js";
import { all, drop, hear, keep, usable } from "./outbox.js";
import { goes, sendWaiting } from "./sending.js";
import { say } from "./toast.js";

// how soon it is tried again: at first, at last, and after the network came back
const FIRST = 5_000, LONGEST = 300_000, SETTLED = 1_000;

export function start(line) {
  const who = line.dataset;
  if (!usable || !who.account) return;
  const [status, fold, list, sample] = ["p", "details", "ul", "template"].map((part) => line.querySelector(part));
  let timer, wait = FIRST, shut = false;

  const state = (entry) => {
    if (entry.refused) return who.refused.replace("{words}", entry.refused);
    if (entry.writer !== who.writer) return who.elsewhere.replace("{post}", entry.post);
    return shut ? who.shut : who.waits;
  };
  const drawn = (entry) => {
    const row = sample.content.cloneNode(true);
    const when = new Date(entry.at).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
    const told = [entry.title, when, entry.text, state(entry)];
    row.querySelectorAll("b, small, p").forEach((each, at) => { each.textContent = told[at]; });
    const [now, mend, away] = row.querySelectorAll("button");
    now.hidden = entry.writer !== who.writer;
    mend.hidden = !entry.refused;
    now.onclick = async () => {
      if (entry.refused) await keep({ ...entry, refused: "" });
      send();
    };
    mend.onclick = async () => {
      if (entry.draft) putBack(entry.draft, entry.fields);
      await drop(entry.id);
      location.assign(entry.page);
    };
    away.onclick = () => {
      if (away.dataset.asked) drop(entry.id);
      away.dataset.asked = away.textContent = who.sure;
    };
    return row;
  };
  const show = async () => {
    const entries = await all(who.account);
    const words = entries.length ? who.count.replace("{count}", entries.length) : "";
    fold.hidden = !entries.length;
    fold.querySelector("summary span").textContent = words;
    if (status.textContent !== words) status.textContent = words;
    const inside = list.contains(document.activeElement);
    list.replaceChildren(...entries.map(drawn));
    if (inside) fold.querySelector("summary").focus();
    dispatchEvent(new CustomEvent("outbox", { detail: entries }));
    if (!shut && !timer && entries.some((entry) => goes(entry, who))) timer = setTimeout(send, wait);
  };
  async function send() {
    clearTimeout(timer);
    timer = undefined;
    const left = await sendWaiting(who, (entry) => say(who.sent.replace("{what}", entry.title)));
    shut = left === "shut";
    wait = left ? Math.min(wait * 2, LONGEST) : FIRST;
    await show();
  }

  hear(show);
  addEventListener("online", () => { wait = FIRST; setTimeout(send, SETTLED); });
  send();
}
