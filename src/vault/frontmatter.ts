import {
  type Alias,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit
} from 'yaml'
import type { Report } from '../problem.ts'

/** One key of the frontmatter. */
export interface Field {
  readonly key: string
  readonly value: FieldValue
  /** The line of the key in its file, counted from 1. */
  readonly line: number
}

/** A YAML value with its source text kept: `007` stays `007`, `no` stays `no`. */
export type FieldValue =
  | { readonly kind: 'scalar'; readonly text: string; readonly line: number }
  | { readonly kind: 'list'; readonly items: readonly FieldValue[]; readonly line: number }
  | { readonly kind: 'map'; readonly entries: readonly Field[]; readonly line: number }

export interface Frontmatter {
  readonly fields: readonly Field[]
  /** Where the body begins, as an offset into the text. */
  readonly bodyStart: number
}

const fence = /^---[ \t]*(?:\r?\n|$)/
const closingFence = /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/gm

/**
 * Reads the YAML between the first line `---` and the next. Syntax errors are reported and give undefined,
 * since a note whose frontmatter cannot be read might say that it is private.
 */
export function parseFrontmatter(text: string, file: string, report: Report): Frontmatter | undefined {
  const open = fence.exec(text)
  if (!open) return { fields: [], bodyStart: 0 }
  closingFence.lastIndex = open[0].length
  const close = closingFence.exec(text)
  if (!close) {
    // A rule at the top of a note without frontmatter looks the same: only a key tells them apart.
    if (!/^[\w"'-][^\n]*:(?:\s|$)/.test(text.slice(open[0].length))) return { fields: [], bodyStart: 0 }
    report({
      severity: 'error',
      code: 'frontmatter-open',
      file,
      line: 1,
      message: 'the frontmatter that begins here has no closing line',
      remedy: 'put a line --- after the last key; the note is left out until then'
    })
    return undefined
  }
  const fields = readFields(text.slice(open[0].length, close.index), file, 1, report)
  return fields && { fields, bodyStart: close.index + close[0].length }
}

function readFields(yaml: string, file: string, linesBefore: number, report: Report): Field[] | undefined {
  const counter = new LineCounter()
  // The failsafe schema makes every scalar the string that stands in the source, whatever it looks like.
  const document = parseDocument(yaml, {
    schema: 'failsafe',
    uniqueKeys: false,
    lineCounter: counter,
    logLevel: 'silent'
  })
  const lineOf = (offset: number): number => counter.linePos(offset).line + linesBefore
  const fault = (offset: number, message: string): undefined => {
    const { line, col } = counter.linePos(offset)
    report({
      severity: 'error',
      code: 'yaml-syntax',
      file,
      line: line + linesBefore,
      column: col,
      message: `the frontmatter is not YAML: ${message}`,
      remedy: 'mend this line; the note is left out until then'
    })
  }
  const [error] = document.errors
  if (error)
    return fault(
      error.pos[0],
      /call stack/.test(error.message) ? 'it is nested too deep' : firstSentence(error.message)
    )
  const root = document.contents
  if (root === null) return []
  if (!isMap(root))
    return isScalar(root) && root.source === ''
      ? []
      : fault(root.range?.[0] ?? 0, 'expected lines of the form key: value')

  // What aliases mean, by one look at the document: to ask each of them is a look of its own.
  const meant = new Map<Alias, Node>()
  if (yaml.includes('*')) {
    const anchors = new Map<string, Node>()
    visit(document, (_, node) => {
      if (isAlias(node)) {
        const target = anchors.get(node.source)
        if (target) meant.set(node, target)
      } else if (isNode(node) && node.anchor !== undefined) anchors.set(node.anchor, node)
    })
  }
  // Aliases (`*x`) may repeat a value without end, or contain themselves: no honest note comes near these bounds.
  let values = 0
  let depth = 0
  const readNode = (node: Node | null, offset: number): FieldValue => {
    const line = lineOf(node?.range?.[0] ?? offset)
    if (++values > mostValues || depth > deepest) return { kind: 'scalar', text: '', line }
    depth++
    const value = readValue(node, offset, line)
    depth--
    return value
  }
  const readValue = (node: Node | null, offset: number, line: number): FieldValue => {
    const target = isAlias(node) ? (meant.get(node) ?? null) : node
    if (isSeq(target)) {
      // `key: [[Note]]` without quotes is YAML for a list in a list; its author meant a link.
      const source = target.flow && target.range ? yaml.slice(target.range[0], target.range[1]).trim() : ''
      if (/^\[\[[^[\]\n]*\]\]$/.test(source)) return { kind: 'scalar', text: source, line }
      return { kind: 'list', items: target.items.map(item => readNode(item as Node | null, offset)), line }
    }
    if (isMap(target)) return { kind: 'map', entries: readEntries(target.items as Pair[], offset), line }
    return { kind: 'scalar', text: isScalar(target) ? String(target.value ?? '') : '', line }
  }
  type Pair = { key: Node | null; value: Node | null }
  const readEntries = (pairs: readonly Pair[], offset: number): Field[] =>
    pairs.map(({ key, value }) => {
      const at = key?.range?.[0] ?? offset
      return {
        key: isScalar(key) ? String(key.value ?? '') : '',
        value: readNode(value, at),
        line: lineOf(at)
      }
    })

  const fields = readEntries(root.items as Pair[], 0)
  if (values > mostValues)
    return fault(0, `it has more than ${mostValues} values, or repeats some without end`)
  const seen = new Map<string, number>()
  for (const { key, line } of fields) {
    const first = seen.get(key)
    if (first === undefined) seen.set(key, line)
    else
      report({
        severity: 'warning',
        code: 'duplicate-key',
        file,
        line,
        // A key that is a link may name what must not be named.
        message: `${key === '' || /[[\](){}<>|]|:\//.test(key) ? 'this key' : `the key ${key}`} stands here and on line ${first}`,
        remedy: 'make it one list; the values of both are published'
      })
  }
  return fields
}

const mostValues = 200_000
const deepest = 100

/** What the YAML parser says, without what it quotes: a note's text has no place in a report. */
const firstSentence = (message: string): string =>
  message
    .split(/ at line \d+|:?\n/)[0]!
    .replace(/:? *(?:"[\s\S]*"|'[\s\S]*'|`[\s\S]*`)|: .*$/g, '')
    .trim()
