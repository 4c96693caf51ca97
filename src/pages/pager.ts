import { html } from 'hono/html'
import type { Html } from './site.ts'
import { counted } from './words.ts'

/** A page of a list. */
export interface PageOfList<T> {
  readonly items: readonly T[]
  /** Which page it is, and how many there are, from 1. */
  readonly page: number
  readonly pages: number
}

/** A page of a list, by its number from 1; undefined where there is none of the number. */
export function sliceOfPage<T>(all: readonly T[], page: number, size: number): PageOfList<T> | undefined {
  const pages = Math.max(1, Math.ceil(all.length / size))
  return page > pages ? undefined : { items: all.slice((page - 1) * size, page * size), page, pages }
}

/** Links to the pages before and behind, to the first and to the last; nothing where there is one page. */
export function pager(
  { page, pages }: { readonly page: number; readonly pages: number },
  addressOfPage: (page: number | undefined) => string,
  label = 'Pages'
): Html | string {
  if (pages < 2) return ''
  // The first page has an address without a number.
  const to = (number: number, text: string, rel?: 'prev' | 'next'): Html =>
    html`<li><a href="${addressOfPage(number === 1 ? undefined : number)}"${rel ? html` rel="${rel}"` : ''}>${text}</a></li>`
  const count = counted(pages)
  return html`<nav class="pager" aria-label="${label}"><ul class="inline">
${page > 1 ? html`${to(1, 'First')}${to(page - 1, 'Previous', 'prev')}` : ''}
<li aria-current="page">Page ${page} of ${count}</li>
${page < pages ? html`${to(page + 1, 'Next', 'next')}${to(pages, 'Last')}` : ''}
</ul></nav>`
}
