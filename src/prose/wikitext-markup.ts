import type { Span } from './document.ts'
import { NextOccurrence } from './next-occurrence.ts'

/** `unread` holds what readers do not see: comments, notes, code. */
type MarkupKind = 'template' | 'link' | 'table' | 'unread'

/** A stretch with an opening and a closing mark; `next` is the first node that does not stand within it. */
export interface MarkupNode extends Span {
  readonly kind: MarkupKind
  readonly next: number
}

const token =
  /\{\{|\}\}|\[\[|\]\]|\{\||\|\}|<!--|<(ref|nowiki|pre|source|syntaxhighlight|math|chem|gallery|timeline|score|style|script|imagemap|templatestyles|references)\b/gi

/**
 * The paired marks of a wiki text, in the order they open. Marks are paired in one pass: a closing mark takes
 * the nearest open one of its kind, and what was opened in between and not closed is plain text.
 */
export class WikitextMarkup {
  readonly source: string
  readonly nodes: readonly MarkupNode[]

  constructor(source: string) {
    this.source = source
    this.nodes = nested(pairs(source))
  }

  /** Index of the first node that opens at or after an offset. */
  firstFrom(offset: number): number {
    let low = 0
    let high = this.nodes.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.nodes[middle]!.start < offset) low = middle + 1
      else high = middle
    }
    return low
  }

  /** The nodes between two offsets that stand in no other node between them. */
  *within(start: number, end: number): Generator<MarkupNode> {
    for (let i = this.firstFrom(start); i < this.nodes.length; ) {
      const node = this.nodes[i]!
      if (node.start >= end) return
      if (node.end <= end) {
        yield node
        i = node.next
      } else i++
    }
  }

  /** Cuts a stretch at a mark, where it does not stand in a node. */
  cut(start: number, end: number, mark: string): Span[] {
    const parts: Span[] = []
    let from = start
    let at = start
    const cutBefore = (stop: number): void => {
      const text = this.source.slice(at, stop)
      for (let found = text.indexOf(mark); found >= 0; found = text.indexOf(mark, found + mark.length)) {
        parts.push({ start: from, end: at + found })
        from = at + found + mark.length
      }
      at = stop
    }
    for (const node of this.within(start, end)) {
      cutBefore(node.start)
      at = node.end
    }
    cutBefore(end)
    parts.push({ start: from, end })
    return parts
  }
}

interface Pair extends Span {
  readonly kind: MarkupKind
}

const closes: Readonly<Record<string, MarkupKind>> = { '}}': 'template', ']]': 'link', '|}': 'table' }
const opens: Readonly<Record<string, MarkupKind>> = { '{{': 'template', '[[': 'link', '{|': 'table' }

function pairs(source: string): Pair[] {
  const found: Pair[] = []
  const next = new NextOccurrence(source)
  const open: { kind: MarkupKind; start: number }[] = []
  const count = { template: 0, link: 0, table: 0, unread: 0 }
  token.lastIndex = 0
  for (let match = token.exec(source); match; match = token.exec(source)) {
    const start = match.index
    const mark = match[0]
    const opening = opens[mark]
    const closing = closes[mark]
    if (opening) {
      if (opening === 'table' && !opensLine(source, start)) continue
      open.push({ kind: opening, start })
      count[opening]++
    } else if (closing) {
      // In `|}}` the braces close a template whose last parameter is empty.
      if (closing === 'table' && (!opensLine(source, start) || source[start + 2] === '}')) {
        token.lastIndex = start + 1
        continue
      }
      if (count[closing] === 0) continue
      for (let last = open.pop(); last; last = open.pop()) {
        count[last.kind]--
        if (last.kind !== closing) continue
        found.push({ kind: closing, start: last.start, end: start + mark.length })
        break
      }
    } else {
      const end = mark === '<!--' ? endAfter(next, '-->', start) : elementEnd(source, next, start, match[1]!)
      if (end < 0) continue
      found.push({ kind: 'unread', start, end })
      token.lastIndex = end
    }
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end)
}

/** Whether only spaces and indents stand before a mark in its line. */
function opensLine(source: string, start: number): boolean {
  let at = start
  while (at > 0 && start - at < 50 && (source[at - 1] === ' ' || source[at - 1] === ':')) at--
  return at === 0 || source[at - 1] === '\n'
}

const endAfter = (next: NextOccurrence, mark: string, start: number): number => {
  const at = next.of(mark, start)
  return at < 0 ? -1 : at + mark.length
}

/** Where an element ends that holds nothing to read, or -1 where it is not closed. */
function elementEnd(source: string, next: NextOccurrence, start: number, name: string): number {
  const tagEnd = next.of('>', start)
  if (tagEnd < 0) return -1
  if (source[tagEnd - 1] === '/' || /^(?:references|templatestyles)$/i.test(name)) return tagEnd + 1
  const closing = next.of(`</${name}`, tagEnd)
  if (closing < 0) return -1
  return endAfter(next, '>', closing)
}

/** Pairs in the order they open, each knowing the first after its own. */
function nested(sorted: readonly Pair[]): MarkupNode[] {
  const after = new Array<number>(sorted.length)
  const open: number[] = []
  for (const [i, pair] of sorted.entries()) {
    while (open.length > 0 && sorted[open.at(-1)!]!.end <= pair.start) after[open.pop()!] = i
    open.push(i)
  }
  for (const i of open) after[i] = sorted.length
  return sorted.map((pair, i) => ({ ...pair, next: after[i]! }))
}
