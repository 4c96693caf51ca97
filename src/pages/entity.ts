import { html, raw } from 'hono/html'
import { localNameOf, OWL, type Quad, RDFS, SCHEMA, SKOS, termText } from '../rdf/rdf.ts'
import { decoded, labelOf, propertyOf } from '../store/store.ts'
import { type Fact, type FactGroup, factsOf } from './facts.ts'
import { type Html, layout, link, type PageSite, scriptSafe } from './layout.ts'
import { valueHtml } from './values.ts'

/** What a page about something is made from. */
export interface EntityPageContent {
  /** The IRI of what it is about. */
  readonly subject: string
  /** Its description, the first block about the thing itself. */
  readonly blocks: readonly (readonly Quad[])[]
  /** The same as JSON-LD, put into the page. */
  readonly jsonLd: string
  /** The same in other formats. */
  readonly downloads: readonly { readonly label: string; readonly href: string; readonly mediaType: string }[]
}

/** The page of an entity, or of anything else that has an IRI here. */
export async function entityPage(site: PageSite, content: EntityPageContent): Promise<string> {
  const { manifest, store } = site
  const { subject, blocks, jsonLd, downloads } = content
  const own = (blocks[0] ?? []).filter(quad => quad.subject.value === subject)
  const of = (predicate: string) => own.filter(quad => quad.predicate.value === predicate)
  const title = labelOf(store, subject, manifest.language) ?? decoded(subject.replace(manifest.base, ''))
  const names = own.filter(
    ({ predicate: { value }, object }) => value === `${RDFS}label` && object.value !== title
  )
  const groups = factsOf({ store, base: manifest.base, language: manifest.language }, own)
  const shown = new Set([
    `${RDFS}label`,
    `${SKOS}altLabel`,
    `${SCHEMA}description`,
    `${SCHEMA}abstract`,
    `${OWL}sameAs`,
    `${SCHEMA}sameAs`
  ])
  // What has statements shows those; triples that say the same directly, or in another vocabulary, are left out.
  const stated = new Set(groups.flatMap(group => group.facts.map(fact => termText(fact.value))))
  const other = own.filter(
    ({ predicate: { value }, object }) =>
      !shown.has(value) &&
      (groups.length === 0 ||
        (propertyOf(value, manifest.base) === undefined && !stated.has(termText(object))))
  )
  const same = [...of(`${OWL}sameAs`), ...of(`${SCHEMA}sameAs`)]
  const aliases = new Map([...names, ...of(`${SKOS}altLabel`)].map(({ object }) => [object.value, object]))
  aliases.delete(title)
  const body = html`
<h1>${title}</h1>
${of(`${SCHEMA}description`).map(quad => html`<p class="lead">${quad.object.value}</p>`)}
${aliases.size > 0 ? html`<p>Also known as ${list([...aliases.values()].map(term => valueHtml(term, site)))}</p>` : ''}
${of(`${SCHEMA}abstract`).map(quad => html`<p class="abstract">${quad.object.value}</p>`)}
${groups.length > 0 ? factsTable(groups, site) : ''}
${other.length > 0 ? triplesTable(other, site, groups.length > 0 ? 'More' : 'Description') : ''}
${own.length === 0 ? triplesTable(blocks.flat(), site, 'Mentions') : ''}
${same.length > 0 ? html`<h2>Elsewhere</h2><ul>${same.map(({ object }) => html`<li>${link(object.value, decoded(object.value), site)}</li>`)}</ul>` : ''}
<h2>Data</h2>
<p>IRI: <code>${subject}</code></p>
<p>Download as ${list(downloads.map(({ label, href }) => html`<a href="${href}">${label}</a>`))}</p>
`
  const head = html`<script type="application/ld+json">${raw(scriptSafe(jsonLd))}</script>
${downloads.map(({ href, mediaType }) => html`<link rel="alternate" type="${mediaType}" href="${href}">`)}`
  return String(await layout(site, title, body, head))
}

const list = (items: readonly Html[]): Html =>
  html`${items.map((item, i) => html`${i === 0 ? '' : ', '}${item}`)}`

const factsTable = (groups: readonly FactGroup[], site: PageSite): Html => html`
<h2>Facts</h2>
<table class="facts">
<thead><tr><th scope="col">Property</th><th scope="col">Value</th><th scope="col">Source</th></tr></thead>
${groups.map(
  ({ property, label, facts }) => html`<tbody>
${facts.map(
  (
    fact,
    i
  ) => html`<tr class="${fact.rank}">${i === 0 ? html`<th scope="rowgroup" rowspan="${facts.length}">${link(property, label, site)}</th>` : ''}
<td>${factHtml(fact, site)}</td><td class="sources">${sourcesHtml(fact, site)}</td></tr>
`
)}</tbody>`
)}
</table>`

const factHtml = ({ value, detail, rank, reason, qualifiers }: Fact, site: PageSite): Html => html`
${valueHtml(value, site, detail)}${rank === 'normal' ? '' : html` <small class="rank">${rank}${reason ? `: ${reason}` : ''}</small>`}
${
  qualifiers.length > 0
    ? html`<ul class="qualifiers">${qualifiers.map(q => html`<li>${q.label}: ${valueHtml(q.value, site, q.detail)}</li>`)}</ul>`
    : ''
}`

const sourcesHtml = ({ sources }: Fact, site: PageSite): Html =>
  html`<ul>${sources.map(
    ({ source, title, quote, place }) =>
      html`<li>${source ? link(source, title, site) : title}${
        quote ? html`: <q>${quote}</q>` : place ? html` <small>${place}</small>` : ''
      }</li>`
  )}</ul>`

const triplesTable = (quads: readonly Quad[], site: PageSite, heading: string): Html => html`
<h2>${heading}</h2>
<table>
<tbody>${quads.slice(0, 200).map(
  ({
    subject,
    predicate,
    object
  }) => html`<tr>${heading === 'Mentions' ? html`<td>${valueHtml(subject, site)}</td>` : ''}
<th scope="row">${link(predicate.value, nameOf(predicate.value, site), site)}</th><td>${valueHtml(object, site)}</td></tr>
`
)}</tbody>
</table>
${quads.length > 200 ? html`<p>The first 200 of ${quads.length} are shown; the downloads have all.</p>` : ''}`

const nameOf = (predicate: string, { store, manifest }: PageSite): string =>
  labelOf(store, predicate, manifest.language) ?? localNameOf(predicate)
