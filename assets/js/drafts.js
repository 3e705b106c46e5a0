// Saves a draft a moment after typing: `<form data-draft="/address">` sends all its inputs there by POST. The answer is the line
// "Bản nháp lưu lúc …" for `[data-draft-status]`. Without scripts the button "save" does the same.
const PAUSE = 1500;

export function keepDrafts(root) {
  for (const form of root.querySelectorAll("form[data-draft]")) keepDraft(form);
}

function keepDraft(form) {
  const status = form.querySelector("[data-draft-status] span") ?? form.ownerDocument.querySelector("[data-draft-status] span");
  let timer;
  let sending = false;
  let changed = false;
  let leaving = false;
  const save = async () => {
    if (sending || leaving) return;
    [sending, changed] = [true, false];
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: new URLSearchParams(textsOf(form)), headers: { accept: "text/plain" } });
      if (answer.ok && status) status.textContent = (await answer.text()).slice(0, 200);
    } catch {
      // Offline: what was typed stands in the page, and the next change tries again.
      changed = true;
    } finally {
      sending = false;
      if (changed) wait();
    }
  };
  const wait = () => {
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  };
  form.addEventListener("input", wait);
  form.addEventListener("change", wait);
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
  });
  addEventListener("pagehide", () => {
    if (changed && !leaving) navigator.sendBeacon(form.dataset.draft, new URLSearchParams(textsOf(form)));
  });
}

/** All inputs but files: those are uploaded on their own. */
function textsOf(form) {
  return [...new FormData(form)].filter(([, value]) => typeof value === "string");
}
