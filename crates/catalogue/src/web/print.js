// Buttons that print the page. Without scripts they stay away: every browser prints by itself.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
