import type { CalendarDate } from '../prose/prose.ts'
import type { Referent } from './lexicon.ts'

/** An entity made of what a sentence tells: it is known by its key and, of several with one key, by its date. */
export interface Occurrence extends Referent {
  label: string
  aliases: readonly string[]
  readonly key: string
  readonly date?: CalendarDate
  readonly items: readonly string[]
}

/**
 * The events of a dataset. Two tellings are of one event when their keys agree and their dates do as far as they
 * go: "in 2014" and "in August 2014", unless there are two in 2014.
 */
export class Events {
  readonly #byKey = new Map<string, Occurrence[]>()
  readonly #tellings = new Map<string, Occurrence>()
  readonly #same = new Map<Occurrence, Occurrence>()

  /** Takes in a telling; one of the same label and date is given back instead of it. */
  add(told: Occurrence): Occurrence {
    const id = JSON.stringify([told.key, told.label, order(told.date), precision(told.date)])
    const same = this.#tellings.get(id)
    if (same) return same
    this.#tellings.set(id, told)
    const others = this.#byKey.get(told.key)
    if (others) others.push(told)
    else this.#byKey.set(told.key, [told])
    return told
  }

  /** Decides which tellings are one; `of` then gives the one to publish. */
  settle(): void {
    for (const tellings of this.#byKey.values()) {
      const ordered = [...tellings].sort(
        (a, b) => precision(b.date) - precision(a.date) || order(a.date) - order(b.date)
      )
      const byYear = new Map<number | undefined, Occurrence[]>()
      for (const told of ordered) {
        const year = told.date?.year
        const events = byYear.get(year) ?? []
        byYear.set(year, events)
        const event = onlyOne(events, ({ date }) => agree(date, told.date))
        if (event) this.#same.set(told, event)
        else events.push(told)
      }
    }
    const names = new Map<Occurrence, Set<string>>()
    for (const [told, event] of this.#same) {
      const all = names.get(event) ?? new Set(event.aliases)
      names.set(event, all)
      for (const name of [told.label, ...told.aliases]) all.add(name)
    }
    for (const [event, all] of names) event.aliases = [...all].filter(name => name !== event.label)
  }

  /** The event that a telling is of; anything else is itself. */
  of(referent: Referent): Referent {
    return this.#same.get(referent as Occurrence) ?? referent
  }
}

/** The one that fits; undefined where none does, or several do. */
function onlyOne(
  events: readonly Occurrence[],
  fits: (event: Occurrence) => boolean
): Occurrence | undefined {
  let one: Occurrence | undefined
  for (const event of events) {
    if (!fits(event)) continue
    if (one) return undefined
    one = event
  }
  return one
}

const precision = (date: CalendarDate | undefined): number =>
  date === undefined ? 0 : date.day !== undefined ? 3 : date.month !== undefined ? 2 : 1

const order = (date: CalendarDate | undefined): number =>
  date === undefined ? 0 : date.year * 400 + (date.month ?? 0) * 31 + (date.day ?? 0)

function agree(a: CalendarDate | undefined, b: CalendarDate | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  if (a.year !== b.year) return false
  if (a.month === undefined || b.month === undefined) return true
  // A deployment is told of with its day and with its month; two days in one month are one event's course.
  return a.month === b.month
}
