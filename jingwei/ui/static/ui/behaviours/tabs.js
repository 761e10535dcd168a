// Tabs: a press or the arrow keys choose; Home and End go to the ends.
export function start(list) {
  const tabs = [...list.querySelectorAll("[role=tab]")];
  const choose = (chosen) => {
    for (const tab of tabs) {
      tab.setAttribute("aria-selected", String(tab === chosen));
      tab.tabIndex = tab === chosen ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls"));
      if (panel) panel.hidden = tab !== chosen;
    }
  };
  const places = { ArrowRight: (at) => at + 1, ArrowLeft: (at) => at - 1 + tabs.length, Home: () => 0, End: () => tabs.length - 1 };
  list.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) choose(tab);
  });
  list.addEventListener("keydown", (event) => {
    if (!places[event.key]) return;
    event.preventDefault();
    const next = tabs[places[event.key](tabs.indexOf(document.activeElement)) % tabs.length];
    choose(next);
    next.focus();
  });
  const named = tabs.find((tab) => `#${tab.getAttribute("aria-controls")}` === location.hash);
  if (named) choose(named);
}
