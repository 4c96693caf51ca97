import { isMap } from 'yaml'
import type { Entries, SettingsReader } from './settings-reader.ts'

/** A server of map tiles, in the projection of the web's maps (EPSG:3857). */
export interface TileServer {
  /** Address of a tile over https, with `{z}`, `{x}` and `{y}` in the places of its zoom, column and row. */
  readonly url: string
  /** Who made the map: text, and links as Markdown writes them. */
  readonly attribution: string
}

/** Where maps that can be moved may load tiles from. */
export type TilePolicy = 'openstreetmap' | 'none' | TileServer

const tileKeys = ['url', 'attribution']
const places = ['{z}', '{x}', '{y}']
const example = 'https://tiles.example.org/{z}/{x}/{y}.png'

/** The setting `tiles`. */
export function readTiles(reader: SettingsReader, root: Entries): TilePolicy {
  const node = root.get('tiles') ?? null
  if (!isMap(node)) {
    const tiles = reader.text(root, 'tiles') ?? 'openstreetmap'
    if (tiles === 'openstreetmap' || tiles === 'none') return tiles
    reader.fault(
      node,
      `tiles is ${tiles}`,
      'write openstreetmap or none, or url and attribution of another server'
    )
    return 'none'
  }
  const entries = reader.map(node, 'tiles', tileKeys)!
  const [url, attribution] = tileKeys.map(key => reader.text(entries, key)) as [string?, string?]
  const wrong = url === undefined ? 'tiles has no url' : faultOf(url)
  if (wrong !== undefined)
    reader.fault(entries.get('url') ?? node, wrong, `write an address such as ${example}`)
  if (attribution === undefined)
    reader.fault(
      node,
      'tiles has no attribution',
      'say whose map it is, such as © [OpenStreetMap](https://www.openstreetmap.org/copyright) contributors'
    )
  return url === undefined || attribution === undefined ? 'none' : { url, attribution }
}

/** What is wrong with the address of tiles; its host goes into a header field, so it is plain letters. */
function faultOf(url: string): string | undefined {
  const parsed = URL.parse(places.reduce((address, place) => address.replace(place, '0'), url))
  if (!/^https:\/\/[^/{}]+\//.test(url) || !parsed || !/^[a-z\d.-]+(?::\d+)?$/.test(parsed.host))
    return 'url of tiles is not an absolute https address'
  if (parsed.username !== '' || parsed.password !== '') return 'url of tiles holds a name or password'
  if (!places.every(place => url.includes(place))) return `url of tiles lacks one of ${places.join(', ')}`
  return /[{}\s"<>]/.test(places.reduce((address, place) => address.replace(place, ''), url))
    ? `url of tiles holds more than ${places.join(', ')} to fill in`
    : undefined
}
