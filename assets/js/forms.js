// Error summaries take the focus when the page opens, and a button says that the form is on its way (`data-busy="Đang gửi…"`).

export function focusErrors(root) {
  root.querySelector("[data-focus]")?.focus();
}

export function markBusy(root) {
  root.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.defaultPrevented || !button?.dataset.busy) return;
    if (button.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      return;
    }
    button.dataset.words = button.textContent;
    button.setAttribute("aria-busy", "true");
    button.textContent = button.dataset.busy;
  });
  // Coming back with the back button must not show a form that is for ever on its way.
  addEventListener("pageshow", () => {
    for (const button of root.querySelectorAll("[aria-busy='true'][data-words]")) {
      button.removeAttribute("aria-busy");
      button.textContent = button.dataset.words;
    }
  });
}
