import fc from 'fast-check'

/**
 * A part of a random query: its text, once it is known which variables the query has computed before. What is
 * computed gets a name of its own, by how two answers may be compared in it (see `solutions.ts`).
 */
export type Part = (names: QueryNames) => string

/** `n`: compared by value; `s`: the very term; `g`: words in any order. */
export type ComputedKind = 'n' | 's' | 'g'

/** The variables that a query has so far: those it computes, and those of its patterns. */
export class QueryNames {
  readonly #made: string[] = []
  readonly #matched = new Set<string>()

  /** Takes note of the variables of a pattern, and gives it back. */
  matched(pattern: string): string {
    for (const [variable] of pattern.matchAll(/\?\w+/g)) this.#matched.add(variable)
    return pattern
  }

  /** One of the variables that patterns further up match, or `otherwise` where there is none. */
  bound(choice: number, otherwise: string, among = /./): string {
    const bound = [...this.#matched].filter(name => among.test(name))
    return bound.length === 0 ? otherwise : bound[choice % bound.length]!
  }

  /** A variable that nothing has used before. */
  fresh(kind: ComputedKind): string {
    const name = `?${kind}${this.#made.length}`
    this.#made.push(name)
    return name
  }

  /** One that was computed further up, of this kind, or `otherwise` where there is none. */
  earlier(kind: ComputedKind, choice: number, otherwise: string): string {
    const made = this.#made.filter(name => name.startsWith(`?${kind}`))
    return made.length === 0 ? otherwise : made[choice % made.length]!
  }
}

export const constantly =
  (text: string): Part =>
  () =>
    text
/** `f(a, b)` */
const call =
  (name: string) =>
  (...args: readonly Part[]): Part =>
  names =>
    `${name}(${args.map(arg => arg(names)).join(', ')})`
const infix =
  (operator: string) =>
  (left: Part, right: Part): Part =>
  names =>
    `(${left(names)} ${operator} ${right(names)})`

export const dataVariable = fc.constantFrom('?a', '?b', '?c', '?d', '?e', '?f')
/** One that a pattern further up matches, as a rule. */
const variable: fc.Arbitrary<Part> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.nat(9).map(
      (choice): Part =>
        names =>
          names.bound(choice, '?d')
    )
  },
  dataVariable.map(constantly)
)
/** Mostly a variable of the data; sometimes one that was computed. */
const variableOr = (kind: ComputedKind): fc.Arbitrary<Part> =>
  fc.oneof(
    { weight: 4, arbitrary: variable },
    fc.tuple(fc.nat(5), dataVariable).map(
      ([choice, otherwise]): Part =>
        names =>
          names.earlier(kind, choice, otherwise)
    )
  )

const texts = ['""', '"a"', '"ab"', '"abc"', '"A"', '"é"', '"1"', '"10"', '"x"', '"\ufffd"', '"\u{1d306}"']
// Only spellings that Oxigraph keeps, as in the datasets.
const numbers = [
  ...['0', '1', '2', '3', '-1', '10', '2.5', '-0.5'],
  ...['"1"^^xsd:decimal', '"1"^^xsd:double', '"2.5"^^xsd:double', '"INF"^^xsd:double']
]
const otherLiterals = [
  'true',
  'false',
  '"a"@en',
  '"ab"@de',
  '"x"^^xsd:integer',
  '"a"^^:datatype',
  '"b"^^:datatype',
  '"2002-10-07T00:00:00Z"^^xsd:dateTime',
  '"2002-10-07T02:00:00+02:00"^^xsd:dateTime',
  '"NaN"^^xsd:double'
]
export const constantIri = fc.constantFrom(':a', ':b', ':c', ':d', ':p', ':g1')
export const constantLiteral = fc.constantFrom(...texts, ...numbers, ...otherLiterals)

const casts = ['integer', 'decimal', 'double', 'boolean', 'string', 'dateTime', 'float'] as const
const cast = (name: (typeof casts)[number]) => call(`xsd:${name}`)

/** What is true of some of the data and false of the rest, more often than what is made at random. */
export const plainTruth: fc.Arbitrary<Part> = fc
  .tuple(
    fc.nat(9),
    fc.oneof(
      fc.tuple(
        fc.constant(/[abc]/),
        fc
          .oneof(constantIri, dataVariable)
          .chain(other => fc.constantFrom(`# != ${other}`, `# != ${other}`, `# = ${other}`))
      ),
      fc.tuple(
        fc.constant(/[de]/),
        fc
          .tuple(fc.constantFrom('<', '>', '<=', '>=', '=', '!='), fc.constantFrom(...texts, ...numbers))
          .map(([operator, constant]) => `# ${operator} ${constant}`)
      ),
      fc.tuple(
        fc.constant(/./),
        fc.constantFrom(
          ...['isIRI(#)', 'isBLANK(#)', '!isLITERAL(#)', 'isNUMERIC(#)', 'BOUND(#)', '!BOUND(#)'],
          ...[
            'LANG(#) = ""',
            'LANG(#) = "en"',
            'DATATYPE(#) = xsd:integer',
            'STR(#) > "a"',
            'STRLEN(STR(#)) > 1'
          ]
        )
      )
    )
  )
  .map(
    ([choice, [among, text]]): Part =>
      names =>
        text.replace('#', names.bound(choice, '?a', among))
  )

type Expressions = { readonly [type in 'truth' | 'number' | 'words' | 'term']: Part }

/** Arbitrary expressions of each type; `exists` makes the groups that EXISTS asks for, and may be left out. */
export function expressions(exists: fc.Arbitrary<Part> | undefined): {
  readonly [type in keyof Expressions]: fc.Arbitrary<Part>
} {
  return fc.letrec<Expressions>(tie => {
    const both = (make: (left: Part, right: Part) => Part, type: keyof Expressions): fc.Arbitrary<Part> =>
      fc.tuple(tie(type), tie(type)).map(([left, right]) => make(left, right))
    const chosen = (type: keyof Expressions): fc.Arbitrary<Part>[] => [
      fc.tuple(tie('truth'), tie(type), tie(type)).map(args => call('IF')(...args)),
      fc.array(tie(type), { minLength: 1, maxLength: 3 }).map(args => call('COALESCE')(...args))
    ]
    const comparison = fc.constantFrom('=', '!=', '<', '>').map(infix)
    const compared = (type: keyof Expressions): fc.Arbitrary<Part> =>
      fc.tuple(comparison, tie(type), tie(type)).map(([make, left, right]) => make(left, right))
    const depthOptions = { depthSize: 'small', withCrossShrink: true, maxDepth: 3 } as const

    return {
      truth: fc.oneof(
        depthOptions,
        { weight: 3, arbitrary: compared('term') },
        { weight: 2, arbitrary: compared('number') },
        compared('words'),
        // Beside a constant: of what has no order at all, Oxigraph says that each is at most and at least itself.
        fc
          .tuple(fc.constantFrom('<=', '>=').map(infix), tie('term'), fc.constantFrom(...texts, ...numbers))
          .map(([make, left, right]) => make(left, constantly(right))),
        dataVariable.map(name => constantly(`BOUND(${name})`)),
        fc
          .tuple(fc.constantFrom('isIRI', 'isBLANK', 'isLITERAL', 'isNUMERIC', 'isTRIPLE'), tie('term'))
          .map(([name, arg]) => call(name)(arg)),
        { weight: 3, arbitrary: both(infix('&&'), 'truth') },
        { weight: 3, arbitrary: both(infix('||'), 'truth') },
        { weight: 2, arbitrary: tie('truth').map(call('!')) },
        both(call('sameTerm'), 'term'),
        fc.tuple(tie('term'), fc.constantFrom('IN', 'NOT IN'), fc.array(tie('term'), { maxLength: 3 })).map(
          ([of, operator, list]): Part =>
            names =>
              `(${of(names)} ${operator} (${list.map(item => item(names)).join(', ')}))`
        ),
        fc
          .tuple(fc.constantFrom('CONTAINS', 'STRSTARTS', 'STRENDS'), tie('words'), tie('words'))
          .map(([name, ...args]) => call(name)(...args)),
        fc
          .tuple(
            tie('words'),
            fc.constantFrom('a', '^a', 'B$', '.', '[a-c]+', '^$', 'a|é', '\\\\d', 'a b'),
            fc.constantFrom('', ', ""', ', "i"', ', "s"', ', "x"', ', "im"')
          )
          .map(
            ([words, pattern, flags]): Part =>
              names =>
                `REGEX(${words(names)}, "${pattern}"${flags})`
          ),
        fc.tuple(tie('term'), fc.constantFrom('*', 'en', 'EN', 'de', 'en-GB', '')).map(
          ([term, range]): Part =>
            names =>
              `LANGMATCHES(LANG(${term(names)}), "${range}")`
        ),
        variableOr('n'),
        ...(exists
          ? [
              {
                weight: 2,
                arbitrary: fc.tuple(fc.constantFrom('EXISTS', 'NOT EXISTS'), exists).map(
                  ([word, group]): Part =>
                    names =>
                      `${word} ${group(names)}`
                )
              }
            ]
          : []),
        ...chosen('truth')
      ),

      number: fc.oneof(
        depthOptions,
        { weight: 3, arbitrary: variableOr('n') },
        { weight: 3, arbitrary: fc.constantFrom(...numbers).map(constantly) },
        {
          weight: 2,
          arbitrary: fc
            .tuple(fc.constantFrom('+', '-', '*', '/').map(infix), tie('number'), tie('number'))
            .map(([make, left, right]) => make(left, right))
        },
        tie('number').map(
          (of): Part =>
            names =>
              `(- ${of(names)})`
        ),
        fc
          .tuple(fc.constantFrom('ABS', 'CEIL', 'FLOOR', 'ROUND'), tie('number'))
          .map(([name, of]) => call(name)(of)),
        tie('words').map(call('STRLEN')),
        fc
          .tuple(fc.constantFrom('YEAR', 'MONTH', 'DAY', 'HOURS', 'MINUTES', 'SECONDS'), variable)
          .map(([name, of]) => call(name)(of)),
        fc
          .tuple(fc.constantFrom('integer', 'decimal', 'double', 'float').map(cast), variableOr('n'))
          .map(([make, of]) => make(of)),
        ...chosen('number')
      ),

      words: fc.oneof(
        depthOptions,
        { weight: 2, arbitrary: variableOr('s') },
        { weight: 2, arbitrary: fc.constantFrom(...texts, '"a"@en', '"Ab"@de').map(constantly) },
        { weight: 3, arbitrary: variable.map(call('STR')) },
        variable.map(of => call('STR')(call('DATATYPE')(of))),
        variable.map(cast('string')),
        tie('term').map(call('LANG')),
        variable.map(call('TZ')),
        fc
          .tuple(fc.constantFrom('UCASE', 'LCASE', 'ENCODE_FOR_URI', 'MD5', 'SHA1', 'SHA256'), tie('words'))
          .map(([name, of]) => call(name)(of)),
        fc.array(tie('words'), { maxLength: 3 }).map(args => call('CONCAT')(...args)),
        fc
          .tuple(fc.constantFrom('STRBEFORE', 'STRAFTER'), tie('words'), tie('words'))
          .map(([name, ...args]) => call(name)(...args)),
        fc
          .tuple(
            tie('words'),
            fc.constantFrom('0', '1', '2', '-1', '1.5'),
            fc.constantFrom('', ', 1', ', 0', ', 9')
          )
          .map(
            ([words, start, length]): Part =>
              names =>
                `SUBSTR(${words(names)}, ${start}${length})`
          ),
        fc
          .tuple(
            tie('words'),
            fc.constantFrom('a', '[ab]', '(a)(b)?', 'B', 'x*y'),
            fc.constantFrom('""', '"z"', '"<$1>"', '"$0"'),
            fc.constantFrom('', ', "i"')
          )
          .map(
            ([words, pattern, by, flags]): Part =>
              names =>
                `REPLACE(${words(names)}, "${pattern}", ${by}${flags})`
          ),
        ...chosen('words')
      ),

      term: fc.oneof(
        depthOptions,
        { weight: 8, arbitrary: variableOr('s') },
        { weight: 3, arbitrary: constantLiteral.map(constantly) },
        { weight: 2, arbitrary: constantIri.map(constantly) },
        variable.map(call('DATATYPE')),
        fc.constantFrom('"http://x.example/b"', ':c').map(text => constantly(`IRI(${text})`)),
        fc
          .tuple(tie('words'), fc.constantFrom('xsd:string', 'xsd:integer', ':datatype'))
          .map(([words, datatype]) => call('STRDT')(words, constantly(datatype))),
        fc
          .tuple(tie('words'), fc.constantFrom('"en"', '"DE"'))
          .map(([words, tag]) => call('STRLANG')(words, constantly(tag))),
        fc
          .tuple(variable, fc.constantFrom(':p', ':n'), variable)
          .map(([s, p, o]) => call('TRIPLE')(s, constantly(p), o)),
        fc
          .tuple(fc.constantFrom('SUBJECT', 'PREDICATE', 'OBJECT'), tie('term'))
          .map(([name, of]) => call(name)(of)),
        fc.tuple(fc.constantFrom('boolean', 'dateTime').map(cast), variable).map(([make, of]) => make(of)),
        ...chosen('term')
      )
    }
  })
}
