import { memoryOf, namespaceEnd, type Quad, RDF, type Term, XSD } from '../rdf/rdf.ts'
import { contextDocument, growth, type JsonLdContext, type TermDefinition } from './context.ts'
import { Inexpressible } from './inexpressible.ts'
import { isAbout } from './subjects.ts'
import type { BlockWriter } from './writers.ts'

/** What a context says of one predicate. */
interface NamedTerm {
  readonly name: string
  /** The name as a JSON string. */
  readonly key: string
  readonly definition: TermDefinition
}

/** The prefixes and terms of a context by the IRIs that they stand for. */
class Names {
  readonly context: JsonLdContext['@context']
  /** By namespace. */
  readonly prefixes = new Map<string, string>()
  /** By the IRI of the predicate. */
  readonly terms = new Map<string, NamedTerm[]>()
  readonly #whole: JsonLdContext
  readonly #grown: () => number
  #read = 0
  #seen = -1

  constructor(context: JsonLdContext) {
    this.#whole = context
    this.context = context['@context']
    this.#grown = context[growth]?.named ?? (() => 0)
  }

  /** Takes in what the context has come to define since the last time. */
  refresh(): void {
    if (this.#grown() === this.#seen) return
    this.#seen = this.#grown()
    const names = Object.keys(this.context)
    for (const name of names.slice(this.#read)) {
      const definition = this.context[name]!
      if (typeof definition === 'string') {
        if (/[/#:]$/.test(definition)) this.prefixes.set(definition, name)
        continue
      }
      const iri = this.#expand(definition['@id'])
      const type = definition['@type']
      const resolved = type && type !== '@id' ? { ...definition, '@type': this.#expand(type) } : definition
      const others = this.terms.get(iri) ?? []
      this.terms.set(iri, [...others, { name, key: JSON.stringify(name), definition: resolved }])
    }
    this.#read = names.length
  }

  #expand(name: string): string {
    const colon = name.indexOf(':')
    const namespace = colon > 0 ? this.context[name.slice(0, colon)] : undefined
    return typeof namespace === 'string' ? namespace + name.slice(colon + 1) : name
  }

  /** Of the context what these names need, in the order of its document. */
  part(used: ReadonlySet<string>): JsonLdContext['@context'] {
    const needed = new Set(used)
    const need = (id: string | undefined): void => {
      const colon = id?.indexOf(':') ?? -1
      if (colon > 0) needed.add(id!.slice(0, colon))
    }
    for (const name of used) {
      const definition = this.context[name]
      if (definition === undefined || typeof definition === 'string') continue
      need(definition['@id'])
      need(definition['@type'])
    }
    const whole = contextDocument(this.#whole)['@context']
    return Object.fromEntries(Object.entries(whole).filter(([name]) => needed.has(name)))
  }
}

/** The names of contexts, which hold for every document that is written with one. */
const namesOfContexts = new WeakMap<JsonLdContext, Names>()

function namesOf(context: JsonLdContext): Names {
  let names = namesOfContexts.get(context)
  if (!names) {
    names = new Names(context)
    namesOfContexts.set(context, names)
  }
  names.refresh()
  return names
}

/** Looks up, for one document, the names of IRIs and the terms that fit a value. */
class Compaction {
  readonly names: Names
  /** The names of the context that were given. */
  readonly used = new Set<string>()

  constructor(context: JsonLdContext) {
    this.names = namesOf(context)
  }

  /** An IRI as a JSON string, compact where a prefix fits. */
  iri(value: string): string {
    const cut = namespaceEnd(value)
    const prefix = cut < value.length ? this.names.prefixes.get(value.slice(0, cut)) : undefined
    if (prefix === undefined) return JSON.stringify(value)
    this.used.add(prefix)
    return JSON.stringify(`${prefix}:${value.slice(cut)}`)
  }

  node(term: Term): string {
    const memory = memoryOf(term)
    if (!memory) return this.#spelled(term)
    if (memory.jsonBy !== this) {
      memory.jsonBy = this
      memory.json = this.#spelled(term)
    }
    return memory.json
  }

  #spelled(term: Term): string {
    return term.termType === 'BlankNode' ? JSON.stringify(`_:${term.value}`) : this.iri(term.value)
  }

  /** The term of the context that says this value most simply; undefined where none fits. */
  termFor(predicate: string, object: Term): NamedTerm | undefined {
    const term = this.names.terms.get(predicate)?.find(({ definition }) => {
      const type = definition['@type']
      if (object.termType !== 'Literal') return type === '@id'
      if (definition['@container'] === '@language') return object.language !== '' && !object.direction
      return type === undefined ? object.datatype.value === `${XSD}string` : type === object.datatype.value
    })
    if (term) this.used.add(term.name)
    return term
  }

  /** The predicate as a key for values that say themselves what kind they are. */
  keyOf(predicate: Term): string {
    const plain = this.names.terms
      .get(predicate.value)
      ?.find(({ definition }) => definition['@type'] === undefined && definition['@container'] === undefined)
    if (!plain) return this.node(predicate)
    this.used.add(plain.name)
    return plain.key
  }

  /** A value as it stands where no term says what kind it is. */
  value(object: Term): string {
    if (object.termType !== 'Literal') return `{"@id":${this.node(object)}}`
    const value = JSON.stringify(object.value)
    if (object.language) {
      const direction = object.direction ? `,"@direction":"${object.direction}"` : ''
      return `{"@value":${value},"@language":${JSON.stringify(object.language)}${direction}}`
    }
    if (object.datatype.value === `${XSD}string`) return value
    return `{"@value":${value},"@type":${this.node(object.datatype)}}`
  }
}

const noTripleTerms = 'JSON-LD 1.1 has no triple terms'

/** Why JSON-LD cannot carry a quad; undefined where it can. */
export const jsonLdObstacle = ({ object }: Quad): string | undefined =>
  object.termType === 'Quad' ? noTripleTerms : undefined

/** The members of one node object, in order of appearance. */
class Members {
  readonly #values = new Map<string, string[]>()
  readonly #byLanguage = new Map<string, Map<string, string[]>>()
  readonly #compaction: Compaction

  constructor(compaction: Compaction) {
    this.#compaction = compaction
  }

  add(predicate: Term, object: Term): void {
    if (object.termType === 'Quad') throw new Inexpressible(noTripleTerms)
    if (predicate.value === `${RDF}type` && object.termType === 'NamedNode') {
      this.#append('"@type"', this.#compaction.node(object))
      return
    }
    const term = this.#compaction.termFor(predicate.value, object)
    if (!term) this.#append(this.#compaction.keyOf(predicate), this.#compaction.value(object))
    else if (object.termType !== 'Literal') this.#append(term.key, this.#compaction.node(object))
    else if (term.definition['@container']) this.#appendText(term.key, object.language, object.value)
    else this.#append(term.key, JSON.stringify(object.value))
  }

  #append(key: string, value: string): void {
    const values = this.#values.get(key)
    if (values) values.push(value)
    else this.#values.set(key, [value])
  }

  #appendText(key: string, language: string, text: string): void {
    let languages = this.#byLanguage.get(key)
    if (!languages) {
      languages = new Map()
      this.#byLanguage.set(key, languages)
      this.#values.set(key, [])
    }
    const texts = languages.get(language)
    if (texts) texts.push(JSON.stringify(text))
    else languages.set(language, [JSON.stringify(text)])
  }

  /** The members as JSON, each behind a comma. */
  toString(): string {
    let text = ''
    for (const [key, values] of this.#values) {
      const languages = this.#byLanguage.get(key)
      text += `,\n ${key}: `
      if (!languages) text += oneOrList(values)
      else {
        const maps = [...languages].map(
          ([language, texts]) => `${JSON.stringify(language)}: ${oneOrList(texts)}`
        )
        text += `{${maps.join(', ')}}`
      }
    }
    return text
  }
}

const oneOrList = (values: readonly string[]): string =>
  values.length === 1 ? values[0]! : `[${values.join(', ')}]`

/**
 * JSON-LD 1.1, flattened: one node object a subject, in the order of the blocks, the context inside, so that
 * the file can be read where this site cannot be reached; of the context all, or what the document uses.
 */
export class JsonLdWriter implements BlockWriter {
  readonly #context: JsonLdContext
  readonly #compaction: Compaction
  readonly #declares: 'all' | 'used'
  #first = true

  constructor(context: JsonLdContext, declares: 'all' | 'used' = 'all') {
    this.#context = context
    this.#compaction = new Compaction(context)
    this.#declares = declares
  }

  head(): string {
    const { names, used } = this.#compaction
    const context = this.#declares === 'all' ? contextDocument(this.#context)['@context'] : names.part(used)
    return `{\n"@context": ${JSON.stringify(context, null, 1)},\n"@graph": [`
  }

  takeUsed(): readonly string[] {
    return []
  }

  keep(): void {
    this.#first = false
  }

  block(quads: readonly Quad[]): string {
    this.#compaction.names.refresh()
    let text = ''
    let subject: Term | undefined
    let members = new Members(this.#compaction)
    const close = (): void => {
      if (!subject) return
      text += `${this.#first ? '' : ','}\n{\n "@id": ${this.#compaction.node(subject)}${members}\n}`
      this.#first = false
    }
    for (const quad of quads) {
      if (quad.graph.termType !== 'DefaultGraph') continue
      if (!isAbout(quad, subject)) {
        close()
        subject = quad.subject
        members = new Members(this.#compaction)
      }
      members.add(quad.predicate, quad.object)
    }
    close()
    return text
  }

  tail(): string {
    return '\n]\n}\n'
  }
}
