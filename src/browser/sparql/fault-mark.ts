import { type EditorState, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'

/** Where a query is wrong: a line and a column, both from 1. */
export interface FaultPlace {
  readonly line: number
  readonly column: number
}

/** Marks a place, which is an offset, or takes the mark away. */
const markFault = StateEffect.define<number | undefined>()

const line = Decoration.line({ class: 'cm-fault-line' })
const mark = Decoration.mark({ class: 'cm-fault' })

function marked(state: EditorState, at: number): DecorationSet {
  const { from, to, text } = state.doc.lineAt(at)
  const end = at + (/^(?:[\p{L}\p{N}_:?$-]+|.)/u.exec(text.slice(at - from))?.[0].length ?? 0)
  // Behind the last character of a line that character is marked.
  const start = end > at ? at : Math.max(from, at - 1)
  const stretch = Math.min(to, end)
  return Decoration.set([line.range(from), ...(stretch > start ? [mark.range(start, stretch)] : [])])
}

/** The mark, until the query is changed. */
export const faultMark = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, { docChanged, effects, state }) {
    for (const effect of effects)
      if (effect.is(markFault))
        return effect.value === undefined ? Decoration.none : marked(state, effect.value)
    return docChanged ? Decoration.none : before
  },
  provide: field => [
    EditorView.decorations.from(field),
    EditorView.contentAttributes.from(field, marks => ({ 'aria-invalid': String(marks.size > 0) }))
  ]
})

/** Marks a place and goes there; without one the mark goes away. */
export function showFault(view: EditorView, place: FaultPlace | undefined): void {
  if (!place) {
    view.dispatch({ effects: markFault.of(undefined) })
    return
  }
  const { doc } = view.state
  const { from, to } = doc.line(Math.min(Math.max(1, place.line), doc.lines))
  const at = Math.min(to, from + Math.max(0, place.column - 1))
  view.dispatch({ selection: { anchor: at }, effects: markFault.of(at), scrollIntoView: true })
  view.focus()
}
