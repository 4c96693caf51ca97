import { GEO, OWL, type Term, WD, WIKIBASE, XSD } from '../rdf/rdf.ts'
import { labelOf } from './labels.ts'
import { objectOf, objectsOf } from './objects.ts'
import type { Store } from './store.ts'

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
  const first = (property: string) => objectOf(store, node, WIKIBASE + property)?.value
  const precision = first('timePrecision')
  const unit = first('quantityUnit')
  const lower = first('quantityLowerBound')
  const upper = first('quantityUpperBound')
  return {
    ...(lower !== undefined && { lower }),
    ...(upper !== undefined && { upper }),
    ...(precision !== undefined && { precision: Number(precision) }),
    ...(unit !== undefined && unit !== `${WD}Q199` && { unit })
  }
}

/** A value as programs and people read it. */
export interface ShownValue {
  /** `unknown` is a value that exists and is not known. */
  readonly type: 'iri' | 'literal' | 'unknown'
  /** The IRI, or the lexical form. */
  readonly value: string
  /** The value for people: a label, `7 October 2002`, `5 years`. */
  readonly text: string
  /** The IRI in Wikidata of an entity that has an item. */
  readonly item?: string
  /** BCP 47 tag of a text that has one. */
  readonly language?: string
  /** IRI of the datatype of a literal that is no text. */
  readonly datatype?: string
  /** How exact a time is: 7 century, 8 decade, 9 year, 10 month, 11 day. */
  readonly precision?: number
  readonly unit?: { readonly iri: string; readonly label?: string }
  readonly lower?: string
  readonly upper?: string
  /** The IRI that an external id stands for. */
  readonly address?: string
}

const times = new Set([`${XSD}dateTime`, `${XSD}date`])
const numbers = new Set([`${XSD}decimal`, `${XSD}integer`, `${XSD}double`])

/** What kind of literal a value is, as far as words may be compared with it. */
export const isTime = (term: Term): boolean => term.termType === 'Literal' && times.has(term.datatype.value)
export const isNumber = (term: Term): boolean =>
  term.termType === 'Literal' && numbers.has(term.datatype.value)

/**
 * How exact a time is. Where nothing says so, midnight of a 1 January is a year, as everywhere here: importers write
 * a bare year so.
 */
export const precisionOf = (term: Term, { precision }: ValueDetail): number =>
  precision ?? (/-01-01(?:T00:00:00Z)?$/.test(term.value) ? 9 : 11)

/** A term as a value, with its label in this language where it has one. */
export function shownValue(
  store: Store,
  term: Term,
  detail: ValueDetail,
  base: string,
  language: string
): ShownValue {
  const text = valueText(store, term, detail, base, language)
  if (term.termType === 'NamedNode') {
    if (term.value.startsWith(`${base}.well-known/genid/`))
      return { type: 'unknown', value: term.value, text }
    const item = itemOf(store, term)
    return { type: 'iri', value: term.value, text, ...(item !== undefined && { item }) }
  }
  if (term.termType !== 'Literal') return { type: 'literal', value: term.value, text }
  const { unit: unitIri, precision: _, ...rest } = detail
  const unit = unitIri === undefined ? undefined : labelOf(store, unitIri, language)
  const plain = term.language !== '' || term.datatype.value === `${XSD}string`
  return {
    type: 'literal',
    value: term.value,
    text,
    ...(term.language !== '' && { language: term.language }),
    ...(!plain && { datatype: term.datatype.value }),
    ...(isTime(term) && { precision: precisionOf(term, detail) }),
    ...(unitIri !== undefined && { unit: { iri: unitIri, ...(unit !== undefined && { label: unit }) } }),
    ...rest
  }
}

/** The IRI in Wikidata of an entity that has an item; undefined of others. */
export const itemOf = (store: Store, entity: Term): string | undefined =>
  objectsOf(store, entity, `${OWL}sameAs`).find(({ value }) => value.startsWith(WD))?.value

/** A value in words, without marks: of an entity its label, of a time as much as is known. */
function valueText(store: Store, term: Term, detail: ValueDetail, base: string, language: string): string {
  if (term.termType === 'NamedNode') {
    if (term.value.startsWith(`${base}.well-known/genid/`)) return 'unknown'
    const label = labelOf(store, term, language)
    if (label !== undefined) return label
    if (term.value.startsWith(FILE_PATH)) return decoded(term.value.slice(FILE_PATH.length))
    return term.value.startsWith(base) ? decoded(term.value.slice(base.length)) : decoded(term.value)
  }
  if (term.termType !== 'Literal') return term.value
  if (isTime(term)) return timeText(term.value, precisionOf(term, detail), language)
  if (isNumber(term)) {
    const unit =
      detail.unit === undefined ? undefined : (labelOf(store, detail.unit, language) ?? detail.unit)
    return `${plainNumber(term.value)}${unit === undefined ? '' : ` ${unit}`}${boundsText(term.value, detail)}`
  }
  return term.datatype.value === `${GEO}wktLiteral` ? coordinateText(term.value) : term.value
}

/** A time to the precision it is known, with the month's name in this language; year 0 is 1 BC, as in XML Schema 1.1. */
export function timeText(value: string, precision: number, language: string): string {
  const [, sign = '', year = '', month = '01', day = '01'] =
    /^([+-]?)(\d{4,})(?:-(\d\d))?(?:-(\d\d))?/.exec(value) ?? []
  if (year === '') return value
  const number = sign === '-' ? -Number(year) : Number(year)
  const yearText = number > 0 ? String(number) : `${1 - number} BC`
  if (precision < 9 && precision > 6) return periodText(number, precision)
  if (precision <= 9 || month === '00') return yearText
  const name = monthName(Number(month), language)
  return precision === 10 || day === '00' ? `${name} ${yearText}` : `${Number(day)} ${name} ${yearText}`
}

/** The name of a month, 1 to 12. Other calendars than Gregorian's are not converted: only names come from here. */
export function monthName(month: number, language: string): string {
  let names = monthNames.get(language)
  if (!names) {
    const format = new Intl.DateTimeFormat(languageOr(language), { month: 'long', timeZone: 'UTC' })
    names = Array.from({ length: 12 }, (_, i) => format.format(Date.UTC(2000, i, 1)))
    // Tags come from data and from requests.
    if (monthNames.size >= mostLanguages) monthNames.clear()
    monthNames.set(language, names)
  }
  return names[month - 1] ?? ''
}

/** By language, since to make a format takes longer than the rest of a page. */
const monthNames = new Map<string, readonly string[]>()
const mostLanguages = 1000

/** A decade or a century. */
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

/** A decimal as people write it: without the plus of RDF. */
export const plainNumber = (decimal: string): string => decimal.replace(/^\+/, '')

/** What is known of how much a quantity may be: ` (3 to 5)`, ` or more`; empty where nothing is. */
export function boundsText(amount: string, { lower, upper }: ValueDetail): string {
  if (lower !== undefined && upper !== undefined) return ` (${plainNumber(lower)} to ${plainNumber(upper)})`
  if (lower !== undefined) return lower === amount ? ' or more' : ` (at least ${plainNumber(lower)})`
  if (upper !== undefined) return upper === amount ? ' or less' : ` (at most ${plainNumber(upper)})`
  return ''
}

/** `Point(37.5 -55.8)` (longitude first) as `55.8° S, 37.5° E`. */
export function coordinateText(value: string): string {
  const [, longitude, latitude] = pointPattern.exec(value) ?? []
  if (longitude === undefined || latitude === undefined) return value
  const part = (text: string, positive: string, negative: string) =>
    `${text.replace('-', '')}° ${text.startsWith('-') ? negative : positive}`
  return `${part(latitude, 'N', 'S')}, ${part(longitude, 'E', 'W')}`
}

/** A point in well-known text: longitude, then latitude. */
export const pointPattern = /^Point\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)$/i

/** A point on the earth, in degrees: east and north are positive. */
export interface Point {
  readonly longitude: number
  readonly latitude: number
}

/** The point that a literal in well-known text is; undefined for what is none, or lies on another globe. */
export function pointOf(term: Term): Point | undefined {
  if (term.termType !== 'Literal' || term.datatype.value !== `${GEO}wktLiteral`) return undefined
  const [, ...numbers] = pointPattern.exec(term.value) ?? []
  const [longitude = Number.NaN, latitude = Number.NaN] = numbers.map(Number)
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 ? { longitude, latitude } : undefined
}

/** Percent-escapes read back, for the eye only. */
export function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
