import { html } from 'hono/html'
import { hasDates, hasDisagreements, hasPlaces } from '../store/store.ts'
import { licenceName } from './licences.ts'
import { addressOf, type Html, link, type PageSite, scriptElement } from './site.ts'
import { languageAttributes, pageLanguage, readerLanguage } from './words.ts'

/** A page, as far as it is not the same on every page. */
export interface PageContent {
  readonly title: string
  readonly body: Html
  /** More elements of the head. */
  readonly head?: Html | string
  /** BCP 47 tag of the title's language, where it is not the page's. */
  readonly titleLanguage?: string
  /** One or two sentences for who sees a link to the page. */
  readonly description?: string
  /** The IRI of the page, whatever it was asked for as. */
  readonly canonical?: string
  /** The address of a picture for who sees a link to the page. */
  readonly image?: string
  /** The way from the home page to this one, without both: what it says, and where it leads. */
  readonly crumbs?: readonly { readonly text: Html | string; readonly href?: string }[]
  /** The words in the search box. */
  readonly searched?: string
  /** Whether search engines shall pass over it. */
  readonly unlisted?: boolean
}

/** A form that searches the names of the dataset; `id` is of its field. */
export const searchForm = (site: PageSite, id: string, words = ''): Html => html`
<form class="search" role="search" aria-label="${id === 'search' ? 'Names' : 'Names, instead of this address'}" action="${site.root}search" method="get" data-base="${site.manifest.base}" data-language="${readerLanguage(site)}">
<label for="${id}">Search</label>
<input id="${id}" type="search" name="q" required maxlength="500" autocomplete="off" value="${words}">
${site.asked === undefined ? '' : html`<input type="hidden" name="lang" value="${site.asked}">`}
<button>Search</button>
</form>`

/** The ways into the dataset; those to places, times and disagreements only where it has any. */
function navigation({
  store,
  manifest: { base }
}: PageSite): { readonly path: string; readonly text: string }[] {
  return [
    { path: 'browse', text: 'Browse' },
    ...(hasDisagreements({ store, base }) ? [{ path: 'disagreements', text: 'Disagreements' }] : []),
    ...(hasPlaces(store, base) ? [{ path: 'map', text: 'Map' }] : []),
    ...(hasDates(store, base) ? [{ path: 'timeline', text: 'Timeline' }] : []),
    { path: 'sparql', text: 'Query' },
    { path: 'ontology', text: 'Vocabulary' }
  ]
}

/** A whole page. */
export function layout(site: PageSite, content: PageContent): Html {
  const { manifest, root } = site
  const {
    title,
    body,
    head = '',
    titleLanguage = pageLanguage,
    description,
    canonical,
    image,
    crumbs
  } = content
  const isHome = title === manifest.title && crumbs === undefined
  return html`<!doctype html>
<html lang="${pageLanguage}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title${languageAttributes(titleLanguage)}>${isHome ? title : `${title} · ${manifest.title}`}</title>
${description ? html`<meta name="description" content="${description}">` : ''}
${content.unlisted ? html`<meta name="robots" content="noindex">` : ''}
${canonical ? html`<link rel="canonical" href="${canonical}">` : ''}
<meta property="og:title" content="${title}">
<meta property="og:site_name" content="${manifest.title}">
<meta property="og:type" content="${isHome ? 'website' : 'article'}">
${canonical ? html`<meta property="og:url" content="${canonical}">` : ''}
${description ? html`<meta property="og:description" content="${description}">` : ''}
${image ? html`<meta property="og:image" content="${image}">` : ''}
<meta name="color-scheme" content="light dark">
<link rel="icon" type="image/svg+xml" href="${root}favicon.svg">
<link rel="stylesheet" href="${root}style.css">
${scriptElement(site, 'site.js')}
${head}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<p class="site"><a href="${addressOf(site, '')}">${manifest.title}</a></p>
${searchForm(site, 'search', content.searched)}
<nav aria-label="Site"><ul class="inline">${navigation(site).map(({ path, text }) => html`<li><a href="${addressOf(site, path)}">${text}</a></li>`)}</ul></nav>
</header>
<main id="main" tabindex="-1">
${isHome ? '' : breadcrumbs(site, [...(crumbs ?? []), { text: title }], titleLanguage)}
${body}
</main>
<footer>
<p>${manifest.license ? html`Licence: ${link(manifest.license, licenceName(manifest.license), site)}. ` : ''}Version ${manifest.version}.</p>
</footer>
</body>
</html>
`
}

const breadcrumbs = (
  site: PageSite,
  crumbs: NonNullable<PageContent['crumbs']>,
  language: string
): Html => html`<nav class="crumbs" aria-label="Breadcrumb"><ol>
<li><a href="${addressOf(site, '')}">Home</a></li>
${crumbs.map(({ text, href }, i) =>
  i === crumbs.length - 1
    ? html`<li aria-current="page"${languageAttributes(language)}>${text}</li>`
    : html`<li>${href === undefined ? text : html`<a href="${href}">${text}</a>`}</li>`
)}
</ol></nav>`
