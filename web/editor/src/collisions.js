// Places that two people wrote differently: both wordings side by side, and a choice for each.
export function showCollisions(place, words, { places, name }, settle) {
  place.replaceChildren();
  place.hidden = false;
  const heading = document.createElement("h2");
  heading.textContent = words.collided;
  const why = document.createElement("p");
  why.textContent = words.collided_why.replace("{name}", name || words.somebody);
  const form = document.createElement("form");
  places.forEach((one, number) => form.append(choiceOf(one, number, words, name || words.somebody)));
  const button = document.createElement("button");
  button.className = "main";
  button.textContent = words.collided_settle;
  form.append(button);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = new FormData(form);
    settle(places.map((_, number) => chosen.get(`place-${number}`)));
  });
  place.append(heading, why, form);
  heading.tabIndex = -1;
  heading.focus();
}

function choiceOf({ ours, theirs }, number, words, name) {
  const set = document.createElement("fieldset");
  set.className = "choice card";
  const legend = document.createElement("legend");
  legend.textContent = `${words.collided_place} ${number + 1}`;
  set.append(legend);
  const ways = [["theirs", words.mine, theirs], ["ours", words.of_other.replace("{name}", name), ours], ["both", words.both, null]];
  for (const [value, said, text] of ways) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "radio";
    input.name = `place-${number}`;
    input.value = value;
    input.required = true;
    label.append(input, said);
    set.append(label);
    if (text === null) continue;
    const quote = document.createElement("blockquote");
    quote.className = "typed";
    quote.textContent = text || words.removed;
    set.append(quote);
  }
  return set;
}
