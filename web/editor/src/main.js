// The editor of the writing page: it takes the place of the plain field as soon as the text has come.
import { EditorState, NodeSelection, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { askNote } from "./dialogs.js";
import { Kept } from "./kept.js";
import { plugins } from "./keys.js";
import { fromWord } from "./paste.js";
import { roomAtTheEnd, withRoom } from "./room.js";
import { Saving } from "./saving.js";
import { schema } from "./schema.js";
import { Server } from "./server.js";
import { Toolbar } from "./toolbar.js";

const place = document.getElementById("editor");
if (place) start(JSON.parse(place.dataset.words));

async function start(words) {
  const server = new Server(place.dataset.address);
  let working;
  try {
    working = await server.read();
  } catch {
    return; // the plain field stays
  }
  const part = (name) => place.querySelector(`[data-part="${name}"]`);
  let view = null;
  const toolbar = new Toolbar(part("toolbar"), words, () => view);
  const leave = () => toolbar.focus();
  view = new EditorView(part("text"), {
    state: EditorState.create({ doc: schema.nodeFromJSON(withRoom(working.document)), plugins: [...plugins(leave), roomAtTheEnd] }),
    attributes: { role: "textbox", "aria-multiline": "true", "aria-label": words.text, "aria-describedby": "editor-keys", lang: "ru" },
    transformPastedHTML: fromWord,
    handleTextInput: beside,
    handleDOMEvents: { beforeinput: typedOtherwise },
    handleClickOn: (_view, _at, node, at, _event, isDirect) => isDirect && openNote(node, at),
    handleKeyDown: (_view, event) => event.key === "Enter" && openNote(view.state.selection.node, view.state.selection.from),
    dispatchTransaction(transaction) {
      view.updateState(view.state.apply(transaction));
      toolbar.update(view.state);
      if (transaction.docChanged && !transaction.getMeta("shown")) saving.typed();
    },
  });
  const openNote = (node, at) => {
    if (node?.type !== schema.nodes.footnote) return false;
    askNote(view, words, at);
    return true;
  };
  const saving = new Saving({
    server,
    kept: new Kept(place.dataset.address),
    editor: { json: () => view.state.doc.toJSON(), show: (json) => show(view, json) },
    words,
    status: part("status"),
    collisions: part("collisions"),
    beside: part("beside"),
  });
  toolbar.update(view.state);
  place.hidden = false;
  document.getElementById("plain").remove();
  saving.begin(working);
  handIn(saving, part("status"));
  place.dataset.ready = "yes";
}

// Letters typed while a kept piece is selected come after it: only a key that deletes takes it out.
function beside(view, _from, _to, letters) {
  const { selection, tr } = view.state;
  if (!(selection instanceof NodeSelection)) return false;
  const at = selection.to;
  const { paragraph } = schema.nodes;
  if (selection.node.isInline) tr.insertText(letters, at);
  else tr.insert(at, paragraph.create(null, schema.text(letters)));
  tr.setSelection(TextSelection.create(tr.doc, at + letters.length + (selection.node.isInline ? 0 : 1)));
  view.dispatch(tr.scrollIntoView());
  return true;
}

// The same for letters that come without a key: from a phone, by voice.
function typedOtherwise(view, event) {
  if (event.inputType !== "insertText" || !event.data || !beside(view, 0, 0, event.data)) return false;
  event.preventDefault();
  return true;
}

// Only what differs is replaced, so that whoever types is left where they are.
function show(view, json) {
  const { doc } = view.state;
  const to = schema.nodeFromJSON(withRoom(json));
  const start = doc.content.findDiffStart(to.content);
  if (start === null) return;
  let { a, b } = doc.content.findDiffEnd(to.content);
  const overlap = start - Math.min(a, b);
  if (overlap > 0) [a, b] = [a + overlap, b + overlap];
  let change = view.state.tr.replace(start, a, to.slice(start, b));
  if (!change.doc.eq(to)) change = view.state.tr.replaceWith(0, doc.content.size, to.content);
  view.dispatch(change.setMeta("shown", true));
}

// Nothing goes to review that the server has not got.
function handIn(saving, status) {
  const form = document.getElementById("form-hand-in");
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await saving.flush()) form.submit();
    else status.scrollIntoView({ block: "center" });
  });
}
