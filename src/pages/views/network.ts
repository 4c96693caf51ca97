import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum
} from 'd3-force'
import { html } from 'hono/html'
import type { Words } from '../../store/store.ts'
import { beginningOf } from '../room.ts'
import type { Html } from '../site.ts'

/** A thing, or a property that stands between things. */
export interface NetworkNode {
  readonly id: string
  readonly kind: 'centre' | 'thing' | 'property'
  readonly name: Words
  /** Where a click leads. */
  readonly href?: string
}

/** An arrow from one node to another, by their ids. */
export interface NetworkLink {
  readonly source: string
  readonly target: string
}

/** A drawing that arrows connect: nodes in the order in which they are to be read. */
export interface Network {
  readonly nodes: readonly NetworkNode[]
  readonly links: readonly NetworkLink[]
}

interface Placed extends NetworkNode, SimulationNodeDatum {}

const [width, height] = [1000, 760]
const longestName = 22
/** Steps until nothing moves any more. */
const steps = 250

/** Where the nodes of a network lie, in a drawing of 1000 by 760: the same network always lies the same. */
export function laidOut({ nodes, links }: Network): ReadonlyMap<string, readonly [x: number, y: number]> {
  const placed: Placed[] = nodes.map(node => ({ ...node }))
  const centre = placed.find(({ kind }) => kind === 'centre')
  if (centre) Object.assign(centre, { fx: 0, fy: 0 })
  forceSimulation(placed)
    .force(
      'link',
      forceLink<Placed, { source: string | Placed; target: string | Placed }>(
        links.map(link => ({ ...link }))
      )
        .id(({ id }) => id)
        .distance(60)
    )
    .force('charge', forceManyBody().strength(-420))
    // The drawing is wider than high.
    .force('x', forceX(0).strength(0.05))
    .force('y', forceY(0).strength(0.09))
    .force(
      'room',
      forceCollide<Placed>(({ name }) => 16 + Math.min(name.text.length, longestName) * 1.7)
    )
    .stop()
    .tick(steps)
  const reach = (of: (node: Placed) => number): readonly [number, number] => {
    const all = placed.map(of)
    return [Math.min(0, ...all), Math.max(0, ...all)]
  }
  const [[left, right], [top, bottom]] = [reach(({ x = 0 }) => x), reach(({ y = 0 }) => y)]
  // Beside the outermost there are their names.
  const across = Math.min(1.8, (width - 170) / Math.max(1, right - left))
  const down = Math.min(1.8, (height - 70) / Math.max(1, bottom - top))
  for (const node of placed) {
    node.x = width / 2 + (node.x! - (left + right) / 2) * across
    node.y = height / 2 - 8 + (node.y! - (top + bottom) / 2) * down
  }
  pushApart(placed)
  return new Map(placed.map(({ id, x, y }) => [id, [Math.round(x!), Math.round(y!)]]))
}

/** Half of what a node takes with its name, and how far below the node the middle of both is. */
const halfOf = ({ kind, name }: NetworkNode): readonly [across: number, down: number, below: number] => [
  (Math.min(name.text.length, longestName) * 7.4) / 2 + 4,
  kind === 'property' ? 9 : 21,
  kind === 'property' ? 0 : 10
]

/** Moves nodes whose names lie over each other, by the shorter way, until there is room or it is of no use. */
function pushApart(placed: readonly Placed[]): void {
  for (let round = 0; round < 80; round++) {
    let isMoved = false
    for (const [i, a] of placed.entries())
      for (const b of placed.slice(i + 1)) {
        const [[ax, ay, aBelow], [bx, by, bBelow]] = [halfOf(a), halfOf(b)]
        const [dx, dy] = [b.x! - a.x!, b.y! + bBelow - a.y! - aBelow]
        const [overX, overY] = [ax + bx - Math.abs(dx), ay + by - Math.abs(dy)]
        if (overX <= 0 || overY <= 0) continue
        isMoved = true
        if (overX < overY * 2) {
          const by = ((dx < 0 ? -1 : 1) * overX) / 2
          a.x = a.x! - by
          b.x = b.x! + by
        } else {
          const by = ((dy < 0 ? -1 : 1) * overY) / 2
          a.y = a.y! - by
          b.y = b.y! + by
        }
      }
    for (const node of placed) {
      const [across] = halfOf(node)
      node.x = Math.min(width - across, Math.max(across, node.x!))
      node.y = Math.min(height - 32, Math.max(20, node.y!))
    }
    if (!isMoved) return
  }
}

/** A network as a drawing of links. */
export function networkHtml(network: Network, label: string): Html {
  const places = laidOut(network)
  const placeOf = (id: string): readonly [number, number] => places.get(id) ?? [0, 0]
  const isThing = new Set(network.nodes.filter(({ kind }) => kind !== 'property').map(({ id }) => id))
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">
<svg class="network" role="group" aria-label="${label}" viewBox="0 0 ${width} ${height}">
<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>
<g aria-hidden="true">${network.links.map(({ source, target }) => {
    const [x1, y1] = placeOf(source)
    const [x2, y2] = placeOf(target)
    // An arrow ends where the circle of the thing begins.
    const length = Math.max(1, Math.hypot(x2 - x1, y2 - y1))
    const back = isThing.has(target) ? 11 / length : 0
    const [x, y] = [(x2 - (x2 - x1) * back).toFixed(1), (y2 - (y2 - y1) * back).toFixed(1)]
    return html`<line x1="${x1}" y1="${y1}" x2="${x}" y2="${y}"${isThing.has(target) ? html` marker-end="url(#arrow)"` : ''}/>`
  })}</g>
${network.nodes.map(node => nodeHtml(node, placeOf(node.id)))}</svg>
</div>`
}

function nodeHtml({ kind, name, href }: NetworkNode, [x, y]: readonly [number, number]): Html {
  const text = beginningOf(name.text, longestName)
  const language = name.language === '' ? '' : html` lang="${name.language}"`
  if (kind === 'property')
    return html`<text class="property" x="${x}" y="${y}" dy="4"${language}>${text}</text>
`
  const content = html`<title${language}>${beginningOf(name.text, 200)}</title><circle class="hit" cx="${x}" cy="${y}" r="16"/><circle class="dot" cx="${x}" cy="${y}" r="${kind === 'centre' ? 11 : 7}"/><text x="${x}" y="${y}" dy="${kind === 'centre' ? 28 : 23}"${language}>${text}</text>`
  return href === undefined
    ? html`<g class="${kind}">${content}</g>
`
    : html`<a class="${kind}" href="${href}">${content}</a>
`
}
