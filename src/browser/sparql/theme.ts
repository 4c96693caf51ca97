import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** The colours of the page, which follow the reader's scheme: custom properties are inherited into the shadow tree. */
const theme = EditorView.theme({
  '&': {
    height: 'var(--height, auto)',
    color: 'var(--text)',
    backgroundColor: 'var(--raised)',
    border: '1px solid var(--field)',
    borderRadius: '.4rem',
    fontSize: '.9rem'
  },
  '&.cm-focused': { outline: '2px solid var(--link)', outlineOffset: '2px' },
  '.cm-scroller': {
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
    lineHeight: '1.5',
    maxHeight: '70vh'
  },
  '.cm-content': {
    minHeight: 'calc(var(--rows) * 1.5em + 1.6rem)',
    padding: '.6rem 0',
    caretColor: 'var(--text)'
  },
  '.cm-gutters': { color: 'var(--soft)', backgroundColor: 'var(--raised)', border: '0' },
  '.cm-selectionBackground, ::selection': { backgroundColor: 'var(--mark)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--mark)',
    outline: '1px solid var(--field)'
  },
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'transparent' },
  '.cm-fault-line': { backgroundColor: 'var(--mark)' },
  '.cm-fault': { textDecoration: 'underline wavy var(--accent)', textUnderlineOffset: '.2em' },
  '.cm-tooltip': {
    color: 'var(--text)',
    backgroundColor: 'var(--back)',
    border: '1px solid var(--field)',
    borderRadius: '.4rem',
    maxWidth: '95vw'
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    maxHeight: '16rem',
    maxWidth: 'min(26rem, 95vw)',
    fontFamily: 'system-ui, sans-serif'
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '.25rem .5rem' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { color: 'var(--text)', background: 'var(--mark)' },
  '.cm-completionDetail': { color: 'var(--soft)', fontStyle: 'normal', marginInlineStart: '.6rem' },
  '.cm-completionInfo': { fontFamily: 'system-ui, sans-serif', padding: '.4rem .7rem', maxWidth: '20rem' },
  '.cm-completionInfo p': { margin: '.2rem 0' },
  // Beside the list is no room, and over it is no place.
  '@media (max-width: 40rem)': { '.cm-completionInfo': { display: 'none' } }
})

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--link)', fontWeight: '600' },
  { tag: tags.atom, color: 'var(--link)' },
  { tag: [tags.standard(tags.name), tags.operatorKeyword], color: 'var(--link)' },
  { tag: [tags.local(tags.variableName), tags.variableName], color: 'var(--accent)' },
  { tag: [tags.comment, tags.meta], color: 'var(--soft)' },
  { tag: tags.string, color: 'var(--text)', fontStyle: 'italic' }
])

export const appearance = [theme, syntaxHighlighting(colours)]
