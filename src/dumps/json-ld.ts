import { type Quad, RDF, type Term, XSD } from '../rdf/rdf.ts'

/** A JSON-LD context document (JSON-LD 1.1 §4.1): prefixes as strings, terms as definitions. */
export interface JsonLdContext {
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

/**
 * The context of a dataset: its prefixes, the fixed terms, and a readable name for each property. The first
 * property that claims a name keeps it; a later one is told apart by the end of its IRI (`nameP2561`).
 */
export function contextOf(
  prefixes: Readonly<Record<string, string>>,
  fixed: JsonLdContext,
  properties: readonly NamedProperty[]
): JsonLdContext {
  const context: Record<string, string | TermDefinition> = {}
  for (const [prefix, namespace] of Object.entries(prefixes))
    if (!schemes.has(prefix)) context[prefix] = namespace
  Object.assign(context, fixed['@context'])
  for (const { id, label, values } of properties) {
    const tail = id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf('#'), id.lastIndexOf(':')) + 1)
    const name = readableName(label) ?? tail
    const free = !Object.hasOwn(context, name) && !Object.hasOwn(prefixes, name) && !name.startsWith('__')
    const definition: TermDefinition =
      values === 'iri'
        ? { '@id': id, '@type': '@id' }
        : values === 'language'
          ? { '@id': id, '@container': '@language' }
          : values === 'string'
            ? { '@id': id }
            : { '@id': id, '@type': values.datatype }
    context[free ? name : `${name}${tail}`] = definition
  }
  return { '@context': context }
}

type Json = string | { [key: string]: Json } | Json[]

/** Looks up, for one context, the names of IRIs and the terms that fit a value. */
class Compaction {
  readonly #prefixes: [namespace: string, prefix: string][] = []
  readonly #terms = new Map<string, [name: string, definition: TermDefinition][]>()
  readonly #context: JsonLdContext['@context']
  readonly #names = new Map<string, string>()

  constructor(context: JsonLdContext) {
    this.#context = context['@context']
    for (const [name, definition] of Object.entries(this.#context)) {
      if (typeof definition === 'string') {
        if (/[/#:]$/.test(definition)) this.#prefixes.push([definition, name])
        continue
      }
      const iri = this.expand(definition['@id'])
      const type = definition['@type']
      const resolved = type && type !== '@id' ? { ...definition, '@type': this.expand(type) } : definition
      this.#terms.set(iri, [...(this.#terms.get(iri) ?? []), [name, resolved]])
    }
    this.#prefixes.sort(([a], [b]) => b.length - a.length)
  }

  expand(name: string): string {
    const colon = name.indexOf(':')
    const namespace = colon > 0 ? this.#context[name.slice(0, colon)] : undefined
    return typeof namespace === 'string' ? namespace + name.slice(colon + 1) : name
  }

  iri(value: string): string {
    const known = this.#names.get(value)
    if (known !== undefined) return known
    const found = this.#prefixes.find(
      ([namespace]) => value.startsWith(namespace) && value.length > namespace.length
    )
    // `//` after a prefix would read as an absolute IRI (JSON-LD 1.1 API §5.2, IRI expansion step 6.2).
    const local = found && value.slice(found[0].length)
    const name = found && local && !local.startsWith('//') ? `${found[1]}:${local}` : value
    if (this.#names.size < 100_000) this.#names.set(value, name)
    return name
  }

  /** Adds one value of a predicate to a node object, under the term that says it most simply. */
  add(node: { [key: string]: Json }, predicate: string, object: Term): void {
    if (predicate === `${RDF}type` && object.termType === 'NamedNode') {
      append(node, '@type', this.iri(object.value))
      return
    }
    for (const [name, definition] of this.#terms.get(predicate) ?? []) {
      const type = definition['@type']
      if (object.termType === 'Literal') {
        if (definition['@container'] === '@language') {
          if (object.language === '') continue
          node[name] ??= {}
          append(node[name] as { [key: string]: Json }, object.language, object.value)
          return
        }
        if (
          type === object.datatype.value ||
          (type === undefined && object.datatype.value === `${XSD}string`)
        ) {
          append(node, name, object.value)
          return
        }
      } else if (type === '@id') {
        append(node, name, this.#id(object))
        return
      }
    }
    append(node, this.iri(predicate), this.#value(object))
  }

  #id(term: Term): string {
    return term.termType === 'BlankNode' ? `_:${term.value}` : this.iri(term.value)
  }

  #value(term: Term): Json {
    if (term.termType !== 'Literal') return { '@id': this.#id(term) }
    if (term.language) return { '@value': term.value, '@language': term.language }
    if (term.datatype.value === `${XSD}string`) return term.value
    return { '@value': term.value, '@type': this.iri(term.datatype.value) }
  }

  node(quads: readonly Quad[]): Json {
    const node: { [key: string]: Json } = { '@id': this.#id(quads[0]!.subject) }
    for (const quad of quads) this.add(node, quad.predicate.value, quad.object)
    return node
  }
}

function append(target: { [key: string]: Json }, key: string, value: Json): void {
  const present = Object.hasOwn(target, key) ? target[key] : undefined
  if (present === undefined) target[key] = value
  else if (Array.isArray(present)) present.push(value)
  else target[key] = [present, value]
}

/**
 * JSON-LD 1.1, flattened: one node object a subject, in the order of the blocks, the context inside, so that
 * the file can be read where this site cannot be reached.
 */
export function* jsonLd(blocks: Iterable<readonly Quad[]>, context: JsonLdContext): Iterable<string> {
  const compaction = new Compaction(context)
  yield `{\n"@context": ${JSON.stringify(context['@context'], null, 1)},\n"@graph": [`
  let separator = '\n'
  for (const block of blocks) {
    const subjects = new Map<string, Quad[]>()
    for (const quad of block) {
      const key = `${quad.subject.termType}|${quad.subject.value}`
      const group = subjects.get(key)
      if (group) group.push(quad)
      else subjects.set(key, [quad])
    }
    for (const quads of subjects.values()) {
      yield `${separator}${JSON.stringify(compaction.node(quads), null, 1)}`
      separator = ',\n'
    }
  }
  yield '\n]\n}\n'
}
