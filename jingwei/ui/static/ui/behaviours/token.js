// The mark by which the server knows that a request comes from one of its own pages.
export const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
