// From change to change: by two buttons, and by the keys N and P (Т and З on a Russian keyboard). The address names
// the change that one is at, so that a link leads to it.
const redline = document.getElementById("redline");
const steps = document.getElementById("steps");

if (redline && steps) {
  const inside = "ins, del, .moved-from, .moved-to";
  const changes = [...redline.querySelectorAll(inside)].filter((one) =>
    !one.parentElement.closest(inside) && !(one.tagName === "INS" && one.previousElementSibling?.tagName === "DEL"));
  let at = -1;
  const go = (to) => {
    if (!changes.length) return;
    changes[at]?.classList.remove("at-change");
    at = (to + changes.length) % changes.length;
    changes[at].classList.add("at-change");
    changes[at].scrollIntoView({ block: "center" });
    history.replaceState(null, "", `#change-${at + 1}`);
    document.getElementById("which").textContent = `${at + 1} / ${changes.length}`;
  };
  steps.hidden = !changes.length;
  const named = /^#change-(\d+)$/.exec(location.hash);
  if (named) go(Number(named[1]) - 1);
  document.getElementById("next").addEventListener("click", () => go(at + 1));
  document.getElementById("previous").addEventListener("click", () => go(at - 1));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    if (event.code === "KeyN") go(at + 1);
    if (event.code === "KeyP") go(at - 1);
  });
}
