import { Catalogue, type LanguageTables, parseLanguageTables } from '../alignment/alignment.ts'
import { type ProseKnowledge, type ProseTexts, proseKnowledge } from '../claims/claims.ts'
import { Constraints, Gazetteer, rowsOf } from '../reconciliation/reconciliation.ts'

/** The texts of `ontology/`. */
export interface OntologyTexts {
  readonly properties: string
  readonly formerLabels: string
  readonly languages: string
  readonly territories: string
  readonly alignment: string
  readonly vocabulary: string
  readonly shapes: string
  readonly context: string
  readonly frame: string
  readonly constraints: string
  /** Where places lie. */
  readonly gazetteer: readonly string[]
  readonly prose: ProseTexts
}

/** What the texts of `ontology/` hold, read. */
export class Tables {
  readonly catalogue: Catalogue
  readonly languages: LanguageTables
  readonly #texts: OntologyTexts
  readonly constraints: Constraints
  readonly gazetteer: Gazetteer
  /** What kind of thing is well known by an item, and the item of its country. */
  readonly places = new Map<string, { readonly class: string; readonly country: string }>()
  #prose: ProseKnowledge | undefined

  constructor(texts: OntologyTexts) {
    this.catalogue = new Catalogue(texts.properties, texts.formerLabels)
    this.languages = parseLanguageTables(texts.languages, texts.territories)
    this.constraints = new Constraints(texts.constraints, texts.properties)
    this.gazetteer = new Gazetteer(...texts.gazetteer)
    for (const table of [texts.prose.places, texts.prose.names])
      for (const [qid = '', name = '', country = ''] of rowsOf(table, ['qid', 'class', 'country']))
        this.places.set(qid, { class: name, country })
    this.#texts = texts
  }

  /** The rules and names for prose, which a vault of notes alone does without. */
  get prose(): ProseKnowledge {
    this.#prose ??= proseKnowledge(this.#texts.prose)
    return this.#prose
  }
}

const known = new WeakMap<OntologyTexts, Tables>()

/** The tables in the texts of `ontology/`: a program that builds again and again reads them once. */
export function tablesOf(texts: OntologyTexts): Tables {
  const tables = known.get(texts) ?? new Tables(texts)
  known.set(texts, tables)
  return tables
}
