// Gives elements the behaviours they name in `data-behaviour`, now and in whatever htmx brings later.
import * as bell from "./behaviours/bell.js";
import * as dialog from "./behaviours/dialog.js";
import * as disclose from "./behaviours/disclose.js";
import * as faults from "./behaviours/faults.js";
import * as find from "./behaviours/find.js";
import * as forgetTyped from "./behaviours/forget-typed.js";
import { install } from "./behaviours/installed.js";
import * as keepTyped from "./behaviours/keep-typed.js";
import * as mayWait from "./behaviours/may-wait.js";
import * as menu from "./behaviours/menu.js";
import * as opens from "./behaviours/opens.js";
import * as phrase from "./behaviours/phrase.js";
import * as print from "./behaviours/print.js";
import * as push from "./behaviours/push.js";
import * as refused from "./behaviours/refused.js";
import * as shortcut from "./behaviours/shortcut.js";
import * as submitOnce from "./behaviours/submit-once.js";
import * as tabs from "./behaviours/tabs.js";
import * as textSize from "./behaviours/text-size.js";
import * as theme from "./behaviours/theme.js";
import * as toast from "./behaviours/toast.js";
import * as waiting from "./behaviours/waiting.js";
import * as waitsHere from "./behaviours/waits-here.js";

const behaviours = {
  bell, dialog, disclose, faults, find, forgetTyped, keepTyped, mayWait, menu, opens, phrase, print, push, refused, shortcut, submitOnce,
  tabs, textSize, theme, toast, waiting, waitsHere,
};
const started = new WeakMap();

function start(element, name) {
  const names = started.get(element) ?? new Set();
  const behaviour = behaviours[name.replace(/-(.)/g, (_dash, letter) => letter.toUpperCase())];
  if (names.has(name) || !behaviour) return;
  started.set(element, names.add(name));
  behaviour.start(element);
}

function wake(root) {
  for (const element of [root, ...root.querySelectorAll("[data-behaviour]")]) {
    for (const name of (element.dataset?.behaviour ?? "").split(" ").filter(Boolean)) start(element, name);
  }
  // every form that changes something is sent once, whoever wrote it
  for (const form of [root, ...root.querySelectorAll("form")]) {
    if (form.matches?.("form[method=post], form[hx-post]")) start(form, "submit-once");
  }
  for (const title of root.querySelectorAll("h1, .phrase")) start(title, "phrase");
}

wake(document.documentElement);
addEventListener("load", install);
document.addEventListener("htmx:load", (event) => wake(event.detail.elt));

// Nothing is asked of a server that cannot be reached; what comes once it is looked at comes with the network.
document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, requestConfig } = event.detail;
  if (navigator.onLine || requestConfig.verb !== "get") return;
  event.preventDefault();
  if (elt.matches("[hx-trigger=revealed]")) addEventListener("online", () => htmx.trigger(elt, "revealed"), { once: true });
});
