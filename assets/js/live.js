// Parts of a page that keep up with the world by themselves. `[data-live]` is fetched anew: every `data-every` seconds, and whenever the stream
// `data-events` says that something moved. Without scripts the page reloads itself. What the stream gives to speak is read aloud once somebody
// has pressed the button: browsers stay silent until then.
export function keepAlive(root) {
  const part = root.querySelector("[data-live]");
  if (!part) return;
  const renew = () => refresh(part);
  if (part.dataset.every) setInterval(renew, Number(part.dataset.every) * 1000);
  if (part.dataset.back) setTimeout(() => location.assign(part.dataset.back), Number(part.dataset.backAfter) * 1000);
  if (part.dataset.events && "EventSource" in window) listen(part, renew);
}

async function refresh(part) {
  if (document.hidden && !part.dataset.events) return;
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
    // Only what changed, so that a screen reader is not told the same again.
    if (fresh && fresh.innerHTML !== part.innerHTML) part.innerHTML = fresh.innerHTML;
  } catch {
    // The line is down: what stands there stays, and the next round tries again.
  }
}

function listen(part, renew) {
  const voice = offerVoice(part);
  const stream = new EventSource(part.dataset.events);
  stream.addEventListener("message", (event) => {
    renew();
    for (const words of JSON.parse(event.data).spoken) voice(words);
  });
}

function offerVoice(part) {
  if (!part.dataset.sound || !("speechSynthesis" in window)) return () => {};
  let on = false;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button secondary board-sound";
  button.textContent = part.dataset.sound;
  button.addEventListener("click", () => {
    on = true;
    button.remove();
  });
  part.after(button);
  return (words) => {
    if (!on) return;
    const spoken = new SpeechSynthesisUtterance(words);
    spoken.lang = { vi: "vi-VN", en: "en-GB", th: "th-TH" }[document.documentElement.lang] ?? document.documentElement.lang;
    spoken.rate = 0.9;
    speechSynthesis.speak(spoken);
  };
}

// A page that is only there to be printed opens the printer by itself.
export function printAtOnce(root) {
  if (root.querySelector("[data-print]")) window.addEventListener("load", () => window.print());
}
