import type { Document, Passage } from './document.ts'
import { Outline } from './outline.ts'
import { PassageWriter, passageOf } from './passage.ts'
import { pipeTableAt } from './pipe-table.ts'
import { SourceLines } from './source-lines.ts'
import { addTable, isLabel } from './table.ts'

const bullet = /^(?:[•‣◦▪●·*–-]|\d{1,3}[.)])(?:[\s\u00A0]+(?=\S)|$)/u
// What stands before a colon is a clause, not a label, when it has a verb of saying or being.
const clause =
  /\b(?:am|are|can|contains?|did|do|does|had|has|have|includes?|included|is|may|means|reads?|said|says|stat(?:e|es|ed|ing)|was|were|will|wrote)\b/i
const sentenceEnd = /[.!?…]["'”’)\]]*$/
const mark = /\[(?:\d{1,3}|[a-z]|(?:note|nb|n) \d{1,2}|[a-z][a-z ]{2,30} needed|edit)\]/gi

/** Words of plain text: marks of notes at the foot of the page are no words, addresses are links. */
export function plainPassage(source: string, start: number, end: number): Passage {
  const text = source.slice(start, end)
  const marked = text.includes('[')
  if (!marked && !text.includes('://')) return passageOf(source, start, end)
  const writer = new PassageWriter(source)
  let at = start
  if (marked)
    for (const { index, 0: whole } of text.matchAll(mark)) {
      // A mark hangs on a word; brackets that stand free hold words of the text.
      if (index === 0 || /\s/.test(text[index - 1]!)) continue
      copyLinked(writer, source, at, start + index)
      at = start + index + whole.length
    }
  copyLinked(writer, source, at, end)
  return writer.finish()
}

/** Copies a stretch and lays links over the web addresses in it. */
export function copyLinked(writer: PassageWriter, source: string, start: number, end: number): void {
  const text = source.slice(start, end)
  let at = 0
  if (text.includes('://'))
    for (const { index, 0: whole } of text.matchAll(/\bhttps?:\/\/[^\s<>"|]{1,2000}/g)) {
      const address = whole.replace(/[.,;:!?'")\]]+$/, '')
      writer.copy(start + at, start + index)
      const from = writer.length
      writer.copy(start + index, start + index + address.length).link(address, from)
      at = index + address.length
    }
  writer.copy(start + at, end)
}

/** Reads text without markup. What a line is, its shape and its neighbours tell. */
export function readPlainText(source: string): Document {
  const lines = new SourceLines(source)
  const outline = new Outline()
  new PlainText(lines, outline).read()
  return outline.document()
}

class PlainText {
  readonly #lines: SourceLines
  readonly #outline: Outline
  /** Length at which the lines of the text were broken, if they were. */
  readonly #width: number
  /** Whether the last item had a number: a list has numbers or bullets. */
  #numbered = false

  constructor(lines: SourceLines, outline: Outline) {
    this.#lines = lines
    this.#outline = outline
    this.#width = breakingWidth(lines)
  }

  read(): void {
    const { count } = this.#lines
    for (let line = this.#lines.nextWorded(0); line < count; line = this.#lines.nextWorded(line)) {
      line =
        this.#table(line) ?? this.#labelled(line) ?? this.#field(line) ?? this.#item(line) ?? this.#text(line)
    }
  }

  #words(line: number, from = 0): Passage {
    return plainPassage(this.#lines.source, this.#lines.starts[line]! + from, this.#lines.ends[line]!)
  }

  #table(line: number): number | undefined {
    // The first line of all is the title, even right above a table.
    if (this.#outline.length === 0 && !this.#lines.text(line).includes('|') && this.#isHeading(line))
      return undefined
    const words = (start: number, end: number): Passage => plainPassage(this.#lines.source, start, end)
    const table = pipeTableAt(this.#lines, line, words)
    if (!table || table.next <= line) return undefined
    addTable(this.#outline, table.rows, table.hints)
    return table.next
  }

  /** `Headquarters:` with what it is on the lines below, up to a blank one or the next label. */
  #labelled(line: number): number | undefined {
    if (!this.#isLabelLine(line)) return undefined
    let next = line + 1
    const isValue = (i: number): boolean => {
      if (this.#lines.isBlank(i) || this.#lines.length(i) > 120 || this.#isLabelLine(i)) return false
      const text = this.#lines.text(i)
      return !sentenceEnd.test(text) && !text.endsWith(':') && !bullet.test(text)
    }
    while (next < this.#lines.count && isValue(next)) next++
    if (next === line + 1) return undefined
    const values = Array.from({ length: next - line - 1 }, (_, i) => this.#words(line + 1 + i))
    const key = plainPassage(this.#lines.source, this.#lines.starts[line]!, this.#lines.ends[line]! - 1)
    this.#outline.add({ kind: 'field', key, values })
    return next
  }

  #isLabelLine(line: number): boolean {
    if (this.#lines.length(line) > 60) return false
    const text = this.#lines.text(line)
    return text.endsWith(':') && isKey(text.slice(0, -1)) && !bullet.test(text)
  }

  /** `Headquarters: Moscow`. A sentence may have a colon too: it ends as sentences do. */
  #field(line: number): number | undefined {
    const colon = this.#keyEnd(line)
    if (colon < 0) return undefined
    if (this.#endsSentence(line) && this.#keyEnd(line - 1) < 0 && this.#keyEnd(line + 1) < 0) return undefined
    const start = this.#lines.starts[line]!
    const key = plainPassage(this.#lines.source, start, start + colon)
    const value = this.#words(line, colon + 1)
    if (/[\p{L}\p{N}]/u.test(value.text)) this.#outline.add({ kind: 'field', key, values: [value] })
    return line + 1
  }

  /** Where the colon after a key is in a line, or -1. */
  #keyEnd(line: number): number {
    if (line < 0 || line >= this.#lines.count || this.#lines.length(line) > 1000) return -1
    const text = this.#lines.text(line)
    const colon = text.indexOf(':')
    if (colon < 1 || colon > 50 || !/^:[ \t]\s*\S/.test(text.slice(colon, colon + 20))) return -1
    return isKey(text.slice(0, colon)) && !bullet.test(text) ? colon : -1
  }

  #endsSentence(line: number): boolean {
    return sentenceEnd.test(
      this.#lines.source.slice(Math.max(0, this.#lines.ends[line]! - 5), this.#lines.ends[line])
    )
  }

  #item(line: number): number | undefined {
    const sign = this.#bulletLength(line)
    if (sign === 0) return undefined
    // A number with a point may also open a heading: an item has another beside it.
    const numbered = /^\d/.test(this.#lines.text(line).slice(0, 4))
    const beside = this.#bulletLength(line - 1) + this.#bulletLength(line + 1) > 0
    if (numbered && !beside && this.#isHeading(line)) return undefined
    // A bullet may stand on a line of its own, its words on the next.
    const alone = sign === this.#lines.length(line)
    if (alone && (this.#lines.isBlank(line + 1) || this.#bulletLength(line + 1) > 0)) return line + 1
    const first = alone ? line + 1 : line
    const last = this.#lastJoined(first)
    const start = this.#lines.starts[first]! + (alone ? 0 : sign)
    const passage = plainPassage(this.#lines.source, start, this.#lines.ends[last]!)
    const before = this.#outline.last
    if (before?.kind === 'heading' && isGallery(before.passage.text))
      this.#outline.add({ kind: 'caption', passage })
    else {
      const goesOn = before?.kind === 'item' && this.#numbered === numbered
      this.#outline.add({ kind: 'item', passage, list: goesOn ? before.list : this.#outline.list() })
      this.#numbered = numbered
    }
    return last + 1
  }

  #bulletLength(line: number): number {
    if (line < 0 || line >= this.#lines.count) return 0
    const start = this.#lines.starts[line]!
    return (
      bullet.exec(this.#lines.source.slice(start, Math.min(start + 40, this.#lines.ends[line]!)))?.[0]
        .length ?? 0
    )
  }

  #text(line: number): number {
    const source = this.#lines.source
    const captioned = /^!\[[^\]\n]{0,300}\]\([^()\n]{0,1000}\)\s*/.exec(
      source.slice(
        this.#lines.starts[line]!,
        Math.min(this.#lines.ends[line]!, this.#lines.starts[line]! + 1400)
      )
    )
    if (captioned) {
      this.#outline.add({ kind: 'caption', passage: this.#words(line, captioned[0].length) })
      return line + 1
    }
    if (this.#isHeading(line)) {
      const level = this.#outline.length === 0 ? 1 : 0
      this.#outline.add({ kind: 'heading', level, passage: this.#words(line) })
      return line + 1
    }
    const last = this.#lastJoined(line)
    const passage = plainPassage(source, this.#lines.starts[line]!, this.#lines.ends[last]!)
    this.#outline.add({ kind: 'paragraph', passage })
    return last + 1
  }

  /**
   * Whether a line is a heading: short, begun like one, not ended like a sentence, and something comes below.
   * Three such lines on end are a verse or an address.
   */
  #isHeading(line: number): boolean {
    if (!this.#looksLikeHeading(line) || this.#lines.nextWorded(line + 1) >= this.#lines.count) return false
    if (this.#lastJoined(line) > line) return false
    let first = line
    while (first > line - 3 && this.#looksLikeHeading(first - 1)) first--
    let last = line
    while (last < line + 3 && this.#looksLikeHeading(last + 1)) last++
    return last - first < 2
  }

  #looksLikeHeading(line: number): boolean {
    if (line < 0 || line >= this.#lines.count) return false
    const length = this.#lines.length(line)
    if (length < 2 || length > 80) return false
    const text = this.#lines.text(line)
    if (!/^["'“‘«(]?[\p{Lu}\p{Lt}\p{Lo}\p{N}]/u.test(text) && !/^(\p{L}+) \1$/iu.test(text)) return false
    return !/[.!?,;:…|]["'”’)\]]*$/.test(text) && text.split(/\s+/).length <= 12 && this.#keyEnd(line) < 0
  }

  /** The last of the lines that one line goes on in, where the text's lines were broken at a width. */
  #lastJoined(line: number): number {
    let last = line
    while (this.#width > 0 && last + 1 < this.#lines.count && !this.#lines.isBlank(last + 1)) {
      const start = this.#lines.starts[last + 1]!
      const next = this.#lines.source.slice(start, Math.min(start + 60, this.#lines.ends[last + 1]!))
      if (this.#bulletLength(last + 1) > 0 || next.includes('|')) break
      const first = next.search(/\s|$/)
      // The next word would not have fitted, so the break is the width's, not the author's.
      const forced = this.#lines.indents[last]! + this.#lines.length(last) + 1 + first > this.#width - 8
      if (!forced && (!/^\p{Ll}/u.test(next) || this.#endsSentence(last))) break
      last++
    }
    return last
  }
}

const isKey = (text: string): boolean => isLabel(text) && /^\p{Lu}/u.test(text) && !clause.test(text)

const isGallery = (heading: string): boolean => /^(?:gallery|images?|photos?|pictures?)\b/i.test(heading)

/** The length the longest lines share, when it is one that lines are broken at and some break within a sentence. */
function breakingWidth(lines: SourceLines): number {
  let width = 0
  let broken = 0
  let whole = 0
  for (let i = 0; i + 1 < lines.count; i++) {
    const length = lines.length(i)
    if (length > 120) return 0
    width = Math.max(width, length + lines.indents[i]!)
    if (length < 50 || lines.isBlank(i + 1)) continue
    const end = lines.source.slice(Math.max(0, lines.ends[i]! - 5), lines.ends[i])
    if (sentenceEnd.test(end)) whole++
    else broken++
  }
  return broken > whole ? width : 0
}
