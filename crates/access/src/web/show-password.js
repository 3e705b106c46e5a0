// Buttons that show what is typed into a password field, and hide it again. Without scripts they stay away.
for (const button of document.querySelectorAll("[data-show-password]")) {
  const field = document.getElementById(button.dataset.showPassword);
  if (!field) continue;
  const words = { show: button.textContent, hide: button.dataset.hide };
  const turn = (shown) => {
    field.type = shown ? "text" : "password";
    button.textContent = shown ? words.hide : words.show;
    button.setAttribute("aria-pressed", String(shown));
  };
  button.hidden = false;
  button.addEventListener("click", () => turn(field.type === "password"));
  // A browser offers to keep the password only if it is sent from a password field.
  field.form?.addEventListener("submit", () => turn(false));
}
