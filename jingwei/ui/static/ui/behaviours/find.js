// A search whose answers stand in the element named in `data-answers`: arrows walk them, and those that hang below the field
// close by Esc and by a press elsewhere. `data-words` says what is counted.
export function start(form) {
  const field = form.querySelector("input[type=search]");
  const answers = document.getElementById(form.dataset.answers);
  const hangs = form.contains(answers);
  const links = () => [...answers.querySelectorAll("a")];
  const show = (open) => { if (hangs) answers.hidden = !open; };

  const press = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      show(true);
      const stops = [field, ...links()];
      stops[stops.indexOf(document.activeElement) + step]?.focus();
    } else if (event.key === "Escape" && hangs && !answers.hidden) {
      event.preventDefault();
      field.focus();
      show(false);
    }
  };
  form.addEventListener("keydown", press);
  if (!hangs) answers.addEventListener("keydown", press);

  // While pinyin is being put together nothing is asked; once it stands, it is asked for.
  form.addEventListener("input", (event) => { if (event.isComposing) event.stopPropagation(); }, true);
  field.addEventListener("compositionend", () => field.dispatchEvent(new Event("input", { bubbles: true })));
  for (const sign of ["focus", "input"]) field.addEventListener(sign, () => show(field.value !== ""));
  form.addEventListener("focusout", (event) => { if (event.relatedTarget && !form.contains(event.relatedTarget)) show(false); });
  document.addEventListener("click", (event) => { if (!form.contains(event.target)) show(false); });
  answers.addEventListener("htmx:afterSwap", () => {
    form.querySelector("[role=status]").textContent = links().length ? `${links().length}${form.dataset.words}` : answers.textContent.trim();
  });
}
