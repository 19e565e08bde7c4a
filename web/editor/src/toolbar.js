// The buttons above the text. Arrows move between them, as in every toolbar; each says whether it is on.
import { lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, isInTable } from "prosemirror-tables";
import { askLink, askNote } from "./dialogs.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;
const HIGHEST = 4;

const has = (mark) => (state) => {
  const { from, to, empty, $from } = state.selection;
  return empty ? !!mark.isInSet(state.storedMarks ?? $from.marks()) : state.doc.rangeHasMark(from, to, mark);
};
const within = (type) => (state) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type === nodes.list_item) return $from.node(depth - 1).type === type;
    if ($from.node(depth).type === type) return true;
  }
  return false;
};
const inList = (type) => (state, dispatch) => {
  if (within(type)(state)) return liftListItem(nodes.list_item)(state, dispatch);
  return wrapInList(type)(state, dispatch);
};
const inQuote = (state, dispatch) => (within(nodes.blockquote)(state) ? lift : wrapIn(nodes.blockquote))(state, dispatch);

function newTable(state, dispatch) {
  if (isInTable(state)) return false;
  const cells = (type) => [1, 2, 3].map(() => type.createAndFill());
  const rows = [nodes.table_header, nodes.table_cell, nodes.table_cell].map((type) => nodes.table_row.create(null, cells(type)));
  dispatch?.(state.tr.replaceSelectionWith(nodes.table.create(null, rows)).scrollIntoView());
  return true;
}

const BUTTONS = [
  { name: "bold", run: toggleMark(marks.strong), isOn: has(marks.strong) },
  { name: "italic", run: toggleMark(marks.em), isOn: has(marks.em) },
  { name: "underline", run: toggleMark(marks.underline), isOn: has(marks.underline) },
  { name: "bullets", run: inList(nodes.bullet_list), isOn: within(nodes.bullet_list) },
  { name: "numbers", run: inList(nodes.ordered_list), isOn: within(nodes.ordered_list) },
  { name: "quote", run: inQuote, isOn: within(nodes.blockquote) },
  { name: "link", ask: askLink, isOn: has(marks.link) },
  { name: "note", ask: askNote },
  { name: "table", run: newTable },
  { name: "row", run: addRowAfter, inTable: true },
  { name: "column", run: addColumnAfter, inTable: true },
  { name: "no_row", run: deleteRow, inTable: true },
  { name: "no_column", run: deleteColumn, inTable: true },
  { name: "no_table", run: deleteTable, inTable: true },
  { name: "undo", run: undo },
  { name: "redo", run: redo },
];

export class Toolbar {
  constructor(place, words, viewOf) {
    this.place = place;
    this.viewOf = viewOf;
    this.words = words;
    this.kind = this.kindOfParagraph();
    this.buttons = BUTTONS.map((one) => ({ ...one, button: this.button(one) }));
    this.roving();
  }

  kindOfParagraph() {
    const select = document.createElement("select");
    select.setAttribute("aria-label", this.words.kind);
    const kinds = [this.words.paragraph, ...Array.from({ length: HIGHEST }, (_, at) => `${this.words.heading} ${at + 1}`)];
    kinds.forEach((name, level) => select.add(new Option(name, String(level))));
    select.addEventListener("change", () => {
      const view = this.viewOf();
      const level = Number(select.value);
      const to = level ? setBlockType(nodes.heading, { level }) : setBlockType(nodes.paragraph);
      to(view.state, view.dispatch);
      view.focus();
    });
    this.place.append(select);
    return select;
  }

  button({ name, run, ask }) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.name = name;
    const [shown, full] = this.words[name];
    button.textContent = shown;
    button.title = full;
    button.setAttribute("aria-label", full);
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      const view = this.viewOf();
      if (ask) return ask(view, this.words);
      run(view.state, view.dispatch, view);
      return view.focus();
    });
    this.place.append(button);
    return button;
  }

  roving() {
    const parts = () => [...this.place.children].filter((one) => !one.disabled && !one.hidden);
    this.place.addEventListener("keydown", (event) => {
      const at = parts().indexOf(document.activeElement);
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (at < 0 || !step) return;
      event.preventDefault();
      parts().at((at + step) % parts().length).focus();
    });
    this.place.addEventListener("focusin", (event) => {
      for (const one of this.place.children) one.tabIndex = one === event.target ? 0 : -1;
    });
    for (const one of this.place.children) one.tabIndex = one === this.kind ? 0 : -1;
  }

  focus() {
    this.kind.focus();
    return true;
  }

  update(state) {
    const parent = state.selection.$from.parent;
    this.kind.value = parent.type === nodes.heading ? String(Math.min(parent.attrs.level, HIGHEST)) : "0";
    for (const { button, run, isOn, inTable } of this.buttons) {
      if (inTable) button.hidden = !isInTable(state);
      else if (run && !run(state)) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
      if (isOn) button.setAttribute("aria-pressed", String(isOn(state)));
    }
  }
}
