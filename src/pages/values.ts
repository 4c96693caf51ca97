import { html } from 'hono/html'
import { commonPrefixes, defaultGraph, GEO, iri, type Term, WIKIBASE, XSD } from '../rdf/rdf.ts'
import { labelOf, type Store } from '../store/store.ts'
import { type Html, link, type PageSite } from './layout.ts'

const FILE_PATH = 'http://commons.wikimedia.org/wiki/Special:FilePath/'

/** What stands beside a value: how exact a time is (7 century, 8 decade, 9 year, 10 month, 11 day), a quantity's unit
 * and bounds, an id's address. */
export interface ValueDetail {
  readonly precision?: number
  /** The IRI of the unit. */
  readonly unit?: string
  /** The least and the most a quantity may be. */
  readonly lower?: string
  readonly upper?: string
  /** The IRI that an external id stands for. */
  readonly address?: string
}

/** Reads the value node behind a simple value. */
export function detailOf(store: Store, node: Term): ValueDetail {
  const first = (property: string): string | undefined => {
    if (node.termType !== 'NamedNode') return undefined
    for (const { object } of store.match(node, iri(WIKIBASE + property), null, defaultGraph))
      return object.value
    return undefined
  }
  const precision = first('timePrecision')
  const unit = first('quantityUnit')
  const lower = first('quantityLowerBound')
  const upper = first('quantityUpperBound')
  return {
    ...(lower !== undefined && { lower }),
    ...(upper !== undefined && { upper }),
    ...(precision !== undefined && { precision: Number(precision) }),
    ...(unit !== undefined && unit !== `${commonPrefixes['wd']}Q199` && { unit })
  }
}

/** A time to the precision it is known, in the language of the site. */
export function timeText(value: string, precision: number, language: string): string {
  const [, sign = '', year = '', month = '01', day = '01'] =
    /^([+-]?)(\d{4,})(?:-(\d\d))?(?:-(\d\d))?/.exec(value) ?? []
  if (year === '') return value
  const yearText = sign === '-' ? `−${Number(year)}` : String(Number(year))
  if (precision < 9 && precision > 6)
    return periodText(sign === '-' ? -Number(year) : Number(year), precision)
  if (precision <= 9 || month === '00') return yearText
  // Other calendars than Gregorian's are not converted: only the names of months come from here.
  const date = new Date(Date.UTC(2000, Number(month) - 1, 1))
  const name = new Intl.DateTimeFormat(languageOr(language), { month: 'long', timeZone: 'UTC' }).format(date)
  return precision === 10 || day === '00' ? `${name} ${yearText}` : `${Number(day)} ${name} ${yearText}`
}

/** A decade or a century; year 0 is 1 BC, as in XML Schema 1.1. */
function periodText(year: number, precision: number): string {
  const [number, era] = year > 0 ? [year, ''] : [1 - year, ' BC']
  if (precision === 8) return `${Math.floor(number / 10) * 10}s${era}`
  const n = Math.ceil(number / 100)
  const suffix = { one: 'st', two: 'nd', few: 'rd', other: 'th' }[
    new Intl.PluralRules('en', { type: 'ordinal' }).select(n) as 'one' | 'two' | 'few' | 'other'
  ]
  return `${n}${suffix} century${era}`
}

const languageOr = (language: string): string =>
  Intl.DateTimeFormat.supportedLocalesOf([language]).length > 0 ? language : 'en'

/** A value as people read it. */
export function valueHtml(term: Term, site: PageSite, detail: ValueDetail = {}): Html {
  const { store, manifest } = site
  if (term.termType === 'NamedNode') {
    if (term.value.startsWith(`${manifest.base}.well-known/genid/`)) return html`<i>unknown</i>`
    const label = labelOf(store, term, manifest.language)
    if (label !== undefined) return link(term.value, label, site)
    if (term.value.startsWith(FILE_PATH))
      return link(term.value, decoded(term.value.slice(FILE_PATH.length)), site)
    return link(term.value, decoded(term.value.replace(manifest.base, '')), site)
  }
  if (term.termType !== 'Literal') return html`${term.value}`
  const datatype = term.datatype.value
  if (datatype === `${XSD}dateTime` || datatype === `${XSD}date`)
    return html`<time datetime="${term.value}">${timeText(term.value, detail.precision ?? 11, manifest.language)}</time>`
  if (datatype === `${XSD}decimal` || datatype === `${XSD}integer` || datatype === `${XSD}double`) {
    const unit =
      detail.unit === undefined ? '' : (labelOf(store, detail.unit, manifest.language) ?? detail.unit)
    return html`${plain(term.value)}${unit === '' ? '' : ` ${unit}`}${boundsText(term.value, detail)}`
  }
  if (datatype === `${GEO}wktLiteral`) return html`${coordinateText(term.value)}`
  if (detail.address !== undefined) return link(detail.address, term.value, site)
  // `und` says that the language is not known, and would only be noise.
  if (term.language && term.language !== 'und' && term.language !== manifest.language)
    return html`<span lang="${term.language}">${term.value}</span> <small>${term.language}</small>`
  return html`${term.value}`
}

const plain = (decimal: string): string => decimal.replace(/^\+/, '')

function boundsText(amount: string, { lower, upper }: ValueDetail): string {
  if (lower !== undefined && upper !== undefined) return ` (${plain(lower)} to ${plain(upper)})`
  if (lower !== undefined) return lower === amount ? ' or more' : ` (at least ${plain(lower)})`
  if (upper !== undefined) return upper === amount ? ' or less' : ` (at most ${plain(upper)})`
  return ''
}

/** `Point(37.5 -55.8)` (longitude first) as `55.8° S, 37.5° E`. */
function coordinateText(value: string): string {
  const [, longitude, latitude] = /^Point\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)$/i.exec(value) ?? []
  if (longitude === undefined || latitude === undefined) return value
  const part = (text: string, positive: string, negative: string) =>
    `${text.replace('-', '')}° ${text.startsWith('-') ? negative : positive}`
  return `${part(latitude, 'N', 'S')}, ${part(longitude, 'E', 'W')}`
}

/** Percent-escapes read back, for the eye only. */
export function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
