// What keys do: as in Word, where there is a custom. Esc leads out to the buttons, so that nobody is caught by Tab.
import { baseKeymap, chainCommands, exitCode, toggleMark } from "prosemirror-commands";
import { gapCursor } from "prosemirror-gapcursor";
import { history, redo, undo } from "prosemirror-history";
import { inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import { goToNextCell, tableEditing } from "prosemirror-tables";
import { schema } from "./schema.js";

const { nodes, marks } = schema;

const breakLine = chainCommands(exitCode, (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.line_break.create()).scrollIntoView());
  return true;
});

const rules = inputRules({
  rules: [
    wrappingInputRule(/^\s*[-*•–]\s$/, nodes.bullet_list),
    wrappingInputRule(/^(\d{1,3})[.)]\s$/, nodes.ordered_list, (match) => numbered(Number(match[1])),
      (match, list) => list.childCount + list.attrs.start === Number(match[1])),
    textblockTypeInputRule(/^(#{1,4})\s$/, nodes.heading, (match) => ({ level: match[1].length })),
  ],
});

function numbered(start) {
  return start === 1 ? {} : { start, form: JSON.stringify([start, { t: "Decimal" }, { t: "Period" }]) };
}

export function plugins(leave) {
  return [
    rules,
    keymap({
      "Mod-b": toggleMark(marks.strong),
      "Mod-i": toggleMark(marks.em),
      "Mod-u": toggleMark(marks.underline),
      "Mod-z": undo,
      "Mod-y": redo,
      "Shift-Mod-z": redo,
      "Shift-Enter": breakLine,
      Enter: splitListItem(nodes.list_item),
      Tab: chainCommands(goToNextCell(1), sinkListItem(nodes.list_item)),
      "Shift-Tab": chainCommands(goToNextCell(-1), liftListItem(nodes.list_item)),
      Escape: leave,
      "Alt-F10": leave,
    }),
    keymap(baseKeymap),
    gapCursor(),
    history(),
    tableEditing(),
  ];
}
