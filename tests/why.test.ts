import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { whyLines } from '../src/node/why-lines.ts'
import { quadLine } from '../src/rdf/rdf.ts'
import {
  type Dataset,
  openDump,
  understood,
  WhyError,
  type WhyFact,
  type WhySubject,
  whyAnswer
} from '../src/store/store.ts'
import { hawksbill as runIn } from './command-line.ts'
import { publishedFixture, writeFixture } from './fixtures/published.ts'

const base = 'http://127.0.0.1:8787/'
const { manifest, store } = await publishedFixture(base, 'why.trig')
const dataset: Dataset = { store, base, language: manifest.language }

const ask = (subject: string, property?: string, value?: string, limit?: number) =>
  whyAnswer(dataset, understood(dataset, { subject, property, value }), limit)
const fact = (subject: string, property: string, value?: string, limit?: number): WhyFact => {
  const answer = ask(subject, property, value, limit)
  if ('properties' in answer) throw new Error('no fact')
  return answer
}
const valuesOf = (subject: string, property: string, value?: string): string[] =>
  fact(subject, property, value).statements.map(statement => statement.value.text)
const errorOf = (...question: [string, string?, string?]): WhyError => {
  try {
    ask(...question)
  } catch (error) {
    if (error instanceof WhyError) return error
    throw error
  }
  throw new Error('it was answered')
}

describe('a subject is found by', () => {
  test.each([
    'Q100',
    ' q100 ',
    `${base}entity/Q100`,
    `<${base}entity/Q100>`,
    `${base}page/Q100`,
    `${base}data/Q100.ttl`,
    'http://www.wikidata.org/entity/Q100',
    'https://www.wikidata.org/wiki/Q100',
    'https://en.wikipedia.org/wiki/Alder_League',
    'wd:Q100',
    'e:Q100',
    'Alder League',
    'alder   league',
    'ALDER_LEAGUE',
    '"Alder League"',
    'Эльховый союз',
    'эльховый союз',
    'AL',
    'alg'
  ])('%s', name => {
    expect(ask(name).subject).toEqual({
      iri: `${base}entity/Q100`,
      label: 'Alder League',
      item: 'http://www.wikidata.org/entity/Q100'
    })
  })

  test('its local name, composed in either way', () => {
    for (const name of ['agreement-tōhō-accord', 'agreement-tōhō-accord'.normalize('NFD'), 'tōhō ACCORD'])
      expect(ask(name).subject.iri).toBe(`${base}entity/agreement-tōhō-accord`)
  })

  test('no name that several things bear; those without facts do not count', () => {
    const { code, candidates } = errorOf('Georgia')
    expect([code, candidates.map(({ id }) => id)]).toEqual(['subject-ambiguous', ['Q1428', 'Q230']])
    expect(ask('Q230').subject.label).toBe('Georgia')
  })

  test('no part of its name, but it is told what is near', () => {
    expect(errorOf('Alder')).toMatchObject({
      code: 'subject-unknown',
      candidates: [{ id: 'Q100', label: 'Alder League' }]
    })
    // What has no statement and no description is no entity, nor is a source.
    for (const name of ['Q31337', 'League', 'prov:wasDerivedFrom', `${base}source/League`, '', ' '])
      expect(errorOf(name).code, name).toMatch(/^subject-/)
  })
})

describe('a property is found by', () => {
  test.each([
    'P527',
    'p527',
    'has part(s)',
    'Has Part(s)',
    'has_part_s_',
    'http://www.wikidata.org/entity/P527',
    'https://www.wikidata.org/wiki/Property:P527',
    'http://www.wikidata.org/prop/direct/P527',
    'wdt:P527',
    'ps:P527'
  ])('%s', name => {
    expect(fact('Q100', name).property).toEqual({
      iri: 'http://www.wikidata.org/entity/P527',
      id: 'P527',
      label: 'has part(s)'
    })
  })

  test.each([
    'motto',
    'the motto',
    'The_Motto',
    `${base}property/motto`,
    `${base}prop/direct/motto`,
    'lt:motto'
  ])('the key of one of the dataset’s own, %s', name => {
    expect(fact('Q100', name).property).toEqual({
      iri: `${base}property/motto`,
      id: 'motto',
      label: 'the motto'
    })
  })

  test('no other name, but those of the subject are told, the nearest first', () => {
    const { code, candidates } = errorOf('Q100', 'parts')
    expect([code, candidates[0]?.id]).toEqual(['property-unknown', 'P527'])
    expect(errorOf('Q230', 'P527').candidates.map(({ id }) => id)).toEqual(['P112'])
    expect(errorOf('Q100', 'P999').code).toBe('property-unknown')
    expect(errorOf('Q100', '', 'Norway').code).toBe('property-missing')
  })
})

describe('a value is found by', () => {
  test.each([
    ['P527', 'Q423', 'North Korea'],
    ['P527', 'north KOREA', 'North Korea'],
    ['P527', 'DPRK', 'North Korea'],
    ['P527', 'wd:Q423', 'North Korea'],
    ['P527', 'https://www.wikidata.org/wiki/Q20', 'Norway'],
    ['P527', 'Norge', 'Norway'],
    ['P571', '2002', '7 October 2002'],
    ['P571', '2002-10', '7 October 2002'],
    ['P571', '2002-10-07', '7 October 2002'],
    ['P571', '2002-10-07T00:00:00Z', '7 October 2002'],
    ['P571', '7 October 2002', '7 October 2002'],
    ['P571', 'October 7, 2002', '7 October 2002'],
    ['P571', '7th of oct 2002', '7 October 2002'],
    ['P571', '7.10.2002', '7 October 2002'],
    ['P571', 'may 1992', '15 May 1992'],
    ['P2124', '63', '63'],
    ['P2124', '+63', '63'],
    ['P2124', '63.0', '63'],
    ['P2124', '4,110.5', '4110.50'],
    ['P2124', "4'110.50", '4110.50'],
    ['P2047', '5', '5 year'],
    ['P2047', '5 years', '5 year'],
    ['P625', '-55.7963, 37.5354', '55.7963° S, 37.5354° E'],
    ['P625', 'Point(37.5354 -55.7963)', '55.7963° S, 37.5354° E'],
    ['P625', '55.7963° S, 37.5354° E', '55.7963° S, 37.5354° E'],
    ['P856', 'http://alder.example', 'https://www.alder.example/'],
    ['P214', '0012-3', '0012-3'],
    ['P214', 'https://viaf.org/viaf/0012-3', '0012-3'],
    ['P1448', 'эльховый союз', 'Эльховый «союз»'],
    ['P112', 'unknown', 'unknown'],
    ['P18', 'Flag of the league.svg', 'Flag of the league.svg'],
    ['P18', 'flag_of_the_league.svg', 'Flag of the league.svg']
  ])('%s %s', (property, value, text) => {
    expect(valuesOf('Q100', property, value)).toEqual([text])
  })

  test.each([
    ['P2124', '-63'],
    ['P2124', '630'],
    ['P2124', '63 years'],
    ['P2047', '5 metres'],
    ['P571', '2003'],
    ['P571', '-2002'],
    ['P571', '1992-05-16'],
    ['P625', '55.7963, 37.5354'],
    ['P527', 'Korea'],
    ['P527', 'Q42'],
    ['P214', '12-3']
  ])('no value that is another: %s %s', (property, value) => {
    expect(errorOf('Q100', property, value).code).toBe('value-unknown')
  })

  test('a day finds the year that says less, where no value says as much', () => {
    const { values, statements } = fact('Q100', 'P527', 'Denmark')
    expect([values?.length, statements[0]?.qualifiers[0]?.value]).toEqual([
      1,
      expect.objectContaining({ text: '1999', precision: 9 })
    ])
    const text = `<${base}entity/Q1> <http://www.wikidata.org/prop/P571> <${base}statement/Q1-1> .
<${base}statement/Q1-1> <http://www.wikidata.org/prop/statement/P571> "1999-01-01T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> .
<http://www.wikidata.org/entity/P571> <http://wikiba.se/ontology#claim> <http://www.wikidata.org/prop/P571> .`
    const other = { ...dataset, store: openDump(new TextEncoder().encode(text)) }
    const answer = whyAnswer(
      other,
      understood(other, { subject: 'Q1', property: 'P571', value: '1999-03-04' })
    )
    expect((answer as WhyFact).statements[0]?.value.text).toBe('1999')
  })
})

describe('an answer', () => {
  test('tells of a deprecated statement who says it, why it counts less, and who contradicts it', () => {
    const { statements, disagreements, rivals, counterparts } = fact('AL', 'has part(s)', 'North Korea')
    expect(statements).toEqual([
      {
        iri: `${base}statement/Q100-0000000000000003`,
        value: {
          type: 'iri',
          value: `${base}entity/Q423`,
          text: 'North Korea',
          item: 'http://www.wikidata.org/entity/Q423'
        },
        rank: 'deprecated',
        best: false,
        reason: "contradicted by the closed list of the league's page",
        sources: 1,
        qualifiers: [],
        references: [
          {
            iri: `${base}reference/0000000000000004`,
            source: { iri: `${base}source/League`, id: 'League', title: 'League', kind: 'note' },
            key: 'has_part_s_',
            line: 6,
            rules: []
          }
        ],
        claimedIn: [
          {
            graph: `${base}graph/League`,
            source: { iri: `${base}source/League`, id: 'League', title: 'League', kind: 'note' }
          }
        ],
        disagreements: [`${base}disagreement/Q100-0000000000000001`]
      }
    ])
    expect(disagreements).toMatchObject([
      {
        kind: 'ClosedListContradiction',
        kindText: 'closed list contradiction',
        state: 'settled',
        concerns: true,
        property: { id: 'P527' },
        resolution: 'The list counts over the stray value, which is deprecated.',
        involves: [{ value: { text: 'North Korea' }, subject: { label: 'Alder League' } }],
        references: [
          {
            source: { title: "the league's page", kind: 'document', date: '2025-12-03' },
            quote: 'Two states make it up: Norway and Sweden.',
            start: 120,
            end: 161
          }
        ]
      }
    ])
    expect(rivals.map(({ value, rank, best, sources }) => [value.text, rank, best, sources])).toEqual([
      ['Norway', 'normal', true, 2],
      ['Sweden', 'normal', true, 1],
      ['Denmark', 'normal', false, 1]
    ])
    expect(counterparts).toMatchObject([
      { subject: { label: 'North Korea' }, property: { id: 'P463' }, rank: 'normal', best: true, sources: 1 }
    ])
  })

  test('tells what a source says less exactly, beside the statement that it supports', () => {
    const { statements, claims, rivals } = fact('AL', 'inception', '2002')
    expect(statements[0]).toMatchObject({
      rank: 'preferred',
      best: true,
      references: [{ key: 'inception' }, { method: 'says only 2002', quote: 'was formed in 2002' }],
      claimedIn: [{ graph: `${base}graph/League` }]
    })
    expect(claims).toMatchObject([
      { value: { text: '2002', precision: 9 }, claimedIn: [{ source: { title: "the league's page" } }] }
    ])
    expect(rivals.map(({ value }) => value.text)).toEqual(['15 May 1992'])
    expect(fact('AL', 'inception', '2002-10-07').claims).toEqual([])
    // A source that says only the year does not say another day.
    const other = fact('AL', 'inception', '2002-10-08')
    expect([other.statements, other.claims.map(({ value }) => value.text)]).toEqual([[], ['2002']])
  })

  test('tells of an ended statement that it is not best', () => {
    expect(fact('AL', 'P527', 'Q35').statements[0]).toMatchObject({
      rank: 'normal',
      best: false,
      reason: 'it ended in 1999',
      qualifiers: [{ property: { id: 'P582', label: 'end time' }, value: { text: '1999' } }]
    })
  })

  test('tells all values where none is asked for, those of best rank first', () => {
    const { statements, rivals, claims, totals, truncated } = fact('AL', 'P527')
    expect(statements.map(({ value }) => value.text)).toEqual(['Norway', 'Sweden', 'Denmark', 'North Korea'])
    expect([rivals, claims, truncated]).toEqual([[], [], false])
    expect(totals).toEqual({ statements: 4, rivals: 0, claims: 0, disagreements: 2, counterparts: 0 })
  })

  test('tells of a value that no statement has what disagreements say', () => {
    const { statements, values, disagreements } = fact('AL', 'P527', 'Finland')
    expect([statements, values?.map(({ text }) => text)]).toEqual([[], ['Finland']])
    expect(disagreements.map(({ kind, concerns }) => [kind, concerns])).toEqual([
      ['ClosedListContradiction', true]
    ])
    // A part of a word is no mention.
    for (const words of ['inland', 'the', 'Korea'])
      expect(errorOf('AL', 'P527', words).code, words).toBe('value-unknown')
  })

  test('tells of a gap, and what the other side says', () => {
    const { statements, disagreements, counterparts } = fact('Norway', 'member of', 'AL')
    expect(statements).toEqual([])
    expect(disagreements[0]).toMatchObject({ kind: 'InverseGap', state: 'open', about: { label: 'Norway' } })
    expect(counterparts).toMatchObject([{ subject: { label: 'Alder League' }, property: { id: 'P527' } }])
    expect(fact('AL', 'P527', 'Norway').disagreements.map(({ kind, concerns }) => [kind, concerns])).toEqual([
      ['InverseGap', true],
      ['ClosedListContradiction', false]
    ])
  })

  test('lists the properties of a subject, and disagreements about the subject itself', () => {
    const answer = ask('AL') as WhySubject
    expect(answer.properties.find(({ id }) => id === 'P527')).toEqual({
      iri: 'http://www.wikidata.org/entity/P527',
      id: 'P527',
      label: 'has part(s)',
      statements: 4,
      best: 2,
      deprecated: 1,
      disagreements: 1
    })
    expect(answer.properties.map(({ id }) => id).slice(-2)).toEqual(['P2124', 'motto'])
    expect(answer.disagreements).toMatchObject([{ kind: 'IdentityClash', state: 'open' }])
    expect((ask('Norway') as WhySubject).properties).toMatchObject([
      { id: 'P463', statements: 0, disagreements: 1 }
    ])
  })

  test('is cut where it is long, and says so', () => {
    const { statements, totals, truncated } = fact('AL', 'P527', undefined, 3)
    expect([statements.length, totals.statements, truncated]).toEqual([3, 4, true])
    const subject = ask('AL', undefined, undefined, 2) as WhySubject
    expect([subject.properties.length, subject.totals.properties, subject.truncated]).toEqual([2, 11, true])
  })

  test('does not depend on the order of the data', () => {
    const quads = [...store.match()].reverse()
    const reversed = {
      size: store.size,
      count: (...terms: Parameters<typeof store.count>) => store.count(...terms),
      match: (...terms: Parameters<typeof store.match>) => {
        const found = new Set([...store.match(...terms)].map(quad => quadLine(quad)))
        return quads.filter(quad => found.has(quadLine(quad)))
      }
    }
    const other = { ...dataset, store: reversed }
    for (const [property, value] of [['P527', 'North Korea'], ['P571', '2002'], ['P527'], []] as const) {
      const question = { subject: 'AL', property, value }
      expect(whyAnswer(other, understood(other, question))).toEqual(ask('AL', property, value))
    }
  })

  test('asks the store for the subject and what hangs on it, and for no whole predicate', () => {
    let open = 0
    const watched = {
      size: store.size,
      count: (...terms: Parameters<typeof store.count>) => store.count(...terms),
      match: (...terms: Parameters<typeof store.match>) => {
        const [subject, , object] = terms
        if (!subject && !object) open += 1
        return store.match(...terms)
      }
    }
    const other = { ...dataset, store: watched }
    whyAnswer(other, understood(other, { subject: 'Q100', property: 'has_part_s_', value: 'North Korea' }))
    whyAnswer(other, understood(other, { subject: 'Alder League', property: 'P571', value: '2002' }))
    whyAnswer(other, understood(other, { subject: 'AL' }))
    expect(open).toBe(0)
    // All names are looked at where no entity has the very name.
    understood(other, { subject: 'alder_league' })
    expect(open).toBeGreaterThan(0)
  })
})

const hostile = [
  '__proto__',
  'constructor',
  'toString',
  '<',
  '<>',
  '"',
  "'",
  '\\',
  '\0',
  '\u001b[31m',
  '\ud800',
  '_:b0',
  '?x',
  'http://',
  'http://a b',
  `${base}entity/`,
  `${base}entity/a b`,
  `${base}entity/"`,
  'wd:',
  'wdt:__proto__',
  '__proto__:x',
  '%',
  '%zz',
  'Q',
  'P',
  '-',
  '9'.repeat(2000),
  '1 '.repeat(1000),
  '"'.repeat(2000),
  '('.repeat(2000)
]

describe('whatever is asked', () => {
  test.each(hostile)('%j is answered or refused', words => {
    for (const question of [
      [words],
      ['AL', words],
      ['AL', 'P527', words],
      ['AL', 'P571', words],
      ['AL', 'P2124', words]
    ])
      try {
        ask(...(question as [string, string?, string?]))
      } catch (error) {
        expect(error).toBeInstanceOf(WhyError)
      }
  })

  test('what is too long is refused', () => {
    expect(errorOf('x'.repeat(2001)).code).toBe('too-long')
    expect(errorOf('AL', 'x'.repeat(2001)).code).toBe('too-long')
    expect(errorOf('AL', 'P527', 'x'.repeat(2001)).code).toBe('too-long')
  })

  test('any text is answered or refused', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.webUrl())
    fc.assert(
      fc.property(text, text, text, (subject, property, value) => {
        for (const question of [
          [subject, property, value],
          ['AL', property, value],
          ['AL', 'P571', value],
          ['AL', 'P2124', value],
          ['AL', 'P527', value]
        ])
          try {
            ask(...(question as [string, string, string]))
          } catch (error) {
            if (!(error instanceof WhyError)) throw error
          }
      })
    )
  })
})

describe('on the terminal', () => {
  const width = 60
  const linesOf = (subject: string, property?: string, asked?: string, columns = width): string[] =>
    whyLines(ask(subject, property, asked), { width: columns, asked })

  test('no line is longer than the terminal is wide, and none begins or ends with an empty one', () => {
    for (const question of [
      ['AL'],
      ['AL', 'P527'],
      ['AL', 'P527', 'DPRK'],
      ['AL', 'P527', 'Finland'],
      ['AL', 'P571', '2002'],
      ['AL', 'motto'],
      ['Norway', 'P463', 'AL']
    ] as const) {
      const lines = linesOf(question[0], question[1], question[2])
      for (const line of lines) expect(line.replaceAll(/\u001b\[\d+m/g, '').length).toBeLessThanOrEqual(width)
      expect([lines[0] === '', lines.at(-1) === '']).toEqual([false, false])
    }
  })

  test('no text of a dataset steers it', () => {
    const text = linesOf('AL', 'motto', undefined, 200).join('\n')
    expect(text).toContain('Together')
    expect(text.replaceAll(/\u001b\[\d+m/g, '')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
  })
})

describe('hawksbill why', () => {
  let folder: string
  const hawksbill = (...args: string[]) => runIn(folder, ['why', ...args])
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'hawksbill-why-'))
    await writeFixture(path.join(folder, 'out'), base, 'why.trig')
    await writeFixture(path.join(folder, 'built/here'), base, 'why.trig')
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('tells a fact, from out or from the folder named', async () => {
    const expected = `North Korea is not published as has part(s) of Alder League: deprecated
  because contradicted by the closed list of the league's page
  Said by
    League (note), line 6, has_part_s_
  In the graph of League
  Contradicted by
    the league's page (2025-12-03), characters 120 to 161: «Two states make it up: Norway and Sweden.»
  Disagreement (closed list contradiction, settled)
    The page lists two states; the note has North Korea besides. Finland is in no list.
    → The list counts over the stray value, which is deprecated.

The other way round, North Korea: member of (P463) Alder League (normal, 1 source)

Instead: Norway, Sweden
· Denmark: normal, not best, 1 source
  because it ended in 1999
`
    for (const out of [[], ['out'], ['built/here']])
      expect(await hawksbill(...out, 'AL', 'has_part_s_', 'North Korea')).toEqual({
        code: 0,
        out: expected,
        err: ''
      })
  })

  test('tells all values, or all properties', async () => {
    const values = await hawksbill('out', 'AL', 'P527')
    expect(values.code).toBe(0)
    expect(values.out).toMatch(/^Alder League \(Q100\), has part\(s\) \(P527\): 4 values\n/)
    expect(values.out).toContain('✗ North Korea: deprecated, 1 source')
    const properties = await hawksbill('AL')
    expect(properties.out).toContain(
      'P527   has part(s): 4 values, 1 deprecated, 1 not of best rank, 1 disagreement'
    )
  })

  test('answers a program in the JSON that the site serves', async () => {
    const { code, out } = await hawksbill('AL', 'P571', '2002', '--json')
    expect([code, JSON.parse(out)]).toEqual([0, JSON.parse(JSON.stringify(fact('AL', 'P571', '2002')))])
  })

  test('takes a value that begins with a hyphen behind --', async () => {
    expect((await hawksbill('out', 'AL', 'P625', '--', '-55.7963, 37.5354')).code).toBe(0)
  })

  test.each([
    [
      ['Georgia', 'P112'],
      1,
      '“Georgia” may mean 2 things; say which by its id: Georgia (Q1428), Georgia (Q230)'
    ],
    [['Atlantis', 'P527'], 1, 'The dataset has no entity called “Atlantis”; ask by a QID, a label or an IRI'],
    [
      ['AL', 'parts'],
      1,
      'has no property called “parts”; ask for one of the properties that the subject has: has part(s) (P527), '
    ],
    [['AL', 'P527', 'Q42'], 1, 'leaving the value out: Norway, Sweden, Denmark, North Korea'],
    [['nowhere/out', 'AL', 'P527'], 1, 'nowhere/out is not a folder that a build wrote'],
    [['\u001b[31m', 'P527'], 1, 'The dataset has no entity called “ [31m”'],
    [['x'.repeat(3000)], 1, 'The subject is longer than 2000 characters'],
    [[], 2, 'why needs a subject. Try: hawksbill why --help'],
    [['out', 'AL', 'P527', 'Q423', 'more'], 2, 'why takes no argument more']
  ])('refuses %j', async (args, code, message) => {
    const ran = await hawksbill(...args)
    expect([ran.code, ran.out]).toEqual([code, ''])
    expect(ran.err).toContain(message)
    expect(ran.err).not.toMatch(/\n {4}at |\u001b/)
  })

  test('tells what it takes', async () => {
    const { code, out } = await hawksbill('--help')
    expect(code).toBe(0)
    expect(out).toMatch(/^Usage: hawksbill why \[out\] SUBJECT \[PROPERTY \[VALUE\]\] \[OPTIONS\]\n/)
    for (const word of ['SUBJECT', 'PROPERTY', 'VALUE', '--json']) expect(out).toContain(`  ${word}`)
  })

  test('tells the words behind a fact of the seeds', async () => {
    const seeds = path.join(import.meta.dirname, '../out')
    const { code, out } = await hawksbill(seeds, 'CSTO', 'inception', '2002', '--json')
    expect(code).toBe(0)
    const { statements, claims } = JSON.parse(out) as WhyFact
    expect(statements.map(({ value }) => value.value)).toContain('2002-10-07T00:00:00Z')
    const references = statements.flatMap(statement => statement.references)
    expect(references.map(({ method }) => method)).toContain('says only 2002')
    expect(references.some(({ quote }) => quote?.includes('7 October 2002'))).toBe(true)
    expect(claims.map(({ value }) => value.text)).toContain('2002')
    const members = await hawksbill(seeds, 'CSTO', 'has part(s)', 'north korea')
    expect([members.code, members.err]).toEqual([0, ''])
    expect(members.out).toMatch(/CSTO \(note\), line \d+, has_part_s_/)
  })
})
