// A button that steps through the text sizes: standard, large, very large. Its `data-words` names them for the toast.
import { remember } from "./cookie.js";
import { say } from "./toast.js";

const sizes = ["", "l", "xl"];

export function start(button) {
  button.addEventListener("click", () => {
    const root = document.documentElement;
    const next = (sizes.indexOf(root.dataset.size ?? "") + 1) % sizes.length;
    if (sizes[next]) root.dataset.size = sizes[next];
    else delete root.dataset.size;
    remember("size", sizes[next]);
    say((button.dataset.words ?? "").split("|")[next]);
  });
}
