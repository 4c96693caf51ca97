import { type Block, type Passage, type Span, tokensOf } from '../prose/prose.ts'
import type { Finding } from './finding.ts'

/**
 * Infoboxes put an office and who holds it under two keys, `Leader Title2` and `Leader Name2`: the office is the
 * key of its holder.
 */
export function* leadersNamed(blocks: readonly Block[]): Iterable<Block> {
  let title: { readonly stem: string; readonly passage: Passage } | undefined
  for (const block of blocks) {
    if (block.kind !== 'field') {
      yield block
      continue
    }
    const [, stem, part, number = ''] =
      /^(.*?)[ _-]?(title|name)[ _-]?(\d*)$/i.exec(block.key.text.trim()) ?? []
    const [value] = block.values
    if (stem === undefined || stem === '' || !value) yield block
    else if (part!.toLowerCase() === 'title') title = { stem: `${stem}${number}`, passage: value }
    else if (title?.stem === `${stem}${number}`) yield { ...block, key: title.passage }
    else yield block
  }
}

/** A finding in a field's value, with the key before it. */
export function withKey(finding: Finding, key: Passage): Finding {
  const passage = joined(key, finding.passage)
  const shift = passage.text.length - finding.passage.text.length
  return { ...finding, passage, span: { start: 0, end: finding.span.end + shift } }
}

/** A key and its value as they would stand on one line. */
export function joined(key: Passage, value: Passage): Passage {
  const name = key.text.replace(/[:\s]+$/, '')
  const text = `${name}: ${value.text}`
  const gap = name.length + 2
  return {
    text,
    links: [],
    origin: (start, end) => ({
      start:
        start < gap
          ? key.origin(Math.min(start, name.length), name.length).start
          : value.origin(start - gap, value.text.length).start,
      end: end <= gap ? key.origin(0, Math.min(end, name.length)).end : value.origin(0, end - gap).end
    })
  }
}

/** A row's cells as one passage, from the first that holds something to the last. */
export function rowPassage({ cells }: Block & { kind: 'row' }): Passage {
  const full = cells.filter(({ text }) => text.trim() !== '')
  const first = full[0] ?? cells[0]!
  const last = full.at(-1) ?? first
  const text = full.map(cell => cell.text.trim()).join(' | ')
  return {
    text,
    links: [],
    origin: () => ({
      start: first.origin(0, first.text.length).start,
      end: last.origin(0, last.text.length).end
    })
  }
}

const mostTokens = 400
const mostCharacters = 4_000

/**
 * Spans of a text of which none is too long to be read: one of more than 400 tokens or 4,000 characters is cut into
 * stretches, so that the time for a sentence without end is no more than linear in its length. What stands across a
 * cut is not understood.
 */
export function stretchesOf(text: string, spans: readonly Span[]): readonly Span[] {
  return spans.every(({ start, end }) => end - start <= mostTokens)
    ? spans
    : spans.flatMap(span => (span.end - span.start <= mostTokens ? [span] : [...cut(text, span)]))
}

function* cut(text: string, { start, end }: Span): Iterable<Span> {
  let from = start
  for (let to = from; to < end; ) {
    to = Math.min(end, to + mostCharacters)
    const tokens = tokensOf(text, { start: from, end: to })
    const last = tokens[Math.min(tokens.length, mostTokens) - 1]
    if (last === undefined) continue
    if (to === end && tokens.length <= mostTokens) break
    yield { start: from, end: last.end }
    from = to = last.end
  }
  if (from < end) yield { start: from, end }
}
