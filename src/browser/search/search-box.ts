import { type SearchPlace, type Suggestion, suggestionsFor } from './suggestions.ts'

/** Milliseconds without a key before the site is asked. */
const rest = 150

/**
 * Makes a search form a combobox with a list of suggestions (WAI-ARIA APG, "Editable Combobox With List
 * Autocomplete"): the keyboard stays in the field, arrows go through the list, Enter goes to what is marked, and
 * searches where nothing is.
 */
export class SearchBox {
  readonly #input: HTMLInputElement
  readonly #place: SearchPlace
  readonly #list = document.createElement('ul')
  readonly #status = document.createElement('span')
  #suggestions: readonly Suggestion[] = []
  #marked = -1
  #asking = new AbortController()
  #timer = 0

  constructor(form: HTMLFormElement) {
    const input = form.querySelector<HTMLInputElement>('input[name="q"]')!
    this.#input = input
    this.#place = {
      action: form.action,
      base: form.dataset['base'] ?? '',
      language: form.dataset['language'] ?? 'en'
    }
    Object.assign(this.#list, { id: `${input.id}-suggestions`, role: 'listbox', hidden: true })
    this.#list.className = 'suggestions'
    this.#list.ariaLabel = 'Suggestions'
    this.#status.role = 'status'
    this.#status.className = 'unseen'
    // A search field may not be a combobox (ARIA in HTML); keyboards on screens still offer to search.
    input.type = 'text'
    input.enterKeyHint = 'search'
    input.role = 'combobox'
    input.ariaAutoComplete = 'list'
    input.ariaExpanded = 'false'
    input.setAttribute('aria-controls', this.#list.id)
    form.append(this.#list, this.#status)
    input.addEventListener('input', () => this.#ask(rest))
    input.addEventListener('keydown', event => this.#onKey(event))
    input.addEventListener('blur', () => this.#close())
    // The field would lose the focus before the click arrives.
    this.#list.addEventListener('mousedown', event => event.preventDefault())
    this.#list.addEventListener('click', event => {
      const option = (event.target as Element).closest('li')
      if (option) this.#go([...this.#list.children].indexOf(option))
    })
  }

  get #isOpen(): boolean {
    return !this.#list.hidden
  }

  /** Asks for suggestions after a while; what was asked before does not count any more. */
  #ask(after: number, then: () => void = () => undefined): void {
    clearTimeout(this.#timer)
    this.#asking.abort()
    const text = this.#input.value.trim()
    if (text === '') {
      this.#close()
      return
    }
    const asking = new AbortController()
    this.#asking = asking
    this.#timer = window.setTimeout(async () => {
      // Without an answer the form still searches.
      const found = await suggestionsFor(text, this.#place, asking.signal).catch(() => [])
      if (asking.signal.aborted) return
      this.#show(found)
      then()
    }, after)
  }

  #show(suggestions: readonly Suggestion[]): void {
    this.#suggestions = suggestions
    this.#list.replaceChildren(...suggestions.map((suggestion, i) => this.#option(suggestion, i)))
    this.#list.hidden = suggestions.length === 0 || document.activeElement !== this.#input
    this.#input.ariaExpanded = String(this.#isOpen)
    this.#mark(-1)
    this.#status.textContent =
      suggestions.length === 0
        ? 'No suggestions'
        : `${suggestions.length} ${suggestions.length === 1 ? 'suggestion' : 'suggestions'}`
  }

  #option({ label, name, description }: Suggestion, i: number): HTMLLIElement {
    const option = document.createElement('li')
    option.id = `${this.#list.id}-${i}`
    option.role = 'option'
    option.dir = 'auto'
    option.ariaSelected = 'false'
    option.append(label)
    for (const text of [name, description]) {
      if (text === undefined) continue
      const more = document.createElement('small')
      more.dir = 'auto'
      more.textContent = text
      option.append(' ', more)
    }
    return option
  }

  #mark(i: number): void {
    this.#marked = i
    for (const [at, option] of [...this.#list.children].entries()) option.ariaSelected = String(at === i)
    const option = this.#list.children[i]
    if (option) {
      this.#input.setAttribute('aria-activedescendant', option.id)
      option.scrollIntoView({ block: 'nearest' })
    } else this.#input.removeAttribute('aria-activedescendant')
  }

  #close(): void {
    clearTimeout(this.#timer)
    this.#asking.abort()
    this.#list.hidden = true
    this.#input.ariaExpanded = 'false'
    this.#mark(-1)
    this.#status.textContent = ''
  }

  #go(i: number): void {
    const suggestion = this.#suggestions[i]
    if (suggestion) location.assign(suggestion.address)
  }

  #onKey(event: KeyboardEvent): void {
    // While characters are being composed, keys belong to that.
    if (event.isComposing || event.ctrlKey || event.metaKey) return
    const { key } = event
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault()
      const step = key === 'ArrowDown' ? 1 : -1
      if (this.#isOpen) this.#move(step)
      else this.#ask(0, () => this.#move(step))
    } else if (key === 'Enter' && this.#isOpen && this.#marked >= 0) {
      event.preventDefault()
      this.#go(this.#marked)
    } else if (key === 'Escape' && this.#isOpen) {
      event.preventDefault()
      this.#close()
    } else if (key === 'Home' || key === 'End') this.#mark(-1)
  }

  /** Marks the next or the one before; past the ends the field itself is between both. */
  #move(step: 1 | -1): void {
    const count = this.#suggestions.length
    if (!this.#isOpen || count === 0) return
    const next = this.#marked < 0 && step < 0 ? count - 1 : this.#marked + step
    this.#mark(next >= count ? -1 : next)
  }
}
