import { html } from 'hono/html'
import type { Quad } from '../../rdf/rdf.ts'
import { propertyOf } from '../../store/store.ts'
import { type Html, hrefOf, type PageSite } from '../site.ts'
import { calledFor } from '../words.ts'
import { type Network, type NetworkNode, networkHtml } from './network.ts'

/** Things that are drawn of a constructed graph. */
const mostThings = 40

/** The things of a graph with their properties between, the first of them; literals are not drawn. */
export function networkOfGraph(site: PageSite, quads: readonly Quad[]): Network {
  const things = new Map<string, NetworkNode>()
  const properties = new Map<string, NetworkNode>()
  const links = new Map<string, { source: string; target: string }>()
  const link = (source: string, target: string): void =>
    void links.set(`${source} ${target}`, { source, target })
  for (const { subject, predicate, object } of quads) {
    const ends = [subject, object]
    if (!ends.every(({ termType }) => termType === 'NamedNode')) continue
    const unknown = new Set(ends.map(({ value }) => value).filter(value => !things.has(value)))
    if (things.size + unknown.size > mostThings) continue
    for (const id of unknown) {
      const href = hrefOf(id, site)
      things.set(id, { id, kind: 'thing', name: calledFor(site, id), ...(href !== undefined && { href }) })
    }
    const hub = `${subject.value} ${predicate.value}`
    properties.set(hub, {
      id: hub,
      kind: 'property',
      name: calledFor(site, propertyOf(predicate.value, site.manifest.base) ?? predicate.value)
    })
    link(subject.value, hub)
    link(hub, object.value)
  }
  return { nodes: [...things.values(), ...properties.values()], links: [...links.values()] }
}

/** A constructed graph as a drawing; a sentence where it relates no things. */
export function graphHtml(site: PageSite, quads: readonly Quad[]): Html {
  const network = networkOfGraph(site, quads)
  return network.nodes.length === 0
    ? html`<p>The answer relates no things to each other.</p>`
    : html`${networkHtml(network, 'Answer as a graph')}<p>The first ${mostThings} things at most; the text has all.</p>`
}
