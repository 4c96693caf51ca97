import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type { Report } from '../problem.ts'

export const settingsFile = 'hawksbill.yaml'

/** A map of the settings, by key. */
export type Entries = ReadonlyMap<string, Node | null>

/** Reads values of the settings file, and says what is wrong with them and where. */
export class SettingsReader {
  faults = 0
  readonly contents: Node | null
  readonly #counter = new LineCounter()
  readonly #report: Report

  constructor(yaml: string, report: Report) {
    this.#report = report
    const document = parseDocument(yaml, {
      schema: 'failsafe',
      lineCounter: this.#counter,
      logLevel: 'silent'
    })
    this.contents = document.contents
    for (const error of document.errors)
      this.#at(error.pos[0], error.message.split(/ at line \d+|:?\n/)[0]!.trim(), 'mend this line')
  }

  #at(offset: number, message: string, remedy: string, severity: 'error' | 'warning' = 'error'): void {
    const { line, col } = this.#counter.linePos(offset)
    if (severity === 'error') this.faults++
    this.#report({ severity, code: 'settings', file: settingsFile, line, column: col, message, remedy })
  }

  fault(node: Node | null | undefined, message: string, remedy: string): void {
    this.#at(node?.range?.[0] ?? 0, message, remedy)
  }

  lineOf(node: Node | null | undefined): number {
    return this.#counter.linePos(node?.range?.[0] ?? 0).line
  }

  map(node: Node | null, what: string, known: readonly string[]): Entries | undefined {
    if (node === null || (isScalar(node) && !node.value)) return undefined
    if (!isMap(node)) {
      this.fault(node, `${what} is not a list of key: value lines`, `write the keys ${known.join(', ')}`)
      return undefined
    }
    const entries = new Map<string, Node | null>()
    for (const { key, value } of node.items as { key: Node; value: Node | null }[]) {
      const name = isScalar(key) ? String(key.value) : ''
      if (!known.includes(name))
        this.#at(key.range?.[0] ?? 0, `there is no setting ${name}`, remedyFor(name, known), 'warning')
      entries.set(name, value)
    }
    return entries
  }

  text(entries: Entries, key: string): string | undefined {
    const node = entries.get(key)
    if (node === undefined || node === null || (isScalar(node) && node.value === '')) return undefined
    if (isScalar(node)) return String(node.value).trim()
    this.fault(node, `${key} is not a single value`, `write it on one line, ${key}: value`)
    return undefined
  }

  list(entries: Entries, key: string): Node[] {
    const node = entries.get(key)
    if (node === undefined || node === null || (isScalar(node) && node.value === '')) return []
    if (isSeq(node)) return node.items.filter(item => item !== null) as Node[]
    return [node]
  }

  strings(entries: Entries, key: string): string[] {
    return this.list(entries, key).flatMap(node => {
      if (isScalar(node)) return [String(node.value)]
      this.fault(node, `${key} holds something that is not text`, 'write one value a line, each after a dash')
      return []
    })
  }

  /** The lines of a map of plain values, in order. */
  pairs(entries: Entries, key: string, remedy: string): { key: string; keyNode: Node; value: string }[] {
    const node = entries.get(key)
    if (node === undefined || node === null || (isScalar(node) && node.value === '')) return []
    if (!isMap(node)) {
      this.fault(node, `${key} is not a list of key: value lines`, remedy)
      return []
    }
    return (node.items as { key: Node; value: Node | null }[]).map(item => ({
      key: isScalar(item.key) ? String(item.key.value ?? '') : '',
      keyNode: item.key,
      value: isScalar(item.value) ? String(item.value.value ?? '').trim() : ''
    }))
  }
}

/** The setting its author may have meant, or all there are. */
function remedyFor(name: string, known: readonly string[]): string {
  const near = known
    .map(key => ({ key, distance: editDistance(name.toLowerCase().slice(0, 40), key) }))
    .sort((a, b) => a.distance - b.distance)[0]
  const all = `the settings are ${known.join(', ')}`
  return near && near.distance <= Math.max(2, Math.floor(near.key.length / 3))
    ? `did you mean ${near.key}? ${all}`
    : all
}

/** Levenshtein's distance, with one row of the table at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]!
}
