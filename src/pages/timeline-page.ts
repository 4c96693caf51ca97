import { html } from 'hono/html'
import { type DatedFact, datedFactsOf, exactly, factsDatedIn } from '../store/store.ts'
import { anchorOf } from './facts.ts'
import { layout } from './layout.ts'
import { pager, sliceOfPage } from './pager.ts'
import { beginningOf, PageRoom } from './room.ts'
import { addressOf, type Html, hrefOf, link, type PageSite } from './site.ts'
import { valueHtml } from './values.ts'
import type { TimeAxis } from './views/time-axis.ts'
import { spanOfRow, type TimelineRow, timelineHtml } from './views/timeline.ts'
import { calledFor, calledHtml } from './words.ts'

/** What a timeline is asked for. */
export interface TimelineQuestion {
  /** The IRI of what it is about; without it everything. */
  readonly about?: string
  /** The IRI of the property. */
  readonly property?: string
  /** From and to when, on the axis of years. */
  readonly span: Partial<TimeAxis>
  /** Which page of the rows, from 1. */
  readonly page: number
  /** The parameters as they were given, but for the page. */
  readonly kept: Readonly<Record<string, string>>
}

/** Rows of one page. */
const perPage = 60
/** Properties that one can choose from. */
const mostProperties = 40

/** What is dated, as bars on an axis; undefined where there is no such page of it. */
export async function timelinePage(site: PageSite, question: TimelineQuestion): Promise<string | undefined> {
  const { store, manifest } = site
  const { about, property, span, kept } = question
  const { facts, isCut } =
    about === undefined ? datedFactsOf(store, manifest.base) : factsDatedIn(store, manifest.base, about)
  const inTime = facts.filter(fact => {
    const { from, to } = spanOfRow(fact)
    // What has no end may go on, and what has no beginning may have been before.
    const [first, last] = [fact.start ? from : -Infinity, fact.end ? to : Infinity]
    return last > (span.from ?? -Infinity) && first < (span.to ?? Infinity)
  })
  const wanted = inTime.filter(fact => property === undefined || fact.property === property)
  const page = sliceOfPage(about === undefined ? wanted : byProperty(wanted), question.page, perPage)
  if (!page) return undefined
  const title =
    about === undefined ? 'Timeline' : `Timeline of ${beginningOf(calledFor(site, about).text, 200)}`
  const rows = page.items.map(fact => rowOf(site, exactly({ store, base: manifest.base }, fact), about))
  const { drawn, shown } = timelineHtml(site, { rows, labelledBy: 'title', axis: span }, new PageRoom())
  const count = `${wanted.length} ${wanted.length === 1 ? 'dated fact' : 'dated facts'}${isCut ? ' among what was read, which is not all' : ''}.`
  const body = html`<h1 id="title">${about === undefined ? 'Timeline' : html`Timeline of ${calledHtml(site, about)}`}</h1>
<p>${wanted.length === 0 ? 'Nothing here is dated so.' : count}${about === undefined ? '' : html` ${link(about, 'What else there is of it', site)}.`}</p>
${formHtml(site, question, facts)}
${rows.length > 0 ? drawn : ''}
${shown < rows.length ? html`<p>The first ${shown} of the ${rows.length} of this page have room.</p>` : ''}
${pager(page, number => addressOf(site, 'timeline', { ...kept, page: number }))}`
  const isFiltered = Object.keys(kept).length > 0
  return String(
    await layout(site, {
      title,
      body,
      crumbs: about === undefined ? [] : [{ text: 'Timeline', href: addressOf(site, 'timeline') }],
      unlisted: isFiltered
    })
  )
}

/** By the property, in the order of the first of each. */
const byProperty = (facts: readonly DatedFact[]): DatedFact[] =>
  [...Map.groupBy(facts, ({ property }) => property).values()].flat()

function rowOf(site: PageSite, fact: DatedFact, about: string | undefined): TimelineRow {
  const { subject, property, value, statement, start, end } = fact
  const page = hrefOf(subject, site)
  const name = calledHtml(site, subject)
  const subjectHtml =
    page === undefined || statement === undefined
      ? link(subject, name, site)
      : html`<a href="${page}#${anchorOf(statement)}">${name}</a>`
  const propertyHtml = calledHtml(site, property)
  const what = html`${subject === about && value ? '' : html`${subjectHtml} `}${about === undefined ? html`<small>${propertyHtml}</small> ` : ''}${value && value.value !== about ? valueHtml(value, site) : ''}`
  return {
    what,
    ...(start && { start }),
    ...(end && { end }),
    ...(about !== undefined && { group: { key: property, name: propertyHtml } })
  }
}

/** The fields that narrow a timeline. */
function formHtml(
  site: PageSite,
  { about, property, kept }: TimelineQuestion,
  facts: readonly DatedFact[]
): Html {
  const counts = new Map<string, number>()
  for (const fact of facts) counts.set(fact.property, (counts.get(fact.property) ?? 0) + 1)
  const properties = [...counts].sort((a, b) => b[1] - a[1]).slice(0, mostProperties)
  const { from = '', to = '' } = kept
  return html`<form class="asked" action="${site.root}timeline" method="get">
${about === undefined ? '' : html`<input type="hidden" name="about" value="${kept['about'] ?? about}">`}
${site.asked === undefined ? '' : html`<input type="hidden" name="lang" value="${site.asked}">`}
<p><label for="property">Property</label>
<select id="property" name="property"><option value="">any</option>${properties.map(([iri, count]) => html`<option value="${iri}"${iri === property ? html` selected` : ''}>${beginningOf(calledFor(site, iri).text, 60)} (${count})</option>`)}</select></p>
<p><label for="from">From</label> <input id="from" name="from" value="${from}" pattern="${momentPattern}" title="A year, a month or a day, such as 1992, -44 or 1992-05-15" autocomplete="off"></p>
<p><label for="to">To</label> <input id="to" name="to" value="${to}" pattern="${momentPattern}" title="A year, a month or a day, such as 1992, -44 or 1992-05-15" autocomplete="off"></p>
<p><button>Show</button></p>
</form>`
}

/** How a form takes a time: a year, -44 for 44 BC, perhaps with month and day. */
export const momentPattern = '-?\\d{1,11}(-\\d\\d(-\\d\\d)?)?'
