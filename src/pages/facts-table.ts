import { html } from 'hono/html'
import { coordinateText, isPlace, pointOf } from '../store/store.ts'
import { type Disputes, disputeMark } from './disputes.ts'
import { factKinds } from './fact-order.ts'
import { anchorOf, type Fact, type FactGroup, type FactSource } from './facts.ts'
import { draftAddress, factsQuery } from './queries.ts'
import { beginningOf, type PageRoom } from './room.ts'
import { type Html, link, type PageSite } from './site.ts'
import { citationHref } from './source-pages.ts'
import { valueHtml } from './values.ts'
import { locatorHtml } from './views/map.ts'
import { wordsHtml } from './words.ts'

/** From so many properties on, each kind of facts has its heading. */
const manyGroups = 7
/** Values of one property that are shown. */
const mostValues = 40
/** Characters of a quotation, and sources of a fact, that are shown. */
const longestQuote = 500
const mostSources = 12

/** The facts of something, each with what qualifies it and with its sources. */
export function factsHtml(
  site: PageSite,
  subject: string,
  groups: readonly FactGroup[],
  disputes: Disputes,
  room: PageRoom,
  most: number
): Html | string {
  if (groups.length === 0) return ''
  const query = draftAddress(site, factsQuery(site, subject))
  let left = room.most(most)
  const isMovable = isPlace(site.store, site.manifest.base, subject)
  const shown = new Map<FactGroup, Html>()
  for (const group of groups) {
    const rows: Html[] = []
    const marked = new Set<string>()
    for (const fact of group.facts.slice(0, mostValues)) {
      const point = rows.length === 0 ? pointOf(fact.value) : undefined
      const map = point ? locatorHtml(site, point, coordinateText(fact.value.value), isMovable) : ''
      const cell = factHtml(fact, site, disputes, marked, map)
      const size = String(cell).length
      if (size > left || !room.take(cell)) break
      left -= size
      rows.push(cell)
    }
    if (rows.length === 0) break
    shown.set(group, groupHtml(group, rows, site, query))
  }
  const rest = groups.filter(group => !shown.has(group))
  const kinds = factKinds.flatMap(({ kind, title }) => {
    const rows = groups
      .filter(group => group.kind === kind && shown.has(group))
      .map(group => shown.get(group)!)
    return rows.length === 0 ? [] : { kind, title, rows }
  })
  const isSplit = shown.size >= manyGroups && kinds.length > 1
  return html`<section aria-labelledby="facts">
<h2 id="facts">Facts</h2>
${
  isSplit
    ? kinds.map(
        ({ kind, title, rows }) => html`<h3 id="facts-${kind}">${title}</h3>
${table(rows, `facts-${kind}`)}`
      )
    : table(
        kinds.flatMap(({ rows }) => rows),
        'facts'
      )
}
${
  rest.length > 0
    ? html`<p>There is more here than a page should hold: ${rest.slice(0, 30).map(({ label, facts }, i) => html`${i > 0 ? ', ' : ''}${wordsHtml(label)} (${facts.length})`)}${rest.length > 30 ? ` and ${rest.length - 30} more properties` : ''}.</p>`
    : ''
}
<p class="query"><a href="${query}">The query behind this table</a></p>
</section>`
}

const table = (
  rows: readonly Html[],
  labelledBy: string
): Html => html`<table class="facts" aria-labelledby="${labelledBy}">
<thead><tr><th scope="col">Property</th><th scope="col">Value, and who says so</th></tr></thead>
${rows}
</table>`

function groupHtml(
  { property, label, facts }: FactGroup,
  cells: readonly Html[],
  site: PageSite,
  query: string
): Html {
  const more = facts.length - cells.length
  const name = html`<th scope="rowgroup" rowspan="${cells.length + (more > 0 ? 1 : 0)}">${link(property, wordsHtml(label), site)}</th>`
  return html`<tbody>${cells.map(
    (
      cell,
      i
    ) => html`<tr id="${anchorOf(facts[i]!.statement)}"${facts[i]!.rank === 'normal' ? '' : html` class="${facts[i]!.rank}"`}>${i === 0 ? name : ''}${cell}</tr>
`
  )}${more > 0 ? html`<tr><td>and <a href="${query}">${more} more</a></td></tr>` : ''}</tbody>
`
}

const factHtml = (
  { value, detail, rank, reason, qualifiers, sources, disagreements }: Fact,
  site: PageSite,
  disputes: Disputes,
  /** The disagreements that the facts before it are marked with. */
  marked: Set<string>,
  /** Where it is, of a fact that has a place. */
  map: Html | string
): Html =>
  html`<td><div class="fact"><div><span class="value">${valueHtml(value, site, detail)}</span>${
    rank === 'normal' ? '' : html` <small class="rank"><b>${rank}</b>${reason ? `: ${reason}` : ''}</small>`
  }${disagreements.slice(0, 3).map(dispute => {
    const isShort = marked.has(dispute)
    marked.add(dispute)
    return html` ${disputeMark(site, dispute, disputes, isShort)}`
  })}${
    qualifiers.length > 0
      ? html`<ul class="qualifiers">${qualifiers.map(q => html`<li>${wordsHtml(q.label)}: ${valueHtml(q.value, site, q.detail)}</li>`)}</ul>`
      : ''
  }${map}</div>${sourcesHtml(sources, site)}</div></td>`

/** A mark that opens who says so, in which words. */
const sourcesHtml = (sources: readonly FactSource[], site: PageSite): Html | string =>
  sources.length === 0
    ? ''
    : html`<details class="sources"><summary>${sources.length === 1 ? '1 source' : `${sources.length} sources`}</summary><ul>${sources
        .slice(0, mostSources)
        .map(
          source => html`<li>${factSourceHtml(source, site)}</li>`
        )}${sources.length > mostSources ? html`<li>and ${sources.length - mostSources} more</li>` : ''}</ul></details>`

/** One source: its name, which leads to its words on its own page, and the words. */
export function factSourceHtml({ reference, source, title, quote, place }: FactSource, site: PageSite): Html {
  const href = source === undefined ? undefined : citationHref(site, source, reference)
  const name = href === undefined ? html`${title}` : html`<a href="${href}">${title}</a>`
  if (quote) return html`${name}: <q>${beginningOf(quote, longestQuote)}</q>`
  return place ? html`${name} <small>${place}</small>` : name
}
