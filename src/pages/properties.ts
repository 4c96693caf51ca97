import { html } from 'hono/html'
import { type StatedProperty, type StatedValue, valuesOf } from '../store/store.ts'
import { anchorOf, datasetOf } from './facts.ts'
import { extentText, type Listing, listedOnPage, listingPage } from './listing.ts'
import { beginningOf, PageRoom } from './room.ts'
import { addressOf, type Html, hrefOf, link, type PageSite } from './site.ts'
import { valueHtml } from './values.ts'
import { calledHtml, counted, wordsHtml } from './words.ts'

/** Characters of a text in a table. */
const longestValue = 200

/** Where what has a property is listed. */
export const propertyAddress = (site: PageSite, property: string): string =>
  addressOf(site, 'properties', { property })

/** Properties with how many values they have. */
export const propertyTable = (
  site: PageSite,
  properties: readonly StatedProperty[],
  room: PageRoom
): Html => html`
<table class="counts" aria-label="Properties">
<thead><tr><th scope="col">Property</th><th scope="col" class="number">Values</th></tr></thead>
<tbody>${room.fit(
  properties,
  ({
    iri,
    values
  }) => html`<tr><th scope="row"><a href="${propertyAddress(site, iri)}">${calledHtml(site, iri)}</a></th><td class="number">${counted(values)}</td></tr>
`
)}</tbody>
</table>`

/** All properties, a page at a time. */
export async function propertiesPage(
  site: PageSite,
  properties: readonly StatedProperty[],
  listing: Listing
): Promise<string> {
  const { page } = listing
  const shown = properties.slice((page - 1) * listedOnPage, page * listedOnPage)
  const list =
    shown.length === 0
      ? html`<p>Nothing has a property.</p>`
      : html`<p>What is said of things; what is said most often first: ${extentText(listing, shown.length)}.</p>
${propertyTable(site, shown, new PageRoom())}`
  return listingPage(site, { path: 'properties', title: 'Properties', listing, list })
}

/** What has a property, with its values, a page at a time. */
export async function propertyPage(
  site: PageSite,
  property: StatedProperty,
  listing: Listing
): Promise<string> {
  const { page } = listing
  const rows = valuesOf(datasetOf(site), property, (page - 1) * listedOnPage, listedOnPage)
  const shown = new PageRoom().fit(rows, row => rowHtml(site, row))
  return listingPage(site, {
    path: 'properties',
    parameters: { property: property.iri },
    title: 'Properties',
    of: property.iri,
    listing,
    list: html`<p>What has the property ${link(property.iri, calledHtml(site, property.iri), site)}, by its values: ${extentText(listing, shown.length)}.</p>
<table aria-label="Values">
<thead><tr><th scope="col">Of what</th><th scope="col">Value</th></tr></thead>
<tbody>${shown}</tbody>
</table>`
  })
}

function rowHtml(site: PageSite, { subject, value, detail, statement }: StatedValue): Html {
  const isLong = value.termType === 'Literal' && value.value.length > longestValue
  const shown = isLong
    ? wordsHtml({ text: beginningOf(value.value, longestValue), language: value.language })
    : valueHtml(value, site, detail)
  const why =
    statement === undefined
      ? ''
      : html` <a class="why" href="${hrefOf(subject, site) ?? ''}#${encodeURIComponent(anchorOf(statement))}" aria-label="Who says so">›</a>`
  return html`<tr><th scope="row">${link(subject, calledHtml(site, subject), site)}</th><td><span class="value">${shown}</span>${why}</td></tr>
`
}
