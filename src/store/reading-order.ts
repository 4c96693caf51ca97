import {
  commonPrefixes,
  localNameOf,
  OWL,
  PROV,
  type Quad,
  RDF,
  RDFS,
  SCHEMA,
  SKOS,
  termText,
  WIKIBASE
} from '../rdf/rdf.ts'

const PROP = commonPrefixes['p']!

/** Predicates in the order people want to read them; what is not here comes between names and facts. */
const firstPredicates = [
  `${RDF}type`,
  `${RDFS}label`,
  `${SKOS}prefLabel`,
  `${SKOS}altLabel`,
  `${SCHEMA}name`,
  `${SCHEMA}description`,
  `${OWL}sameAs`,
  `${SCHEMA}sameAs`,
  `${SCHEMA}abstract`,
  `${WIKIBASE}rank`
]

/** Namespaces of facts, after everything else: direct triples first, the links to statements last. */
const lastNamespaces = (base: string): string[] => [
  `${PROP}direct/`,
  `${PROP}direct-normalized/`,
  `${base}prop/direct/`,
  `${PROP}statement/`,
  `${PROP}statement/value/`,
  `${PROP}statement/value-normalized/`,
  `${base}prop/statement/`,
  `${base}prop/statement/value/`,
  `${PROP}qualifier/`,
  `${PROP}qualifier/value/`,
  `${PROP}qualifier/value-normalized/`,
  `${base}prop/qualifier/`,
  `${base}prop/qualifier/value/`,
  PROP,
  `${base}prop/`
]

/** An IRI as it is sorted: by its namespace or what that is for, then by letters, then by number. */
export interface SortedName {
  readonly iri: string
  readonly namespace: string
  readonly local: string
  readonly letters: string
  readonly number: number
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export function sortedName(iri: string): SortedName {
  const local = localNameOf(iri)
  const [, letters = '', digits = ''] = /^(.*?)(\d*)$/.exec(local) ?? []
  const namespace = iri.slice(0, iri.length - local.length)
  return { iri, namespace, local, letters, number: Number(digits) }
}

/** `P31` before `P159`: names by their letters, then by their number. */
const compareLocal = (a: SortedName, b: SortedName): number =>
  compareText(a.letters, b.letters) || a.number - b.number || compareText(a.local, b.local)

/** By namespace, then by name. */
export const compareNames = (a: SortedName, b: SortedName): number =>
  compareText(a.namespace, b.namespace) || compareLocal(a, b)

interface RankedPredicate extends SortedName {
  readonly rank: number
}

/** So many predicates are remembered; then all are forgotten at once. */
const mostPredicates = 1 << 14

/** The order in which people read what is said of something. */
export class ReadingOrder {
  readonly #ranks: ReadonlyMap<string, number>
  readonly #namespaces: ReadonlyMap<string, number>
  readonly #known = new Map<string, RankedPredicate>()

  /** `base`: of the dataset's own IRIs. */
  constructor(base: string) {
    const last = lastNamespaces(base)
    const behind = firstPredicates.length + 1
    this.#namespaces = new Map(last.map((namespace, i) => [namespace, behind + i]))
    this.#ranks = new Map([
      ...firstPredicates.map((predicate, i): [string, number] => [predicate, i]),
      [`${PROV}wasDerivedFrom`, behind + last.length]
    ])
  }

  #predicate(iri: string): RankedPredicate {
    let known = this.#known.get(iri)
    if (!known) {
      const name = sortedName(iri)
      const rank = this.#ranks.get(iri) ?? this.#namespaces.get(name.namespace) ?? firstPredicates.length
      known = { ...name, rank }
      if (this.#known.size >= mostPredicates) this.#known.clear()
      this.#known.set(iri, known)
    }
    return known
  }

  /** The quads of one subject by what their predicates are for, then by predicate, then by value. */
  sorted(quads: Iterable<Quad>): Quad[] {
    const all = [...quads]
    if (all.length < 2) return all
    return all
      .map(quad => ({ quad, predicate: this.#predicate(quad.predicate.value) }))
      .sort((a, b) =>
        a.predicate === b.predicate
          ? compareText(valueKey(a.quad), valueKey(b.quad))
          : a.predicate.rank - b.predicate.rank ||
            compareLocal(a.predicate, b.predicate) ||
            compareText(a.predicate.iri, b.predicate.iri)
      )
      .map(({ quad }) => quad)
  }
}

/** Language first, so that labels stand together by language and not by script. */
const valueKey = ({ object }: Quad): string =>
  `${object.termType === 'Literal' ? object.language : ''} ${termText(object)}`
