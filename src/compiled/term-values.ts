import { XSD } from '../rdf/rdf.ts'

const numeric = new Set(
  [
    'integer',
    'decimal',
    'double',
    'float',
    'nonPositiveInteger',
    'negativeInteger',
    'long',
    'int',
    'short',
    'byte',
    'nonNegativeInteger',
    'unsignedLong',
    'unsignedInt',
    'unsignedShort',
    'unsignedByte',
    'positiveInteger'
  ].map(name => XSD + name)
)
const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/
const time = /^(-?\d{4,})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d):(\d\d(?:\.\d+)?))?)?)?(Z|[+-]\d\d:\d\d)?$/
const times = new Set(['dateTime', 'dateTimeStamp', 'date', 'gYear', 'gYearMonth'].map(name => XSD + name))

/**
 * What a literal is compared and reckoned by: a number as the nearest double, a time as milliseconds since 1970 in
 * UTC (a date or a year its first moment; a time without zone is taken for UTC), true as 1 and false as 0; NaN for
 * what has no such value, or none in its lexical space. Values that differ may share a double.
 */
export function literalValue(text: string, datatype: string): number {
  if (numeric.has(datatype)) {
    if (number.test(text)) return Number(text)
    if (text === 'INF' || text === '+INF') return Number.POSITIVE_INFINITY
    return text === '-INF' ? Number.NEGATIVE_INFINITY : Number.NaN
  }
  if (times.has(datatype)) return timeOf(text)
  if (datatype === `${XSD}boolean`)
    return text === 'true' || text === '1' ? 1 : text === 'false' || text === '0' ? 0 : Number.NaN
  return Number.NaN
}

function timeOf(text: string): number {
  const match = time.exec(text)
  if (!match) return Number.NaN
  const [, year = '', month = '01', day = '01', hour = '00', minute = '00', second = '00', zone = 'Z'] = match
  const date = new Date(0)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  const moment =
    date.getTime() + Number(hour) * 3_600_000 + Number(minute) * 60_000 + Math.round(Number(second) * 1000)
  if (zone === 'Z') return moment
  const offset = (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6))) * 60_000
  return zone.startsWith('-') ? moment + offset : moment - offset
}
