/** CodeMirror for Python in the page's colours, a chunk that editor.js loads when a cell is first shown. */
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { Annotation, EditorState, StateEffect, StateField, Transaction } from "@codemirror/state";
import {
  Decoration,
  EditorView,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--chalk)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--good)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--thread-deep)" },
  { tag: tags.comment, color: "var(--soft)" },
  { tag: tags.meta, color: "var(--thread-deep)" },
  { tag: tags.definition(tags.variableName), color: "inherit" },
  {
    tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)],
    fontWeight: "600",
  },
]);

const theme = EditorView.theme({
  "&": { background: "transparent", color: "var(--ink)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    font: "inherit",
    lineHeight: "inherit",
    fontVariantLigatures: "none",
    overflow: "auto hidden",
  },
  ".cm-content": { padding: "var(--code-pad) 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 16px 0 0" },
  ".cm-gutters": { background: "var(--card)", border: "0", color: "var(--soft)" },
  ".cm-lineNumbers .cm-gutterElement": {
    boxSizing: "border-box",
    width: "var(--code-gutter)",
    padding: "0 12px 0 0",
    minWidth: "0",
  },
  "&.cm-focused .cm-matchingBracket": { background: "var(--tape-ground)", color: "inherit" },
  "&.cm-focused .cm-nonmatchingBracket": { background: "var(--bad-ground)", color: "inherit" },
  ".cm-specialChar": { color: "var(--thread)" },
  ".line-new": { background: "var(--tape-ground)", boxShadow: "inset 3px 0 var(--tape)" },
  ".line-bad": { background: "var(--bad-ground)", boxShadow: "inset 3px 0 var(--thread)" },
});

/** Marks changes by the page, which are not the learner's edits. */
const fromPage = Annotation.define();
/**
 * Sets classes of lines, by their number from 1.
 * @type {import("@codemirror/state").StateEffectType<[line: number, name: string][]>}
 */
const mark = StateEffect.define();
const marks = StateField.define({
  create: () => Decoration.none,
  update(before, transaction) {
    const { changes, docChanged, effects, newDoc } = transaction;
    const found = effects.find((effect) => effect.is(mark));
    if (found) return decorated(/** @type {[number, string][]} */ (found.value), newDoc);
    if (!docChanged) return before;
    return transaction.annotation(fromPage) ? before.map(changes) : Decoration.none;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * Return an editor in `parent`. `onEdit` is called with the text after each edit of the learner.
 * @param {{parent: Element, text: string, label: string, description: string,
 *   onEdit: (text: string) => void, onRun: () => void}} options
 */
export function codeMirror({ parent, text, label, description, onEdit, onRun }) {
  const run = () => {
    onRun();
    return true;
  };
  // Focusable as it is; some accessibility tools expect a tabindex.
  const attributes = { "aria-label": label, "aria-description": description, tabindex: "0" };
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        keymap.of([
          { key: "Shift-Enter", run },
          { key: "Mod-Enter", run },
          // Tab is not bound: it moves the focus.
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        history(),
        lineNumbers(),
        highlightSpecialChars(),
        indentOnInput(),
        bracketMatching(),
        indentUnit.of("    "),
        EditorState.tabSize.of(4),
        pythonLanguage,
        syntaxHighlighting(colours),
        theme,
        marks,
        EditorView.contentAttributes.of(attributes),
        EditorView.updateListener.of(({ docChanged, transactions, state }) => {
          if (docChanged && transactions.some((each) => !each.annotation(fromPage)))
            onEdit(state.doc.toString());
        }),
      ],
    }),
  });
  return {
    /** @param {string} next */
    write(next) {
      const change = difference(view.state.doc.toString(), next);
      const annotations = [fromPage.of(true), Transaction.addToHistory.of(false)];
      if (change) view.dispatch({ changes: change, annotations });
    },
    /** Set classes of lines, until the next edit. @param {[line: number, name: string][]} lines */
    mark(lines) {
      view.dispatch({ effects: mark.of(lines) });
    },
    /** @param {number} from @param {number} to */
    select(from, to) {
      view.dispatch({ selection: { anchor: from, head: to } });
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

/** @param {[line: number, name: string][]} lines @param {import("@codemirror/state").Text} text */
function decorated(lines, text) {
  const there = lines.filter(([line]) => line >= 1 && line <= text.lines);
  const ranges = there.map(([line, name]) =>
    Decoration.line({ class: name }).range(text.line(line).from),
  );
  return Decoration.set(ranges, true);
}

/**
 * Return the one range in which two texts differ; a change of the rest would lose the caret.
 * @param {string} before @param {string} after
 */
function difference(before, after) {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from++;
  let same = 0;
  while (same < shorter - from && before.at(-1 - same) === after.at(-1 - same)) same++;
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) };
}
