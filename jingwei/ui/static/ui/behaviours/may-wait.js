// A form that may wait for a network: its fields are sent by us, and where no answer comes, kept in the outbox under the form's
// own key, so that it acts once however often it is sent. `data-may-wait` is what it is called there.
import { keep, usable } from "./outbox.js";
import { post } from "./sending.js";
import { say } from "./toast.js";

export function start(form) {
  const who = document.getElementById("waiting")?.dataset;
  if (!usable || !who) return;
  const action = new URL(form.action).pathname;
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
    const { what, onward } = await post(action, hasFile ? body : new URLSearchParams(fields), who.writer);
    if (what === "sent") location.assign(onward);
    // the page that says why, with what was typed still in it
    else if (what === "refused") HTMLFormElement.prototype.submit.call(form);
    else if (hasFile) {
      answered(false);
      say(who.files);
    } else {
      const { account, writer, post: name } = who;
      const { mayWait: title, draft } = form.dataset;
      const text = form.querySelector("textarea")?.value;
      const id = form.elements.idempotency_key.value;
      await keep({ id, account, at: Date.now(), writer, post: name, title, text, action, fields, page: location.pathname, draft });
      answered(true);
      form.reset();
      say(what === "shut" ? who.shut : who.kept);
    }
  });

  // No guess is asked of a server that cannot be reached.
  form.addEventListener("htmx:beforeRequest", (event) => { if (!navigator.onLine) event.preventDefault(); });

  // A press that waits is not offered again.
  if (!press) return;
  const chip = Object.assign(document.createElement("span"), { className: "chip chip--wait", textContent: who.mark });
  addEventListener("outbox", ({ detail }) => {
    form.hidden = detail.some((entry) => entry.action === action);
    if (form.hidden) form.after(chip);
    else chip.remove();
  });
}
