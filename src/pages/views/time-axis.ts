import { ticks } from 'd3-array'
import { dayOnAxis, monthName } from '../../store/store.ts'
import { numberLabel } from './drawing.ts'

/** A stretch of time, on the axis of years that moments lie on. */
export interface TimeAxis {
  readonly from: number
  readonly to: number
}

/** A place on an axis, and what stands beside it. */
export interface Tick {
  readonly at: number
  readonly text: string
}

/** The axis on which all of these have room, and some more around. */
export function axisOver(spans: readonly TimeAxis[]): TimeAxis {
  let [from, to] = [Infinity, -Infinity]
  for (const span of spans) {
    from = Math.min(from, span.from)
    to = Math.max(to, span.to)
  }
  if (from > to) return { from: 2000, to: 2001 }
  const around = Math.max((to - from) * 0.03, 0.02)
  return { from: from - around, to: to + around }
}

/** About so many places on an axis that are easy to read: days, months, or years. */
export function ticksOf({ from, to }: TimeAxis, count = 5): Tick[] {
  const years = to - from
  // Months and days of what is far away mean nothing.
  if (years < 2.5 && Math.abs(from) < 1e6)
    return years < 0.25 ? days(from, to, count) : months(from, to, count)
  return ticks(from, to, count)
    .filter(Number.isInteger)
    .map(yearTick)
    .filter(({ at }) => at >= from && at <= to)
}

/** A round year: of those before our era 500 BC, and not the year -500 of astronomers, which is 501 BC. */
function yearTick(year: number): Tick {
  const text = (value: number): string => (value < 10_000 ? String(value) : numberLabel(value))
  if (year > 0) return { at: year, text: text(year) }
  return year === 0 ? { at: 1, text: '1' } : { at: year + 1, text: `${text(-year)} BC` }
}

const yearText = (year: number): string => (year > 0 ? String(year) : `${1 - year} BC`)

const monthText = (year: number, month: number): string =>
  `${monthName(month, 'en').slice(0, 3)} ${yearText(year)}`

function months(from: number, to: number, count: number): Tick[] {
  const step = [1, 2, 3, 6].find(each => ((to - from) * 12) / each <= count + 1) ?? 6
  const found: Tick[] = []
  for (let year = Math.floor(from); year <= to; year++)
    for (let month = 1; month <= 12; month += step) {
      const at = dayOnAxis(year, month, 1)
      if (at >= from && at <= to) found.push({ at, text: monthText(year, month) })
    }
  return found
}

function days(from: number, to: number, count: number): Tick[] {
  const step = [1, 2, 5, 10, 15].find(each => ((to - from) * 366) / each <= count + 1) ?? 15
  const found: Tick[] = []
  for (let year = Math.floor(from); year <= to; year++)
    for (let month = 1; month <= 12; month++)
      for (let day = 1; day <= 28; day += step) {
        const at = dayOnAxis(year, month, day)
        if (at >= from && at <= to) found.push({ at, text: `${day} ${monthText(year, month)}` })
      }
  return found
}
