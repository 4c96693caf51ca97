import { QueryError } from '../src/query/query.ts'
import type { Quad } from '../src/rdf/rdf.ts'
import { explained, type KnownDifference, refusals } from './known-differences.ts'
import { ourselves, oxigraphOver } from './query-peers.ts'
import type { RandomQuery } from './random-queries.ts'
import { orderFault, sliceFault } from './solution-order.ts'
import { type Answered, difference } from './solutions.ts'

/** What came of asking ourselves and Oxigraph the same. */
export type Verdict =
  | { readonly kind: 'same'; readonly results: number }
  /** One of the two did not answer, so there is nothing to compare. */
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'explained'; readonly by: KnownDifference; readonly how: string }
  | { readonly kind: 'different'; readonly how: string }

const isData = (label: string): boolean => /^b\d$/.test(label)

const resultsOf = (answered: Answered): number =>
  answered.form === 'boolean' ? 1 : answered.form === 'quads' ? answered.quads.length : answered.rows.length

/**
 * Asks ourselves and Oxigraph, and compares what they say. Of a query with ORDER BY the whole answers are compared, and
 * ours with what the order determines: which rows LIMIT leaves of those it does not determine is anybody's choice.
 */
export async function compare(quads: readonly Quad[], { text, slice }: RandomQuery): Promise<Verdict> {
  const query = slice?.whole ?? text
  const own = ourselves(quads, 10_000)
  const ours = await own.ask(query).catch(errorOf)
  // Before Oxigraph is asked, which knows no limit and is at it for minutes.
  if (ours instanceof QueryError && ours.code === 'too-large')
    return { kind: 'refused', why: `by us: ${ours.message}` }
  const theirs = await oxigraphOver(quads).ask(query).catch(errorOf)
  if (theirs instanceof Error) {
    const refusal = refusals.find(({ message }) => message.test(theirs.message))
    return refusal
      ? { kind: 'refused', why: `by Oxigraph: ${refusal.why}` }
      : { kind: 'different', how: `only Oxigraph says: ${theirs.message.slice(0, 500)}` }
  }
  let how: string | undefined
  if (ours instanceof Error) how = `only we say: ${ours.message}`
  else how = difference(ours, theirs, { isKnown: isData })
  if (how === undefined && slice && !(ours instanceof Error) && ours.form === 'bindings') {
    const part = await own.ask(text).catch(errorOf)
    if (part instanceof Error) how = `with LIMIT only: ${part.message}`
    else if (part.form === 'bindings')
      how =
        orderFault(ours.rows, slice.order) ??
        orderFault(part.rows, slice.order) ??
        sliceFault(part.rows, ours.rows, slice)
  }
  if (how === undefined) return { kind: 'same', results: resultsOf(theirs) }
  const differing = { query: text, how, ours: ours instanceof Error ? undefined : ours, theirs }
  const by = explained.find(({ explains }) => explains(differing))
  return by ? { kind: 'explained', by, how } : { kind: 'different', how }
}

const errorOf = (error: unknown): Error => {
  if (error instanceof Error) return error
  throw error
}
