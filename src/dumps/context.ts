import { byCodePoint } from '../rdf/rdf.ts'

/** How a context grows: writers look for new terms only when there are. */
export const growth = Symbol('growth')

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
function readableName(label: string): string | undefined {
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
function nameOfKey(key: string): string | undefined {
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
