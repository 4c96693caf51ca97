import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blankNode, iri, type Quad, quad, quadLine, type Term, text, typed, XSD } from '../src/rdf/rdf.ts'
import { compare, type Verdict } from './differential.ts'
import { anyDataset } from './random-datasets.ts'
import { anyQuery, type RandomQuery } from './random-queries.ts'
import { orderFault, sliceFault } from './solution-order.ts'
import { difference, type Solution } from './solutions.ts'

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
        ? `refused ${verdict.why}`
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

describe('what tells two answers apart', () => {
  const isKnown = (label: string): boolean => label === 'b0'
  const rows = (...solutions: Record<string, Term>[]): Solution[] =>
    solutions.map(bound => new Map(Object.entries(bound)))
  const bindings = (...solutions: Record<string, Term>[]) => ({
    form: 'bindings' as const,
    rows: rows(...solutions)
  })
  const integer = (value: string): Term => typed(value, `${XSD}integer`)
  const decimal = (value: string): Term => typed(value, `${XSD}decimal`)

  test.each([
    [
      'order is not looked at',
      [{ a: text('x') }, { a: text('y') }],
      [{ a: text('y') }, { a: text('x') }],
      true
    ],
    ['how often is', [{ a: text('x') }, { a: text('x') }], [{ a: text('x') }], false],
    ['unbound is not empty', [{ a: text('') }], [{}], false],
    ['spelling counts in data', [{ a: decimal('1.0') }], [{ a: decimal('1') }], false],
    ['and not in what is computed', [{ n0: decimal('1.0') }], [{ n0: decimal('1') }], true],
    ['where the type does', [{ n0: integer('1') }], [{ n0: decimal('1') }], false],
    ['words in any order', [{ g0: text('a|b') }], [{ g0: text('b|a') }], true],
    ['blank nodes of the data', [{ a: blankNode('b0') }], [{ a: blankNode('b1') }], false]
  ])('%s', (_, ours, theirs, same) => {
    const found = difference(bindings(...ours), bindings(...theirs), { isKnown })
    expect(found === undefined).toBe(same)
  })

  test('constructed graphs are the same when they are isomorphic', () => {
    const [p, q] = [iri('urn:p'), iri('urn:q')]
    const graph = (...quads: Quad[]) => ({ form: 'quads' as const, quads })
    const [x, y, known] = [blankNode('x'), blankNode('y'), blankNode('b0')]
    const chain = graph(quad(x, p, y), quad(y, q, known))
    expect(difference(chain, graph(quad(x, q, known), quad(y, p, x)), { isKnown })).toBeUndefined()
    expect(difference(chain, graph(quad(x, p, y), quad(x, q, known)), { isKnown })).toBeDefined()
    expect(difference(chain, graph(quad(x, p, y), quad(y, q, x)), { isKnown })).toBeDefined()
  })

  test('an order is wrong only where one is determined', () => {
    const order = [{ variable: 'a', descending: false }]
    const fault = (...terms: (Term | undefined)[]): boolean =>
      orderFault(rows(...terms.map((a): Record<string, Term> => (a ? { a } : {}))), order) !== undefined
    const sorted = [undefined, blankNode('z'), iri('urn:a'), iri('urn:b'), integer('9'), decimal('10.5')]
    expect(fault(...sorted)).toBe(false)
    expect(fault(...sorted.toReversed())).toBe(true)
    expect(fault(text('\ufffd'), text('\u{1d306}'))).toBe(false)
    expect(fault(text('\u{1d306}'), text('\ufffd'))).toBe(true)
    expect(fault(text('b'), integer('1'), text('a'))).toBe(true)
    expect(fault(text('b'), integer('1'))).toBe(false)
    expect(fault(blankNode('b'), blankNode('a'))).toBe(false)
  })

  test('a slice has what the order leaves it', () => {
    const order = [{ variable: 'a', descending: true }]
    const whole = rows(...['3', '2', '2', '1'].map(value => ({ a: integer(value) })))
    const fault = (values: readonly string[], limit: number, offset: number): string | undefined =>
      sliceFault(rows(...values.map(value => ({ a: integer(value) }))), whole, { order, limit, offset })
    expect(fault(['2', '2'], 2, 1)).toBeUndefined()
    expect(fault(['1'], 5, 3)).toBeUndefined()
    expect(fault([], 5, 9)).toBeUndefined()
    expect(fault(['2'], 2, 1)).toContain('1 solutions where')
    expect(fault(['3', '2'], 2, 1)).toContain('cannot stand there')
    expect(fault(['2', '4'], 2, 1)).toContain('does not have')
  })
})
