import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { createApp } from '../src/http/http.ts'
import { openPublished } from '../src/node/published.ts'
import { RDF, SCHEMA } from '../src/rdf/rdf.ts'
import { publishedFixture } from './fixtures/published.ts'

/** The vocabulary as `schema-dts` has it: each type is an interface, which extends those of its supertypes. */
const vocabulary = (() => {
  const file = createRequire(import.meta.url)
    .resolve('schema-dts')
    .replace(/schema\.js$/, 'schema.d.ts')
  const types = new Map<string, { supertypes: string[]; properties: Set<string> }>()
  let current: Set<string> | undefined
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [, type, supertypes = ''] = /^interface (\w+)Base extends ([^{]+)\{/.exec(line) ?? []
    if (type !== undefined) {
      current = new Set()
      const above = [...supertypes.matchAll(/(\w+)Base\b/g)].map(([, name = '']) => name)
      types.set(type, { supertypes: above, properties: current })
    }
    const [, property] = /^ {4}"(\w+)"\?:/.exec(line) ?? []
    if (property !== undefined) current?.add(property)
  }
  return types
})()

/** Whether a type, or what it is a kind of, may have a property. */
const hasProperty = (type: string, property: string): boolean => {
  const known = vocabulary.get(type)
  return (
    known !== undefined &&
    (known.properties.has(property) || known.supertypes.some(above => hasProperty(above, property)))
  )
}

/** What an object of JSON-LD, and all in it, says that the vocabulary does not know. */
function mistakes(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mistakes)
  if (typeof value !== 'object' || value === null) return []
  const { '@type': type, ...members } = value as Record<string, unknown>
  return Object.entries(members).flatMap(([name, member]) => [
    ...(name.startsWith('@') || hasProperty(String(type), name) ? [] : [`${type} has no ${name}`]),
    ...mistakes(member)
  ])
}

/** The JSON-LD inside of a page. */
const jsonLdIn = (page: string): Record<string, unknown> =>
  JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)?.[1] ?? '{}')

test('the vocabulary is read', () => {
  expect(hasProperty('Dataset', 'distribution')).toBe(true)
  expect(hasProperty('Dataset', 'name')).toBe(true)
  expect(hasProperty('Organization', 'distribution')).toBe(false)
})

describe('the home page', () => {
  const jsonLdOf = async (manifest: object): Promise<Record<string, unknown>> => {
    const published = await publishedFixture()
    const app = createApp({ ...published, manifest: { ...published.manifest, ...manifest } })
    const page = await (
      await app.request(published.manifest.base, { headers: { Accept: 'text/html' } })
    ).text()
    return jsonLdIn(page)
  }

  test('describes the dataset in terms that exist and fit', async () => {
    const dataset = await jsonLdOf({ publisher: 'A museum', keywords: ['treaties'], date: '2026-01-31' })
    expect(dataset['@type']).toBe('Dataset')
    expect(mistakes(dataset)).toEqual([])
  })

  // https://developers.google.com/search/docs/appearance/structured-data/dataset
  test.each([undefined, 'Short.', 'x'.repeat(6000)])(
    'has what a search for datasets wants: %#',
    async description => {
      const licence = 'https://creativecommons.org/publicdomain/zero/1.0/'
      const dataset = await jsonLdOf({ description, publisher: 'A museum', license: licence })
      expect(dataset).toMatchObject({
        name: expect.any(String),
        license: licence,
        creator: { '@type': 'Organization', name: 'A museum' }
      })
      const { length } = String(dataset['description'])
      expect(length).toBeGreaterThanOrEqual(50)
      expect(length).toBeLessThanOrEqual(5000)
      for (const download of dataset['distribution'] as Record<string, unknown>[])
        expect(download).toMatchObject({
          '@type': 'DataDownload',
          contentUrl: expect.stringMatching(/^http/)
        })
    }
  )
})

test('the seeds say of things what schema.org lets be said of them', async () => {
  const published = await openPublished(path.join(import.meta.dirname, '../out'))
  const page = await createApp(published).request(`${published.manifest.base}page/Q318693`)
  const { '@context': _, ...embedded } = jsonLdIn(await page.text())
  expect(JSON.stringify(embedded)).not.toMatch(/"(?:schema:)?abstract":/)
  const types = new Map<string, string[]>()
  const said = new Map<string, Set<string>>()
  for (const { subject, predicate, object } of published.store.match()) {
    if (predicate.value === `${RDF}type` && object.value.startsWith(SCHEMA))
      types.set(subject.value, [...(types.get(subject.value) ?? []), object.value.slice(SCHEMA.length)])
    if (predicate.value.startsWith(SCHEMA))
      said.set(
        subject.value,
        (said.get(subject.value) ?? new Set()).add(predicate.value.slice(SCHEMA.length))
      )
  }
  // Abstracts are for readers, and not in the JSON-LD of pages.
  for (const properties of said.values()) properties.delete('abstract')
  const wrong = new Set<string>()
  const all = [...vocabulary.keys()]
  for (const [subject, properties] of said)
    for (const property of properties) {
      // What has no type there may be of any that has the property.
      const kinds = types.get(subject) ?? all
      if (!kinds.some(type => hasProperty(type, property)))
        wrong.add(`${kinds.length === all.length ? 'nothing' : kinds} has ${property}`)
    }
  expect([...wrong]).toEqual([])
})
