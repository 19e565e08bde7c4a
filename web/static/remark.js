// Words selected in the text: a button beside them opens the comment's form with exactly these words in it.
const sheet = document.getElementById("sheet");
const CONTEXT = 32, MOST = 2000;

function blockOf(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element.closest(".text")?.closest("[data-block]");
}

function quoted(range, text) {
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const after = document.createRange();
  after.setStart(range.endContainer, range.endOffset);
  after.setEnd(text, text.childNodes.length);
  return {
    quote: range.toString(),
    prefix: before.toString().slice(-CONTEXT),
    suffix: after.toString().slice(0, CONTEXT),
  };
}

// The form in which somebody puts a comment to other words, while it is open.
const attaching = () => document.querySelector("details.attach[open] form");

function offer() {
  const button = document.createElement("button");
  button.type = "button";
  button.id = "remark-selected";
  button.className = "main";
  button.hidden = true;
  document.body.append(button);
  let chosen = null;
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const range = selection.rangeCount ? selection.getRangeAt(0) : null;
    const block = range && !range.collapsed ? blockOf(range.startContainer) : null;
    const words = range ? range.toString().trim() : "";
    const says = attaching() ? sheet.dataset.attach : sheet.dataset.remark;
    button.hidden = !says || !block || block !== blockOf(range.endContainer) || !words || words.length > MOST;
    if (button.hidden) return;
    button.textContent = says;
    chosen = { block: block.dataset.block, ...quoted(range, block.querySelector(".text")) };
    const box = range.getBoundingClientRect();
    button.style.setProperty("top", `${box.bottom + window.scrollY + 8}px`);
    button.style.setProperty("left", `${Math.max(8, Math.min(box.left + window.scrollX, window.innerWidth - 260))}px`);
  });
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const form = attaching();
    if (form) {
      for (const name of ["quote", "prefix", "suffix"]) form.elements[name].value = chosen[name];
      form.querySelector("button").focus();
      return;
    }
    sessionStorage.setItem("remark", JSON.stringify(chosen));
    location.assign(`?remark=${chosen.block}#block-${chosen.block}`);
  });
}

function fill() {
  const form = document.getElementById("form-remark");
  const kept = sessionStorage.getItem("remark");
  if (!form || !kept) return;
  sessionStorage.removeItem("remark");
  const chosen = JSON.parse(kept);
  if (form.elements.block.value !== chosen.block) return;
  for (const name of ["quote", "prefix", "suffix"]) form.elements[name].value = chosen[name];
  form.elements.text.focus({ preventScroll: true });
}

function light() {
  for (const mark of sheet.querySelectorAll("mark[data-of]")) {
    const threads = mark.dataset.of.split(" ").map((one) => document.querySelector(`[data-number="${one}"]`));
    mark.addEventListener("click", () => threads.find(Boolean)?.scrollIntoView({ block: "center" }));
  }
  for (const thread of document.querySelectorAll("[data-number]")) {
    const marks = [...sheet.querySelectorAll("mark[data-of]")].filter((mark) =>
      mark.dataset.of.split(" ").includes(thread.dataset.number));
    const turn = (on) => () => marks.forEach((mark) => mark.classList.toggle("lit", on));
    thread.addEventListener("pointerenter", turn(true));
    thread.addEventListener("pointerleave", turn(false));
    thread.addEventListener("focusin", turn(true));
    thread.addEventListener("focusout", turn(false));
  }
}

if (sheet) {
  offer();
  fill();
  light();
  document.getElementById("main").addEventListener("refreshed", light);
}
