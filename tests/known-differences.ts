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

/** Expressions without the patterns in them. */
const withoutGroups = (text: string): string => {
  const fewer = text.replaceAll(/\{[^{}]*\}/g, '')
  return fewer === text ? text : withoutGroups(fewer)
}

/**
 * Whether answers differ only in that theirs have no value for what these aggregates of the projection make. What
 * comes of such an aggregate in a sub-select is not looked at.
 */
const lacksValuesOf =
  (aggregate: RegExp) =>
  (differing: Differing): boolean => {
    if (aggregate.test(bodyOf(differing.query))) return true
    const made = withoutGroups(headOf(differing.query))
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
    what: 'GROUP_CONCAT and SAMPLE over an error have no value',
    why: 'ours leave errors out, as the Wikidata Query Service does, so that an OPTIONAL without a value does not spoil a group; the specification does not say (SPARQL 1.1 Query §18.5.1.7)',
    explains: asks(/(?:GROUP_CONCAT|SAMPLE)\(/)
  },
  {
    what: 'a negated property set gives a pair once, however many triples link it',
    why: 'the specification does not count; each triple is a solution, as in any pattern (SPARQL 1.1 Query §18.4)',
    explains: differing =>
      /!\(/.test(differing.query) &&
      (sameSet(differing) || aggregates.test(differing.query) || /LIMIT/.test(differing.query))
  },
  {
    what: 'the inverse of a path of any length has no pair of a term with itself where no triple has the term',
    why: 'a path of no steps leads from every term to itself (SPARQL 1.1 Query §18.4, ZeroLengthPath)',
    explains: asks(/\^\(.*[*?]\)/)
  },
  {
    what: 'a value is not known to be in no list, nor not to be',
    why: 'nothing is equal to it there, so IN is false and NOT IN true (SPARQL 1.1 Query §17.4.1.9)',
    explains: asks(/IN \(\)/)
  },
  {
    what: 'the least and the greatest of numbers with NaN among them',
    why: 'NaN is neither less nor greater than a number, so their order is open (SPARQL 1.1 Query §15.1, §18.5.1.5)',
    explains: differing =>
      /\b(?:MIN|MAX)\(/.test(differing.query) &&
      rowsOf(differing).some(rows => rows.some(row => [...row.values()].some(({ value }) => value === 'NaN')))
  },
  {
    what: 'SUBSTR from before the first character, or from a number with a fraction, is an error',
    why: 'positions that are not there have no characters, and fractions are rounded (XPath fn:substring)',
    explains: asks(/SUBSTR\(.*, (?:0|\d+\.\d)/)
  },
  {
    what: 'IRIs are compared with < and >',
    why: 'the operators are for numbers, strings, truth values and times, and an error for others (SPARQL 1.1 Query §17.3)',
    explains: asks(/[<>]=? (?:IRI\(|:\w|\?)|(?:\)|\?\w+|:\w+) [<>]/)
  },
  {
    what: 'a graph that FROM names twice is in the default graph twice',
    why: 'the default graph is the merge, which is a set (SPARQL 1.1 Query §13.2.1)',
    explains: ({ query }) => {
      const graphs = [...query.matchAll(/FROM (:\w+)/g)].map(([, graph]) => graph)
      return new Set(graphs).size < graphs.length
    }
  },
  {
    what: 'MINUS within GRAPH ?g takes ?g for a variable that both sides have',
    why: 'the name of the graph is joined with what was found in it (SPARQL 1.1 Query §18.6)',
    explains: ({ query }) => /GRAPH \?\w+ \{.*MINUS/s.test(query)
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
