import { GEO, type Term } from '../rdf/rdf.ts'
import { folded, irisOf, namesOf, unquoted } from './entity-names.ts'
import { labelOf } from './labels.ts'
import type { Dataset } from './statements.ts'
import {
  isNumber,
  isTime,
  monthName,
  pointPattern,
  precisionOf,
  shownValue,
  type ValueDetail
} from './values.ts'

/** A value as somebody wrote it, read in every way it can be. */
export interface ValueWords {
  readonly text: string
  readonly folded: string
  /** What it is as an IRI, or as an id. */
  readonly iris: ReadonlySet<string>
  /** A year, a year and a month, or these and a day. */
  readonly date?: readonly number[]
  /** A decimal in its one spelling, and the words behind it. */
  readonly number?: { readonly amount: string; readonly unit: string }
  /** Latitude and longitude. */
  readonly point?: readonly [number, number]
}

/** Reads a value as people write it: an id, a name, a date, a number with or without its unit, two coordinates. */
export function valueWords({ base, language }: Dataset, words: string): ValueWords {
  const text = unquoted(words)
  const date = dateOf(text, language)
  const number = numberOf(text)
  const point = pointOf(text)
  return {
    text,
    folded: folded(text),
    iris: new Set(irisOf(text, base)),
    ...(date && { date }),
    ...(number && { number }),
    ...(point && { point })
  }
}

/**
 * Whether a value is what somebody wrote: `it` where it is the same, or says it more exactly (2002-10-07 of 2002);
 * `coarser` where it says less than what was written; undefined where it is another.
 */
export function likeness(
  { store, base, language }: Dataset,
  words: ValueWords,
  term: Term,
  detail: ValueDetail
): 'it' | 'coarser' | undefined {
  const shown = shownValue(store, term, detail, base, language)
  if (words.text === '') return undefined
  if (term.value === words.text || spaced(shown.text) === spaced(words.text)) return 'it'
  if (term.termType === 'NamedNode') {
    if (words.iris.has(term.value) || sameAddress(term.value, words.text)) return 'it'
    const names = [shown.text, ...namesOf(store, term)]
    return words.folded !== '' && names.some(name => folded(name) === words.folded) ? 'it' : undefined
  }
  if (term.termType !== 'Literal') return undefined
  if (isTime(term)) return words.date && dateLikeness(words.date, fieldsOf(term, precisionOf(term, detail)))
  if (isNumber(term)) {
    if (words.number?.amount !== decimal(term.value)) return undefined
    const unit = detail.unit === undefined ? undefined : labelOf(store, detail.unit, language)
    return unitFits(words.number.unit, detail.unit, unit) ? 'it' : undefined
  }
  if (term.datatype.value === `${GEO}wktLiteral`) {
    const [, longitude, latitude] = pointPattern.exec(term.value) ?? []
    const [north, east] = words.point ?? []
    return north !== undefined && north === Number(latitude) && east === Number(longitude) ? 'it' : undefined
  }
  if (detail.address !== undefined && sameAddress(detail.address, words.text)) return 'it'
  return words.folded !== '' && folded(term.value) === words.folded ? 'it' : undefined
}

const spaced = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

/** Web addresses as people take them for the same: whatever the scheme, with the last slash or without. */
const sameAddress = (a: string, b: string): boolean => {
  const bare = (address: string): string =>
    address
      .replace(/^https?:\/\/(?:www\.)?/i, '')
      .replace(/\/$/, '')
      .toLowerCase()
  return b.includes('.') && bare(a) === bare(b)
}

function dateLikeness(asked: readonly number[], said: readonly number[]): 'it' | 'coarser' | undefined {
  const common = Math.min(asked.length, said.length)
  if (common === 0 || asked.slice(0, common).some((field, i) => field !== said[i])) return undefined
  return said.length >= asked.length ? 'it' : 'coarser'
}

/** The year, month and day of a time, as far as its precision goes; of a decade or century nothing. */
function fieldsOf(term: Term, precision: number): number[] {
  const [, year, month, day] = /^([+-]?\d{4,})-(\d\d)-(\d\d)/.exec(term.value) ?? []
  if (year === undefined || precision < 9) return []
  return [Number(year), Number(month), Number(day)].slice(0, precision === 9 ? 1 : precision === 10 ? 2 : 3)
}

const isoDate = /^([+\-−]?)(\d{1,7})(?:[-/](\d{1,2})(?:[-/](\d{1,2})(?:T[\d:.]*Z?)?)?)?$/
const dottedDate = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{3,})$/

/** `2002`, `2002-10-07`, `7.10.2002`, `7 October 2002`, `October 7, 2002`, `October 2002`, `45 BC`. */
function dateOf(text: string, language: string): number[] | undefined {
  const [, sign, year, month, day] = isoDate.exec(text) ?? []
  if (year !== undefined)
    return [Number(year) * (sign === '-' || sign === '−' ? -1 : 1), month, day]
      .filter(field => field !== undefined)
      .map(Number)
  const [, d, m, y] = dottedDate.exec(text) ?? []
  if (y !== undefined) return [Number(y), Number(m), Number(d)]
  const words = folded(text).split(' ')
  // Year 0 is 1 BC, as in XML Schema 1.1.
  const before = words.some(word => /^bce?$/.test(word))
  const numbers = words.flatMap(word => /^(\d{1,7})(?:st|nd|rd|th)?$/.exec(word)?.[1] ?? []).map(Number)
  const months = words.flatMap(word => monthOf(word, language) ?? [])
  if (numbers.length === 0 || words.length > 6 || months.length > 1 || (months.length === 0 && !before))
    return undefined
  const at = numbers.findIndex(number => number > 31)
  const [whole] = numbers.splice(at < 0 ? numbers.length - 1 : at, 1)
  return [before ? 1 - whole! : whole!, ...months, ...(months.length > 0 ? numbers.slice(0, 1) : [])]
}

function monthOf(word: string, language: string): number | undefined {
  if (word.length < 3) return undefined
  for (const tongue of new Set([language, 'en']))
    for (let month = 1; month <= 12; month++) {
      const name = folded(monthName(month, tongue))
      if (name === word || (word.length === 3 && name.startsWith(word))) return month
    }
  return undefined
}

/** `4,110`, `+63`, `−0.5`, `5 years`. */
function numberOf(text: string): { amount: string; unit: string } | undefined {
  const [, digits, unit = ''] = /^([+\-−]?\d(?:[\d.,'’\u00a0\u202f ]*\d)?)\s*(\D.*)?$/su.exec(text) ?? []
  if (digits === undefined) return undefined
  const bare = digits.replace('−', '-').replace(/['’\s]/g, '')
  const plain = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(bare)
    ? bare.replaceAll(',', '')
    : bare.replace(',', '.')
  return /^[+-]?\d+(?:\.\d+)?$/.test(plain) ? { amount: decimal(plain), unit: folded(unit) } : undefined
}

/** A decimal in one spelling: `+063.50` as `63.5`. */
function decimal(text: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^([+-]?)(\d*)(?:\.(\d*))?/.exec(text) ?? []
  const left = whole.replace(/^0+(?=\d)/, '') || '0'
  const right = fraction.replace(/0+$/, '')
  const bare = right === '' ? left : `${left}.${right}`
  return sign === '-' && bare !== '0' ? `-${bare}` : bare
}

/** Whether the words behind a number may be its unit: left out, its name or the beginning of it, or unnamed here. */
function unitFits(words: string, unit: string | undefined, label: string | undefined): boolean {
  if (words === '') return true
  if (unit === undefined) return false
  const name = folded(label ?? '')
  return name === '' || name.startsWith(words) || words.startsWith(name)
}

/** `55.7963, 37.5354`, or well-known text. */
function pointOf(text: string): [number, number] | undefined {
  const [, longitude, latitude] = pointPattern.exec(text) ?? []
  if (longitude !== undefined) return [Number(latitude), Number(longitude)]
  const [, north, east] = /^(-?\d+(?:\.\d+)?)[°,;\s]+(-?\d+(?:\.\d+)?)°?$/.exec(text) ?? []
  return north === undefined ? undefined : [Number(north), Number(east)]
}
