// A long list of names to tick is looked through by typing; what is ticked stays in sight.
const plain = (words) => words.toLowerCase().replaceAll("ё", "е");

for (const list of document.querySelectorAll("fieldset[data-find]")) {
  const options = [...list.querySelectorAll("label")];
  const field = Object.assign(document.createElement("input"), { type: "search" });
  const label = document.createElement("label");
  const told = document.createElement("p");
  label.className = "find";
  label.append(list.dataset.find, " ", field);
  told.setAttribute("role", "status");
  list.querySelector("legend").after(label, told);
  field.addEventListener("input", () => {
    const asked = plain(field.value).split(/\s+/);
    for (const option of options) {
      const name = plain(option.textContent);
      option.hidden = !option.querySelector("input").checked && !asked.every((word) => name.includes(word));
    }
    const shown = options.filter((option) => !option.hidden).length;
    told.textContent = list.dataset.found.replace("{shown}", shown).replace("{all}", options.length);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it finds; nothing is sent yet
  });
}
