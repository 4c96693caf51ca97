import fc from 'fast-check'
import { constantIri, constantLiteral, constantly, dataVariable, type Part } from './random-expressions.ts'

/** Mostly `otherwise`. */
export const rarely = <T, N>(arbitrary: fc.Arbitrary<T>, otherwise: N): fc.Arbitrary<T | N> =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(otherwise) }, arbitrary)

/** Parts one after another. */
export const joined =
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

/** Triple patterns and paths, one or a few that share a variable. */
export const basic: fc.Arbitrary<Part> = fc.oneof(
  { weight: 4, arbitrary: pattern(undefined) },
  ...[2, 3].map(count =>
    nodeVariable.chain(shared =>
      fc.tuple(...Array.from({ length: count }, () => pattern(shared))).map(patterns => joined(patterns, ' '))
    )
  )
)

/** `VALUES`, some of them `UNDEF`. */
export const values: fc.Arbitrary<Part> = fc
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
