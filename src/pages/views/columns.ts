import type { Term } from '../../rdf/rdf.ts'
import { type Moment, momentOf, type Point, pointOf } from '../../store/store.ts'

/** The rows of an answer, as far as drawing needs them. */
export interface AnswerRows {
  readonly variables: readonly string[]
  readonly rows: readonly { get(variable: string): Term | undefined }[]
}

/** How an answer can be looked at; the names stand in addresses. */
export const viewNames = ['table', 'map', 'timeline', 'bars', 'lines', 'graph'] as const
export type ViewName = (typeof viewNames)[number]

/** How the Wikidata Query Service calls them in `#defaultView:…`. */
const defaultViews: ReadonlyMap<string, ViewName> = new Map([
  ['Table', 'table'],
  ['Map', 'map'],
  ['Timeline', 'timeline'],
  ['BarChart', 'bars'],
  ['LineChart', 'lines'],
  ['AreaChart', 'lines'],
  ['ScatterChart', 'lines'],
  ['Graph', 'graph']
])

/** The view that a query asks for in a comment; undefined where it asks for none that there is. */
export const viewIn = (query: string): ViewName | undefined =>
  defaultViews.get(/^[ \t]*#[ \t]*defaultView:([A-Za-z]+)/m.exec(query)?.[1] ?? '')

/** The number that a literal is; undefined for what is none. */
export function numberOf(term: Term | undefined): number | undefined {
  if (
    term?.termType !== 'Literal' ||
    !/#(?:decimal|double|float|(?:\w+I|i)nteger|(?:unsigned)?(?:[Ll]ong|[Ii]nt|[Ss]hort|[Bb]yte))$/.test(
      term.datatype.value
    )
  )
    return undefined
  const number = Number(term.value)
  return Number.isFinite(number) ? number : undefined
}

/** Which columns of an answer a view can use. */
export interface Columns {
  readonly places: readonly string[]
  readonly times: readonly string[]
  readonly numbers: readonly string[]
  /** What the others say in words: the first is best as the name of a row. */
  readonly labels: readonly string[]
}

/** Rows whose values say what kind of column it is. */
const mostLookedAt = 200

/** Tells columns by their values: a column is of a kind if most of the values are. */
export function columnsOf({ variables, rows }: AnswerRows): Columns {
  const sample = rows.slice(0, mostLookedAt)
  const isOf = (variable: string, test: (term: Term) => unknown): boolean => {
    const terms = sample.flatMap(row => row.get(variable) ?? [])
    return terms.length > 0 && terms.filter(term => test(term) !== undefined).length * 2 > terms.length
  }
  const places = variables.filter(variable => isOf(variable, pointOf))
  const times = variables.filter(variable => isOf(variable, term => momentOf(term)))
  const numbers = variables.filter(variable => isOf(variable, numberOf))
  const drawn = new Set([...places, ...times, ...numbers])
  const others = variables.filter(variable => !drawn.has(variable))
  // `?itemLabel` says in words what `?item` is.
  const labels = others.filter(variable => !others.includes(`${variable}Label`))
  return { places, times, numbers, labels }
}

/** The views that fit the columns of an answer; a table always does. */
export function viewsFor({ places, times, numbers, labels }: Columns): ViewName[] {
  const fits: Readonly<Record<ViewName, boolean>> = {
    table: true,
    map: places.length > 0,
    timeline: times.length > 0,
    bars: numbers.length > 0 && (labels.length > 0 || times.length > 0),
    lines: numbers.length > 0 && (times.length > 0 || numbers.length > 1),
    // Of what is constructed alone.
    graph: false
  }
  return viewNames.filter(view => fits[view])
}

/** The times of a row: a beginning and an end where two columns are called so, else a moment of the first. */
export function timesOf(
  row: AnswerRows['rows'][number],
  times: readonly string[]
): { readonly start?: Moment; readonly end?: Moment } | undefined {
  const momentIn = (variable: string | undefined): Moment | undefined => {
    const term = variable === undefined ? undefined : row.get(variable)
    return term && momentOf(term)
  }
  const ending = times.find((variable, i) => i > 0 && /end|until|to$|dissol|death|closed/i.test(variable))
  const start = momentIn(times[0])
  if (ending === undefined) return start && { start, end: start }
  const end = momentIn(ending)
  if (!start && !end) return undefined
  return { ...(start && { start }), ...(end && { end }) }
}

/** The point of a row in a column. */
export const pointIn = (row: AnswerRows['rows'][number], variable: string): Point | undefined => {
  const term = row.get(variable)
  return term && pointOf(term)
}
