import { describe, expect, test } from 'vitest'
import { parseRdf, quadLine } from '../src/rdf/rdf.ts'
import { describe as describeEntity, labelOf, openDump, propertyOf } from '../src/store/store.ts'
import { publishedFixture } from './fixtures/published.ts'

const base = 'http://127.0.0.1:8787/'
const { store } = await publishedFixture(base)
const subjects = (iri: string): string[][] =>
  describeEntity(store, iri, base).map(block => [
    ...new Set(block.map(quad => quad.subject.value.replace(base, '')))
  ])

describe('a description', () => {
  test('begins with the entity and the names it speaks of, goes on with each statement and what it hangs on', () => {
    const blocks = subjects(`${base}entity/Q318693`)
    expect(blocks[0]).toEqual(['entity/Q318693'])
    expect(blocks[1]).toEqual(
      expect.arrayContaining(['entity/Q399', 'property/motto', 'http://www.wikidata.org/entity/P527'])
    )
    expect(blocks[2]).toEqual(['statement/Q318693-0000000000000001', 'reference/00000000000000a1'])
    expect(blocks[3]).toEqual([
      'statement/Q318693-0000000000000002',
      'value/00000000000000d1',
      'reference/00000000000000a2',
      'reference/00000000000000a2#selector'
    ])
    expect(blocks).toHaveLength(16)
  })

  test('says each thing once, and nothing of other entities but their labels', () => {
    const lines = describeEntity(store, `${base}entity/Q318693`, base).flat().map(quadLine)
    expect(new Set(lines).size).toBe(lines.length)
    expect(lines.filter(line => line.startsWith(`<${base}entity/Q399>`))).toEqual([
      `<${base}entity/Q399> <http://www.w3.org/2000/01/rdf-schema#label> "Armenia"@en .`
    ])
  })

  test('puts type, labels and sameAs first, direct triples by property number, links to statements last', () => {
    const [own = []] = describeEntity(store, `${base}entity/Q318693`, base)
    const order = [...new Set(own.map(quad => quad.predicate.value.replace(/^.*[/#]/, '')))]
    expect(order.slice(0, 5)).toEqual(['type', 'label', 'altLabel', 'sameAs', 'abstract'])
    expect(order.slice(5)).toEqual(['P31', 'P159', 'P527', 'P571', 'P625', 'P856', 'P2124', 'motto'])
  })

  test('does not depend on the order of the data', () => {
    const lines = [...store.match()].map(quadLine).reverse()
    const other = openDump(new TextEncoder().encode(lines.join('\n')))
    const text = (s: typeof store) => describeEntity(s, `${base}entity/Q318693`, base).flat().map(quadLine)
    expect(text(other)).toEqual(text(store))
  })

  test('works for sources and statements, and is empty for what is not known', () => {
    expect(subjects(`${base}source/Заметки/CSTO`)[0]).toEqual(['source/Заметки/CSTO'])
    expect(subjects(`${base}statement/Q318693-0000000000000003`)[0]).toContain('value/00000000000000d1')
    for (const id of ['Q1', '__proto__', 'constructor', ''])
      expect(describeEntity(store, `${base}entity/${id}`, base)).toEqual([])
  })
})

test('a label is one in the language asked for, else in English, else any', () => {
  expect(labelOf(store, `${base}entity/Q318693`, 'ru')).toMatch(/^Организация/)
  expect(labelOf(store, `${base}entity/Q318693`, 'fr')).toBe('Collective Security Treaty Organization')
  expect(labelOf(store, `${base}entity/Q1`, 'en')).toBeUndefined()
  const other = openDump(
    new TextEncoder().encode('<urn:a> <http://www.w3.org/2000/01/rdf-schema#label> "a"@hy .')
  )
  expect(labelOf(other, 'urn:a', 'en')).toBe('a')
})

test.each([
  ['http://www.wikidata.org/prop/direct/P31', 'http://www.wikidata.org/entity/P31'],
  ['http://www.wikidata.org/prop/qualifier/value/P580', 'http://www.wikidata.org/entity/P580'],
  [`${base}prop/direct/motto`, `${base}property/motto`],
  ['http://schema.org/name', undefined]
])('the property of %s is %s', (predicate, property) => {
  expect(propertyOf(predicate, base)).toBe(property)
})

test('opening names the line of a syntax error', () => {
  expect(() => openDump(new TextEncoder().encode('<urn:a> <urn:b> <urn:c> .\nnonsense'))).toThrow(/line 2/)
  expect(() => openDump(Uint8Array.of(0xff))).toThrow()
  expect(parseRdf('', 'nq')).toEqual([])
})
