// Hides fields and sections that are not asked for: `data-depends-on="purpose=marriage,other"`. Without scripts they stay visible and say in
// words when they are asked for; the server ignores what is not asked for either way.

/** Every value of the inputs called `name` that are chosen or filled now. */
function valuesOf(form, name) {
  return [...form.elements]
    .filter((input) => input.name === name)
    .filter((input) => !["radio", "checkbox"].includes(input.type) || input.checked)
    .map((input) => input.value);
}

function isAsked(form, condition) {
  const [name, wanted] = [condition.slice(0, condition.indexOf("=")), condition.slice(condition.indexOf("=") + 1).split(",")];
  return valuesOf(form, name).some((value) => wanted.includes(value));
}

export function hideWhatIsNotAsked(root) {
  for (const form of root.querySelectorAll("form:has([data-depends-on])")) {
    const parts = [...form.querySelectorAll("[data-depends-on]")];
    const update = () => parts.forEach((part) => (part.hidden = !isAsked(form, part.dataset.dependsOn)));
    form.addEventListener("change", update);
    form.addEventListener("reset", () => setTimeout(update));
    // A browser that comes back to a page fills in what was typed after the script has run.
    addEventListener("pageshow", update);
    update();
  }
}
