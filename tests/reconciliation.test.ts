import { describe, expect, test } from 'vitest'
import { Iris, type Statement } from '../src/alignment/alignment.ts'
import { type RankedStatement, reconcile } from '../src/reconciliation/reconciliation.ts'
import { short, statementWritten } from './statement-notation.ts'

const iris = new Iris('https://example.org/')
const subject = iris.entity('Q100')

/** `P463 Q1 | P580=2002`, said by sources `a`, `b`, … in turn. */
const statementsOf = (...written: string[]): Statement[] =>
  written.map((text, i) => ({
    subject,
    ...statementWritten(text, name => iris.entity(name)),
    references: [
      {
        source: String.fromCharCode(97 + i),
        evidence: { kind: 'text', start: i, end: i + 1 },
        rules: [`rule-${i}`]
      }
    ]
  }))

/** What is merged alone, with no grounds to judge by. */
const merged = (statements: readonly Statement[]): RankedStatement[] =>
  reconcile(statements, { iri: subject }, { iris }).statements

/** Each statement with the sources that make it, and what they say less than it. */
const reconciled = (...written: string[]): string[] => shown(statementsOf(...written))

const shown = (statements: readonly Statement[]): string[] =>
  merged(statements).map(({ property: { id }, value, qualifiers, references }) =>
    [
      `${id} ${short(value)}`,
      ...qualifiers.map(qualifier => `${qualifier.property.id}=${short(qualifier.value)}`),
      references
        .map(({ source, method }) => (method === undefined ? source : `${source} (${method})`))
        .join(', ')
    ].join(' | ')
  )

describe('statements of one property and value', () => {
  test('that say the same are one', () => {
    expect(reconciled('P463 Q1', 'P463 Q1', 'P463 Q2')).toEqual(['P463 Q1 | a, b', 'P463 Q2 | c'])
  })

  test('whose qualifiers do not contradict each other have them all', () => {
    expect(
      reconciled('P463 Q1 | P580=1994', 'P463 Q1 | P582=1999', 'P463 Q1 | P1932=CSTO | P580=1994')
    ).toEqual(['P463 Q1 | P1932=CSTO | P580=1994/9 | P582=1999/9 | a, b, c'])
  })

  test('whose qualifiers do are two', () => {
    expect(reconciled('P463 Q1 | P580=1994', 'P463 Q1 | P580=2006')).toEqual([
      'P463 Q1 | P580=1994/9 | a',
      'P463 Q1 | P580=2006/9 | b'
    ])
  })

  test('are two where one ends before the other starts, and each end goes with its start', () => {
    expect(
      reconciled('P463 Q1 | P580=1994', 'P463 Q1 | P580=2006', 'P463 Q1 | P582=1999', 'P463 Q1 | P582=2012')
    ).toEqual(['P463 Q1 | P580=1994/9 | P582=1999/9 | a, c', 'P463 Q1 | P580=2006/9 | P582=2012/9 | b, d'])
    expect(
      reconciled(
        'P463 Q1 | P580=1994',
        'P463 Q1 | P580=2006 | P582=2012',
        'P463 Q1 | P582=1999',
        'P463 Q1 | P580=1994-05 | P582=1999',
        'P463 Q1 | P582=2012',
        'P463 Q1'
      )
    ).toEqual([
      'P463 Q1 | f',
      'P463 Q1 | P580=1994-05/10 | P582=1999/9 | a (says only 1994 as start time), c, d',
      'P463 Q1 | P580=2006/9 | P582=2012/9 | b, e'
    ])
    // What ended in 2012 may have begun in either year.
    expect(reconciled('P463 Q1 | P580=1994', 'P463 Q1 | P580=2006', 'P463 Q1 | P582=2012')).toHaveLength(3)
  })

  test('without qualifiers go with the only one that has some, and else stay alone', () => {
    expect(reconciled('P463 Q1', 'P463 Q1 | P580=1994')).toEqual(['P463 Q1 | P580=1994/9 | a, b'])
    expect(reconciled('P463 Q1', 'P463 Q1 | P580=1994', 'P463 Q1 | P580=2006')).toEqual([
      'P463 Q1 | a',
      'P463 Q1 | P580=1994/9 | b',
      'P463 Q1 | P580=2006/9 | c'
    ])
  })

  test('in other words are one, and keep the words', () => {
    expect(
      reconciled('P463 Q1 | P1932=CSTO', 'P463 Q1 | P1932=the', 'P463 Q1', 'P463 Q1 | P580=1994')
    ).toEqual(['P463 Q1 | P1932=CSTO | P1932=the | P580=1994/9 | a, b, c, d'])
  })

  test('with several values of a qualifier take in those that have some of them', () => {
    expect(reconciled('P39 Q1 | P1365=Q2 | P1365=Q3', 'P39 Q1 | P1365=Q3')).toEqual([
      'P39 Q1 | P1365=Q2 | P1365=Q3 | a, b'
    ])
    expect(reconciled('P39 Q1 | P1365=Q2 | P1365=Q3', 'P39 Q1 | P1365=Q4')).toHaveLength(2)
  })
})

describe('a coarser value', () => {
  test('of a qualifier is evidence for the finer one', () => {
    expect(reconciled('P463 Q1 | P580=2002', 'P463 Q1 | P580=2002-10-07')).toEqual([
      'P463 Q1 | P580=2002-10-07 | a (says only 2002 as start time), b'
    ])
  })

  test('is evidence for the finer one', () => {
    expect(reconciled('P571 2002', 'P571 2002-10-07', 'P571 2002-10', 'P571 1992-05-15')).toEqual([
      'P571 1992-05-15 | d',
      'P571 2002-10-07 | a (says only 2002), b, c (says only 2002-10)'
    ])
    expect(reconciled('P571 1990s', 'P571 1992', 'P571 20c')).toEqual([
      'P571 1992/9 | a (says only the 1990s), b, c (says only the 20th century)'
    ])
    expect(reconciled('P571 2001', 'P571 20c')).toHaveLength(2)
  })

  test('stays alone where it is that of two', () => {
    expect(reconciled('P571 2002', 'P571 2002-10-07', 'P571 2002-05')).toEqual([
      'P571 2002/9 | a',
      'P571 2002-05/10 | c',
      'P571 2002-10-07 | b'
    ])
  })

  test('with a qualifier that contradicts the finer one stays', () => {
    expect(reconciled('P571 2002 | P518=Q1', 'P571 2002-10-07 | P518=Q2')).toHaveLength(2)
  })

  test('keeps what its source says', () => {
    const [statement] = merged(statementsOf('P571 2002', 'P571 2002-10-07'))
    expect(statement!.references.map(({ said }) => said && short(said))).toEqual(['2002/9', undefined])
  })
})

test('numbers with and without bounds are one', () => {
  expect(reconciled('P1114 2000', 'P1114 >2000', 'P1114 2000')).toEqual([
    'P1114 +2000 [+2000, ] | a (says only 2000), b, c (says only 2000)'
  ])
  expect(reconciled('P1114 >2000 | P1480=Q1', 'P1114 2000 | P1480=Q2', 'P1114 2000')).toEqual([
    'P1114 +2000 [+2000, ] | P1480=Q1 | P1480=Q2 | a, b (says only 2000), c (says only 2000)'
  ])
  expect(reconciled('P1114 2000', 'P1114 2001', 'P1114 2000Q1')).toHaveLength(3)
})

test('a text in no known language is the one in a known, where there is one', () => {
  expect(reconciled('P1448 Name@en', 'P1448 Name')).toEqual([
    'P1448 en Name | a, b (does not say the language)'
  ])
  expect(reconciled('P1448 Name@en', 'P1448 Name', 'P1448 Name@de')).toHaveLength(3)
})

test('two rules that read the same at one place are one reference', () => {
  const [first, second] = statementsOf('P463 Q1', 'P463 Q1')
  const references = [{ ...first!.references[0]!, rules: ['another'] }]
  const [statement] = merged([first!, { ...second!, references }])
  expect(statement!.references.map(({ rules }) => rules)).toEqual([['another', 'rule-0']])
})

describe('whatever the order of the claims', () => {
  const written = [
    'P463 Q1',
    'P463 Q1 | P580=1994',
    'P463 Q1 | P580=1994-05 | P1932=x',
    'P463 Q1 | P582=1999',
    'P463 Q1 | P580=2006 | P1932=y',
    'P463 Q1 | P582=2012-06-28',
    'P463 Q2 | P580=1994',
    'P463 Q2',
    'P571 2002',
    'P571 2002-10-07',
    'P571 1990s',
    'P571 1992',
    'P571 1994',
    'P1114 >2000',
    'P1114 2000 | P585=2008',
    'P1114 2000 | P585=2009'
  ]
  const statements = statementsOf(...written)
  const expected = merged(statements)

  test.each(Array.from({ length: 30 }, (_, seed) => seed + 1))('the statements are the same (%i)', seed => {
    let state = seed
    const next = (): number => {
      state = (state * 48271) % 2147483647
      return state
    }
    const shuffled = statements
      .map(statement => ({ statement, key: next() }))
      .sort((a, b) => a.key - b.key)
      .map(({ statement }) => ({ ...statement, qualifiers: [...statement.qualifiers].reverse() }))
    expect(merged(shuffled)).toEqual(expected)
  })

  test('nothing a source says is lost', () => {
    expect(expected.flatMap(({ references }) => references.map(({ source }) => source)).sort()).toEqual(
      statements.map(({ references }) => references[0]!.source).sort()
    )
  })
})

test('no two statements have one IRI, whatever sources claim', () => {
  let state = 7
  const next = (n: number): number => {
    state = (state * 48271) % 2147483647
    return state % n
  }
  const times = [
    '1990s',
    '1994',
    '1994-05',
    '1994-05-09',
    '1999',
    '1999-04',
    '2006',
    '2006-08',
    '2012',
    '20c'
  ]
  for (let round = 0; round < 300; round++) {
    const written = Array.from({ length: 2 + next(9) }, () => {
      const parts = next(3) === 0 ? [`P571 ${times[next(10)]}`] : ['P463 Q1']
      if (next(2)) parts.push(`P580=${times[next(10)]}`)
      if (next(2)) parts.push(`P582=${times[next(10)]}`)
      if (next(4) === 0) parts.push(`P1932=${next(2)}`)
      if (next(5) === 0) parts.push(`P518=Q${next(2)}`)
      return parts.join(' | ')
    })
    const statements = statementsOf(...written)
    const result = merged(statements)
    expect(new Set(result.map(({ iri }) => iri)).size, written.join('\n')).toBe(result.length)
    expect(new Set(result.flatMap(({ references }) => references.map(({ source }) => source))).size).toBe(
      statements.length
    )
    expect(merged([...statements].reverse()), written.join('\n')).toEqual(result)
    // What is reconciled is reconciled.
    expect(
      shown(result.map(statement => ({ ...statement, references: [statement.references[0]!] }))).length,
      written.join('\n')
    ).toBe(result.length)
  }
})

test('many statements of one subject take time in proportion', () => {
  const many = Array.from({ length: 20_000 }, (_, i) => `P463 Q${i} | P580=${1000 + (i % 1000)}`)
  const dates = Array.from({ length: 3000 }, (_, i) => `P585 ${1000 + i}-05`)
  const statements = statementsOf(...many, ...dates)
  const began = performance.now()
  expect(merged(statements)).toHaveLength(23_000)
  expect(performance.now() - began).toBeLessThan(3000)
})
