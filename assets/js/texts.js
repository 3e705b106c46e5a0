// Kept texts, `a[data-insert]`: put into the form that is being written, without losing what was typed. Without a script the link opens the page
// with the text in the fields of its kind (`data-fields`: beginnings of their names).
export function insertTexts(root) {
  let last = null;
  root.addEventListener("focusin", (event) => event.target instanceof HTMLTextAreaElement && (last = event.target));
  root.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[data-insert]");
    const area = link && !event.ctrlKey && !event.metaKey && fieldFor(root, link, last);
    if (!area) return;
    event.preventDefault();
    insert(area, link.dataset.insert);
  });
}

function fieldFor(root, link, last) {
  const starts = link.dataset.fields.split(" ");
  const takes = (area) => starts.some((start) => area.name.startsWith(start));
  return last?.isConnected && takes(last) ? last : [...root.querySelectorAll("textarea")].find(takes);
}

function insert(area, words) {
  const fold = area.closest("details");
  if (fold) fold.open = true;
  const gap = area.value && !area.value.endsWith("\n") && area.selectionStart === area.value.length ? "\n" : "";
  area.setRangeText(gap + words, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
}
