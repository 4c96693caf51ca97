import type { Value } from '../alignment/alignment.ts'
import { rowsOf } from './constraints.ts'

/** A point on the globe, in degrees. */
export interface Point {
  readonly latitude: number
  readonly longitude: number
}

/** A place with the circle that all of it lies in. */
export interface Place extends Point {
  readonly label: string
  /** Kilometres. */
  readonly reach: number
}

/** Where well-known places lie: tables with the columns `qid`, `label`, `latitude`, `longitude`, `reach`. */
export class Gazetteer {
  readonly #places = new Map<string, Place>()

  constructor(...tables: readonly string[]) {
    for (const table of tables)
      for (const [qid = '', label = '', ...numbers] of rowsOf(table, [
        'qid',
        'label',
        'latitude',
        'longitude',
        'reach'
      ])) {
        const [latitude = 0, longitude = 0, reach = 0] = numbers.map(Number)
        this.#places.set(qid, { label, latitude, longitude, reach })
      }
  }

  of(qid: string | undefined): Place | undefined {
    return qid === undefined ? undefined : this.#places.get(qid)
  }
}

export const pointOf = ({ latitude, longitude }: Value & { readonly type: 'coordinate' }): Point => ({
  latitude: Number(latitude),
  longitude: Number(longitude)
})

/** Mean radius of the Earth in kilometres (IUGG). */
const earth = 6371.0088

/** The great-circle distance between two points in kilometres, by the haversine formula. */
export function distance(a: Point, b: Point): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180
  const halfLatitude = Math.sin(radians(b.latitude - a.latitude) / 2)
  const halfLongitude = Math.sin(radians(b.longitude - a.longitude) / 2)
  const h =
    halfLatitude ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * halfLongitude ** 2
  return 2 * earth * Math.asin(Math.min(1, Math.sqrt(h)))
}
