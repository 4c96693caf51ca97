import { ticks } from 'd3-array'
import { html } from 'hono/html'
import type { Point, Words } from '../../store/store.ts'
import { beginningOf } from '../room.ts'
import type { Html, PageSite } from '../site.ts'
import { partOf, percent } from './drawing.ts'
import {
  type Box,
  boxAround,
  boxOf,
  boxText,
  type Cluster,
  narrowest,
  thinned,
  widthOf
} from './geography.ts'
import { movableHtml } from './movable.ts'

/** Something on a map; what its name is, is only asked where the name is shown. */
export interface MapPoint extends Point {
  readonly name: () => Words
  /** Where a click leads. */
  readonly href?: string
}

/** Marks from side to side: so that fingers hit one, on a map of 36 rem. */
const columns = 24
/** Up to so many marks of one thing have their names beside them. */
const mostNamed = 40
const longestName = 26
/** Names that the title of a mark of several things lists. */
const mostListed = 5

/** The land, where it lies in a box. */
function landHtml({ root }: PageSite, box: Box): Html {
  const size = percent(360 / widthOf(box))
  return html`<image href="${root}land.svg" x="${percent(partOf(-180, box.west, box.east))}" y="${percent(partOf(90, box.north, box.south))}" width="${size}" height="${size}" preserveAspectRatio="none"/>`
}

const placeOn = (box: Box, { longitude, latitude }: Point): readonly [x: number, y: number] => [
  partOf(longitude, box.west, box.east),
  partOf(latitude, box.north, box.south)
]

/** Lines of full degrees, with their numbers at the edges. */
function gridHtml({ west, south, east, north }: Box): Html {
  const degrees = (value: number, [positive, negative]: readonly [string, string]): string =>
    `${Math.abs(value)}°${value === 0 ? '' : ` ${value > 0 ? positive : negative}`}`
  const meridians = ticks(west, east, 6).filter(at => at > west && at < east)
  const parallels = ticks(south, north, 4).filter(at => at > south && at < north)
  return html`<g class="grid" aria-hidden="true">${meridians.map(at => {
    const x = percent(partOf(at, west, east))
    return html`<line x1="${x}" x2="${x}" y2="100%"/><text x="${x}" y="100%" dx="3" dy="-4">${degrees(at, ['E', 'W'])}</text>`
  })}${parallels.map(at => {
    const y = percent(partOf(at, north, south))
    return html`<line y1="${y}" y2="${y}" x2="100%"/><text y="${y}" dx="3" dy="-3">${degrees(at, ['N', 'S'])}</text>`
  })}</g>`
}

/** What a map draws. */
export interface MapContent {
  readonly points: readonly MapPoint[]
  /** The part of the earth; without it the part where the points are. */
  readonly box?: Box
  /** What it shows, for who does not see it. */
  readonly label: string
  /** The address of the part of a map that shows these things better; without it marks of several lead nowhere. */
  readonly hrefOf?: (box: Box) => string
  /** What a map that can be moved shows at first, where that is not all points. */
  readonly start?: Box | undefined
  /** The address of the page of a part of the map, where there is one for each. */
  readonly parts?: string
}

/** A map with marks, which may be links; where scripts and tiles are there, one that can be moved takes its place. */
export function mapHtml(site: PageSite, content: MapContent): Html {
  const { points, label, start, parts } = content
  return movableHtml(site, drawingHtml(site, content), { points, label, box: start, ...(parts && { parts }) })
}

function drawingHtml(site: PageSite, { points, box = boxOf(points), label, hrefOf }: MapContent): Html {
  const marks = thinned(points, box, columns)
  const singles = marks.filter(({ members }) => members.length === 1)
  const named = new Set(singles.length > mostNamed ? [] : withRoom(singles, marks, box))
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">
<svg class="map" role="group" aria-label="${label}" data-box="${boxText(box)}">
${landHtml(site, box)}${gridHtml(box)}
${marks.map(mark => (mark.members.length === 1 ? pointHtml(mark, box, named.has(mark)) : clusterHtml(mark, box, hrefOf)))}
</svg>
</div>`
}

const linked = (href: string | undefined, content: Html): Html =>
  href === undefined ? html`<g>${content}</g>` : html`<a href="${href}">${content}</a>`

const languageHtml = ({ language }: Words): Html | string =>
  language === '' ? '' : html` lang="${language}"`

function pointHtml({ members: [point] }: Cluster<MapPoint>, box: Box, isNamed: boolean): Html {
  const [x, y] = placeOn(box, point!)
  const name = point!.name()
  const text = beginningOf(name.text, longestName)
  const [cx, cy] = [percent(x), percent(y)]
  const side = x > 0.7 ? html`dx="-9" text-anchor="end"` : html`dx="9"`
  return html`${linked(
    point!.href,
    html`<title${languageHtml(name)}>${beginningOf(name.text, 200)}</title><circle class="hit" cx="${cx}" cy="${cy}" r="12"/><circle class="dot" cx="${cx}" cy="${cy}" r="5"/>${isNamed ? html`<text x="${cx}" y="${cy}" ${side} dy="4"${languageHtml(name)}>${text}</text>` : ''}`
  )}
`
}

function clusterHtml(mark: Cluster<MapPoint>, box: Box, hrefOf: MapContent['hrefOf']): Html {
  const { members } = mark
  const [x, y] = placeOn(box, mark)
  const [cx, cy] = [percent(x), percent(y)]
  const count = members.length
  const names = members.slice(0, mostListed).map(({ name }) => beginningOf(name().text, 60))
  const title = `${count} places: ${names.join(', ')}${count > names.length ? ', …' : ''}`
  const closer = boxOf(members, narrowest)
  // Things at one place stay together however near one looks.
  const next = widthOf(closer) < widthOf(box) / 1.5 ? closer : boxAround(mark, widthOf(box) / 4)
  const href = hrefOf && boxText(next) !== boxText(box) && widthOf(box) > narrowest ? hrefOf(next) : undefined
  const radius = Math.min(18, 9 + Math.log2(count)).toFixed(1)
  return html`${linked(
    href,
    html`<title>${title}</title><circle class="hit" cx="${cx}" cy="${cy}" r="12"/><circle class="many" cx="${cx}" cy="${cy}" r="${radius}"/><text class="count" x="${cx}" y="${cy}" dy="4">${count > 999 ? `${Math.floor(count / 1000)}k` : count}</text>`
  )}
`
}

/** The marks whose names can stand beside them without touching another mark or name, the upper ones first. */
function withRoom(
  singles: readonly Cluster<MapPoint>[],
  marks: readonly Cluster<MapPoint>[],
  box: Box
): Cluster<MapPoint>[] {
  // Of a map of 600 pixels, whose letters are 7 wide.
  const pixels = (mark: Point): readonly [number, number] => {
    const [x, y] = placeOn(box, mark)
    return [x * 600, y * 300]
  }
  const taken = marks.map(mark => {
    const [x, y] = pixels(mark)
    const half = mark.members.length > 1 ? 14 : 5
    return { left: x - half, right: x + half, y }
  })
  return singles.filter(mark => {
    const [x, y] = pixels(mark)
    const width = Math.min(mark.members[0]!.name().text.length, longestName) * 7 + 6
    const left = x > 420 ? x - 7 - width : x + 7
    const isFree = taken.every(
      other => other.left > left + width || other.right < left || Math.abs(other.y - y) > 15
    )
    if (isFree) taken.push({ left, right: left + width, y })
    return isFree
  })
}

/** Where on the earth a point is: a small map that says it in words too, and one that can be moved on request. */
export const locatorHtml = (site: PageSite, point: Point, words: string, isMovable: boolean): Html => {
  const box = boxAround(point, 80)
  const [x, y] = placeOn(box, point).map(percent)
  const wide = boxText(boxAround(point, 20))
  const drawing = html`<a class="locator" href="${site.root}map?bbox=${wide}"><svg class="map" role="img" aria-label="${words} on the map">${landHtml(site, box)}<circle class="dot" cx="${x}" cy="${y}" r="5"/></svg></a>`
  if (!isMovable) return drawing
  const points = [{ ...point, name: () => ({ text: words, language: '' }) }]
  return movableHtml(site, drawing, { points, label: `${words} on the map`, onRequest: true })
}
