import { XSD } from '../rdf/rdf.ts'

const integers = [
  'integer',
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
]
const zone = '(?:Z|[+-]\\d\\d:\\d\\d)'
const day = '-?\\d{4,}-\\d\\d-\\d\\d'
const moment = `${day}T\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?`

/** The lexical forms of numbers by datatype (XSD 1.1 part 2 §3.3 and §3.4), but for how large they may be. */
const numbers = new Map<string, RegExp>([
  ...integers.map(name => [XSD + name, /^[+-]?\d+$/] as const),
  [`${XSD}decimal`, /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/],
  ...['double', 'float'].map(
    name => [XSD + name, /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF)$/] as const
  )
])

/** Those of times. */
const times = new Map<string, RegExp>(
  Object.entries({
    dateTime: `${moment}${zone}?`,
    dateTimeStamp: `${moment}${zone}`,
    date: `${day}${zone}?`,
    gYear: `-?\\d{4,}${zone}?`,
    gYearMonth: `-?\\d{4,}-\\d\\d${zone}?`
  }).map(([name, pattern]) => [XSD + name, new RegExp(`^${pattern}$`)])
)
const timeParts = /^(-?\d+)(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d):(\d\d(?:\.\d+)?))?)?)?(Z|[+-]\d\d:\d\d)?$/

/**
 * What a literal is compared and reckoned by: a number as the nearest double, a time as milliseconds since 1970 in
 * UTC (a date or a year its first moment; a time without zone is taken for UTC), true as 1 and false as 0; NaN for
 * what has no such value, or none in its lexical space. Values that differ may share a double.
 */
export function literalValue(text: string, datatype: string): number {
  const number = numbers.get(datatype)
  if (number) return number.test(text) ? Number(text.replace('INF', 'Infinity')) : Number.NaN
  const time = times.get(datatype)
  if (time) return time.test(text) ? timeOf(text) : Number.NaN
  if (datatype === `${XSD}boolean`)
    return text === 'true' || text === '1' ? 1 : text === 'false' || text === '0' ? 0 : Number.NaN
  return Number.NaN
}

function timeOf(text: string): number {
  const match = timeParts.exec(text)
  if (!match) return Number.NaN
  const [, year = '', month = '01', day = '01', hour = '00', minute = '00', second = '00', zone = 'Z'] = match
  const date = new Date(0)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  // A day that its month does not have becomes one of the next.
  if (date.getUTCMonth() + 1 !== Number(month) || date.getUTCDate() !== Number(day)) return Number.NaN
  const ofDay = Number(hour) * 3_600_000 + Number(minute) * 60_000 + Math.round(Number(second) * 1000)
  if (Number(minute) > 59 || Number(second) >= 60 || ofDay > 86_400_000) return Number.NaN
  const offset = zone === 'Z' ? 0 : (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6))) * 60_000
  if (offset > 14 * 3_600_000) return Number.NaN
  return date.getTime() + ofDay + (zone.startsWith('-') ? offset : -offset)
}
