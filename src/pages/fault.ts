import { html } from 'hono/html'
import { layout, searchForm } from './layout.ts'
import { type Html, link, type PageSite } from './site.ts'

/** What could not be done. */
export interface FaultContent {
  readonly status: number
  readonly title: string
  readonly detail: string
  /** Words of the address, to search for where nothing is there. */
  readonly words?: string
}

/** What went wrong, and where to go from here. */
export async function faultPage(
  site: PageSite,
  { status, title, detail, words = '' }: FaultContent
): Promise<string> {
  const body = html`
<h1>${title}</h1>
<p class="lead">${detail}${/[.!?…]$/.test(detail) ? '' : '.'}</p>
${status === 404 || status === 410 ? lostHtml(site, words) : status >= 500 ? laterHtml : ''}
<p>Or <a href="${site.root}">start from the home page</a>, or <a href="${site.root}sparql">ask a query</a>.
<small>Status ${status}.</small></p>
`
  return String(await layout(site, { title, body, crumbs: [], unlisted: true }))
}

const laterHtml = html`<p>It may work when you try again in a moment; a query may need a LIMIT or fewer joins.</p>`

/** Ways on from an address at which nothing is. */
const lostHtml = (site: PageSite, words: string): Html => html`
<h2>What to try</h2>
<p>Names may be found where addresses are not: the address may have a typing mistake, or what was there has another name now.</p>
${searchForm(site, 'again', words)}
${
  site.manifest.sources.length > 0
    ? html`<p>The dataset is made from ${site.manifest.sources.slice(0, 5).map(({ iri, title }, i) => html`${i > 0 ? ', ' : ''}${link(iri, title, site)}`)}${site.manifest.sources.length > 5 ? ' and others' : ''}.</p>`
    : ''
}`
