// Behind every paragraph of an edition stands a link to it; whoever follows it has its lasting address copied.
// The page as it was sent stays as it was signed: the links are put in here, and never selected or printed.
const paper = document.querySelector("[data-places]");
const SHOWN = 2000;

// Where a link may stand within a passage: not every element may hold one.
function room(passage) {
  if (passage.matches("ul, ol")) return passage.lastElementChild;
  if (passage.matches("table")) return passage.caption ?? passage.parentElement;
  return passage;
}

function link(passage) {
  const made = document.createElement("a");
  made.className = "place no-print";
  made.href = `#${passage.id}`;
  made.textContent = "¶";
  made.setAttribute("aria-label", paper.dataset.placeName);
  return made;
}

const said = document.createElement("div");
said.className = "hidden";
said.setAttribute("role", "status");
paper?.after(said);

async function copy(made) {
  try {
    await navigator.clipboard.writeText(paper.dataset.places + made.hash);
  } catch {
    return; // without leave to copy the address bar has it
  }
  made.dataset.said = said.textContent = paper.dataset.placeCopied;
  setTimeout(() => { delete made.dataset.said; said.textContent = ""; }, SHOWN);
}

for (const passage of paper?.querySelectorAll("[data-signed][id], [data-signed] > [id], [data-signed] > .scroll > [id]") ?? []) {
  const place = room(passage);
  if (!place) continue;
  const made = link(passage);
  made.addEventListener("click", () => copy(made));
  place.append(" ", made);
}
