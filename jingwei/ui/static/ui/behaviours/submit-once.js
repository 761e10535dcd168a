// A form that changes something is sent once: it carries a key, and a second press while it is under way does nothing.
// The key stays the same until an answer came, so that a resend after a lost connection is recognised as the same request.
export function start(form) {
  let key = form.elements.namedItem("idempotency_key");
  if (!key) {
    key = document.createElement("input");
    Object.assign(key, { type: "hidden", name: "idempotency_key" });
    form.append(key);
  }
  const renew = () => { key.value = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-"); };
  const busy = (on) => {
    form.toggleAttribute("data-sending", on);
    for (const button of form.querySelectorAll("button:not([type=button])")) {
      if (on) button.setAttribute("aria-busy", "true");
      else button.removeAttribute("aria-busy");
    }
  };
  if (!key.value) renew();
  form.addEventListener("submit", (event) => {
    if (form.hasAttribute("data-sending")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    // after this turn, so that the pressed button's own name and value are still sent
    setTimeout(() => { if (!event.defaultPrevented || form.matches("[hx-post], [hx-boost], [data-may-wait]")) busy(true); });
  }, true);
  form.addEventListener("htmx:afterRequest", (event) => {
    busy(false);
    if (event.detail.xhr?.status) renew();
  });
  addEventListener("pageshow", () => busy(false));
}
