// The key in `data-key` brings the cursor here, unless the reader is writing.
export function start(field) {
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input, textarea, select, [contenteditable], dialog");
    if (event.key !== field.dataset.key || writing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
    field.select?.();
  });
}
