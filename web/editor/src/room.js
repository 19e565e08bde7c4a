// A line to type in after a text that ends in a table or a kept block; where it stays empty it is nothing.
import { Plugin } from "prosemirror-state";
import { schema } from "./schema.js";

const ENDS = ["paragraph", "heading", "bullet_list", "ordered_list", "blockquote"];

export function withRoom(json) {
  const { content } = json;
  return ENDS.includes(content.at(-1).type) ? json : { ...json, content: [...content, { type: "paragraph" }] };
}

export const roomAtTheEnd = new Plugin({
  appendTransaction: (_all, _old, { doc, tr }) =>
    ENDS.includes(doc.lastChild.type.name) ? null : tr.insert(doc.content.size, schema.nodes.paragraph.create()),
});
