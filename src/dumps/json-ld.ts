import { byCodePoint, type Quad, RDF, type Term, XSD } from '../rdf/rdf.ts'
import { isAbout } from './subjects.ts'
import type { BlockWriter } from './writers.ts'

/** How a context grows: writers look for new terms only when there are. */
const growth = Symbol('growth')

/** A JSON-LD context document (JSON-LD 1.1 §4.1): prefixes as strings, terms as definitions. */
export interface JsonLdContext {
  /** Grows with the context of a dataset that is still being made; no part of the document. */
  readonly [growth]?: { readonly fixed: ReadonlySet<string>; readonly named: () => number }
  readonly '@context': Readonly<Record<string, string | TermDefinition>>
}

/** An expanded term definition (JSON-LD 1.1 §9.15.1), the keywords used here. */
export interface TermDefinition {
  readonly '@id': string
  /** `@id` for IRIs, or the datatype every value has. */
  readonly '@type'?: string
  readonly '@container'?: '@language'
}

/** A property a context gives a readable name to. */
export interface NamedProperty {
  /** The predicate's IRI or compact IRI. */
  readonly id: string
  readonly label: string
  /** Whether it is the dataset's own, called by a key of the vault. */
  readonly local?: boolean
  /** What all its values are: IRIs, language-tagged strings, plain strings, or literals of this datatype. */
  readonly values: 'iri' | 'language' | 'string' | { readonly datatype: string }
}

// A context prefix that is also a URI scheme would swallow real IRIs of that scheme (JSON-LD 1.1 §4.1.5).
const schemes = new Set(['geo', 'data', 'mailto', 'tel', 'urn', 'http', 'https'])

/** `headquarters location` → `headquartersLocation`; undefined where a label has no letters or digits. */
export function readableName(label: string): string | undefined {
  const words = label.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu)
  if (!words) return undefined
  const [first = '', ...rest] = words
  const lead = /^\p{Lu}\P{Lu}*$/u.test(first) ? first.toLowerCase() : first
  return lead + rest.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

/** The end of an IRI or compact IRI. */
const tailOf = (id: string): string =>
  id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf('#'), id.lastIndexOf(':')) + 1)

/**
 * The readable name of a key in snake case, `has_place` → `hasPlace`, where no other such key has the same;
 * undefined for other keys, which keep their IRI.
 */
export function nameOfKey(key: string): string | undefined {
  const [first = '', ...rest] = key.split('_')
  // Without capitals in the key, each capital of the name begins a word of it: no two keys share a name.
  if (!/^[\p{Ll}\p{Lo}\p{M}\p{N}]+$/u.test(first)) return undefined
  if (!rest.every(word => /^[\p{Ll}\p{Lo}\p{M}\p{N}]+$/u.test(word) && /^\p{Lu}/u.test(capital(word))))
    return undefined
  return first + rest.map(word => capital(word) + word.slice(1)).join('')
}

/** The capital of a word's first letter; empty where that is none, or several letters. */
const capital = (word: string): string => {
  const upper = word.charAt(0).toUpperCase()
  return upper.length === 1 && upper.toLowerCase() === word.charAt(0) ? upper : ''
}

/**
 * Makes the context of a dataset: its prefixes, the fixed terms, and a readable name for each property that is
 * used. A name depends on the property alone, and not on what else the dataset uses: of all `known` properties
 * the first that claims a name keeps it, a later one is told apart by the end of its IRI (`nameP2561`).
 */
export class ContextBuilder {
  readonly context: JsonLdContext
  readonly #definitions: Record<string, string | TermDefinition> = {}
  readonly #known: () => Iterable<Omit<NamedProperty, 'values'>>
  readonly #named = new Set<string>()
  /** Names that are no property's. */
  readonly #fixed: ReadonlySet<string>
  /** Names of the known properties, with the property that keeps each. */
  #keepers: Map<string, string> | undefined

  constructor(
    prefixes: Readonly<Record<string, string>>,
    fixed: JsonLdContext,
    known: () => Iterable<Omit<NamedProperty, 'values'>> = () => []
  ) {
    this.#known = known
    for (const [prefix, namespace] of Object.entries(prefixes))
      if (!schemes.has(prefix)) this.#definitions[prefix] = namespace
    Object.assign(this.#definitions, fixed['@context'])
    this.#fixed = new Set([...Object.keys(this.#definitions), ...Object.keys(prefixes)])
    this.context = {
      '@context': this.#definitions,
      [growth]: { fixed: this.#fixed, named: () => this.#named.size }
    }
  }

  /** Names a property, once; JSON-LD written before that has its IRI instead of the name. */
  name(property: NamedProperty): void {
    const { id, local, values } = property
    if (this.#named.has(id)) return
    this.#named.add(id)
    const name = this.#nameOf(property)
    if (name === undefined) return
    // The values of one key may be of several kinds.
    this.#definitions[name] =
      local || values === 'string'
        ? { '@id': id }
        : values === 'iri'
          ? { '@id': id, '@type': '@id' }
          : values === 'language'
            ? { '@id': id, '@container': '@language' }
            : { '@id': id, '@type': values.datatype }
  }

  #nameOf({ id, label, local }: NamedProperty): string | undefined {
    this.#keepers ??= this.#namesOfKnown()
    const tail = tailOf(id)
    if (local) {
      const name = nameOfKey(tail)
      return name === undefined || this.#isTaken(name) || this.#keepers.has(name) ? undefined : name
    }
    const name = readableName(label) ?? tail
    const keeper = this.#keepers.get(name) ?? id
    this.#keepers.set(name, keeper)
    return this.#isTaken(name) || keeper !== id ? `${name}${tail}` : name
  }

  #namesOfKnown(): Map<string, string> {
    const keepers = new Map<string, string>()
    for (const { id, label } of this.#known()) {
      const name = readableName(label) ?? tailOf(id)
      if (!keepers.has(name)) keepers.set(name, id)
    }
    return keepers
  }

  #isTaken(name: string): boolean {
    return this.#fixed.has(name) || name.startsWith('__')
  }
}

/** A context as a document: prefixes and fixed terms as they come, then the names of properties in order. */
export function contextDocument(context: JsonLdContext): JsonLdContext {
  const fixed = context[growth]?.fixed
  if (!fixed) return context
  const terms = Object.entries(context['@context'])
  const named = terms.filter(([name]) => !fixed.has(name)).sort(([a], [b]) => byCodePoint(a, b))
  return { '@context': Object.fromEntries([...terms.filter(([name]) => fixed.has(name)), ...named]) }
}

/** What a context says of one predicate. */
interface NamedTerm {
  /** The name as a JSON string. */
  readonly key: string
  readonly definition: TermDefinition
}

/** Looks up, for one context, the names of IRIs and the terms that fit a value. */
class Compaction {
  readonly #prefixes = new Map<string, string>()
  readonly #terms = new Map<string, NamedTerm[]>()
  readonly #context: JsonLdContext['@context']

  readonly #grown: () => number
  #read = 0
  #seen = -1

  constructor(context: JsonLdContext) {
    this.#context = context['@context']
    this.#grown = context[growth]?.named ?? (() => 0)
  }

  /** Takes in what the context has come to define since the last time. */
  refresh(): void {
    if (this.#grown() === this.#seen) return
    this.#seen = this.#grown()
    const names = Object.keys(this.#context)
    for (const name of names.slice(this.#read)) {
      const definition = this.#context[name]!
      if (typeof definition === 'string') {
        if (/[/#:]$/.test(definition)) this.#prefixes.set(definition, name)
        continue
      }
      const iri = this.#expand(definition['@id'])
      const type = definition['@type']
      const resolved = type && type !== '@id' ? { ...definition, '@type': this.#expand(type) } : definition
      this.#terms.set(iri, [
        ...(this.#terms.get(iri) ?? []),
        { key: JSON.stringify(name), definition: resolved }
      ])
    }
    this.#read = names.length
  }

  #expand(name: string): string {
    const colon = name.indexOf(':')
    const namespace = colon > 0 ? this.#context[name.slice(0, colon)] : undefined
    return typeof namespace === 'string' ? namespace + name.slice(colon + 1) : name
  }

  /** An IRI as a JSON string, compact where a prefix fits. */
  iri(value: string): string {
    const cut = Math.max(value.lastIndexOf('/'), value.lastIndexOf('#')) + 1
    const prefix = cut < value.length ? this.#prefixes.get(value.slice(0, cut)) : undefined
    return JSON.stringify(prefix === undefined ? value : `${prefix}:${value.slice(cut)}`)
  }

  node(term: Term): string {
    return term.termType === 'BlankNode' ? JSON.stringify(`_:${term.value}`) : this.iri(term.value)
  }

  /** The term of the context that says this value most simply; undefined where none fits. */
  termFor(predicate: string, object: Term): NamedTerm | undefined {
    return this.#terms.get(predicate)?.find(({ definition }) => {
      const type = definition['@type']
      if (object.termType !== 'Literal') return type === '@id'
      if (definition['@container'] === '@language') return object.language !== ''
      return type === undefined ? object.datatype.value === `${XSD}string` : type === object.datatype.value
    })
  }

  /** The predicate as a key for values that say themselves what kind they are. */
  keyOf(predicate: string): string {
    const plain = this.#terms
      .get(predicate)
      ?.find(({ definition }) => definition['@type'] === undefined && definition['@container'] === undefined)
    return plain?.key ?? this.iri(predicate)
  }

  /** A value as it stands where no term says what kind it is. */
  value(object: Term): string {
    if (object.termType !== 'Literal') return `{"@id":${this.node(object)}}`
    const value = JSON.stringify(object.value)
    if (object.language) return `{"@value":${value},"@language":${JSON.stringify(object.language)}}`
    if (object.datatype.value === `${XSD}string`) return value
    return `{"@value":${value},"@type":${this.iri(object.datatype.value)}}`
  }
}

/** The members of one node object, in order of appearance. */
class Members {
  readonly #values = new Map<string, string[]>()
  readonly #byLanguage = new Map<string, Map<string, string[]>>()
  readonly #compaction: Compaction

  constructor(compaction: Compaction) {
    this.#compaction = compaction
  }

  add(predicate: string, object: Term): void {
    if (predicate === `${RDF}type` && object.termType === 'NamedNode') {
      this.#append('"@type"', this.#compaction.iri(object.value))
      return
    }
    const term = this.#compaction.termFor(predicate, object)
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
 * the file can be read where this site cannot be reached.
 */
export class JsonLdWriter implements BlockWriter {
  readonly #context: JsonLdContext
  readonly #compaction: Compaction
  #first = true

  constructor(context: JsonLdContext) {
    this.#context = context
    this.#compaction = new Compaction(context)
  }

  head(): string {
    return `{\n"@context": ${JSON.stringify(contextDocument(this.#context)['@context'], null, 1)},\n"@graph": [`
  }

  takeUsed(): readonly string[] {
    return []
  }

  keep(): void {
    this.#first = false
  }

  block(quads: readonly Quad[]): string {
    this.#compaction.refresh()
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
      members.add(quad.predicate.value, quad.object)
    }
    close()
    return text
  }

  tail(): string {
    return '\n]\n}\n'
  }
}
