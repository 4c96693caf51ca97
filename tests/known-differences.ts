import { whereOf } from './random-queries.ts'
import { type Answered, type Solution, solutionLine, without } from './solutions.ts'

/** Two answers to one query that are not the same. */
export interface Differing {
  readonly query: string
  /** The difference in words: what only one has, an error, or a wrong order. */
  readonly how: string
  /** Nothing where the query failed. */
  readonly ours: Answered | undefined
  readonly theirs: Answered
}

/** A difference that is understood. */
export interface KnownDifference {
  readonly what: string
  /** Why ours may be so, with the clause of the specification. */
  readonly why: string
  /** Whether a differing answer may have come of this. */
  explains(differing: Differing): boolean
}

const asks =
  (pattern: RegExp) =>
  ({ query }: Differing): boolean =>
    pattern.test(query)

const aggregates = /\b(?:COUNT|SUM|AVG|MIN|MAX|SAMPLE|GROUP_CONCAT)\(/

const rowsOf = ({ ours, theirs }: Differing): readonly (readonly Solution[])[] =>
  ours?.form === 'bindings' && theirs.form === 'bindings' ? [ours.rows, theirs.rows] : [[], []]

/** Whether both have the same solutions, however often. */
const sameSet = (differing: Differing): boolean => {
  const [own, other] = rowsOf(differing).map(rows => new Set(rows.map(solutionLine)))
  return own!.size === other!.size && [...own!].every(line => other!.has(line))
}

/** What stands before the pattern of a query, and the pattern. */
const headOf = (query: string): string => query.slice(0, whereOf(query))
const bodyOf = (query: string): string => query.slice(whereOf(query))

/**
 * Whether answers differ only in that theirs have no value for what these aggregates of the projection make. What
 * comes of such an aggregate in a sub-select is not looked at.
 */
const lacksValuesOf =
  (aggregate: RegExp) =>
  (differing: Differing): boolean => {
    if (aggregate.test(bodyOf(differing.query))) return true
    const made = headOf(differing.query)
      .split(/(?<= AS \?\w+\)) /)
      .flatMap(column => (aggregate.test(column) ? [/ AS \?(\w+)\)$/.exec(column)?.[1] ?? ''] : []))
    const [own, other] = rowsOf(differing)
    const differ = (from: readonly Solution[], taken: readonly Solution[]): Solution[] => {
      const left = without(from.map(solutionLine), taken.map(solutionLine))
      return from.filter(row => left.includes(solutionLine(row)))
    }
    const rest = (row: Solution): string =>
      solutionLine(new Map([...row].filter(([variable]) => !made.includes(variable))))
    const [ours, theirs] = [differ(own!, other!), differ(other!, own!)]
    return (
      made.length > 0 &&
      theirs.length > 0 &&
      ours.length === theirs.length &&
      theirs.every(row => made.some(variable => !row.has(variable))) &&
      without(ours.map(rest), theirs.map(rest)).length === 0
    )
  }

/** Whether a path with several ways to a pair is asked for, and not for distinct pairs. */
const hasAlternatives = ({ query }: Differing): boolean =>
  /[:)\w*+?]\|[:(^!]/.test(query.replaceAll(/SELECT DISTINCT \* WHERE \{[^{}]*\}/g, ''))

/** Where Oxigraph 0.5.11 answers otherwise than the specification, or the specification leaves the answer open. */
export const explained: readonly KnownDifference[] = [
  {
    what: 'a path with alternatives gives a pair once',
    why: 'an alternative is a union, and a negated property set of both directions one of two sets, so a pair that both sides have is there twice (SPARQL 1.1 Query §18.2.2.3, §18.4)',
    explains: differing =>
      hasAlternatives(differing) &&
      (sameSet(differing) || aggregates.test(differing.query) || /LIMIT/.test(bodyOf(differing.query)))
  },
  {
    what: 'COUNT over an error has no value',
    why: 'it counts what is bound and no error (SPARQL 1.1 Query §18.5.1.2)',
    explains: lacksValuesOf(/COUNT\((?:DISTINCT )?[^?*D]/)
  },
  {
    what: 'an aggregate without GROUP BY over a pattern that is known to match nothing has no group',
    why: 'without GROUP BY there is one group, of nothing (SPARQL 1.1 Query §18.2.4.1, §11.2)',
    explains: differing => {
      const [own, other] = rowsOf(differing)
      return (
        aggregates.test(headOf(differing.query)) &&
        !/GROUP BY [^}]*$/.test(differing.query) &&
        own!.length === 1 &&
        other!.length === 0
      )
    }
  }
]

/** What Oxigraph 0.5.11 refuses, by its message: nothing can be compared then. */
export const refusals: readonly { readonly message: RegExp; readonly why: string }[] = [
  {
    message: /returned a triple term that is not a valid RDF 1\.2 term|^unreachable$/,
    why: 'a triple term in a pattern, of which the subject is bound to a literal, matches nothing (SPARQL 1.2 Query §18.3), and is no error'
  }
]

/** Mistakes of Comunica 5.2.3, which answers until our own executor does: this list goes then. */
export const comunicaBugs: readonly KnownDifference[] = [
  {
    what: 'CONSTRUCT gives triples with literals as subjects and predicates, and blank nodes as predicates',
    why: 'such triples are not in the graph (SPARQL 1.1 Query §16.2)',
    explains: asks(/CONSTRUCT/)
  },
  {
    what: 'an OPTIONAL with a BIND inside cannot be joined where variables may be unbound',
    why: 'any two groups can be (SPARQL 1.1 Query §18.5)',
    explains: ({ how }) => /none of the configured actors/.test(how)
  },
  {
    what: 'some joins of paths wait for ever, without any work',
    why: 'no query does',
    explains: ({ how }) => /did not finish/.test(how)
  },
  {
    what: 'negated property sets, and paths of any length from a variable to itself, find what is not there when they are joined, and not what is',
    why: 'they are patterns like others (SPARQL 1.1 Query §18.4)',
    explains: asks(/!\(|\)[*+?]/)
  },
  {
    what: 'GRAPH matches where there is no such graph',
    why: 'of a graph that is not there nothing matches, and a variable is the union over those that are (SPARQL 1.1 Query §18.6)',
    explains: asks(/GRAPH/)
  },
  {
    what: 'ORDER BY with a NaN among numbers orders the others wrongly, and strings as a dictionary would',
    why: 'numbers have an order without NaN, and strings that of their code points (SPARQL 1.1 Query §15.1, §17.3)',
    explains: ({ how }) => /wrong order|cannot stand there/.test(how)
  },
  {
    what: 'a triple term has a string, and may be compared',
    why: 'STR and casts are for literals and IRIs (SPARQL 1.2 Query §17.4.2)',
    explains: ({ how, query }) => /Quad: /.test(how) || /:t |<<\(|TRIPLE/.test(query)
  },
  {
    what: '= and != are errors where literals have datatypes without a common value',
    why: 'such values are known to be different (SPARQL 1.2 Query §17.4.1)',
    explains: asks(/!?=| IN \(/)
  },
  {
    what: 'aggregates but COUNT and SAMPLE leave out what has no value',
    why: 'an unbound variable is an error there, and then so is the aggregate (SPARQL 1.1 Query §11.2, §18.5.1)',
    explains: asks(/(?:SUM|AVG|MIN|MAX|GROUP_CONCAT)\(/)
  },
  {
    what: 'joins with what may be unbound, in OPTIONAL, UNION, MINUS, VALUES and aggregates, lose and repeat solutions',
    why: 'solutions are compatible where both bind a variable (SPARQL 1.1 Query §18.3)',
    explains: asks(/MINUS|UNDEF|OPTIONAL \{.*(?:OPTIONAL|UNION|SELECT|FILTER)|UNION|\{ SELECT/)
  }
]
