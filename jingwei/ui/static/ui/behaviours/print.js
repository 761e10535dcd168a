// A button that prints the page; what is folded or behind a tab is shown first, and put back after.
export function start(button) {
  button.addEventListener("click", () => print());
}

addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("main details:not([open]):not(.menu)")) {
    fold.open = true;
    addEventListener("afterprint", () => { fold.open = false; }, { once: true });
  }
  for (const panel of document.querySelectorAll("main [role=tabpanel][hidden]")) {
    panel.hidden = false;
    addEventListener("afterprint", () => { panel.hidden = true; }, { once: true });
  }
});
