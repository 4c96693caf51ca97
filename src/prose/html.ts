import type { Document, Passage } from './document.ts'
import { isFurniture } from './html-furniture.ts'
import { HtmlPlaces, isCell } from './html-places.ts'
import { HtmlTable } from './html-table.ts'
import { type HtmlTokens, tokenizeHtml } from './html-tokens.ts'
import { NextOccurrence } from './next-occurrence.ts'
import { Outline } from './outline.ts'
import { hasWords, PassageWriter } from './passage.ts'

/** Reads a saved page: its main content, without what belongs to the site. */
export function readHtml(source: string): Document {
  const strict = readWith(source, true)
  // Where nothing is left, what was taken for furniture was the page.
  return strict.blocks.some(({ kind }) => kind === 'paragraph' || kind === 'field' || kind === 'row')
    ? strict
    : readWith(source, false)
}

function readWith(source: string, strict: boolean): Document {
  const outline = new Outline()
  const reader = new HtmlReader(source, outline, strict)
  tokenizeHtml(source, 0, source.length, reader)
  reader.end()
  return outline.document()
}

/** Adds what stands in a stretch of HTML within another document. */
export function addHtml(outline: Outline, source: string, start: number, end: number): void {
  const reader = new HtmlReader(source, outline, false)
  tokenizeHtml(source, start, end, reader)
  reader.end()
}

const blocks = new Set(
  'address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table tbody td tfoot th thead title tr ul'.split(
    ' '
  )
)
const voids = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))

/** What words become when they end. */
type Role = 'text' | 'heading' | 'caption' | 'title' | 'term' | 'definition'

interface Element {
  readonly name: string
  readonly furniture: boolean
  /** Runs what ends with the element, where it is read. */
  readonly ended: (() => void) | undefined
}

class HtmlReader implements HtmlTokens {
  readonly #outline: Outline
  readonly #strict: boolean
  readonly #next: NextOccurrence
  /** The element that holds the page's matter, if one does by its name. */
  readonly #main: string | undefined
  readonly #writer: PassageWriter
  readonly #stack: Element[] = []
  /** How many of each name are open, apart for each table cell: a tag closes nothing beyond its cell. */
  readonly #counts: Map<string, number>[] = [new Map()]
  readonly #places = new HtmlPlaces()
  readonly #tables: HtmlTable[] = []
  readonly #terms: { key: Passage | undefined; values: Passage[] }[] = []
  #link: { readonly address: string; from: number } | undefined
  #furniture = 0
  #mains = 0
  #articles = 0
  #role: Role = 'text'
  #level = 0
  /** The list whose item begins: its first words are the item. */
  #item: number | undefined
  #pageTitle: Passage | undefined
  #titled = false

  constructor(source: string, outline: Outline, strict: boolean) {
    this.#outline = outline
    this.#strict = strict
    this.#next = new NextOccurrence(source)
    this.#writer = new PassageWriter(source)
    this.#main = strict ? ['main', 'article'].find(name => hasElement(source, name)) : undefined
  }

  open(name: string, attributes: ReadonlyMap<string, string>, start: number, end: number): void {
    const block = blocks.has(name)
    if (block) {
      if (this.#places.paragraph !== undefined) this.#popTo(this.#places.paragraph)
      const ended = this.#places.endedBy(name)
      if (ended !== undefined) this.#popTo(ended)
      this.#flush()
    }
    if (voids.has(name)) {
      if (name === 'br') this.#break(start, end)
      else if (name === 'img') this.#tables.at(-1)?.picture()
      return
    }
    const furniture = this.#isFurniture(name, attributes, end)
    if (furniture) this.#furniture++
    this.#places.opened(name, this.#stack.length, () => this.#outline.list())
    const ended = this.#furniture > 0 ? undefined : this.#begin(name, attributes)
    this.#stack.push({ name, furniture, ended })
    const counts = this.#counts.at(-1)!
    counts.set(name, (counts.get(name) ?? 0) + 1)
    if (isCell(name)) this.#counts.push(new Map())
  }

  close(name: string): void {
    if (name === 'p') this.#flush()
    const place = this.#places.closedBy(name)
    if (place !== undefined) {
      if (place >= 0) this.#popTo(place)
    } else if ((this.#counts.at(-1)!.get(name) ?? 0) > 0) {
      let depth = this.#stack.length - 1
      while (this.#stack[depth]!.name !== name) depth--
      this.#popTo(depth)
    }
  }

  text(start: number, end: number): void {
    if (this.#isRead()) this.#writer.copy(start, end)
  }

  reference(text: string, start: number, end: number): void {
    if (this.#isRead()) this.#writer.put(text, start, end)
  }

  end(): void {
    this.#popTo(0)
    this.#flush()
    if (!this.#titled && this.#pageTitle && this.#outline.title === undefined)
      this.#outline.title = this.#pageTitle
  }

  #isRead(): boolean {
    return this.#furniture === 0 && (this.#main === undefined || this.#mains > 0 || this.#role === 'title')
  }

  #isFurniture(name: string, attributes: ReadonlyMap<string, string>, end: number): boolean {
    if (!this.#strict)
      return /^(?:script|style|template|noscript|select|textarea|svg|iframe|object)$/.test(name)
    // A header or an aside belongs to the site where it stands outside the page's matter.
    if (name === 'header') return this.#mains + this.#articles === 0
    if (name === 'aside') return !/infobox/i.test(attributes.get('class') ?? '')
    return isFurniture(name, attributes, end, this.#next)
  }

  /** Begins an element that is read, and returns what ends with it. */
  #begin(name: string, attributes: ReadonlyMap<string, string>): (() => void) | undefined {
    if (name === this.#main) {
      this.#mains++
      return () => this.#mains--
    }
    switch (name) {
      case 'article':
        this.#articles++
        return () => this.#articles--
      case 'h1':
      case 'h2':
      case 'h3':
      case 'h4':
      case 'h5':
      case 'h6':
        this.#tables.at(-1)?.becomeLayout()
        this.#level = Number(name[1])
        return this.#reading('heading')
      case 'figcaption':
        return this.#reading('caption')
      case 'title':
        // The one of a drawing within the text is not the page's.
        return this.#outline.length > 0 ? undefined : this.#reading('title')
      case 'a': {
        const address = attributes.get('href')
        this.#endLink()
        if (!address) return undefined
        const link = { address, from: this.#writer.length }
        this.#link = link
        return () => {
          if (this.#link === link) this.#endLink()
        }
      }
      case 'li':
        this.#item = this.#places.list ?? this.#outline.list()
        return () => {
          this.#item = undefined
        }
      case 'dl':
        this.#terms.push({ key: undefined, values: [] })
        return () => {
          this.#field()
          this.#terms.pop()
        }
      case 'dt':
        this.#field()
        return this.#reading('term')
      case 'dd':
        return this.#reading('definition')
      case 'table': {
        this.#tables.at(-1)?.becomeLayout()
        const style = `${attributes.get('class') ?? ''} ${attributes.get('role') ?? ''}`
        const table = new HtmlTable(this.#outline, style)
        this.#tables.push(table)
        const role = this.#role
        this.#role = 'text'
        return () => {
          this.#tables.pop()
          table.end()
          this.#role = role
        }
      }
      case 'caption':
        return this.#reading('caption')
      case 'tr':
        this.#tables.at(-1)?.row()
        return undefined
      case 'td':
      case 'th': {
        const table = this.#tables.at(-1)
        table?.cell(name === 'th', attributes)
        return () => table?.endCell()
      }
      default:
        return undefined
    }
  }

  /** Words become something else until the element ends. */
  #reading(role: Role): () => void {
    const before = this.#role
    this.#role = role
    return () => {
      this.#role = before
    }
  }

  #endLink(): void {
    if (this.#link) this.#writer.link(this.#link.address, this.#link.from)
    this.#link = undefined
  }

  #popTo(depth: number): void {
    while (this.#stack.length > depth) {
      const element = this.#stack.at(-1)!
      if (blocks.has(element.name)) this.#flush()
      this.#stack.pop()
      this.#places.closed(element.name, this.#stack.length)
      if (isCell(element.name)) this.#counts.pop()
      element.ended?.()
      if (element.furniture) this.#furniture--
      const counts = this.#counts.at(-1)!
      counts.set(element.name, counts.get(element.name)! - 1)
    }
  }

  #break(start: number, end: number): void {
    // In a cell or a definition each line is a value.
    if (this.#tables.length > 0 || this.#role === 'definition') this.#flush()
    else if (this.#isRead()) this.#writer.space(start, end)
  }

  #field(): void {
    const term = this.#terms.at(-1)
    if (!term) return
    const { key, values } = term
    if (key && values.length > 0) this.#outline.add({ kind: 'field', key, values })
    else if (key) this.#outline.add({ kind: 'paragraph', passage: key })
    term.key = undefined
    term.values = []
  }

  /** Ends the words that were read. */
  #flush(): void {
    if (this.#link) this.#writer.link(this.#link.address, this.#link.from)
    const passage = this.#writer.finish()
    if (this.#link) this.#link.from = 0
    if (!hasWords(passage)) return
    const table = this.#tables.at(-1)
    const term = this.#terms.at(-1)
    if (this.#role === 'title') this.#pageTitle ??= passage
    else if (this.#role === 'heading') {
      this.#titled ||= this.#level === 1
      this.#outline.add({ kind: 'heading', level: this.#level, passage })
    } else if (this.#role === 'caption') this.#outline.add({ kind: 'caption', passage })
    else if (table?.takes) table.line(passage)
    else if (this.#role === 'term' && term) term.key ??= passage
    else if (this.#role === 'definition' && term?.key) term.values.push(passage)
    else if (this.#item !== undefined) {
      this.#outline.add({ kind: 'item', passage, list: this.#item })
      this.#item = undefined
    } else this.#outline.add({ kind: 'paragraph', passage })
  }
}

const hasElement = (source: string, name: string): boolean => new RegExp(`<${name}[\\s>]`, 'i').test(source)
