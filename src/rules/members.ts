import type { Referent } from './lexicon.ts'
import type { Mention } from './mention.ts'

/** Who belongs to what, as a document lists it: for groups that a text names without listing them. */
export class Members {
  readonly #subject: Referent | undefined
  /** In the order in which the wholes were first told of. */
  readonly #parts = new Map<Referent, Set<Referent>>()
  /** By part, the wholes it was told to be of. */
  readonly #wholes = new Map<Referent, Set<Referent>>()
  readonly #order = new Map<Referent, number>()
  /** By whole, the parts that left it, and in which year; no year where nobody says. */
  readonly #left = new Map<Referent, Map<Referent, number>>()

  constructor(subject: Referent | undefined) {
    this.#subject = subject
  }

  /** Takes in that something belongs to a whole, since the year `start` where it is told. */
  learn(whole: Referent, part: Referent, start?: number): void {
    const left = this.#left.get(whole)
    if (start !== undefined && start > (left?.get(part) ?? start)) left!.delete(part)
    if (!this.#order.has(whole)) this.#order.set(whole, this.#order.size)
    put(this.#parts, whole, part)
    put(this.#wholes, part, whole)
  }

  /** Takes in that something belongs to a whole no longer: who is counted or listed next is another. */
  forget(whole: Referent, part: Referent, end = Number.POSITIVE_INFINITY): void {
    const left = this.#left.get(whole) ?? new Map<Referent, number>()
    this.#left.set(whole, left)
    left.set(part, Math.max(end, left.get(part) ?? end))
  }

  /** The members that a group's words mean; none where they are not known, or not as many as the words count. */
  of({ count, method, except }: Mention): readonly Referent[] {
    if (except) {
      // "all members except A and B": of what was last spoken of that has these among its members.
      const parts = this.#lastWith(except)
      const rest = parts === undefined ? [] : [...parts].filter(one => !except.includes(one))
      return count === undefined || rest.length === count ? rest : []
    }
    if (method !== 'members') return []
    const told = this.#subject && this.#parts.get(this.#subject)
    const left = this.#subject && this.#left.get(this.#subject)
    const known = [...(told ?? [])].filter(part => !left?.has(part))
    return count === undefined || known.length === count ? known : []
  }

  #lastWith(parts: readonly Referent[]): ReadonlySet<Referent> | undefined {
    const [first, ...others] = parts
    if (first === undefined) return undefined
    let last: Referent | undefined
    for (const whole of this.#wholes.get(first) ?? []) {
      const isLater = last === undefined || this.#order.get(whole)! > this.#order.get(last)!
      if (isLater && others.every(one => this.#parts.get(whole)!.has(one))) last = whole
    }
    return last && this.#parts.get(last)
  }
}

function put(sets: Map<Referent, Set<Referent>>, key: Referent, value: Referent): void {
  const known = sets.get(key)
  if (known) known.add(value)
  else sets.set(key, new Set([value]))
}
