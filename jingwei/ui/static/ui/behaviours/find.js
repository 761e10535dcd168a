// A search with its answers in `data-answers`: arrows walk them; those below the field close by Esc and a press elsewhere.
export function start(form) {
  const field = form.elements.q;
  const answers = document.getElementById(form.dataset.answers);
  const hangs = form.contains(answers);
  const links = () => [...answers.querySelectorAll("a")];
  const show = (open) => { answers.hidden = hangs && !open; };

  const press = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      show(true);
      const stops = [field, ...links()];
      stops[stops.indexOf(document.activeElement) + step]?.focus();
    } else if (event.key === "Escape" && hangs && !answers.hidden) {
      field.focus();
      show(false);
    } else return;
    event.preventDefault();
  };
  form.addEventListener("keydown", press);
  if (!hangs) answers.addEventListener("keydown", press);

  // Pinyin that is being put together is not asked for.
  form.addEventListener("input", (event) => { if (event.isComposing) event.stopPropagation(); }, true);
  field.addEventListener("compositionend", () => field.dispatchEvent(new Event("input", { bubbles: true })));
  for (const sign of ["focus", "input"]) field.addEventListener(sign, () => show(field.value));
  form.addEventListener("focusout", (event) => { if (event.relatedTarget && !form.contains(event.relatedTarget)) show(); });
  document.addEventListener("click", (event) => { if (!form.contains(event.target)) show(); });
  answers.addEventListener("htmx:afterSwap", () => {
    form.querySelector("[role=status]").textContent = links().length ? links().length + form.dataset.words : answers.textContent;
  });
}
