import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Reference, type Statement, valueKey } from '../src/alignment/alignment.ts'
import {
  Gaps,
  linksOf,
  type RankedStatement,
  type Reconciled,
  reconcile
} from '../src/reconciliation/reconciliation.ts'
import { constraints, groundsOf, iris } from './judging-case.ts'
import { property, statementWritten } from './statement-notation.ts'

// What holds of reconciliation whatever sources claim.

/** More runs, for whoever looks for what is rare. */
const many = Number(process.env['MANY'] ?? 1)
const subject = iris.entity('Q9000')
const countries = ['Q9001', 'Q9002', 'Q9003']
const names = new Map<string, { label: string; kind?: string }>([
  ['Q9000', { label: 'Lagoon House' }],
  ...countries.map(name => [name, { label: name, kind: 'country' }] as const),
  ['Q9004', { label: '12 Harbour Street' }],
  ['note-chair', { label: 'rotating chair' }]
])

/** A claim of a source; every one has a mark of its own, as the name of its rule. */
interface Claim {
  readonly source: string
  readonly about: string
  readonly written: string
  readonly isField: boolean
  /** Claims of one source with one number are one list of all there are. */
  readonly list: number | undefined
  readonly isNow: boolean
  readonly isProposed: boolean
}

const times = [
  '1980s',
  '20c',
  '1985',
  '1985-06',
  '1985-06-07',
  '1990',
  '1990-02',
  '1999-04-02',
  '2010',
  '2030'
]
const time = fc.constantFrom(...times)
const end = fc.constantFrom(...times, '?')
const item = fc.constantFrom(...countries, 'Q9005', 'note-x')
const place = fc.constantFrom('Q90', 'Q142', 'Q64', 'Q183', 'Q9004', 'Q9005')
const quantity = fc.constantFrom('2', '3', '1000', '>1000', '1000<', '1000Q577', '2.5', '-1')
const text = fc.constantFrom('Lagoon', 'Lagoon@en', 'Lagoon@de', 'Lagune@de')
const mains = [
  ['P527', item],
  ['P463', item],
  ['P3975', item],
  ['P488', item],
  ['P1308', item],
  ['P571', time],
  ['P571', fc.constant('?')],
  ['P570', time],
  ['P159', place],
  ['P1082', quantity],
  ['P2124', quantity],
  ['P1448', text],
  ['P31', fc.constantFrom('Q5', 'Q43229')],
  ['P279', item],
  ['P297', fc.constantFrom('AV', 'not one')],
  ['P625', fc.constantFrom('52.51,13.37', '48.85,2.35', '48.851,2.35')],
  ['motto', fc.constantFrom('one', 'two')]
].map(([id, value]) => (value as fc.Arbitrary<string>).map(words => `${id} ${words}`))
const qualifiers = fc.tuple(
  fc.option(
    time.map(words => `P580=${words}`),
    { freq: 2, nil: '' }
  ),
  fc.option(
    end.map(words => `P582=${words}`),
    { freq: 2, nil: '' }
  ),
  fc.option(
    time.map(words => `P585=${words}`),
    { freq: 1, nil: '' }
  ),
  fc.option(fc.constantFrom('P518=Q9001', 'P518=Q9002'), { freq: 1, nil: '' }),
  fc.option(fc.constantFrom('P1810=Lagoon House', 'P1810=Harbour Hut'), { freq: 1, nil: '' }),
  fc.option(fc.constantFrom('P1932=Lagon', 'P1932=the house'), { freq: 1, nil: '' })
)
const writtenBy = (main: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(main, fc.option(qualifiers, { freq: 1, nil: [] }))
    .map(([words, more]) => [words, ...more.filter(Boolean)].join(' | '))
const source = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const claimOf = (main: fc.Arbitrary<string>): fc.Arbitrary<Claim> =>
  fc.record({
    source,
    about: fc.constant('Q9000'),
    written: writtenBy(main),
    isField: fc.boolean(),
    list: fc.option(fc.integer({ min: 1, max: 2 }), { freq: 2, nil: undefined }),
    isNow: fc.boolean(),
    isProposed: fc.integer({ max: 9, min: 0 }).map(n => n === 0)
  })
/** What documents tell of other entities and bears on the subject's statements. */
const told: fc.Arbitrary<Claim> = fc.record({
  source,
  about: item,
  written: fc.oneof(
    end.map(words => `P463 Q9000 | P582=${words}`),
    end.map(words => `P39 Q9000 | P582=${words}`),
    item.map(words => `P527 ${words}`),
    fc.constantFrom('P463 Q9000', 'P571 1985', 'P571 1990 | P1810=Harbour Hut', 'P571 1985-06')
  ),
  isField: fc.constant(false),
  list: fc.option(fc.integer({ min: 1, max: 2 }), { freq: 2, nil: undefined }),
  isNow: fc.boolean(),
  isProposed: fc.constant(false)
})
const term: Claim[] = ['P2389 Q9000', 'P2097 1Q577'].map(words => ({
  source: 'a',
  about: 'note-chair',
  written: words,
  isField: false,
  list: undefined,
  isNow: false,
  isProposed: false
}))
const date = fc.option(fc.constantFrom('1984', '1999-04', '2010-05-06', '2011', '2011'), { nil: '' })

interface World {
  readonly claims: readonly Claim[]
  readonly told: readonly Claim[]
  readonly dates: readonly string[]
}

/** Few properties at a time, so that claims meet. */
const world: fc.Arbitrary<World> = fc
  .tuple(
    fc
      .subarray(mains, { minLength: 1, maxLength: 3 })
      .chain(some => fc.array(claimOf(fc.oneof(...some)), { maxLength: 14 })),
    fc.array(fc.tuple(source, fc.integer({ min: 0, max: 13 })), { maxLength: 8 }),
    fc.array(told, { maxLength: 6 }),
    fc.boolean(),
    fc.array(date, { minLength: 5, maxLength: 5 })
  )
  .map(([claims, repeats, others, hasTerm, dates]) => ({
    // Others say the same thing, or a list has it too.
    claims: [
      ...claims,
      ...repeats.flatMap(([other, i]) => (claims[i] ? [{ ...claims[i], source: other }] : []))
    ],
    told: hasTerm ? [...others, ...term] : others,
    dates
  }))

const ruleOf = (kind: string, i: number): string => `${kind}-${i}`

function statementOf(kind: string, one: Claim, i: number): Statement {
  const start = one.list === undefined ? 1000 + i * 10 : one.list * 100
  const reference: Reference = {
    source: one.source,
    evidence:
      one.isField && one.list === undefined
        ? { kind: 'field', key: 'key', line: i + 1 }
        : { kind: 'text', start, end: start + 9 },
    rules: [ruleOf(kind, i)],
    ...(one.list === undefined ? {} : { closed: true as const }),
    ...(one.isNow ? { current: true as const } : {})
  }
  return {
    subject: iris.entity(one.about),
    ...statementWritten(one.written, name => iris.entity(name)),
    references: [reference],
    ...(one.isProposed ? { proposed: true as const } : {})
  }
}

interface Given {
  readonly statements: readonly Statement[]
  readonly others: readonly Statement[]
}

const givenOf = ({ claims, told: others }: World): Given => ({
  statements: claims.map((one, i) => statementOf('claim', one, i)),
  others: others.map((one, i) => statementOf('told', one, i))
})

function outcome({ statements, others }: Given, { dates }: World, ranks: 'reasoned' | 'normal' = 'reasoned') {
  const bySubject = new Map<string, Statement[]>()
  for (const statement of [...statements, ...others]) {
    if (statement.references.every(({ evidence }) => evidence.kind === 'field')) continue
    bySubject.set(statement.subject, [...(bySubject.get(statement.subject) ?? []), statement])
  }
  const dated = new Map(
    dates.flatMap((words, i) => (words === '' ? [] : [[String.fromCharCode(97 + i), words]]))
  )
  const grounds = groundsOf(bySubject, dated, names)
  return { ...reconcile(statements, { iri: subject }, { iris, grounds, ranks }), grounds }
}

const withoutGrounds = ({ statements, disagreements }: Reconciled): Reconciled => ({
  statements,
  disagreements
})
const ranksOf = (statements: readonly RankedStatement[]): Map<string, string> =>
  new Map(statements.map(({ iri, rank }) => [iri, rank]))
const holds = (check: (given: World) => void, numRuns = 300 * many): void =>
  fc.assert(fc.property(world, check), { numRuns })

test('the claims tried here meet in all ways that are looked for', () => {
  const met = new Set<string>()
  for (const given of fc.sample(world, { numRuns: 1500, seed: 1 })) {
    const { statements, disagreements } = outcome(givenOf(given), given)
    for (const { kind, state } of disagreements) met.add(`${kind} ${state}`)
    for (const { rank, property: of, proposed } of statements)
      if (!proposed && rank !== 'normal') met.add(`${rank} ${of.id}`)
  }
  const ways = [
    ...['settled', 'open'].flatMap(state =>
      ['Cardinality', 'ClosedListContradiction', 'TemporalSuccession', 'ValueConflict'].map(
        kind => `${kind} ${state}`
      )
    ),
    ...['FormatViolation open', 'Granularity settled', 'ImpossibleCoordinate open', 'OutOfRange open'],
    ...['TypeClash open', 'TypeClash settled'],
    ...['deprecated P463', 'deprecated P527', 'deprecated P2124'],
    ...['preferred P159', 'preferred P571', 'preferred P1082', 'preferred P3975']
  ]
  expect(ways.filter(way => !met.has(way))).toEqual([])
})

test('no order of sources and claims changes anything', () => {
  fc.assert(
    fc.property(world, fc.infiniteStream(fc.nat()), (given, keys) => {
      const shuffled = <T>(all: readonly T[]): T[] =>
        all
          .map(one => ({ one, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one)
      const { statements, others } = givenOf(given)
      const turned = shuffled(statements).map(statement => ({
        ...statement,
        qualifiers: shuffled(statement.qualifiers)
      }))
      const expected = outcome({ statements, others }, given)
      const found = outcome({ statements: turned, others: shuffled(others) }, given)
      expect(withoutGrounds(found)).toEqual(withoutGrounds(expected))
    }),
    { numRuns: 400 * many }
  )
})

test('every claim stands in one statement, where what its source said can be read', () => {
  holds(given => {
    const { statements } = givenOf(given)
    const found = outcome({ statements, others: givenOf(given).others }, given).statements
    for (const { property: of, value, references, proposed } of statements) {
      const [rule = ''] = references[0]!.rules ?? []
      const homes = found.flatMap(statement =>
        statement.references
          .filter(reference => reference.rules?.includes(rule))
          .map(reference => ({ statement, reference }))
      )
      // What a model proposes is left out where it agrees with what sources say.
      if (proposed && homes.length === 0) continue
      expect(homes).toHaveLength(1)
      const [{ statement, reference }] = homes as [(typeof homes)[0]]
      expect(statement.property.id).toBe(of.id)
      expect(valueKey(reference.said ?? statement.value)).toBe(valueKey(value))
      expect(reference.source).toBe(references[0]!.source)
    }
  })
})

test('a source that says less of when something held says so in its reference', () => {
  holds(given => {
    const { statements, others } = givenOf(given)
    const found = outcome({ statements, others }, given).statements
    for (const { qualifiers, references, proposed } of statements) {
      if (proposed) continue
      const [rule = ''] = references[0]!.rules ?? []
      const home = found.find(one => one.references.some(({ rules }) => rules?.includes(rule)))!
      const reference = home.references.find(({ rules }) => rules?.includes(rule))!
      for (const { property: of, value } of qualifiers) {
        const isThere = home.qualifiers.some(
          snak => snak.property.id === of.id && valueKey(snak.value) === valueKey(value)
        )
        if (!isThere) expect(reference.method).toContain(of.label)
      }
    }
  })
})

test('every rank but normal has a reason, and a disagreement that it takes part in', () => {
  holds(given => {
    const { statements, disagreements } = outcome(givenOf(given), given)
    const involved = new Set(disagreements.flatMap(({ involves }) => involves))
    for (const { iri, rank, reason, proposed } of statements) {
      if (rank === 'normal') continue
      expect(reason).toMatch(/\w/)
      if (!proposed) expect(involved).toContain(iri)
    }
  })
})

test('the best are those of the highest rank that are not over', () => {
  holds(given => {
    const { statements, grounds } = outcome(givenOf(given), given)
    const isOver = ({ property: of, qualifiers, references, reason }: RankedStatement): boolean => {
      const over = qualifiers.find(snak => snak.property.id === 'P582')?.value
      return (
        constraints.has(of, 'standing') &&
        (/^it ended\b/.test(reason ?? '') ||
          (over !== undefined && !grounds.testimony.isAhead(over, references)))
      )
    }
    for (const statement of statements) {
      const { property: of, rank, best } = statement
      const isOutranked = statements.some(
        other => other.property.id === of.id && other.rank === 'preferred' && rank === 'normal'
      )
      expect(best).toBe(rank !== 'deprecated' && !isOutranked && !isOver(statement))
    }
  })
})

test('only where one value is before the others is any preferred', () => {
  holds(given => {
    for (const { rank, property: of } of outcome(givenOf(given), given).statements)
      if (rank === 'preferred')
        expect(constraints.has(of, 'single') || constraints.has(of, 'successive')).toBe(true)
  })
})

test('what is deprecated is contradicted by two sources or more', () => {
  holds(given => {
    const { statements, disagreements } = outcome(givenOf(given), given)
    for (const { iri, rank, proposed } of statements) {
      if (rank !== 'deprecated' || proposed) continue
      const against = disagreements
        .filter(({ state, involves }) => state === 'settled' && involves.includes(iri))
        .map(({ references }) => new Set(references.map(one => one.source)).size)
      expect(Math.max(0, ...against)).toBeGreaterThan(1)
    }
  })
})

test('what is open changes no rank by itself', () => {
  holds(given => {
    const { statements, disagreements } = outcome(givenOf(given), given)
    const settled = new Set(
      disagreements.flatMap(({ state, involves }) => (state === 'settled' ? involves : []))
    )
    for (const { iri, rank, proposed } of statements)
      if (!settled.has(iri) && !proposed) expect(rank).toBe('normal')
  })
})

test('statements and disagreements have IRIs of their own, and involve what there is', () => {
  holds(given => {
    const { statements, disagreements } = outcome(givenOf(given), given)
    const all = new Set(statements.map(({ iri }) => iri))
    expect(all.size).toBe(statements.length)
    expect(new Set(disagreements.map(({ iri }) => iri)).size).toBe(disagreements.length)
    for (const { involves, references } of disagreements) {
      for (const iri of involves) expect(all).toContain(iri)
      expect(involves.length + references.length).toBeGreaterThan(0)
    }
  })
})

test('what is reconciled is reconciled', () => {
  holds(given => {
    const { others } = givenOf(given)
    const { statements } = outcome(givenOf(given), given)
    expect(outcome({ statements, others }, given).statements).toHaveLength(statements.length)
  })
})

describe('never by mere majority:', () => {
  test('what an undated source repeats changes no rank', () => {
    fc.assert(
      fc.property(world, fc.nat(), fc.integer({ min: 1, max: 4 }), (given, n, witnesses) => {
        const { statements, others } = givenOf(given)
        const one = statements[n % Math.max(1, statements.length)]
        if (!one || one.proposed) return
        const repeats = Array.from(
          { length: witnesses },
          (_, i): Statement => ({
            ...one,
            references: [{ source: `z${i}`, evidence: { kind: 'text', start: i, end: i + 1 } }]
          })
        )
        const before = outcome({ statements, others }, given)
        const after = outcome({ statements: [...statements, ...repeats], others }, given)
        expect(ranksOf(after.statements)).toEqual(ranksOf(before.statements))
      }),
      { numRuns: 300 * many }
    )
  })

  test('a source that says everything twice says it once', () => {
    holds(given => {
      const { statements, others } = givenOf(given)
      const once = outcome({ statements, others }, given)
      const twice = outcome(
        { statements: [...statements, ...statements], others: [...others, ...others] },
        given
      )
      expect(withoutGrounds(twice)).toEqual(withoutGrounds(once))
    })
  })
})

test('where ranks are to be normal, all are, and nothing is settled', () => {
  holds(given => {
    const { statements, disagreements } = outcome(givenOf(given), given, 'normal')
    for (const { rank, best, proposed } of statements) {
      expect(rank).toBe(proposed ? 'deprecated' : 'normal')
      expect(best).toBe(!proposed)
    }
    expect(disagreements.filter(({ state }) => state === 'settled')).toEqual([])
  }, 100)
})

test('what models propose changes nothing of what sources say', () => {
  holds(given => {
    const { statements, others } = givenOf(given)
    const sources = statements.filter(({ proposed }) => !proposed)
    const all = outcome({ statements, others }, given)
    const without = outcome({ statements: sources, others }, given)
    expect(all.statements.filter(({ proposed }) => !proposed)).toEqual(without.statements)
    const proposed = new Set(all.statements.flatMap(one => (one.proposed ? [one.iri] : [])))
    for (const { involves } of all.disagreements) expect(involves.some(iri => proposed.has(iri))).toBe(false)
  })
})

test('words are whole: no gaps, nothing doubled, each a sentence', () => {
  holds(given => {
    const { statements, disagreements } = outcome(givenOf(given), given)
    const words = [
      ...disagreements.flatMap(({ comment, resolution }) => [comment, resolution]),
      ...statements.flatMap(({ reason }) => (reason === undefined ? [] : [`${reason}.`]))
    ]
    for (const said of words) {
      expect(said).toMatch(/\S\.$/)
      expect(said).not.toMatch(/\b[a-e] and [a-e] (?:has|says|lists|tells)\b/)
      expect(said).not.toMatch(/ {2}| [.,;:]|[.,;:]{2}|undefined|null|\bby [,.;]|\(\)|\[object/)
      expect(said).not.toMatch(
        /\b1 (?:sources|years|values|texts) |\b(?:[02-9]|\d\d+) (?:source|year|value|text)\b/
      )
    }
  })
})

test('which entity is learnt first changes no gap', () => {
  const relations = fc.array(
    fc.tuple(
      fc.constantFrom('Q9000', ...countries),
      fc.oneof(
        fc
          .constantFrom('P47', 'P527', 'P361', 'P463', 'P40', 'P22', 'P25')
          .chain(id => item.map(to => `${id} ${to}`)),
        fc.constantFrom('P297 AV', 'P297 BR', 'P214 113230702')
      )
    ),
    { maxLength: 16 }
  )
  fc.assert(
    fc.property(relations, all => {
      const found = (order: readonly string[]) => {
        const gaps = new Gaps(constraints, iris, iri => iri)
        for (const name of order) {
          const iri = iris.entity(name)
          const own = all.flatMap(([about, words], i) =>
            about === name
              ? [
                  statementOf(
                    'claim',
                    {
                      source: 'a',
                      about,
                      written: words,
                      isField: true,
                      list: undefined,
                      isNow: false,
                      isProposed: false
                    },
                    i
                  )
                ]
              : []
          )
          gaps.learn(iri, linksOf(reconcile(own, { iri }, { iris }).statements, constraints))
        }
        return gaps.find(property)
      }
      const order = ['Q9000', ...countries]
      const expected = found(order)
      expect(found([...order].reverse())).toEqual(expected)
      const all2 = expected.flatMap(([, disagreements]) => disagreements.map(({ iri }) => iri))
      expect(new Set(all2).size).toBe(all2.length)
    }),
    { numRuns: 200 * many }
  )
})
