import { namespaceEnd, type Quad, RDF, type Term, XSD } from '../rdf/rdf.ts'
import { Inexpressible } from './inexpressible.ts'
import { isAbout } from './subjects.ts'
import type { BlockWriter } from './writers.ts'

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // XML 1.0 §2.11 turns a bare carriage return into a line feed, and §3.3.3 white space in attributes into
  // spaces; only character references keep them.
  '\r': '&#xD;',
  // Line ends of XML 1.1 (§2.11), which some parsers of XML 1.0 turn into line feeds too.
  '\u0085': '&#x85;',
  '\u2028': '&#x2028;',
  '\n': '&#xA;',
  '\t': '&#x9;'
}
const special = /[^\t\n !-%'-;=?-~\u00a0-\u2027\u2029-\ud7ff\ue000-\ufffd]/

function textOf(value: string): string {
  if (!special.test(value)) return value
  return value.replace(noCharacters, '\ufffd').replace(/[&<>\r\u0085\u2028]/g, c => escapes[c]!)
}
const attributeOf = (value: string): string =>
  /[&<>"\r\n\t\u0085\u2028]/.test(value)
    ? value.replace(/[&<>"\r\n\t\u0085\u2028]/g, c => escapes[c]!)
    : value

/** What no document of XML 1.0 can hold, not even as a reference (§2.2); a reader sees that something stood there. */
const noCharacters = /[\0-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu

/** Why RDF/XML cannot carry a quad; undefined where it can. */
export function xmlObstacle({ predicate, object }: Quad): string | undefined {
  if (object.termType === 'Quad') return noTripleTerms
  if (object.termType === 'Literal' && object.direction) return noDirections
  if (namespaceOf(predicate.value) === undefined) return noElement(predicate.value)
  return undefined
}

const noTripleTerms = 'RDF/XML 1.1 has no triple terms'
const noDirections = 'RDF/XML 1.1 has no base directions'

const noElement = (predicate: string): string => `RDF/XML has no element name for the predicate ${predicate}`

/** What of a predicate's IRI stands before the name of its element (§5.3); undefined where it ends in no name. */
function namespaceOf(predicate: string): string | undefined {
  const cut = namespaceEnd(predicate)
  if (localName.test(predicate.slice(cut))) return predicate.slice(0, cut)
  const name = lastName.exec(predicate)
  return name ? predicate.slice(0, name.index) : undefined
}

// NCName (Namespaces in XML 1.0 §3), as far as letters and digits of Unicode go.
const localName = /^[\p{L}_][\p{L}\p{M}\p{N}._-]*$/u
const lastName = /[\p{L}_][\p{L}\p{M}\p{N}._-]*$/u

/**
 * RDF/XML (https://www.w3.org/TR/rdf-syntax-grammar/), one `rdf:Description` a subject. Throws Inexpressible for
 * what the format cannot say; what Hawksbill makes itself is made so that it can.
 */
export class RdfXmlWriter implements BlockWriter {
  readonly #namespaces = new Map([[RDF, 'rdf']])
  readonly #prefixes: ReadonlyMap<string, string>
  readonly #elements = new Map<string, { readonly name: string; readonly namespace: string }>()
  readonly #used = new Set<string>()

  constructor(prefixes: Readonly<Record<string, string>>) {
    this.#prefixes = new Map(Object.entries(prefixes).map(([prefix, namespace]) => [namespace, prefix]))
  }

  head(): string {
    const declared = [...this.#namespaces].sort(([, a], [, b]) => (a < b ? -1 : 1))
    const attributes = declared.map(
      ([namespace, prefix]) => `\n  xmlns:${prefix}="${attributeOf(namespace)}"`
    )
    return `<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF${attributes.join('')}>\n`
  }

  takeUsed(): readonly string[] {
    const used = [...this.#used].sort()
    this.#used.clear()
    return used
  }

  keep(used: readonly string[]): void {
    for (const namespace of used) this.#prefixOf(namespace)
  }

  block(quads: readonly Quad[]): string {
    let text = ''
    let subject: Term | undefined
    for (const quad of quads) {
      if (quad.graph.termType !== 'DefaultGraph') continue
      if (!isAbout(quad, subject)) {
        if (subject) text += '  </rdf:Description>\n'
        subject = quad.subject
        text += `  <rdf:Description ${this.#node(quad.subject, 'about')}>\n`
      }
      text += this.#property(this.#element(quad.predicate.value), quad.object)
    }
    return subject ? `${text}  </rdf:Description>\n` : text
  }

  tail(): string {
    return '</rdf:RDF>\n'
  }

  #property(element: string, object: Term): string {
    if (object.termType === 'Quad') throw new Inexpressible(noTripleTerms)
    if (object.termType !== 'Literal') return `    <${element} ${this.#node(object, 'resource')}/>\n`
    if (object.direction) throw new Inexpressible(noDirections)
    const attribute = object.language
      ? ` xml:lang="${object.language}"`
      : object.datatype.value === `${XSD}string`
        ? ''
        : ` rdf:datatype="${attributeOf(object.datatype.value)}"`
    return `    <${element}${attribute}>${textOf(object.value)}</${element}>\n`
  }

  #node(term: Term, attribute: 'about' | 'resource'): string {
    return term.termType === 'BlankNode'
      ? `rdf:nodeID="${term.value}"`
      : `rdf:${attribute}="${attributeOf(term.value)}"`
  }

  #element(predicate: string): string {
    let element = this.#elements.get(predicate)
    if (!element) {
      const namespace = namespaceOf(predicate)
      if (namespace === undefined) throw new Inexpressible(noElement(predicate))
      element = { name: `${this.#prefixOf(namespace)}:${predicate.slice(namespace.length)}`, namespace }
      this.#elements.set(predicate, element)
    }
    this.#used.add(element.namespace)
    return element.name
  }

  /** A namespace that no prefix of the settings stands for gets one that depends on it alone. */
  #prefixOf(namespace: string): string {
    let prefix = this.#namespaces.get(namespace)
    if (prefix === undefined) {
      prefix =
        this.#prefixes.get(namespace) ??
        `ns${namespace.replace(/[^A-Za-z0-9]/g, c => `_${c.codePointAt(0)!.toString(16)}_`)}`
      this.#namespaces.set(namespace, prefix)
    }
    return prefix
  }
}

const characters = new Map(Object.entries(escapes).map(([character, reference]) => [reference, character]))

/** The IRIs of the subjects in a piece of RDF/XML that `RdfXmlWriter` wrote. */
export function subjectsIn(text: string): string[] {
  return [...text.matchAll(/^ {2}<rdf:Description rdf:about="([^"]*)">$/gm)].map(([, about]) =>
    about!.replace(/&[^;]*;/g, reference => characters.get(reference) ?? reference)
  )
}
