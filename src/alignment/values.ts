import type { Words } from '../claims/claims.ts'
import type { Datatype } from './catalogue.ts'
import type { Value } from './statement.ts'

const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/
const time =
  /^([+-]?)(\d{4,16})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/
const wktPoint =
  /^Point\s*\(\s*([+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s+([+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*\)$/i
const latLon = /^\[?\s*([+-]?\d{1,3}(?:\.\d+)?)\s*,\s*([+-]?\d{1,3}(?:\.\d+)?)\s*\]?$/
const commonsFile = /^https?:\/\/commons\.wikimedia\.org\/wiki\/(?:Special:FilePath\/|File:)(.+)$/
const genid = /^https?:\/\/[^/]+\/\.well-known\/genid\/(.+)$/

/** A value, and how what the words do not say was inferred. */
export interface ReadValue {
  readonly value: Value
  readonly method?: string
}

/**
 * The value that words are, read as this datatype; undefined when they cannot be one. Items and monolingual
 * text need more than the words and are read elsewhere (`entities.ts`, `languages.ts`).
 */
export function readValue(words: Words, datatype: Datatype): ReadValue | undefined {
  // A link to a page of the web is that page's address, where an address is wanted.
  if (words.kind === 'link')
    return datatype === 'url' && /^https?:/i.test(words.text) ? readers.url?.(words.text) : undefined
  if (words.kind === 'tuple') {
    const [latitude = '', longitude = ''] = words.items
    return datatype === 'globe-coordinate' ? coordinate(latitude, longitude) : undefined
  }
  if (words.kind === 'time') return datatype === 'time' ? timeNamed(words) : undefined
  if (words.kind === 'quantity') return datatype === 'quantity' ? quantityNamed(words) : undefined
  const text = cleaned(words.text)
  const unknown = genid.exec(text)
  if (unknown) return { value: { type: 'unknown', key: unknown[1]! } }
  const reader = readers[datatype]
  return reader === undefined ? undefined : reader(text)
}

const str = (text: string): ReadValue => ({ value: { type: 'string', text } })

const readers: Readonly<Partial<Record<Datatype, (text: string) => ReadValue | undefined>>> = {
  string: str,
  math: str,
  'musical-notation': str,
  'wikibase-lexeme': str,
  'wikibase-form': str,
  'wikibase-sense': str,
  'entity-schema': str,
  'external-id': text => ({ value: { type: 'external-id', text } }),
  quantity: text => {
    const amount = amountOf(text)
    return amount === undefined ? undefined : { value: { type: 'quantity', amount } }
  },
  time: text => timeOf(text),
  'globe-coordinate': text => {
    const point = wktPoint.exec(text)
    if (point) return coordinate(point[2]!, point[1]!)
    const pair = latLon.exec(text)
    return pair ? coordinate(pair[1]!, pair[2]!) : undefined
  },
  commonsMedia: text => {
    const file =
      commonsFile.exec(text)?.[1] ??
      (/^[^/:]+\.[A-Za-z0-9]{2,5}$/.test(text) ? encodeURIComponent(text) : undefined)
    return file === undefined
      ? undefined
      : {
          value: {
            type: 'iri',
            iri: `http://commons.wikimedia.org/wiki/Special:FilePath/${file.replaceAll('_', '%20')}`
          }
        }
  },
  url: text => {
    const iri = iriOf(text)
    return iri === undefined ? undefined : { value: { type: 'iri', iri } }
  },
  'tabular-data': text => commonsData(text),
  'geo-shape': text => commonsData(text)
}

const commonsData = (text: string): ReadValue | undefined => {
  const page = /^(?:https?:\/\/commons\.wikimedia\.org\/data\/main\/)?(Data:.+)$/.exec(text)?.[1]
  return page === undefined
    ? undefined
    : { value: { type: 'iri', iri: `http://commons.wikimedia.org/data/main/${page.replaceAll(' ', '+')}` } }
}

/** Literals travel through XML too, which has no place for control characters (XML 1.0 §2.2). */
const cleaned = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g, '').trim()

/** `63` → `+63`, `.5` → `+0.5`; digits beyond a double's precision stay. */
function amountOf(text: string): string | undefined {
  if (!number.test(text)) return undefined
  const sign = text.startsWith('-') ? '-' : '+'
  const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').split('.')
  const integer = whole.replace(/^0+(?=\d)/, '') || '0'
  const digits = fraction === '' ? integer : `${integer}.${fraction}`
  return /^[0.]+$/.test(digits) ? `+${digits}` : `${sign}${digits}`
}

function timeOf(text: string): ReadValue | undefined {
  const match = time.exec(text)
  if (!match) return undefined
  const [, sign = '', year = '', month, day, hours, , , zone] = match
  const m = Number(month ?? 0)
  const d = Number(day ?? 0)
  if (m > 12 || d > 31 || (d > 0 && m > 0 && d > daysIn(Number(year), m))) return undefined
  const iso = `${sign === '-' ? '-' : ''}${year.replace(/^0+(?=\d{4})/, '')}-${two(m || 1)}-${two(d || 1)}T00:00:00Z`
  if (m === 0) return { value: { type: 'time', time: iso, precision: 9 } }
  if (d === 0) return { value: { type: 'time', time: iso, precision: 10 } }
  // The importer writes a bare year as its first day: more than a year cannot be claimed from that.
  if (hours !== undefined && zone === 'Z' && m === 1 && d === 1)
    return { value: { type: 'time', time: iso, precision: 9 }, method: '1 January stands for the whole year' }
  return { value: { type: 'time', time: iso, precision: 11 } }
}

/** A date that prose names; a decade or a century is written as Wikidata does, whichever of its years was given. */
function timeNamed({ text, precision }: Words & { kind: 'time' }): ReadValue | undefined {
  if (!/^-?\d{4,16}(?:-\d\d){0,2}$/.test(text)) return undefined
  if (precision === undefined) return timeOf(text)
  const year = Number(/^-?\d+/.exec(text)![0])
  const start = precision === 'decade' ? decadeOf(year) : centuryOf(year)
  const digits = String(Math.abs(start)).padStart(4, '0')
  const time = `${start < 0 ? '-' : ''}${digits}-01-01T00:00:00Z`
  return { value: { type: 'time', time, precision: precision === 'decade' ? 8 : 7 } }
}

// Before our era decades and centuries count away from it: year 0 is 1 BC, and -43, which is 44 BC, is in the 40s BC.
const decadeOf = (year: number): number =>
  year > 0 ? Math.max(1, Math.floor(year / 10) * 10) : 1 - Math.max(1, Math.floor((1 - year) / 10) * 10)

// The 20th century is written 2000, its last year; the 1st century BC is 100 BC, its first.
const centuryOf = (year: number): number =>
  year > 0 ? Math.ceil(year / 100) * 100 : 1 - Math.ceil((1 - year) / 100) * 100

function quantityNamed(words: Words & { kind: 'quantity' }): ReadValue | undefined {
  const { unit } = words
  const [amount, lower, upper] = [words.amount, words.lower, words.upper].map(n =>
    n === undefined ? undefined : amountOf(n)
  )
  if (amount === undefined || (unit !== undefined && !/^Q[1-9]\d*$/.test(unit))) return undefined
  if ((lower === undefined) !== (words.lower === undefined)) return undefined
  if ((upper === undefined) !== (words.upper === undefined)) return undefined
  // Bounds that leave the amount out are a slip (Wikibase data model, "QuantityValue").
  if (Number(lower ?? amount) > Number(amount) || Number(upper ?? amount) < Number(amount)) return undefined
  return {
    value: {
      type: 'quantity',
      amount,
      ...(unit === undefined ? {} : { unit }),
      ...(lower === undefined ? {} : { lower }),
      ...(upper === undefined ? {} : { upper })
    }
  }
}

const two = (n: number): string => String(n).padStart(2, '0')
const daysIn = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31

function coordinate(latitude: string, longitude: string): ReadValue | undefined {
  if (!number.test(latitude) || !number.test(longitude)) return undefined
  if (Math.abs(Number(latitude)) > 90 || Math.abs(Number(longitude)) > 180) return undefined
  return {
    value: {
      type: 'coordinate',
      latitude: latitude.replace(/^\+/, ''),
      longitude: longitude.replace(/^\+/, '')
    }
  }
}

/**
 * An absolute IRI as it may stand in RDF: what RFC 3987 forbids is percent-encoded, the rest is left alone.
 * Undefined for anything else, and for schemes that would run code in a reader's browser.
 */
export function iriOf(text: string): string | undefined {
  if (!/^[a-z][a-z0-9+.-]*:\S/i.test(text) || /^(?:javascript|data|vbscript|file):/i.test(text))
    return undefined
  if (/^https?:/i.test(text) && !URL.canParse(text)) return undefined
  return text.replace(
    /[\u0000-\u0020"<>\\^`{|}]/g,
    c => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
  )
}
