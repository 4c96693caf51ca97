import { html } from 'hono/html'
import type { Moment } from '../../store/store.ts'
import type { PageRoom } from '../room.ts'
import type { Html, PageSite } from '../site.ts'
import { valueHtml } from '../values.ts'
import { clippedPartOf, percent } from './drawing.ts'
import { axisOver, type TimeAxis, ticksOf } from './time-axis.ts'

/** Something on a timeline. */
export interface TimelineRow {
  /** What it is, and of what. */
  readonly what: Html
  /** When it began and when it ended; the same moment for what was at a time. One of them may not be known. */
  readonly start?: Moment
  readonly end?: Moment
  /** The heading that it stands below, with those before and behind it that have the same. */
  readonly group?: { readonly key: string; readonly name: Html }
}

/** The span of a row, as far as it is known. */
export const spanOfRow = ({ start, end }: Pick<TimelineRow, 'start' | 'end'>): TimeAxis => ({
  from: (start ?? end)!.from,
  to: Math.max((end ?? start)!.to, (start ?? end)!.from)
})

/** What a timeline draws. */
export interface TimelineContent {
  readonly rows: readonly TimelineRow[]
  /** The id of the heading that it stands below. */
  readonly labelledBy: string
  /** What is drawn of time; without it what the rows take. */
  readonly axis?: Partial<TimeAxis>
  /** Bytes that it may take. */
  readonly most?: number
}

/** Rows with bars on one axis, as a table, which says in words what is drawn. `shown`: how many rows had room. */
export function timelineHtml(
  site: PageSite,
  { rows, labelledBy, axis = {}, most }: TimelineContent,
  room: PageRoom
): { readonly drawn: Html; readonly shown: number } {
  const whole = { ...axisOver(rows.map(spanOfRow)), ...axis }
  const ticks = ticksOf(whole)
  const pieces = room.fit(
    rows,
    (row, i) => html`${
      row.group && row.group.key !== rows[i - 1]?.group?.key
        ? html`<tr><th scope="rowgroup" colspan="2" class="group">${row.group.name}</th></tr>
`
        : ''
    }<tr><th scope="row">${row.what}</th><td><svg class="span" aria-hidden="true"><use href="#times"/>${barHtml(row, whole)}</svg><small>${whenHtml(site, row)}</small></td></tr>
`,
    most
  )
  const drawn = html`<table class="timeline" aria-labelledby="${labelledBy}">
<thead><tr><th scope="col">What</th><th scope="col">When${axisHtml(ticks, whole)}</th></tr></thead>
<tbody>${pieces}</tbody>
</table>`
  return { drawn, shown: pieces.length }
}

/** The years above the bars, and what every bar uses. */
const axisHtml = (ticks: readonly { at: number; text: string }[], { from, to }: TimeAxis): Html =>
  html`<svg class="axis" aria-hidden="true"><defs><g id="times">${ticks.map(tick => {
    const x = percent(clippedPartOf(tick.at, from, to))
    return html`<line x1="${x}" x2="${x}" y2="100%"/>`
  })}</g><path id="on" d="M-7-5 0 0-7 5"/><path id="back" d="M7-5 0 0 7 5"/></defs>${ticks.map(
    ({ at, text }, i) => {
      const part = clippedPartOf(at, from, to)
      const anchor = part < 0.1 ? 'start' : part > 0.9 ? 'end' : 'middle'
      // Where there is little room, every other one is enough.
      return html`<text x="${percent(part)}" y="14" text-anchor="${anchor}"${i % 2 === 1 ? html` class="odd"` : ''}>${text}</text>`
    }
  )}</svg>`

/** A bar over all that a row may have taken; an end that is not known fades into an arrow. */
function barHtml({ start, end }: TimelineRow, { from, to }: TimeAxis): Html {
  const at = (year: number): number => clippedPartOf(year, from, to)
  const bar = (left: number, right: number, kind: string): Html =>
    html`<rect class="${kind}" x="${percent(left)}" width="${percent(Math.max(0, right - left))}" y="6" height="12" rx="2"/>`
  if (start && start === end) {
    const [left, right] = [at(start.from), at(start.to)]
    const middle = percent((left + right) / 2)
    return html`${bar(left, right, 'known')}<circle class="known" cx="${middle}" cy="12" r="5"/>`
  }
  const line = (left: number, right: number): Html =>
    html`<line class="open" x1="${percent(left)}" x2="${percent(right)}" y1="12" y2="12"/>`
  if (start && end)
    return html`${bar(at(start.from), at(end.to), 'blurred')}${bar(at(start.to), Math.max(at(start.to), at(end.from)), 'known')}${dotHtml(at(start.from))}${dotHtml(at(end.to))}`
  if (start)
    return html`${bar(at(start.from), at(start.to), 'known')}${dotHtml(at(start.from))}${line(at(start.to), 1)}<use href="#on" x="100%" y="12"/>`
  return html`${bar(at(end!.from), at(end!.to), 'known')}${dotHtml(at(end!.to))}${line(0, at(end!.from))}<use href="#back" y="12"/>`
}

/** So that the shortest of times can be seen. */
const dotHtml = (part: number): Html => html`<circle class="known" cx="${percent(part)}" cy="12" r="3"/>`

/** The same in words. */
function whenHtml(site: PageSite, { start, end }: TimelineRow): Html {
  const time = ({ term, precision }: Moment): Html => valueHtml(term, site, { precision })
  if (start && start === end) return time(start)
  if (start && end) return html`${time(start)} – ${time(end)}`
  return start ? html`since ${time(start)}` : html`until ${time(end!)}`
}
