import type { Lexicon } from '../rules/rules.ts'
import type { Source, Subject, Target } from './claim.ts'

/** What one source calls things. */
export interface NamesOfSource {
  readonly source: Pick<Source, 'id'>
  readonly subject: Pick<Subject, 'names' | 'aliases' | 'qid'>
  readonly targets: readonly (readonly [Target, number])[]
}

/** Adds what sources call things, and what they link to, to a lexicon: each name of an item once, however many use it. */
export class NameTeacher {
  readonly #lexicon: Lexicon
  readonly #isWanted: (name: string) => boolean
  /** Names of items, with their QIDs, that the lexicon has been told. */
  readonly #taught = new Set<string>()

  constructor(lexicon: Lexicon, isWanted: (name: string) => boolean = () => true) {
    this.#lexicon = lexicon
    this.#isWanted = isWanted
  }

  learn({ source, subject, targets }: NamesOfSource): void {
    const { qid, names, aliases } = subject
    if (names.length > 0) this.#teach([...names, ...aliases], qid, source.id)
    for (const [target] of targets)
      if (target.kind === 'item' && target.qid !== undefined && target.label !== '')
        this.#teach([target.label.replaceAll('_', ' ')], target.qid, source.id)
  }

  #teach(names: readonly string[], qid: string | undefined, note: string): void {
    const [label, ...aliases] = names.filter(name => this.#isWanted(name) && this.#isNew(name, qid))
    if (label !== undefined)
      this.#lexicon.add({ label, classes: [], aliases, ...(qid === undefined ? { note } : { qid }) })
  }

  /** A note without an item is learnt from once. */
  #isNew(name: string, qid: string | undefined): boolean {
    return qid === undefined || this.#taught.size < this.#taught.add(`${qid} ${name}`).size
  }
}
