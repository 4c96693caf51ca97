import { html } from 'hono/html'
import { iri, SCHEMA } from '../rdf/rdf.ts'
import { type Classes, membersOf, numbered, wordsSaid } from '../store/store.ts'
import { extentText, type Listing, listedOnPage, listingPage } from './listing.ts'
import { beginningOf, PageRoom } from './room.ts'
import { addressOf, type Html, link, type PageSite } from './site.ts'
import { calledHtml, counted, languageAttributes, languagesOf, nameFor } from './words.ts'

/** Of a class of no more things, they are sorted by their names. */
const mostSorted = 2_000
/** Characters of a description. */
const longestDescription = 200

/** Classes with how many things are of each. */
export const classTable = (site: PageSite, classes: Classes['first'], room: PageRoom): Html => html`
<table class="counts" aria-label="Classes">
<thead><tr><th scope="col">Class</th><th scope="col" class="number">Things</th></tr></thead>
<tbody>${room.fit(
  classes,
  one => html`<tr><th scope="row"><a href="${classAddress(site, one.iri)}">${calledHtml(site, one.iri)}</a></th><td class="number">${counted(one.members)}</td></tr>
`
)}</tbody>
</table>`

/** Where the things of a class are listed. */
export const classAddress = (site: PageSite, of: string): string => addressOf(site, 'classes', { class: of })

/** All classes, a page at a time. */
export async function classesPage(
  site: PageSite,
  { first, total }: Classes,
  listing: Listing
): Promise<string> {
  const { page } = listing
  const shown = first.slice((page - 1) * listedOnPage, page * listedOnPage)
  const list =
    shown.length === 0
      ? html`<p>Nothing is said to be of a class.</p>`
      : html`<p>What things are; those with most things first: ${extentText(listing, shown.length)}${total > first.length ? html`, and ${counted(total - first.length)} more` : ''}.</p>
${classTable(site, shown, new PageRoom())}`
  return listingPage(site, { path: 'classes', title: 'Classes', listing, list })
}

/** The things of a class, a page at a time: of a class that is not too large, by their names. */
export async function classPage(site: PageSite, of: string, listing: Listing): Promise<string> {
  const { page, total } = listing
  const isSorted = total <= mostSorted
  const from = (page - 1) * listedOnPage
  const members = isSorted
    ? byName(site, membersOf(site.store, of, 0, mostSorted)).slice(from, from + listedOnPage)
    : membersOf(site.store, of, from, listedOnPage)
  const shown = new PageRoom().fit(members, member => memberHtml(site, member))
  return listingPage(site, {
    path: 'classes',
    parameters: { class: of },
    title: 'Classes',
    of,
    listing,
    list: html`<p>Things that are of the class ${link(of, calledHtml(site, of), site)}${isSorted ? ', by their names' : ''}: ${extentText(listing, shown.length)}.</p>
<ul class="members">${shown}</ul>`
  })
}

const byName = (site: PageSite, members: readonly string[]): string[] =>
  members
    .map(member => ({ member, name: nameFor(site, member)?.text ?? member }))
    .sort((a, b) => numbered.compare(a.name, b.name) || (a.member < b.member ? -1 : 1))
    .map(({ member }) => member)

/** Something with its description. */
export function memberHtml(site: PageSite, member: string): Html {
  const description = wordsSaid(site.store, iri(member), `${SCHEMA}description`, languagesOf(site))
  return html`<li>${link(member, calledHtml(site, member), site)}${
    description
      ? html` <small${languageAttributes(description.language)}>${beginningOf(description.text, longestDescription)}</small>`
      : ''
  }</li>
`
}
