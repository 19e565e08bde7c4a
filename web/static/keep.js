// What is typed into a form that is worth keeping stays in this browser until it has been sent, whatever becomes of
// the connection or the session meanwhile.
const forms = () => document.querySelectorAll("form.keep");
// A verdict is kept for the revision that it was chosen on; what was said of another is no choice about this one.
const about = (form, field) => (field.name === "verdict" ? ` ${form.elements.revision_id?.value}` : "");
const place = (form, field) => `typed ${location.pathname} ${form.id} ${field.name}${about(form, field)}`;
const FIELDS = "textarea, input[type=radio]";
const SENT = "typed-sent";

// Only a page that says so has taken it.
if (document.querySelector(".note.done")) {
  for (const name of JSON.parse(sessionStorage.getItem(SENT) ?? "[]")) localStorage.removeItem(name);
}
sessionStorage.removeItem(SENT);

function bringBack() {
  for (const form of forms()) {
    for (const field of form.querySelectorAll("textarea")) {
      const kept = localStorage.getItem(place(form, field));
      if (kept === null || field.value !== field.defaultValue || document.querySelector(".note.failed")) continue;
      field.value = kept;
      if (kept !== field.defaultValue) form.closest("details")?.setAttribute("open", "");
    }
    for (const field of form.querySelectorAll("input[type=radio]")) {
      if (localStorage.getItem(place(form, field)) !== field.value || document.querySelector(".note.failed")) continue;
      field.checked = true;
      if (!field.defaultChecked) form.closest("details")?.setAttribute("open", "");
    }
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form.keep");
  if (!form || !event.target.matches(FIELDS)) return;
  const isAsBefore = event.target.type === "radio" ? event.target.defaultChecked
    : event.target.value === event.target.defaultValue;
  if (isAsBefore) localStorage.removeItem(place(form, event.target));
  else localStorage.setItem(place(form, event.target), event.target.value);
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form.keep")) return;
  const names = [...event.target.querySelectorAll(FIELDS)].map((field) => place(event.target, field));
  sessionStorage.setItem(SENT, JSON.stringify(names));
});
bringBack();
document.getElementById("main").addEventListener("refreshed", bringBack);
