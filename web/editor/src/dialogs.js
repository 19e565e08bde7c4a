// What is asked beside the text: the address of a link, the words of a footnote.
import { baseKeymap, toggleMark } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { EditorState, NodeSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { isSafe, schema } from "./schema.js";

function asked(title, words, removable) {
  const dialog = document.createElement("dialog");
  dialog.className = "asked";
  const form = document.createElement("form");
  form.method = "dialog";
  const heading = document.createElement("h2");
  heading.textContent = title;
  heading.id = "asked-title";
  dialog.setAttribute("aria-labelledby", heading.id);
  const buttons = document.createElement("p");
  buttons.className = "acts";
  for (const [value, said] of [["ok", words.ok], ...(removable ? [["remove", words.remove]] : []), ["", words.cancel]]) {
    const button = document.createElement("button");
    button.value = value;
    button.textContent = said;
    button.formNoValidate = value !== "ok";
    if (value === "ok") button.className = "main";
    buttons.append(button);
  }
  form.append(heading, buttons);
  dialog.append(form);
  document.body.append(dialog);
  return { dialog, form, buttons };
}

function closing(dialog, view, done) {
  dialog.addEventListener("close", () => {
    done(dialog.returnValue);
    dialog.remove();
    view.focus();
  });
  dialog.showModal();
}

export function askLink(view, words) {
  const { link } = schema.marks;
  const { from, to, empty } = view.state.selection;
  let old = null;
  view.state.doc.nodesBetween(from, Math.max(to, from + 1), (node) => { old ??= link.isInSet(node.marks) ?? null; });
  const { dialog, form, buttons } = asked(words.link[1], words, !!old);
  const label = document.createElement("label");
  label.textContent = words.address;
  const input = document.createElement("input");
  input.value = old?.attrs.href ?? "https://";
  input.required = true;
  input.addEventListener("input", () => input.setCustomValidity(isSafe(input.value.trim()) ? "" : words.address_wrong));
  input.dispatchEvent(new Event("input"));
  label.append(input);
  buttons.before(label);
  closing(dialog, view, (answer) => {
    if (answer === "remove") toggleMark(link)(view.state, view.dispatch);
    if (answer !== "ok") return;
    const href = input.value.trim();
    const mark = link.create({ ...old?.attrs, href });
    const transaction = view.state.tr;
    if (empty && !old) transaction.replaceSelectionWith(schema.text(href, [mark]), false);
    else transaction.addMark(from, to, mark);
    view.dispatch(transaction);
  });
  input.select();
}

export function askNote(view, words, at = null) {
  const selected = view.state.selection instanceof NodeSelection ? view.state.selection : null;
  const place = at ?? (selected?.node.type === schema.nodes.footnote ? selected.from : null);
  const note = place === null ? null : view.state.doc.nodeAt(place);
  const { dialog, buttons } = asked(words.note[1], words, !!note);
  const field = document.createElement("div");
  field.className = "note-text";
  buttons.before(field);
  const blocks = note?.attrs.blocks.length ? note.attrs.blocks : [{ type: "paragraph" }];
  const inner = new EditorView(field, {
    state: EditorState.create({
      doc: schema.nodeFromJSON({ type: "doc", content: blocks }),
      plugins: [
        keymap({ "Mod-b": toggleMark(schema.marks.strong), "Mod-i": toggleMark(schema.marks.em), "Mod-z": undo, "Mod-y": redo }),
        keymap(baseKeymap),
        history(),
      ],
    }),
    attributes: { role: "textbox", "aria-multiline": "true", "aria-label": words.note_text },
  });
  closing(dialog, view, (answer) => {
    const written = inner.state.doc.toJSON().content;
    const isEmpty = inner.state.doc.textContent.trim() === "" && inner.state.doc.childCount === 1;
    inner.destroy();
    const { tr } = view.state;
    if (answer === "remove" || (answer === "ok" && note && isEmpty)) view.dispatch(tr.delete(place, place + 1));
    else if (answer === "ok" && note) view.dispatch(tr.setNodeAttribute(place, "blocks", written));
    else if (answer === "ok" && !isEmpty) {
      const { to, $to } = view.state.selection;
      view.dispatch(tr.insert(to, schema.nodes.footnote.create({ blocks: written }, null, $to.marks())));
    }
  });
  inner.focus();
}
