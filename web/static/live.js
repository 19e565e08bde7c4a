// While something long goes on, its part of the page is fetched again every two seconds; the end is said by it, too.
const ID = "publication";

async function look() {
  try {
    const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = answer.ok && page.getElementById(ID);
    if (fresh) {
      const shown = document.getElementById(ID), status = fresh.querySelector("[role=status]");
      if (shown.innerHTML !== fresh.innerHTML) shown.innerHTML = fresh.innerHTML;
      shown.toggleAttribute("data-working", fresh.hasAttribute("data-working"));
      if (!fresh.hasAttribute("data-working") && !status) return;
    }
  } catch {
    // The connection is gone for a moment: the next look may find it.
  }
  setTimeout(look, 2000);
}

if (document.getElementById(ID)?.hasAttribute("data-working")) setTimeout(look, 2000);
