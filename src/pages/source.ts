import { html } from 'hono/html'
import { DCTERMS, type Quad, SCHEMA } from '../rdf/rdf.ts'
import { type Citation, countCitations, mostOrdered, sourceKindOf } from '../store/store.ts'
import { timeWords } from './dates.ts'
import { anchorOf, datasetOf, placeText } from './facts.ts'
import { licenceName } from './licences.ts'
import { citationsQuery, draftAddress } from './queries.ts'
import { beginningOf, bytesOf, type PageRoom } from './room.ts'
import { type Html, hrefOf, link, type PageSite } from './site.ts'
import { citationsOn, mostOnPage, pagingHtml, type SourcePage } from './source-pages.ts'
import { textHtml } from './text.ts'
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

/** Characters of a quotation that are shown, and of one where there is little room. */
const longestQuote = 600
const shortQuote = 100
/** Bytes that are kept for each of the citations to come, so that all have their place. */
const leastRoom = 700

/** The text of a source with what statements cite of it; where there is no text, the statements with their words. */
export function sourceHtml(site: PageSite, source: string, page: SourcePage, room: PageRoom): Html {
  const { number, of, text } = page
  const starts = page.starts
  const { citations, references, first } = citationsOn(site, source, number, starts)
  const total = countCitations(datasetOf(site), source)
  const query = html`<a href="${draftAddress(site, citationsQuery(site, source))}">The query behind this list</a>`
  if (!text) {
    const range =
      of === 1
        ? `${citations.length} ${citations.length === 1 ? 'citation' : 'citations'}`
        : `Citations ${first + 1} to ${first + references} of ${total}`
    return html`<section aria-labelledby="says">
<h2 id="says">What it says</h2>
${citations.length === 0 ? html`<p>No statement cites it.</p>` : html`<p>${range}, in the order of the source. ${query}</p>${passagesHtml(site, citations, room)}`}
${total > mostOrdered ? html`<p>Of ${total} citations the first ${mostOrdered} can be paged through; the query has all.</p>` : ''}
${pagingHtml(site, page)}
</section>`
  }
  const factHtml = (citation: Citation): Html => statementHtml(site, citation)
  const { text: words, left } = textHtml(text.blocks, {
    site,
    room,
    language: text.language,
    citations: [...citations].sort(inText),
    factHtml
  })
  return html`<section class="reading" aria-labelledby="text">
<h2 id="text">${number === 1 ? 'The text' : `The text, page ${number} of ${of}`}</h2>
<p>${citations.length === 0 ? 'No statement cites it here.' : `What statements rest on is marked; each number leads to a fact. ${references > mostOnPage ? `Of ${references} citations the first ${mostOnPage} are marked.` : ''}`} ${query}</p>
${words}
${left.length > 0 ? html`<h3 id="left">Cited from what is not shown</h3>${passagesHtml(site, left, room)}` : ''}
${pagingHtml(site, page)}
</section>`
}

/** As numbers are given: by where words begin, of those that begin together the longest first. */
const inText = ({ reference: a }: Citation, { reference: b }: Citation): number =>
  (a.start ?? 0) - (b.start ?? 0) || (b.end ?? 0) - (a.end ?? 0)

/** Citations, those of the same words together; each has its place, however little room there is. */
function passagesHtml(site: PageSite, citations: readonly Citation[], room: PageRoom): Html {
  const named = new Set<string>()
  let left = citations.length
  const rows = groupsOf(citations).map(group => {
    left -= group.length
    const own = new Set(named)
    const whole = passageHtml(site, group, own, longestQuote)
    const row =
      room.most(Number.POSITIVE_INFINITY) - bytesOf(String(whole)) > left * leastRoom
        ? whole
        : passageHtml(site, group, new Set(named), shortQuote)
    for (const { reference } of group) named.add(reference.iri)
    room.take(row)
    return row
  })
  return html`<ol class="passages">${rows}</ol>`
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
function passageHtml(site: PageSite, group: readonly Citation[], named: Set<string>, longest: number): Html {
  const placeOf = ({ reference: { iri } }: Citation): Html | string => {
    if (named.has(iri)) return ''
    named.add(iri)
    return html` id="ref-${anchorOf(iri)}"`
  }
  const [{ reference }] = group as [Citation]
  const words = reference.quote
    ? html`<blockquote><p>${beginningOf(reference.quote, longest)}</p></blockquote>`
    : html`<p class="place">${placeText(reference) || 'No words are shown'}</p>`
  return html`<li>${words}
<ul>${group.map(citation => html`<li${placeOf(citation)}>${statementHtml(site, citation)}</li>`)}</ul></li>
`
}

/** Bytes of a fact in one line. */
const longestLine = 1_200

/** A statement in one line, which leads to it on the page of its entity; of one that is too long its property alone. */
function statementHtml(site: PageSite, { subject, property, statement, rank }: Citation): Html {
  const fact = `${hrefOf(subject.iri, site) ?? ''}#${encodeURIComponent(anchorOf(statement.iri))}`
  const name = nameFor(site, property.iri) ?? { text: property.label, language: '' }
  const ofSubject = nameFor(site, subject.iri) ?? { text: subject.label, language: '' }
  const line = html`${link(subject.iri, wordsHtml(ofSubject), site)} · <a href="${fact}">${wordsHtml(name)}</a> · ${valueHtml(statement.term, site, statement.detail)}${rank === 'normal' ? '' : html` <small class="rank"><b>${rank}</b></small>`}`
  return bytesOf(String(line)) <= longestLine
    ? line
    : html`<a href="${fact}">${beginningOf(name.text, 100)}</a>`
}
