// Beside the text there is one column of cards. Where the cards of a paragraph are taller than it, the text goes on
// under itself all the same, and the next cards move down as far as they have to: the text has no holes.
const sheet = document.getElementById("sheet");
const wide = matchMedia("(min-width: 60.01rem)");
const GAP = 8;

function lay() {
  const rows = [...sheet.querySelectorAll(":scope > .row")];
  sheet.classList.toggle("laid", wide.matches);
  for (const row of rows) {
    row.classList.remove("tucked");
    row.querySelector(".margin").style.removeProperty("top");
  }
  sheet.style.removeProperty("padding-bottom");
  if (!wide.matches) return;
  const top = sheet.getBoundingClientRect().top;
  let taken = 0;
  for (const row of rows) {
    const margin = row.querySelector(".margin");
    if (!margin.childElementCount) continue;
    let at = row.getBoundingClientRect().top - top;
    // What has nothing but its link stays with its paragraph: under it, where there is no room beside it.
    if (at < taken && !margin.querySelector(".thread, form")) { row.classList.add("tucked"); continue; }
    at = Math.max(at, taken);
    margin.style.setProperty("top", `${at}px`);
    taken = at + margin.offsetHeight + GAP;
  }
  const more = taken - (sheet.getBoundingClientRect().height - GAP);
  if (more > 0) sheet.style.setProperty("padding-bottom", `calc(1rem + ${more}px)`);
}

if (sheet) {
  let asked = 0;
  const soon = () => { cancelAnimationFrame(asked); asked = requestAnimationFrame(lay); };
  lay();
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  wide.addEventListener("change", soon);
  addEventListener("resize", soon);
  addEventListener("load", soon);
  document.fonts?.ready.then(soon);
  sheet.addEventListener("toggle", soon, true);
  sheet.addEventListener("input", soon);
  document.getElementById("main").addEventListener("refreshed", soon);
}
