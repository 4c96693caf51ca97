import { describe, expect, test } from 'vitest'
import {
  Catalogue,
  type Datatype,
  Iris,
  iriPath,
  summaryOfKeys,
  valueKey
} from '../src/alignment/alignment.ts'
import { readValue } from '../src/alignment/values.ts'
import { ontology, publishVault } from './publish-case.ts'

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
    ['is_a_', 'P31', 'alias'],
    ['is_part_of', 'P361', 'alias'],
    ['has_Headquarters_location', 'P159', 'stripped'],
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
    ['time', '2000-01-01T00:00:00.000+01:00', 'time 2000-01-01T00:00:00Z/11'],
    ['time', '2024-05-06 10:30', 'time 2024-05-06T00:00:00Z/11'],
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
    ['globe-coordinate', '[55.7963, 37.5354]', 'coordinate 37.5354 55.7963'],
    ['globe-coordinate', 'Point(55 91)', undefined],
    ['globe-coordinate', '<http://www.wikidata.org/entity/Q405> Point(1 2)', undefined],
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

describe('keys and values', () => {
  const read = async (frontmatter: string) => publishVault({ 'a.md': `---\n${frontmatter}\n---\n` })
  const uses = async (frontmatter: string) =>
    (await read(frontmatter)).keys.map(
      ({ key, property, tier, keyBy, values, unfit, unfitFor }) =>
        `${key} ${property.id} ${tier} ${keyBy} ${values}${unfit > 0 ? ` (${unfit} not ${unfitFor?.id})` : ''}`
    )
  const item = 'has_id_wikidata: Q1\n'

  test('of an importer are told from those of the author', async () => {
    const keys = `${item}population: 3\nmapzoom: 7\nlocation: [1.5, 2.5]\nSpocWebEntityId: 26\ndv_Country: "[[WD~A,2]]"`
    expect(await uses(keys)).toEqual([
      'Country P17 stripped author 1',
      'SpocWebEntityId SpocWebEntityId local author 1',
      'location location local author 1',
      'mapzoom mapzoom local author 1',
      'population P1082 label importer 1'
    ])
  })

  test('that only resemble a label must show by their values what they mean', async () => {
    expect(await uses(`${item}dv_IOC: GRE\ndv_Capital: "[[WD~A,2]]"\ndv_fips: x`)).toEqual([
      'Capital P36 stripped author 1',
      'IOC IOC local author 1',
      'fips fips local author 1'
    ])
  })

  test('that fail the type check are counted with the property they named', async () => {
    expect(
      await uses(`${item}country: ["[[WD~A,2]]", Poland]\ninception: long ago\nnonsense_key: 1`)
    ).toEqual([
      'country P17 label importer 1',
      'country country local importer 1 (1 not P17)',
      'inception inception local importer 1 (1 not P571)',
      'nonsense_key nonsense_key local importer 1'
    ])
    const { keys } = await read(`${item}country: ["[[WD~A,2]]", Poland]\nnonsense_key: 1`)
    const summary = summaryOfKeys(keys)
    expect(summary.importer).toEqual({ all: { keys: 2, values: 3 }, resolved: { keys: 1, values: 1 } })
    expect(summary.failures).toEqual({ unknown: { keys: 1, values: 1 }, unfit: { keys: 1, values: 1 } })
  })

  test('carry their tier to the reference, and copies merge with what they mirror', async () => {
    const { statements } = await read(`${item}country: "[[WD~A,2]]"\ndv_Country: "[[WD~A,2]]"`)
    expect(statements).toHaveLength(1)
    expect(
      statements[0]!.references.map(({ tier, evidence }) => [tier, 'key' in evidence && evidence.key])
    ).toEqual([
      ['label', 'country'],
      ['stripped', 'dv_Country']
    ])
  })

  test('tagged by a surer step elsewhere on the item say which', async () => {
    const label = 'Организация Договора'
    const { statements } = await read(
      `${item}official_language: "[[WD~Russian,7737]]"\nnative_label: [${label}, Другой договор]\nofficial_name: ${label}`
    )
    const name = statements.find(({ property }) => property.id === 'P1448')
    expect(name?.references[0]?.method).toMatch(
      /^language by (?:script|alphabet), as the same text under P1705$/
    )
    const mapped = await read(`${item}has_name: {de: Musterstadt}\nofficial_name: Musterstadt`)
    expect(mapped.statements[0]).toMatchObject({
      value: { text: 'Musterstadt', language: 'de' },
      references: [{ method: 'language by language map' }]
    })
  })
})

describe('names without a number', () => {
  test('are the item that the vault gives them elsewhere, where there is one; else they are reported', async () => {
    const { statements, problems } = await publishVault({
      'a.md':
        '---\nwikidata: Q1\nhas_part_s_: ["[[WD~Graz]]", "[[x/WD~Bonn]]", "[[WD~Twice]]"]\n---\n[[WD~Nobody]]\n',
      'b.md': '[[WD~Graz,13298]] [[WD~Twice,5]] [[WD~twice,6]]\n',
      'c.md': '---\nwikidata: Q586\n---\n# Bonn\n'
    })
    expect(statements.map(({ value }) => value.type === 'item' && value.iri.split('/').at(-1))).toEqual([
      'Q13298',
      'Q586',
      'item-twice'
    ])
    expect(problems.map(({ code, file, line, message }) => `${file}:${line} ${code} ${message}`)).toEqual([
      'a.md:5 item-unresolved nothing in the vault tells which Wikidata item Nobody is',
      'a.md:3 item-unresolved nothing in the vault tells which Wikidata item Twice is'
    ])
  })

  test('links that dangle or are ambiguous are reported once a file, and never for what is private', async () => {
    const { problems } = await publishVault({
      'a.md':
        '[[Gone]] [[Gone]]\n[[Twin]]\n[[]] ![[x.png]] [[Moscow]] [[WD~Moscow,649]] [[_secret/x]] [y](_private/z.md)\n',
      'x/Twin.md': '',
      'y/Twin.md': ''
    })
    expect(problems.map(({ code, line }) => `${line} ${code}`).sort()).toEqual([
      '1 link-dangling',
      '2 link-ambiguous',
      '3 link-empty'
    ])
  })
})
