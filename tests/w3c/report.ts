import type { W3cTest } from './manifest.ts'
import type { Outcome } from './run.ts'

/** A test, what became of it, and why it was known to fail where it was. */
export interface Judged {
  readonly test: W3cTest
  readonly outcome: Outcome
  readonly known: string | undefined
}

/** What is wrong with the outcomes of a suite, a line each: what fails, and what is known to fail and does not. */
export const faultsOf = (judged: readonly Judged[]): string[] =>
  judged.flatMap(({ test: { id, name }, outcome, known }) => {
    if (outcome.status === 'failed' && known === undefined) return [`${id} (${name}): ${outcome.reason}`]
    if (outcome.status === 'passed' && known !== undefined)
      return [`${id} (${name}) passes: take it out of known-failures.ts`]
    return []
  })

const columns: readonly [string, (judged: Judged) => boolean][] = [
  ['tests', () => true],
  ['passed', ({ outcome }) => outcome.status === 'passed'],
  ['failed', ({ outcome }) => outcome.status === 'failed'],
  ['known', ({ outcome, known }) => outcome.status === 'failed' && known !== undefined],
  ['skipped', ({ outcome }) => outcome.status === 'skipped'],
  ['own', ({ outcome }) => outcome.status !== 'skipped' && outcome.engine === 'own'],
  ['comunica', ({ outcome }) => outcome.status !== 'skipped' && outcome.engine === 'comunica'],
  ['parser', ({ outcome }) => outcome.status !== 'skipped' && outcome.engine === 'parser']
]

/**
 * Outcomes as a table, a suite a row: how many tests it has; how many passed, failed, were known to fail among those,
 * and were skipped; and who answered. Below it, why tests were skipped.
 */
export function reportOf(judged: readonly Judged[]): string {
  const suites = Map.groupBy(judged, ({ test }) => test.suite)
  const collections = Map.groupBy(judged, ({ test }) => test.suite.replace(/\/.*/, ''))
  const rows = [...suites, ...collections, ['all', judged] as const].map(([name, group]) => [
    name,
    ...columns.map(([, counts]) => String(group.filter(counts).length))
  ])
  const header = ['suite', ...columns.map(([name]) => name)]
  const widths = header.map((_, i) => Math.max(...[header, ...rows].map(row => row[i]!.length)))
  const lines = [header, ...rows].map(row =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')
  )
  const reasons = Map.groupBy(judged, ({ outcome }) => (outcome.status === 'skipped' ? outcome.reason : ''))
  reasons.delete('')
  const skipped = [...reasons].map(([reason, group]) => `${group.length} skipped: a test ${reason}`)
  return [...lines, '', ...skipped].join('\n')
}
