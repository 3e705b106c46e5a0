// Buttons inside a form that change it and keep what was typed: `<button name="_form" value="add:members">`. The server draws the form anew;
// this only spares the person the jump to the top of the page. `data-form-act` presses such a button when the choice changes.

export function actInPlace(root, again) {
  root.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.defaultPrevented || button?.name !== "_form") return;
    event.preventDefault();
    send(root, event.target, button, again);
  });
  root.addEventListener("change", (event) => {
    const action = event.target.dataset?.formAct;
    const button = action && [...event.target.form.querySelectorAll("button[name='_form']")].find((one) => one.value === action);
    if (button) event.target.form.requestSubmit(button);
  });
}

async function send(root, form, button, again) {
  const data = new FormData(form, button);
  const multipart = form.enctype === "multipart/form-data";
  try {
    const answer = await fetch(form.action, { method: "POST", body: multipart ? data : new URLSearchParams(data) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [main, here] = [page.querySelector("main"), root.querySelector("main")];
    if (!main || !here) throw new Error("the answer is no page");
    here.replaceChildren(...main.childNodes);
    root.title = page.title;
    again(here);
    stand(root, button.value);
  } catch {
    // The browser's own way tells the person what is wrong.
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "_form", value: button.value }));
    form.submit();
  }
}

/** Where the person goes on: the new row, the list of communes, the section that was filled. */
function stand(root, action) {
  const [verb, key] = action.split(":");
  const place = root.getElementById(verb === "again" ? `${key}-commune` : verb === "me" ? `section-${key}` : key);
  const rows = place?.querySelectorAll(".form-row");
  const target = verb === "add" ? rows?.[rows.length - 1]?.querySelector("input:not([type='hidden']), select, textarea") : place;
  const focusable = target?.matches("input, select, textarea, [tabindex]") ? target : target?.querySelector("input, select, textarea, button");
  focusable?.focus({ preventScroll: false });
}
