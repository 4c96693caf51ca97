import { afterAll, describe, expect, test } from 'vitest'
import { knownFailures } from './w3c/known-failures.ts'
import { readTests } from './w3c/manifest.ts'
import { faultsOf, type Judged, reportOf } from './w3c/report.ts'
import { runTest } from './w3c/run.ts'
import { hasSuites } from './w3c/suite-files.ts'

// The first manifest of 1.1 leaves out what is not for query engines; so that it is counted, here is the other.
const manifests = ['sparql10/manifest.ttl', 'sparql11/manifest-all.ttl', 'sparql12/manifest.ttl']

/** Kinds of tests of the endpoint and not of queries: `w3c-protocol.test.ts` has them. */
const ofTheEndpoint = ['ProtocolTest', 'ServiceDescriptionTest']

/** What ids of tests have to begin with, where only a part of them is to be run. */
const part = process.env['W3C'] ?? ''

describe('the SPARQL tests of the W3C', () => {
  if (!hasSuites()) {
    test('are run where they are', ({ skip }) => {
      console.log('W3C SPARQL tests: not run, there is no ../shared/w3c/sparql')
      skip('no ../shared/w3c/sparql')
    })
    return
  }

  const tests = manifests.flatMap(readTests).filter(({ kind }) => !ofTheEndpoint.includes(kind))
  const chosen = tests.filter(({ id }) => id.startsWith(part))
  const judged: Judged[] = []

  for (const [name, suite] of Map.groupBy(chosen, ({ suite }) => suite))
    test(name, { timeout: 120_000 }, async ({ skip }) => {
      const outcomes: Judged[] = []
      for (const test of suite)
        outcomes.push({ test, outcome: await runTest(test), known: knownFailures.get(test.id) })
      judged.push(...outcomes)
      const faults = faultsOf(outcomes)
      if (faults.length > 0) expect.fail(`${faults.length} of ${suite.length} tests:\n${faults.join('\n')}`)
      if (outcomes.every(({ outcome }) => outcome.status === 'skipped')) skip('out of scope: see the table')
    })

  test('have every known failure among them', () => {
    const ids = new Set(tests.map(({ id }) => id))
    expect([...knownFailures.keys()].filter(id => !ids.has(id))).toEqual([])
  })

  afterAll(() => console.log(reportOf(judged)))
})
