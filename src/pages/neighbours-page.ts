import { html } from 'hono/html'
import { type Link, type Neighbours, neighboursOf } from '../store/store.ts'
import { datasetOf } from './facts.ts'
import { layout } from './layout.ts'
import { beginningOf, PageRoom } from './room.ts'
import { type Html, hrefOf, link, type PageSite } from './site.ts'
import { type Network, networkHtml } from './views/network.ts'
import { calledFor, calledHtml } from './words.ts'

/** Things that are drawn around one. */
const mostNeighbours = 40

/** The address of the drawing of what something is related to; undefined for what is not of the dataset. */
export const neighboursHref = (iri: string, site: PageSite): string | undefined => {
  const page = iri.startsWith(`${site.manifest.base}entity/`) ? hrefOf(iri, site) : undefined
  return page?.replace(`${site.root}page/`, `${site.root}neighbours/`)
}

/** What an entity is related to, as a drawing and as a list. */
export async function neighboursPage(site: PageSite, subject: string): Promise<string> {
  const name = calledFor(site, subject)
  const neighbours = neighboursOf(datasetOf(site), subject, mostNeighbours)
  const room = new PageRoom()
  const label = `What ${beginningOf(name.text, 100)} is related to`
  const drawing = networkHtml(networkOf(site, subject, neighbours), label)
  room.take(drawing)
  const { links, left } = neighbours
  const body = html`<h1>What ${calledHtml(site, subject)} is related to</h1>
<p>${links.length === 0 ? 'Nothing that the dataset has.' : html`A click on a thing leads to what that is related to.`} ${link(subject, 'All that is said of it', site)}.${left > 0 ? ` ${left} more ${left === 1 ? 'relation is' : 'relations are'} not drawn.` : ''}</p>
${links.length > 0 ? html`${drawing}${listHtml(site, links, room)}` : ''}`
  return String(
    await layout(site, {
      title: label,
      body,
      crumbs: [{ text: calledHtml(site, subject), href: hrefOf(subject, site)! }],
      unlisted: true
    })
  )
}

/** The neighbours with their properties between: each property is named once, however many things it leads to. */
function networkOf(site: PageSite, subject: string, { links }: Neighbours): Network {
  const thing = (id: string, kind: 'centre' | 'thing') => {
    const href = neighboursHref(id, site) ?? hrefOf(id, site)
    return { id, kind, name: calledFor(site, id), ...(href !== undefined && { href }) }
  }
  const nodes = new Map([[subject, thing(subject, 'centre')]])
  const properties = links.map(({ property, direction }) => ({
    id: `${direction} ${property}`,
    kind: 'property' as const,
    name: calledFor(site, property)
  }))
  const arrows = links.flatMap(({ property, direction, others }) => {
    const hub = `${direction} ${property}`
    for (const other of others) if (!nodes.has(other)) nodes.set(other, thing(other, 'thing'))
    return direction === 'out'
      ? [{ source: subject, target: hub }, ...others.map(target => ({ source: hub, target }))]
      : [{ source: hub, target: subject }, ...others.map(source => ({ source, target: hub }))]
  })
  return { nodes: [...nodes.values(), ...properties], links: arrows }
}

function listHtml(site: PageSite, links: readonly Link[], room: PageRoom): Html {
  const ofDirection = (direction: Link['direction'], id: string, title: string): Html | string => {
    const rows = room.fit(
      links.filter(each => each.direction === direction),
      ({ property, others, total }) =>
        html`<tr><th scope="row">${link(property, calledHtml(site, property), site)}</th><td><ul class="inline">${others.map(iri => html`<li>${link(iri, calledHtml(site, iri), site)}</li>`)}</ul>${total > others.length ? html`<p>and ${total - others.length} more</p>` : ''}</td></tr>
`
    )
    if (rows.length === 0) return ''
    return html`<h2 id="${id}">${title}</h2>
<table aria-labelledby="${id}">
<thead><tr><th scope="col">Property</th><th scope="col">Things</th></tr></thead>
<tbody>${rows}</tbody>
</table>`
  }
  return html`${ofDirection('out', 'outgoing', 'Where it leads')}${ofDirection('in', 'incoming', 'What leads here')}`
}
