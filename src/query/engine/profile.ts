import type { Batch, Solutions } from './batch.ts'
import type { Node, Run } from './node.ts'

/** What came of a node while a plan ran. */
interface Count {
  solutions: number
  /** With what its inputs took. */
  milliseconds: number
  /** How often it was started. */
  starts: number
}

/** Counts what the nodes of a plan do. */
export class Profile {
  readonly #counts = new Map<Node, Count>()

  of(node: Node): Readonly<Count> {
    return this.#count(node)
  }

  #count(node: Node): Count {
    let count = this.#counts.get(node)
    if (!count) {
      count = { solutions: 0, milliseconds: 0, starts: 0 }
      this.#counts.set(node, count)
    }
    return count
  }

  /** The solutions of a node, counted as they are taken. */
  *watched(node: Node, solutions: Solutions): Generator<Batch | undefined> {
    const count = this.#count(node)
    count.starts++
    const iterator = solutions[Symbol.iterator]()
    try {
      for (;;) {
        const began = performance.now()
        const next = iterator.next()
        count.milliseconds += performance.now() - began
        if (next.done) return
        if (next.value) count.solutions += next.value.length
        yield next.value
      }
    } finally {
      iterator.return?.()
    }
  }
}

/** The solutions of a node, which are counted where the run asks for that. */
export function started(node: Node, run: Run, input: Solutions, live: ReadonlySet<number>): Solutions {
  const solutions = node.run(run, input, live)
  return run.profile ? run.profile.watched(node, solutions) : solutions
}
