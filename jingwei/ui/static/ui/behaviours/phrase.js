// A title breaks between words, never inside one, where the browser can tell words apart.
export function start(title) {
  if (!window.Intl?.Segmenter || !/^zh/.test(document.documentElement.lang)) return;
  const words = new Intl.Segmenter("zh", { granularity: "word" });
  title.classList.add("phrase");
  for (const node of [...title.childNodes]) {
    if (node.nodeType !== Node.TEXT_NODE || node.data.trim().length < 5) continue;
    const parts = [...words.segment(node.data)].flatMap((part, at) => (at && part.isWordLike ? [document.createElement("wbr"), part.segment] : [part.segment]));
    node.replaceWith(...parts);
  }
}
