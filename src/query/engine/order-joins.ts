import type { Shared, Triples } from '../../compiled/compiled.ts'
import type { Expression } from './expression.ts'
import { JoinNode, type Step } from './joins.ts'
import { meets, type Node, union } from './node.ts'
import { PatternNode, type Place } from './pattern.ts'

/** A variable as a pattern with a known predicate has it. */
interface Appearance {
  readonly code: number
  readonly as: 'subject' | 'object'
}

/**
 * Puts the parts of a join in an order: the next is always the one that is expected to leave the fewest solutions,
 * among those that share a variable with what was found. Conditions come as soon as what they read is there for sure.
 * `given` has slots with a value before. `aids` leave out only what the conditions do too: they are joined where they
 * come before what gives their variable a value, and otherwise not at all.
 */
export function orderedJoin(
  parts: readonly Node[],
  conditions: readonly Expression[],
  given: ReadonlySet<number>,
  numbers: Triples,
  aids: readonly Node[] = []
): Node {
  const left = [...parts]
  const waiting = [...conditions]
  const steps: Step[] = []
  const bound = new Set(given)
  const appearances = new Map<number, Appearance[]>()
  let possible: Set<number> = new Set()
  let certain: Set<number> = new Set()
  let rows = 1
  while (left.length > 0) {
    const useful = aids.filter(aid => !meets(aid.certain, bound))
    const [next, factor] = cheapest([...left, ...useful], bound, appearances, numbers)
    if (left.includes(next)) left.splice(left.indexOf(next), 1)
    const accepts = next.accepts(possible)
    // Many look-ups in what is small by itself take longer than finding it once.
    const isSmall = !(next instanceof PatternNode) && next.children.length > 0 && next.estimate * 4 < rows
    steps.push({ node: next, isApart: steps.length > 0 && (!accepts || isSmall) })
    rows = Math.max(rows * factor, 1e-6)
    possible = union(possible, next.possible)
    certain = union(certain, next.certain)
    for (const slot of next.certain) bound.add(slot)
    note(next, appearances)
    for (const condition of [...waiting]) {
      const isKnown = [...condition.slots].every(slot => certain.has(slot))
      const isLast = left.length === 0
      if (!isKnown && !isLast) continue
      waiting.splice(waiting.indexOf(condition), 1)
      steps.push({ condition })
      rows /= 2
    }
  }
  const [only] = steps
  return steps.length === 1 && only && 'node' in only
    ? only.node
    : new JoinNode(sortedTests(steps), Math.max(rows, 0))
}

/** Conditions that stand together in an order in which those that ask for patterns come last. */
function sortedTests(steps: readonly Step[]): Step[] {
  const sorted: Step[] = []
  let tests: Step[] = []
  const weight = (step: Step): number => ('condition' in step && step.condition.nodes.length > 0 ? 1 : 0)
  const flush = (): void => {
    sorted.push(...tests.sort((a, b) => weight(a) - weight(b)))
    tests = []
  }
  for (const step of steps) {
    if ('condition' in step) tests.push(step)
    else {
      flush()
      sorted.push(step)
    }
  }
  flush()
  return sorted
}

function cheapest(
  parts: readonly Node[],
  bound: ReadonlySet<number>,
  appearances: ReadonlyMap<number, readonly Appearance[]>,
  numbers: Triples
): [Node, number] {
  let best: Node | undefined
  let [bestFactor, bestRank] = [0, 0]
  for (const part of parts) {
    const isReady = part.needs === undefined || bound.has(part.needs)
    const isJoined = bound.size === 0 || part.possible.size === 0 || meets(part.possible, bound)
    // What shares nothing multiplies all there is, and comes when nothing else is left.
    const rank = (isReady ? 0 : 2) + (isJoined ? 0 : 1)
    const factor = Math.min(part.perRow(bound), statistical(part, appearances, numbers))
    if (best && (rank > bestRank || (rank === bestRank && factor >= bestFactor))) continue
    best = part
    bestFactor = factor
    bestRank = rank
  }
  return [best!, bestFactor]
}

const placeSlot = (place: Place): number => ('slot' in place ? place.slot : -1)

/** What the rows of joins with patterns before tell of how many solutions a pattern gives for each. */
function statistical(
  part: Node,
  appearances: ReadonlyMap<number, readonly Appearance[]>,
  numbers: Triples
): number {
  if (!(part instanceof PatternNode) || part.code < 0) return Number.POSITIVE_INFINITY
  const { code, subject, object, estimate } = part
  const triples = numbers.statisticsOf(code).triples
  let least = Number.POSITIVE_INFINITY
  for (const [place, as] of [
    [subject, 'subject'],
    [object, 'object']
  ] as const)
    for (const other of appearances.get(placeSlot(place)) ?? []) {
      const rows = rowsOf(numbers, other, { code, as })
      if (rows !== undefined)
        least = Math.min(least, ((rows / numbers.statisticsOf(other.code).triples) * estimate) / triples)
    }
  return least
}

function rowsOf({ joins }: Triples, a: Appearance, b: Appearance): number | undefined {
  if (a.as === 'subject' && b.as === 'object') return joins.rows(b.code, a.code, 'object-subject')
  return joins.rows(a.code, b.code, `${a.as}-${b.as}` as Shared)
}

function note(part: Node, appearances: Map<number, Appearance[]>): void {
  if (!(part instanceof PatternNode) || part.code < 0) return
  for (const [place, as] of [
    [part.subject, 'subject'],
    [part.object, 'object']
  ] as const) {
    const slot = placeSlot(place)
    if (slot < 0) continue
    const known = appearances.get(slot)
    if (known) known.push({ code: part.code, as })
    else appearances.set(slot, [{ code: part.code, as }])
  }
}
