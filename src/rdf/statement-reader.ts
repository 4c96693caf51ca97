import { type BadEscape, unescaped } from './escapes.ts'
import { IriTable } from './iri-table.ts'
import {
  blankNodeLabel,
  circumflex,
  columnAt,
  commercialAt,
  copied,
  deepestTripleTerm,
  dot,
  greater,
  illegalInIri,
  languageTag,
  less,
  letterV,
  numberSign,
  parenthesis,
  quotationMark,
  scheme,
  shown,
  space,
  tab,
  underscore,
  versionDirective
} from './line-grammar.ts'
import { RDF, XSD } from './namespaces.ts'
import { RdfSyntaxError } from './quad-reader.ts'
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

/** What a language tag, with or without a direction, makes of a text. */
type Tagging = (value: string) => Literal

/** Reads the statements of N-Triples, or of N-Quads where `graphs` is set, each from its line. */
export class StatementReader {
  readonly #graphs: boolean
  readonly #label: string
  readonly #iris = new IriTable()
  readonly #taggings = new Map<string, Tagging>()
  #text = ''
  /** Where in the text reading is. */
  #at = 0
  #line = 0
  #lineStart = 0
  #lineEnd = 0
  /** Where these stand next; what is left behind reading is out of date. */
  #nextBackslash = -1
  #nextGreater = -1
  #nextQuote = -1
  /** Whether the literal that was read last is written with escapes. */
  #hasEscapes = false
  /** The subject of the statement before, and how it was written. */
  #subject: NamedNode | undefined
  #subjectText = '\n'

  /** Labels of blank nodes get this beginning. */
  constructor(graphs: boolean, label: string) {
    this.#graphs = graphs
    this.#label = label
  }

  /** Takes a text of several lines. */
  begin(text: string): void {
    this.#text = text
    this.#nextBackslash = this.#nextGreater = this.#nextQuote = -1
  }

  /**
   * The statement on a line of the text, from one place to another, without its line break; undefined where there is
   * none. Lines come in order. Throws an RdfSyntaxError.
   */
  read(from: number, to: number, line: number): Quad | undefined {
    this.#line = line
    this.#lineStart = this.#at = from
    this.#lineEnd = to
    return this.#statement()
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

  #unexpected(expected: string): RdfSyntaxError {
    const found = this.#at >= this.#lineEnd ? 'the end of the line' : shown(this.#text, this.#at)
    return this.#fault(`expected ${expected}, not ${found}`)
  }

  #fault(message: string, place = this.#at): RdfSyntaxError {
    const line = this.#text.slice(this.#lineStart, this.#lineEnd)
    return new RdfSyntaxError(message, this.#line, columnAt(line, place - this.#lineStart))
  }
}
