// Keeps what is being written on this device, under the name in `data-draft`, until the form has been answered.
const PENDING = "draft-sent";
const name = (form) => `draft:${form.dataset.draft}`;
const fields = (form) => [...form.elements].filter((field) => field.name && !/^(hidden|password|file|submit|button)$/.test(field.type));
const isChoice = (field) => field.type === "checkbox" || field.type === "radio";

function restore(form) {
  const kept = JSON.parse(localStorage.getItem(name(form)) ?? "null");
  if (!kept) return;
  for (const field of fields(form)) {
    const values = kept[field.name];
    if (!values) continue;
    if (isChoice(field)) field.checked = values.includes(field.value);
    else if (!field.value) field.value = values[0] ?? "";
  }
}

function keep(form) {
  const kept = {};
  for (const field of fields(form)) {
    kept[field.name] ??= [];
    if (!isChoice(field) || field.checked) kept[field.name].push(field.value);
  }
  localStorage.setItem(name(form), JSON.stringify(kept));
}

// Lay what was sent and came back where the form will find it again.
export function putBack(draft, pairs) {
  const kept = {};
  for (const [field, value] of pairs) (kept[field] ??= []).push(value);
  localStorage.setItem(`draft:${draft}`, JSON.stringify(kept));
}

export function start(form) {
  const forget = () => localStorage.removeItem(name(form));
  sessionStorage.removeItem(PENDING);
  restore(form);
  form.addEventListener("input", () => keep(form));
  form.addEventListener("submit", () => sessionStorage.setItem(PENDING, `${Date.now()} ${name(form)}`));
  form.addEventListener("htmx:afterRequest", (event) => {
    sessionStorage.removeItem(PENDING);
    if (event.detail.successful) forget();
  });
}

// The page after a sent form is its answer, unless the form itself is on it again.
const [when, key] = (sessionStorage.getItem(PENDING) ?? "").split(/ (.*)/s);
if (key && !document.querySelector(`[data-draft="${CSS.escape(key.slice("draft:".length))}"]`)) {
  if (Date.now() - Number(when) < 60000) localStorage.removeItem(key);
  sessionStorage.removeItem(PENDING);
}
