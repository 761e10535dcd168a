// A button that lets this browser be told while no page is open; what it says is kept in its form and sent as it stands.
import { say } from "./toast.js";

const packed = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const unpacked = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));

export function start(form) {
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) return;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.endpoint.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    try {
      const worker = await navigator.serviceWorker.ready;
      const asked = { userVisibleOnly: true, applicationServerKey: unpacked(form.dataset.key) };
      const held = await worker.pushManager.subscribe(asked).catch(async (fault) => {
        // Subscribed under a key that the platform has no more: that one is let go first.
        const old = await worker.pushManager.getSubscription();
        if (!(await old?.unsubscribe())) throw fault;
        return worker.pushManager.subscribe(asked);
      });
      form.elements.endpoint.value = held.endpoint;
      form.elements.p256dh.value = packed(held.getKey("p256dh"));
      form.elements.auth.value = packed(held.getKey("auth"));
      form.requestSubmit();
    } catch {
      say(form.dataset.refused);
    }
  }, true);
}
