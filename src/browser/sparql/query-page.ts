import { type Fetched, fetchAnswer, type Question } from './answers.ts'
import { QueryEditor } from './query-editor.ts'
import type { Settings } from './settings.ts'

/** Characters of an address that servers and proxies take for sure; the site takes 64 KiB. */
const longestAddress = 60_000

/** How the answer to a question is shown. */
interface Showing {
  /** Whether the address becomes that of the page, to go back from. */
  readonly isStep: boolean
  /** Whether the query of the answer takes the place of what is written. */
  readonly takesQuery: boolean
  /** Whether the keyboard goes on at the answer. */
  readonly takesFocus: boolean
}

/**
 * The page of an endpoint: queries are run, and links that lead to answers followed, without leaving it. Addresses
 * are those that the form and the links lead to, so they can be sent around, and go back and forward.
 */
export class QueryPage {
  readonly #form: HTMLFormElement
  readonly #editor: QueryEditor
  readonly #status = element('p', { role: 'status', className: 'status' })
  readonly #fault = element('p', { role: 'alert', className: 'fault', hidden: true })
  readonly #clock = element('span', { ariaHidden: 'true' })
  readonly #cancel = element('button', { type: 'button', textContent: 'Cancel', hidden: true })
  readonly #copy: HTMLButtonElement
  #asking: AbortController | undefined
  /** What the page shows the answer of. */
  #shown = location.pathname + location.search

  constructor(form: HTMLFormElement, settings: Settings) {
    this.#form = form
    const area = form.querySelector<HTMLTextAreaElement>('#query')!
    this.#editor = new QueryEditor(area, settings, () => form.requestSubmit())
    this.#copy = form.querySelector<HTMLButtonElement>('#copy-link')!
    this.#copy.disabled = false
    form.querySelector('.run')!.append(this.#cancel, this.#clock)
    form.after(this.#status, this.#fault)
    form.addEventListener('submit', event => this.#onSubmit(event))
    this.#cancel.addEventListener('click', () => this.#asking?.abort())
    this.#copy.addEventListener('click', () => this.#copyLink())
    document.addEventListener('click', event => this.#onClick(event))
    window.addEventListener('popstate', () => {
      const address = location.pathname + location.search
      // Another place on the same page is none of our steps.
      if (address === this.#shown) return
      this.#shown = address
      this.#show({ address }, { isStep: false, takesQuery: true, takesFocus: false })
    })
  }

  /** What the form sends, and the address it goes to. */
  get #question(): { readonly address: string; readonly fields: URLSearchParams; readonly isLong: boolean } {
    const fields = new URLSearchParams()
    for (const [name, value] of new FormData(this.#form))
      if (typeof value === 'string') fields.set(name, value)
    const address = `${this.#form.action}?${fields}`
    return { address, fields, isLong: address.length > longestAddress }
  }

  #onSubmit(event: SubmitEvent): void {
    const { address, fields, isLong } = this.#question
    this.#form.method = isLong ? 'post' : 'get'
    if (fields.get('format') !== 'html') return
    event.preventDefault()
    const question = isLong ? { address: this.#form.action, form: fields } : { address }
    const takesFocus = !this.#editor.hasFocus
    this.#show(question, { isStep: !isLong, takesQuery: false, takesFocus })
  }

  /** Follows a link to an answer, or to a draft, in place. */
  #onClick(event: MouseEvent): void {
    const link = (event.target as Element).closest?.('a[href]')
    // Links of drawings have no plain address.
    if (!(link instanceof HTMLAnchorElement) || event.button !== 0) return
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    if (link.target !== '' || link.hasAttribute('download') || event.defaultPrevented) return
    const { origin, pathname, searchParams, hash } = new URL(link.href)
    const form = new URL(this.#form.action)
    if (origin !== form.origin || pathname !== form.pathname || hash !== '') return
    if (!searchParams.has('query') && !searchParams.has('draft')) return
    if ((searchParams.get('format') ?? 'html') !== 'html') return
    event.preventDefault()
    this.#show({ address: link.href }, { isStep: true, takesQuery: true, takesFocus: true })
  }

  async #show(question: Question, showing: Showing): Promise<void> {
    this.#asking?.abort()
    const asking = new AbortController()
    this.#asking = asking
    const stop = this.#begin()
    try {
      const fetched = await fetchAnswer(question, asking.signal)
      if (this.#asking !== asking) return
      const time = stop()
      this.#end()
      this.#place(fetched, question, showing, time)
    } catch {
      if (this.#asking !== asking) return
      this.#end()
      this.#status.textContent = asking.signal.aborted ? 'Cancelled.' : 'The site could not be reached.'
      this.#editor.focus()
    } finally {
      stop()
    }
  }

  /** Shows that something is under way, and for how long; gives what ends that, and tells the seconds. */
  #begin(): () => string {
    const began = performance.now()
    const seconds = (): string => `${((performance.now() - began) / 1000).toFixed(2)} s`
    const timer = setInterval(() => {
      this.#clock.textContent = seconds()
    }, 100)
    this.#status.textContent = 'Running'
    this.#fault.hidden = true
    this.#editor.showFault(undefined)
    this.#cancel.hidden = false
    this.#answer?.setAttribute('aria-busy', 'true')
    return () => {
      clearInterval(timer)
      return seconds()
    }
  }

  #end(): void {
    this.#asking = undefined
    this.#cancel.hidden = true
    this.#clock.textContent = ''
    this.#answer?.removeAttribute('aria-busy')
  }

  get #answer(): HTMLElement | null {
    return document.querySelector<HTMLElement>('#answer')
  }

  #place(
    fetched: Fetched,
    { address, form }: Question,
    { isStep, takesQuery, takesFocus }: Showing,
    seconds: string
  ): void {
    if (fetched.kind === 'other') {
      location.assign(address)
      return
    }
    if (fetched.kind === 'fault') {
      this.#status.textContent = ''
      this.#fault.textContent = fetched.detail
      this.#fault.hidden = false
      if (fetched.place) this.#editor.showFault(fetched.place)
      return
    }
    const { title, query, answer } = fetched
    // The page of a map may load what this one may not; the browser goes there.
    if (isStep && answer?.querySelector('movable-map') && !customElements.get('movable-map')) {
      location.assign(address)
      return
    }
    this.#answer?.remove()
    document.title = title
    if (takesQuery) this.#editor.text = query
    const { pathname, search } = new URL(address, location.href)
    if (isStep && pathname + search !== this.#shown) history.pushState(null, '', address)
    this.#shown = pathname + search
    if (!answer) {
      this.#status.textContent = ''
      if (takesFocus) this.#editor.focus()
      return
    }
    this.#fault.after(answer)
    const told = answer.querySelector('p')?.textContent?.trim() ?? ''
    const link = form ? ' The query is too long for a link.' : ''
    this.#status.textContent = `Answered in ${seconds}. ${/\brows?\b/.test(told) ? told : ''}${link}`
    if (takesFocus) answer.querySelector<HTMLElement>('#answer-title')?.focus()
    else answer.scrollIntoView({ block: 'nearest' })
  }

  async #copyLink(): Promise<void> {
    const { address, isLong } = this.#question
    const tell = (text: string): void => {
      this.#status.textContent = text
    }
    if (isLong) return tell('The query is too long for a link.')
    try {
      await navigator.clipboard.writeText(address)
      tell('The link is copied.')
    } catch {
      tell('The link cannot be copied here; when the query has run, it is the address of the page.')
    }
  }
}

const element = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>
): HTMLElementTagNameMap[Name] => Object.assign(document.createElement(name), properties)
