// A <details> that is a menu: Esc and any press outside close it, and only one is open.
export function start(menu) {
  const close = (back) => {
    if (!menu.open) return;
    menu.open = false;
    if (back) menu.querySelector("summary").focus();
  };
  menu.addEventListener("keydown", (event) => { if (event.key === "Escape") close(true); });
  menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) close(false); });
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) close(false); });
}
