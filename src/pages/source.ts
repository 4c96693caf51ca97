import { html } from 'hono/html'
import { DCTERMS, type Quad, SCHEMA } from '../rdf/rdf.ts'
import { type Citation, citationsOf, sourceKindOf } from '../store/store.ts'
import { timeWords } from './dates.ts'
import { anchorOf, datasetOf, placeText } from './facts.ts'
import { licenceName } from './licences.ts'
import { citationsQuery, draftAddress } from './queries.ts'
import { beginningOf, type PageRoom } from './room.ts'
import { type Html, hrefOf, link, type PageSite } from './site.ts'
import { valueHtml } from './values.ts'
import { languageAttributes, nameFor, readerLanguage, wordsHtml } from './words.ts'

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

/** Citations that are read for one page. */
const mostCitations = 400
const longestQuote = 600

/** The statements that cite a source, with its words, in their order in the source. */
export function citationsHtml(site: PageSite, source: string, room: PageRoom): Html {
  const { total, citations } = citationsOf(datasetOf(site), source, { most: mostCitations })
  const groups = groupsOf(citations)
  const named = new Set<string>()
  const rows = room.fit(groups, group => passageHtml(site, group, named), 70_000)
  const shown = groups.slice(0, rows.length).reduce((sum, group) => sum + group.length, 0)
  const query = draftAddress(site, citationsQuery(site, source))
  return html`<section aria-labelledby="says">
<h2 id="says">What it says</h2>
${
  rows.length === 0
    ? html`<p>No statement cites it.</p>`
    : html`<p>${shown < citations.length || citations.length === mostCitations ? `The first ${shown} of ${total} citations` : `${shown} ${shown === 1 ? 'citation' : 'citations'}`}, in the order of the source. <a href="${query}">The query behind this list</a></p>
<ol class="passages">${rows}</ol>`
}
</section>`
}

/** Citations of the same words stand together. */
function groupsOf(citations: readonly Citation[]): Citation[][] {
  const groups: Citation[][] = []
  for (const citation of citations) {
    const last = groups.at(-1)
    if (last && wordsOf(last[0]!) === wordsOf(citation)) last.push(citation)
    else groups.push([citation])
  }
  return groups
}

const wordsOf = ({ reference }: Citation): string => reference.quote ?? `${placeText(reference)} `

/** `named`: the references that have their place on the page already, since datasets may share one among statements. */
function passageHtml(site: PageSite, group: readonly Citation[], named: Set<string>): Html {
  const placeOf = ({ reference: { iri } }: Citation): Html | string => {
    if (named.has(iri)) return ''
    named.add(iri)
    return html` id="ref-${anchorOf(iri)}"`
  }
  const [{ reference }] = group as [Citation]
  const words = reference.quote
    ? html`<blockquote><p>${beginningOf(reference.quote, longestQuote)}</p></blockquote>`
    : html`<p class="place">${placeText(reference) || 'No words are shown'}</p>`
  return html`<li>${words}
<ul>${group.map(citation => html`<li${placeOf(citation)}>${statementHtml(site, citation)}</li>`)}</ul></li>
`
}

/** A statement in one line, which leads to it on the page of its entity. */
function statementHtml(site: PageSite, { subject, property, statement, rank }: Citation): Html {
  const page = hrefOf(subject.iri, site) ?? ''
  const anchor = encodeURIComponent(anchorOf(statement.iri))
  return html`${link(subject.iri, wordsHtml(nameFor(site, subject.iri) ?? { text: subject.label, language: '' }), site)} · <a href="${page}#${anchor}">${wordsHtml(nameFor(site, property.iri) ?? { text: property.label, language: '' })}</a> · ${valueHtml(statement.term, site, statement.detail)}${rank === 'normal' ? '' : html` <small class="rank"><b>${rank}</b></small>`}`
}
