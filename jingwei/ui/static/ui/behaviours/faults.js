// The summary of faults takes the focus, and its links lead into the fields.
export function start(summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.matches("input, textarea, select") ? field : field.querySelector("input, textarea, select") ?? field).focus();
  });
}
