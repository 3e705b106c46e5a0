// "Lan is looking at this": a page with `[data-looking]` says every twenty seconds that it is still looked at and shows who else looks. It stops
// while nobody sees the page.
const EVERY = 20_000;

export function tellWhoLooks(root) {
  const line = root.querySelector("[data-looking]");
  if (line) setInterval(() => document.hidden || ask(line), EVERY);
}

async function ask(line) {
  try {
    const answer = await fetch(line.dataset.looking, { method: "POST", headers: { "x-csrf-token": line.dataset.csrf } });
    if (answer.ok) show(line, await answer.text());
  } catch {
    // Nobody is told wrong things while the line is down.
    show(line, "");
  }
}

function show(line, words) {
  if (line.textContent === words) return;
  const shown = document.createElement("span");
  shown.className = "presence";
  shown.textContent = words;
  line.replaceChildren(...(words ? [shown] : []));
}
