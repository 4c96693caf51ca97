import type { Token } from 'n3'

const opening = new Set(['[', '(', '{|', '<<', '<<('])
const closing = new Set([']', ')', '|}', '>>', ')>>'])
const labels: Readonly<Record<string, (token: Token) => string>> = {
  IRI: ({ value }) => `<${value}>`,
  prefixed: ({ prefix, value }) => `<${prefix}:${value}>`,
  blank: ({ value }) => `_:${value}`
}

/** Knows by the tokens of a Turtle or TriG document where a statement ends, and what holds for the next. */
export class OpenStatement {
  readonly #prefixes = new Map<string, string>()
  #bases: string[] = []
  #depth = 0
  #last: Token | undefined
  /** How the graph is named that is open; empty for the default graph. */
  #graph: string | undefined

  get isInGraph(): boolean {
    return this.#graph !== undefined
  }

  prefix(prefix: string, iri: string): void {
    this.#prefixes.set(prefix, iri)
  }

  /** Takes the next token; says whether a statement, or a graph, ends or begins with it. */
  token(token: Token): boolean {
    const last = this.#last
    this.#last = token
    const { type, value } = token
    if (opening.has(type)) this.#depth++
    else if (closing.has(type)) this.#depth--
    else if (type === 'IRI' && (last?.type === '@base' || last?.type === 'BASE')) {
      if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(value)) this.#bases = []
      this.#bases.push(value)
    }
    if (type === '{') this.#graph = last && last.type in labels ? this.#labelOf(last) : ''
    else if (type === '}') this.#graph = undefined
    else if (type !== '.' || this.#depth > 0) return false
    this.#depth = 0
    return true
  }

  #labelOf(token: Token): string {
    if (token.type !== 'prefixed') return labels[token.type]!(token)
    return `<${this.#prefixes.get(token.prefix) ?? ''}${token.value}>`
  }

  /** What a parser has to be told first that is to read on, on one line. */
  head(): string {
    this.#depth = 0
    this.#last = undefined
    const bases = this.#bases.map(base => `@base <${base}> . `)
    const prefixes = [...this.#prefixes].map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> . `)
    const graph = this.#graph === undefined ? '' : `${this.#graph} { `
    // The parser will name them again.
    this.#bases = []
    return [...bases, ...prefixes, graph].join('')
  }
}

const iri = /<[^\u0000-\u0020<>"{}|^`\\]*>/y
const strings: Readonly<Record<string, RegExp>> = {
  '"': /"(?:[^"\\\r\n]|\\.)*"/y,
  "'": /'(?:[^'\\\r\n]|\\.)*'/y
}

/** Looks for the end of a statement that cannot be read: a full stop that stands in no IRI, string or comment. */
export class StatementEnd {
  readonly #isInGraph: boolean
  /** What closes the string or the comment in which the last piece ended. */
  #within: '"""' | "'''" | '\n' | undefined

  constructor(isInGraph: boolean) {
    this.#isInGraph = isInGraph
  }

  /** Where behind `from` the next statement may begin; undefined where the end is still to come. */
  find(text: string, from: number): number | undefined {
    for (let at = from; at < text.length; ) {
      if (this.#within) {
        const close = text.indexOf(this.#within, at)
        if (close < 0) return undefined
        at = close + this.#within.length
        this.#within = undefined
        continue
      }
      const c = text[at]!
      if (c === '.' && /^(?:[\s#}]|$)/.test(text.slice(at + 1, at + 2))) return at + 1
      if (c === '}' && this.#isInGraph) return at
      if (c === '#') this.#within = '\n'
      else if (text.startsWith('"""', at)) this.#within = '"""'
      else if (text.startsWith("'''", at)) this.#within = "'''"
      else {
        const token = c === '<' ? iri : strings[c]
        if (token) {
          token.lastIndex = at
          if (token.test(text)) {
            at = token.lastIndex
            continue
          }
        }
        at++
        continue
      }
      at += this.#within.length
    }
    return undefined
  }
}
