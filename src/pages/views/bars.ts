import { html } from 'hono/html'
import type { PageRoom } from '../room.ts'
import type { Html } from '../site.ts'
import { partOf, percent } from './drawing.ts'

/** A number with what it is of. */
export interface Bar {
  readonly label: Html
  readonly value: number
  /** The number in words. */
  readonly shown: Html
}

/** Bars from zero, as a table of their numbers. `shown`: how many had room. */
export function barsHtml(
  bars: readonly Bar[],
  columns: readonly [label: string, value: string],
  labelledBy: string,
  room: PageRoom,
  most?: number
): { readonly drawn: Html; readonly shown: number } {
  let [from, to] = [0, 0]
  for (const { value } of bars) {
    from = Math.min(from, value)
    to = Math.max(to, value)
  }
  const at = (value: number): number => (from === to ? 0 : partOf(value, from, to))
  const pieces = room.fit(
    bars,
    ({ label, value, shown }) =>
      html`<tr><th scope="row">${label}</th><td><svg class="bar" aria-hidden="true"><rect x="${percent(Math.min(at(0), at(value)))}" width="${percent(Math.abs(at(value) - at(0)))}" y="4" height="14" rx="2"/><line x1="${percent(at(0))}" x2="${percent(at(0))}" y2="100%"/></svg><small>${shown}</small></td></tr>
`,
    most
  )
  const drawn = html`<table class="bars" aria-labelledby="${labelledBy}">
<thead><tr><th scope="col">${columns[0]}</th><th scope="col">${columns[1]}</th></tr></thead>
<tbody>${pieces}</tbody>
</table>`
  return { drawn, shown: pieces.length }
}
