import { type BadEscape, unescaped } from './escapes.ts'
import { IriTable } from './iri-table.ts'
import { RDF, XSD } from './namespaces.ts'
import { notUtf8, type QuadReader, RdfSyntaxError, type ReaderOptions } from './quad-reader.ts'
import {
  type BlankNode,
  blankNode,
  defaultGraph,
  directedText,
  type Literal,
  langText,
  type NamedNode,
  type Quad,
  type Quad_Graph,
  type Quad_Object,
  type Quad_Subject,
  quad,
  text as simpleText,
  typedBy
} from './terms.ts'

const tab = 0x09
const lineFeed = 0x0a
const carriageReturn = 0x0d
const space = 0x20
const quotationMark = 0x22
const numberSign = 0x23
const parenthesis = 0x28
const dot = 0x2e
const less = 0x3c
const greater = 0x3e
const commercialAt = 0x40
const letterV = 0x56
const circumflex = 0x5e
const underscore = 0x5f

const longestLine = 1 << 26
const deepestTripleTerm = 500

// RDF 1.2 N-Triples §7: PN_CHARS_U or a digit, and PN_CHARS.
const labelStart =
  'A-Za-z_0-9\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}'
const labelCharacter = `${labelStart}\\-\\u00b7\\u0300-\\u036f\\u203f\\u2040`
const blankNodeLabel = new RegExp(
  `_:([${labelStart}](?:[${labelCharacter}]|\\.+(?=[${labelCharacter}]))*)`,
  'uy'
)
const languageTag = /@([a-zA-Z]+(?:-[a-zA-Z0-9]+)*)(?:--([a-zA-Z]+))?/y
const versionDirective = /VERSION[\t ]*"(?:1\.[012]|1\.2-basic)"/y
const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:/
// IRIREF, without its escapes.
const illegalInIri = /[\u0000-\u0020<>"{}|^`\\]/

/** What a language tag, with or without a direction, makes of a text. */
type Tagging = (value: string) => Literal

/**
 * Reads N-Triples, or N-Quads where `graphs` is set, line by line and strictly by the grammars (RDF 1.2 N-Triples §7,
 * RDF 1.2 N-Quads §7). Equal IRIs that stand near each other are mostly the same object.
 */
export class LineReader implements QuadReader {
  readonly #graphs: boolean
  readonly #label: string
  readonly #skip: ReaderOptions['skip']
  readonly #iris = new IriTable()
  readonly #taggings = new Map<string, Tagging>()
  /** What came after the last line break, in pieces. */
  #rest: string[] = []
  #restLength = 0

  #text = ''
  /** Where in the text reading is. */
  #at = 0
  #line = 1
  #lineStart = 0
  #lineEnd = 0
  /** Where these stand next; what is left behind reading is out of date. */
  #nextReturn = -1
  #nextBackslash = -1
  #nextGreater = -1
  #nextQuote = -1
  /** Whether the literal that was read last is written with escapes. */
  #hasEscapes = false
  /** The subject of the statement before, and how it was written. */
  #subject: NamedNode | undefined
  #subjectText = '\n'

  constructor(graphs: boolean, { blankNodes = '', skip }: ReaderOptions = {}) {
    this.#graphs = graphs
    this.#label = blankNodes
    this.#skip = skip
  }

  read(piece: string): readonly Quad[] {
    // A carriage return at the very end may be the half of a line break.
    let cut = piece.lastIndexOf('\n') + 1
    if (cut === 0 && piece.length > 1) cut = piece.lastIndexOf('\r', piece.length - 2) + 1
    const rest = piece.slice(cut)
    if (cut === 0) {
      if (piece !== '') this.#rest.push(rest)
      this.#restLength += piece.length
      if (this.#restLength > longestLine)
        throw new RdfSyntaxError(`a line is longer than ${longestLine} characters`, this.#line, 1)
      return []
    }
    // Joined and not added: a flat text is read faster.
    const lines = [...this.#rest, piece.slice(0, cut)].join('')
    this.#rest = rest === '' ? [] : [rest]
    this.#restLength = rest.length
    return this.#readLines(lines)
  }

  end(): readonly Quad[] {
    const rest = this.#rest.join('')
    this.#rest = []
    this.#restLength = 0
    return this.#readLines(rest)
  }

  #readLines(text: string): readonly Quad[] {
    this.#text = text
    this.#nextReturn = this.#nextBackslash = this.#nextGreater = this.#nextQuote = -1
    const isWellFormed = text.isWellFormed()
    const quads: Quad[] = []
    const length = text.length
    for (let at = 0; at < length; ) {
      let end = text.indexOf('\n', at)
      if (end < 0) end = length
      if (this.#nextReturn < at) this.#nextReturn = this.#next('\r', at)
      if (this.#nextReturn < end) end = this.#nextReturn
      this.#lineStart = this.#at = at
      this.#lineEnd = end
      try {
        if (!isWellFormed) this.#checkUtf8()
        const statement = this.#statement()
        if (statement) quads.push(statement)
      } catch (error) {
        if (!this.#skip || !(error instanceof RdfSyntaxError)) throw error
        this.#skip(error)
      }
      if (end < length) this.#line++
      at = end + (text.charCodeAt(end) === carriageReturn && text.charCodeAt(end + 1) === lineFeed ? 2 : 1)
    }
    this.#text = ''
    return quads
  }

  /** Where a character stands next, the text's length where it does not. */
  #next(character: string, from: number): number {
    const found = this.#text.indexOf(character, from)
    return found < 0 ? this.#text.length : found
  }

  #statement(): Quad | undefined {
    let c = this.#skipSpace()
    if (this.#isOver(c)) return undefined
    if (c === letterV) {
      versionDirective.lastIndex = this.#at
      if (!versionDirective.test(this.#text))
        throw this.#fault('expected VERSION and one of "1.0", "1.1", "1.2" and "1.2-basic"')
      this.#at = versionDirective.lastIndex
      this.#endLine(this.#skipSpace(), 'the version')
      return undefined
    }
    const subject = this.#readSubject(c)
    const predicate = this.#readPredicate(this.#skipSpace())
    const object = this.#readObject(this.#skipSpace(), 0)
    c = this.#skipSpace()
    let graph: Quad_Graph = defaultGraph
    if (c !== dot && this.#graphs) {
      if (c === less) graph = this.#readIri()
      else if (c === underscore) graph = this.#readBlankNode()
      else throw this.#unexpected('the name of a graph or a full stop')
      c = this.#skipSpace()
    }
    if (c !== dot) throw this.#unexpected('a full stop')
    this.#at++
    this.#endLine(this.#skipSpace(), 'the full stop')
    return quad(subject, predicate, object, graph)
  }

  /** Goes to the next character of the line that is no space, and gives it; -1 at the end of the line. */
  #skipSpace(): number {
    const text = this.#text
    let at = this.#at
    let c = text.charCodeAt(at)
    while (c === space || c === tab) c = text.charCodeAt(++at)
    this.#at = at
    return at >= this.#lineEnd ? -1 : c
  }

  #isOver(c: number): boolean {
    return c === -1 || c === numberSign
  }

  #endLine(c: number, after: string): void {
    if (!this.#isOver(c)) throw this.#unexpected(`nothing but a comment after ${after}`)
  }

  #readSubject(c: number): Quad_Subject {
    const text = this.#text
    if (c === less) {
      const end = this.#at + this.#subjectText.length
      if (text.charCodeAt(end - 1) === greater && text.slice(this.#at, end) === this.#subjectText) {
        this.#at = end
        return this.#subject!
      }
      if (text.charCodeAt(this.#at + 1) === less) throw this.#fault('a triple term can only be an object')
      const from = this.#at
      this.#subject = this.#readIri()
      this.#subjectText = `<${this.#subject.value}>`
      // What was written with escapes is found by its like alone.
      if (this.#subjectText.length !== this.#at - from) this.#subjectText = '\n'
      return this.#subject
    }
    if (c === underscore) return this.#readBlankNode()
    throw this.#unexpected('an IRI or a blank node as the subject')
  }

  #readPredicate(c: number): NamedNode {
    if (c === less) return this.#readIri()
    throw this.#unexpected('an IRI as the predicate')
  }

  #readObject(c: number, depth: number): Quad_Object {
    if (c === less)
      return this.#text.charCodeAt(this.#at + 1) === less ? this.#readTripleTerm(depth) : this.#readIri()
    if (c === quotationMark) return this.#readLiteral()
    if (c === underscore) return this.#readBlankNode()
    throw this.#unexpected('an IRI, a blank node, a literal or a triple term as the object')
  }

  #readTripleTerm(depth: number): Quad {
    if (depth === deepestTripleTerm)
      throw this.#fault(`triple terms stand in each other more than ${deepestTripleTerm} deep`)
    const text = this.#text
    if (text.charCodeAt(this.#at + 2) !== parenthesis)
      throw this.#fault('expected <<( as the beginning of a triple term')
    this.#at += 3
    const subject = this.#readSubject(this.#skipSpace())
    const predicate = this.#readPredicate(this.#skipSpace())
    const object = this.#readObject(this.#skipSpace(), depth + 1)
    this.#skipSpace()
    if (!text.startsWith(')>>', this.#at)) throw this.#unexpected(')>> as the end of the triple term')
    this.#at += 3
    return quad(subject, predicate, object)
  }

  #readIri(): NamedNode {
    const text = this.#text
    const from = this.#at
    if (this.#nextGreater < from) this.#nextGreater = this.#next('>', from)
    const close = this.#nextGreater
    const known = this.#iris.find(text, from, close)
    const node = known ?? this.#newIri(from, close)
    this.#at = close + 1
    return node
  }

  #newIri(from: number, close: number): NamedNode {
    let value = this.#text.slice(from + 1, Math.min(close, this.#lineEnd))
    if (illegalInIri.test(value) || close >= this.#lineEnd) {
      const bad = value.replace(/\\[uU]/g, '..').search(illegalInIri)
      if (bad >= 0) throw this.#fault(`${shown(value, bad)} cannot stand in an IRI`, from + 1 + bad)
      if (close >= this.#lineEnd) throw this.#fault('expected > before the line ends', this.#lineEnd)
      value = this.#unescaped(from + 1, close, false)
      if (illegalInIri.test(value))
        throw this.#fault('a character that cannot stand in an IRI is escaped', from)
    }
    if (!scheme.test(value)) throw this.#fault('expected an absolute IRI, with its scheme', from)
    return this.#iris.add(this.#text, from, close, value)
  }

  #unescaped(from: number, to: number, isString: boolean): string {
    const value: string | BadEscape = unescaped(this.#text, from, to, isString)
    if (typeof value === 'string') return value
    throw this.#fault(value.message, value.at)
  }

  #readBlankNode(): BlankNode {
    blankNodeLabel.lastIndex = this.#at
    const found = blankNodeLabel.exec(this.#text)
    if (!found) throw this.#fault('expected _: and the label of a blank node')
    this.#at = blankNodeLabel.lastIndex
    return blankNode(this.#label + found[1]!)
  }

  #readLiteral(): Literal {
    const text = this.#text
    const from = this.#at + 1
    const close = this.#closingQuote(from)
    const value = this.#hasEscapes ? this.#unescaped(from, close, true) : copied(text.slice(from, close))
    const c = text.charCodeAt(close + 1)
    this.#at = close + 1
    if (c === commercialAt) return this.#readTag()(value)
    if (c !== circumflex) return simpleText(value)
    if (text.charCodeAt(close + 2) !== circumflex || text.charCodeAt(close + 3) !== less)
      throw this.#fault('expected ^^ and the IRI of a datatype')
    this.#at = close + 3
    const datatype = this.#readIri()
    if (datatype.value === `${XSD}string`) return simpleText(value)
    if (datatype.value === `${RDF}langString` || datatype.value === `${RDF}dirLangString`)
      throw this.#fault(`a literal of the datatype ${datatype.value} needs a language`, close + 3)
    return typedBy(value, datatype)
  }

  /** Where the quotation mark stands that closes a literal, and notes whether there are escapes before it. */
  #closingQuote(from: number): number {
    if (this.#nextQuote < from) this.#nextQuote = this.#next('"', from)
    if (this.#nextBackslash < from) this.#nextBackslash = this.#next('\\', from)
    let close = this.#nextQuote
    let backslash = this.#nextBackslash
    this.#hasEscapes = backslash < close
    while (backslash < close) {
      if (backslash === close - 1) close = this.#next('"', close + 1)
      backslash = this.#next('\\', backslash + 2)
    }
    this.#nextBackslash = backslash
    this.#nextQuote = close
    if (close >= this.#lineEnd) throw this.#fault('expected " before the line ends', this.#lineEnd)
    return close
  }

  #readTag(): Tagging {
    const text = this.#text
    languageTag.lastIndex = this.#at
    const found = languageTag.exec(text)
    if (!found) throw this.#fault('expected the tag of a language after @')
    let tagging = this.#taggings.get(found[0])
    if (!tagging) {
      const [, language = '', direction] = found
      if (language.split('-').some(part => part.length > 8))
        throw this.#fault(`no part of a language tag is longer than eight characters, as in ${language}`)
      if (direction === undefined) tagging = value => langText(value, language)
      else if (direction === 'ltr' || direction === 'rtl')
        tagging = value => directedText(value, language, direction)
      else throw this.#fault(`expected --ltr or --rtl, not --${direction}`)
      this.#taggings.set(found[0], tagging)
    }
    this.#at += found[0].length
    return tagging
  }

  #checkUtf8(): void {
    const line = this.#text.slice(this.#lineStart, this.#lineEnd)
    if (!line.isWellFormed()) throw this.#fault(notUtf8, this.#lineStart + line.search(/\p{Surrogate}/u))
  }

  #unexpected(expected: string): RdfSyntaxError {
    const found = this.#at >= this.#lineEnd ? 'the end of the line' : shown(this.#text, this.#at)
    return this.#fault(`expected ${expected}, not ${found}`)
  }

  #fault(message: string, place = this.#at): RdfSyntaxError {
    const before = this.#text.slice(this.#lineStart, Math.min(place, this.#lineEnd))
    let column = 1
    for (const _ of before) column++
    return new RdfSyntaxError(message, this.#line, column)
  }
}

/** A text of its own: engines make what is cut out of a long text a view of it, which keeps all of it in memory. */
const copied = (text: string): string => (text.length < 13 ? text : `"${text}`.slice(1))

/** The character at a place, for a message. */
function shown(text: string, place: number): string {
  const point = text.codePointAt(place)!
  if (point === space) return 'a space'
  return point < 0x20 || point === 0x7f
    ? `the character U+${point.toString(16).toUpperCase().padStart(4, '0')}`
    : String.fromCodePoint(point)
}
