import { html, raw } from 'hono/html'
import { iri, localNameOf, OWL, type Quad, RDF, RDFS, SCHEMA, SKOS, termText, WD } from '../rdf/rdf.ts'
import {
  decoded,
  disagreementOf,
  isDated,
  languagesNamed,
  propertyOf,
  type Words,
  wordsSaid
} from '../store/store.ts'
import { browseLinks } from './browse.ts'
import { pictureHtml, pictureOf } from './commons.ts'
import { disputeSection, disputeTitle, extentOfOne, isDisagreement } from './dispute.ts'
import { disputesHtml, disputesOf } from './disputes.ts'
import { datasetOf, factsOf } from './facts.ts'
import { factsHtml } from './facts-table.ts'
import { incomingHtml } from './incoming.ts'
import { languageLinks } from './language-links.ts'
import { layout, type PageContent } from './layout.ts'
import { aliasesHtml, namesHtml, namesOf } from './names.ts'
import { neighboursHref } from './neighbours-page.ts'
import { beginningOf, PageRoom } from './room.ts'
import { addressOf, type Html, link, type PageSite, scriptSafe } from './site.ts'
import { isSource, sourceFactsHtml, sourceHtml } from './source.ts'
import { pagingLinks, type SourcePage } from './source-pages.ts'
import { valueHtml } from './values.ts'
import { languageAttributes, languagesOf, nameFor, wordsHtml } from './words.ts'

/** What a page about something is made from. */
export interface EntityPageContent {
  /** The IRI of what it is about. */
  readonly subject: string
  /** Its description, the first block about the thing itself. */
  readonly blocks: readonly (readonly Quad[])[]
  /** The same as JSON-LD, put into the page; or as much of it as a page should carry. */
  readonly jsonLd: string
  /** The IRI of the page itself. */
  readonly canonical: string
  /** The same in other formats. */
  readonly downloads: readonly { readonly label: string; readonly href: string; readonly mediaType: string }[]
  /** Which page of a source it is; by default the only one, without its text. */
  readonly part?: SourcePage
}

/** Characters of an abstract that are shown, and of what stands before the facts without being opened. */
const longestAbstract = 3000
const longestBeginning = 700

/** Predicates that the page shows in their own places. */
const shownElsewhere = new Set([
  `${RDFS}label`,
  `${SKOS}altLabel`,
  `${SCHEMA}description`,
  `${SCHEMA}abstract`,
  `${OWL}sameAs`,
  `${SCHEMA}sameAs`
])

/** The page of an entity, or of anything else that has an IRI here, in the language that the site is asked for in. */
export async function entityPage(site: PageSite, content: EntityPageContent): Promise<string> {
  const { manifest, store } = site
  const { subject, blocks, downloads, canonical, part = { number: 1, of: 1 } } = content
  const isOfSource = isSource(site, subject)
  const isFirst = part.number === 1
  const own = (blocks[0] ?? []).filter(quad => quad.subject.value === subject)
  const dispute = isDisagreement(site, subject)
    ? disagreementOf(datasetOf(site), iri(subject), extentOfOne)
    : undefined
  const name = nameFor(site, subject) ?? {
    text: dispute ? disputeTitle(site, dispute) : decoded(subject.replace(manifest.base, '')),
    language: 'en'
  }
  const languages = languagesNamed(store, iri(subject))
  const saying = (property: string): Words | undefined =>
    wordsSaid(store, iri(subject), `${SCHEMA}${property}`, languagesOf(site))
  const description = saying('description')
  const abstract = saying('abstract')
  const picture = pictureOf(site, own)
  const room = new PageRoom()
  room.take(content.jsonLd)
  const abstractHtml = abstract ? abstractOf(abstract) : ''
  room.take(abstractHtml)
  const names = namesOf(site, own)
  const groups = factsOf(site, own)
  const disputes = disputesOf(site, subject, groups)
  const facts = factsHtml(site, subject, groups, disputes, room, 64_000)
  const sourceFacts = isOfSource && isFirst ? sourceFactsHtml(site, subject, own) : ''
  room.take(sourceFacts)
  const rest =
    isOfSource || dispute
      ? []
      : otherTriples(
          site,
          own,
          new Set(groups.flatMap(group => group.facts.map(fact => termText(fact.value))))
        )
  const body = html`
<div class="about">
<h1${languageAttributes(name.language)}>${name.text}</h1>
${description ? html`<p class="lead"${languageAttributes(description.language)}>${description.text}</p>` : ''}
${aliasesHtml(names, name.language, name.text)}
${languages.length > 1 ? languageLinks(languages, name.language, tag => `?lang=${tag}`) : ''}
${picture ? pictureHtml(picture, name.text) : ''}
${abstractHtml}
${browseLinks(site, subject)}
</div>
${sourceFacts}
${dispute ? disputeSection(site, dispute, room) : ''}
${viewsHtml(site, subject)}
${facts}
${disputesHtml(site, disputes, room)}
${isOfSource ? sourceHtml(site, subject, part, room) : incomingHtml(site, subject, room)}
${rest.length > 0 ? triplesTable(rest, site, groups.length > 0 ? 'More' : 'Description', room) : ''}
${own.length === 0 ? triplesTable(blocks.flat(), site, 'Mentions', room) : ''}
${namesHtml(names, name.language, room)}
${elsewhereHtml(site, own, room)}
<section aria-labelledby="data">
<h2 id="data">Data</h2>
<p>IRI: <code>${subject}</code></p>
<p>Download as ${list(downloads.map(({ label, href }) => html`<a href="${href}">${label}</a>`))}</p>
</section>
`
  const alternates = languages.length > 1 && isFirst ? languages : []
  const head = html`${content.jsonLd === '' ? '' : html`<script type="application/ld+json">${raw(scriptSafe(content.jsonLd))}</script>`}
${downloads.map(({ href, mediaType }) => html`<link rel="alternate" type="${mediaType}" href="${href}">`)}
${alternates.map(tag => html`<link rel="alternate" hreflang="${tag}" href="${canonical}?lang=${tag}">`)}
${alternates.length > 0 ? html`<link rel="alternate" hreflang="x-default" href="${canonical}">` : ''}
${pagingLinks(site, subject, part)}`
  const page: PageContent = {
    title: isFirst ? name.text : `${name.text} (${part.number})`,
    titleLanguage: name.language,
    body,
    head,
    canonical,
    crumbs: crumbsOf(site, subject),
    ...(description || abstract
      ? { description: beginningOf((description ?? abstract!).text.replace(/\s+/g, ' '), 200) }
      : {}),
    ...(picture && { image: picture.large })
  }
  return String(await layout(site, page))
}

/** An abstract: its first paragraphs, and the others for whoever wants to read on before the facts. */
function abstractOf({ text, language }: Words): Html {
  const shown = beginningOf(text, longestAbstract)
  const breaks = [...shown.matchAll(/\n+/g)].map(({ index }) => index)
  const cut = breaks.findLast(at => at <= longestBeginning) ?? breaks[0] ?? shown.length
  const [beginning, rest] = [shown.slice(0, cut), shown.slice(cut).trim()]
  const attributes = languageAttributes(language)
  return html`<p class="abstract"${attributes}>${beginning}</p>${
    rest === ''
      ? ''
      : html`
<details class="more"><summary>Read on</summary><p class="abstract"${attributes}>${rest}</p></details>`
  }`
}

/** The same to look at: what it is related to, and when it was. */
function viewsHtml(site: PageSite, subject: string): Html | string {
  const { store, manifest } = site
  const neighbours = neighboursHref(subject, site)
  if (neighbours === undefined) return ''
  const timeline = addressOf(site, 'timeline', { about: subject.slice(`${manifest.base}entity/`.length) })
  return html`<nav aria-label="To look at"><ul class="ways">
<li><a href="${neighbours}">Graph of what it is related to</a></li>
${isDated(store, manifest.base, subject) ? html`<li><a href="${timeline}">Timeline</a></li>` : ''}
</ul></nav>`
}

const list = (items: readonly Html[]): Html =>
  html`${items.map((item, i) => html`${i === 0 ? '' : ', '}${item}`)}`

/** What kind of thing it is, by where its IRI is, and the part of the home page that lists others. */
function crumbsOf(site: PageSite, subject: string): { text: string; href?: string }[] {
  const kind = subject.slice(site.manifest.base.length).split('/')[0] ?? ''
  if (kind === 'entity') return [{ text: 'Entities', href: addressOf(site, '#entities') }]
  if (kind === 'disagreement') return [{ text: 'Disagreements', href: addressOf(site, 'disagreements') }]
  if (kind === 'source') return [{ text: 'Sources', href: addressOf(site, '#sources') }]
  return [{ text: `${kind.charAt(0).toUpperCase()}${kind.slice(1)}` }]
}

/** What has statements shows those; triples that say the same directly, or in another vocabulary, are left out. */
const otherTriples = ({ manifest }: PageSite, own: readonly Quad[], stated: ReadonlySet<string>): Quad[] =>
  own.filter(
    ({ predicate: { value }, object }) =>
      !shownElsewhere.has(value) &&
      (stated.size === 0 || value !== `${RDF}type`) &&
      (stated.size === 0 || (propertyOf(value, manifest.base) === undefined && !stated.has(termText(object))))
  )

/** Where Wikidata shows an item to people. */
const WIKI = 'https://www.wikidata.org/wiki/'

/** The same thing in Wikidata and elsewhere. */
function elsewhereHtml(site: PageSite, own: readonly Quad[], room: PageRoom): Html | string {
  const same = own
    .filter(({ predicate: { value } }) => value === `${OWL}sameAs` || value === `${SCHEMA}sameAs`)
    .map(({ object: { value } }) => (value.startsWith(WD) ? `${WIKI}${localNameOf(value)}` : value))
    .filter((value, i, all) => all.indexOf(value) === i)
  if (same.length === 0) return ''
  const isOnWikidata = same.some(value => value.startsWith(WIKI))
  const heading = !isOnWikidata
    ? 'Elsewhere'
    : same.length === 1
      ? 'Also on Wikidata'
      : 'Also on Wikidata and elsewhere'
  const nameOfPlace = (value: string): Html | string =>
    value.startsWith(WIKI) ? html`Wikidata: ${localNameOf(value)}` : decoded(value)
  return html`<section aria-labelledby="elsewhere">
<h2 id="elsewhere">${heading}</h2>
<ul>${room.fit(same, value => html`<li>${link(value, nameOfPlace(value), site)}</li>`, 6000)}</ul>
</section>`
}

function triplesTable(quads: readonly Quad[], site: PageSite, heading: string, room: PageRoom): Html {
  const rows = room.fit(
    quads,
    ({
      subject,
      predicate,
      object
    }) => html`<tr>${heading === 'Mentions' ? html`<td>${valueHtml(subject, site)}</td>` : ''}
<th scope="row">${link(predicate.value, wordsHtml(nameFor(site, predicate.value) ?? { text: localNameOf(predicate.value), language: '' }), site)}</th><td>${valueHtml(object, site)}</td></tr>
`,
    20_000
  )
  return html`<section aria-labelledby="more">
<h2 id="more">${heading}</h2>
<table aria-labelledby="more">
<tbody>${rows}</tbody>
</table>
${quads.length > rows.length ? html`<p>The first ${rows.length} of ${quads.length} are shown; the downloads have all.</p>` : ''}
</section>`
}
