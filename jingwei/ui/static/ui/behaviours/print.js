// A button that prints the page; whatever is folded on it is opened first, and folded again after.
export function start(button) {
  button.addEventListener("click", () => print());
}

addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("main details:not([open]):not(.menu)")) {
    fold.open = true;
    addEventListener("afterprint", () => { fold.open = false; }, { once: true });
  }
});
