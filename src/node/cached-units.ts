import type { KeyUse, Property } from '../alignment/alignment.ts'
import type { Problem } from '../problem.ts'
import type { EarlierUnits, UnitRecord } from '../reuse/reuse.ts'
import type { CachedUnits } from './cache-state.ts'

/** What `results` hold: properties, and uses of keys with values and unfit, by their numbers in the tables. */
interface Result {
  readonly items?: readonly string[]
  readonly properties?: readonly number[]
  readonly keys?: readonly (readonly [use: number, values: number, unfit: number])[]
  readonly problems?: readonly Problem[]
  readonly disputes?: readonly unknown[]
  readonly links?: readonly unknown[]
}

/** The units of an earlier build, out of its columns. */
export function earlierUnits(units: CachedUnits): EarlierUnits {
  const numbers = new Map(units.keys.map((key, number) => [key, number]))
  const properties = units.properties.map(text => JSON.parse(text) as Property)
  const uses = units.uses.map(text => JSON.parse(text) as KeyUse)
  const nothing = { items: [], properties: [], keys: [], problems: [], disputes: [], links: [] }
  return {
    numberOf: key => numbers.get(key),
    inputsOf: unit => units.inputs[unit]!,
    questionsOf: unit => questionsOf(units, unit),
    resultOf: unit => {
      const text = units.results[unit]!
      if (text === '') return nothing
      const result = JSON.parse(text) as Result
      return {
        items: result.items ?? [],
        properties: (result.properties ?? []).map(number => properties[number]!),
        keys: (result.keys ?? []).map(([use, values, unfit]) => ({ ...uses[use]!, values, unfit })),
        problems: result.problems ?? [],
        disputes: result.disputes ?? [],
        links: result.links ?? []
      }
    }
  }
}

const questionsOf = ({ questions, questionEnds }: CachedUnits, unit: number): Uint32Array =>
  questions.subarray(unit === 0 ? 0 : questionEnds[unit - 1], questionEnds[unit])

/** A table of texts in which each stands once. */
class Table {
  readonly texts: string[]
  readonly #numbers: Map<string, number>

  constructor(texts: readonly string[]) {
    this.texts = [...texts]
    this.#numbers = new Map(texts.map((text, number) => [text, number]))
  }

  numberOf(text: string): number {
    let number = this.#numbers.get(text)
    if (number === undefined) {
      number = this.texts.push(text) - 1
      this.#numbers.set(text, number)
    }
    return number
  }
}

/** Takes down the units of a build, those that it kept from an earlier one by their number there. */
export class UnitColumns {
  readonly #earlier: CachedUnits | undefined
  readonly #keys: string[] = []
  readonly #inputs: number[] = []
  readonly #questions: Uint32Array[] = []
  readonly #results: string[] = []
  readonly #properties: Table
  readonly #uses: Table

  constructor(earlier: CachedUnits | undefined) {
    this.#earlier = earlier
    this.#properties = new Table(earlier?.properties ?? [])
    this.#uses = new Table(earlier?.uses ?? [])
  }

  keep(unit: number): void {
    const earlier = this.#earlier!
    this.#keys.push(earlier.keys[unit]!)
    this.#inputs.push(earlier.inputs[unit]!)
    this.#questions.push(questionsOf(earlier, unit))
    this.#results.push(earlier.results[unit]!)
  }

  add({ key, inputs, questions, items, properties, keys, problems, disputes, links }: UnitRecord): void {
    this.#keys.push(key)
    this.#inputs.push(inputs)
    this.#questions.push(questions)
    const result: Result = {
      ...(items.length === 0 ? {} : { items }),
      ...(properties.length === 0
        ? {}
        : { properties: properties.map(property => this.#properties.numberOf(JSON.stringify(property))) }),
      ...(keys.length === 0
        ? {}
        : {
            keys: keys.map(({ values, unfit, ...use }) => [
              this.#uses.numberOf(JSON.stringify(use)),
              values,
              unfit
            ])
          }),
      ...(problems.length === 0 ? {} : { problems }),
      ...(disputes.length === 0 ? {} : { disputes }),
      ...(links.length === 0 ? {} : { links })
    }
    const text = JSON.stringify(result)
    this.#results.push(text === '{}' ? '' : text)
  }

  columns(): CachedUnits {
    const ends = new Float64Array(this.#questions.length)
    let end = 0
    for (const [i, { length }] of this.#questions.entries()) {
      end += length
      ends[i] = end
    }
    const questions = new Uint32Array(end)
    for (const [i, marks] of this.#questions.entries()) questions.set(marks, ends[i]! - marks.length)
    return {
      keys: this.#keys,
      inputs: Float64Array.from(this.#inputs),
      questions,
      questionEnds: ends,
      results: this.#results,
      properties: this.#properties.texts,
      uses: this.#uses.texts
    }
  }
}
