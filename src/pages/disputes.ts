import { html } from 'hono/html'
import { iri } from '../rdf/rdf.ts'
import { type DisagreementReading, disagreementOf, disagreementsAbout } from '../store/store.ts'
import { anchorOf, datasetOf, type FactGroup } from './facts.ts'
import type { PageRoom } from './room.ts'
import { type Html, hrefOf, type PageSite } from './site.ts'

/** The disagreements of a page by their IRIs: those about its subject, then others that its facts take part in. */
export type Disputes = ReadonlyMap<string, DisagreementReading>

/** Disagreements that are read for one page. */
const mostRead = 60

export function disputesOf(site: PageSite, subject: string, groups: readonly FactGroup[]): Disputes {
  const dataset = datasetOf(site)
  const found = new Set([
    ...disagreementsAbout(dataset, subject).map(({ value }) => value),
    ...groups.flatMap(({ facts }) => facts.flatMap(({ disagreements }) => disagreements))
  ])
  return new Map(
    [...found]
      .slice(0, mostRead)
      .map(value => [value, disagreementOf(dataset, iri(value), { statements: 0, references: 0 })])
  )
}

/** The fragment of a disagreement on a page. */
const fragmentOf = (disagreement: string): string => `disagreement-${anchorOf(disagreement)}`

/** A mark on a fact, which leads to what was decided about it; in short where the facts beside it say the same. */
export function disputeMark(
  site: PageSite,
  disagreement: string,
  disputes: Disputes,
  isShort: boolean
): Html {
  const known = disputes.get(disagreement)
  const href = known ? `#${encodeURIComponent(fragmentOf(disagreement))}` : (hrefOf(disagreement, site) ?? '')
  const words = `${known?.kindText ?? 'disagreement'}${known?.state === 'open' ? ' (open)' : ''}`
  return isShort
    ? html`<a class="dispute" href="${href}" aria-label="Sources disagree: ${words}">≠</a>`
    : html`<a class="dispute" href="${href}" title="Sources disagree">≠ ${words}</a>`
}

/** Where sources disagree, and what was decided. */
export function disputesHtml(site: PageSite, disputes: Disputes, room: PageRoom): Html | string {
  if (disputes.size === 0) return ''
  const shown = room.fit(disputes.values(), dispute => disputeHtml(site, dispute), 14_000)
  return html`<section aria-labelledby="disagreements">
<h2 id="disagreements">Where sources disagree</h2>
<ul class="disputes">${shown}</ul>
${shown.length < disputes.size ? html`<p>${shown.length} of ${disputes.size} are shown; the downloads have all.</p>` : ''}
</section>`
}

const disputeHtml = (
  site: PageSite,
  { iri: disagreement, kindText, state, property, comment, resolution }: DisagreementReading
): Html => html`<li id="${fragmentOf(disagreement)}">
<p><a href="${hrefOf(disagreement, site) ?? ''}">${property ? `${property.label}: ` : ''}${kindText}</a> <small class="state ${state}">${state}</small></p>
${comment ? html`<p>${comment}</p>` : ''}
${resolution ? html`<p>${state === 'settled' ? html`<b>Decided:</b> ` : ''}${resolution}</p>` : ''}
</li>`
