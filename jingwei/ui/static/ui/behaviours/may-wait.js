// A form that may wait for a network: its fields are kept in the outbox and sent by us under the form's own key, so that it acts once
// however often it is sent; they stay there where no answer comes. `data-may-wait` is what it is called there.
import { drop, keep, usable } from "./outbox.js";
import { post } from "./sending.js";
import { say } from "./toast.js";

export function start(form) {
  const who = document.getElementById("waiting")?.dataset;
  if (!usable || !who) return;
  const { pathname, search } = new URL(form.action);
  const action = pathname + search;
  const press = !form.querySelector("textarea, input:not([type=hidden]), select");
  // told to the other behaviours as htmx would tell it
  const answered = (successful) => form.dispatchEvent(new CustomEvent("htmx:afterRequest", { detail: { successful, xhr: { status: Number(successful) } } }));

  form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    // after this turn, in which the form is marked as under way
    await new Promise((done) => { setTimeout(done); });
    const body = new FormData(form);
    const fields = [...body].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
    const hasFile = [...body.values()].some((value) => value.size);
    const { account, writer, post: name } = who;
    const { mayWait: title, draft } = form.dataset;
    const id = form.elements.idempotency_key.value;
    const text = form.querySelector("textarea")?.value;
    const entry = { id, account, at: Date.now(), writer, post: name, title, text, action, fields, page: location.pathname, draft };
    // kept first: the tab may die before there is an answer
    if (!hasFile) await keep(entry, true);
    const { what, onward } = await post(action, hasFile ? body : new URLSearchParams(fields), writer);
    if (what === "sent" || what === "refused") {
      if (!hasFile) await drop(id);
      if (onward) { answered(what === "sent"); location.assign(onward); }
      // the page that says why, with what was typed still in it
      else HTMLFormElement.prototype.submit.call(form);
    } else if (hasFile) {
      answered(false);
      say(who.files);
    } else {
      await keep(entry);
      answered(true);
      form.reset();
      say(what === "shut" ? who.shut : who.kept);
    }
  });

  // A press that waits is not offered again.
  if (!press) return;
  const chip = Object.assign(document.createElement("span"), { className: "chip chip--wait", textContent: who.mark });
  addEventListener("outbox", ({ detail }) => {
    form.hidden = detail.some((entry) => entry.action === action);
    if (form.hidden) form.after(chip);
    else chip.remove();
  });
}
