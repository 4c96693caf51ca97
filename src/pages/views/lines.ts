import { ticks } from 'd3-array'
import { html } from 'hono/html'
import { beginningOf } from '../room.ts'
import type { Html } from '../site.ts'
import { numberLabel, partOf, percent } from './drawing.ts'
import { axisOver, type Tick, ticksOf } from './time-axis.ts'

/** Points of one series, in any order. */
export interface Series {
  readonly name: string
  readonly points: readonly { readonly x: number; readonly y: number }[]
}

/** Series that are told apart by their lines; what is more is not drawn. */
export const mostSeries = 6

/** The axis below: of times or of numbers. */
export type Axis = 'time' | 'number'

/** Lines through points, with both axes: a picture, whose numbers stand in a table elsewhere. */
export function linesHtml(series: readonly Series[], axis: Axis, label: string): Html {
  const drawn = series.slice(0, mostSeries)
  const all = drawn.flatMap(({ points }) => points)
  const x = axisOver(all.map(point => ({ from: point.x, to: point.x })))
  const [low, high] = extentOf(all.map(point => point.y))
  const [bottom, top] = low === high ? [low - 1, high + 1] : [low, high]
  const below: readonly Tick[] =
    axis === 'time' ? ticksOf(x) : ticks(x.from, x.to, 5).map(at => ({ at, text: numberLabel(at) }))
  const left = (value: number): string => percent(0.02 + 0.96 * partOf(value, x.from, x.to))
  // The upper and the lower part are for numbers.
  const height = (value: number): string => percent(0.08 + 0.82 * partOf(value, top, bottom))
  return html`<svg class="lines" role="img" aria-label="${label}">
<g class="grid">${ticks(bottom, top, 5).map(
    at =>
      html`<line x2="100%" y1="${height(at)}" y2="${height(at)}"/><text y="${height(at)}" dy="-4">${numberLabel(at)}</text>`
  )}${below.map(({ at, text }, i) => {
    const part = partOf(at, x.from, x.to)
    return html`<text x="${left(at)}" y="98%" text-anchor="${part < 0.1 ? 'start' : part > 0.9 ? 'end' : 'middle'}"${i % 2 === 1 ? html` class="odd"` : ''}>${text}</text>`
  })}</g>
${drawn.map(({ name, points }, i) => {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y)
  return html`<g class="series s${i}"><title>${beginningOf(name, 100)}</title>${sorted.map((point, j) => {
    const next = sorted[j + 1]
    return html`${next ? html`<line x1="${left(point.x)}" y1="${height(point.y)}" x2="${left(next.x)}" y2="${height(next.y)}"/>` : ''}<circle cx="${left(point.x)}" cy="${height(point.y)}" r="3"/>`
  })}</g>
`
})}</svg>
${
  drawn.length > 1
    ? html`<ul class="inline legend">${drawn.map(({ name }, i) => html`<li><svg class="series s${i}" width="28" height="12" aria-hidden="true"><line x2="28" y1="6" y2="6"/><circle cx="14" cy="6" r="3"/></svg> ${beginningOf(name, 60)}</li>`)}</ul>`
    : ''
}`
}

function extentOf(values: readonly number[]): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return low > high ? [0, 1] : [low, high]
}
