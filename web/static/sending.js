// A file on its way, or a long answer, takes a while: what happens is said at once, and the button is not pressed twice.
for (const form of document.querySelectorAll("form[enctype='multipart/form-data'], form[data-busy]")) {
  const words = form.dataset.busy ?? document.body.dataset.sending;
  form.addEventListener("submit", () => {
    if (!form.dataset.busy && ![...form.querySelectorAll("input[type=file]")].some((one) => one.files.length)) return;
    const said = document.createElement("p");
    said.className = "note";
    said.setAttribute("role", "status");
    said.append(words, " ", document.createElement("progress"));
    said.lastChild.setAttribute("aria-label", words);
    form.append(said);
    // After the form has gone: a button that is off is not sent along.
    setTimeout(() => form.querySelectorAll("button").forEach((one) => { one.disabled = true; }), 0);
    addEventListener("pageshow", () => {
      said.remove();
      form.querySelectorAll("button").forEach((one) => { one.disabled = false; });
    }, { once: true });
  });
}
