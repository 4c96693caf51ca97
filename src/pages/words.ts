import { html } from 'hono/html'
import { localNameOf, WD } from '../rdf/rdf.ts'
import { decoded, languagesNamed, nameOf, type Words } from '../store/store.ts'
import { beginningOf } from './room.ts'
import type { Html, PageSite } from './site.ts'

/** The language that the pages themselves are written in; words of the dataset in another are marked with theirs. */
export const pageLanguage = 'en'

// BCP 47 tags of languages written from right to left, unless their script says otherwise.
const rightToLeft =
  /^(?:ar|arc|arz|azb|bal|bgn|bqi|ckb|dv|fa|glk|he|khw|ks|lrc|mzn|nqo|pnb|prs|ps|sd|syr|ug|ur|yi)(?:-|$)/
const rightToLeftScript = /-(?:arab|hebr|thaa|syrc|nkoo|adlm|rohg)(?:-|$)/
const otherScript = /-(?:latn|cyrl|deva|armn|geor)(?:-|$)/

/** Whether a language is written from right to left. */
export function isRightToLeft(tag: string): boolean {
  const language = tag.toLowerCase()
  return rightToLeftScript.test(language) || (rightToLeft.test(language) && !otherScript.test(language))
}

/** Tags that name no language (ISO 639-2), which nothing can be done with. */
const namesNone = new Set(['', 'und', 'mul', 'mis', 'zxx'])

/** The attributes of an element with words in this language: none where they are in the language of the page. */
export function languageAttributes(language: string): Html | string {
  if (language === pageLanguage) return ''
  // The language is not known, but the direction is told by the letters.
  if (namesNone.has(language)) return html` dir="auto"`
  return html` lang="${language}"${isRightToLeft(language) ? html` dir="rtl"` : ''}`
}

/** Words of the dataset, marked with their language where it is not the page's. */
export function wordsHtml({ text, language }: Words): Html {
  if (language === pageLanguage || namesNone.has(language)) return html`${text}`
  return html`<span${languageAttributes(language)}>${text}</span>`
}

/** The languages to name things in, the reader's first. */
export const languagesOf = ({ language, manifest }: PageSite): readonly string[] => [
  ...(language === undefined ? [] : [language]),
  manifest.language
]

/** The language that a page is asked for in: the reader's, else the dataset's. */
export const readerLanguage = ({ language, manifest }: PageSite): string => language ?? manifest.language

/** What something is called, for the reader of a page. */
export const nameFor = (site: PageSite, iri: string): Words | undefined =>
  nameOf(site.store, iri, languagesOf(site))

const counts = new Intl.NumberFormat(pageLanguage)

/** How many there are, as the page's language writes it: `1,234`. */
export const counted = (count: number): string => counts.format(count)

/** Characters of a name among others. */
const longestName = 120

/** A name among others, marked with its language, and cut where it is a text. */
export function calledHtml(site: PageSite, iri: string, fallback?: string): Html {
  const { text, language } = calledFor(site, iri, fallback)
  return wordsHtml({ text: beginningOf(text, longestName), language })
}

/** What to call something on a page: its name, else its IRI as far as it tells anything. */
export const calledFor = (site: PageSite, iri: string, fallback?: string): Words =>
  nameFor(site, iri) ?? {
    text: iri.startsWith(WD) ? localNameOf(iri) : decoded(fallback ?? iri.replace(site.manifest.base, '')),
    language: ''
  }

/** The name of a language in English: `Russian`; the tag itself where nobody knows one. */
export const languageName = (tag: string): string =>
  tag === 'und' || tag === '' ? 'language not known' : languageNameIn(tag, pageLanguage)

/** The name of a language in itself: `русский`. */
export const ownLanguageName = (tag: string): string => languageNameIn(tag, tag)

/** Names of languages that were asked for: to make what knows them takes longer than the rest of a page. */
const languageNames = new Map<string, string>()
const mostNames = 2000

function languageNameIn(tag: string, language: string): string {
  const key = `${tag} ${language}`
  const known = languageNames.get(key)
  if (known !== undefined) return known
  let name = tag
  try {
    name = new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag
  } catch {
    // A tag that is none, of which a dataset may have any.
  }
  if (languageNames.size >= mostNames) languageNames.clear()
  languageNames.set(key, name)
  return name
}

/** The first of these languages that is among those there are; `wanted` are tags in lower case, the preferred first. */
export function languageAmong(there: readonly string[], wanted: readonly string[]): string | undefined {
  for (const tag of wanted) {
    const found =
      there.find(one => one.toLowerCase() === tag) ??
      there.find(one => one.toLowerCase().startsWith(`${tag}-`))
    if (found !== undefined) return found
  }
  return undefined
}

/**
 * The language of a page about something, of those that the dataset names it in: the first of the reader's, else the
 * dataset's own. `wanted` are tags in lower case, the preferred first.
 */
export const languageFor = (
  { store, manifest }: PageSite,
  subject: Parameters<typeof languagesNamed>[1],
  wanted: readonly string[]
): string => languageAmong(languagesNamed(store, subject), wanted) ?? manifest.language
