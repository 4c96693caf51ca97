import { html } from 'hono/html'
import { DCTERMS, type Quad, SCHEMA } from '../rdf/rdf.ts'
import { type Citation, countCitations, mostOrdered, sourceKindOf } from '../store/store.ts'
import { timeWords } from './dates.ts'
import { datasetOf } from './facts.ts'
import { licenceName } from './licences.ts'
import { passagesHtml } from './passages.ts'
import { citationsQuery, draftAddress } from './queries.ts'
import type { PageRoom } from './room.ts'
import { type Html, link, type PageSite } from './site.ts'
import { citationsOn, mostOnPage, type SourcePage, sourcePager } from './source-pages.ts'
import { textHtml } from './text.ts'
import { valueHtml } from './values.ts'
import { languageAttributes, readerLanguage } from './words.ts'

/** Whether an IRI is that of a note or a document. */
export const isSource = ({ manifest }: PageSite, subject: string): boolean =>
  subject.startsWith(`${manifest.base}source/`)

/** What kind of source it is, of when, about what, and under which licence. */
export function sourceFactsHtml(site: PageSite, source: string, own: readonly Quad[]): Html {
  const of = (predicate: string) =>
    own.filter(quad => quad.predicate.value === predicate).map(quad => quad.object)
  const kind = sourceKindOf(datasetOf(site), source)
  const listed = site.manifest.sources.find(({ iri }) => iri === source)
  const licence = of(`${DCTERMS}license`)[0]?.value ?? listed?.license
  const mentions = of(`${SCHEMA}mentions`)
  const row = (name: string, value: Html | string): Html | string =>
    value === '' ? '' : html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`
  const many = (terms: readonly Quad['object'][]): Html | string =>
    terms.length === 0
      ? ''
      : html`<ul class="inline">${terms.slice(0, 60).map(term => html`<li>${valueHtml(term, site)}</li>`)}</ul>${terms.length > 60 ? html`<p>and ${terms.length - 60} more</p>` : ''}`
  const rows = [
    row('Kind', kind === 'note' ? 'A note of the vault' : kind === 'document' ? 'A document' : ''),
    row('About', many(of(`${SCHEMA}about`))),
    row('Date', dateHtml(site, of(`${DCTERMS}date`)[0]?.value)),
    row('Licence', licence === undefined ? '' : link(licence, licenceName(licence), site)),
    row('Mentions', many(mentions))
  ]
  return html`<table><tbody>${rows}</tbody></table>`
}

/** `2025`, `2025-12` or `2025-12-03`, as exact as it is. */
function dateHtml(site: PageSite, date: string | undefined): Html | string {
  if (date === undefined) return ''
  const { text, language } = timeWords(date, 8 + date.split('-').length, readerLanguage(site))
  return html`<time datetime="${date}"${languageAttributes(language)}>${text}</time>`
}

/** The text of a source with what statements cite of it; where there is no text, the statements with their words. */
export function sourceHtml(site: PageSite, source: string, page: SourcePage, room: PageRoom): Html {
  const { number, of, text } = page
  const starts = page.starts
  const { citations, references, first } = citationsOn(site, source, number, starts)
  const total = countCitations(datasetOf(site), source)
  const query = html`<a href="${draftAddress(site, citationsQuery(site, source))}">${text ? 'The query behind the marks' : 'The query behind this list'}</a>`
  if (!text) {
    const range =
      of === 1
        ? `${citations.length} ${citations.length === 1 ? 'citation' : 'citations'}`
        : `Citations ${first + 1} to ${first + references} of ${total}`
    return html`<section aria-labelledby="says">
<h2 id="says">What it says</h2>
${citations.length === 0 ? html`<p>No statement cites it.</p>` : html`<p>${range}, in the order of the source. ${query}</p>${passagesHtml(site, citations, room)}`}
${total > mostOrdered ? html`<p>Of ${total} citations the first ${mostOrdered} can be paged through; the query has all.</p>` : ''}
${sourcePager(site, source, page)}
</section>`
  }
  const { text: words, left } = textHtml(text.blocks, {
    site,
    room,
    language: text.language,
    citations: [...citations].sort(inText)
  })
  return html`<section class="reading" aria-labelledby="text">
<h2 id="text">${number === 1 ? 'The text' : `The text, page ${number} of ${of}`}</h2>
<p>${citations.length === 0 ? 'No statement cites it here.' : `What is cited is marked; each number leads to the fact, or the disagreement, that cites it. ${references > mostOnPage ? `Of ${references} citations the first ${mostOnPage} are marked.` : ''}`} ${query}</p>
${words}
${left.length > 0 ? html`<h3 id="left">Cited from what is not shown</h3>${passagesHtml(site, left, room)}` : ''}
${sourcePager(site, source, page)}
</section>`
}

/** As numbers are given: by where words begin, of those that begin together the longest first. */
const inText = ({ reference: a }: Citation, { reference: b }: Citation): number =>
  (a.start ?? 0) - (b.start ?? 0) || (b.end ?? 0) - (a.end ?? 0)
