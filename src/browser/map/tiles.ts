import {
  type Coords,
  type DoneCallback,
  GridLayer,
  type GridLayerOptions,
  type TileEvent,
  Util
} from 'leaflet'

/**
 * Pictures from a server of tiles. Leaflet's own layer of them puts a `data:` picture in the place of what it no longer
 * wants, which the policy of pages forbids.
 */
export class Tiles extends GridLayer {
  readonly #url: string

  /** `url` has `{z}`, `{x}` and `{y}` in the places of a tile's zoom, column and row. */
  constructor(url: string, options: GridLayerOptions) {
    super(options)
    this.#url = url
    this.on('tileunload', ({ tile }: TileEvent) => tile.removeAttribute('src'))
  }

  protected override createTile({ x, y, z }: Coords, done: DoneCallback): HTMLElement {
    const tile = document.createElement('img')
    tile.alt = ''
    tile.addEventListener('load', () => done(undefined, tile))
    tile.addEventListener('error', () => done(new Error('There is no tile'), tile))
    tile.src = Util.template(this.#url, { x, y, z })
    return tile
  }
}
