import { html } from 'hono/html'
import { type ClassLink, type ClassLinks, classLinksOf } from '../store/store.ts'
import { type Circle, circlesOf, picture } from './class-layout.ts'
import { classAddress } from './classes.ts'
import { datasetOf } from './facts.ts'
import { propertyAddress } from './properties.ts'
import { beginningOf, type PageRoom } from './room.ts'
import { addressOf, type Html, type PageSite } from './site.ts'
import { calledHtml, counted, languageAttributes, nameFor } from './words.ts'

/** Links that are drawn, of which so many say by what. */
const [mostDrawn, mostNamed] = [24, 8]
/** Characters of a name in the picture, and on a line. */
const [longestName, longestProperty] = [26, 22]
const ofNone = 'of no class'

/** What has room in a small circle: `4.9K`. */
const short = new Intl.NumberFormat('en', { notation: 'compact' })

/** The classes of a dataset and what leads from one to another: a picture, and the same in tables. */
export function classPicture(site: PageSite, room: PageRoom): Html | string {
  const found = classLinksOf(datasetOf(site))
  const { classes, links, isOfSample } = found
  if (!classes.some(({ iri }) => iri !== undefined)) return ''
  const circles = circlesOf(found)
  const drawn = links.slice(0, mostDrawn)
  const most = drawn[0]?.count ?? 1
  const section = html`<section aria-labelledby="picture">
<h2 id="picture">What is in it</h2>
<div class="scroll" role="region" aria-label="A picture of the classes" tabindex="0">
<svg class="classes" viewBox="0 0 ${picture.width} ${picture.height}" role="group" aria-label="Classes, each the larger the more things are of it, and the links between them; the same in words below">
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto"><path class="head" d="M0 0L8 4L0 8z"/></marker></defs>
<g aria-hidden="true">${drawn.map((link, i) => lineHtml(site, link, circles, Math.log1p(link.count) / Math.log1p(most), i < mostNamed))}</g>
${classes.map((one, i) => circleHtml(site, one, circles[i]!))}
</svg>
</div>
<p><small>${isOfSample ? 'Lines are by a sample of the things of each class. ' : ''}A click on a class leads to its things.</small></p>
</section>`
  if (!room.take(section)) return ''
  return html`${section}${inWords(site, found, room)}`
}

/** What a circle stands for; things of no class have no page of theirs. */
const nameOfClass = (site: PageSite, iri: string | undefined) =>
  iri === undefined
    ? { text: ofNone, language: 'en' }
    : (nameFor(site, iri) ?? { text: iri.replace(site.manifest.base, ''), language: '' })

function circleHtml(
  site: PageSite,
  { iri, members }: ClassLinks['classes'][number],
  { x, y, r }: Circle
): Html {
  const { text, language } = nameOfClass(site, iri)
  const drawn = html`<circle cx="${x}" cy="${y}" r="${r}"/><text class="count" x="${x}" y="${y + 5}">${short.format(members)}</text>
<text x="${x}" y="${y + r + 17}"${languageAttributes(language)}>${beginningOf(text, longestName)}</text>`
  return iri === undefined
    ? html`<g class="none">${drawn}</g>
`
    : html`<a href="${classAddress(site, iri)}">${drawn}</a>
`
}

/** A line from the rim of one circle to that of another, bent so that both ways can be seen. */
function lineHtml(
  site: PageSite,
  { from, to, properties }: ClassLink,
  circles: readonly Circle[],
  /** From 0 to 1. */
  thickness: number,
  isNamed: boolean
): Html {
  const [a, b] = [circles[from]!, circles[to]!]
  const width = (1 + 2.5 * thickness).toFixed(1)
  const property = nameFor(site, properties[0]?.iri ?? '')?.text ?? ''
  const name = (x: number, y: number): Html | string =>
    isNamed && property !== ''
      ? html`<text class="by" x="${Math.round(x)}" y="${Math.round(y)}">${beginningOf(property, longestProperty)}</text>`
      : ''
  if (from === to) {
    const [x, y] = [a.x + a.r * 0.7, a.y - a.r * 0.7]
    return html`<path d="M${x.toFixed(0)} ${y.toFixed(0)}c26 -30 46 10 4 10" stroke-width="${width}" marker-end="url(#arrow)"/>${name(x + 44, y - 14)}`
  }
  const length = Math.max(1, Math.hypot(b.x - a.x, b.y - a.y))
  const [dx, dy] = [(b.x - a.x) / length, (b.y - a.y) / length]
  const bend = Math.min(36, length / 6)
  const [mx, my] = [(a.x + b.x) / 2 - dy * bend, (a.y + b.y) / 2 + dx * bend]
  const rim = ({ x, y, r }: Circle, more: number): string => {
    const far = Math.max(1, Math.hypot(mx - x, my - y))
    return `${(x + ((mx - x) / far) * (r + more)).toFixed(0)} ${(y + ((my - y) / far) * (r + more)).toFixed(0)}`
  }
  return html`<path d="M${rim(a, 1)}Q${mx.toFixed(0)} ${my.toFixed(0)} ${rim(b, 4)}" stroke-width="${width}" marker-end="url(#arrow)"/>${name((a.x + b.x) / 4 + mx / 2, (a.y + b.y) / 4 + my / 2)}`
}

/** The picture in words: who cannot see it, or not all of it, reads the same here. */
function inWords(site: PageSite, { classes, links, isOfSample }: ClassLinks, room: PageRoom): Html | string {
  const about = isOfSample ? 'about ' : ''
  const classHtml = (place: number): Html => {
    const iri = classes[place]?.iri
    return iri === undefined
      ? html`${ofNone}`
      : html`<a href="${classAddress(site, iri)}">${calledHtml(site, iri)}</a>`
  }
  const rows = room.fit(
    links,
    ({ from, to, properties }) => html`<tr><td>${classHtml(from)}</td><td>${properties
      .slice(0, 4)
      .map(
        ({ iri, count }, i) =>
          html`${i > 0 ? ', ' : ''}<a href="${propertyAddress(site, iri)}">${calledHtml(site, iri)}</a> (${about}${counted(count)})`
      )}${
      properties.length > 4 ? ` and ${properties.length - 4} more` : ''
    }</td><td>${classHtml(to)}</td></tr>
`,
    14_000
  )
  return html`<details class="words"><summary>The same in words</summary>
<ul class="inline">${classes.map(({ members }, place) => html`<li>${classHtml(place)} (${counted(members)})</li>`)}</ul>
${
  rows.length === 0
    ? html`<p>No property leads from one of these to another.</p>`
    : html`<table aria-label="Links between classes">
<thead><tr><th scope="col">From</th><th scope="col">By</th><th scope="col">To</th></tr></thead>
<tbody>${rows}</tbody>
</table>`
}
<p><a href="${addressOf(site, 'browse')}">Browse all classes and properties</a></p>
</details>`
}
