import { html, raw } from 'hono/html'
import { hasDates, hasDisagreements, hasPlaces } from '../store/store.ts'
import { classPicture } from './class-picture.ts'
import { memberHtml } from './classes.ts'
import { datasetLanguages } from './language-links.ts'
import { layout } from './layout.ts'
import { licenceName } from './licences.ts'
import { beginningOf, PageRoom } from './room.ts'
import { exampleQuery, sampleOf } from './sample.ts'
import { addressOf, type Html, link, type PageSite, scriptSafe } from './site.ts'
import { counted } from './words.ts'

/** Characters of a description and of a title. */
const [longestDescription, longestTitle] = [4_000, 200]

const sizeText = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} B`
    : bytes < 1024 * 1024
      ? `${(bytes / 1024).toFixed(1)} KB`
      : `${(bytes / 1024 / 1024).toFixed(1)} MB`

/**
 * The home page: what the dataset is, what is in it, and the ways to get at it. `jsonLd`: the same for search
 * engines.
 */
export async function homePage(site: PageSite, jsonLd: string): Promise<string> {
  const { manifest, root } = site
  const { counts, description, publisher } = manifest
  const room = new PageRoom()
  room.take(jsonLd)
  const query = exampleQuery(site)
  const body = html`
<h1>${manifest.title}</h1>
${datasetLanguages(site, lang => addressOf(site, '', { lang }))}
<p class="lead">${description ? html`${beginningOf(description, longestDescription)}` : html`Linked data${publisher ? ` published by ${publisher}` : ''}: things, what is said of them, and who says so.`}</p>
${countsHtml(site)}
${waysHtml(site)}
${classPicture(site, room)}
<h2 id="entities">Look around</h2>
<ul class="members columns">${room.fit(sampleOf(site), entity => memberHtml(site, entity), 12_000)}</ul>
<h2 id="ask">Ask</h2>
<pre tabindex="0" aria-label="An example query">${query}</pre>
<p><a href="${root}sparql?query=${encodeURIComponent(query)}">Run this query</a> or <a href="${addressOf(site, 'sparql')}">write another</a>.
Programs ask <code>${manifest.base}sparql</code>; the prefixes of the Wikidata Query Service are declared already, and
<code>wd:</code> items mean the entities here.</p>
${downloadsHtml(site)}
${sourcesHtml(site, room)}
${detailsHtml(site)}
`
  const head = html`<script type="application/ld+json">${raw(scriptSafe(jsonLd))}</script>`
  const page = {
    title: manifest.title,
    body,
    head,
    canonical: manifest.base,
    description: beginningOf(
      description ?? `${counted(counts.statements)} statements with their sources, as linked data`,
      300
    )
  }
  return String(await layout(site, page))
}

/** How much there is of what. */
const countsHtml = ({ manifest: { counts } }: PageSite): Html => html`
<dl class="figures">${(
  [
    ['Entities', counts.entities],
    ['Statements', counts.statements],
    ['Sources', counts.sources],
    ['Triples', counts.triples]
  ] as const
).flatMap(([name, count]) =>
  count === 0 ? [] : html`<div><dt>${name}</dt><dd>${counted(count)}</dd></div>`
)}</dl>`

/** The ways on; the search is in the head of the page. */
function waysHtml(site: PageSite): Html {
  const { store, manifest } = site
  const { base } = manifest
  const pages = [
    ['browse', 'Browse', 'by what things are, and by what is said of them'],
    hasDisagreements({ store, base }) && [
      'disagreements',
      'Disagreements',
      'of the sources, and what was decided'
    ],
    hasPlaces(store, base) && ['map', 'Map', 'of what has coordinates'],
    hasDates(store, base) && ['timeline', 'Timeline', 'of what is dated'],
    ['sparql', 'Query', 'in SPARQL, with examples to begin with'],
    ['#downloads', 'Download', 'all of it, in every format']
  ] as const
  return html`
<ul class="into">${pages.map(page =>
    page === false
      ? ''
      : html`<li><a href="${page[0].startsWith('#') ? page[0] : addressOf(site, page[0])}">${page[1]}</a> ${page[2]}</li>`
  )}</ul>`
}

const downloadsHtml = ({ manifest, root }: PageSite): Html => html`
<h2 id="downloads">Download</h2>
<div class="scroll" role="region" aria-label="Downloads" tabindex="0">
<table class="wide">
<thead><tr><th scope="col">File</th><th scope="col">Media type</th><th scope="col">Size</th><th scope="col">Compressed</th><th scope="col">Checksum</th></tr></thead>
<tbody>${manifest.dumps.map(({ file, mediaType, bytes, gzip }) => html`<tr><td><a href="${root}dump/${file}">${file}</a></td><td>${mediaType}</td><td>${sizeText(bytes)}</td><td>${gzip ? html`<a href="${root}dump/${file}.gz">${sizeText(gzip.bytes)}</a>` : ''}</td><td><a href="${root}dump/${file}.sha256">SHA-256</a></td></tr>`)}</tbody>
</table>
</div>
<p>Every entity can be had alone, too: ask its IRI for <code>text/turtle</code>, <code>application/ld+json</code> or another RDF format.</p>`

function sourcesHtml(site: PageSite, room: PageRoom): Html {
  const { sources } = site.manifest
  const shown = room.fit(
    sources,
    ({
      iri,
      title,
      kind
    }) => html`<li>${link(iri, beginningOf(title, longestTitle), site)} <small>${kind}</small></li>
`,
    24_000
  )
  return html`
<h2 id="sources">Sources</h2>
<ul>${shown}</ul>
${shown.length < sources.length ? html`<p>The first ${counted(shown.length)} of ${counted(sources.length)}; a search finds what they are about.</p>` : ''}`
}

/** Whose it is, of when, and what may be done with it. */
function detailsHtml(site: PageSite): Html {
  const { publisher, version, date, license, base } = site.manifest
  const row = (name: string, value: Html | string | undefined): Html | string =>
    value === undefined || value === '' ? '' : html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`
  return html`
<h2 id="about">About this dataset</h2>
<table aria-labelledby="about"><tbody>
${row('Publisher', publisher)}
${row('Licence', license && link(license, licenceName(license), site))}
${row('Version', version)}
${row('Date', date && html`<time datetime="${date}">${date}</time>`)}
${row('Description for programs', html`<a href="${site.root}dataset.ttl">VoID and DCAT</a>, <a href="${site.root}croissant.json">Croissant</a>, <a href="${site.root}openapi.json">OpenAPI</a>`)}
${row('IRI', html`<code>${base}dataset</code>`)}
</tbody></table>`
}
