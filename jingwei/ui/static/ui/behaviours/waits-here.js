// How many things wait on this device, where nobody is signed in: their number and no more.
import { count } from "./outbox.js";

export async function start(line) {
  const number = await count();
  line.hidden = !number;
  line.textContent = line.dataset.count.replace("{count}", number);
}
