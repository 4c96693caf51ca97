import { html } from 'hono/html'
import { commonPrefixes, datasetPrefixes, type Quad, RDFS, SH, TurtleTerms } from '../rdf/rdf.ts'
import { layout } from './layout.ts'
import type { PageSite } from './site.ts'

/** The shapes: what each is for, and what it demands, a property a row. */
export async function shapesPage(site: PageSite, quads: readonly Quad[]): Promise<string> {
  const { base } = site.manifest
  const own = `${base}shapes#`
  const bySubject = Map.groupBy(quads, quad => quad.subject.value)
  const valuesOf = (subject: string, predicate: string): string[] =>
    (bySubject.get(subject) ?? [])
      .filter(quad => quad.predicate.value === predicate)
      .map(quad => quad.object.value)
  const textOf = (subject: string, predicate: string): string => valuesOf(subject, predicate).join(' ')
  const terms = new TurtleTerms({ ...commonPrefixes, ...datasetPrefixes(base) })
  const shapes = [...bySubject.keys()].filter(subject => valuesOf(subject, `${SH}targetClass`).length > 0)
  const row = (subject: string, what: string) =>
    html`<tr id="${subject.slice(own.length)}"><th scope="row"><code>${what}</code></th><td>${textOf(subject, `${SH}message`)}</td></tr>`
  const section = (shape: string) => {
    const properties = valuesOf(shape, `${SH}property`)
    const message = textOf(shape, `${SH}message`)
    return html`
<h2 id="${shape.slice(own.length)}">${textOf(shape, `${RDFS}label`)}</h2>
<p>${textOf(shape, `${RDFS}comment`)} For every <code>${valuesOf(shape, `${SH}targetClass`)
      .map(type => terms.name(type))
      .join(', ')}</code>.</p>
${message === '' ? '' : html`<p>${message}.</p>`}
${
  properties.length === 0
    ? ''
    : html`<table>
<thead><tr><th scope="col">Property</th><th scope="col">Must be so</th></tr></thead>
<tbody>${properties.map(property => row(property, terms.name(textOf(property, `${SH}path`))))}</tbody>
</table>`
}`
  }
  const body = html`
<h1>Shapes</h1>
<p>What every part of the dataset looks like. <code>hawksbill check</code> holds each build against these shapes; programs
get them from here in SHACL, as <code>text/turtle</code> or another RDF format.</p>
${shapes.map(section)}
`
  return String(await layout(site, { title: 'Shapes', body, canonical: `${base}shapes`, crumbs: [] }))
}
