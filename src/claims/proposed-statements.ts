import type { Finding, FoundStatement, FoundValue, ReadPiece, Referent, Rule, Words } from '../rules/rules.ts'
import { type Admitted, admitted, type ProposedProperty } from './admission.ts'
import type { Mints } from './mints.ts'
import type { Proposal } from './proposal.ts'

/** What a language model proposed for one block of a document. */
interface ProposedBlock {
  /** Id of the document. */
  readonly source: string
  readonly subject: Referent | undefined
  readonly pieces: readonly ReadPiece[]
  readonly proposals: readonly Proposal[]
  /** Name of the model. */
  readonly model: string
}

interface Known {
  readonly rules: readonly Rule[]
  readonly words: Words
  readonly mints: Mints
  readonly propertyOf: (words: string) => ProposedProperty | undefined
}

/** Properties of these datatypes have one value at a time: another is the contrary. */
const single = new Set(['time', 'quantity'])

/** Keeps what language models propose until all rules have spoken, and admits what stands in the text then. */
export class ProposedStatements {
  readonly #blocks: ProposedBlock[] = []

  add(block: ProposedBlock): void {
    this.#blocks.push(block)
  }

  /** What is admitted, by the id of its document; `said` is what rules found, in all documents. */
  findings(said: readonly Finding[], { rules, words, mints, propertyOf }: Known): Map<string, Finding[]> {
    const bySource = new Map<string, Finding[]>()
    if (this.#blocks.length === 0) return bySource
    const told = new Told(said, mints)
    for (const { source, subject, pieces, proposals, model } of this.#blocks) {
      const context = {
        pieces,
        subject,
        propertyOf,
        isEntity: (referent: Referent) => mints.isEntity(referent),
        rules,
        guards: words.guards
      }
      for (const proposal of proposals) {
        const found = admitted(proposal, context)
        if (!found || told.contradictsOrRepeats(found, propertyOf(found.statement.property)?.datatype))
          continue
        const { passage, span, statement } = found
        const finding: Finding = {
          rule: '',
          passage,
          span,
          statements: [statement],
          methods: [`proposed by the language model ${model}`]
        }
        const findings = bySource.get(source)
        if (findings) findings.push(finding)
        else bySource.set(source, [finding])
      }
    }
    return bySource
  }
}

/** What rules say, to be asked whether a proposal adds to it. */
class Told {
  readonly #mints: Mints
  /** By subject and property. */
  readonly #places = new Map<string, { readonly finding: Finding; readonly value: string }[]>()

  constructor(findings: readonly Finding[], mints: Mints) {
    this.#mints = mints
    for (const finding of findings)
      for (const statement of finding.statements) {
        const key = this.#keyOf(statement)
        const place = { finding, value: this.#valueKey(statement.value) }
        const places = this.#places.get(key)
        if (places) places.push(place)
        else this.#places.set(key, [place])
      }
  }

  contradictsOrRepeats({ statement, passage, span }: Admitted, datatype: string | undefined): boolean {
    const places = this.#places.get(this.#keyOf(statement)) ?? []
    if (places.length > 0 && datatype !== undefined && single.has(datatype)) return true
    const value = this.#valueKey(statement.value)
    return places.some(
      ({ finding, value: other }) =>
        other === value ||
        // Of the same words a rule made something else.
        (finding.passage === passage && finding.span.start < span.end && span.start < finding.span.end)
    )
  }

  #keyOf({ subject, property }: FoundStatement): string {
    return JSON.stringify([this.#mints.targetOf(subject), property])
  }

  #valueKey(value: FoundValue): string {
    return JSON.stringify(value.kind === 'referent' ? this.#mints.targetOf(value.referent) : value)
  }
}
