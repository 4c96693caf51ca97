import { html } from 'hono/html'
import type { Html } from './site.ts'

/** Words of a document as people read them, with where they stand in it, as a file under `texts/` has them. */
export interface TextPassage {
  readonly text: string
  /** Three numbers a piece: where it begins in `text`, and where it begins and ends in the document. */
  readonly places: readonly number[]
}

/** A stretch of a passage that statements cite. */
export interface Mark {
  readonly start: number
  readonly end: number
  /** Fragments that lead here. */
  readonly ids: readonly string[]
  /** What stands behind the words. */
  readonly notes: Html | string
}

/** The stretch of a passage that stands for a stretch of the document; undefined where none does. */
export function stretchIn(
  { text, places }: TextPassage,
  start: number,
  end: number
): { readonly start: number; readonly end: number } | undefined {
  let first = Number.POSITIVE_INFINITY
  let last = -1
  for (let i = 0; i < places.length; i += 3) {
    const [at, from, to] = [places[i]!, places[i + 1]!, places[i + 2]!]
    if (from >= end || to <= start) continue
    const next = places[i + 3] ?? text.length
    const isOwn = to - from === next - at
    first = Math.min(first, isOwn ? at + Math.max(0, start - from) : at)
    last = Math.max(last, isOwn ? at + Math.min(to, end) - from : next)
  }
  return last < 0 ? undefined : { start: first, end: last }
}

/** Elements that stand in each other: more than these no browser need follow. */
const deepest = 30

/**
 * A text with its marks. One within another stands in it; one that begins in another and ends behind it has its
 * fragments and notes on what both share, and the rest of it is marked too.
 */
export function markedHtml(text: string, marks: readonly Mark[]): Html {
  return within(text, 0, text.length, [...marks].sort(outermostFirst), 0)
}

const outermostFirst = (a: Mark, b: Mark): number => a.start - b.start || b.end - a.end

function within(text: string, from: number, to: number, marks: readonly Mark[], depth: number): Html {
  const pieces: (Html | string)[] = []
  let at = from
  let rest = marks
  while (rest.length > 0) {
    const [mark, ...others] = rest as [Mark, ...Mark[]]
    const behind = others.findIndex(({ start }) => start >= mark.end)
    const inner = behind < 0 ? others : others.slice(0, behind)
    const over = Math.max(mark.end, ...inner.map(({ end }) => end))
    rest = behind < 0 ? [] : others.slice(behind)
    if (over > mark.end) {
      const left: Mark = { start: mark.end, end: over, ids: [], notes: '' }
      rest = [left, ...rest].sort(outermostFirst)
    }
    pieces.push(text.slice(at, mark.start), markHtml(text, mark, inner, depth))
    at = mark.end
  }
  return html`${pieces}${text.slice(at, to)}`
}

function markHtml(
  text: string,
  { start, end, ids, notes }: Mark,
  inner: readonly Mark[],
  depth: number
): Html {
  if (depth >= deepest)
    return html`${[...ids, ...inner.flatMap(mark => mark.ids)].map(placeHtml)}${text.slice(start, end)}${notes}${inner.map(mark => mark.notes)}`
  const cut = inner.map(mark => (mark.end > end ? { ...mark, end } : mark))
  const nested = ids.slice(1, deepest)
  let words = within(text, start, end, cut, depth + 1)
  for (const id of nested) words = html`<span id="${id}">${words}</span>`
  return html`${ids.slice(deepest).map(placeHtml)}<mark${ids.length > 0 ? html` id="${ids[0]}"` : ''}>${words}</mark>${notes}`
}

const placeHtml = (id: string): Html => html`<span id="${id}"></span>`
