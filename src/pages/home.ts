import { html, raw } from 'hono/html'
import { iri, OWL, type Quad, RDFS } from '../rdf/rdf.ts'
import { layout } from './layout.ts'
import { link, type PageSite, scriptSafe } from './site.ts'
import { nameFor, wordsHtml } from './words.ts'

/** How many entities the home page names. */
const sampleSize = 12

/**
 * The entities that say most of themselves: those the sources are about first, then others by their number of
 * triples.
 */
export function sampleOf({ manifest, store }: PageSite): string[] {
  const entities = `${manifest.base}entity/`
  const sizes = new Map<string, number>()
  for (const { subject } of store.match(null, iri(`${OWL}sameAs`)))
    if (subject.value.startsWith(entities)) sizes.set(subject.value, store.count(subject))
  const largest = [...sizes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([entity]) => entity)
  const about = manifest.sources.flatMap(source => source.about ?? [])
  return [...new Set([...about.filter(entity => store.count(iri(entity)) > 0), ...largest])].slice(
    0,
    sampleSize
  )
}

const sizeText = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} B`
    : bytes < 1024 * 1024
      ? `${(bytes / 1024).toFixed(1)} KB`
      : `${(bytes / 1024 / 1024).toFixed(1)} MB`

/** A query that has an answer on any dataset built here. */
export function exampleQuery(site: PageSite): string {
  const [entity] = sampleOf(site)
  const id = entity?.slice(site.manifest.base.length + 'entity/'.length) ?? ''
  const subject = /^Q\d+$/.test(id) ? `wd:${id}` : entity ? `<${entity}>` : '?entity'
  return `SELECT ?propertyLabel ?valueLabel {\n  ${subject} ?direct ?value .\n  ?property wikibase:directClaim ?direct ; rdfs:label ?propertyLabel .\n  OPTIONAL { ?value rdfs:label ?label }\n  BIND(COALESCE(?label, ?value) AS ?valueLabel)\n}`
}

/**
 * The home page: what the dataset is, what is in it, and the ways to get at it. `jsonLd`: the same for search
 * engines.
 */
export async function homePage(site: PageSite, jsonLd: string): Promise<string> {
  const { manifest, root } = site
  const { counts } = manifest
  const number = new Intl.NumberFormat('en')
  const query = exampleQuery(site)
  const body = html`
<h1>${manifest.title}</h1>
<p class="lead">${number.format(counts.entities)} entities, ${number.format(counts.statements)} statements with their sources,
${number.format(counts.triples)} triples: linked data${manifest.publisher ? ` published by ${manifest.publisher}` : ''}.</p>
<h2 id="entities">Look around</h2>
<ul class="columns">${sampleOf(site).map(entity => html`<li>${link(entity, wordsHtml(nameFor(site, entity) ?? { text: entity, language: '' }), site)}</li>`)}</ul>
<h2>Ask</h2>
<pre tabindex="0" aria-label="An example query">${query}</pre>
<p><a href="${root}sparql?query=${encodeURIComponent(query)}">Run this query</a> or <a href="${root}sparql">write another</a>.
Programs ask <code>${manifest.base}sparql</code>; the prefixes of the Wikidata Query Service are declared already, and
<code>wd:</code> items mean the entities here.</p>
<h2>Download</h2>
<div class="scroll" role="region" aria-label="Downloads" tabindex="0">
<table class="wide">
<thead><tr><th scope="col">File</th><th scope="col">Media type</th><th scope="col">Size</th><th scope="col">Compressed</th><th scope="col">Checksum</th></tr></thead>
<tbody>${manifest.dumps.map(({ file, mediaType, bytes, gzip }) => html`<tr><td><a href="${root}dump/${file}">${file}</a></td><td>${mediaType}</td><td>${sizeText(bytes)}</td><td>${gzip ? html`<a href="${root}dump/${file}.gz">${sizeText(gzip.bytes)}</a>` : ''}</td><td><a href="${root}dump/${file}.sha256">SHA-256</a></td></tr>`)}</tbody>
</table>
</div>
<p>Every entity can be had alone, too: ask its IRI for <code>text/turtle</code>, <code>application/ld+json</code> or another RDF format.</p>
<h2 id="sources">Sources</h2>
<ul>${manifest.sources.map(source => html`<li>${link(source.iri, source.title, site)} <small>${source.kind}</small></li>`)}</ul>
`
  const head = html`<script type="application/ld+json">${raw(scriptSafe(jsonLd))}</script>`
  const page = {
    title: manifest.title,
    body,
    head,
    canonical: manifest.base,
    description:
      manifest.description ??
      `${number.format(counts.statements)} statements with their sources, as linked data`
  }
  return String(await layout(site, page))
}

/** The vocabulary, a term a row. */
export async function ontologyPage(site: PageSite, quads: readonly Quad[]): Promise<string> {
  const own = `${site.manifest.base}ontology#`
  const terms = [
    ...new Set(quads.map(quad => quad.subject.value).filter(value => value.startsWith(own)))
  ].sort()
  const objectOf = (term: string, predicate: string): string =>
    quads.find(quad => quad.subject.value === term && quad.predicate.value === predicate)?.object.value ?? ''
  const body = html`
<h1>Vocabulary</h1>
<p>The dataset is written in the vocabulary of Wikibase, beside well-known ones. These few terms are its own;
what is said with them, and what must be, the <a href="${site.root}shapes">shapes</a> tell.</p>
<table>
<thead><tr><th scope="col">Term</th><th scope="col">Name</th><th scope="col">Meaning</th></tr></thead>
<tbody>${terms.map(term => html`<tr id="${term.slice(own.length)}"><th scope="row"><code>${term.slice(own.length)}</code></th><td>${objectOf(term, `${RDFS}label`)}</td><td>${objectOf(term, `${RDFS}comment`)}</td></tr>`)}</tbody>
</table>
`
  return String(
    await layout(site, { title: 'Vocabulary', body, canonical: `${site.manifest.base}ontology`, crumbs: [] })
  )
}
