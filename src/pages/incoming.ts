import { html } from 'hono/html'
import { incomingOf } from '../store/store.ts'
import { datasetOf } from './facts.ts'
import { draftAddress, incomingQuery } from './queries.ts'
import type { PageRoom } from './room.ts'
import { type Html, link, type PageSite } from './site.ts'
import { calledHtml } from './words.ts'

/** Links of one property, and properties, that are shown. */
const [mostLinks, mostProperties] = [12, 20]

/** What of the dataset leads here, by property, with the query for all where not all are shown. */
export function incomingHtml(site: PageSite, subject: string, room: PageRoom): Html | string {
  const links = incomingOf(datasetOf(site), subject, mostLinks)
  const rows = room.fit(
    links.slice(0, mostProperties),
    ({
      predicate,
      property,
      subjects,
      total
    }) => html`<tr><th scope="row">${link(property, calledHtml(site, property), site)}</th><td><ul class="inline">${subjects.map(iri => html`<li>${link(iri, calledHtml(site, iri), site)}</li>`)}</ul>${
      total > subjects.length
        ? html`<p><a href="${draftAddress(site, incomingQuery(site, subject, predicate))}">Query for all ${total}</a></p>`
        : ''
    }</td></tr>
`,
    12_000
  )
  if (rows.length === 0) return ''
  return html`<section aria-labelledby="incoming">
<h2 id="incoming">What leads here</h2>
<table aria-labelledby="incoming">
<thead><tr><th scope="col">Property</th><th scope="col">Of what</th></tr></thead>
<tbody>${rows}</tbody>
</table>
</section>`
}
