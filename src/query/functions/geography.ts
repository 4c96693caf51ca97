import { type Literal, type Term, text, WIKIBASE } from '../../rdf/rdf.ts'
import { booleanTerm, plainText } from './datatypes.ts'
import { doubleTerm } from './numeric.ts'
import { of1, ofMany, type Scalar, type ScalarFunction } from './scalar.ts'
import { simpleFeatures } from './simple-features.ts'
import { earth, isOnEarth, type Point, pointOf } from './wkt.ts'

/** The mean radius of WGS 84's ellipsoid, (2a + b) / 3, in metres. */
const radius = 6_371_008.7714
const radians = Math.PI / 180

/** Metres along a great circle of a sphere of that radius; at most 0.6 % off the distance on the ellipsoid. */
export function distance(a: Point, b: Point): number {
  const [latitudeA, latitudeB] = [a.latitude * radians, b.latitude * radians]
  const half = (angle: number): number => Math.sin((angle * radians) / 2) ** 2
  const haversine =
    half(b.latitude - a.latitude) +
    Math.cos(latitudeA) * Math.cos(latitudeB) * half(b.longitude - a.longitude)
  return 2 * radius * Math.asin(Math.min(1, Math.sqrt(haversine)))
}

const UOM = 'http://www.opengis.net/def/uom/OGC/1.0/'
const kilometre = 1000
/** Metres of a unit, by its local name; of angles, those of an arc on the sphere. */
const lengths: Readonly<Record<string, number>> = {
  metre: 1,
  meter: 1,
  m: 1,
  kilometre,
  kilometer: kilometre,
  kilom: kilometre,
  km: kilometre,
  centimeter: 0.01,
  centim: 0.01,
  millimeter: 0.001,
  millim: 0.001,
  mile: 1609.344,
  mileinternational: 1609.344,
  mi: 1609.344,
  mileusstatute: (6336 / 3937) * 1000,
  nauticalmile: 1852,
  mi_n: 1852,
  foot: 0.3048,
  ft: 0.3048,
  yard: 0.9144,
  yd: 0.9144,
  radian: radius,
  rad: radius,
  degree: radius * radians,
  deg: radius * radians,
  degreeangle: radius * radians
}
const unitSpaces = [UOM, 'http://qudt.org/vocab/unit#', 'http://qudt.org/vocab/unit/']

/** Metres of the unit that an IRI names, or a string with the IRI; undefined for what is none of length. */
function unitOf(term: Term): number | undefined {
  const iri = term.termType === 'NamedNode' || term.termType === 'Literal' ? term.value : ''
  const space = unitSpaces.find(prefix => iri.startsWith(prefix))
  if (!space) return undefined
  const name = iri.slice(space.length).toLowerCase().replace('-', '_')
  return Object.hasOwn(lengths, name) ? lengths[name] : undefined
}

/** `geof:distance`, in the unit; without one in kilometres, as the Wikidata Query Service has it. */
const distanceOf: Scalar = ([a, b, unit]) => {
  const [from, to] = [pointOf(a), pointOf(b)]
  const metres = unit ? unitOf(unit) : kilometre
  // What the distance is on another globe, Earth's radius does not say.
  if (!from || !to || metres === undefined || !isOnEarth(from) || !isOnEarth(to)) return undefined
  return doubleTerm(distance(from, to) / metres)
}

/**
 * `wikibase:box`, by which the service of that name is answered: whether a point lies in the box of two opposite
 * corners, of which the first is the western one, or on its edge. Where that lies further east, the box goes over the
 * antimeridian. A fourth argument is the IRI of the globe, as a string, by default Earth's; corners need not name it.
 */
const isInBox: Scalar = ([location, western, eastern, globe]) => {
  const [at, west, east] = [pointOf(location), pointOf(western), pointOf(eastern)]
  const isThere = (point: Point): boolean =>
    globe && globe.value !== earth ? point.system === globe.value : isOnEarth(point)
  const isCorner = (point: Point): boolean => point.system === undefined || isThere(point)
  if (!at || !west || !east || !isThere(at) || !isCorner(west) || !isCorner(east)) return undefined
  const [south, north] = [Math.min(west.latitude, east.latitude), Math.max(west.latitude, east.latitude)]
  let end = east.longitude
  while (end < west.longitude) end += 360
  // Meridians have several names: some globes count from 0 to 360.
  const turns = [-720, -360, 0, 360, 720].map(turn => at.longitude + turn)
  const isBetween = turns.some(longitude => west.longitude <= longitude && longitude <= end)
  return booleanTerm(isBetween && south <= at.latitude && at.latitude <= north)
}

const coordinate = (name: 'longitude' | 'latitude'): ScalarFunction =>
  of1(term => {
    const found = pointOf(term)
    return found && doubleTerm(found[name])
  })

/** `wikibase:decodeUri`: a string with its percent-encoded octets read as UTF-8; undefined where they are none. */
function decoded(term: Term): Literal | undefined {
  const words = term.termType === 'NamedNode' ? term.value : plainText(term)
  try {
    return words === undefined ? undefined : text(decodeURIComponent(words))
  } catch {
    return undefined
  }
}

const skolemized = /^https?:\/\/[^/]+(?:\/.*)?\/\.well-known\/genid\//

/** `wikibase:isSomeValue`: whether a term stands for a value that is there and not known: a blank node, or the IRI of one. */
const isSomeValue = (term: Term): Literal =>
  booleanTerm(term.termType === 'BlankNode' || (term.termType === 'NamedNode' && skolemized.test(term.value)))

export const GEOF = 'http://www.opengis.net/def/geosparql/function/'

/** Functions of GeoSPARQL and of the Wikidata Query Service, by their IRIs. */
export const geographicFunctions: ReadonlyMap<string, ScalarFunction> = new Map([
  [`${GEOF}distance`, ofMany(2, 3, distanceOf)],
  [`${GEOF}latitude`, coordinate('latitude')],
  [`${GEOF}longitude`, coordinate('longitude')],
  ...Object.entries(simpleFeatures).map(([name, each]) => [GEOF + name, each] as const),
  [`${WIKIBASE}box`, ofMany(3, 4, isInBox)],
  [`${WIKIBASE}decodeUri`, of1(decoded)],
  [`${WIKIBASE}isSomeValue`, of1(isSomeValue)]
])
