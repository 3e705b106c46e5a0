// A signature drawn with pen, finger or mouse. Without this script the code of the applicant's account does the same.
const form = document.querySelector("[data-sign]");
const place = form?.querySelector("[data-sign-place]");
const canvas = place?.querySelector("canvas");
const pen = canvas?.getContext("2d");

if (pen) {
  place.hidden = false;
  let drawn = false;
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
  };
  const clear = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    Object.assign(pen, { strokeStyle: "#1a211f", lineWidth: 3, lineCap: "round", lineJoin: "round" });
    drawn = false;
  };
  clear();
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...at(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!event.buttons) return;
    pen.lineTo(...at(event));
    pen.stroke();
    drawn = true;
  });
  form.querySelector("[data-sign-clear]").addEventListener("click", clear);
  form.addEventListener("submit", () => {
    form.elements.signature.value = drawn ? canvas.toDataURL("image/png") : "";
  });
}
