import { html } from 'hono/html'
import type { Html } from './site.ts'

/** Links to the pages before and behind, to the first and to the last; nothing where there is one page. */
export function pager(
  { page, pages }: { readonly page: number; readonly pages: number },
  addressOfPage: (page: number | undefined) => string
): Html | string {
  if (pages < 2) return ''
  // The first page has an address without a number.
  const to = (number: number, text: string, rel?: 'prev' | 'next'): Html =>
    html`<li><a href="${addressOfPage(number === 1 ? undefined : number)}"${rel ? html` rel="${rel}"` : ''}>${text}</a></li>`
  const count = new Intl.NumberFormat('en').format(pages)
  return html`<nav class="pager" aria-label="Pages"><ul class="inline">
${page > 1 ? html`${to(1, 'First')}${to(page - 1, 'Previous', 'prev')}` : ''}
<li aria-current="page">Page ${page} of ${count}</li>
${page < pages ? html`${to(page + 1, 'Next', 'next')}${to(pages, 'Last')}` : ''}
</ul></nav>`
}
