import { html } from 'hono/html'
import type { SearchAnswer, SearchResult } from '../store/store.ts'
import { datasetLanguages } from './language-links.ts'
import { layout } from './layout.ts'
import { PageRoom } from './room.ts'
import { addressOf, type Html, link, type PageSite } from './site.ts'
import { languageAttributes } from './words.ts'

/** What was found, the best first; what to try where nothing was. */
export async function searchPage(
  site: PageSite,
  { query, results, truncated }: SearchAnswer
): Promise<string> {
  const room = new PageRoom()
  const shown = room.fit(results, result => resultHtml(site, result))
  const number = `${shown.length}${truncated || shown.length < results.length ? ' or more' : ''}`
  const body = html`<h1>Search: ${query}</h1>
${datasetLanguages(site, lang => addressOf(site, 'search', { q: query, lang }))}
${
  shown.length > 0
    ? html`<p>${number} ${number === '1' ? 'thing is' : 'things are'} called so.</p>
<ol class="results">${shown}</ol>`
    : html`<p class="lead">Nothing is called “${query}”.</p>
<p>Try fewer words, the beginning of a name, or the name in another language; or <a href="${addressOf(site, '#entities')}">look around</a>.</p>`
}`
  const page = { title: `Search: ${query}`, body, searched: query, unlisted: true, crumbs: [] }
  return String(await layout(site, page))
}

const resultHtml = (site: PageSite, { iri, label, name, description, types }: SearchResult): Html => html`<li>
<p>${link(iri, label, site)}${name.text === label ? '' : html` <small>also <span${languageAttributes(name.language ?? '')}>${name.text}</span></small>`}</p>
${types.length > 0 ? html`<p class="types">${types.map((type, i) => html`${i > 0 ? ', ' : ''}${type.label}`)}</p>` : ''}
${description ? html`<p>${description}</p>` : ''}
</li>
`
