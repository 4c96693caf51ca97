import { html } from 'hono/html'
import { byCodePoint, type Quad, RDFS, SKOS } from '../rdf/rdf.ts'
import type { PageRoom } from './room.ts'
import type { Html, PageSite } from './site.ts'
import { languageAttributes, languageName, readerLanguage } from './words.ts'

/** What something is called in one language. */
export interface NamesInLanguage {
  /** BCP 47 tag; `und` where it is not known. */
  readonly language: string
  readonly labels: readonly string[]
  readonly aliases: readonly string[]
}

/** All names that a description says, by language: the reader's first, what nobody knows the language of last. */
export function namesOf(site: PageSite, own: readonly Quad[]): NamesInLanguage[] {
  const byLanguage = new Map<string, { labels: Set<string>; aliases: Set<string> }>()
  for (const { predicate, object } of own) {
    const isLabel = predicate.value === `${RDFS}label`
    if (object.termType !== 'Literal' || (!isLabel && predicate.value !== `${SKOS}altLabel`)) continue
    const language = object.language || 'und'
    const names = byLanguage.get(language) ?? { labels: new Set(), aliases: new Set() }
    byLanguage.set(language, names)
    names[isLabel ? 'labels' : 'aliases'].add(object.value)
  }
  const rank = (language: string): number =>
    language === readerLanguage(site) ? 0 : language === 'und' ? 2 : 1
  return [...byLanguage]
    .map(([language, { labels, aliases }]) => ({
      language,
      labels: [...labels],
      aliases: [...aliases].filter(alias => !labels.has(alias))
    }))
    .sort(
      (a, b) =>
        rank(a.language) - rank(b.language) || byCodePoint(languageName(a.language), languageName(b.language))
    )
}

const listed = (names: readonly string[]): Html =>
  html`${names.map((name, i) => html`${i > 0 ? ', ' : ''}${name}`)}`

/** The other names in the reader's language, in one line. */
export function aliasesHtml(
  names: readonly NamesInLanguage[],
  language: string,
  title: string
): Html | string {
  const own = names.find(one => one.language === language)
  const others = [...(own?.labels ?? []), ...(own?.aliases ?? [])].filter(name => name !== title).slice(0, 20)
  return others.length === 0
    ? ''
    : html`<p class="aliases">Also known as <span${languageAttributes(language)}>${listed(others)}</span></p>`
}

/** The names in every other language. */
export function namesHtml(
  names: readonly NamesInLanguage[],
  language: string,
  room: PageRoom
): Html | string {
  const others = names.filter(one => one.language !== language)
  const rows = room.fit(
    others,
    ({
      language: tag,
      labels,
      aliases
    }) => html`<tr><th scope="row">${languageName(tag)}</th><td${languageAttributes(tag)}>${listed([...labels, ...aliases].slice(0, 30))}</td></tr>
`,
    8_000
  )
  if (rows.length === 0) return ''
  return html`<section aria-labelledby="names">
<h2 id="names">Other names</h2>
<table aria-labelledby="names">
<thead><tr><th scope="col">Language</th><th scope="col">Names</th></tr></thead>
<tbody>${rows}</tbody>
</table>
${rows.length < others.length ? html`<p>${rows.length} of ${others.length} languages are shown; the downloads have all.</p>` : ''}
</section>`
}
