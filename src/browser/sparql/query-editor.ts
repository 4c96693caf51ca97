import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching, indentUnit } from '@codemirror/language'
import { EditorState, Prec } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import { localCompletions, namedCompletions } from './completions.ts'
import { type FaultPlace, faultMark, showFault } from './fault-mark.ts'
import { sparql } from './language.ts'
import { Lookups } from './lookups.ts'
import type { Settings } from './settings.ts'
import { appearance } from './theme.ts'
import { typingOverSelections } from './typing.ts'

/** The page shows the hint; what describes the editor must be in its own tree. */
const hintStyle =
  '#hint { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }'

/**
 * The editor in the place of a text area, which it keeps in step. It lives in a shadow tree: there its styles are
 * adopted sheets, where in the document they would be an element that the policy of the pages refuses.
 */
export class QueryEditor {
  readonly #view: EditorView

  /** `run` is called for Ctrl+Enter, or Cmd+Enter. */
  constructor(area: HTMLTextAreaElement, settings: Settings, run: () => void) {
    const host = document.createElement('div')
    host.className = 'editor'
    // It takes the room of the field, and grows only when somebody writes: so nothing moves when it comes.
    host.style.setProperty('--rows', String(area.rows))
    host.style.setProperty('--height', `${area.offsetHeight}px`)
    const root = host.attachShadow({ mode: 'open' })
    const told = document.createElement('p')
    told.id = 'hint'
    told.textContent = document.getElementById('query-hint')?.textContent ?? ''
    const style = new CSSStyleSheet()
    style.replaceSync(hintStyle)
    root.adoptedStyleSheets = [style]
    const runs = (): boolean => {
      run()
      return true
    }
    const lookups = new Lookups(settings)
    this.#view = new EditorView({
      root,
      state: EditorState.create({
        doc: area.value,
        extensions: [
          Prec.highest(
            keymap.of([
              { key: 'Ctrl-Enter', run: runs },
              { key: 'Cmd-Enter', run: runs }
            ])
          ),
          lineNumbers(),
          history(),
          bracketMatching(),
          closeBrackets(),
          indentUnit.of('  '),
          sparql,
          autocompletion({
            override: [localCompletions(settings), namedCompletions(settings, lookups)],
            // Enter ends a line unless somebody has gone to a suggestion.
            selectOnOpen: false,
            interactionDelay: 0,
            icons: false
          }),
          // Tab is not among these: it goes on to what comes next on the page.
          keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
          typingOverSelections,
          faultMark,
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({
            'aria-label': area.labels[0]?.textContent ?? 'Query',
            'aria-describedby': told.id
          }),
          EditorView.updateListener.of(update => {
            if (!update.docChanged) return
            host.style.removeProperty('--height')
            update.view.scrollDOM.tabIndex = -1
            area.value = update.state.doc.toString()
          }),
          ...appearance
        ]
      })
    })
    // As long as it does not grow, it may have more lines than it shows: the keyboard can scroll it.
    this.#view.scrollDOM.tabIndex = 0
    root.append(this.#view.dom, told)
    for (const label of area.labels) label.addEventListener('click', () => this.focus())
    area.after(host)
    area.hidden = true
  }

  get text(): string {
    return this.#view.state.doc.toString()
  }

  set text(text: string) {
    const { length } = this.#view.state.doc
    if (text !== this.text) this.#view.dispatch({ changes: { from: 0, to: length, insert: text } })
  }

  get hasFocus(): boolean {
    return this.#view.hasFocus
  }

  focus(): void {
    this.#view.focus()
  }

  /** Shows where the query is wrong, or that nothing is known to be. */
  showFault(place: FaultPlace | undefined): void {
    showFault(this.#view, place)
  }
}
