// A page that is open keeps itself up to date: it is told that something has changed, and asks again for itself.
// Its parts are the elements with data-live, or else all of main. Where somebody is typing nothing is moved under
// their hands: a line says that there is something new, and shows it when they ask, with what they have typed.
const main = document.getElementById("main");
const address = main?.dataset.news;
// How much waits for the reader stands in the menu; pages that have no news of their own listen for that.
const badge = document.getElementById("waits");
async function count() {
  const answer = badge && (await fetch("/waiting/number"));
  if (!answer?.ok) return;
  const { number } = await answer.json();
  badge.textContent = number || "";
  badge.hidden = !number;
}
const parts = (root) => {
  const found = [...root.querySelectorAll("[data-live]")].filter((one) => !one.parentElement.closest("[data-live]"));
  return new Map(found.length ? found.map((one) => [one.dataset.live, one]) : [["main", root]]);
};
const typedIn = (root) => [...root.querySelectorAll("textarea, input:not([type=hidden]), select")].filter((one) =>
  one.type === "radio" || one.type === "checkbox" ? one.checked !== one.defaultChecked
    : one.tagName === "SELECT" ? ![...one.options].every((option) => option.selected === option.defaultSelected) && one.selectedIndex > 0
      : one.value !== one.defaultValue);
const isBusy = (part) => part.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")
  || typedIn(part).length > 0;
const bare = (part) => {
  const copy = part.cloneNode(true);
  copy.querySelectorAll("input[name=key]").forEach((one) => one.remove());
  copy.querySelectorAll("#news").forEach((one) => one.remove());
  return copy.innerHTML.trim();
};
let shown = new Map([...parts(main ?? document)].map(([name, part]) => [name, bare(part)]));

function nameOf(control) {
  return `${control.form?.id} ${control.name} ${control.type === "radio" || control.type === "checkbox" ? control.value : ""}`;
}

function replace(part, fresh) {
  const typed = new Map(typedIn(part).map((one) => [nameOf(one), one]));
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  const focus = focused && (focused.id || (focused.form && nameOf(focused)));
  const open = [...part.querySelectorAll("details")].map((one) => one.open && one.querySelector("summary").textContent + (one.closest("[id]")?.id ?? ""));
  part.replaceChildren(...fresh.childNodes);
  for (const one of part.querySelectorAll("details")) {
    if (open.includes(one.querySelector("summary").textContent + (one.closest("[id]")?.id ?? ""))) one.open = true;
  }
  for (const one of part.querySelectorAll("textarea, input, select")) {
    const before = typed.get(nameOf(one));
    if (before) [one.value, one.checked] = [before.value, before.checked];
    if (focus && (one.id === focus || nameOf(one) === focus)) one.focus({ preventScroll: true });
  }
  if (focus && !part.contains(document.activeElement)) document.getElementById(focus)?.focus({ preventScroll: true });
}

// What stands in the middle of the window stays there.
function keepingPlace(work) {
  const [x, y] = [window.innerWidth / 3, window.innerHeight / 2];
  const stays = document.elementFromPoint(x, y)?.closest("[id]:not(main)");
  const [id, top] = [stays?.id, stays?.getBoundingClientRect().top];
  work();
  const after = id && document.getElementById(id);
  if (after) window.scrollBy({ top: after.getBoundingClientRect().top - top, behavior: "instant" });
}

async function freshPage() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" }, redirect: "manual" });
  return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
}

async function refresh(all = false) {
  const page = await freshPage();
  const fresh = page && parts(page.getElementById("main"));
  if (!fresh) return;
  let waits = page.querySelector("[data-text]")?.dataset.text !== document.querySelector("[data-text]")?.dataset.text;
  if (waits && all) return location.reload();
  keepingPlace(() => {
    for (const [name, part] of parts(main)) {
      const other = fresh.get(name);
      if (!other || bare(other) === shown.get(name)) continue;
      if (!all && isBusy(part)) { waits = true; continue; }
      const news = bare(other);
      replace(part, other);
      shown.set(name, news);
    }
  });
  say(waits);
  main.dispatchEvent(new Event("refreshed"));
}

function say(waits) {
  let line = document.getElementById("news");
  if (!waits) return line?.remove();
  if (line) return;
  line = document.createElement("div");
  line.id = "news";
  line.setAttribute("role", "status");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = main.dataset.newsShow;
  button.addEventListener("click", () => refresh(true));
  document.body.append(line);
  line.append(main.dataset.newsSaid, " ", button);
}

// Only the page in sight listens: browsers open few lines to one server.
const line = address || (badge ? "/news?seen=" : "");
if (address) count().catch(() => {});
if (line && "EventSource" in window) {
  let [source, seen] = [null, new URL(line, location).searchParams.get("seen")];
  const listen = () => {
    if (document.hidden) { source?.close(); source = null; return; }
    if (source && source.readyState !== EventSource.CLOSED) return;
    source = new EventSource(`${line.split("?")[0]}?seen=${encodeURIComponent(seen)}`);
    source.addEventListener("changed", (event) => {
      seen = event.data;
      count().catch(() => {});
      if (address) refresh().catch(() => {});
    });
    // Newer pages of the same person took its place: it listens again when it is next come back to.
    source.addEventListener("ended", () => source?.close());
  };
  document.addEventListener("visibilitychange", listen);
  window.addEventListener("pagehide", () => { source?.close(); source = null; });
  window.addEventListener("pageshow", listen);
  listen();
}
