import { html } from 'hono/html'
import { classesOf, memberCount, statedProperties } from '../store/store.ts'
import { classAddress, classTable } from './classes.ts'
import { datasetOf } from './facts.ts'
import { datasetLanguages } from './language-links.ts'
import { layout } from './layout.ts'
import { propertyAddress, propertyTable } from './properties.ts'
import { PageRoom } from './room.ts'
import { addressOf, type Html, type PageSite } from './site.ts'
import { counted } from './words.ts'

/** Classes and properties that stand on one page. */
const mostListed = 30

/** The ways into a dataset: what things are, and what is said of them. */
export async function browsePage(site: PageSite): Promise<string> {
  const dataset = datasetOf(site)
  const classes = classesOf(dataset)
  const properties = statedProperties(dataset)
  const room = new PageRoom()
  const all = (path: string, count: number): Html | string =>
    count > mostListed
      ? html`<p><a href="${addressOf(site, path)}">All ${counted(count)} ${path}</a></p>`
      : ''
  const body = html`<h1>Browse</h1>
${datasetLanguages(site, lang => addressOf(site, 'browse', { lang }))}
<div class="beside">
<section aria-labelledby="classes">
<h2 id="classes">What things are</h2>
${classes.total === 0 ? html`<p>Nothing is said to be of a class.</p>` : classTable(site, classes.first.slice(0, mostListed), room)}
${all('classes', classes.first.length)}
</section>
<section aria-labelledby="properties">
<h2 id="properties">What is said of them</h2>
${properties.length === 0 ? html`<p>Nothing has a property.</p>` : propertyTable(site, properties.slice(0, mostListed), room)}
${all('properties', properties.length)}
</section>
</div>`
  const description = 'The things of this dataset by what they are and by what is said of them'
  return String(await layout(site, { title: 'Browse', body, crumbs: [], description }))
}

/** From the page of a class to its things, and from that of a property to what has it; nothing of other things. */
export function browseLinks(site: PageSite, subject: string): Html | string {
  const members = memberCount(site.store, subject)
  if (members > 0)
    return html`<p><a href="${classAddress(site, subject)}">Things of this class (${counted(members)})</a></p>`
  if (!subject.startsWith(`${site.manifest.base}property/`)) return ''
  const property = statedProperties(datasetOf(site)).find(({ iri }) => iri === subject)
  return property
    ? html`<p><a href="${propertyAddress(site, subject)}">What has this property (${counted(property.values)})</a></p>`
    : ''
}
