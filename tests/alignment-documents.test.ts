import { afterEach, describe, expect, test, vi } from 'vitest'
import { type Statement, valueKey } from '../src/alignment/alignment.ts'
import type { Claim } from '../src/claims/claims.ts'
import { writeAll } from '../src/dumps/dumps.ts'
import { formats, prefixesOf } from '../src/rdf/rdf.ts'
import type { SourceSettings } from '../src/vault/vault.ts'
import {
  claim,
  claimsOfDocuments,
  documentOf,
  item,
  link,
  minted,
  quantity,
  sourceClaims,
  text,
  time
} from './document-case.ts'
import { publishVault } from './publish-case.ts'
import { linesOf, readDocument } from './rdf-documents.ts'

// How prose is read is another matter: here each document says what its test has it say.
vi.mock('../src/claims/document-claims.ts', async () => (await import('./document-case.ts')).handWritten)
afterEach(() => claimsOfDocuments.clear())

const base = 'https://example.org/'
const csto = documentOf('wiki', { about: 'Q318693' })

/** Publishes documents with these claims beside notes. */
async function publishDocuments(
  documents: readonly (readonly [SourceSettings, readonly Claim[]])[],
  notes: Readonly<Record<string, string>> = {},
  settings: Parameters<typeof publishVault>[1] = {}
) {
  for (const [{ id }, claims] of documents) claimsOfDocuments.set(id, claims)
  const files = Object.fromEntries(documents.map(([{ file }]) => [file, '']))
  const published = await publishVault(
    { ...notes, ...files },
    { base, sources: documents.map(([source]) => source), ...settings }
  )
  const { blocks, context } = published.publication
  const dump = (extension: string): string =>
    writeAll(extension, blocks, { prefixes: prefixesOf(base), context })
  return { ...published, dump }
}

const said = ({ subject, property, value, qualifiers }: Statement): string =>
  [
    subject.replace(`${base}entity/`, ''),
    property.id,
    valueKey(value).replace(`${base}entity/`, ''),
    ...qualifiers.map(snak => `${snak.property.id}=${valueKey(snak.value).replace(`${base}entity/`, '')}`)
  ].join(' | ')

/** What statements a document makes of these claims, and what is reported. */
async function aligned(...claims: Claim[]) {
  const { statements, problems } = await publishDocuments([[csto, claims]])
  return {
    said: statements.map(said),
    told: problems.map(({ code, file, message }) => `${file} ${code} ${message}`)
  }
}

describe('a value is read by the datatype of its property', () => {
  test.each<[string, Claim, string]>([
    ['an item', claim('P159', link(item('Moscow', 'Q649'))), 'P159 | item Q649'],
    ['an item by its QID', claim('P31', text('Q4830453')), 'P31 | item Q4830453'],
    ['a day', claim('P571', time('1992-05-15')), 'P571 | time 1992-05-15T00:00:00Z/11'],
    ['a month', claim('P571', time('1992-05')), 'P571 | time 1992-05-01T00:00:00Z/10'],
    ['a year', claim('P571', time('1992')), 'P571 | time 1992-01-01T00:00:00Z/9'],
    ['a first of January', claim('P571', time('1992-01-01')), 'P571 | time 1992-01-01T00:00:00Z/11'],
    ['a decade', claim('P571', time('1994', 'decade')), 'P571 | time 1990-01-01T00:00:00Z/8'],
    ['a century', claim('P571', time('1994', 'century')), 'P571 | time 2000-01-01T00:00:00Z/7'],
    ['the last year of one', claim('P571', time('1900', 'century')), 'P571 | time 1900-01-01T00:00:00Z/7'],
    ['a day BCE', claim('P571', time('-0043-03-15')), 'P571 | time -0043-03-15T00:00:00Z/11'],
    ['the 40s BCE', claim('P571', time('-0043', 'decade')), 'P571 | time -0039-01-01T00:00:00Z/8'],
    ['the 1st century BCE', claim('P571', time('-0043', 'century')), 'P571 | time -0099-01-01T00:00:00Z/7'],
    ['1 BC', claim('P571', time('0000')), 'P571 | time 0000-01-01T00:00:00Z/9'],
    ['a number', claim('P1082', quantity('2000')), 'P1082 | quantity +2000'],
    [
      'a number with a unit',
      claim('P2046', quantity('0.5', { unit: 'Q712226' })),
      'P2046 | quantity +0.5 Q712226'
    ],
    [
      'a number with bounds',
      claim('P1082', quantity('5', { lower: '4', upper: '7' })),
      'P1082 | quantity +5 [+4, +7]'
    ],
    ['a number as text', claim('P1082', text('63')), 'P1082 | quantity +63'],
    ['a string', claim('P395', text('CS')), 'P395 | string CS'],
    ['an id', claim('P213', text('0000 0001')), 'P213 | external-id 0000 0001'],
    ['an address', claim('P856', text('https://odkb-csto.org/')), 'P856 | iri https://odkb-csto.org/'],
    [
      'a file',
      claim('P154', text('A b.svg')),
      'P154 | iri http://commons.wikimedia.org/wiki/Special:FilePath/A%20b.svg'
    ],
    [
      'coordinates',
      claim('P625', { kind: 'tuple', items: ['55.75', '37.6'] }),
      'P625 | coordinate 37.6 55.75'
    ],
    ['a text with its language', claim('P1448', text('ОДКБ', 'ru')), 'P1448 | text ru ОДКБ'],
    ['a text without', claim('P1813', text('CSTO')), 'P1813 | text und CSTO'],
    ['a text with no tag for a language', claim('P1813', text('CSTO', 'a b"')), 'P1813 | text und CSTO']
  ])('%s', async (_, given, expected) => {
    expect(await aligned(given)).toEqual({ said: [`Q318693 | ${expected}`], told: [] })
  })

  test('a text is of the one language that its subject and its script allow', async () => {
    const { said } = await aligned(
      claim('P37', link(item('Russian', 'Q7737'))),
      claim('P1448', text('Организация Договора'))
    )
    expect(said).toContain('Q318693 | P1448 | text ru Организация Договора')
  })

  test.each<[string, Claim]>([
    ['a word for an item', claim('P159', text('Moscow'))],
    [
      'an article nobody knows',
      claim('P159', link({ kind: 'article', title: 'X', page: 'https://en.wikipedia.org/wiki/X' }))
    ],
    ['a day that is none', claim('P571', time('2002-02-30'))],
    ['a date with words', claim('P571', time('May 1992'))],
    ['a date for a number', claim('P1082', time('1992'))],
    ['a number for a date', claim('P571', quantity('1992'))],
    ['bounds that leave the number out', claim('P1082', quantity('5', { lower: '6' }))],
    ['a bound that is no number', claim('P1082', quantity('5', { lower: 'x' }))],
    ['a unit that is no item', claim('P1082', quantity('5', { unit: 'km' }))],
    ['a number for a text', claim('P1448', quantity('5'))],
    ['a place beyond the poles', claim('P625', { kind: 'tuple', items: ['95', '37'] })]
  ])('%s is reported and left out', async (_, given) => {
    const { said, told } = await aligned(given, claim('P17', link(item('Russia', 'Q159'))))
    expect(said).toEqual(['Q318693 | P17 | item Q159'])
    expect(told).toEqual([expect.stringMatching(/^wiki\.txt value-unfit the rule a-rule reads here /)])
  })

  test('a qualifier that does not fit is left out alone', async () => {
    const { said, told } = await aligned(
      claim('P17', link(item('Russia', 'Q159')), {
        qualifiers: { P580: time('2002-02-30'), P582: time('2004') }
      })
    )
    expect(said).toEqual(['Q318693 | P17 | item Q159 | P582=time 2004-01-01T00:00:00Z/9'])
    expect(told).toEqual([
      expect.stringContaining('start time (P580), whose values are dates, not: 2002-02-30')
    ])
  })

  test('a property that is none is a fault of the rule', async () => {
    await expect(aligned(claim('P99999999', text('x')))).rejects.toThrow(
      'the rule a-rule gives property P99999999, and the catalogue has none of this id'
    )
    await expect(aligned(claim('P17', text('Q1'), { qualifiers: { start: time('2002') } }))).rejects.toThrow(
      'start'
    )
  })
})

describe('a claim is about', () => {
  test('any entity it names, or what its document is about', async () => {
    const { statements, problems, publication } = await publishDocuments(
      [
        [
          documentOf('wiki', { about: 'Q318693' }),
          [
            claim('P463', link(item('CSTO', 'Q318693')), { subject: item('Armenia', 'Q399') }),
            claim('P159', link({ kind: 'name', name: 'Head office' })),
            claim('P31', link(item('hall', 'Q1')), { subject: { kind: 'note', id: 'Hall' } }),
            claim('P31', link({ kind: 'article', title: 'Hall', page: 'https://en.wikipedia.org/wiki/Hall' }))
          ]
        ],
        [documentOf('nothing'), [claim('P17', text('Q1')), claim('P17', text('Q2'), { start: 50 })]]
      ],
      { 'Hall.md': 'A hall.\n' }
    )
    expect(statements.map(said).sort()).toEqual([
      'Q318693 | P159 | item note-head-office',
      'Q318693 | P31 | item note-hall',
      'Q399 | P463 | item Q318693',
      'note-hall | P31 | item Q1'
    ])
    expect(problems.map(({ code, file }) => `${file} ${code}`)).toEqual(['nothing.txt subject-unknown'])
    expect(publication.minted().map(({ entity }) => entity)).toEqual([`${base}entity/note-head-office`])
  })

  test('an entity that only prose tells of, which has its label, aliases and statements', async () => {
    const rubezh = (label: string, ...aliases: string[]) => minted('exercise', label, ...aliases)
    const { publication, dump } = await publishDocuments([
      [csto, [claim('P585', time('2008'), { subject: rubezh('Rubezh 2008', 'Frontier 2008') })]],
      [
        documentOf('kids', { about: 'Q318693' }),
        [
          claim('P793', link(rubezh('RUBEZH-2008'))),
          claim('P710', link(item('Armenia', 'Q399')), { subject: rubezh('Rubezh 2008') }),
          claim('P710', link(minted('army', 'Rubezh 2008')), { subject: rubezh('Rubezh 2008') })
        ]
      ]
    ])
    const lines = await readDocument(dump('nt'), 'nt')
    const node = `<${base}entity/exercise-rubezh-2008>`
    const about = lines.filter(line => line.startsWith(node)).join('\n')
    expect(about).toContain(`${node} <http://www.w3.org/2000/01/rdf-schema#label> "Rubezh 2008"@en`)
    expect(about).toContain(`<http://www.w3.org/2004/02/skos/core#altLabel> "Frontier 2008"@en`)
    expect(about).toContain(`<http://www.w3.org/2004/02/skos/core#altLabel> "RUBEZH-2008"@en`)
    expect(about.match(/prop\/direct\//g)).toHaveLength(3)
    expect(about).not.toContain('sameAs')
    expect(publication.minted()).toEqual([
      {
        entity: `${base}entity/army-rubezh-2008`,
        class: 'army',
        label: 'Rubezh 2008',
        source: 'kids',
        statements: 0
      },
      {
        entity: `${base}entity/exercise-rubezh-2008`,
        class: 'exercise',
        label: 'Rubezh 2008',
        source: 'wiki',
        statements: 3
      }
    ])
  })

  test('what is minted, though the vault has something of its name', async () => {
    const { statements } = await publishDocuments(
      [[csto, [claim('P793', link(minted('treaty', 'Tashkent')))]]],
      { 'Tashkent.md': '---\nwikidata: Q269\n---\n' }
    )
    expect(statements.map(said)).toEqual(['Q318693 | P793 | item treaty-tashkent'])
  })

  test('what notes call by other names than prose does', async () => {
    const { publication, statements } = await publishDocuments(
      [
        [
          csto,
          [
            claim('P17', link(item('Russian', 'Q159'))),
            claim('P17', link(item('Russian', 'Q159')), { start: 20 })
          ]
        ]
      ],
      { 'a.md': '---\nwikidata: Q1\ncountry: ["[[WD~Russia,159]]", "[[WD~Russian]]"]\n---\n' }
    )
    const russia = [...publication.entities()].find(({ entity }) => entity.qid === 'Q159')
    expect(russia?.entity).toMatchObject({ label: { text: 'Russia' }, aliases: [{ text: 'Russian' }] })
    // A word of prose teaches no note which item it is.
    expect(statements.map(said)).toContain('Q1 | P17 | item item-russian')
  })
})

test('notes and documents say one statement together, and each its own in its graph', async () => {
  const { statements, publication, dump } = await publishDocuments(
    [
      [
        csto,
        [
          claim('P571', time('1992-05-15'), {
            quote: 'founded on 15 May 1992',
            start: 812,
            rule: 'founding'
          }),
          claim('P463', link(item('CSTO', 'Q318693')), { subject: item('Armenia', 'Q399') })
        ]
      ]
    ],
    { 'CSTO.md': '---\nwikidata: Q318693\ninception: "1992"\n---\n' }
  )
  expect(statements.map(said)).toEqual([
    'Q318693 | P571 | time 1992-05-15T00:00:00Z/11',
    'Q399 | P463 | item Q318693'
  ])
  expect(statements[0]!.references).toEqual([
    expect.objectContaining({ source: 'CSTO', method: 'says only 1992' }),
    expect.objectContaining({ source: 'wiki', rules: ['founding'] })
  ])
  const lines = await readDocument(dump('nq'), 'nq')
  const inGraph = (id: string) =>
    lines
      .filter(line => line.endsWith(` <${base}graph/${id}> .`))
      .map(line => line.replace(/<[^>]*[/#]([^/#>]*)>/g, '$1'))
  expect(inGraph('CSTO')).toEqual(['Q318693 P571 "1992-01-01T00:00:00Z"^^dateTime CSTO .'])
  expect(inGraph('wiki')).toEqual([
    'Q318693 P571 "1992-05-15T00:00:00Z"^^dateTime wiki .',
    'Q399 P463 Q318693 wiki .'
  ])
  expect([...publication.entities()].map(({ entity }) => entity.qid)).toEqual(['Q318693', 'Q399'])
})

test('what a document says is the same in every format, to every parser', async () => {
  const { dump, publication } = await publishDocuments([
    [
      csto,
      [
        claim('P1082', quantity('2000', { lower: '2000', unit: 'Q712226' }), {
          quote: 'more than "2000"\u0001\ud83d\uffff\n',
          method: 'carried over',
          rule: 'strength',
          start: 7
        }),
        claim('P571', time('-0043', 'century'), { subject: minted('pact', 'Æther & <Co>') }),
        claim('P1448', text('Договор', 'ru'), { subject: minted('pact', 'Æther & <Co>') })
      ]
    ]
  ])
  const all = linesOf([...publication.blocks].flat())
  const triples = linesOf(
    [...publication.blocks].flat().filter(({ graph }) => graph.termType === 'DefaultGraph')
  )
  for (const { extension, quads } of formats)
    expect(await readDocument(dump(extension), extension), extension).toEqual(quads ? all : triples)
  await expect(dump('trig')).toMatchFileSnapshot('cases/documents/values.out.trig')
})

describe('of a document', () => {
  test('whose text must not be shown only the places are published', async () => {
    const canary = 'Canary words of a sentence'
    const claims = [
      claim('P17', link(item('Russia', 'Q159'), canary), {
        quote: canary,
        start: 40,
        qualifiers: { P1932: text(canary) }
      }),
      claim('P571', time(canary))
    ]
    const { dump, problems, publication } = await publishDocuments([
      [documentOf('wiki', { about: 'Q318693', text: 'none' }), claims]
    ])
    for (const { extension } of formats) expect(dump(extension)).not.toMatch(/canary/i)
    expect(dump('nt')).toContain('"40"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>')
    expect(dump('nt')).not.toContain('P1683')
    expect(problems.map(({ code }) => code)).toEqual(['value-unfit'])
    expect(JSON.stringify([problems, publication.minted()])).not.toMatch(/canary/i)
  })

  test('that names a private note, neither the claim nor the quotation is published', async () => {
    const quoted = { quote: 'Canary' }
    const { dump, statements } = await publishDocuments(
      [
        [
          csto,
          [
            claim('P17', link(item('Russia', 'Q159')), quoted),
            claim('P17', link(item('Canary', 'Q1')), { start: 20 }),
            claim('P793', link(minted('exercise', 'Canary')), { start: 40 }),
            claim('P793', link(minted('exercise', 'Bird', 'Canary')), { start: 60 }),
            claim('P585', time('2002'), { subject: minted('exercise', 'Canary') }),
            claim('P463', link(item('Armenia', 'Q399')), {
              qualifiers: { P794: link({ kind: 'name', name: 'Canary' }) }
            }),
            claim('P1448', text('Canary', 'en'))
          ]
        ]
      ],
      { 'Canary.md': '---\nprivate: true\n---\n' }
    )
    expect(statements.map(said)).toEqual(['Q318693 | P17 | item Q159'])
    for (const { extension } of formats) expect(dump(extension)).not.toMatch(/canary/i)
  })

  test('in another language its words are quoted in that', async () => {
    const { source, subject, claims } = sourceClaims(csto, [claim('P17', text('Q159'), { quote: 'Россия' })])
    const { Aligner, Catalogue, Iris, lessonOf, parseLanguageTables } = await import(
      '../src/alignment/alignment.ts'
    )
    const { ontology } = await import('./publish-case.ts')
    const aligner = new Aligner(
      {
        iris: new Iris(base),
        catalogue: new Catalogue(ontology.properties),
        languages: parseLanguageTables(ontology.languages, ontology.territories),
        language: 'en'
      },
      () => expect.fail()
    )
    const russian = { source: { ...source, language: 'ru' }, subject, claims }
    aligner.learn(lessonOf(russian))
    const [[statement] = []] = aligner.alignProse(russian).values()
    expect(statement?.references).toEqual([
      {
        source: 'wiki',
        evidence: { kind: 'text', start: 0, end: 10, quote: 'Россия' },
        rules: ['a-rule'],
        language: 'ru'
      }
    ])
  })
})
