import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { circleAround, distance, finderOf, type PopulatedPlace } from '../ontology/gazetteer.ts'
import { alphabetOf, formatterOf, membersOf, readPlaces, separator, tables } from '../ontology/generate.ts'
import { normalisedKey } from '../src/alignment/catalogue.ts'
import { parseRdf, type Quad } from '../src/rdf/rdf.ts'

const folder = new URL('../ontology/', import.meta.url)
const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8')
const rdfs = (name: string): string => `http://www.w3.org/2000/01/rdf-schema#${name}`
const rowsOf = (file: string): Record<string, string>[] => {
  const [head, ...lines] = read(file).slice(0, -1).split('\n')
  const columns = head!.split('\t')
  return lines.map(line => Object.fromEntries(line.split('\t').map((cell, index) => [columns[index], cell])))
}
const values = (cell: string | undefined): string[] => (cell ? cell.split(separator) : [])

describe('generated tables', async () => {
  test.each([...(await tables())])('%s is what its source gives', (file, text) => {
    // Not toEqual: a difference of two megabytes is no message.
    expect(read(file) === text, `${file} differs; npm run ontology`).toBe(true)
  })

  test('every row has the columns of the first', () => {
    for (const file of [
      'properties.tsv',
      'languages.tsv',
      'territories.tsv',
      'places.tsv',
      'gazetteer.tsv'
    ]) {
      const text = read(file)
      expect(text.endsWith('\n')).toBe(true)
      const widths = text
        .slice(0, -1)
        .split('\n')
        .map(line => line.split('\t').length)
      expect(new Set(widths).size, file).toBe(1)
    }
  })
})

describe('formatter URLs', () => {
  const normal = (value: string) => ({ value, rank: 'normal' as const })

  test('preferred before normal, deprecated never', () => {
    const formats = [
      { ...normal('https://a.example/$1'), rank: 'deprecated' as const },
      normal('https://b.example/$1'),
      { ...normal('https://c.example/$1'), rank: 'preferred' as const }
    ]
    expect(formatterOf(formats)).toBe('https://c.example/$1')
    expect(formatterOf(formats.slice(0, 2))).toBe('https://b.example/$1')
    expect(formatterOf(formats.slice(0, 1))).toBe('')
  })

  test('one for some values only when it is the only one', () => {
    const some = { ...normal('https://a.example/$1'), rank: 'preferred' as const, appliesWhenRegex: ['tt.*'] }
    expect(formatterOf([some, normal('https://b.example/$1')])).toBe('https://b.example/$1')
    expect(formatterOf([some])).toBe('https://a.example/$1')
    expect(formatterOf([some, { ...normal('https://b.example/$1'), appliesWhenRegex: ['nm.*'] }])).toBe('')
  })

  test('of equal rank the one without a language, then English', () => {
    const german = { ...normal('https://de.example/$1'), language: ['Q188'] }
    const english = { ...normal('https://en.example/$1'), language: ['Q1860'] }
    expect(formatterOf([german, english, normal('https://example/$1')])).toBe('https://example/$1')
    expect(formatterOf([german, english])).toBe('https://en.example/$1')
  })

  test('without $1 it makes no links', () => {
    expect(formatterOf([normal('https://a.example/')])).toBe('')
    expect(formatterOf([])).toBe('')
  })
})

describe('exemplar sets', () => {
  test.each([
    ['[a b cd]', ['a', 'b', 'c', 'd']],
    ['[a-d x]', ['a', 'b', 'c', 'd', 'x']],
    ['[{ch} \\- \\u0301 {i\\u0307}]', ['ch', '-', '\u0301', 'i\u0307']],
    ['[]', []]
  ])('%s', (set, members) => {
    expect(membersOf(set)).toEqual(members)
  })

  test.each(['a b', '[a [b]]', '[-b]', '[\\p{L}]'])('%s is not understood', set => {
    expect(() => membersOf(set)).toThrow()
  })

  test('letters are lower case, composed and apart; of foreign letters only marks count', () => {
    const main = '[b {i\u0307} Č {e\u0301} ʼ 中 한]'
    expect(alphabetOf([{ main, auxiliary: '[q \u05B0]' }])).toEqual(['b', 'i', 'é', 'č', '\u0307', '\u05B0'])
  })
})

describe('former-labels.tsv', () => {
  const cells = (text: string): string[][] =>
    text
      .split('\n')
      .slice(1)
      .filter(line => line !== '')
      .map(line => line.split('\t'))
  const text = read('former-labels.tsv')
  const rows = cells(text)
  const properties = new Map(cells(read('properties.tsv')).map(row => [row[0]!, row]))

  test('keys are normalised labels, each once and in order', () => {
    expect(text.split('\n', 1)).toEqual(['key\tpid\tlabel\tseen'])
    expect(text).toMatch(/[^\n]\n$/)
    expect(text).not.toContain('\r')
    expect(rows.map(row => row[0])).toEqual(rows.map(row => normalisedKey(row[2]!)))
    const keys = rows.map(row => row[0]!)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys).toEqual(keys.toSorted((a, b) => (a < b ? -1 : 1)))
    for (const row of rows) expect(row[3], row[0]).toMatch(/^20\d\d( 20\d\d)*$/)
  })

  test('every property exists, and no key is its label of today', () => {
    for (const [key, pid, label] of rows) {
      const today = properties.get(pid!)?.[1]
      expect(today, `${pid} ${label}`).toBeDefined()
      expect(normalisedKey(today!), pid).not.toBe(key)
    }
  })

  test('no key is a label or an alias of another property today', () => {
    const owners = new Map<string, Set<string>>()
    for (const [pid, [, label, , , , others, aliases]] of properties)
      for (const name of [label!, ...others!.split(separator), ...aliases!.split(separator)]) {
        const key = normalisedKey(name)
        owners.set(key, (owners.get(key) ?? new Set()).add(pid))
      }
    const taken = rows.filter(([key, pid]) => [...(owners.get(key!) ?? [])].some(owner => owner !== pid))
    expect(taken).toEqual([])
  })

  test('licence plates', () => {
    expect(rows.find(row => row[0] === 'licence_plate_code')?.[1]).toBe('P395')
  })

  // Another list of former labels, for checking only: it lies beside the checkout where people work on it.
  const reference = new URL('../../shared/reference/former-labels.tsv', import.meta.url)
  test('the reference list does not contradict it', context => {
    if (!existsSync(reference)) {
      console.log('former labels: not compared, there is no ../shared/reference/former-labels.tsv')
      return context.skip('no ../shared/reference/former-labels.tsv')
    }
    const ours = new Map(rows.map(row => [row[0]!, row[1]!]))
    const theirs = cells(readFileSync(reference, 'utf8')).map(([key, ...row]) => [
      normalisedKey(key!),
      ...row
    ])
    const both = theirs.filter(([key]) => ours.has(key!))
    const usable = theirs.filter(([, pid, , , , , shadowedBy]) => properties.has(pid!) && !shadowedBy)
    const covered = usable.filter(([key, pid]) => ours.get(key!) === pid)
    const known = new Set(theirs.map(([key]) => key))
    const beyond = [...ours.keys()].filter(key => !known.has(key))
    console.log(
      `former labels: ${covered.length} of ${usable.length} of the reference, ${beyond.length} beyond it`
    )
    expect(both.filter(([key, pid]) => ours.get(key!) !== pid)).toEqual([])
  })
})

describe('tables of names', () => {
  const places = rowsOf('places.tsv')
  const names = rowsOf('names.tsv')
  const classes = rowsOf('classes.tsv')
  const countries = places.filter(place => place['class'] === 'country')
  const classLabels = new Map(
    [...read('alignment.ttl').matchAll(/^wd:(Q\d+) .* \. # (.+)$/gm)].map(([, qid, label]) => [qid!, label!])
  )

  test('columns, and every row has all of them', () => {
    const columns = (file: string): string => read(file).split('\n', 1)[0]!
    expect(columns('places.tsv')).toBe('qid\tlabel\tclass\tcountry\taliases\tdemonyms')
    expect(columns('names.tsv')).toBe('name\tqid\tclass\taliases\treason\tcountry\tcapital_of')
    expect(columns('classes.tsv')).toBe('class\tqid\tlabel\twords')
    for (const file of ['names.tsv', 'classes.tsv']) {
      const text = read(file)
      expect(text).toMatch(/[^\n]\n$/)
      expect(text).not.toMatch(/\r| \t|\t | {2}/)
      const widths = text
        .slice(0, -1)
        .split('\n')
        .map(line => line.split('\t').length)
      expect(new Set(widths).size, file).toBe(1)
    }
  })

  test('items are well-formed and stand once', () => {
    const items = [...places, ...names].map(row => row['qid']!)
    for (const item of items) expect(item).toMatch(/^Q[1-9]\d*$/)
    expect(items.filter((item, index) => items.indexOf(item) !== index)).toEqual([])
    for (const { qid } of classes) expect(qid).toMatch(/^(Q[1-9]\d*)?$/)
  })

  test('no name has two items of a class', () => {
    const owners = new Map<string, string>()
    const twice: string[] = []
    const own = (kind: string, name: string, qid: string): void => {
      const key = `${kind}: ${name}`
      if (owners.has(key)) twice.push(`${key} ${owners.get(key)} ${qid}`)
      owners.set(key, qid)
    }
    for (const place of places) {
      for (const name of [place['label']!, ...values(place['aliases'])])
        own(place['class']!, name, place['qid']!)
      for (const name of values(place['demonyms'])) own(`demonym, ${place['class']}`, name, place['qid']!)
    }
    for (const row of names)
      for (const name of [row['name']!, ...values(row['aliases'])]) own(row['class']!, name, row['qid']!)
    expect(twice).toEqual([])
  })

  test('at least 190 countries with an adjective or noun for their people', () => {
    expect(countries.filter(country => country['demonyms'] !== '').length).toBeGreaterThanOrEqual(190)
    const without = countries.filter(country => country['demonyms'] === '').map(country => country['label'])
    expect(without).toEqual([
      'Vatican City',
      'Dominica',
      'Dominican Republic',
      'Republic of the Congo',
      'Democratic Republic of the Congo',
      'Northern Cyprus',
      'Kingdom of the Netherlands',
      'Kingdom of Denmark'
    ])
  })

  test('countries and capitals refer to countries of the table', () => {
    const known = new Set(countries.map(country => country['qid']))
    for (const row of [...places, ...names])
      if (row['country'] !== '') expect(known, row['label'] ?? row['name']).toContain(row['country'])
    const capitals = names.filter(row => row['capital_of'] !== '')
    expect(capitals.length).toBeGreaterThan(150)
    for (const { name, class: kind, country, capital_of } of capitals)
      expect([kind, capital_of], name).toEqual(['city', country])
  })

  test('people of the post-Soviet states', () => {
    const item = (demonym: string) =>
      places.find(place => values(place['demonyms']).includes(demonym))?.['label']
    expect(['Armenian', 'Kyrgyz', 'Kazakh', 'Tajik', 'Uzbek', 'Russian'].map(item)).toEqual([
      'Armenia',
      'Kyrgyzstan',
      'Kazakhstan',
      'Tajikistan',
      'Uzbekistan',
      'Russia'
    ])
  })

  test('names stand in order, and every reason says how the item was confirmed', () => {
    const keys = names.map(row => `${row['class']}\t${row['name']}`)
    expect(keys).toEqual(keys.toSorted((a, b) => (a < b ? -1 : 1)))
    for (const { name, reason } of names) expect(reason, name).toMatch(/^\S.*; item (as in \S.*|well known)$/)
  })

  test('classes stand in order, and a word tells one class', () => {
    const keys = classes.map(row => row['class']!)
    for (const key of keys) expect(key).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(keys).toEqual([...new Set(keys)].toSorted((a, b) => (a < b ? -1 : 1)))
    const words = classes.flatMap(row => values(row['words']))
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([])
  })

  test('classes of Wikidata have the labels of alignment.ttl', () => {
    for (const { qid, label } of classes)
      if (classLabels.has(qid!)) expect(classLabels.get(qid!), qid).toBe(label)
    expect(
      classes.filter(({ qid }) => qid !== '' && !classLabels.has(qid!)).map(row => row['class'])
    ).toEqual(['meeting'])
    for (const { name, qid, reason } of names)
      if (reason?.endsWith('alignment.ttl')) expect(classLabels.get(qid!), qid).toBe(name)
  })

  // Notes of people, for checking only: they lie beside the checkout where people work on it.
  const vaults = new URL('../../shared/vaults/', import.meta.url)
  test('links of notes do not contradict the tables', context => {
    if (!existsSync(vaults)) {
      console.log('names: not compared, there is no ../shared/vaults')
      return context.skip('no ../shared/vaults')
    }
    const linked = new Map<string, Set<string>>()
    for (const file of readdirSync(vaults, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.md')) continue
      for (const [, name, number] of readFileSync(new URL(encodeURI(file), vaults), 'utf8').matchAll(
        /WD~([^\],|/]*),(\d+)/g
      )) {
        const label = name!.replaceAll('_', ' ')
        linked.set(label, (linked.get(label) ?? new Set()).add(`Q${number}`))
      }
    }
    const ours = new Map<string, string[]>()
    for (const row of [...places, ...names])
      for (const name of [row['label'] ?? row['name']!, ...values(row['aliases'])])
        ours.set(name, [...(ours.get(name) ?? []), row['qid']!])
    const both = [...ours].filter(([name]) => linked.has(name))
    console.log(`names: ${both.length} of ${ours.size} are links of notes`)
    // The city in Florida, and another item for Stockholm than that of the capital.
    const others = both.filter(([name, qids]) => !qids.some(qid => linked.get(name)!.has(qid)))
    expect(others.map(([name]) => name)).toEqual(['St. Petersburg', 'Stockholm'])
  })
})

describe('where places lie', async () => {
  const { features, cities: populated } = await readPlaces()
  const rows = [...rowsOf('gazetteer.tsv'), ...rowsOf('landmarks.tsv')]
  const circleOf = (row: Record<string, string>) => ({
    point: { latitude: Number(row['latitude']), longitude: Number(row['longitude']) },
    reach: Number(row['reach'])
  })
  const circles = new Map(rows.map(row => [row['qid']!, circleOf(row)]))
  const names = rowsOf('names.tsv')
  const known = new Map<string, string>([
    ...rowsOf('places.tsv').map(row => [row['qid']!, row['label']!] as const),
    ...names.map(row => [row['qid']!, row['name']!] as const)
  ])

  test('items stand in order, each once, with points on the globe and a reach', () => {
    expect(read('gazetteer.tsv').split('\n', 1)).toEqual(['qid\tlabel\tlatitude\tlongitude\treach'])
    expect(read('landmarks.tsv').split('\n', 1)).toEqual(['qid\tlabel\tlatitude\tlongitude\treach\treason'])
    expect(read('landmarks.tsv')).toMatch(/[^\n]\n$/)
    expect(read('landmarks.tsv')).not.toMatch(/\r| \t|\t | {2}|\t\n/)
    for (const file of ['gazetteer.tsv', 'landmarks.tsv']) {
      const numbers = rowsOf(file).map(row => Number(row['qid']!.slice(1)))
      expect(numbers, file).toEqual(numbers.toSorted((a, b) => a - b))
    }
    expect(circles.size).toBe(rows.length)
    for (const { qid, label, latitude, longitude, reach } of rows) {
      expect(qid, label).toMatch(/^Q[1-9]\d*$/)
      expect(latitude, label).toMatch(/^-?\d{1,2}(\.\d{1,4})?$/)
      expect(longitude, label).toMatch(/^-?\d{1,3}(\.\d{1,4})?$/)
      expect(Math.abs(Number(latitude)), label).toBeLessThanOrEqual(90)
      expect(Math.abs(Number(longitude)), label).toBeLessThanOrEqual(180)
      expect(reach, label).toMatch(/^[1-9]\d*$/)
    }
  })

  test('every place and every city has a circle, under its label', () => {
    for (const { qid, label } of rows) if (known.has(qid!)) expect(label).toBe(known.get(qid!))
    const cities = names.filter(row => row['class'] === 'city').map(row => row['qid']!)
    const without = [...rowsOf('places.tsv').map(row => row['qid']!), ...cities].filter(
      qid => !circles.has(qid)
    )
    expect(without).toEqual([])
  })

  test('cities lie in their countries', () => {
    const outside = names.filter(({ qid, class: kind, country }) => {
      if (kind !== 'city' || !country) return false
      const within = circles.get(country)!
      return distance(circles.get(qid!)!.point, within.point) > within.reach
    })
    expect(outside.map(row => row['name'])).toEqual([])
  })

  test('what lies in a country is in its circle: 135,000 populated places', () => {
    const items = new Map(features.flatMap(({ iso1A2, wikidata }) => (iso1A2 ? [[iso1A2, wikidata]] : [])))
    const outside = populated.filter(({ country, loc: { coordinates } }) => {
      const within = circles.get(items.get(country)!)
      const [longitude, latitude] = coordinates
      return !within || distance({ latitude: latitude!, longitude: longitude! }, within.point) > within.reach
    })
    expect(populated.length).toBeGreaterThan(100_000)
    expect(outside.map(({ name, country }) => `${name} ${country}`)).toEqual([])
  })

  // Points that are known from elsewhere, and how far from ours they may be.
  test.each([
    ['Moscow', 'Q649', 55.7558, 37.6173],
    ['Washington', 'Q61', 38.9047, -77.0164],
    ['Geneva', 'Q71', 46.2017, 6.1469],
    ['Panama City', 'Q3306', 8.9833, -79.5167],
    ['Cape Town', 'Q5465', -33.9253, 18.4239]
  ])('%s', (_, qid, latitude, longitude) => {
    expect(distance(circles.get(qid)!.point, { latitude, longitude })).toBeLessThan(5)
  })

  test('distances', () => {
    const pole = { latitude: 90, longitude: 0 }
    expect(distance(pole, { latitude: -90, longitude: 77 })).toBeCloseTo(20015.1, 1)
    expect(distance(pole, { latitude: 90, longitude: 120 })).toBeCloseTo(0, 5)
    expect(distance({ latitude: 0, longitude: 179 }, { latitude: 0, longitude: -179 })).toBeCloseTo(222.4, 1)
  })

  test('a circle holds parts on both sides of the date line, and does not go around the world', () => {
    const square = (west: number, south: number) => [
      [
        [west, south],
        [west + 1, south],
        [west + 1, south + 1],
        [west, south + 1],
        [west, south]
      ]
    ]
    const { point, reach } = circleAround([square(178, -1), square(-179, 0)])
    expect(Math.abs(point.longitude)).toBeGreaterThan(179)
    expect(reach).toBeGreaterThan(200)
    expect(reach).toBeLessThan(280)
  })

  test('a long edge is no great circle', () => {
    const cap = [
      [
        [-180, -60],
        [180, -60],
        [180, -90],
        [-180, -90],
        [-180, -60]
      ]
    ]
    const { point, reach } = circleAround([cap])
    expect(distance(point, { latitude: -60, longitude: 45 })).toBeLessThan(reach)
    expect(reach).toBeLessThan(4000)
  })

  test('cities are found by name and country, or not at all', () => {
    const place = (name: string, population: number, featureCode = 'PPL'): PopulatedPlace => ({
      name,
      country: 'XX',
      featureCode,
      population,
      loc: { coordinates: [10.123456, 20] }
    })
    const find = finderOf([
      place('Åbo', 200_000),
      place('Port-Twin', 70_000),
      place('Port Twin', 90_000),
      place('Seat', 5000, 'PPLC'),
      place('Seat', 900_000),
      place('Hamlet', 900)
    ])
    const city = (name: string, capital = false) => find({ names: ['Other', name], country: 'XX', capital })
    expect(city('Abo City')).toEqual({ point: { latitude: 20, longitude: 10.1235 }, reach: 25 })
    expect(city('Port Twin')).toBeUndefined()
    expect(city('Seat', true)?.reach).toBe(15)
    expect(city('Seat')?.reach).toBe(25)
    expect(city('Hamlet')).toBeUndefined()
    expect(find({ names: ['Åbo'], country: 'YY', capital: false })).toBeUndefined()
  })
})

describe('constraints.tsv', () => {
  const text = read('constraints.tsv')
  const rows = rowsOf('constraints.tsv')
  const properties = new Map(rowsOf('properties.tsv').map(row => [row['pid']!, row]))
  const of = (constraint: string): Map<string, string[]> =>
    new Map(
      rows
        .filter(row => row['constraint'] === constraint)
        .map(row => [row['pid']!, values(row['values'])] as const)
    )
  const number = (pid: string): number => Number(pid.slice(1))

  /** What a property with the constraint may hold, and what its `values` must look like. */
  const shapes: Readonly<Record<string, { datatypes?: readonly string[]; values: RegExp }>> = {
    'at-most-after': { datatypes: ['time'], values: /^P\d+ ¦ [1-9]\d*$/ },
    'count-of': { datatypes: ['quantity'], values: /^\^?P\d+( ¦ \^?P\d+)*$/ },
    counterpart: { datatypes: ['wikibase-item'], values: /^P\d+$/ },
    distinct: { datatypes: ['string', 'wikibase-item'], values: /^$/ },
    individual: { values: /^$/ },
    inverse: { datatypes: ['wikibase-item', 'wikibase-property'], values: /^P\d+( ¦ P\d+)*$/ },
    'not-before': { datatypes: ['time'], values: /^P\d+( ¦ P\d+)*$/ },
    place: { datatypes: ['wikibase-item'], values: /^$/ },
    range: { datatypes: ['quantity', 'time'], values: /^(-?[\d.]+)? ¦ (-?[\d.]+|now)?$/ },
    shared: { datatypes: ['external-id'], values: /^$/ },
    single: {
      datatypes: ['wikibase-item', 'time', 'quantity', 'string'],
      values: /^$/
    },
    standing: { datatypes: ['wikibase-item'], values: /^$/ },
    successive: { datatypes: ['wikibase-item'], values: /^([a-z -]+( ¦ [a-z -]+)*)?$/ },
    symmetric: { datatypes: ['wikibase-item'], values: /^$/ },
    whole: { datatypes: ['quantity'], values: /^$/ }
  }

  test('columns, and every row has all of them', () => {
    expect(text.split('\n', 1)).toEqual(['pid\tlabel\tconstraint\tvalues\tnote'])
    expect(text).toMatch(/[^\n]\n$/)
    expect(text).not.toMatch(/\r| {2}/)
    expect(new Set(rows.map(row => Object.keys(row).length))).toEqual(new Set([5]))
  })

  test('rows stand in order, each once', () => {
    const keys = rows.map(row => [row['pid']!, row['constraint']!] as const)
    const sorted = keys.toSorted(([a, b], [c, d]) => number(a) - number(c) || (b < d ? -1 : b > d ? 1 : 0))
    expect(keys).toEqual(sorted)
    expect(new Set(keys.map(key => key.join())).size).toBe(keys.length)
  })

  test('every property exists, under its label', () => {
    for (const { pid, label } of rows) expect(label, pid).toBe(properties.get(pid!)?.['label'])
    for (const row of rows)
      for (const [pid] of row['values']!.matchAll(/P\d+/g))
        expect(properties.has(pid), `${row['pid']} ${row['constraint']} ${pid}`).toBe(true)
  })

  test.each(Object.keys(shapes))('%s stands where it can hold, with values it can have', constraint => {
    const own = rows.filter(row => row['constraint'] === constraint)
    expect(own.length).toBeGreaterThan(0)
    for (const row of own) {
      const datatype = properties.get(row['pid']!)?.['datatype']
      const { datatypes = [datatype], values: pattern } = shapes[constraint]!
      expect(datatypes, row['pid']).toContain(datatype)
      expect(row['values'], row['pid']).toMatch(pattern)
    }
  })

  test('there are no other constraints', () => {
    expect([...new Set(rows.map(row => row['constraint']))].toSorted()).toEqual(
      Object.keys(shapes).toSorted()
    )
  })

  test('an inverse is one from the other end, unless the note says that it holds one way', () => {
    const inverses = of('inverse')
    for (const { pid, constraint, note } of rows.filter(row => row['constraint'] === 'inverse'))
      for (const other of inverses.get(pid!)!) {
        const back = inverses.get(other)?.includes(pid!) ?? false
        expect(back, `${pid} ${constraint} ${other}`).toBe(!note!.startsWith('one way: '))
      }
    for (const [pid, others] of of('counterpart'))
      expect(of('counterpart').get(others[0]!), pid).toEqual([pid])
  })

  test('symmetric properties have no other inverse', () => {
    const inverses = of('inverse')
    expect([...of('symmetric').keys()].filter(pid => inverses.has(pid))).toEqual([])
  })

  test('a property has one value at a time or one holder after the other, not both', () => {
    const successive = of('successive')
    expect([...of('single').keys()].filter(pid => successive.has(pid))).toEqual([])
  })

  test('ranges have a side and are not empty; "now" is for times, numbers are for quantities', () => {
    for (const [pid, [least, most]] of of('range')) {
      expect(`${least}${most}`, pid).not.toBe('')
      if (properties.get(pid)?.['datatype'] === 'time') expect([least, most], pid).toEqual(['', 'now'])
      else expect([least, most], pid).not.toContain('now')
      if (least && most) expect(Number(least), pid).toBeLessThan(Number(most))
    }
  })

  test('times are compared with times, and counts count things', () => {
    const datatype = (pid: string): string | undefined => properties.get(pid)?.['datatype']
    for (const [pid, others] of of('not-before'))
      for (const other of others) expect([pid, datatype(other)]).toEqual([pid, 'time'])
    for (const [pid, [other]] of of('at-most-after')) expect([pid, datatype(other!)]).toEqual([pid, 'time'])
    const whole = of('whole')
    for (const [pid, counted] of of('count-of')) {
      expect(whole.has(pid), pid).toBe(true)
      for (const other of counted)
        expect([other, datatype(other.replace('^', ''))]).toEqual([other, 'wikibase-item'])
    }
    for (const pid of whole.keys()) expect(of('range').has(pid), pid).toBe(true)
  })

  test('a word tells the offices of one property', () => {
    const owners = new Map<string, string>()
    for (const [pid, words] of of('successive'))
      for (const word of words) {
        expect(word, pid).toBe(word.trim().toLowerCase())
        // A president heads a state or an organization.
        if (word === 'president') continue
        expect(owners.get(word), `${word} ${pid}`).toBeUndefined()
        owners.set(word, pid)
      }
  })
})

describe('alignment.ttl', () => {
  const text = read('alignment.ttl')
  const quads = parseRdf(text, 'ttl')
  const labels = new Map(
    read('properties.tsv')
      .split('\n')
      .map(line => line.split('\t', 2) as [string, string])
  )

  test('properties under properties, classes under classes, nothing twice', () => {
    for (const { subject, predicate } of quads) {
      const expected = /\/prop\/direct\/P\d+$/.test(subject.value)
        ? rdfs('subPropertyOf')
        : rdfs('subClassOf')
      expect(predicate.value, subject.value).toBe(expected)
    }
    const lines = text.split('\n').filter(line => line.startsWith('wd'))
    const subjects = lines.map(line => line.slice(0, line.indexOf(' ')))
    expect(new Set(subjects).size).toBe(subjects.length)
    expect(new Set(quads.map(({ subject }) => subject.value)).size).toBe(subjects.length)
  })

  test('the label behind a property is its label', () => {
    const lines = [...text.matchAll(/^wdt:(P\d+) .* \. # (.+)$/gm)]
    expect(lines.length).toBe(text.match(/^wdt:/gm)?.length)
    expect(lines.map(([, pid, label]) => [pid, label])).toEqual(
      lines.map(([, pid]) => [pid, labels.get(pid!)])
    )
  })

  test('every class has a label', () => {
    expect(text.match(/^wd:Q\d+ .* \. # \S.*$/gm)?.length).toBe(text.match(/^wd:/gm)?.length)
  })
})

describe('vocabulary.ttl', () => {
  const base = 'https://vault.example/ontology'
  const quads = parseRdf(read('vocabulary.ttl'), 'ttl', base)
  const of = (subject: string, predicate: string): Quad[] =>
    quads.filter(quad => quad.subject.value === subject && quad.predicate.value === predicate)
  const terms = [...new Set(quads.map(({ subject }) => subject.value))].filter(term => term !== base)

  test('holds the terms of the data model', () => {
    const classes = 'Note Document Disagreement DisagreementKind DisagreementState Open Settled'
    const kinds =
      'ValueConflict Granularity TemporalSuccession ClosedListContradiction Cardinality OutOfRange FormatViolation ' +
      'ImpossibleCoordinate TypeClash SymmetricGap InverseGap IdentityClash'
    const properties = 'reason about property kind state involves resolution key line method rule keyTier'
    expect(terms.toSorted()).toEqual(
      `${classes} ${kinds} ${properties}`
        .split(' ')
        .map(name => `${base}#${name}`)
        .sort()
    )
  })

  test.each(terms)('%s is described', term => {
    for (const predicate of [rdfs('label'), rdfs('comment')]) {
      const [description, ...more] = of(term, predicate)
      expect(description?.object).toMatchObject({ termType: 'Literal', language: 'en' })
      expect(more).toEqual([])
    }
    expect(of(term, rdfs('isDefinedBy')).map(({ object }) => object.value)).toEqual([base])
  })

  test('says its title and licence', () => {
    expect(of(base, 'http://purl.org/dc/terms/title')).toHaveLength(1)
    expect(of(base, 'http://purl.org/dc/terms/license').map(({ object }) => object.value)).toEqual([
      'https://creativecommons.org/publicdomain/zero/1.0/'
    ])
  })
})
