/** Sorted runs on their way into one order: a heap with the run that comes next at its head. */
export class Merge<Run> {
  readonly #heap: Run[]
  readonly #isBefore: (a: Run, b: Run) => boolean

  /** `runs`: each at its first item, none without one; `isBefore` compares the items that they are at. */
  constructor(runs: Run[], isBefore: (a: Run, b: Run) => boolean) {
    this.#heap = runs
    this.#isBefore = isBefore
    for (let i = (runs.length >> 1) - 1; i >= 0; i--) this.#sink(i)
  }

  /** The run whose item comes next; undefined when all are through. */
  get first(): Run | undefined {
    return this.#heap[0]
  }

  /** Puts the first run in its place once it has gone on to its next item, or takes it out where it has none left. */
  settle(hasMore: boolean): void {
    const heap = this.#heap
    if (!hasMore) {
      const last = heap.pop()!
      if (heap.length > 0) heap[0] = last
    }
    if (heap.length > 1) this.#sink(0)
  }

  #sink(from: number): void {
    const heap = this.#heap
    const item = heap[from]!
    let at = from
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && this.#isBefore(heap[child + 1]!, heap[child]!)) child++
      if (!this.#isBefore(heap[child]!, item)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = item
  }
}
