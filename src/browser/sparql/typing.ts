import { EditorView } from '@codemirror/view'

/**
 * Types over a selection. A browser that does so itself joins lines with elements that have inline styles, of which
 * the policy of the page complains.
 */
export const typingOverSelections = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { from, to, empty } = view.state.selection.main
    const { data: text, inputType } = event
    if (inputType !== 'insertText' || text === null || empty || view.composing) return false
    event.preventDefault()
    const insert = () => view.state.update(view.state.replaceSelection(text), { userEvent: 'input.type' })
    if (view.state.facet(EditorView.inputHandler).some(handle => handle(view, from, to, text, insert)))
      return true
    view.dispatch(insert())
    return true
  }
})
