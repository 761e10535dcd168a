// A toast leaves after six seconds, unless it is being read or used.
const STAY = 6000;

export function start(toast) {
  let timer;
  const leave = () => toast.remove();
  const wait = () => { timer = setTimeout(leave, STAY); };
  const hold = () => clearTimeout(timer);
  for (const event of ["pointerenter", "focusin"]) toast.addEventListener(event, hold);
  for (const event of ["pointerleave", "focusout"]) toast.addEventListener(event, () => { hold(); wait(); });
  toast.querySelector("[data-closes]")?.addEventListener("click", leave);
  wait();
}

// Words of the page's own behaviours, announced in the region that the page keeps for them.
export function say(words) {
  const region = document.getElementById("toasts");
  if (!region || !words) return;
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.textContent = words;
  region.replaceChildren(toast);
  start(toast);
}
