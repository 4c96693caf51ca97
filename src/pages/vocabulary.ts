import { html } from 'hono/html'
import { type Quad, RDFS } from '../rdf/rdf.ts'
import { layout } from './layout.ts'
import { addressOf, type PageSite } from './site.ts'

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
what is said with them, and what must be, the <a href="${addressOf(site, 'shapes')}">shapes</a> tell.</p>
<table>
<thead><tr><th scope="col">Term</th><th scope="col">Name</th><th scope="col">Meaning</th></tr></thead>
<tbody>${terms.map(term => html`<tr id="${term.slice(own.length)}"><th scope="row"><code>${term.slice(own.length)}</code></th><td>${objectOf(term, `${RDFS}label`)}</td><td>${objectOf(term, `${RDFS}comment`)}</td></tr>`)}</tbody>
</table>
`
  return String(
    await layout(site, { title: 'Vocabulary', body, canonical: `${site.manifest.base}ontology`, crumbs: [] })
  )
}
