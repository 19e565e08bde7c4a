// The document of the editor: what `domain/text/editor` opens and writes. A `form` is canonical JSON, never changed here.
import { Schema } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";

const SAFE = /^(https?:\/\/|mailto:|#)\S+$/i;
export const isSafe = (address) => SAFE.test(address);

const said = (name) => (element) => ({ [name]: element.getAttribute(`data-${name}`) ?? "" });

const tables = tableNodes({
  tableGroup: "block",
  cellContent: "block+",
  cellAttributes: {
    form: {
      default: "",
      getFromDOM: (element) => element.getAttribute("data-form") ?? "",
      setDOMAttr: (value, attributes) => { if (value) attributes["data-form"] = value; },
    },
  },
});
const table = {
  ...tables.table,
  attrs: { form: { default: "" } },
  parseDOM: [{ tag: "table", getAttrs: said("form") }],
  toDOM: (node) => ["div", { class: "wide" }, ["table", { "data-form": node.attrs.form }, ["tbody", 0]]],
};
const row = {
  ...tables.table_row,
  attrs: { part: { default: "" }, form: { default: "" } },
  parseDOM: [{ tag: "tr", getAttrs: (one) => ({ ...said("part")(one), ...said("form")(one) }) }],
  toDOM: (node) => ["tr", { "data-part": node.attrs.part, "data-form": node.attrs.form }, 0],
};

function kept(inline) {
  const tag = inline ? "span" : "div";
  return {
    group: inline ? "inline" : "block",
    inline,
    atom: true,
    attrs: { form: {}, text: { default: "" } },
    parseDOM: [{ tag: `${tag}[data-kept]`, getAttrs: (one) => ({ ...said("form")(one), text: one.textContent }) }],
    toDOM: (node) => [tag, { class: "kept", "data-kept": "", "data-form": node.attrs.form }, node.attrs.text || "⋯"],
  };
}

const heading = (level) => ({ tag: `h${level}`, getAttrs: (one) => ({ level, ...said("form")(one) }) });
const simple = (tag, ...rules) => ({ parseDOM: [{ tag }, ...rules], toDOM: () => [tag, 0] });

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: {
      group: "block",
      content: "inline*",
      // Where it stands as "Plain" of Pandoc: body, item, cell, quote, note; "" is a paragraph; null is new.
      attrs: { plain: { default: null } },
      parseDOM: [{ tag: "p" }],
      toDOM: () => ["p", 0],
    },
    heading: {
      group: "block",
      content: "inline*",
      defining: true,
      attrs: { level: { default: 1 }, form: { default: "" } },
      parseDOM: [1, 2, 3, 4, 5, 6].map(heading),
      toDOM: (node) => [`h${Math.min(node.attrs.level, 6)}`, { "data-form": node.attrs.form }, 0],
    },
    blockquote: { group: "block", content: "block+", defining: true, ...simple("blockquote") },
    bullet_list: { group: "block", content: "list_item+", ...simple("ul") },
    ordered_list: {
      group: "block",
      content: "list_item+",
      attrs: { form: { default: "" }, start: { default: 1 }, style: { default: "Decimal" } },
      parseDOM: [{ tag: "ol", getAttrs: said("form") }],
      toDOM: ({ attrs }) => ["ol", { start: attrs.start, class: attrs.style, "data-form": attrs.form }, 0],
    },
    list_item: { content: "block+", defining: true, ...simple("li") },
    rule: { group: "block", parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
    table,
    table_row: row,
    table_cell: tables.table_cell,
    table_header: tables.table_header,
    kept_block: kept(false),
    text: { group: "inline" },
    line_break: { group: "inline", inline: true, selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
    footnote: {
      group: "inline",
      inline: true,
      atom: true,
      attrs: { blocks: { default: [] } },
      parseDOM: [{ tag: "sup[data-note]", priority: 60, getAttrs: (one) => ({ blocks: JSON.parse(one.getAttribute("data-note")) }) }],
      toDOM: ({ attrs }) => ["sup", { class: "note-mark", "data-note": JSON.stringify(attrs.blocks), title: wordsOf(attrs.blocks) }],
    },
    kept: kept(true),
  },
  marks: {
    link: {
      inclusive: false,
      attrs: { href: {}, title: { default: "" }, form: { default: "" } },
      parseDOM: [{ tag: "a[href]", getAttrs: addressed }],
      toDOM: ({ attrs }) => ["a", {
        "data-address": attrs.href,
        href: isSafe(attrs.href) ? attrs.href : "#",
        title: attrs.title || attrs.href,
        "data-title": attrs.title,
        "data-form": attrs.form,
      }, 0],
    },
    strike: simple("s", { tag: "del" }, { tag: "strike" }),
    underline: simple("u"),
    strong: simple("strong", { tag: "b" }),
    em: simple("em", { tag: "i" }),
    superscript: simple("sup"),
    subscript: simple("sub"),
    kept_format: {
      attrs: { form: {} },
      parseDOM: [{ tag: "span[data-format]", getAttrs: (one) => ({ form: one.getAttribute("data-format") }) }],
      toDOM: (mark) => ["span", { "data-format": mark.attrs.form }, 0],
    },
  },
});

function addressed(element) {
  const href = element.getAttribute("data-address") ?? element.getAttribute("href");
  if (!isSafe(href)) return false;
  return { href, title: element.getAttribute("data-title") ?? "", form: element.getAttribute("data-form") ?? "" };
}

export function wordsOf(blocks) {
  const parts = [];
  const walk = (nodes) => nodes.forEach((node) => {
    if (node.text) parts.push(node.text);
    if (node.content) walk(node.content);
  });
  walk(blocks);
  return parts.join(" ");
}
