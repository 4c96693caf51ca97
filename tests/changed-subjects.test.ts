import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changedSubjects } from '../src/node/changed-subjects.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hawksbill-changed-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const subjects = fc.constantFrom('<a:1>', '<a:10>', '<a:2>', '<a:é>', '<a:\u{1f600}>', '<a:\uffee>', '_:b')
const dataset = fc.dictionary(subjects, fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 3 }))

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))
const fileOf = (data: Record<string, number[]>): string =>
  Object.keys(data)
    .sort(byBytes)
    .flatMap(subject => data[subject]!.toSorted().map(object => `${subject} <a:p> "${object}" .\n`))
    .join('')

test('subjects that differ are found, whatever the files', async () => {
  await fc.assert(
    fc.asyncProperty(dataset, dataset, async (before, now) => {
      const [earlier, later] = ['earlier.nq', 'later.nq'].map(file => path.join(folder, file))
      await writeFile(earlier!, fileOf(before))
      await writeFile(later!, fileOf(now))
      const has = (data: Record<string, number[]>, subject: string) => Object.hasOwn(data, subject)
      const [old, present] = [Object.keys(before).sort(byBytes), Object.keys(now).sort(byBytes)]
      const text = (data: Record<string, number[]>, subject: string) => fileOf({ [subject]: data[subject]! })
      expect(changedSubjects(earlier, later!)).toEqual({
        created: present.filter(subject => !has(before, subject)),
        changed: present.filter(
          subject => has(before, subject) && text(before, subject) !== text(now, subject)
        ),
        gone: old.filter(subject => !has(now, subject))
      })
      expect(changedSubjects(undefined, later!)).toEqual({ created: present, changed: [], gone: [] })
    }),
    { numRuns: 200, seed: 8 }
  )
})
