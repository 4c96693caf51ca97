/** Variables of a query and their slots. A sub-select has a scope of its own: what it does not project is another variable. */
export class Scope {
  readonly #slots: Map<string, number>
  readonly #count: { next: number }

  constructor(slots = new Map<string, number>(), count = { next: 0 }) {
    this.#slots = slots
    this.#count = count
  }

  slotOf(name: string): number {
    let slot = this.#slots.get(name)
    if (slot === undefined) {
      slot = this.#count.next++
      this.#slots.set(name, slot)
    }
    return slot
  }

  /** A slot that belongs to no variable. */
  fresh(): number {
    return this.#count.next++
  }

  /** The scope of a sub-select with these variables. */
  inner(projected: readonly string[]): Scope {
    return new Scope(new Map(projected.map(name => [name, this.slotOf(name)])), this.#count)
  }
}
