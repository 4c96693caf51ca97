import { describe, expect, test } from 'vitest'
import { valueKey } from '../src/alignment/alignment.ts'
import { type Proposal, type ProposalBlock, parseProposals } from '../src/claims/claims.ts'
import { writeAll } from '../src/dumps/dumps.ts'
import { prefixesOf } from '../src/rdf/rdf.ts'
import type { SourceSettings } from '../src/vault/vault.ts'
import { documentOf } from './document-case.ts'
import { publishVault } from './publish-case.ts'

const base = 'https://example.org/'
const model = { url: 'https://models.example/v1/chat/completions', name: 'a-model' }

const text = `The Heron Society

The Heron Society runs its affairs out of Oslo. The keepers of the Heron Society met in March 1921. It looks after 42 boats. The Heron Society may one day sail from Riga. "The Heron Society sails from Tallinn", a visitor wrote. Letters go to keepers@heron.example and cards to Stork Street 7.

Norway joined the Heron Society in 1950. Sweden has not joined the Heron Society. If Iceland joined the Heron Society, the keepers would cheer.
`

const proposal = (more: Partial<Proposal>): Proposal => ({
  subject: 'The Heron Society',
  property: 'P159',
  value: 'Oslo',
  qualifiers: [],
  quote: 'The Heron Society runs its affairs out of Oslo',
  ...more
})

/** Publishes a document about the Heron Society with these proposals for its first block that holds the quote. */
async function published(
  proposals: readonly Proposal[],
  {
    notes = {},
    document = {},
    settings = { model }
  }: {
    notes?: Readonly<Record<string, string>>
    document?: Partial<SourceSettings>
    settings?: Parameters<typeof publishVault>[1]
  } = {}
) {
  const asked: ProposalBlock[] = []
  const source = documentOf('heron', { title: 'The Heron Society', about: 'Q999001', ...document })
  const result = await publishVault(
    { 'heron.txt': text, ...notes },
    { base, sources: [source], ...settings },
    {
      propose: async block => {
        asked.push(block)
        return asked.length === 1 ? proposals : proposals.slice(0, 0)
      }
    }
  )
  const proposed = result.statements.filter(statement => statement.proposed)
  const said = proposed.map(({ subject, property, value, qualifiers }) =>
    [
      subject,
      property.id,
      valueKey(value),
      ...qualifiers.map(snak => `${snak.property.id}=${valueKey(snak.value)}`)
    ]
      .join(' | ')
      .replaceAll(`${base}entity/`, '')
  )
  return { ...result, asked, said, proposed }
}

const said = async (more: Partial<Proposal>) => (await published([proposal(more)])).said

describe('a proposal enters', () => {
  test.each<[string, Partial<Proposal>, string]>([
    ['an item by its name', {}, 'Q999001 | P159 | item Q585'],
    ['a property by its label', { property: 'headquarters location' }, 'Q999001 | P159 | item Q585'],
    [
      'a subject that the quotation names',
      { subject: 'Oslo', property: 'P138', value: 'The Heron Society' },
      'Q585 | P138 | item Q999001'
    ],
    [
      'a date as it is written',
      { property: 'P571', value: 'March 1921', quote: 'The keepers of the Heron Society met in March 1921.' },
      'Q999001 | P571 | time 1921-03-01T00:00:00Z/10'
    ],
    [
      'a number',
      { property: 'P1114', value: '42', quote: 'looks after 42 boats' },
      'Q999001 | P1114 | quantity +42'
    ],
    [
      'a text',
      { property: 'P6375', value: 'Stork Street 7', quote: 'cards to Stork Street 7' },
      'Q999001 | P6375 | text und Stork Street 7'
    ],
    [
      'qualifiers that stand in the quotation too',
      {
        property: 'P793',
        value: 'Oslo',
        quote: 'out of Oslo. The keepers of the Heron Society met in March 1921',
        qualifiers: [{ property: 'P585', value: 'March 1921' }]
      },
      'Q999001 | P793 | item Q585 | P585=time 1921-03-01T00:00:00Z/10'
    ]
  ])('with %s', async (_, more, expected) => {
    expect(await said(more)).toEqual([expected])
  })
})

describe('a proposal does not enter', () => {
  test.each<[string, Partial<Proposal>]>([
    ['its quotation stands nowhere', { quote: 'The Heron Society is based in Oslo' }],
    ['its quotation has other spaces', { quote: 'The Heron Society runs its  affairs out of Oslo' }],
    ['its quotation cuts a word', { quote: 'Heron Society runs its affairs out of Osl' }],
    ['its value is not in the quotation', { quote: 'The Heron Society runs its affairs' }],
    ['its value has a word more than the quotation', { value: 'the Oslo' }],
    ['its value is an id', { value: 'Q585' }],
    ['its value is an address of an item', { value: 'http://www.wikidata.org/entity/Q90' }],
    ['its subject is an id', { subject: 'Q999001' }],
    ['its subject is not in the quotation', { subject: 'Norway' }],
    ['its value is known and not in the quotation', { value: 'Norway' }],
    ['its value leads to no entity', { value: 'affairs' }],
    ['its subject is its value', { property: 'P138', value: 'The Heron Society' }],
    ['there is no such property', { property: 'P99999999' }],
    ['no property has this label', { property: 'is somewhat near to' }],
    ['the value is an item and the property wants a date', { property: 'P571' }],
    ['the value is an item and the property wants a number', { property: 'P1114' }],
    ['the value is an item and the property wants an address', { property: 'P856' }],
    ['the property wants a file', { property: 'P18' }],
    [
      'the date is not as written',
      { property: 'P571', value: '1921-03', quote: 'The keepers of the Heron Society met in March 1921.' }
    ],
    ['a qualifier is not in the quotation', { qualifiers: [{ property: 'P580', value: '1950' }] }],
    ['a qualifier has no property', { qualifiers: [{ property: 'P99999999', value: 'Oslo' }] }],
    ['the sentence doubts it', { value: 'Riga', quote: 'sail from Riga' }],
    ['somebody is quoted', { value: 'Tallinn', quote: 'The Heron Society sails from Tallinn' }]
  ])('when %s', async (_, more) => {
    const { said: all, problems } = await published([proposal(more)])
    expect(all).toEqual([])
    expect(problems).toEqual([])
  })

  const inSecondBlock = (more: Partial<Proposal>) =>
    publishVault(
      { 'heron.txt': text },
      { base, model, sources: [documentOf('heron', { title: 'The Heron Society', about: 'Q999001' })] },
      {
        propose: async ({ sentences }) =>
          sentences[0]!.startsWith('Norway')
            ? [proposal({ property: 'P463', value: 'the Heron Society', ...more })]
            : []
      }
    )

  test.each<[string, Partial<Proposal>]>([
    ['a rule says it', { subject: 'Norway', quote: 'Norway joined the Heron Society in 1950' }],
    ['it is denied', { subject: 'Sweden', quote: 'Sweden has not joined the Heron Society' }],
    [
      'it stands under a condition that the quotation leaves out',
      { subject: 'Iceland', quote: 'Iceland joined the Heron Society' }
    ]
  ])('when %s', async (_, more) => {
    const { statements } = await inSecondBlock(more)
    expect(statements.filter(({ proposed }) => proposed)).toEqual([])
    expect(statements.map(({ property }) => property.id)).toContain('P463')
  })

  test('when a rule says the contrary, wherever it does', async () => {
    const { statements } = await publishVault(
      {
        'heron.txt':
          'The Heron Society\n\nThe Heron Society was founded in 1921.\n\nThe keepers of the Heron Society met in March 1925.\n'
      },
      { base, model, sources: [documentOf('heron', { title: 'The Heron Society', about: 'Q999001' })] },
      {
        propose: async ({ sentences }) =>
          sentences[0]!.includes('1925')
            ? [proposal({ property: 'P571', value: 'March 1925', quote: sentences[0]! })]
            : []
      }
    )
    expect(statements.filter(({ property }) => property.id === 'P571')).toMatchObject([
      { rank: 'normal', value: { time: '1921-01-01T00:00:00Z' } }
    ])
  })

  test('when a note says it already', async () => {
    const { statements } = await published([proposal({})], {
      notes: {
        'The Heron Society.md': '---\nwikidata: Q999001\nheadquarters_location: "[[WD~Oslo,585]]"\n---\n'
      }
    })
    const places = statements.filter(({ property }) => property.id === 'P159')
    expect(places).toMatchObject([
      { rank: 'normal', best: true, references: [{ source: 'The Heron Society' }] }
    ])
  })
})

describe('what is proposed', () => {
  test('is deprecated, with the reason, and never a direct triple', async () => {
    const { publication, proposed } = await published([proposal({})])
    expect(proposed).toMatchObject([{ rank: 'deprecated', best: false }])
    const { blocks, context } = publication
    const quads = writeAll('nq', blocks, { prefixes: prefixesOf(base), context })
    expect(quads).not.toMatch(/^\S+ <http:\/\/www\.wikidata\.org\/prop\/direct\/P159>/m)
    const turtle = writeAll('ttl', blocks, { prefixes: prefixesOf(base), context })
    expect(turtle).toContain('wikibase:DeprecatedRank')
    expect(turtle).toContain('hb:reason "proposed by a language model, not confirmed by a rule"@en')
    expect(turtle).toContain('hb:method "proposed by the language model a-model"')
    expect(turtle).toContain('"The Heron Society runs its affairs out of Oslo"@en')
    expect(quads).toContain(`oa#start> "${text.indexOf('The Heron Society runs')}"`)
  })

  test('changes no statement of a note, finer or other', async () => {
    const notes = { 'The Heron Society.md': '---\nwikidata: Q999001\ninception: 1921\n---\n' }
    const finer = proposal({
      property: 'P571',
      value: 'March 1921',
      quote: 'The keepers of the Heron Society met in March 1921'
    })
    const [without, withModel] = [await published([], { notes }), await published([finer], { notes })]
    expect(withModel.statements).toEqual(without.statements)
    const other = { 'The Heron Society.md': '---\nwikidata: Q999001\ninception: 1930\n---\n' }
    const { statements } = await published([finer], { notes: other })
    expect(statements.filter(({ property }) => property.id === 'P571')).toMatchObject([
      { rank: 'deprecated', best: false, value: { time: '1921-03-01T00:00:00Z' } },
      { rank: 'normal', best: true, value: { time: '1930-01-01T00:00:00Z' } }
    ])
  })

  test('is the same whoever answers first', async () => {
    const dump = async (delays: readonly number[]) => {
      let asked = 0
      const { publication } = await publishVault(
        { 'heron.txt': text },
        { base, model, sources: [documentOf('heron', { about: 'Q999001', title: 'The Heron Society' })] },
        {
          propose: async () => {
            await new Promise(resolve => setTimeout(resolve, delays[asked++]))
            return [proposal({}), proposal({ property: 'P1114', value: '42', quote: '42 boats' })]
          }
        }
      )
      const { blocks, context } = publication
      return writeAll('nq', blocks, { prefixes: prefixesOf(base), context })
    }
    expect(await dump([30, 0])).toBe(await dump([0, 30]))
  })
})

describe('what is asked', () => {
  test('is each paragraph, with its sentences, its headings and what the document is about', async () => {
    const { asked } = await published([])
    expect(asked).toHaveLength(2)
    expect(asked[0]).toMatchObject({ subject: expect.stringContaining('Heron Society'), section: [] })
    expect(asked[1]!.sentences).toHaveLength(3)
  })

  test('is nothing without the setting', async () => {
    expect((await published([proposal({})], { settings: {} })).asked).toEqual([])
  })

  test('is nothing about a document whose words must not be shown', async () => {
    const { asked, said: all } = await published([proposal({})], { document: { text: 'none' } })
    expect([asked, all]).toEqual([[], []])
  })

  test('is nothing about a paragraph that names a private note', async () => {
    const { asked } = await published([], {
      notes: { 'Stork Street.md': '---\npublish: false\n---\n' }
    })
    expect(asked.map(({ sentences }) => sentences[0])).toEqual(['Norway joined the Heron Society in 1950.'])
  })
})

describe('an answer', () => {
  const one = { subject: 'a', property: 'P1', value: 'b', quote: 'a b' }
  const read = { ...one, qualifiers: [] }

  test.each<[string, string, Proposal[] | undefined]>([
    ['is JSON', JSON.stringify({ statements: [one] }), [read]],
    ['may be a list', JSON.stringify([one]), [read]],
    ['may stand in a fence', `\`\`\`json\n${JSON.stringify({ statements: [one] })}\n\`\`\``, [read]],
    ['may have numbers', JSON.stringify([{ ...one, value: 7 }]), [{ ...read, value: '7' }]],
    ['is nothing when it is no JSON', 'Here are the facts: …', undefined],
    ['is nothing when it is cut off', '{"statements": [{"subject": "a"', undefined],
    ['is nothing when it is of another shape', '{"facts": []}', undefined],
    ['is nothing when it is null', 'null', undefined],
    [
      'leaves out what lacks a part',
      JSON.stringify([{ ...one, quote: '' }, { subject: 'a' }, null, 7, one]),
      [read]
    ],
    [
      'leaves out what has a bad qualifier',
      JSON.stringify([{ ...one, qualifiers: [{ property: 'P1' }] }]),
      []
    ],
    ['leaves out what has no list of them', JSON.stringify([{ ...one, qualifiers: 'P1' }]), []],
    ['leaves out what is too long', JSON.stringify([{ ...one, quote: 'x'.repeat(10_000) }]), []]
  ])('%s', (_, answer, expected) => {
    expect(parseProposals(answer)).toEqual(expected)
  })

  test('gives no more than some', () => {
    expect(parseProposals(JSON.stringify(Array(10_000).fill(one)))!.length).toBeLessThan(100)
  })
})
