import fc from 'fast-check'
import { namespace } from './random-datasets.ts'
import {
  constantly,
  dataVariable,
  expressions,
  type Part,
  plainTruth,
  QueryNames
} from './random-expressions.ts'
import { basic, joined, rarely, values } from './random-patterns.ts'

/** What a SELECT is ordered by and cut to. */
export interface Slice {
  /** The query without LIMIT and OFFSET. */
  readonly whole: string
  readonly order: readonly { readonly variable: string; readonly descending: boolean }[]
  readonly limit: number
  readonly offset: number
}

/** A random query. It can be run again from its text alone, except that what `slice` says is then not looked at. */
export interface RandomQuery {
  readonly text: string
  /** Of a query with ORDER BY. */
  readonly slice?: Slice
}

const prologue = `PREFIX : <${namespace}> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n`

type Expressions = ReturnType<typeof expressions>

/** An aggregate whose value does not depend on what the specification leaves open, with its computed variable. */
const aggregate = ({ number, words, truth }: Expressions): fc.Arbitrary<Part> => {
  const distinct = fc.constantFrom('', 'DISTINCT ')
  const of = (name: string, kind: 'n' | 's', arg: fc.Arbitrary<Part>): fc.Arbitrary<Part> =>
    fc.tuple(distinct, arg).map(
      ([distinct, arg]) =>
        names =>
          // The name comes last: an expression cannot use what it makes.
          `(${name}(${distinct}${arg(names)}) AS ${names.fresh(kind)})`
    )
  const variable = dataVariable.map(constantly)
  return fc.oneof(
    distinct.map(
      (distinct): Part =>
        names =>
          `(COUNT(${distinct}*) AS ${names.fresh('n')})`
    ),
    of('COUNT', 'n', fc.oneof(variable, number, truth)),
    of('SUM', 'n', fc.oneof(variable, number)),
    of('AVG', 'n', fc.oneof(variable, number)),
    ...['MIN', 'MAX'].map(name =>
      of(
        name,
        's',
        dataVariable.map(of => constantly(`STR(${of})`))
      )
    ),
    ...['MIN', 'MAX'].map(name =>
      of(
        name,
        'n',
        dataVariable.map(of => constantly(`xsd:double(${of})`))
      )
    ),
    of(
      'SAMPLE',
      's',
      words.map((): Part => constantly('"a"'))
    ),
    fc.tuple(distinct, dataVariable).map(
      ([distinct, of]): Part =>
        names =>
          `(GROUP_CONCAT(${distinct}STR(${of}); SEPARATOR="|") AS ${names.fresh('g')})`
    )
  )
}

/** `SELECT keys aggregates WHERE group GROUP BY keys HAVING`. */
const grouped = (group: fc.Arbitrary<Part>, within: Expressions): fc.Arbitrary<Part> =>
  fc
    .record({
      keys: fc.uniqueArray(dataVariable, { maxLength: 2 }),
      computedKey: rarely(within.words, undefined),
      aggregates: fc.array(aggregate(within), { minLength: 1, maxLength: 2 }),
      having: rarely(fc.tuple(fc.constantFrom('<', '>', '=', '!='), fc.nat(3), dataVariable), undefined),
      group
    })
    .map(({ keys, computedKey, aggregates, having, group }) => (names: QueryNames) => {
      const where = group(names)
      const key = computedKey?.(names)
      const by: string[] = [...keys]
      const projected: string[] = [...keys]
      if (key !== undefined) {
        const name = names.fresh('s')
        // Oxigraph's parser takes no variable alone here.
        by.push(`(COALESCE(${key}) AS ${name})`)
        projected.push(name)
      }
      projected.push(...aggregates.map(aggregate => aggregate(names)))
      const groupBy = by.length > 0 ? ` GROUP BY ${by.join(' ')}` : ''
      const filter = having ? ` HAVING (COUNT(${having[2]}) ${having[0]} ${having[1]})` : ''
      return `SELECT ${projected.join(' ')} WHERE ${where}${groupBy}${filter}`
    })

/** A sub-select whose rows are cut off in an order that leaves nothing open: by texts, which are all it has. */
const cut = (group: fc.Arbitrary<Part>): fc.Arbitrary<Part> =>
  fc
    .record({
      variables: fc.uniqueArray(dataVariable, { minLength: 1, maxLength: 2 }),
      descending: fc.boolean(),
      limit: fc.nat(9),
      offset: fc.nat(2),
      group
    })
    .map(({ variables, descending, limit, offset, group }) => (names: QueryNames) => {
      const where = group(names)
      const made = variables.map(variable => ({ variable, as: names.fresh('s') }))
      const [first, ...rest] = made.map(({ as }) => as)
      const order = [descending ? `DESC(${first})` : first, ...rest].join(' ')
      const columns = made.map(({ variable, as }) => `(STR(${variable}) AS ${as})`).join(' ')
      return `SELECT DISTINCT ${columns} WHERE ${where} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`
    })

const projection = fc.oneof(
  { weight: 2, arbitrary: fc.constant('*') },
  fc.uniqueArray(dataVariable, { minLength: 1, maxLength: 3 }).map(variables => variables.join(' '))
)

const selected = (group: fc.Arbitrary<Part>): fc.Arbitrary<Part> =>
  fc.tuple(fc.constantFrom('', 'DISTINCT '), projection, group).map(
    ([distinct, columns, group]): Part =>
      names =>
        `SELECT ${distinct}${columns} WHERE ${group(names)}`
  )

/** Group graph patterns nested so deep, in braces, and the expressions within them. */
interface Level {
  readonly group: fc.Arbitrary<Part>
  readonly expressions: Expressions
}

function level(depth: number): Level {
  const below = depth > 0 ? level(depth - 1) : undefined
  const within = expressions(below?.group)
  const filter: fc.Arbitrary<Part> = fc.oneof(plainTruth, within.truth).map(
    (of): Part =>
      names =>
        `FILTER(${of(names)})`
  )
  const bind = (kind: 'n' | 's', of: fc.Arbitrary<Part>): fc.Arbitrary<Part> =>
    of.map(
      (of): Part =>
        names =>
          `BIND(${of(names)} AS ${names.fresh(kind)})`
    )
  const flat: fc.WeightedArbitrary<Part>[] = [
    { weight: 4, arbitrary: basic },
    { weight: 2, arbitrary: filter },
    { weight: 1, arbitrary: bind('n', fc.oneof(within.number, within.truth)) },
    { weight: 1, arbitrary: bind('s', fc.oneof(within.words, dataVariable.map(constantly))) },
    { weight: 1, arbitrary: values }
  ]
  const deep = (inner: fc.Arbitrary<Part>): fc.WeightedArbitrary<Part>[] => [
    {
      weight: 4,
      arbitrary: inner.map(
        (of): Part =>
          names =>
            `OPTIONAL ${of(names)}`
      )
    },
    {
      weight: 2,
      arbitrary: fc.array(inner, { minLength: 2, maxLength: 3 }).map(parts => joined(parts, ' UNION '))
    },
    {
      weight: 2,
      arbitrary: inner.map(
        (of): Part =>
          names =>
            `MINUS ${of(names)}`
      )
    },
    { weight: 1, arbitrary: inner },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constantFrom('?g', '?g', '?g', '?a', ':g1', ':g1', ':g2', ':g9'), inner).map(
        ([graph, of]): Part =>
          names =>
            `GRAPH ${graph} ${of(names)}`
      )
    },
    {
      weight: 2,
      arbitrary: fc.oneof(selected(inner), grouped(inner, within), cut(inner)).map(
        (of): Part =>
          names =>
            `{ ${of(names)} }`
      )
    }
  ]
  const element = fc.oneof(...flat, ...(below ? deep(below.group) : []))
  const group = fc
    .tuple(fc.oneof({ weight: 9, arbitrary: basic }, element), fc.array(element, { maxLength: depth + 1 }))
    .map(
      ([first, rest]): Part =>
        names =>
          `{ ${joined([first, ...rest], ' ')(names)} }`
    )
  return { group, expressions: within }
}

const { group, expressions: outermost } = level(2)

const from = rarely(
  fc
    .array(fc.tuple(fc.constantFrom('FROM', 'FROM NAMED'), fc.constantFrom(':g1', ':g2', ':g9')), {
      minLength: 1,
      maxLength: 3
    })
    .map(clauses => clauses.map(([word, graph]) => ` ${word} ${graph}`).join('')),
  ''
)
/** Where the pattern of a query begins: at its `WHERE`, which is not that of a sub-select in an expression. */
export function whereOf(query: string): number {
  let depth = 0
  for (const { 0: found, index } of query.matchAll(/[{}]| WHERE/g)) {
    if (found === ' WHERE' && depth === 0) return index
    depth += found === '{' ? 1 : found === '}' ? -1 : 0
  }
  return query.length
}
const withFrom = (query: string, clause: string): string =>
  query.slice(0, whereOf(query)) + clause + query.slice(whereOf(query))

const plain = fc
  .tuple(fc.oneof({ weight: 3, arbitrary: selected(group) }, grouped(group, outermost)), from)
  .map(([of, from]): RandomQuery => ({ text: prologue + withFrom(of(new QueryNames()), from) }))

const ordered = fc
  .record({
    group,
    distinct: fc.constantFrom('', 'DISTINCT '),
    order: fc.uniqueArray(fc.tuple(dataVariable, fc.boolean()), {
      minLength: 1,
      maxLength: 3,
      selector: ([variable]) => variable
    }),
    limit: fc.nat(12),
    offset: fc.oneof(fc.constant(0), fc.nat(5))
  })
  .map(({ group, distinct, order, limit, offset }): RandomQuery => {
    const variables = order.map(([variable]) => variable).join(' ')
    const by = order.map(([variable, descending]) => (descending ? `DESC(${variable})` : variable)).join(' ')
    const whole = `${prologue}SELECT ${distinct}${variables} WHERE ${group(new QueryNames())} ORDER BY ${by}`
    return {
      text: `${whole} LIMIT ${limit}${offset > 0 ? ` OFFSET ${offset}` : ''}`,
      slice: {
        whole,
        order: order.map(([variable, descending]) => ({ variable: variable.slice(1), descending })),
        limit,
        offset
      }
    }
  })

const asked = group.map((of): RandomQuery => ({ text: `${prologue}ASK ${of(new QueryNames())}` }))

/** A variable that the pattern binds, for the most part, or one of these. */
const templateTerm = (...others: readonly string[]): fc.Arbitrary<Part> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.nat(9).map(
        (choice): Part =>
          names =>
            names.bound(choice, '?a')
      )
    },
    fc.constantFrom(...others, '?d').map(constantly)
  )
const template = fc
  .array(
    fc.tuple(
      templateTerm('_:x', '_:y', ':a', '[]'),
      templateTerm(':p', ':p', ':p'),
      templateTerm('_:x', '1', '"a"@en')
    ),
    { minLength: 1, maxLength: 3 }
  )
  .map(triples =>
    joined(
      triples.map(terms => joined([...terms, constantly('.')], ' ')),
      ' '
    )
  )
const constructed = fc.tuple(template, group).map(([template, of]): RandomQuery => {
  const names = new QueryNames()
  const where = of(names)
  return { text: `${prologue}CONSTRUCT { ${template(names)} } WHERE ${where}` }
})

/** Queries of all forms, over the names of `random-datasets.ts`, with answers that the specification determines. */
export const anyQuery: fc.Arbitrary<RandomQuery> = fc.oneof(
  { weight: 12, arbitrary: plain },
  { weight: 4, arbitrary: ordered },
  { weight: 1, arbitrary: asked },
  { weight: 2, arbitrary: constructed }
)
