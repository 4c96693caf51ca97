import { namespaceEnd, RDF, XSD } from './namespaces.ts'
import { type Literal, memoryOf, type Quad, type Term } from './terms.ts'

// RDF 1.2 N-Triples §4 (canonical form): only these characters are escaped, everything else stands as it is.
const escaped = /["\\\u0000-\u001f\u007f\ufffe\uffff]/g
const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r'
}
const numericEscape = (c: string): string =>
  `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`

const escapeCharacter = (c: string): string => shortEscapes[c] ?? numericEscape(c)

const stringOf = (value: string): string => `"${value.replace(escaped, escapeCharacter)}"`

// IRIREF (N-Triples §7) forbids these unescaped; IRIs made here never hold them, foreign ones may.
const forbiddenInIri = /[\u0000-\u0020<>"{}|^`\\]/g
const iriOf = (value: string): string => `<${value.replace(forbiddenInIri, numericEscape)}>`

const literalOf = (literal: Literal, datatypeOf: (iri: string) => string): string => {
  const quoted = stringOf(literal.value)
  if (literal.language)
    return `${quoted}@${literal.language}${literal.direction ? `--${literal.direction}` : ''}`
  return literal.datatype.value === `${XSD}string`
    ? quoted
    : `${quoted}^^${datatypeOf(literal.datatype.value)}`
}

/** A term in canonical N-Triples: the one spelling by which terms are compared, sorted and hashed. */
export function termText(term: Term): string {
  const memory = memoryOf(term)
  if (!memory) return spelled(term)
  memory.nTriples ??= spelled(term)
  return memory.nTriples
}

function spelled(term: Term): string {
  if (term.termType === 'NamedNode') return iriOf(term.value)
  if (term.termType === 'Literal') return literalOf(term, iriOf)
  if (term.termType === 'BlankNode') return `_:${term.value}`
  // Triple terms: RDF 1.2 N-Triples §2.5.
  if (term.termType === 'Quad')
    return `<<( ${termText(term.subject)} ${termText(term.predicate)} ${termText(term.object)} )>>`
  throw new Error(`A ${term.termType} has no N-Triples form`)
}

/** A quad as one line of canonical N-Quads, without the line break; of N-Triples in the default graph. */
export function quadLine(quad: Quad): string {
  const triple = `${termText(quad.subject)} ${termText(quad.predicate)} ${termText(quad.object)}`
  return quad.graph.termType === 'DefaultGraph' ? `${triple} .` : `${triple} ${termText(quad.graph)} .`
}

// PN_LOCAL (Turtle §6.5), the part that needs no backslash: narrower than the grammar, never wider.
const localName = /^(?:[\p{L}_\d](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_-])?)?$/u

/** Writes terms as Turtle does, with prefixed names, and knows which prefixes it used. */
export class TurtleTerms {
  readonly #prefixes: readonly string[]
  /** Places of prefixes in the table, counted from 1, by namespace. */
  readonly #places: ReadonlyMap<string, number>
  /** By place, whether the prefix was used since `takeUsed`. */
  readonly #used: Uint8Array
  /** The place of the prefix that was used last. */
  #last = 0

  /** Takes prefixes as `{ prefix: namespace IRI }`; each namespace ends in `/` or `#`. */
  constructor(prefixes: Readonly<Record<string, string>>) {
    this.#prefixes = Object.keys(prefixes)
    this.#places = new Map(Object.values(prefixes).map((namespace, i) => [namespace, i + 1]))
    this.#used = new Uint8Array(this.#prefixes.length + 1)
  }

  /** The prefixes used since this was asked last, in the order of the table. */
  takeUsed(): string[] {
    const used = this.#prefixes.filter((_, i) => this.#used[i + 1] === 1)
    this.#used.fill(0)
    return used
  }

  /** An IRI as a prefixed name where one of the prefixes fits, else in angle brackets. */
  name(value: string): string {
    const cut = namespaceEnd(value)
    const place = this.#places.get(value.slice(0, cut))
    if (place === undefined || !localName.test(value.slice(cut))) return iriOf(value)
    this.#last = place
    this.#used[place] = 1
    return `${this.#prefixes[place - 1]}:${value.slice(cut)}`
  }

  verb(predicate: Term): string {
    return predicate.value === `${RDF}type` ? 'a' : this.term(predicate)
  }

  term(term: Term): string {
    const memory = memoryOf(term)
    if (!memory) return this.#spelled(term)
    if (memory.turtleBy !== this) {
      this.#last = 0
      memory.turtleBy = this
      memory.turtle = this.#spelled(term)
      memory.turtlePrefix = this.#last
    }
    this.#used[memory.turtlePrefix] = 1
    return memory.turtle
  }

  #spelled(term: Term): string {
    if (term.termType === 'NamedNode') return this.name(term.value)
    if (term.termType === 'Literal') return this.#literal(term)
    return termText(term)
  }

  #literal(literal: Literal): string {
    // Turtle §2.5.2: a bare integer or boolean is that literal only in exactly this spelling.
    if (literal.datatype.value === `${XSD}integer` && /^[+-]?\d+$/.test(literal.value)) return literal.value
    if (literal.datatype.value === `${XSD}boolean` && /^(true|false)$/.test(literal.value))
      return literal.value
    return literalOf(literal, iri => this.name(iri))
  }
}
