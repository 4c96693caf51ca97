import { type Aligner, KeyCounts, type KeyUse, type Property } from '../alignment/alignment.ts'
import type { Problem, Report } from '../problem.ts'
import { answersOf, changedQuestions } from './answers.ts'
import type { Earlier, Keeper, UnitRecord } from './earlier.ts'
import { fingerprint, questionMark } from './fingerprint.ts'

/** What came to light while a unit was made. */
type Found = Omit<UnitRecord, 'key' | 'inputs' | 'questions' | 'items'>

/** What units are made with. */
export interface Making {
  /** Plain data on which every unit depends. */
  readonly settings: unknown
  readonly aligner: Aligner
  /** Questions besides those that the entities are asked, with their answers. */
  readonly answers: Iterable<readonly [question: string, answer: string]>
  /** What came to light since the last time. */
  take(): Found
  /** Told of each property as it is first used. */
  onProperty(property: Property): void
  /** Told of what disagrees in a unit, and of its links, be it made or kept; the key is the unit's. */
  onFound(key: string, found: Pick<UnitRecord, 'disputes' | 'links'>): void
  readonly report: Report
}

/**
 * Makes units in the order in which they are written, or finds that an earlier build wrote them just so: where
 * the same went in, and every question that was asked on the way is answered as it was.
 */
export class Units {
  readonly #making: Making
  readonly #keeper: Keeper | undefined
  readonly #earlier: Earlier['units']
  readonly #changed: ReadonlySet<number>
  readonly #settings: number
  readonly #keys = new KeyCounts()
  readonly #properties = new Map<string, Property>()

  constructor(making: Making, keeper: Keeper | undefined) {
    this.#making = making
    this.#keeper = keeper
    this.#changed = new Set()
    this.#settings = fingerprint(JSON.stringify(making.settings))
    if (!keeper) return
    const answers = answersOf(
      (function* () {
        yield* making.aligner.entities.answers()
        yield* making.answers
      })()
    )
    this.#earlier = keeper.earlier?.units
    if (this.#earlier) this.#changed = changedQuestions(this.#earlier.answers, answers)
    keeper.answers(answers)
  }

  /** `inputs` gives plain data, all that goes into the unit but the answers of the aligner; asked only with a keeper. */
  unit<T>(
    key: string,
    inputs: () => unknown,
    make: () => T
  ): { readonly made: T } | { readonly kept: number } {
    if (!this.#keeper) {
      const made = make()
      this.#add(key, this.#making.take())
      return { made }
    }
    const print = fingerprint(JSON.stringify([this.#settings, inputs()]))
    const kept = this.#keptAs(key, print)
    if (kept !== undefined) {
      const result = this.#earlier!.resultOf(kept)
      for (const qid of result.items) this.#making.aligner.entities.ofItem(qid)
      this.#add(key, result)
      this.#keeper.unit(kept)
      return { kept }
    }
    const { result: made, questions } = this.#making.aligner.questionsOf(make)
    const found = this.#making.take()
    this.#add(key, found)
    this.#keeper.unit({
      key,
      inputs: print,
      questions: Uint32Array.from(questions, questionMark),
      items: [...questions].flatMap(question =>
        question.startsWith('item ') ? [question.slice('item '.length)] : []
      ),
      ...found
    })
    return { made }
  }

  #keptAs(key: string, inputs: number): number | undefined {
    const units = this.#earlier
    const unit = units?.numberOf(key)
    if (!units || unit === undefined || units.inputsOf(unit) !== inputs) return undefined
    if (this.#changed.size > 0 && units.questionsOf(unit).some(mark => this.#changed.has(mark)))
      return undefined
    return unit
  }

  #add(key: string, { properties, keys, problems, ...found }: Found): void {
    this.#making.onFound(key, found)
    for (const property of properties) {
      const name = `${property.local} ${property.id}`
      if (this.#properties.has(name)) continue
      this.#properties.set(name, property)
      this.#making.onProperty(property)
    }
    for (const use of keys) this.#keys.add(use)
    for (const problem of problems as readonly Problem[]) this.#making.report(problem)
  }

  /** The properties that the units so far use, as the first of them has each. */
  get properties(): readonly Property[] {
    return [...this.#properties.values()]
  }

  /** How keys were understood in the units so far. */
  get keys(): readonly KeyUse[] {
    return this.#keys.list()
  }
}
