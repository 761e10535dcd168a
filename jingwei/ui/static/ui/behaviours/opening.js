// The opening page: on to the desk at once; where it stands in for a page that no network gave, wait for the network.
const words = document.querySelector("#opening [role=status]");
const startsHere = location.pathname === "/opening/";
const on = () => (startsHere ? location.replace("/") : location.reload());

if (startsHere && navigator.onLine) on();
else words.textContent = words.dataset.offline;
addEventListener("online", on);
