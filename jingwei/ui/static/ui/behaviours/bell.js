// The bell: how many notices are unread, asked now and then while the page is looked at. What leads to this page is read.
import { token } from "./sending.js";
import { say } from "./toast.js";

const EVERY = 30000;
const KEPT = "unread";

export function start(bell) {
  const label = bell.getAttribute("aria-label");
  const here = location.pathname;
  let known = Number(sessionStorage.getItem(KEPT) ?? -1);
  let timer;

  const show = (count) => {
    const shown = count > 99 ? "99+" : String(count);
    if (count > 0) bell.dataset.count = shown;
    else delete bell.dataset.count;
    bell.setAttribute("aria-label", count > 0 ? `${label} ${shown} ${bell.dataset.words}` : label);
  };
  const learn = (count) => {
    if (known >= 0 && count > known) say(bell.dataset.new);
    known = count;
    sessionStorage.setItem(KEPT, count);
    show(count);
  };
  const answer = async (asked) => {
    const response = await asked;
    if (!response.ok || response.redirected) throw new Error("not told");
    return response.json();
  };
  const read = () => {
    const headers = { "X-CSRFToken": token() };
    return answer(fetch(`${bell.pathname}seen/`, { method: "POST", headers, body: new URLSearchParams({ here }) }));
  };
  const ask = async () => {
    clearTimeout(timer);
    if (document.hidden || !navigator.onLine) return;
    try {
      let told = await answer(fetch(`${bell.pathname}new/?here=${encodeURIComponent(here)}`));
      if (told.here) told = await read();
      learn(told.unread);
      timer = setTimeout(ask, EVERY);
    } catch {
      // Signed out, or no network: asked again when the page is looked at anew.
    }
  };

  if (known > 0) show(known);
  document.addEventListener("visibilitychange", ask);
  ask();
}
