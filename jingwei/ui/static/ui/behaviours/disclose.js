// A button that shows what it controls, then steps aside; focus goes to the first thing there.
export function start(button) {
  button.addEventListener("click", () => {
    const target = document.getElementById(button.getAttribute("aria-controls"));
    if (!target) return;
    target.hidden = !target.hidden;
    button.setAttribute("aria-expanded", String(!target.hidden));
    if (!target.hidden) target.querySelector("input:not([type=hidden]), textarea, select, button, a")?.focus();
  });
}
