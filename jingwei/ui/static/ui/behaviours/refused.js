// A refused button takes focus, says why, and does nothing.
export function start(button) {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    event.stopPropagation();
  });
}
