import { parser as markdown, Table } from '@lezer/markdown'
import { withoutMarks } from './block-marks.ts'
import { type InlineField, inlineFields } from './inline-field.ts'
import { type Link, linksOf } from './link.ts'

/** A heading and what stands below it, up to the next heading of its level or a higher one. */
export interface Section {
  readonly level: number
  /** The heading's text as written, without its `#` marks. */
  readonly title: string
  /** Offset of the heading itself. */
  readonly heading: number
  /** Offsets of the text below the heading in the note; `end` is exclusive. */
  readonly start: number
  readonly end: number
}

/** A link that takes its destination from a definition elsewhere in the note (CommonMark §6.3, "reference link"). */
export interface ReferenceLink {
  readonly start: number
  readonly end: number
  /** The same link with the destination in it. */
  readonly written: string
}

export interface Body {
  readonly sections: readonly Section[]
  readonly fields: readonly InlineField[]
  /** Links in running text and fields; those in code and comments are not links. */
  readonly links: readonly Link[]
  /** Tags in the text, without `#`; tags that say what a link means (`#is_/part_of`) are not among them. */
  readonly tags: readonly string[]
  readonly references: readonly ReferenceLink[]
  /** The note's text with code, comments and templates blanked out, so that offsets stay. */
  readonly visible: string
}

// Links are found by their own search (`link.ts`), emphasis and entities by nobody: without them the parser is
// faster, and its time no longer grows with the square of the brackets in a paragraph.
const parser = markdown.configure([
  Table,
  { remove: ['Link', 'LinkEnd', 'Image', 'Emphasis', 'Entity', 'HardBreak'] }
])
// Indented code is, in notes of people who indent, nearly always text; fences and ticks are meant.
const unseen = new Set(['FencedCode', 'InlineCode', 'Comment', 'CommentBlock', 'ProcessingInstructionBlock'])
const headingLevel = /^(?:ATX|Setext)Heading(\d)$/

/** Ranges of a text that nobody reads; blanked all at once, since a note may have thousands. */
export class Unseen {
  readonly #ranges: [start: number, end: number][] = []

  hide(start: number, end: number): void {
    this.#ranges.push([start, end])
  }

  /** Hides what stands from each `open` to the next `close`, ends included; `longest` bounds one such stretch. */
  hideBetween(text: string, open: string, close: string, longest = Number.POSITIVE_INFINITY): void {
    for (let at = text.indexOf(open); at >= 0; ) {
      const found = text.indexOf(close, at + open.length)
      if (found < 0) return
      const end = found + close.length
      if (end - at <= longest) this.hide(at, end)
      at = text.indexOf(open, end - at <= longest ? end : at + open.length)
    }
  }

  /** The text with all of it blanked; line breaks stay. */
  blanked(text: string): string {
    const pieces: string[] = []
    let at = 0
    for (const [start, end] of this.#ranges.sort(([a], [b]) => a - b)) {
      if (end <= at) continue
      if (start > at) pieces.push(text.slice(at, start))
      pieces.push(text.slice(Math.max(at, start), end).replace(/[^\r\n]+/g, run => ' '.repeat(run.length)))
      at = end
    }
    pieces.push(text.slice(at))
    return pieces.join('')
  }
}

/** Reads the body of a note, which begins at an offset of its text; all offsets are into the text. */
export function parseBody(text: string, bodyStart: number): Body {
  const code = new Unseen()
  code.hide(0, bodyStart)
  const headings: Heading[] = []
  const definitions = new Map<string, string>()
  let definition = ''
  parser.parse(text.slice(bodyStart)).iterate({
    enter: node => {
      const from = bodyStart + node.from
      const to = bodyStart + node.to
      const level = headingLevel.exec(node.name)?.[1]
      if (level) headings.push({ level: Number(level), title: '', heading: from, start: to })
      else if (unseen.has(node.name)) code.hide(from, to)
      else if (node.name === 'HTMLBlock' && /^\s*<(?:script|style)\b/i.test(text.slice(from, from + 20)))
        code.hide(from, to)
      else if (node.name === 'LinkReference') {
        definition = referenceLabel(text.slice(from, text.indexOf(']', from) + 1))
        code.hide(from, to)
      } else if (node.name === 'URL' && node.node.parent?.name === 'LinkReference') {
        if (!definitions.has(definition)) definitions.set(definition, text.slice(from, to))
      }
    }
  })
  const withoutCode = code.blanked(text)
  const comments = new Unseen()
  comments.hideBetween(withoutCode, '%%', '%%')
  comments.hideBetween(withoutCode, '<!--', '-->')
  // Leftovers of Templater, of Obsidian's and Logseq's templates, and Logseq's macros.
  comments.hideBetween(withoutCode, '<%', '%>', 2000)
  comments.hideBetween(withoutCode, '{{', '}}', 2000)
  // A formula on lines of its own.
  comments.hideBetween(withoutCode, '\n$$', '$$', 5000)
  const visible = comments.blanked(withoutCode)
  const references = definitions.size === 0 ? [] : referenceLinks(visible, definitions)
  const links = [
    ...linksOf(visible),
    ...references.flatMap(({ start, end, written }) =>
      linksOf(written).map(link => ({ ...link, start, end }))
    )
  ]
  return {
    sections: sectionsOf(titled(headings, text, visible), text.length),
    fields: inlineFields(visible),
    links: references.length === 0 ? links : withoutReplaced(links, references),
    tags: tagsOf(visible),
    references,
    visible
  }
}

type Heading = Omit<Section, 'end'>

/** Headings with their titles; one within a comment is none, and what comments and templates say is no title. */
const titled = (headings: readonly Heading[], text: string, visible: string): Heading[] =>
  headings.flatMap(heading => {
    const { heading: from, start: to } = heading
    if (/^\s*$/.test(visible.slice(from, from + 4))) return []
    const clean = /%%|<!--|\{\{|<%/.test(text.slice(from, to)) ? visible : text
    return [{ ...heading, title: headingTitle(clean, from, to) }]
  })

const headingTitle = (text: string, from: number, to: number): string =>
  withoutMarks(
    text
      .slice(from, to)
      .replace(/\r?\n[=-]+\s*$/, '')
      .replace(/^\s{0,3}#+(?=\s|$)/, '')
      .trim()
      .replace(/(?<=\s)#+$/, '')
  )

/** Each heading's section ends where the next of its level or a higher one begins. */
function sectionsOf(headings: readonly Heading[], end: number): Section[] {
  const ends = headings.map(() => end)
  const open: number[] = []
  for (const [i, { level, heading }] of headings.entries()) {
    while (open.length > 0 && headings[open.at(-1)!]!.level >= level) ends[open.pop()!] = heading
    open.push(i)
  }
  return headings.map((heading, i) => ({ ...heading, end: ends[i]! }))
}

/** Labels match without regard to case and spaces (CommonMark §4.7). */
const referenceLabel = (bracketed: string): string =>
  bracketed
    .replace(/^\[|\]$/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()

const reference = /(!?)\[([^[\]\n]{1,300})\](?:\[([^[\]\n]{0,300})\])?(?!\()/g

/** `[words][label]`, `[label][]`, `[label]`, and Foam's `[[label]]`, where the note defines the label. */
function referenceLinks(visible: string, definitions: ReadonlyMap<string, string>): ReferenceLink[] {
  const found: ReferenceLink[] = []
  for (const match of visible.matchAll(reference)) {
    const [whole, bang, words = '', label] = match
    const destination = definitions.get(referenceLabel(label || words.split('|')[0]!))
    if (destination === undefined) continue
    const start = match.index
    const end = start + whole.length
    const path = destination.replace(/^<|>$/g, '')
    if (label === undefined && bang === '' && visible[start - 1] === '[' && visible[end] === ']') {
      const shown = words.slice(words.indexOf('|') + 1)
      found.push({ start: start - 1, end: end + 1, written: `[[${path.replace(/[[\]|]/g, '')}|${shown}]]` })
    } else found.push({ start, end, written: `${bang}[${words}](<${path.replace(/[<>\n]/g, '')}>)` })
  }
  return found
}

/** Links in order, a wiki link with a definition only in its defined form. */
function withoutReplaced(links: readonly Link[], references: readonly ReferenceLink[]): Link[] {
  const defined = new Set(references.map(({ start }) => start))
  const taken = new Set<number>()
  return [...links]
    .reverse()
    .filter(({ start }) => !defined.has(start) || (!taken.has(start) && taken.add(start)))
    .sort((a, b) => a.start - b.start)
}

/** A stretch of a note's visible text, with reference links written out. */
export function writtenText({ visible, references }: Body, start: number, end: number): string {
  const inside = references.filter(reference => reference.start >= start && reference.end <= end)
  let at = start
  const pieces: string[] = []
  for (const reference of inside) {
    pieces.push(visible.slice(at, reference.start), reference.written)
    at = reference.end
  }
  return pieces.join('') + visible.slice(at, end)
}

const tag = /(?<=^|\s)#([\p{L}\p{M}\p{N}\p{Extended_Pictographic}_/-]{1,200})(?=[\s.,;:!?)\]]|$)/gmu

/** Tags of the text. One with a digit alone is a number; one with a part that ends in `_` says what a link means. */
function tagsOf(visible: string): string[] {
  if (!visible.includes('#')) return []
  const found = new Set<string>()
  for (const {
    1: name = '',
    0: { length },
    index
  } of visible.matchAll(tag)) {
    if (!/[^\d_/-]/.test(name) || /_(?:\/|$)/.test(name)) continue
    if (!/^\s*::/.test(visible.slice(index + length, index + length + 9)))
      found.add(name.replace(/^\/+|\/+$/g, ''))
  }
  return [...found]
}
