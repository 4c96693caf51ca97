import fc from 'fast-check'
import { namespace } from './random-datasets.ts'
import {
  constantIri,
  constantLiteral,
  constantly,
  dataVariable,
  expressions,
  type Part,
  plainTruth,
  QueryNames
} from './random-expressions.ts'

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

const rarely = <T, N>(arbitrary: fc.Arbitrary<T>, otherwise: N): fc.Arbitrary<T | N> =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(otherwise) }, arbitrary)

const prologue = `PREFIX : <${namespace}> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n`

const joined =
  (parts: readonly Part[], between: string): Part =>
  names =>
    parts.map(part => part(names)).join(between)

const predicate = fc.constantFrom(':p', ':q', ':n', ':v', ':d', ':t')
const link = fc.constantFrom(':p', ':q')

const path = fc.letrec<{ path: string }>(tie => ({
  path: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    { weight: 3, arbitrary: link },
    predicate,
    fc.tuple(tie('path'), tie('path')).map(([left, right]) => `(${left}/${right})`),
    fc.tuple(tie('path'), tie('path')).map(([left, right]) => `(${left}|${right})`),
    tie('path').map(of => `^(${of})`),
    fc.tuple(tie('path'), fc.constantFrom('*', '+', '?')).map(([of, times]) => `(${of})${times}`),
    fc
      .array(fc.tuple(fc.boolean(), predicate), { minLength: 1, maxLength: 3 })
      .map(none => `!(${none.map(([inverse, name]) => (inverse ? '^' : '') + name).join('|')})`)
  )
})).path

const tripleTerm = fc
  .tuple(
    fc.oneof({ weight: 6, arbitrary: fc.constantFrom('?a', '?b', '?c') }, constantIri),
    fc.oneof(predicate, { weight: 4, arbitrary: fc.constantFrom('?p', '?p', '?c') }),
    fc.oneof(
      { weight: 6, arbitrary: fc.constant('?o') },
      { weight: 6, arbitrary: dataVariable },
      constantIri,
      fc.constantFrom('1', '"a"', '<<( ?a :p ?b )>>')
    )
  )
  .map(terms => `<<( ${terms.join(' ')} )>>`)

/** Variables that stand for nodes as a rule, and those that stand for what each predicate has. */
const nodeVariable = fc.constantFrom('?a', '?b', '?c')
const objects: Readonly<Record<string, string>> = { ':n': '?d', ':v': '?e', ':d': '?f', ':t': '?t' }

/**
 * A path between two ends. One that finds a pair in several ways gives it as often, but in Oxigraph's answers; so half
 * of them are asked for distinct pairs.
 */
const walked = (subject: fc.Arbitrary<string>, object: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(subject, path, object, fc.boolean())
    .map(([s, path, o, distinct]) =>
      distinct && /[|]/.test(path) && /[?]/.test(s + o)
        ? `{ SELECT DISTINCT * WHERE { ${s} ${path} ${o} } }`
        : `${s} ${path} ${o} .`
    )

/** What makes answers: links between nodes, and values of nodes. */
const likely = (shared: string | undefined): fc.Arbitrary<string> => {
  const end = fc.oneof({ weight: 9, arbitrary: nodeVariable }, fc.constantFrom(':a', ':b', ':c'))
  const subject = shared === undefined ? end : fc.oneof({ weight: 3, arbitrary: fc.constant(shared) }, end)
  const triple = (...terms: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
    fc.tuple(...terms).map(terms => `${terms.join(' ')} .`)
  return fc.oneof(
    { weight: 3, arbitrary: triple(subject, link, end) },
    { weight: 2, arbitrary: walked(subject, end) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(subject, fc.constantFrom(...Object.entries(objects)), rarely(dataVariable, undefined))
        .map(([s, [predicate, usual], other]) => `${s} ${predicate} ${other ?? usual} .`)
    },
    triple(subject, fc.constant(':t'), tripleTerm),
    triple(subject, fc.constantFrom('?p', '?p', '?c'), fc.oneof(fc.constant('?o'), nodeVariable))
  )
}

/** Anything anywhere. */
const unlikely: fc.Arbitrary<Part> = fc
  .record({
    subject: fc.oneof({ weight: 6, arbitrary: dataVariable }, constantIri, fc.constant('[]')),
    verb: fc.oneof({ weight: 4, arbitrary: predicate }, { weight: 2, arbitrary: dataVariable }),
    object: fc.oneof({ weight: 4, arbitrary: dataVariable }, constantIri, constantLiteral, tripleTerm),
    computed: rarely(fc.nat(5), undefined)
  })
  .map(
    ({ subject, verb, object, computed }): Part =>
      names =>
        names.matched(
          `${subject} ${verb} ${computed === undefined ? object : names.earlier('s', computed, object)} .`
        )
  )

/** A triple pattern or path; of a subject that others have too, where there is one, for the most part. */
const pattern = (shared: string | undefined): fc.Arbitrary<Part> =>
  fc.oneof(
    {
      weight: 12,
      arbitrary: likely(shared).map(
        (of): Part =>
          names =>
            names.matched(of)
      )
    },
    unlikely
  )

const basic: fc.Arbitrary<Part> = fc.oneof(
  { weight: 4, arbitrary: pattern(undefined) },
  ...[2, 3].map(count =>
    nodeVariable.chain(shared =>
      fc.tuple(...Array.from({ length: count }, () => pattern(shared))).map(patterns => joined(patterns, ' '))
    )
  )
)

const values: fc.Arbitrary<Part> = fc
  .uniqueArray(dataVariable, { minLength: 1, maxLength: 2 })
  .chain(variables =>
    fc
      .array(
        fc.tuple(
          ...variables.map(variable =>
            fc.oneof(
              { weight: 5, arbitrary: /[abc]/.test(variable) ? constantIri : constantLiteral },
              { weight: 2, arbitrary: fc.constant('UNDEF') },
              constantLiteral
            )
          )
        ),
        { minLength: 1, maxLength: 6, size: 'max' }
      )
      .map(rows =>
        constantly(`VALUES (${variables.join(' ')}) { ${rows.map(row => `(${row.join(' ')})`).join(' ')} }`)
      )
  )

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
const withFrom = (query: string, clause: string): string => query.replace(' WHERE', () => `${clause} WHERE`)

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
