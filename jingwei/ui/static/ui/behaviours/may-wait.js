// A form that may wait for a network: what it holds is sent by us, and where no answer comes, kept in the outbox under the
// form's own key, so that it acts once however often it is sent. `data-may-wait` is what it is called there.
import { SENT, REFUSED, SHUT, post } from "./sending.js";
import { keep, usable } from "./outbox.js";
import { say } from "./toast.js";

const typed = (form) => [...form.elements].some((field) => field.name && field.type !== "hidden" && !(field instanceof HTMLButtonElement));
const path = (form) => new URL(form.action).pathname;
const line = () => document.querySelector("[data-behaviour~=waiting]");

export function start(form) {
  const who = line()?.dataset;
  if (!usable || !who?.writer) return;
  const press = !typed(form);
  const answered = (done) => form.dispatchEvent(new CustomEvent("answered", { detail: { done } }));

  const put = async (fields) => {
    const { account, writer, post: name } = who;
    const held = fields.filter(([field]) => field !== "csrfmiddlewaretoken");
    const id = new Map(held).get("idempotency_key");
    const { mayWait: title, draft } = form.dataset;
    await keep({ id, account, at: Date.now(), writer, post: name, title, action: path(form), fields: held, page: location.pathname, draft });
    say(who.kept);
    answered(true);
    if (!press) form.reset();
  };

  form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    // after this turn, in which the form is marked as under way
    await new Promise((done) => { setTimeout(done); });
    const body = new FormData(form);
    const fields = [...body].filter(([, value]) => typeof value === "string");
    const hasFile = [...body.values()].some((value) => typeof value !== "string" && value.size);
    const { what, onward } = await post(path(form), hasFile ? body : new URLSearchParams(fields), who.writer);
    if (what === SENT) location.assign(onward);
    else if (what === REFUSED) {
      // the page that says why, with what was typed still in it
      HTMLFormElement.prototype.submit.call(form);
    } else if (hasFile) {
      answered(false);
      say(who.files);
    } else {
      await put(fields);
      if (what === SHUT) location.reload();
    }
  });

  // No guess is asked of a server that cannot be reached.
  form.addEventListener("htmx:beforeRequest", (event) => { if (!navigator.onLine) event.preventDefault(); });

  // A press that waits is not offered again.
  if (press) {
    const chip = Object.assign(document.createElement("span"), { className: "chip chip--wait", textContent: who.mark });
    addEventListener("outbox", ({ detail }) => {
      form.hidden = detail.some((entry) => entry.action === path(form));
      if (form.hidden) form.after(chip);
      else chip.remove();
    });
  }
}
