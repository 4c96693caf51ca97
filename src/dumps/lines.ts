import { type Quad, quadLine, sortByCodePoint, type Term, termText } from '../rdf/rdf.ts'

/** All lines about one subject, sorted, each with its line break. */
export interface SubjectLines {
  /** The subject in N-Triples: what records are sorted by. */
  readonly subject: string
  /** The lines of the default graph. */
  readonly triples: string
  /** The lines of all graphs; the same string where there are no others. */
  readonly quads: string
}

/** The lines of a block by subject. Blocks hold the quads of a subject next to each other, or nearly so. */
export function* subjectLines(block: readonly Quad[]): Iterable<SubjectLines> {
  const bySubject = new Map<string, Quad[]>()
  let subject: Term | undefined
  let group: Quad[] = []
  for (const quad of block) {
    if (quad.subject !== subject) {
      subject = quad.subject
      const key = termText(quad.subject)
      const known = bySubject.get(key)
      group = known ?? []
      if (!known) bySubject.set(key, group)
    }
    group.push(quad)
  }
  for (const [key, quads] of bySubject) {
    const triples = quads.filter(quad => quad.graph.termType === 'DefaultGraph')
    const defaultLines = linesOf(triples)
    yield {
      subject: key,
      triples: defaultLines,
      quads: triples.length === quads.length ? defaultLines : linesOf(quads)
    }
  }
}

function linesOf(quads: readonly Quad[]): string {
  if (quads.length === 0) return ''
  if (quads.length === 1) return `${quadLine(quads[0]!)}\n`
  const lines = sortByCodePoint(quads.map(quadLine))
  let text = ''
  let previous: string | undefined
  for (const line of lines) {
    if (line !== previous) text += `${line}\n`
    previous = line
  }
  return text
}

/**
 * Canonical N-Triples or N-Quads, sorted by code point and without repeats: equal data is equal bytes, and
 * dumps can be compared, merged and resumed. Holds all of it; see `Sink` for datasets that memory cannot.
 */
export function* sortedLines(blocks: Iterable<readonly Quad[]>, withGraphs: boolean): Iterable<string> {
  const bySubject = new Map<string, string[]>()
  for (const block of blocks) {
    for (const { subject, triples, quads } of subjectLines(block)) {
      const text = withGraphs ? quads : triples
      const known = bySubject.get(subject)
      if (known) known.push(text)
      else bySubject.set(subject, [text])
    }
  }
  for (const subject of sortByCodePoint([...bySubject.keys()])) yield mergedLines(bySubject.get(subject)!)
}

/** Several sorted texts about one subject as one, without repeats. */
export function mergedLines(texts: readonly string[]): string {
  if (texts.length === 1) return texts[0]!
  const lines = new Set(texts.flatMap(text => text.split('\n')))
  lines.delete('')
  return sortByCodePoint([...lines])
    .map(line => `${line}\n`)
    .join('')
}
