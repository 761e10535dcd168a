// A chart beside its table: options come as JSON in the script element named by `data-options`; colours come from the tokens.
// Without the library, or without script, the table stands alone.
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
let library;

function load(source) {
  library ??= new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: source, onload: resolve, onerror: reject });
    document.head.append(script);
  });
  return library;
}

// Any string "token:ink" in the options becomes the colour of that token.
const painted = (value) => {
  if (typeof value === "string" && value.startsWith("token:")) return token(value.slice(6));
  if (Array.isArray(value)) return value.map(painted);
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, painted(inner)]));
  return value;
};

export async function start(box) {
  const options = JSON.parse(document.getElementById(box.dataset.options).textContent);
  try {
    await load(box.dataset.library);
  } catch {
    box.hidden = true;
    return;
  }
  const chart = window.echarts.init(box, null, { renderer: "svg" });
  const paint = () => chart.setOption({
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches && !matchMedia("print").matches,
    animationDuration: 220,
    color: [token("ink"), token("ink-3"), token("weft")],
    textStyle: { fontFamily: token("sans"), color: token("ink-2"), fontSize: 13 },
    ...painted(options),
  }, true);
  paint();
  addEventListener("theme", paint);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  matchMedia("print").addEventListener("change", paint);
  new ResizeObserver(() => chart.resize()).observe(box);
}
