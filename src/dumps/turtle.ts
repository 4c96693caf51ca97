import { type Quad, type Term, TurtleTerms } from '../rdf/rdf.ts'
import { isAbout } from './subjects.ts'
import type { BlockWriter } from './writers.ts'

const objectColumns = 96

/**
 * Quads that follow each other with the same subject and predicate, as runs. Blocks come with the quads of a
 * subject together, and those of a predicate together within it; one that does not is still right, only longer.
 */
function* runs(
  quads: readonly Quad[]
): Iterable<{ first: Quad; from: number; to: number; subjectGoesOn: boolean }> {
  let from = 0
  while (from < quads.length) {
    const first = quads[from]!
    let to = from + 1
    while (
      to < quads.length &&
      isAbout(quads[to]!, first.subject) &&
      quads[to]!.predicate.value === first.predicate.value
    )
      to++
    yield { first, from, to, subjectGoesOn: to < quads.length && isAbout(quads[to]!, first.subject) }
    from = to
  }
}

/** Subjects as people write Turtle: a predicate a line, its objects behind it. */
function subjectsText(quads: readonly Quad[], terms: TurtleTerms, indent: string): string {
  let text = ''
  let begins = true
  for (const { first, from, to, subjectGoesOn } of runs(quads)) {
    text += begins ? `${indent}${terms.term(first.subject)} ` : `${indent}    `
    text += terms.verb(first.predicate) + objectsText(quads, from, to, terms, indent)
    text += subjectGoesOn ? ' ;\n' : ' .\n'
    begins = !subjectGoesOn
  }
  return text
}

function objectsText(
  quads: readonly Quad[],
  from: number,
  to: number,
  terms: TurtleTerms,
  indent: string
): string {
  if (to - from === 1) {
    const object = terms.term(quads[from]!.object)
    return object.length <= objectColumns ? ` ${object}` : `\n${indent}      ${object}`
  }
  const objects = new Set<string>()
  let columns = 0
  for (let i = from; i < to; i++) {
    const object = terms.term(quads[i]!.object)
    columns += object.length + 3
    objects.add(object)
  }
  const list = [...objects]
  return columns <= objectColumns
    ? ` ${list.join(' , ')}`
    : `\n${indent}      ${list.join(` ,\n${indent}      `)}`
}

/** The prefix declarations that a body turned out to use. */
const prefixHead = (prefixes: Readonly<Record<string, string>>, used: ReadonlySet<string>): string => {
  const declared = Object.entries(prefixes).filter(([prefix]) => used.has(prefix))
  return declared.length === 0 ? '' : `${declared.map(([p, iri]) => `@prefix ${p}: <${iri}> .\n`).join('')}\n`
}

abstract class TurtleFamily implements BlockWriter {
  protected readonly terms: TurtleTerms
  readonly #prefixes: Readonly<Record<string, string>>
  readonly #declared = new Set<string>()
  #first = true

  constructor(prefixes: Readonly<Record<string, string>>) {
    this.#prefixes = prefixes
    this.terms = new TurtleTerms(prefixes)
  }

  protected abstract body(quads: readonly Quad[]): string

  block(quads: readonly Quad[]): string {
    const body = this.body(quads)
    if (body === '') return ''
    const separator = this.#first ? '' : '\n'
    this.#first = false
    return separator + body
  }

  takeUsed(): readonly string[] {
    const used = this.terms.takeUsed()
    for (const prefix of used) this.#declared.add(prefix)
    return used
  }

  keep(used: readonly string[]): void {
    for (const prefix of used) this.#declared.add(prefix)
    this.#first = false
  }

  head(): string {
    this.takeUsed()
    return prefixHead(this.#prefixes, this.#declared)
  }

  tail(): string {
    return ''
  }
}

/** Turtle (https://www.w3.org/TR/turtle/), grouped by subject, an empty line between blocks. */
export class TurtleWriter extends TurtleFamily {
  protected body(quads: readonly Quad[]): string {
    return subjectsText(
      quads.filter(quad => quad.graph.termType === 'DefaultGraph'),
      this.terms,
      ''
    )
  }
}

/** TriG (https://www.w3.org/TR/trig/): each block's default graph as Turtle, then its named graphs. */
export class TrigWriter extends TurtleFamily {
  protected body(quads: readonly Quad[]): string {
    const inDefault: Quad[] = []
    const named = new Map<string, Quad[]>()
    for (const quad of quads) {
      if (quad.graph.termType === 'DefaultGraph') inDefault.push(quad)
      else {
        const graph = named.get(quad.graph.value)
        if (graph) graph.push(quad)
        else named.set(quad.graph.value, [quad])
      }
    }
    const graphs = [...named.values()].map(
      graph => `${this.terms.term(graph[0]!.graph as Term)} {\n${subjectsText(graph, this.terms, '  ')}}\n`
    )
    return [subjectsText(inDefault, this.terms, ''), ...graphs].filter(text => text !== '').join('\n')
  }
}
