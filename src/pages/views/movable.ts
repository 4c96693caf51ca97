import { html, raw } from 'hono/html'
import { beginningOf, bytesOf } from '../room.ts'
import { type Html, type PageSite, scriptElement, scriptSafe } from '../site.ts'
import { type Box, boxText } from './geography.ts'
import type { MapPoint } from './map.ts'

const script = 'map.js'

const openStreetMap = {
  url: 'https://tile.openstreetmap.org/{z}/{x}/{y}.png',
  attribution: '© [OpenStreetMap](https://www.openstreetmap.org/copyright) contributors'
}

/** The server of the tiles of a site's maps; undefined where it has none, or no script that shows them. */
const tilesOf = ({ manifest: { tiles = openStreetMap }, scripts = [] }: PageSite) =>
  tiles === 'none' || !scripts.includes(script) ? undefined : tiles

/** The hosts that a page with a map may load pictures from. */
export function tileHosts(site: PageSite): string[] {
  const tiles = tilesOf(site)
  return tiles ? [new URL(tiles.url).origin] : []
}

/** What a map that can be moved needs besides what is drawn of it. */
export interface MovableContent {
  readonly points: readonly MapPoint[]
  readonly label: string
  /** What is shown at first; without it all points. */
  readonly box?: Box | undefined
  /** The address of the page of a part of the map, which `bbox` is added to: the page follows the map. */
  readonly parts?: string
  /** Whether tiles are loaded only when a reader asks for them. */
  readonly onRequest?: boolean
}

/** Points that a page tells one by one; of more the script has the marks that are drawn. */
const mostPoints = 300
/** Bytes of a drawing together with its points. */
const mostBytes = 52_000

/**
 * A drawing that a script may put a map in the place of, which can be moved and has tiles. The script has its points
 * from here, those of a large map from the drawing itself.
 */
export function movableHtml(site: PageSite, drawing: Html, content: MovableContent): Html {
  const tiles = tilesOf(site)
  if (!tiles) return drawing
  const { points, label, box, parts, onRequest = false } = content
  const told = pointsJson(points)
  const hasRoom = told !== undefined && bytesOf(String(drawing)) + bytesOf(told) <= mostBytes
  return html`<movable-map data-tiles="${tiles.url}" data-label="${label}"${box ? html` data-box="${boxText(box)}"` : ''}${parts ? html` data-parts="${parts}"` : ''}${onRequest ? html` data-on-request` : ''}>
${drawing}
${hasRoom ? html`<script type="application/json">${raw(scriptSafe(told))}</script>` : ''}
<template>${attributionHtml(tiles.attribution)}</template>
${scriptElement(site, script)}
</movable-map>`
}

function pointsJson(points: readonly MapPoint[]): string | undefined {
  if (points.length > mostPoints) return undefined
  return JSON.stringify(
    points.map(({ longitude, latitude, name, href }) => {
      const { text, language } = name()
      return { longitude, latitude, name: beginningOf(text, 100), language, href }
    })
  )
}

/** Text with links as Markdown writes them. */
function attributionHtml(attribution: string): Html {
  const pieces = attribution.split(/\[([^\][]*)\]\((https?:\/\/[^\s()]+)\)/)
  return html`${pieces.map((piece, i) =>
    i % 3 === 0 ? piece : i % 3 === 1 ? html`<a href="${pieces[i + 1]}">${piece}</a>` : ''
  )}`
}
