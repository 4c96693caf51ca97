import { characterReference } from './character-reference.ts'
import type { Passage, Span } from './document.ts'
import { hasWords, PassageWriter } from './passage.ts'
import type { MarkupNode, WikitextMarkup } from './wikitext-markup.ts'
import { listParts, nameOf, parametersOf, type TemplateReader, templateReader } from './wikitext-template.ts'

// Nobody nests deeper by hand; what does is not read.
const deepest = 12

const marks = /'{2,}|\[(?:https?:)?\/\/|<\/?[a-zA-Z]|&[#a-zA-Z]|__[A-Z]{3,}__|\bhttps?:\/\//g

/** Reads stretches of a wiki text as their readers see them. Captions of pictures are put aside. */
export class WikitextWords {
  readonly markup: WikitextMarkup
  readonly #captions: Passage[] = []
  readonly #tables: MarkupNode[] = []

  constructor(markup: WikitextMarkup) {
    this.markup = markup
  }

  passage(start: number, end: number): Passage {
    const writer = new PassageWriter(this.markup.source)
    this.write(writer, start, end, 0)
    return writer.finish()
  }

  /** The lines of a cell or a value: parted by line breaks, list marks, and templates that make lists. */
  lines(start: number, end: number, depth = 0): Passage[] {
    const { source } = this.markup
    const passages: Passage[] = []
    const add = (from: number, to: number): void => {
      for (const line of this.markup.cut(from, to, '\n'))
        for (const part of breaks(source, line)) {
          const sign = /^\s*[*#:;]*/.exec(source.slice(part.start, Math.min(part.end, part.start + 100)))![0]
            .length
          const passage = this.passage(part.start + sign, part.end)
          if (hasWords(passage)) passages.push(passage)
        }
    }
    let at = start
    for (const node of this.markup.within(start, end)) {
      const parts = node.kind === 'template' && depth < deepest ? listParts(this.markup, node) : undefined
      if (!parts) continue
      add(at, node.start)
      for (const part of parts)
        for (const line of this.lines(part.start, part.end, depth + 1)) passages.push(line)
      at = node.end
    }
    add(at, end)
    return passages
  }

  /** The captions met since this was last asked. */
  takeCaptions(): Passage[] {
    return this.#captions.splice(0)
  }

  /** The tables met within cells and running text since this was last asked. */
  takeTables(): MarkupNode[] {
    return this.#tables.splice(0)
  }

  write(writer: PassageWriter, start: number, end: number, depth: number): void {
    let at = start
    for (const node of this.markup.within(start, end)) {
      this.#text(writer, at, node.start)
      if (node.kind === 'table') this.#tables.push(node)
      else if (depth < deepest) {
        if (node.kind === 'link') this.#link(writer, node, depth)
        else if (node.kind === 'template') this.#template(writer, node, depth)
      }
      at = node.end
    }
    this.#text(writer, at, end)
  }

  /** Text without paired marks. */
  #text(writer: PassageWriter, start: number, end: number): void {
    const { source } = this.markup
    const text = source.slice(start, end)
    let at = 0
    marks.lastIndex = 0
    for (let match = marks.exec(text); match; match = marks.exec(text)) {
      const { index, 0: mark } = match
      const taken = this.#mark(writer, source, start + index, mark, text.slice(index, index + 4000), () =>
        writer.copy(start + at, start + index)
      )
      if (taken > 0) {
        at = index + taken
        marks.lastIndex = at
      } else marks.lastIndex = index + 1
    }
    writer.copy(start + at, end)
  }

  /** Reads a mark at a place and returns its length, or 0 where it is plain text; `before` writes what stands before. */
  #mark(
    writer: PassageWriter,
    source: string,
    place: number,
    mark: string,
    rest: string,
    before: () => void
  ): number {
    if (mark.startsWith("''")) {
      before()
      return mark.length
    }
    if (mark.startsWith('__')) {
      before()
      return mark.length
    }
    if (mark.startsWith('&')) {
      const reference = characterReference(source, place)
      if (!reference) return 0
      before()
      writer.put(reference.text, place, place + reference.length)
      return reference.length
    }
    if (mark.startsWith('<')) {
      const tag = /^<\/?([a-zA-Z][a-zA-Z0-9]*)\b[^<>]{0,500}>/.exec(rest)
      if (!tag) return 0
      before()
      if (/^(?:br|p|div|li|tr|td|center|blockquote|poem)$/i.test(tag[1]!))
        writer.space(place, place + tag[0].length)
      return tag[0].length
    }
    if (mark.startsWith('[')) {
      const link = /^\[([^\s\]<>"]{3,2000})(?:[ \t]+([^\]\n]{0,1500}))?\]/.exec(rest)
      if (!link) return 0
      before()
      // A link without words is shown as a number in brackets.
      if (link[2]) {
        const from = writer.length
        const labelStart = place + link[0].length - 1 - link[2].length
        this.#text(writer, labelStart, labelStart + link[2].length)
        writer.link(link[1]!, from)
      }
      return link[0].length
    }
    const address = /^https?:\/\/[^\s<>"'|[\]{}]*[^\s<>"'|[\]{}.,;:!?()]/.exec(rest)?.[0]
    if (!address) return 0
    before()
    const from = writer.length
    writer.copy(place, place + address.length).link(address, from)
    return address.length
  }

  /** `[[Target|label]]`, `[[File:…|caption]]`; categories and links to other languages are not shown. */
  #link(writer: PassageWriter, node: MarkupNode, depth: number): void {
    const { source } = this.markup
    const parts = this.markup.cut(node.start + 2, node.end - 2, '|')
    const target = parts[0]!
    const written = source.slice(target.start, Math.min(target.end, target.start + 1000)).trim()
    if (/^(?:file|image|datei|fichier|archivo|bestand|файл)\s*:/i.test(written)) {
      const caption = parts
        .slice(1)
        .findLast(part => !isPictureOption(source.slice(part.start, part.end).trim()))
      if (!caption || depth > 2) return
      const inner = new PassageWriter(source)
      this.write(inner, caption.start, caption.end, depth + 1)
      const passage = inner.finish()
      if (hasWords(passage)) this.#captions.push(passage)
      return
    }
    if (/^(?:category|kategorie|catégorie|categoría|категория)\s*:/i.test(written)) return
    const colon = written.startsWith(':') ? 1 : 0
    if (parts.length === 1 && /^[a-z]{2,3}(?:-[a-z]+)*:\S/.test(written)) return
    const from = writer.length
    const label = parts.at(-1)!
    if (parts.length > 1 && source.slice(label.start, label.end).trim() !== '')
      this.write(writer, label.start, label.end, depth + 1)
    else {
      const shown = source.slice(target.start, target.end)
      // `[[Mercury (planet)|]]` shows `Mercury`.
      const end = parts.length > 1 ? shown.replace(/\s*\([^()]*\)\s*$/, '').length : shown.length
      this.write(writer, target.start + shown.indexOf(written) + colon, target.start + end, depth + 1)
    }
    writer.link(written.slice(colon), from)
  }

  #template(writer: PassageWriter, node: MarkupNode, depth: number): void {
    const parts = this.markup.cut(node.start + 2, node.end - 2, '|')
    const read: TemplateReader | undefined = templateReader(nameOf(this.markup.source, parts[0]!))
    if (!read) return
    const { source } = this.markup
    const { placed, named } = parametersOf(source, parts)
    for (const shown of read(
      placed.map(({ start, end }) => source.slice(start, end).trim()),
      named
    )) {
      if (typeof shown === 'string') writer.put(shown, node.start, node.end)
      else if (shown.place !== undefined) {
        const span = placed[shown.place]
        if (!span) continue
        const from = writer.length
        this.write(writer, span.start, span.end, depth + 1)
        if (shown.link) writer.link(source.slice(span.start, span.end).trim(), from)
      } else writer.space(node.start, node.end)
    }
  }
}

/** A line of a cell cut at `<br>`. */
function breaks(source: string, { start, end }: Span): Span[] {
  const text = source.slice(start, end)
  if (!/<br/i.test(text)) return [{ start, end }]
  const parts: Span[] = []
  let at = 0
  for (const { index, 0: whole } of text.matchAll(/<br\b[^<>]{0,100}>/gi)) {
    parts.push({ start: start + at, end: start + index })
    at = index + whole.length
  }
  parts.push({ start: start + at, end })
  return parts
}

const isPictureOption = (text: string): boolean =>
  text === '' ||
  /^(?:thumb(?:nail)?|frame(?:d|less)?|border|left|right|center|none|baseline|sub|super|top|middle|bottom|upright(?:\s*=.*)?|x?\d+(?:x\d+)?\s*px|(?:alt|link|class|lang|page|thumb|upright)\s*=.*)$/is.test(
    text
  )
