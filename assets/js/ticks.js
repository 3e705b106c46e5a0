// How many rows are ticked, beside the words over the buttons that concern them.
export function countTicks(root) {
  const place = root.querySelector("[data-ticked]");
  if (!place) return;
  const count = () => {
    const ticked = root.querySelectorAll(".inbox .tick:checked").length;
    place.textContent = ticked ? `(${ticked})` : "";
  };
  root.addEventListener("change", (event) => event.target instanceof Element && event.target.matches(".tick") && count());
  count();
}
