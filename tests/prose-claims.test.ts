import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  type Claim,
  DocumentReader,
  proseKnowledge,
  type SourceClaims,
  shownClaims
} from '../src/claims/claims.ts'
import type { ShownText } from '../src/vault/vault.ts'
import { ontology, publishVault } from './publish-case.ts'

const knowledge = proseKnowledge(ontology.prose)
const seeds = ['encyclopedia.txt', 'wiki.txt', 'kids.txt'].map(file => ({
  file,
  text: readFileSync(new URL(`../seeds/${file}`, import.meta.url), 'utf8')
}))

/** Reads documents about one organization, in the order given. */
function read(
  documents: readonly { readonly file: string; readonly text: string }[],
  {
    about = 'Q318693',
    shown = 'quote' as ShownText,
    learn = [] as Parameters<DocumentReader['learn']>[0][]
  } = {}
): SourceClaims[] {
  const reader = new DocumentReader(knowledge)
  for (const lesson of learn) reader.learn(lesson)
  for (const { file, text } of documents)
    reader.read({ settings: { file, id: file, title: file, about, text: shown, line: 1 }, text })
  return reader.claims()
}

const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim()

const said = ({ subject, property, value }: Claim): string => {
  const name = (target: NonNullable<Claim['subject']>): string =>
    target.kind === 'item' || target.kind === 'minted' ? target.label : JSON.stringify(target)
  const words =
    value.kind === 'link'
      ? name(value.target)
      : value.kind === 'quantity'
        ? value.amount
        : value.kind === 'tuple'
          ? value.items.join()
          : value.text
  return `${subject ? name(subject) : '·'} ${property} ${words}`
}

describe('claims of prose keep their words', () => {
  test.each(seeds)('$file: each stands where it says', document => {
    const [source] = read([document])
    expect(source!.claims.length).toBeGreaterThan(40)
    for (const { evidence, property } of source!.claims) {
      if (evidence.kind !== 'text') throw new Error(`${property} has no place in the text`)
      expect(evidence.end).toBeGreaterThan(evidence.start)
      expect(squeezed(document.text.slice(evidence.start, evidence.end))).toBe(evidence.quote)
      expect(evidence.rule).toMatch(/^[a-z][a-z-]+$/)
    }
  })

  test('a document whose text must not be shown gives places and no words', () => {
    for (const { claims } of read(seeds, { shown: 'none' }))
      for (const { evidence } of claims) expect(evidence).not.toHaveProperty('quote')
  })

  test('the same documents give the same claims, whatever day it is', () => {
    expect(read(seeds)).toEqual(read(seeds))
  })
})

describe('what several documents tell of is one', () => {
  const one = {
    file: 'one.txt',
    text: 'The Collective Security Treaty Organization is old.\n\nThe CSTO sent 2,000 soldiers to Kazakhstan in January 2022.'
  }
  const other = {
    file: 'other.txt',
    text: 'The Collective Security Treaty Organization is old.\n\nCSTO soldiers were deployed to Kazakhstan on 5 January 2022.'
  }

  test('an event with its month and with its day', () => {
    const events = read([one, other]).flatMap(({ claims }) =>
      claims.flatMap(({ subject }) =>
        subject?.kind === 'minted' && subject.class === 'deployment' ? subject.label : []
      )
    )
    expect(new Set(events)).toEqual(new Set(['CSTO deployment to Kazakhstan (January 2022)']))
  })

  test('two of one year are two, and a telling of the year alone is neither', () => {
    const year = {
      file: 'year.txt',
      text: 'The Collective Security Treaty Organization is old.\n\nThe CSTO sent 500 soldiers to Kazakhstan in 2022.'
    }
    const july = { file: 'july.txt', text: one.text.replace('January', 'July') }
    const labels = (documents: Parameters<typeof read>[0]): Set<string> =>
      new Set(
        read(documents).flatMap(({ claims }) =>
          claims.flatMap(({ subject }) =>
            subject?.kind === 'minted' && subject.class === 'deployment' ? subject.label : []
          )
        )
      )
    expect(labels([one, year]).size).toBe(1)
    expect(labels([one, july]).size).toBe(2)
    expect(labels([one, july, year]).size).toBe(3)
  })
})

describe('names are linked as the text shows', () => {
  test('what the vault calls something', () => {
    const learn = [
      {
        source: { id: 'Nordvik', kind: 'note' as const, file: 'Nordvik.md', title: 'Nordvik' },
        subject: { names: ['Nordvik'], aliases: ['the Nordvik Club'] },
        targets: []
      }
    ]
    const [source] = read(
      [{ file: 'a.txt', text: 'It began long ago.\n\nNorway joined Nordvik in 1995. It grew.' }],
      {
        learn
      }
    )
    expect(source!.claims).toContainEqual(
      expect.objectContaining({
        property: 'P463',
        value: expect.objectContaining({ target: { kind: 'note', id: 'Nordvik' } })
      })
    )
  })

  test.each([
    [
      'wiki',
      '= Club =\n\nIt is old.\n\n[[Kazakhstan|The Steppe Republic]] joined NATO in 1995.\n\n== More ==\n\nIt grew.'
    ],
    [
      'Wikidata',
      '= Club =\n\nIt is old.\n\n[https://www.wikidata.org/wiki/Q232 The Steppe Republic] joined NATO in 1995.\n\n== More ==\n\nIt grew.'
    ]
  ])('what a document’s own link says: %s', (_, text) => {
    const [source] = read([{ file: 'a.wiki', text }])
    expect(source!.claims.map(said)).toContain('Kazakhstan P463 NATO')
  })

  // Where a name could go on, the text may end; a link may lead to no name at all.
  test.each([
    ['a direction at the end', 'It is old and well known.\n\nThey all went north'],
    [
      'a link without a title',
      '= Club =\n\nIt is old.\n\n[[#History|The Past]] is old.\n\n== More ==\n\nIt grew.'
    ]
  ])('%s is no name', (_, text) => {
    expect(read([{ file: 'a.txt', text }])[0]!.claims).toEqual([])
  })

  test('never a part of a longer name, never a number that no table has', () => {
    const text =
      'It began long ago.\n\nPoland joined the Warsaw Pact in 1955. Norway joined the Zembla Pact in 1956. Don’t ask.'
    const [source] = read([{ file: 'a.txt', text }])
    const targets = source!.claims.flatMap(({ subject, value }) => [
      ...(subject ? [subject] : []),
      ...(value.kind === 'link' ? [value.target] : [])
    ])
    expect(targets).not.toContainEqual(expect.objectContaining({ label: 'Warsaw' }))
    expect(targets).toContainEqual(expect.objectContaining({ kind: 'minted', label: 'Zembla Pact' }))
  })
})

test('prose is published with its words, its rule and its places', async () => {
  const { statements } = await publishVault(
    {
      'Oslo.md': '# Oslo\n',
      'club.txt': 'It began long ago.\n\nNorway joined NATO in 1949, as many know.\n'
    },
    {
      sources: [{ file: 'club.txt', id: 'club', title: 'The club', about: 'Q7184', text: 'quote', line: 1 }]
    }
  )
  expect(statements.find(({ property }) => property.id === 'P463')).toMatchObject({
    subject: expect.stringMatching(/Q20$/),
    value: { type: 'item', iri: expect.stringMatching(/Q7184$/) },
    qualifiers: [{ property: { id: 'P580' }, value: { time: '1949-01-01T00:00:00Z', precision: 9 } }],
    references: [
      {
        source: 'club',
        evidence: { quote: 'Norway joined NATO in 1949', start: 20, end: 46 },
        rules: ['joined']
      }
    ]
  })
})

const references = async (text: string, property: string) =>
  (
    await publishVault(
      { 'Oslo.md': '# Oslo\n', 'club.txt': text },
      {
        sources: [{ file: 'club.txt', id: 'club', title: 'The club', about: 'Q7184', text: 'quote', line: 1 }]
      }
    )
  ).statements
    .filter(({ property: { id } }) => id === property)
    .flatMap(({ references: of }) => of)

test('whoever disputes what was told joins the statement, under one spelling of the name', async () => {
  const text =
    'It is old.\n\nOla Nordmann, the Foreign Minister of Sweden, spoke. On 3 February 2014, Norway froze its participation in NATO. Later Ola Nordman stated that the charter does not include a frozen membership. It grew.\n'
  const { statements } = await publishVault(
    { 'Oslo.md': '# Oslo\n', 'club.txt': text },
    {
      sources: [{ file: 'club.txt', id: 'club', title: 'The club', about: 'Q7184', text: 'quote', line: 1 }]
    }
  )
  const events = statements.filter(({ property }) => property.id === 'P793')
  expect(events).toHaveLength(1)
  expect(events[0]).toMatchObject({
    qualifiers: expect.arrayContaining([
      {
        property: expect.objectContaining({ id: 'P585' }),
        value: expect.objectContaining({ precision: 11 })
      },
      {
        property: expect.objectContaining({ id: 'P1310' }),
        value: { type: 'item', iri: expect.stringMatching(/person-ola-nordmann$/) }
      }
    ])
  })
  expect(events[0]!.references).toHaveLength(2)
})

describe('what a text says of a list as a whole', () => {
  test('that it is all there are reaches the references, and no more than that', async () => {
    const closed = await references(
      'It is old.\n\nNATO consists of Norway, Sweden, and Denmark. It grew.\n',
      'P463'
    )
    expect(closed).toHaveLength(3)
    for (const reference of closed) expect(reference).toMatchObject({ closed: true, rules: ['members-are'] })
    const open = await references(
      'It is old.\n\nNATO includes Norway, Sweden, and Denmark. It grew.\n',
      'P463'
    )
    expect(open).toHaveLength(3)
    for (const reference of open) expect(reference).not.toHaveProperty('closed')
  })

  test('that a membership is frozen is kept with the event, and ends nothing', async () => {
    const text = 'It is old.\n\nIn February 2014, Norway froze its participation in NATO. It grew.\n'
    const [event, ...others] = await references(text, 'P793')
    expect(others).toEqual([])
    expect(event!.bears).toEqual({
      property: 'P463',
      value: expect.stringMatching(/entity\/Q7184$/),
      status: 'frozen'
    })
    expect(await references(text, 'P463')).toEqual([])
  })
})

test('of a list of all there are with something private in it, what is left is no such list', () => {
  const member = (label: string, start: number): Claim => ({
    subject: { kind: 'item', label, qid: `Q${label.length}` },
    property: 'P463',
    value: { kind: 'link', text: 'League', target: { kind: 'item', label: 'League', qid: 'Q1' } },
    qualifiers: [],
    evidence: { kind: 'text', start, end: start + 20, quote: 'words' },
    keyBy: 'rule',
    closed: true
  })
  const told = {
    source: { id: 'told', kind: 'document', file: 'told.txt', title: 'Told' },
    subject: { names: [], aliases: [], keywords: [], mentions: [] },
    claims: [member('Norway', 0), member('Hideaway', 0), member('Sweden', 50)]
  } as const
  const { claims } = shownClaims(told, 'full', words => words === 'Hideaway')
  expect(claims.map(({ subject, closed }) => [(subject as { label: string }).label, closed])).toEqual([
    ['Norway', undefined],
    ['Sweden', true]
  ])
})
