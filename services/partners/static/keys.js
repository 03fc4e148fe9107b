// Arrows walk through the list, space ticks, enter opens the reasons, ? shows the keys. They can be switched off.
const lines = [...document.querySelectorAll("[data-keys] > .match")];
const help = document.querySelector("[data-keys-help]");
const WRITES = "input:not([type=checkbox]), select, textarea, dialog *";
const OFF = "keys-off";

const handle = (line) => line.querySelector("input[type=checkbox], summary, a, button");
const on = () => localStorage.getItem(OFF) === null;

function step(from, by) {
  const next = lines[Math.max(0, Math.min(lines.length - 1, from + by))];
  handle(next).focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function isSeen(line) {
  const { top, bottom } = line.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}

function arrow(event, at) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by) return false;
  if (at >= 0) step(at, by);
  else if (document.activeElement === document.body && lines.some(isSeen)) step(lines.findIndex(isSeen), 0);
  else return false;
  return true;
}

function reasons(event, at) {
  const details = at >= 0 && event.key === "Enter" && event.target.type === "checkbox" && lines[at].querySelector("details.points");
  if (details) details.open = !details.open;
  return Boolean(details);
}

function question(event) {
  const asks = event.key === "?";
  if (asks) help.querySelector("dialog").showModal();
  return asks;
}

if (help && lines.length) {
  const dialog = help.querySelector("dialog");
  const box = help.querySelector("[data-keys-on]");
  help.hidden = false;
  box.checked = on();
  box.addEventListener("change", () => (box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));
  help.querySelector("[data-keys-open]").addEventListener("click", () => dialog.showModal());
  help.querySelector("[data-keys-close]").addEventListener("click", () => dialog.close());
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !on() || event.target.matches(WRITES)) return;
    const at = lines.findIndex((line) => line.contains(document.activeElement));
    if (arrow(event, at) || reasons(event, at) || question(event)) event.preventDefault();
  });
}
