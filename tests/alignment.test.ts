import { describe, expect, test } from 'vitest'
import { Catalogue, type Datatype, Iris, iriPath, valueKey } from '../src/alignment/alignment.ts'
import { readValue } from '../src/alignment/values.ts'
import { ontology } from './publish-case.ts'

const catalogue = new Catalogue(ontology.properties, 'key\tpid\nlicence_plate_code\tP395\n')

describe('a key is', () => {
  test.each([
    ['headquarters_location', 'P159', 'label'],
    ['has_part_s_', 'P527', 'label'],
    ['X_Twitter_username', 'P2002', 'label'],
    ['topic_s_main_category', 'P910', 'label'],
    ['headquarters location', 'P159', 'renormalised label'],
    ['headquarters-location', 'P159', 'renormalised label'],
    ['licence_plate_code', 'P395', 'former label'],
    ['P8189', 'P8189', 'P-id'],
    ['Headquarters_Location_', 'P159', 'stripped'],
    ['official_observer_status_in_organisation', 'P10624', 'regional label']
  ])('%s: %s by %s', (key, id, tier) => {
    const [first] = catalogue.candidates(key)
    expect([first?.property.id, first?.tier]).toEqual([id, tier])
  })
  test.each(['mapzoom', '_', '', 'P0', 'P99999999', 'constructor', '__proto__'])('%j: none of them', key => {
    expect([...catalogue.candidates(key)]).toEqual([])
  })
})

describe('words are read as', () => {
  const text = (value: string, datatype: Datatype) => {
    const read = readValue({ kind: 'text', text: value }, datatype)
    return read && valueKey(read.value)
  }
  test.each<[Datatype, string, string | undefined]>([
    ['time', '1992-05-15T00:00:00Z', 'time 1992-05-15T00:00:00Z/11'],
    ['time', '1992-01-01T00:00:00Z', 'time 1992-01-01T00:00:00Z/9'],
    ['time', '1992-01-01', 'time 1992-01-01T00:00:00Z/11'],
    ['time', '1992-05', 'time 1992-05-01T00:00:00Z/10'],
    ['time', '1992', 'time 1992-01-01T00:00:00Z/9'],
    ['time', '1992-00-00', 'time 1992-01-01T00:00:00Z/9'],
    ['time', '-7000-06', 'time -7000-06-01T00:00:00Z/10'],
    ['time', '-0044-03-15T00:00:00Z', 'time -0044-03-15T00:00:00Z/11'],
    ['time', '-4540000000-01-01T00:00:00Z', 'time -4540000000-01-01T00:00:00Z/9'],
    ['time', '1992-02-30', undefined],
    ['time', '1900-02-29', undefined],
    ['time', '1992-13-01', undefined],
    ['time', 'May 1992', undefined],
    ['quantity', '63', 'quantity +63'],
    ['quantity', '-2.50', 'quantity -2.50'],
    ['quantity', '.5', 'quantity +0.5'],
    ['quantity', '-0', 'quantity +0'],
    ['quantity', '12345678901234567890.1', 'quantity +12345678901234567890.1'],
    ['quantity', '1,000', undefined],
    ['quantity', '1e3', undefined],
    ['globe-coordinate', 'Point(37.5354 55.7963)', 'coordinate 37.5354 55.7963'],
    ['globe-coordinate', 'POINT (37.5 -55)', 'coordinate 37.5 -55'],
    ['globe-coordinate', '55.7963, 37.5354', 'coordinate 37.5354 55.7963'],
    ['globe-coordinate', 'Point(55 91)', undefined],
    ['external-id', '000000012146438X', 'external-id 000000012146438X'],
    ['url', 'https://пример.рф/путь?a=b c', 'iri https://пример.рф/путь?a=b%20c'],
    ['url', 'mailto:a@example.org', 'iri mailto:a@example.org'],
    ['url', 'JavaScript:alert(1)', undefined],
    ['url', 'data:text/html,x', undefined],
    ['url', 'example.org', undefined],
    ['url', 'http://', undefined],
    [
      'commonsMedia',
      'http://commons.wikimedia.org/wiki/Special:FilePath/A%20b.svg',
      'iri http://commons.wikimedia.org/wiki/Special:FilePath/A%20b.svg'
    ],
    ['commonsMedia', 'A b.svg', 'iri http://commons.wikimedia.org/wiki/Special:FilePath/A%20b.svg'],
    ['commonsMedia', 'https://example.org/a.svg', undefined],
    ['string', ' a\u0000b ', 'string ab'],
    ['string', 'http://www.wikidata.org/.well-known/genid/8a1b', 'unknown 8a1b']
  ])('%s: %j → %s', (datatype, value, expected) => {
    expect(text(value, datatype)).toBe(expected)
  })
  test('a pair of numbers is latitude and longitude', () => {
    expect(readValue({ kind: 'tuple', items: ['60.72', '28.73'] }, 'globe-coordinate')?.value).toEqual({
      type: 'coordinate',
      latitude: '60.72',
      longitude: '28.73'
    })
    expect(readValue({ kind: 'tuple', items: ['60.72', '28.73'] }, 'wikibase-item')).toBeUndefined()
  })
})

describe('IRIs', () => {
  test('encode only what RFC 3987 forbids in a path', () => {
    expect(iriPath("a/Ö,~(x)'!*;:@&=+$-._й/b c?d#e%f[g]|h")).toBe(
      "a/Ö,~(x)'!*;:@&=+$-._й/b%20c%3Fd%23e%25f%5Bg%5D%7Ch"
    )
  })
  test('of a statement depend on each of its parts', () => {
    const iris = new Iris('https://example.org/')
    const of = (...qualifiers: string[]) => iris.statement(iris.entity('Q1'), 'P1', 'item a', qualifiers)
    const all = [
      of(),
      of('P2 x'),
      of('P2', 'x'),
      of('P2 x', ''),
      iris.statement(iris.entity('Q1'), 'P1 item', 'a', [])
    ]
    expect(new Set(all).size).toBe(all.length)
    for (const iri of all) expect(iri).toMatch(/^https:\/\/example\.org\/statement\/Q1-[0-9a-f]{16}$/)
  })
})
