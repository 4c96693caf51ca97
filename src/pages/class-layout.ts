import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum
} from 'd3-force'
import type { ClassLinks } from '../store/store.ts'

/** A circle of a picture, in its units. */
export interface Circle {
  readonly x: number
  readonly y: number
  readonly r: number
}

/** The size of the picture, and of its largest and smallest circles. */
export const picture = { width: 760, height: 460, largest: 46, smallest: 17 } as const

/** What a name below a circle needs on each side. */
const nameRoom = { width: 84, height: 26 } as const

interface Body extends SimulationNodeDatum {
  readonly r: number
}

/**
 * Where the circles of classes stand, by the forces of their links: the area of each is as its number of things. The
 * same classes always stand the same way.
 */
export function circlesOf({ classes, links }: ClassLinks): Circle[] {
  const { width, height, largest, smallest } = picture
  const most = Math.max(...classes.map(({ members }) => members), 1)
  const bodies: Body[] = classes.map(({ members }) => ({
    r: Math.max(smallest, largest * Math.sqrt(members / most))
  }))
  const edges = links
    .filter(({ from, to }) => from !== to)
    .map(({ from, to }) => ({ source: from, target: to }))
  forceSimulation(bodies)
    .force('link', forceLink(edges).distance(170).strength(0.25))
    .force('charge', forceManyBody().strength(-700))
    .force(
      'collide',
      forceCollide<Body>(({ r }) => r + 40)
    )
    .force('x', forceX(0).strength(0.06))
    .force('y', forceY(0).strength(0.14))
    .stop()
    .tick(250)
  // What came out is brought to the size of the picture, each way by itself.
  const spread = (places: readonly number[], room: number, from: number): number[] => {
    const [low, high] = [Math.min(...places), Math.max(...places)]
    return places.map(place =>
      high - low < 1 ? from + room / 2 : from + ((place - low) / (high - low)) * room
    )
  }
  const side = Math.max(nameRoom.width, largest)
  const xs = spread(
    bodies.map(({ x = 0 }) => x),
    width - 2 * side,
    side
  )
  const ys = spread(
    bodies.map(({ y = 0 }) => y),
    height - 2 * largest - nameRoom.height - 10,
    largest + 10
  )
  return bodies.map(({ r }, i) => ({ x: Math.round(xs[i]!), y: Math.round(ys[i]!), r: Math.round(r) }))
}
