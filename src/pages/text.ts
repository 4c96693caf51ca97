import { html, raw } from 'hono/html'
import type { Citation } from '../store/store.ts'
import { anchorOf } from './facts.ts'
import { factHref, factLine } from './passages.ts'
import { bytesOf, type PageRoom } from './room.ts'
import type { Html, PageSite } from './site.ts'
import { type Mark, markedHtml, stretchIn, type TextPassage } from './text-marks.ts'
import { languageAttributes } from './words.ts'

/** A block of a document's text, as a file under `texts/` has it. */
export type TextBlock =
  | { readonly kind: 'heading'; readonly level: number; readonly passage: TextPassage }
  | { readonly kind: 'paragraph' | 'caption'; readonly passage: TextPassage }
  | { readonly kind: 'item'; readonly list: number; readonly passage: TextPassage }
  | { readonly kind: 'field'; readonly key: TextPassage; readonly values: readonly TextPassage[] }
  | {
      readonly kind: 'row'
      readonly table: number
      readonly heads: readonly TextPassage[]
      readonly cells: readonly TextPassage[]
    }

/** A stretch of words, with the numbers of the facts that rest on it. */
interface Stretch {
  readonly start: number
  readonly end: number
  readonly ids: string[]
  readonly numbers: number[]
}

/** Bytes around a passage and around a mark, at most. */
const [aroundPassage, aroundMark] = [60, 150]
/** Numbers of facts behind one stretch of words. */
const mostNumbers = 12

/** What writing a text needs beside it. */
export interface TextContext {
  readonly site: PageSite
  readonly room: PageRoom
  readonly language: string
  /** In the order of their numbers. */
  readonly citations: readonly Citation[]
}

/**
 * A text with what statements cite marked in it: behind the words the numbers of the facts, each of which leads to it,
 * and beside the block the facts themselves. `left` are the citations whose words stand in no block.
 */
export function textHtml(
  blocks: readonly TextBlock[],
  context: TextContext
): { readonly text: Html; readonly left: readonly Citation[] } {
  const { room } = context
  const groups = groupsOf(blocks)
  const marks = marksOf(groups, context)
  const outline = { level: 2, tables: 0 }
  // The text has its place before the facts beside it.
  const pieces = groups.map(group => {
    const words = groupHtml(group, marks.of, outline)
    room.take(words)
    const numbers = new Set(passagesOf(group).flatMap(one => marks.numbers.get(one) ?? []))
    return { words, numbers: [...numbers].sort((a, b) => a - b) }
  })
  const attributes = languageAttributes(context.language)
  const text = html`${pieces.map(
    ({
      words,
      numbers
    }) => html`<div class="piece"><div${attributes}>${words}</div>${factsHtml(numbers, context)}</div>
`
  )}`
  return { text, left: context.citations.filter((_, i) => !marks.placed.has(i)) }
}

/** The facts of a group of blocks, by their numbers. */
function factsHtml(numbers: readonly number[], { site, room, citations }: TextContext): Html | string {
  if (numbers.length === 0) return ''
  const around = html`<details class="told"><summary>${numbers.length} ${numbers.length === 1 ? 'fact' : 'facts'}</summary><ol></ol><p>and ${numbers.length} more</p></details>`
  if (!room.take(around)) return ''
  const lines = room.fit(
    numbers,
    number => html`<li value="${number}">${factLine(site, citations[number - 1]!)}</li>`
  )
  const more = numbers.length - lines.length
  return html`<details class="told"><summary>${numbers.length} ${numbers.length === 1 ? 'fact' : 'facts'}</summary><ol>${lines}</ol>${more > 0 ? html`<p>and ${more} more</p>` : ''}</details>`
}

/**
 * The marks of each passage. Where words stand in several, as those of a field do, the last has the fragment of the
 * reference and its number.
 */
function marksOf(groups: readonly (readonly TextBlock[])[], { site, room, citations }: TextContext) {
  const passages = groups.flatMap(passagesOf).map(passage => ({ passage, span: spanOf(passage) }))
  const placed = new Set<number>()
  const numbers = new Map<TextPassage, number[]>()
  const stretches = new Map<TextPassage, Map<string, Stretch>>()
  for (const [i, { reference }] of citations.entries()) {
    const { start, end } = reference
    if (start === undefined || end === undefined) continue
    let mark: Stretch | undefined
    let last: { readonly passage: TextPassage; readonly from: number } | undefined
    for (const { passage, span } of passages) {
      const stretch = span.from < end && span.to > start ? stretchIn(passage, start, end) : undefined
      if (!stretch) continue
      const ofPassage = stretches.get(passage) ?? new Map<string, Stretch>()
      stretches.set(passage, ofPassage)
      const key = `${stretch.start} ${stretch.end}`
      const found = ofPassage.get(key) ?? { ...stretch, ids: [], numbers: [] }
      ofPassage.set(key, found)
      // A cell that spans rows stands in each of them.
      if (last && span.from <= last.from) continue
      mark = found
      last = { passage, from: span.from }
    }
    if (!mark || !last) continue
    const id = `ref-${anchorOf(reference.iri)}`
    if (!mark.ids.includes(id)) mark.ids.push(id)
    mark.numbers.push(i + 1)
    numbers.set(last.passage, [...(numbers.get(last.passage) ?? []), i + 1])
    placed.add(i)
  }
  // The words and their marks have their place before what leads on from them.
  const text = passages.reduce(
    (sum, { passage }) => sum + bytesOf(String(html`${passage.text}`)) + aroundPassage,
    0
  )
  let left = room.most(Number.POSITIVE_INFINITY) - text - citations.length * aroundMark
  const noteOf = (number: number): Html => {
    const fact = html`<a href="${factHref(site, citations[number - 1]!)}" aria-label="${'disagreement' in citations[number - 1]! ? 'Disagreement' : 'Fact'} ${number}">${number}</a>`
    left -= bytesOf(String(fact))
    return left > 0 ? fact : html`${number}`
  }
  const of = (passage: TextPassage): readonly Mark[] =>
    [...(stretches.get(passage)?.values() ?? [])].map(({ numbers: own, ...mark }) => ({
      ...mark,
      notes:
        own.length === 0
          ? ''
          : html`<sup>${own.slice(0, mostNumbers).map((number, i) => html`${i === 0 ? '' : ' '}${noteOf(number)}`)}${own.length > mostNumbers ? ' …' : ''}</sup>`
    }))
  return { of, placed, numbers }
}

/** From where to where in the document a passage reaches. */
function spanOf({ places }: TextPassage): { from: number; to: number } {
  let [from, to] = [Number.POSITIVE_INFINITY, -1]
  for (let i = 0; i < places.length; i += 3) {
    from = Math.min(from, places[i + 1]!)
    to = Math.max(to, places[i + 2]!)
  }
  return { from, to }
}

/** The passages of a group; a table shows the heads of its columns once. */
const passagesOf = (group: readonly TextBlock[]): readonly TextPassage[] =>
  group.flatMap((block, i) =>
    block.kind === 'field'
      ? [block.key, ...block.values]
      : block.kind === 'row'
        ? [...(i === 0 ? block.heads : []), ...block.cells]
        : [block.passage]
  )

/** Blocks that make up one list, one table or one run of fields together, others alone. */
function groupsOf(blocks: readonly TextBlock[]): TextBlock[][] {
  const groups: TextBlock[][] = []
  const keyOf = (block: TextBlock): string | undefined =>
    block.kind === 'item' ? `list ${block.list}` : block.kind === 'row' ? `table ${block.table}` : block.kind
  for (const block of blocks) {
    const last = groups.at(-1)
    const key = keyOf(block)
    const joins = ['item', 'row', 'field'].includes(block.kind)
    if (joins && last && keyOf(last[0]!) === key) last.push(block)
    else groups.push([block])
  }
  return groups
}

/** A group of blocks; `outline` is how deep the last heading was, and how many tables there have been. */
function groupHtml(
  group: readonly TextBlock[],
  marksIn: (passage: TextPassage) => readonly Mark[],
  outline: { level: number; tables: number }
): Html {
  const words = (passage: TextPassage): Html => markedHtml(passage.text, marksIn(passage))
  const [first] = group as [TextBlock]
  switch (first.kind) {
    case 'heading': {
      outline.level = Math.max(3, Math.min(first.level + 1, outline.level + 1, 6))
      const name = raw(`h${outline.level}`)
      return html`<${name} dir="auto">${words(first.passage)}</${name}>`
    }
    case 'item':
      return html`<ul>${group.map(block => (block.kind === 'item' ? html`<li dir="auto">${words(block.passage)}</li>` : ''))}</ul>`
    case 'field':
      return html`<dl>${group.map(block => (block.kind === 'field' ? html`<div><dt dir="auto">${words(block.key)}</dt>${block.values.map(value => html`<dd dir="auto">${words(value)}</dd>`)}</div>` : ''))}</dl>`
    case 'row':
      return html`<div class="scroll" role="region" aria-label="Table ${++outline.tables}" tabindex="0"><table>
${first.heads.length > 0 ? html`<thead><tr>${first.heads.map(head => html`<th scope="col" dir="auto">${words(head)}</th>`)}</tr></thead>` : ''}
<tbody>${group.map(block => (block.kind === 'row' ? html`<tr>${block.cells.map(cell => html`<td dir="auto">${words(cell)}</td>`)}</tr>` : ''))}</tbody></table></div>`
    case 'caption':
      return html`<p class="caption" dir="auto">${words(first.passage)}</p>`
    case 'paragraph':
      return html`<p dir="auto">${words(first.passage)}</p>`
  }
}
