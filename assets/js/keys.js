// Keys of the desk. In a list of rows `[data-task]`: j and k or the arrows move, x chooses, n claims (`[data-claim]`), Enter opens (`[data-open]`). Everywhere:
// `/` goes to the search, `?` shows the keys (`[data-keys-help]`), and a key named by `data-key="F9"` presses its button. Keys do nothing while something is being typed.
const TYPING = "input:not([type='checkbox']):not([type='radio']), textarea, select, [contenteditable]";

export function listenForKeys(root) {
  root.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const typing = event.target instanceof Element && event.target.closest(TYPING);
    // A letter belongs to the text being typed; a function key never does.
    if (typing && event.key.length === 1) return;
    const done = pressNamed(root, event.key) || (!typing && (goToSearch(root, event.key) || showKeys(root, event.key) || moveInList(root, event)));
    if (done) event.preventDefault();
  });
}

function pressNamed(root, key) {
  const button = [...root.querySelectorAll("[data-key]")].find((one) => one.dataset.key.toLowerCase() === key.toLowerCase() && !one.disabled);
  button?.click();
  return Boolean(button);
}

function goToSearch(root, key) {
  const box = key === "/" && [...root.querySelectorAll("[role='search'] input[type='search']")].find((one) => one.offsetParent);
  if (box) box.focus();
  return Boolean(box);
}

function showKeys(root, key) {
  const help = key === "?" && root.querySelector("[data-keys-help]");
  if (!help) return false;
  help.open = !help.open;
  if (help.open) help.querySelector("summary").focus();
  return true;
}

function moveInList(root, event) {
  const rows = [...root.querySelectorAll("[data-task]")];
  if (rows.length === 0) return false;
  const index = rows.findIndex((row) => row.classList.contains("current"));
  const key = { arrowdown: "j", arrowup: "k" }[event.key.toLowerCase()] ?? event.key.toLowerCase();
  // Arrows scroll the page until somebody stands in the list.
  if (key !== event.key.toLowerCase() && index < 0) return false;
  const act = {
    j: () => stand(rows, Math.min(index + 1, rows.length - 1)),
    k: () => stand(rows, Math.max(index - 1, 0)),
    x: () => rows[index]?.querySelector("input[type='checkbox']")?.click(),
    n: () => rows[index]?.querySelector("[data-claim]")?.click(),
    enter: () => event.target.closest("a, button, summary") || rows[index]?.querySelector("[data-open]")?.click(),
  }[key];
  if (!act || (index < 0 && !"jk".includes(key))) return false;
  const own = act();
  // Enter on a link or button that has the focus is that link's own.
  return !(own instanceof Element);
}

function stand(rows, index) {
  for (const row of rows) row.classList.toggle("current", row === rows[index]);
  const link = rows[index].querySelector("[data-open]") ?? rows[index];
  link.focus({ preventScroll: true });
  rows[index].scrollIntoView({ block: "nearest" });
}
