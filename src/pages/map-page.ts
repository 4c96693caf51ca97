import { html } from 'hono/html'
import { coordinateText, type Place, placesOf } from '../store/store.ts'
import { layout } from './layout.ts'
import { pager, sliceOfPage } from './pager.ts'
import { PageRoom } from './room.ts'
import { addressOf, type Html, hrefOf, link, type PageSite } from './site.ts'
import { type Box, boxOf, boxText, drawn, isInside, waysFrom } from './views/geography.ts'
import { mapHtml } from './views/map.ts'
import { calledFor, calledHtml } from './words.ts'

/** What a map is asked for. */
export interface MapQuestion {
  /** The part of the earth; without it the part where there are places. */
  readonly box?: Box
  /** Which page of the list, from 1. */
  readonly page: number
}

/** Places of one page of the list. */
const perPage = 100

/** Everything that has coordinates, on a map and as a list; undefined where the list has no such page. */
export async function mapPage(site: PageSite, question: MapQuestion): Promise<string | undefined> {
  const { places, total, read } = placesOf(site.store, site.manifest.base)
  const box = question.box === undefined ? boxOf(places) : drawn(question.box)
  const inside = places.filter(place => isInside(box, place))
  const page = sliceOfPage(inside, question.page, perPage)
  if (!page) return undefined
  const addressOfPart = (part: Box): string => addressOf(site, 'map', { bbox: boxText(part) })
  const points = inside.map(place => {
    const href = hrefOf(place.subject, site)
    return { ...place, name: () => calledFor(site, place.subject), ...(href !== undefined && { href }) }
  })
  const room = new PageRoom()
  const map = mapHtml(site, {
    points,
    box,
    label: 'Map',
    hrefOf: addressOfPart,
    start: question.box,
    parts: addressOf(site, 'map')
  })
  room.take(map)
  const body = html`<h1>Map</h1>
<p id="here">${total === 0 ? 'Nothing here has coordinates on the earth.' : countText(inside.length, places.length)}${
    read < total ? ` ${read} of ${total} coordinates of the dataset are read.` : ''
  }</p>
<nav id="ways" aria-label="Parts of the map"><ul class="ways">${waysFrom(box).map(way => html`<li><a href="${addressOfPart(way.box)}">${way.name}</a></li>`)}</ul></nav>
${map}
<p class="land"><small>Land: Natural Earth.</small></p>
<div id="list">${inside.length > 0 ? listHtml(site, page.items, room) : ''}
${pager(page, number =>
  addressOf(site, 'map', { bbox: question.box && boxText(question.box), page: number })
)}</div>`
  return String(await layout(site, { title: 'Map', body, crumbs: [], unlisted: question.box !== undefined }))
}

const countText = (here: number, all: number): string =>
  here === all ? `${all === 1 ? '1 place' : `${all} places`}.` : `${here} of ${all} places are in this part.`

/** Ten metres are enough to read. */
const rounded = (degrees: number): number => Number(degrees.toFixed(4))

function listHtml(site: PageSite, places: readonly Place[], room: PageRoom): Html {
  const rows = room.fit(
    places,
    ({ subject, longitude, latitude }) =>
      html`<tr><th scope="row">${link(subject, calledHtml(site, subject), site)}</th><td>${coordinateText(`Point(${rounded(longitude)} ${rounded(latitude)})`)}</td></tr>
`
  )
  return html`<section aria-labelledby="places">
<h2 id="places">Places in this part</h2>
<table class="places" aria-labelledby="places">
<thead><tr><th scope="col">Place</th><th scope="col">Coordinates</th></tr></thead>
<tbody>${rows}</tbody>
</table>
</section>`
}
