import type { Bearing, FoundStatement, FoundValue } from './finding.ts'
import type { Rule } from './rule-file.ts'
import type { Operand } from './rule-template.ts'
import type { Filled, Slots } from './slots.ts'

type Bearer = FoundStatement & { readonly bears: Bearing }

// What later sentences still come back to.
const most = 8

/** What a text told of late that bears on another statement: somebody may deny it in the next breath. */
export class Told {
  /** The last first, each with the number of its block. */
  #recent: readonly { readonly statement: Bearer; readonly block: number }[] = []
  #block = 0

  learn(statement: FoundStatement): void {
    if (statement.bears === undefined) return
    const bearer = { statement: statement as Bearer, block: this.#block }
    this.#recent = [bearer, ...this.#recent].slice(0, most)
  }

  /** Another paragraph: only what the one before told of is still meant. */
  paragraph(): void {
    this.#block++
  }

  /**
   * The slots that the last telling of a kind fills, of what agrees with those that the words filled; undefined where
   * nothing of the kind was told of in this paragraph or the one before.
   */
  fill(
    { statement, bears }: NonNullable<Rule['told']>,
    filled: Slots,
    at: Range
  ): Map<string, Filled> | undefined {
    for (const { statement: told, block } of this.#recent) {
      if (block < this.#block - 1) return undefined
      if (told.property !== statement.property || told.bears.property !== bears.property) continue
      if (!bears.statuses.includes(told.bears.status)) continue
      const slots = fillings(told, { statement, bears }, at)
      if (slots.every(([name, one]) => agrees(filled.get(name), one)))
        return new Map(slots.filter(([name]) => !filled.has(name)))
    }
    return undefined
  }
}

type Range = Pick<Filled, 'first' | 'last'>

/** What the slots of a template hold of a statement told. */
function fillings(
  told: Bearer,
  { statement, bears }: NonNullable<Rule['told']>,
  at: Range
): (readonly [string, Filled])[] {
  const slots: [string, Filled][] = []
  const put = (operand: Operand, value: FoundValue | undefined, implied?: string): void => {
    if (operand.kind !== 'slot' || value === undefined) return
    const filled = { first: at.first, last: at.last, ...(implied === undefined ? {} : { implied }) }
    if (value.kind === 'referent') slots.push([operand.slot, { ...filled, referents: [value.referent] }])
    else if (value.kind === 'date')
      slots.push([
        operand.slot,
        { ...filled, referents: [], date: { kind: 'date', start: 0, end: 0, date: value.date } }
      ])
  }
  const { subject, value, qualifiers } = told
  put(statement.subject, { kind: 'referent', referent: subject })
  const event =
    value.kind === 'referent' ? `read as about the ${value.referent.label} told of before` : undefined
  put(statement.value, value, event)
  for (const { property, value: operand } of statement.qualifiers)
    put(operand, qualifiers.find(qualifier => qualifier.property === property)?.value)
  put(bears.value, { kind: 'referent', referent: told.bears.value })
  return slots
}

/** Whether the words leave a slot open, or name the very thing. */
const agrees = (named: Filled | undefined, told: Filled): boolean =>
  named === undefined ||
  told.referents.length === 0 ||
  told.referents.every(one => named.referents.includes(one))
