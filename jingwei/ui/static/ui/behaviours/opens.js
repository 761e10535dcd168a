// A button that opens the dialog named in `data-dialog`.
export function start(button) {
  button.setAttribute("aria-haspopup", "dialog");
  button.addEventListener("click", (event) => {
    const dialog = document.getElementById(button.dataset.dialog);
    if (!dialog) return;
    event.preventDefault();
    dialog.showModal();
  });
}
