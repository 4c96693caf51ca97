import { GEO, type Term, WD } from '../../rdf/rdf.ts'
import { Recent } from '../recent.ts'

/** A point of `geo:wktLiteral` (OGC GeoSPARQL 1.1 §8.5.1), in degrees. */
export interface Point {
  readonly longitude: number
  readonly latitude: number
  /** The IRI of the reference system that the literal names; of Wikidata, the globe. */
  readonly system: string | undefined
}

/** A closed line: its last position is its first. */
export type Ring = readonly Position[]
export type Position = Omit<Point, 'system'>

/** Polygons of one literal, each its outer ring and those of its holes. */
export interface Area {
  readonly polygons: readonly (readonly Ring[])[]
  readonly system: string | undefined
}

export type Geometry = Point | Area

const number = '[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?'
const named = '^\\s*(?:<([^<>\\s]*)>\\s*)?'
const point = new RegExp(
  `${named}POINT\\s*(?:Z|M|ZM)?\\s*\\(\\s*(${number})\\s+(${number})(?:\\s+${number}){0,2}\\s*\\)\\s*$`,
  'i'
)
const area = new RegExp(`${named}(?:(MULTIPOLYGON|POLYGON)\\s*(?:Z|M|ZM)?|(ENVELOPE))\\s*(?=\\()`, 'i')

/** Systems of Earth; the first says latitude before longitude, as its authority does. */
const latitudeFirst = /^https?:\/\/www\.opengis\.net\/def\/crs\/EPSG\/(?:0|[\d.]+)\/4326$/
const longitudeFirst = /^https?:\/\/www\.opengis\.net\/def\/crs\/OGC\/(?:0|1\.3)\/CRS84$/
/** Wikidata's IRI of the globe that points without a system are on. */
export const earth = `${WD}Q2`

export const isOnEarth = ({ system }: Geometry): boolean =>
  system === undefined || system === earth || latitudeFirst.test(system) || longitudeFirst.test(system)

/** The text of a `geo:wktLiteral`; undefined for other terms. */
const wktOf = (term: Term | undefined): string | undefined =>
  term?.termType === 'Literal' && term.datatype.value === `${GEO}wktLiteral` ? term.value : undefined

/** The point that a literal says; undefined for other geometries and other terms, and for none on a globe. */
export function pointOf(term: Term | undefined): Point | undefined {
  const [, system, first, second] = point.exec(wktOf(term) ?? '') ?? []
  const position = positionOf(Number(first), Number(second), system)
  return position && { ...position, system }
}

/** A position in the order of axes that the system has; undefined for none on a globe. */
function positionOf(first: number, second: number, system: string | undefined): Position | undefined {
  const [longitude, latitude] = system && latitudeFirst.test(system) ? [second, first] : [first, second]
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 360 ? { longitude, latitude } : undefined
}

/** Areas read lately: a filter asks for the same one with each solution. */
const areas = new Recent<Area>(16, 2 ** 20)

/**
 * The point or area that a literal says: POINT, POLYGON, MULTIPOLYGON, or `ENVELOPE(minx, maxx, miny, maxy)`. Undefined
 * for other geometries and other terms, for none on a globe, and for rings that are open or enclose nothing.
 */
export const geometryOf = (term: Term): Geometry | undefined => pointOf(term) ?? areaOf(wktOf(term) ?? '')

function areaOf(wkt: string): Area | undefined {
  const known = areas.get(wkt)
  if (known) return known
  const [head, system, shape, envelope] = area.exec(wkt) ?? []
  if (head === undefined) return undefined
  const reader = new Reader(wkt, head.length, system)
  const ring = () => reader.ring()
  const polygon = () => reader.list(ring)
  const single = () => [polygon()]
  const polygons = envelope
    ? [[reader.envelope()]]
    : shape?.toUpperCase() === 'POLYGON'
      ? single()
      : reader.list(polygon)
  if (!reader.isDone) return undefined
  const read = { polygons: polygons as Ring[][], system }
  areas.set(wkt, read)
  return read
}

const opening = /\s*\(/y
const comma = /\s*,/y
const closing = /\s*\)/y
const numeral = new RegExp(`\\s*${number}(?=[\\s,)])`, 'y')

/** Reads lists in brackets; where one is not as it should be, the reader is never done. */
class Reader {
  readonly #text: string
  readonly #system: string | undefined
  #at: number
  #isWrong = false

  constructor(text: string, at: number, system: string | undefined) {
    this.#text = text
    this.#at = at
    this.#system = system
  }

  /** Whether all of the text was read, and is right. */
  get isDone(): boolean {
    return !this.#isWrong && this.#text.slice(this.#at).trim() === ''
  }

  list<T>(item: () => T): T[] {
    const items: T[] = []
    this.#expect(this.#take(opening) !== undefined)
    do items.push(item())
    while (!this.#isWrong && this.#take(comma) !== undefined)
    this.#expect(this.#take(closing) !== undefined)
    return items
  }

  ring(): Ring {
    return this.#ringOf(this.list(() => this.#position()))
  }

  envelope(): Ring {
    const [minX = 0, maxX = 0, minY = 0, maxY = 0, ...more] = this.list(() => this.#number() ?? 0)
    this.#expect(more.length === 0 && minX < maxX && minY < maxY)
    const corners = [
      [minX, minY],
      [maxX, minY],
      [maxX, maxY],
      [minX, maxY],
      [minX, minY]
    ] as const
    return this.#ringOf(corners.map(([x, y]) => positionOf(x, y, this.#system)))
  }

  /** Two coordinates, and perhaps height and measure, of which there is no use. */
  #position(): Position | undefined {
    const [first, second] = [this.#number(), this.#number()]
    for (let more = 0; more < 2 && this.#number() !== undefined; more++);
    return first === undefined || second === undefined ? undefined : positionOf(first, second, this.#system)
  }

  #ringOf(positions: readonly (Position | undefined)[]): Ring {
    const [first, last] = [positions[0], positions.at(-1)]
    const isRing =
      !positions.includes(undefined) &&
      positions.length >= 4 &&
      first?.longitude === last?.longitude &&
      first?.latitude === last?.latitude &&
      enclosed(positions as Ring) !== 0
    this.#expect(isRing)
    return positions as Ring
  }

  #number(): number | undefined {
    const found = this.#take(numeral)
    return found === undefined ? undefined : Number(found)
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    this.#at += found?.length ?? 0
    return found
  }

  #expect(isRight: boolean): void {
    this.#isWrong ||= !isRight
  }
}

/** Twice the area that a ring encloses, in square degrees; negative where it runs clockwise. */
function enclosed(ring: Ring): number {
  let sum = 0
  for (const [i, { longitude, latitude }] of ring.entries()) {
    const next = ring[(i + 1) % ring.length]!
    sum += longitude * next.latitude - next.longitude * latitude
  }
  return sum
}
