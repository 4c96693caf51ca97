import { html } from 'hono/html'
import {
  type DisagreementExtent,
  type DisagreementReading,
  type InvolvedStatement,
  ranks,
  type ShownValue
} from '../store/store.ts'
import { anchorOf, sourceOf } from './facts.ts'
import { factSourceHtml } from './facts-table.ts'
import { beginningOf, type PageRoom } from './room.ts'
import { addressOf, type Html, hrefOf, link, type PageSite } from './site.ts'
import { calledHtml, nameFor, wordsHtml } from './words.ts'

/** Characters of a name, and of what is said, that are shown. */
const [longestName, longestText] = [120, 800]

/** What is read of a disagreement for a list of many. */
export const extentInList: DisagreementExtent = { statements: 6, references: 3, qualifiers: 4 }

/** What is read of one that has a page of its own. */
export const extentOfOne: DisagreementExtent = { statements: 30, references: 8, qualifiers: 10 }

/** Whether an IRI is that of a disagreement. */
export const isDisagreement = ({ manifest }: PageSite, subject: string): boolean =>
  subject.startsWith(`${manifest.base}disagreement/`)

/** What a disagreement is about: an entity, and a property of it. */
export const disputeTitle = (site: PageSite, { about, property }: DisagreementReading): string =>
  [about, ...(property ? [property] : [])]
    .map(({ iri, label }) => beginningOf(nameFor(site, iri)?.text ?? label, longestName))
    .join(', ')

/** Who says what, and what was decided; the whole of a disagreement as a page or a list shows it. */
export const disputeBody = (site: PageSite, dispute: DisagreementReading): Html => html`
${dispute.comment ? html`<p>${beginningOf(dispute.comment, longestText)}</p>` : ''}
${
  dispute.involves.length === 0
    ? ''
    : html`<ul class="sides">${dispute.involves.toSorted(byRank).map(side => sideHtml(site, side))}${
        dispute.involved > dispute.involves.length
          ? html`<li>and ${dispute.involved - dispute.involves.length} more</li>`
          : ''
      }</ul>`
}
${
  dispute.references.length === 0
    ? ''
    : html`<p>Against it stand these words:</p>
<ul class="sides">${dispute.references.map(reference => html`<li>${factSourceHtml(sourceOf(reference), site)}</li>`)}</ul>`
}
${dispute.resolution ? html`<p>${dispute.state === 'settled' ? html`<b>Decided:</b> ` : ''}${beginningOf(dispute.resolution, longestText)}</p>` : ''}`

/** What holds before what does not; else as they are. */
const byRank = (a: InvolvedStatement, b: InvolvedStatement): number =>
  ranks.indexOf(a.rank) - ranks.indexOf(b.rank)

/** What a disagreement's own page says of it, as far as there is room. */
export function disputeSection(site: PageSite, dispute: DisagreementReading, room: PageRoom): Html {
  const whole = html`${disputeLine(site, dispute)}${disputeBody(site, dispute)}`
  const shown = room.take(whole) ? whole : disputeLine(site, dispute)
  return html`<section aria-labelledby="sides">
<h2 id="sides">Where sources disagree</h2>
${shown}
<p><a href="${addressOf(site, 'disagreements', { kind: dispute.kind })}">Others of this kind</a></p>
</section>`
}

/** A disagreement in a list, which leads to its own page and to what it is about. */
export const disputeItem = (site: PageSite, dispute: DisagreementReading): Html => html`<li>
${disputeLine(site, dispute)}${disputeBody(site, dispute)}</li>
`

/** The same in one line, where there is no room for more. */
export const disputeLine = (
  site: PageSite,
  { iri, about, property, kindText, state }: DisagreementReading
): Html =>
  html`<p>${link(about.iri, calledHtml(site, about.iri, about.label), site)}${
    property ? html`, ${link(property.iri, calledHtml(site, property.iri, property.label), site)}` : ''
  }: <a href="${hrefOf(iri, site) ?? ''}">${kindText}</a> <small class="state ${state}">${state}</small></p>`

const sideHtml = (
  site: PageSite,
  { iri, subject, property, value, rank, reason, sources, references, qualifiers = [] }: InvolvedStatement
): Html => {
  const fact = `${hrefOf(subject.iri, site) ?? ''}#${encodeURIComponent(anchorOf(iri))}`
  return html`<li><a href="${fact}">${calledHtml(site, property.iri, property.label)}</a>: <span class="value">${shownHtml(site, value)}</span>${qualifiers.map(
    one => html`, ${calledHtml(site, one.property.iri, one.property.label)} ${shownHtml(site, one.value)}`
  )}${rank === 'normal' && !reason ? '' : html` <small class="rank">${rank === 'normal' ? '' : html`<b>${rank}</b>`}${reason ? `${rank === 'normal' ? '' : ': '}${reason}` : ''}</small>`}
<ul>${references.map(reference => html`<li>${factSourceHtml(sourceOf(reference), site)}</li>`)}${sources > references.length ? html`<li>and more sources, ${sources} in all</li>` : ''}</ul></li>`
}

/** A value that was put in words already; what has an IRI leads on. */
function shownHtml(site: PageSite, { type, value, text, language }: ShownValue): Html {
  if (type === 'iri') return link(value, calledHtml(site, value, text), site)
  if (type === 'unknown') return html`<i>unknown</i>`
  return wordsHtml({ text: beginningOf(text, longestText), language: language ?? '' })
}
