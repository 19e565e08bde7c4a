// What is typed is kept in the browser until it is sent, whatever happens to the connection or the session.
const form = document.getElementById("form-write");
const kept = document.getElementById("kept");

if (form && kept) {
  const text = form.elements.text;
  const name = `writing ${location.pathname}`;
  const before = localStorage.getItem(name);
  if (before !== null && before !== text.value) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = kept.dataset.bring;
    button.addEventListener("click", () => {
      text.value = before;
      kept.textContent = kept.dataset.kept;
    });
    kept.textContent = `${kept.dataset.before} `;
    kept.append(button);
  }
  text.addEventListener("input", () => {
    localStorage.setItem(name, text.value);
    kept.textContent = kept.dataset.kept;
  });
  form.addEventListener("submit", () => sessionStorage.setItem("sent", name));
} else if (sessionStorage.getItem("sent")) {
  localStorage.removeItem(sessionStorage.getItem("sent"));
  sessionStorage.removeItem("sent");
}
