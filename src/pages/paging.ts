import { html } from 'hono/html'
import type { Html } from './site.ts'

/** A page of a list. */
export interface PageOfList<T> {
  readonly items: readonly T[]
  /** Which page it is, and how many there are, from 1. */
  readonly number: number
  readonly count: number
}

/** A page of a list, by its number from 1; undefined where there is none of the number. */
export function sliceOfPage<T>(all: readonly T[], number: number, size: number): PageOfList<T> | undefined {
  const count = Math.max(1, Math.ceil(all.length / size))
  return number > count ? undefined : { items: all.slice((number - 1) * size, number * size), number, count }
}

/** Links to the pages before and behind, where there are any. */
export function pagesHtml(
  { number, count }: PageOfList<unknown>,
  hrefOf: (number: number) => string
): Html | string {
  if (count === 1) return ''
  return html`<nav aria-label="Pages"><ul class="ways">
${number > 1 ? html`<li><a rel="prev" href="${hrefOf(number - 1)}">Previous page</a></li>` : ''}
<li><b>Page ${number} of ${count}</b></li>
${number < count ? html`<li><a rel="next" href="${hrefOf(number + 1)}">Next page</a></li>` : ''}
</ul></nav>`
}

/** The address of a page with these parameters. */
export const addressWith = (path: string, parameters: Readonly<Record<string, string>>): string => {
  const search = String(new URLSearchParams(parameters)).replaceAll('%2C', ',')
  return search === '' ? path : `${path}?${search}`
}
