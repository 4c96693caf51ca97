import { html } from 'hono/html'
import type { Term } from '../../rdf/rdf.ts'
import { momentOf, type Words } from '../../store/store.ts'
import { beginningOf, type PageRoom } from '../room.ts'
import { type Html, hrefOf, type PageSite } from '../site.ts'
import { valueHtml } from '../values.ts'
import { calledFor } from '../words.ts'
import { barsHtml } from './bars.ts'
import { type AnswerRows, type Columns, numberOf, pointIn, timesOf, type ViewName } from './columns.ts'
import { type Axis, linesHtml, mostSeries, type Series } from './lines.ts'
import { mapHtml } from './map.ts'
import { timelineHtml } from './timeline.ts'

/** Rows that are drawn one below the other. */
const mostRows = 200

/** What links to the views of an answer say. */
export const viewTitles: Readonly<Record<ViewName, string>> = {
  table: 'Table',
  map: 'Map',
  timeline: 'Timeline',
  bars: 'Bars',
  lines: 'Lines',
  graph: 'Graph'
}

type Row = AnswerRows['rows'][number]

/**
 * An answer as a view shows it, of those that fit its columns, below the heading with the id `answer-title`; nothing
 * for a table, which stands on the page anyway.
 */
export function answerViewHtml(
  site: PageSite,
  view: ViewName,
  answer: AnswerRows,
  columns: Columns,
  room: PageRoom
): Html | string {
  if (view === 'table' || view === 'graph') return ''
  if (view === 'map') return mapOf(site, answer, columns, room)
  if (view === 'lines') return linesOf(site, answer, columns, room)
  return view === 'bars' ? barsOf(site, answer, columns, room) : timelineOf(site, answer, columns, room)
}

/** Words for a value, without marks. */
const wordsOf = (site: PageSite, term: Term | undefined): Words => {
  if (term?.termType === 'NamedNode') return calledFor(site, term.value)
  return { text: term?.value ?? '', language: term?.termType === 'Literal' ? term.language : '' }
}

/** What a row is of: the first of the columns of words that has a value, leading where the thing beside it is. */
const nameIn = (row: Row, { labels }: Columns): Term | undefined => {
  for (const variable of labels) {
    const term = row.get(variable)
    if (term) return term
  }
  return undefined
}

const hrefIn = (site: PageSite, row: Row, variables: readonly string[]): string | undefined => {
  for (const variable of variables) {
    const term = row.get(variable)
    if (term?.termType === 'NamedNode') return hrefOf(term.value, site)
  }
  return undefined
}

function labelHtml(site: PageSite, row: Row, answer: AnswerRows, columns: Columns): Html {
  const term = nameIn(row, columns)
  if (!term) return html`–`
  const { text } = wordsOf(site, term)
  if (term.termType === 'NamedNode' && text.length <= 200) return valueHtml(term, site)
  const href = hrefIn(site, row, answer.variables)
  const shown = beginningOf(text, 200)
  return href === undefined ? html`${shown}` : html`<a href="${href}">${shown}</a>`
}

function mapOf(site: PageSite, answer: AnswerRows, columns: Columns, room: PageRoom): Html {
  const points = answer.rows.flatMap(row => {
    const point = pointIn(row, columns.places[0]!)
    if (!point) return []
    const href = hrefIn(site, row, answer.variables)
    return { ...point, name: () => wordsOf(site, nameIn(row, columns)), ...(href !== undefined && { href }) }
  })
  const map = html`${mapHtml(site, { points, label: 'Answer on a map' })}${countHtml(points.length, answer.rows.length)}`
  room.take(map)
  return map
}

function timelineOf(site: PageSite, answer: AnswerRows, columns: Columns, room: PageRoom): Html {
  const rows = answer.rows.flatMap(row => {
    const times = timesOf(row, columns.times)
    return times ? { ...times, what: labelHtml(site, row, answer, columns) } : []
  })
  rows.sort((a, b) => (a.start ?? a.end)!.from - (b.start ?? b.end)!.from)
  const content = { rows: rows.slice(0, mostRows), labelledBy: 'answer-title', most: 50_000 }
  const { drawn, shown } = timelineHtml(site, content, room)
  return html`${drawn}${countHtml(shown, answer.rows.length)}`
}

function barsOf(site: PageSite, answer: AnswerRows, columns: Columns, room: PageRoom): Html {
  const [column = ''] = columns.numbers
  const label = columns.labels[0] ?? columns.times[0] ?? ''
  const bars = answer.rows.flatMap(row => {
    const term = row.get(column)
    const value = numberOf(term)
    if (value === undefined) return []
    const time = columns.labels.length === 0 ? row.get(label) : undefined
    return {
      label: time ? valueHtml(time, site) : labelHtml(site, row, answer, columns),
      value,
      shown: valueHtml(term!, site)
    }
  })
  const { drawn, shown } = barsHtml(bars.slice(0, mostRows), [label, column], 'answer-title', room, 50_000)
  return html`${drawn}${countHtml(shown, answer.rows.length)}`
}

function linesOf(site: PageSite, answer: AnswerRows, columns: Columns, room: PageRoom): Html {
  const { times, numbers } = columns
  const axis: Axis = times.length > 0 ? 'time' : 'number'
  const [x = '', y = ''] = axis === 'time' ? [times[0], numbers[0]] : numbers
  const series = new Map<string, { x: number; y: number }[]>()
  let count = 0
  for (const row of answer.rows) {
    const across = row.get(x)
    const at = axis === 'time' ? across && momentOf(across)?.from : numberOf(across)
    const value = numberOf(row.get(y))
    if (at === undefined || value === undefined) continue
    const name = wordsOf(site, nameIn(row, columns)).text
    if (!series.has(name) && series.size >= mostSeries && hasSeries(answer, columns)) continue
    const key = hasSeries(answer, columns) ? name : ''
    const points = series.get(key)
    if (points) points.push({ x: at, y: value })
    else series.set(key, [{ x: at, y: value }])
    if (++count >= mostPoints) break
  }
  const drawn: Series[] = [...series].map(([name, points]) => ({ name, points }))
  const chart = html`${linesHtml(drawn, axis, `${y} by ${x}`)}${countHtml(count, answer.rows.length)}`
  room.take(chart)
  return chart
}

/** Points that lines go through. */
const mostPoints = 200

/** Whether rows belong to a few series by their names, and are not named each for itself. */
const hasSeries = ({ rows }: AnswerRows, { labels: [label] }: Columns): boolean =>
  label !== undefined &&
  new Set(rows.slice(0, 100).map(row => row.get(label)?.value)).size * 2 <= Math.min(100, rows.length)

/** How many of the rows are drawn, where not all are. */
const countHtml = (drawn: number, all: number): Html | string =>
  drawn === all ? '' : html`<p>${drawn} of these ${all} rows are drawn.</p>`
