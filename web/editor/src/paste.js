// What is pasted from Word, brought to structure: lists that Word writes as paragraphs, formats it writes as styles, notes.
import { DOMParser as Reader } from "prosemirror-model";
import { schema } from "./schema.js";

const GONE = "style, script, meta, link, title, xml, head > *, [data-style*='mso-hide:all'], [data-style*='mso-element:comment-list'], .MsoCommentReference";
const ORDERED = /^[(]?([0-9]+|[a-zа-яё]{1,4})[.)]/i;

export function fromWord(html) {
  // Styles are read as words: as attributes the page's policy would refuse them.
  const bare = html.replace(/<!--[\s\S]*?-->|<!\[[^>]*>|<(style|script|xml|head)\b[\s\S]*?<\/\1\s*>/gi, "");
  const safe = bare.replace(/([\s"'/])style\s*=/gi, "$1data-style=").replace(/([\s"'/])on[a-z]+\s*=/gi, "$1data-off=");
  const page = new DOMParser().parseFromString(safe, "text/html");
  const { body } = page;
  unwrap(body, (one) => one.localName.includes(":"));
  body.querySelectorAll(GONE).forEach((one) => one.remove());
  notes(body);
  titles(body);
  lists(body);
  formats(body);
  unwrap(body, (one) => one.localName === "span" && !one.hasAttribute("data-kept") && !one.hasAttribute("data-format"));
  body.querySelectorAll("[data-style]").forEach((one) => one.removeAttribute("data-style"));
  return body.innerHTML;
}

const styleOf = (element) => (element.getAttribute("data-style") ?? "").replace(/\s+/g, " ");

function unwrap(body, isFrame) {
  for (const one of [...body.querySelectorAll("*")].reverse()) if (isFrame(one)) one.replaceWith(...one.childNodes);
}

function renamed(element, name) {
  const other = element.ownerDocument.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
}

function titles(body) {
  body.querySelectorAll("p.MsoTitle").forEach((one) => renamed(one, "h1"));
}

function notes(body) {
  for (const mark of body.querySelectorAll("a[href^='#_ftn'], a[href^='#_edn']")) {
    if (/^#_(ftn|edn)ref/.test(mark.getAttribute("href"))) continue;
    const said = body.querySelector(`#${CSS.escape(mark.getAttribute("href").slice(2))}`);
    if (!said) continue;
    said.querySelectorAll("a[href^='#_ftnref'], a[href^='#_ednref']").forEach((back) => back.remove());
    formats(said);
    const blocks = Reader.fromSchema(schema).parse(said).toJSON().content;
    const note = body.ownerDocument.createElement("sup");
    note.setAttribute("data-note", JSON.stringify(blocks));
    mark.replaceWith(note);
  }
  body.querySelectorAll("[data-style*='mso-element:footnote-list'], [data-style*='mso-element:endnote-list']").forEach((one) => one.remove());
}

// Word's items are paragraphs in a row that tell their level, and their sign as text to be left out.
function lists(body) {
  let open = [];
  let last = null;
  for (const item of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    const level = Number(/mso-list:[^;]*level(\d)/.exec(styleOf(item))?.[1] ?? 0);
    if (!level || item.closest("li")) continue;
    if (item.previousElementSibling !== last || !last) open = [];
    const sign = item.querySelector("[data-style*='mso-list:Ignore'], [data-style*='mso-list: Ignore']");
    const name = ORDERED.test(sign?.textContent.trim() ?? "") ? "ol" : "ul";
    sign?.remove();
    open.length = Math.min(open.length, level);
    if (open.length === level && open[level - 1].localName !== name) open.length = level - 1;
    while (open.length < level) {
      const list = body.ownerDocument.createElement(name);
      const around = open.at(-1);
      if (!around) item.before(list);
      else (around.lastElementChild ?? around.appendChild(body.ownerDocument.createElement("li"))).append(list);
      open.push(list);
    }
    const entry = body.ownerDocument.createElement("li");
    open.at(-1).append(entry);
    entry.append(item);
    if (item.localName !== "p") renamed(item, "p");
    [last] = open;
  }
}

function formats(body) {
  for (const one of body.querySelectorAll("[data-style]")) {
    if (!["span", "font", "a", "td", "p"].includes(one.localName) || one.localName === "p") continue;
    const style = styleOf(one);
    const wanted = [
      [/(^|[; ])font-weight: ?(bold|[6-9]00)/, "strong"], [/(^|[; ])font-style: ?italic/, "em"],
      [/text-decoration[^;]*underline/, "u"], [/text-decoration[^;]*line-through/, "s"],
      [/vertical-align: ?super/, "sup"], [/vertical-align: ?sub/, "sub"],
    ];
    for (const [rule, name] of wanted) {
      if (!rule.test(style) || one.localName === "a" || one.localName === "td") continue;
      const frame = one.ownerDocument.createElement(name);
      frame.append(...one.childNodes);
      one.append(frame);
    }
  }
  // A browser's copy of a page wraps everything into a bold frame that is not bold.
  unwrap(body, (one) => one.localName === "b" && /(^|[; ])font-weight: ?normal/.test(styleOf(one)));
}
