import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Quad, quadLine } from '../src/rdf/rdf.ts'
import { compare, type Verdict } from './differential.ts'
import { anyDataset } from './random-datasets.ts'
import { anyQuery, type RandomQuery } from './random-queries.ts'

const many = Number(process.env['MANY'] ?? 1)
const seed = Number(process.env['SEED'] ?? 11)

/** As many of the quads as it takes for the answers still to differ. */
async function fewest(quads: readonly Quad[], query: RandomQuery): Promise<readonly Quad[]> {
  let left = quads
  for (let size = left.length; size >= 1; size = Math.floor(size / 2))
    for (let at = 0; at < left.length; ) {
      const fewer = left.toSpliced(at, size)
      if ((await compare(fewer, query)).kind === 'different') left = fewer
      else at += size
    }
  return left
}

/** What somebody needs to look at a difference: the query, and as little data as shows it. */
async function report(quads: readonly Quad[], query: RandomQuery): Promise<string> {
  const left = await fewest(quads, query)
  const verdict = await compare(left, query)
  const how = verdict.kind === 'different' ? verdict.how : `only with all ${quads.length} quads`
  return `${query.text}\n  ${how}\n\nover\n${left.map(quad => quadLine(quad)).join('\n')}`
}

/** How often each thing came of it; a test that compares nothing must not pass unseen. */
const tally = new Map<string, number>()
const count = (verdict: Verdict): void => {
  const what =
    verdict.kind === 'explained'
      ? `differs: ${verdict.by.what}`
      : verdict.kind === 'refused'
        ? `refused by Oxigraph: ${verdict.why}`
        : verdict.kind === 'same' && verdict.results === 0
          ? 'the same, nothing'
          : verdict.kind
  tally.set(what, (tally.get(what) ?? 0) + 1)
}

describe('answers beside those of Oxigraph', () => {
  test(
    'are the same for random queries over random data, but for what is explained',
    async () => {
      // Data are made fewer at the end, which takes a hundred comparisons and not thousands.
      const {
        failed,
        counterexample,
        seed: failing,
        counterexamplePath
      } = await fc.check(
        fc.asyncProperty(fc.noShrink(anyDataset), anyQuery, async (quads, query) => {
          const verdict = await compare(quads, query)
          count(verdict)
          return verdict.kind !== 'different'
        }),
        { numRuns: 300 * many, seed }
      )
      const lines = [...tally].sort(([, a], [, b]) => b - a).map(([what, times]) => `${times} × ${what}`)
      if (many > 1) console.log(lines.join('\n'))
      if (counterexample)
        expect.fail(
          `${await report(...counterexample)}\n\nAgain with SEED=${failing} (at ${counterexamplePath}):\n${lines.join('\n')}`
        )
      expect(failed).toBe(false)
      expect(tally.get('same') ?? 0).toBeGreaterThan(60 * many)
    },
    120_000 * many
  )
})
