import type { ReadingBlock, ReadingPassage } from '../dumps/dumps.ts'
import { type Block, type Document, type Passage, placesOf, sentencesOf } from '../prose/prose.ts'
import { leadersNamed } from '../rules/rules.ts'
import type { PrivateNames } from '../vault/vault.ts'

/** Stands where a sentence stood that names a private note. */
const leftOut = '…'

/** The blocks of a document as people read them, without any sentence that names a private note. */
export function readingBlocks({ blocks }: Document, privateNames: PrivateNames): ReadingBlock[] {
  const shown = [...leadersNamed(blocks)]
  const hidden = hiddenSentences(shown, privateNames)
  const read = new Map<Passage, ReadingPassage>()
  const reading = (passage: Passage): ReadingPassage => {
    let known = read.get(passage)
    if (!known) {
      known = readingPassage(passage, hidden.get(passage))
      read.set(passage, known)
    }
    return known
  }
  return shown.map((block): ReadingBlock => {
    switch (block.kind) {
      case 'heading':
        return { kind: 'heading', level: block.level, passage: reading(block.passage) }
      case 'item':
        return { kind: 'item', list: block.list, passage: reading(block.passage) }
      case 'field':
        return { kind: 'field', key: reading(block.key), values: block.values.map(reading) }
      case 'row':
        return {
          kind: 'row',
          table: block.table,
          heads: block.heads.map(reading),
          cells: block.cells.map(reading)
        }
      default:
        return { kind: block.kind, passage: reading(block.passage) }
    }
  })
}

/** A sentence of a passage, and whether it must not be shown. */
interface Sentence {
  readonly start: number
  readonly end: number
  hidden: boolean
}

/**
 * The sentences of passages that have one to hide. Names are looked for over the bounds of passages, and again where
 * what is left out has brought words together.
 */
function hiddenSentences(blocks: readonly Block[], privateNames: PrivateNames): Map<Passage, Sentence[]> {
  const found = new Map<Passage, Sentence[]>()
  if (privateNames.isEmpty) return found
  const passages = [...passagesOf(blocks)]
  for (const passage of passages)
    if (!found.has(passage))
      found.set(
        passage,
        sentencesOf(passage).map(({ start, end }) => ({ start, end, hidden: false }))
      )
  for (;;) {
    const pieces: string[] = []
    const owners: { readonly start: number; readonly end: number; readonly sentence: Sentence }[] = []
    let length = 0
    for (const passage of passages) {
      for (const sentence of found.get(passage)!) {
        const words = sentence.hidden ? leftOut : passage.text.slice(sentence.start, sentence.end)
        if (!sentence.hidden) owners.push({ start: length, end: length + words.length, sentence })
        pieces.push(words)
        length += words.length + 1
      }
    }
    const ranges = privateNames.rangesIn(pieces.join('\n'))
    if (ranges.length === 0) return new Map([...found].filter(([, own]) => own.some(({ hidden }) => hidden)))
    let next = 0
    for (const { start, end, sentence } of owners) {
      while (next < ranges.length && ranges[next]![1] <= start) next++
      for (let i = next; i < ranges.length && ranges[i]![0] < end; i++)
        if (ranges[i]![1] > start) sentence.hidden = true
    }
  }
}

/** The passages of blocks in the order in which they are read; heads of columns once for their table. */
function* passagesOf(blocks: readonly Block[]): Iterable<Passage> {
  let table: number | undefined
  for (const block of blocks) {
    if (block.kind === 'field') yield* [block.key, ...block.values]
    else if (block.kind === 'row') {
      if (block.table !== table) yield* block.heads
      table = block.table
      yield* block.cells
    } else yield block.passage
  }
}

// What XML and HTML have no character for.
const notInXml = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

function readingPassage(passage: Passage, sentences: readonly Sentence[] | undefined): ReadingPassage {
  const places = placesOf(passage)
  const text = passage.text.replace(notInXml, '\ufffd')
  if (!sentences) return { text, places }
  const pieces: string[] = []
  const kept: number[] = []
  let length = 0
  let last: Sentence | undefined
  for (const sentence of sentences) {
    const { start, end, hidden } = sentence
    const origin = passage.origin(start, end)
    if (hidden && last?.hidden) kept[kept.length - 1] = origin.end
    else {
      if (last) {
        pieces.push(' ')
        kept.push(length, origin.start, origin.start)
        length += 1
      }
      const words = hidden ? leftOut : text.slice(start, end)
      if (hidden) kept.push(length, origin.start, origin.end)
      else for (const place of placesWithin({ text, places }, start, end, length - start)) kept.push(place)
      pieces.push(words)
      length += words.length
    }
    last = sentence
  }
  return { text: pieces.join(''), places: kept }
}

/** The places of a part of a passage, in a text in which it is moved by so many characters. */
export function placesWithin(
  { text, places }: ReadingPassage,
  start: number,
  end: number,
  move: number
): number[] {
  const within: number[] = []
  // The piece that the first character is in.
  let low = 0
  let high = places.length / 3 - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (places[middle * 3]! <= start) low = middle
    else high = middle - 1
  }
  for (let i = low * 3; i < places.length; i += 3) {
    const [at, from, to] = [places[i]!, places[i + 1]!, places[i + 2]!]
    const next = places[i + 3] ?? text.length
    if (at >= end) break
    const isOwn = to - from === next - at
    const cut = Math.max(at, start)
    within.push(cut + move, isOwn ? from + cut - at : from, isOwn ? Math.min(to, from + end - at) : to)
  }
  return within
}
