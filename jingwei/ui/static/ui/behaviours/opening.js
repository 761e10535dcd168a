// The opening page: on to the desk at once; where it stands in for a page that no network gave, on as soon as the server
// answers. A browser calls itself online before that is true, so the server is asked, less and less often.
import { start } from "./waits-here.js";

const words = document.querySelector("#opening [role=status]");
const startsHere = location.pathname === "/opening/";
const on = () => (startsHere ? location.replace("/") : location.reload());
const LONGEST = 30_000;
let waiting;

async function ask(wait) {
  clearTimeout(waiting);
  waiting = setTimeout(ask, wait, Math.min(wait * 2, LONGEST));
  if (!navigator.onLine) return;
  const answered = await fetch("/opening/", { cache: "no-store" }).catch(() => undefined);
  if (answered?.ok) on();
}

if (startsHere && navigator.onLine) on();
else {
  start(document.getElementById("waits-here"));
  words.textContent = words.dataset.offline;
  addEventListener("online", () => ask(1000));
  ask(1000);
}
