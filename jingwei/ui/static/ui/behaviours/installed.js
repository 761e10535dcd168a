// Lets the platform be installed and opened at once: the worker keeps what is alike for everybody.
export function install() {
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => {});
}
