import type { Context } from 'hono'
import {
  browsePage,
  classesPage,
  classPage,
  type Listing,
  listedOnPage,
  propertiesPage,
  propertyPage
} from '../pages/pages.ts'
import { classesOf, memberCount, statedProperties } from '../store/store.ts'
import { Fault } from './faults.ts'
import { pageNumber, pagesOf } from './paging.ts'
import { parametersNamed } from './protocol/parameters.ts'
import { readerPage } from './reader-page.ts'
import type { Site } from './site.ts'

/** `/browse`: the ways into the dataset. */
export async function browse(c: Context, site: Site): Promise<Response> {
  parametersNamed(c, ['lang'])
  return readerPage(c, site, 'browse', browsePage)
}

/** `/classes?class=…&page=…`: the things of a class; without one, the classes. */
export async function classes(c: Context, site: Site): Promise<Response> {
  const { class: of, page: given } = parametersNamed(c, ['class', 'page', 'lang'])
  const { store } = site.published
  const found = classesOf({ store, base: site.base })
  const total = of === undefined ? found.first.length : memberCount(store, of)
  if (of !== undefined && total === 0) throw unknown('Nothing is said to be of this class')
  const listing = listingOf(total, given)
  return readerPage(c, site, `classes ${listing.page} ${of}`, on =>
    of === undefined ? classesPage(on, found, listing) : classPage(on, of, listing)
  )
}

/** `/properties?property=…&page=…`: what has a property, with its values; without one, the properties. */
export async function properties(c: Context, site: Site): Promise<Response> {
  const { property: of, page: given } = parametersNamed(c, ['property', 'page', 'lang'])
  const found = statedProperties({ store: site.published.store, base: site.base })
  const property = found.find(({ iri, predicate }) => iri === of || predicate === of)
  if (of !== undefined && !property) throw unknown('Nothing has this property')
  const listing = listingOf(property?.values ?? found.length, given)
  return readerPage(c, site, `properties ${listing.page} ${of}`, on =>
    property ? propertyPage(on, property, listing) : propertiesPage(on, found, listing)
  )
}

const unknown = (why: string): Fault => new Fault('not-found', why, { headers: { Vary: 'Accept' } })

function listingOf(total: number, given: string | undefined): Listing {
  const page = pageNumber(given)
  return { page, total, pages: pagesOf(total, listedOnPage, page) }
}
