// Sends files with a bar: `<form data-upload enctype="multipart/form-data">`. The bar stands in `[data-upload-status]`, a `<p>` with a
// `<progress>`; the answer is the page that the browser would have gone to. Without scripts the form is sent as ever.

export function showUploads(root) {
  for (const input of root.querySelectorAll("input[type='file'][data-file-names]")) input.addEventListener("change", () => nameFiles(input));
  for (const form of root.querySelectorAll("form[data-upload]")) form.addEventListener("submit", (event) => send(event, form));
}

/** Names chosen files below the input: when several are chosen, browsers only say how many. */
function nameFiles(input) {
  let list = input.parentElement.querySelector(".file-names");
  if (!list) {
    list = input.ownerDocument.createElement("ul");
    list.className = "file-names";
    input.after(list);
  }
  list.replaceChildren(...[...input.files].slice(0, input.multiple ? 50 : 0).map((file) => {
    const line = input.ownerDocument.createElement("li");
    line.textContent = file.name;
    return line;
  }));
}

function send(event, form) {
  const status = form.querySelector("[data-upload-status]");
  const hasFile = [...form.querySelectorAll("input[type='file']")].some((input) => input.files.length > 0);
  if (event.defaultPrevented || event.submitter?.name === "_form" || !status || !hasFile) return;
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  const request = new XMLHttpRequest();
  const bar = status.querySelector("progress");
  status.hidden = false;
  request.upload.addEventListener("progress", (part) => {
    if (part.lengthComputable && bar) [bar.max, bar.value] = [part.total, part.loaded];
  });
  request.addEventListener("load", () => show(request, form));
  // The network failed: the browser's own way of sending tells the person what is wrong.
  request.addEventListener("error", () => form.submit());
  request.open("POST", form.action);
  request.responseType = "text";
  request.send(body);
}

function show(request, form) {
  if (request.status < 400 && request.responseURL) {
    location.assign(request.responseURL);
    return;
  }
  const answer = new DOMParser().parseFromString(request.responseText, "text/html");
  const main = answer.querySelector("main");
  const here = form.ownerDocument.querySelector("main");
  if (!main || !here) return form.submit();
  form.ownerDocument.title = answer.title;
  here.replaceChildren(...main.childNodes);
  here.querySelector("[data-focus]")?.focus();
  showUploads(here);
}
