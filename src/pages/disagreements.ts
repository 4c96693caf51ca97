import { html } from 'hono/html'
import { iri } from '../rdf/rdf.ts'
import {
  type DisagreementFilter,
  type DisagreementList,
  disagreementOf,
  disagreementStates,
  kindText
} from '../store/store.ts'
import { disputeItem, disputeLine, extentInList } from './dispute.ts'
import { datasetOf } from './facts.ts'
import { datasetLanguages } from './language-links.ts'
import { layout } from './layout.ts'
import { pager } from './pager.ts'
import { bytesOf, PageRoom } from './room.ts'
import { addressOf, type Html, type PageSite } from './site.ts'
import { counted } from './words.ts'

/** A page of disagreements. */
export interface DisagreementsContent {
  readonly list: DisagreementList
  readonly filter: DisagreementFilter
  /** The IRIs of those on this page. */
  readonly shown: readonly string[]
  /** How many the filter lets through. */
  readonly total: number
  /** From 1. */
  readonly page: number
  readonly pages: number
}

const path = 'disagreements'
/** Kinds that the table has; a vocabulary has a dozen. */
const mostKinds = 60
/** Bytes that a disagreement takes at least, in one line. */
const line = 1_500

/** Where sources disagree: how often in which way, and each with both sides' words. */
export async function disagreementsPage(site: PageSite, content: DisagreementsContent): Promise<string> {
  const { list, filter, total, page, pages, shown } = content
  const room = new PageRoom()
  const counts = list.kinds.length === 0 ? '' : countsTable(site, list, filter)
  room.take(counts)
  const items = shown.map((disagreement, i) => {
    const dispute = disagreementOf(datasetOf(site), iri(disagreement), extentInList)
    const item = disputeItem(site, dispute)
    const rest = (shown.length - i - 1) * line
    if (bytesOf(String(item)) <= room.most(Number.MAX_SAFE_INTEGER) - rest && room.take(item)) return item
    const short = html`<li>${disputeLine(site, dispute)}</li>`
    room.take(short)
    return short
  })
  const isFiltered = filter.kind !== undefined || filter.state !== undefined
  const which = [filter.state, filter.kind && kindText(filter.kind)].filter(Boolean).join(', ')
  const body = html`<h1>Where sources disagree</h1>
${datasetLanguages(site, lang => addressOf(site, path, { ...filter, page: page > 1 ? page : undefined, lang }))}
<p class="lead">What cannot all be true: who says which, what was decided, and why.</p>
${counts}
<section aria-labelledby="shown">
<h2 id="shown">${isFiltered ? which.charAt(0).toUpperCase() + which.slice(1) : 'All disagreements'}</h2>
${
  total === 0
    ? html`<p>There is none${isFiltered ? html` of these; <a href="${addressOf(site, path)}">look at all</a>` : ''}.</p>`
    : html`<p>${counted(total)} ${total === 1 ? 'disagreement' : 'disagreements'}${pages > 1 ? `, page ${page} of ${counted(pages)}` : ''}. ${isFiltered ? html`<a href="${addressOf(site, path)}">Look at all</a>, or have` : 'Have'} these as a <a href="${addressOf(site, `${path}.csv`, { ...filter })}">table (CSV)</a>.</p>
<ol class="disputes" start="${(page - 1) * disagreementsOnPage + 1}">${items}</ol>`
}
${pager({ page, pages }, number => addressOf(site, path, { ...filter, page: number }))}
</section>`
  const title = isFiltered ? `Disagreements: ${which}` : 'Disagreements'
  return String(
    await layout(site, {
      title,
      body,
      crumbs: [],
      description: 'What the sources of this dataset say that cannot all be true, and what was decided',
      unlisted: page > 1 || isFiltered
    })
  )
}

/** How many disagreements a page has. */
export const disagreementsOnPage = 20

/** How many there are of each kind and state, each number the way to those. */
function countsTable(site: PageSite, { kinds }: DisagreementList, filter: DisagreementFilter): Html {
  const count = (total: number, one: DisagreementFilter): Html => {
    const isCurrent = one.kind === filter.kind && one.state === filter.state
    return html`<td class="number">${
      total === 0
        ? '0'
        : html`<a href="${addressOf(site, path, { ...one })}"${isCurrent ? html` aria-current="true"` : ''}>${counted(total)}</a>`
    }</td>`
  }
  const row = (name: string, kind: string | undefined, totals: Readonly<Record<string, number>>): Html =>
    html`<tr><th scope="row">${name}</th>${disagreementStates.map(state => count(totals[state] ?? 0, { kind, state }))}${count(totals['open']! + totals['settled']!, { kind })}</tr>
`
  const isFiltered = filter.kind !== undefined || filter.state !== undefined
  const all = { open: 0, settled: 0 }
  for (const { open, settled } of kinds) {
    all.open += open
    all.settled += settled
  }
  return html`<section aria-labelledby="kinds">
<details class="kinds"${isFiltered ? '' : html` open`}>
<summary><h2 id="kinds">Kinds</h2></summary>
<table class="counts" aria-labelledby="kinds">
<thead><tr><th scope="col">Kind</th>${disagreementStates.map(state => html`<th scope="col" class="number">${state}</th>`)}<th scope="col" class="number">all</th></tr></thead>
<tbody>${kinds.slice(0, mostKinds).map(({ kind, ...totals }) => row(kindText(kind), kind, totals))}${row('all kinds', undefined, all)}</tbody>
</table>
</details>
</section>`
}
