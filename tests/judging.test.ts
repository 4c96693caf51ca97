import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { judgingCase, judgingWritten } from './judging-case.ts'

// What becomes of statements that disagree, and of those that only seem to: one file for each check.
const folder = path.join(import.meta.dirname, 'cases/reconciliation')
const names = readdirSync(folder).flatMap(file => (file.endsWith('.in.txt') ? [file.slice(0, -7)] : []))

test.each(names)('%s', async name => {
  const text = readFileSync(path.join(folder, `${name}.in.txt`), 'utf8')
  const [shared = '', ...cases] = text.split(/^== /m)
  expect(cases.length).toBeGreaterThan(0)
  const outcomes = cases.map(one => {
    const title = one.slice(0, one.indexOf('\n'))
    // What all cases share keeps its lines, and so its places.
    return `== ${title}\n${judgingWritten(judgingCase(shared + one.slice(one.indexOf('\n') + 1)))}`
  })
  await expect(outcomes.join('\n')).toMatchFileSnapshot(path.join(folder, `${name}.out.txt`))
})
