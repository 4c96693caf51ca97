import { html } from 'hono/html'
import type { Citation } from '../store/store.ts'
import { anchorOf, placeText } from './facts.ts'
import { beginningOf, bytesOf, type PageRoom } from './room.ts'
import { type Html, hrefOf, link, type PageSite } from './site.ts'
import { valueHtml } from './values.ts'
import { calledHtml, nameFor, wordsHtml } from './words.ts'

/** How much is said of a citation: as much as there is, the beginning of its words, or its place alone. */
type Detail = 'whole' | 'short' | 'bare'
const details: readonly Detail[] = ['whole', 'short', 'bare']

/** Characters of a quotation that are shown. */
const longestQuote: Readonly<Record<Detail, number>> = { whole: 600, short: 100, bare: 0 }
/** Bytes of a fact in one line. */
const longestLine = 1_200
/** Bytes that are kept for each citation to come. */
const leastRoom = 200

/** Citations, those of the same words together; each has its place on the page, however little room there is. */
export function passagesHtml(site: PageSite, citations: readonly Citation[], room: PageRoom): Html {
  const named = new Set<string>()
  let left = citations.length
  const rows = groupsOf(citations).map(group => {
    left -= group.length
    const free = room.most(Number.POSITIVE_INFINITY) - left * leastRoom
    let row: Html | undefined
    for (const detail of details) {
      row = passageHtml(site, group, detail, new Set(named))
      if (bytesOf(String(row)) <= free) break
    }
    for (const { reference } of group) named.add(reference.iri)
    room.take(row!)
    return row!
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
function passageHtml(site: PageSite, group: readonly Citation[], detail: Detail, named: Set<string>): Html {
  const placeOf = ({ reference: { iri } }: Citation): Html | string => {
    if (named.has(iri)) return ''
    named.add(iri)
    return html` id="ref-${anchorOf(iri)}"`
  }
  const [{ reference }] = group as [Citation]
  const words =
    reference.quote && detail !== 'bare'
      ? html`<blockquote><p>${beginningOf(reference.quote, longestQuote[detail])}</p></blockquote>`
      : html`<p class="place">${beginningOf(placeText(reference), 100) || 'No words are shown'}</p>`
  return html`<li>${words}
<ul>${group.map(citation => html`<li${placeOf(citation)}>${detail === 'bare' ? '…' : factLine(site, citation)}</li>`)}</ul></li>
`
}

/** Where a statement stands on the page of its entity; of a disagreement its own page. */
export const factHref = (site: PageSite, citation: Citation): string =>
  'disagreement' in citation
    ? (hrefOf(citation.disagreement.iri, site) ?? '')
    : `${hrefOf(citation.subject.iri, site) ?? ''}#${encodeURIComponent(anchorOf(citation.statement.iri))}`

/** A statement or a disagreement in one line, which leads to it; of one that is too long its property alone. */
export function factLine(site: PageSite, citation: Citation): Html {
  if ('disagreement' in citation) {
    const { about, property, kindText } = citation.disagreement
    const of = property ? html` · ${calledHtml(site, property.iri, property.label)}` : ''
    return html`${link(about.iri, calledHtml(site, about.iri, about.label), site)}${of} · <a class="dispute" href="${factHref(site, citation)}">≠ ${kindText}</a>`
  }
  const { subject, property, statement, rank } = citation
  const name = nameFor(site, property.iri) ?? { text: property.label, language: '' }
  const ofSubject = nameFor(site, subject.iri) ?? { text: subject.label, language: '' }
  const fact = factHref(site, citation)
  const line = html`${link(subject.iri, wordsHtml(ofSubject), site)} · <a href="${fact}">${wordsHtml(name)}</a> · ${valueHtml(statement.term, site, statement.detail)}${rank === 'normal' ? '' : html` <small class="rank"><b>${rank}</b></small>`}`
  return bytesOf(String(line)) <= longestLine
    ? line
    : html`<a href="${fact}">${beginningOf(name.text, 100)}</a>`
}
