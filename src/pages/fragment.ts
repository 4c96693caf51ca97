import { html } from 'hono/html'
import type { Quad } from '../rdf/rdf.ts'
import { layout } from './layout.ts'
import type { Html, PageSite } from './site.ts'
import { valueHtml } from './values.ts'
import { counted } from './words.ts'

/** A page of the quads that match a pattern. */
export interface FragmentPageContent {
  /** The parameters as they were given. */
  readonly given: Readonly<Record<string, string | undefined>>
  readonly quads: readonly Quad[]
  /** How many there are before these. */
  readonly offset: number
  readonly total: number
  readonly next: string | undefined
  readonly previous: string | undefined
}

const places = ['subject', 'predicate', 'object', 'graph']

/** The page on which to browse what matches a pattern. */
export async function fragmentPage(
  site: PageSite,
  { given, quads, offset, total, next, previous }: FragmentPageContent
): Promise<string> {
  const { root, manifest } = site
  // Links stay on the host that the page came from.
  const near = (address: string) => root + address.slice(manifest.base.length)
  const turn = (address: string | undefined, rel: string, text: string): Html | string =>
    address === undefined ? '' : html`<a rel="${rel}" href="${near(address)}">${text}</a> `
  const body = html`<h1>Fragments</h1>
<p>All that matches a pattern. Programs ask <code>${manifest.base}fragments{?subject,predicate,object,graph}</code>
(Triple Pattern Fragments); an empty field matches everything.</p>
<form action="${root}fragments" method="get">
${places.map(name => html`<p><label for="${name}">${name}</label> <input id="${name}" name="${name}" size="60" spellcheck="false" value="${given[name] ?? ''}"></p>`)}
<p><button>Find</button></p>
</form>
<h2>${counted(total)} ${total === 1 ? 'match' : 'matches'}</h2>
${quads.length === 0 ? '' : html`<p>${offset + 1} to ${offset + quads.length}</p>`}
<div class="scroll" role="region" aria-label="Matches" tabindex="0">
<table class="wide">
<thead><tr>${places.map(name => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${quads.map(
    ({ subject, predicate, object, graph }) =>
      html`<tr>${[subject, predicate, object].map(term => html`<td>${valueHtml(term, site)}</td>`)}<td>${graph.termType === 'DefaultGraph' ? 'default' : valueHtml(graph, site)}</td></tr>
`
  )}</tbody>
</table>
</div>
<p>${turn(previous, 'prev', 'Previous')}${turn(next, 'next', 'Next')}</p>`
  return String(await layout(site, { title: 'Fragments', body, crumbs: [], unlisted: true }))
}
