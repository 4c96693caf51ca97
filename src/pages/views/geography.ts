import type { Point } from '../../store/store.ts'

/** A part of the earth in degrees; it never goes over the antimeridian. */
export interface Box {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

export const wholeEarth: Box = { west: -180, south: -90, east: 180, north: 90 }

/** Degrees from side to side of the smallest part that is drawn: coordinates are seldom more exact than that. */
export const narrowest = 0.2

export const widthOf = ({ west, east }: Box): number => east - west
export const centreOf = ({ west, south, east, north }: Box): Point => ({
  longitude: (west + east) / 2,
  latitude: (south + north) / 2
})

export const isInside = ({ west, south, east, north }: Box, { longitude, latitude }: Point): boolean =>
  longitude >= west && longitude <= east && latitude >= south && latitude <= north

/** A box twice as wide as high around a point, moved so that it lies on the map. */
export function boxAround({ longitude, latitude }: Point, degrees: number): Box {
  const width = Math.min(360, Math.max(narrowest, degrees))
  const west = Math.min(180 - width, Math.max(-180, longitude - width / 2))
  const south = Math.min(90 - width / 2, Math.max(-90, latitude - width / 4))
  return { west, south, east: west + width, north: south + width / 2 }
}

/** The smallest box twice as wide as high that holds another. */
export const drawn = (box: Box): Box =>
  boxAround(centreOf(box), Math.max(widthOf(box), 2 * (box.north - box.south)))

/** The box that shows these points with some room around, `least` degrees wide at least; the whole earth for none. */
export function boxOf(points: readonly Point[], least = 40): Box {
  if (points.length === 0) return wholeEarth
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const { longitude, latitude } of points) {
    west = Math.min(west, longitude)
    east = Math.max(east, longitude)
    south = Math.min(south, latitude)
    north = Math.max(north, latitude)
  }
  const width = Math.max(least, 1.2 * (east - west), 2.4 * (north - south))
  return boxAround(centreOf({ west, south, east, north }), width)
}

/** A box as addresses have it: `-10,35,30,55`. */
export const boxText = ({ west, south, east, north }: Box): string =>
  [west, south, east, north].map(degrees => Number(degrees.toFixed(4))).join(',')

/** The box that an address names, `west,south,east,north` in degrees; undefined for what is none. */
export function parseBox(text: string): Box | undefined {
  const parts = text.split(',')
  if (parts.length !== 4 || !parts.every(part => /^-?\d{1,3}(\.\d{1,12})?$/.test(part))) return undefined
  const [west, south, east, north] = parts.map(Number) as [number, number, number, number]
  const isOnEarth = west >= -180 && east <= 180 && south >= -90 && north <= 90
  return isOnEarth && west < east && south < north ? { west, south, east, north } : undefined
}

/** Where one can go from a box: what the way is called, and the box there; only ways that lead anywhere. */
export function waysFrom(box: Box): { readonly name: string; readonly box: Box }[] {
  const { longitude, latitude } = centreOf(box)
  const width = widthOf(box)
  const moved = (east: number, north: number): Box =>
    boxAround({ longitude: longitude + east * (width / 2), latitude: latitude + north * (width / 4) }, width)
  const ways = [
    { name: 'Zoom in', box: boxAround({ longitude, latitude }, width / 2) },
    { name: 'Zoom out', box: boxAround({ longitude, latitude }, width * 2) },
    { name: 'West', box: moved(-1, 0) },
    { name: 'East', box: moved(1, 0) },
    { name: 'North', box: moved(0, 1) },
    { name: 'South', box: moved(0, -1) },
    { name: 'Whole earth', box: wholeEarth }
  ]
  return ways.filter(way => boxText(way.box) !== boxText(box))
}

/** Things near each other, which one mark stands for. */
export interface Cluster<T> extends Point {
  readonly members: readonly T[]
}

/**
 * Points thinned so that no two marks are nearer than one of so many columns of the box: first by the cells of a grid,
 * then by joining smaller marks with larger ones beside them. The same points give the same marks, in reading order.
 */
export function thinned<T extends Point>(points: readonly T[], box: Box, columns: number): Cluster<T>[] {
  const size = widthOf(box) / columns
  const cells = new Map<string, T[]>()
  for (const point of points) {
    if (!isInside(box, point)) continue
    const key = `${Math.floor((point.longitude - box.west) / size)} ${Math.floor((point.latitude - box.south) / size)}`
    const cell = cells.get(key)
    if (cell) cell.push(point)
    else cells.set(key, [point])
  }
  const marks: (Point & { members: T[] })[] = []
  for (const members of [...cells.values()].sort((a, b) => b.length - a.length)) {
    const place = meanOf(members)
    const near = marks.find(
      mark => Math.hypot(mark.longitude - place.longitude, mark.latitude - place.latitude) < size
    )
    if (near) near.members.push(...members)
    else marks.push({ ...place, members })
  }
  return marks.sort((a, b) => b.latitude - a.latitude || a.longitude - b.longitude)
}

const meanOf = (points: readonly Point[]): Point => ({
  longitude: points.reduce((sum, { longitude }) => sum + longitude, 0) / points.length,
  latitude: points.reduce((sum, { latitude }) => sum + latitude, 0) / points.length
})
