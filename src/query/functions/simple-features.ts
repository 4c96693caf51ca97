import type { Literal, Term } from '../../rdf/rdf.ts'
import { booleanTerm } from './datatypes.ts'
import { of2, type ScalarFunction } from './scalar.ts'
import {
  type Area,
  type Geometry,
  geometryOf,
  isOnEarth,
  type Point,
  type Position,
  type Ring
} from './wkt.ts'

/** Where a point lies in an area, or against another point, which is all interior. */
type Place = 'interior' | 'boundary' | 'exterior'

/** Which side of the line from one position to another a third is on: positive for left, 0 for on it. */
const sideOf = (from: Position, to: Position, at: Position): number =>
  (to.longitude - from.longitude) * (at.latitude - from.latitude) -
  (to.latitude - from.latitude) * (at.longitude - from.longitude)

const isBetween = (value: number, one: number, other: number): boolean =>
  Math.min(one, other) <= value && value <= Math.max(one, other)

/** By how many edges a line to the east crosses: an odd number from inside. Exact on edges along meridians and parallels. */
function placeInRing(at: Position, ring: Ring): Place {
  let isInside = false
  for (let i = 1; i < ring.length; i++) {
    const [from, to] = [ring[i - 1]!, ring[i]!]
    const side = sideOf(from, to, at)
    const touches =
      side === 0 &&
      isBetween(at.longitude, from.longitude, to.longitude) &&
      isBetween(at.latitude, from.latitude, to.latitude)
    if (touches) return 'boundary'
    const isRising = to.latitude > at.latitude
    if (from.latitude > at.latitude !== isRising && side > 0 === isRising) isInside = !isInside
  }
  return isInside ? 'interior' : 'exterior'
}

function placeInPolygon(at: Position, [outer, ...holes]: readonly Ring[]): Place {
  const place = placeInRing(at, outer!)
  if (place !== 'interior') return place
  for (const hole of holes) {
    const inHole = placeInRing(at, hole)
    if (inHole !== 'exterior') return inHole === 'boundary' ? 'boundary' : 'exterior'
  }
  return 'interior'
}

function placeIn(at: Point, other: Geometry): Place {
  if (!('polygons' in other)) {
    const isSame = at.longitude === other.longitude && at.latitude === other.latitude
    return isSame ? 'interior' : 'exterior'
  }
  const places = other.polygons.map(polygon => placeInPolygon(at, polygon))
  return (
    places.find(place => place === 'interior') ?? places.find(place => place === 'boundary') ?? 'exterior'
  )
}

const isArea = (geometry: Geometry): geometry is Area => 'polygons' in geometry

/** Two geometries of which one is a point, with where it lies in the other. */
interface Related {
  readonly a: Geometry
  readonly b: Geometry
  readonly place: Place
}

/** A relation that is an error between systems, and between areas, of which it is not known. */
const relation = (holds: (related: Related) => boolean): ScalarFunction =>
  of2((one: Term, other: Term): Literal | undefined => {
    const [a, b] = [geometryOf(one), geometryOf(other)]
    if (!a || !b || (a.system !== b.system && !(isOnEarth(a) && isOnEarth(b)))) return undefined
    if (!isArea(a)) return booleanTerm(holds({ a, b, place: placeIn(a, b) }))
    return isArea(b) ? undefined : booleanTerm(holds({ a, b, place: placeIn(b, a) }))
  })

/**
 * The relations of Simple Features (OGC GeoSPARQL 1.1 §9.4) of a point with a point or an area, by their local names.
 * Degrees are planar there, as in CRS84: nothing goes round the globe. What is on a boundary is not within.
 */
export const simpleFeatures: Readonly<Record<string, ScalarFunction>> = {
  sfEquals: relation(({ a, b, place }) => !isArea(a) && !isArea(b) && place === 'interior'),
  sfIntersects: relation(({ place }) => place !== 'exterior'),
  sfDisjoint: relation(({ place }) => place === 'exterior'),
  sfWithin: relation(({ a, place }) => !isArea(a) && place === 'interior'),
  sfContains: relation(({ b, place }) => !isArea(b) && place === 'interior')
}
