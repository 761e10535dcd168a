// A native dialog: Esc, the outside press and every [data-closes] close it, and focus returns where it was.
// An address that ends in its #id opens it.
export function start(dialog) {
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-closes]")) dialog.close();
  });
  if (location.hash === `#${dialog.id}` && !dialog.open) dialog.showModal();
}
