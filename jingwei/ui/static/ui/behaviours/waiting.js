// The line that says what waits on this device, with the way to send, mend or throw away each; sends it as soon as it goes.
import { all, drop, hear, keep, usable } from "./outbox.js";
import { SHUT, sendWaiting } from "./sending.js";
import { putBack } from "./keep-typed.js";
import { say } from "./toast.js";

const FIRST = 5_000, LONGEST = 300_000, SETTLED = 1_000;

export function start(line) {
  const who = line.dataset;
  if (!usable || !who.account) return;
  const fold = line.querySelector("details");
  const [list, sample] = [fold.querySelector("ul"), fold.querySelector("template")];
  let timer, wait = FIRST, shut = false, shown = 0;

  const state = (entry) => {
    if (entry.refused !== undefined) return who.refused.replace("{words}", entry.refused);
    if (entry.writer !== who.writer) return who.elsewhere.replace("{post}", entry.post);
    return shut ? who.shut : who.waits;
  };
  const drawn = (entry) => {
    const row = sample.content.cloneNode(true);
    const [title, when, words] = row.querySelectorAll("b, time, p");
    const [now, mend, away] = row.querySelectorAll("[data-act]");
    const refused = entry.refused !== undefined;
    title.textContent = entry.title;
    when.dateTime = new Date(entry.at).toISOString();
    when.textContent = new Date(entry.at).toLocaleString(document.documentElement.lang, { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
    words.textContent = state(entry);
    now.hidden = entry.writer !== who.writer;
    mend.hidden = !refused;
    mend.href = entry.page;
    for (const act of [now, mend, away]) act.setAttribute("aria-label", `${act.textContent}：${entry.title}`);
    now.addEventListener("click", async () => {
      if (refused) await keep({ ...entry, refused: undefined });
      send();
    });
    mend.addEventListener("click", async (event) => {
      event.preventDefault();
      if (entry.draft) putBack(entry.draft, entry.fields);
      await drop(entry.id);
      location.assign(entry.page);
    });
    away.addEventListener("click", () => {
      if (away.dataset.asked) drop(entry.id);
      away.dataset.asked = away.textContent = who.sure;
      away.removeAttribute("aria-label");
    });
    return row;
  };
  const show = async () => {
    const entries = await all(who.account);
    const words = entries.length ? who.count.replace("{count}", entries.length) : "";
    fold.hidden = !entries.length;
    fold.querySelector("summary span").textContent = words;
    if (entries.length !== shown) line.querySelector("[role=status]").textContent = words;
    shown = entries.length;
    const inside = list.contains(document.activeElement);
    list.replaceChildren(...entries.map(drawn));
    if (inside && shown) fold.querySelector("summary").focus();
    dispatchEvent(new CustomEvent("outbox", { detail: entries }));
    const goes = entries.some((entry) => entry.refused === undefined && entry.writer === who.writer);
    if (goes && !shut && !timer) timer = setTimeout(send, wait);
  };
  async function send() {
    clearTimeout(timer);
    timer = undefined;
    const left = await sendWaiting(who, (entry) => say(who.sent.replace("{what}", entry.title)));
    shut = left === SHUT;
    wait = left ? Math.min(wait * 2, LONGEST) : FIRST;
    await show();
  }

  hear(show);
  addEventListener("online", () => { wait = FIRST; setTimeout(send, SETTLED); });
  send();
}
