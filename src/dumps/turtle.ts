import { type Quad, type Term, TurtleTerms } from '../rdf/rdf.ts'

/** Groups values by key, both in order of first appearance, without repeats. */
function grouped<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

const identity = (term: Term): string => `${term.termType}|${term.value}`

const objectColumns = 96

/** One subject with all it says, as people write Turtle: a predicate a line, its objects behind it. */
function subjectText(quads: readonly Quad[], terms: TurtleTerms, indent: string): string {
  const [first] = quads
  if (!first) return ''
  const predicates = [...grouped(quads, quad => identity(quad.predicate)).values()].map(group => {
    const objects = [...new Set(group.map(quad => terms.term(quad.object)))]
    const verb = terms.verb(group[0]!.predicate)
    const inline = `${verb} ${objects.join(' , ')}`
    return inline.length <= objectColumns
      ? inline
      : `${verb}\n${indent}      ${objects.join(` ,\n${indent}      `)}`
  })
  const separator = ` ;\n${indent}    `
  return `${indent}${terms.term(first.subject)} ${predicates.join(separator)} .\n`
}

const blockText = (quads: readonly Quad[], terms: TurtleTerms, indent = ''): string =>
  [...grouped(quads, quad => identity(quad.subject)).values()]
    .map(group => subjectText(group, terms, indent))
    .join('')

/** The prefix declarations that a body turned out to use. */
const header = (prefixes: Readonly<Record<string, string>>, used: ReadonlySet<string>): string => {
  const declared = Object.entries(prefixes).filter(([prefix]) => used.has(prefix))
  return declared.length === 0 ? '' : `${declared.map(([p, iri]) => `@prefix ${p}: <${iri}> .\n`).join('')}\n`
}

/** Turtle (https://www.w3.org/TR/turtle/), grouped by subject, an empty line between blocks. */
export function* turtle(
  blocks: Iterable<readonly Quad[]>,
  prefixes: Readonly<Record<string, string>>
): Iterable<string> {
  const terms = new TurtleTerms(prefixes)
  const bodies: string[] = []
  for (const block of blocks) if (block.length > 0) bodies.push(blockText(block, terms))
  yield header(prefixes, terms.used)
  yield* withEmptyLines(bodies)
}

/** TriG (https://www.w3.org/TR/trig/): the default graph as Turtle, then each named graph. */
export function* trig(
  blocks: Iterable<readonly Quad[]>,
  prefixes: Readonly<Record<string, string>>
): Iterable<string> {
  const terms = new TurtleTerms(prefixes)
  const bodies: string[] = []
  const named = new Map<string, Quad[]>()
  for (const block of blocks) {
    const inDefault: Quad[] = []
    for (const quad of block) {
      if (quad.graph.termType === 'DefaultGraph') inDefault.push(quad)
      else {
        const graph = named.get(quad.graph.value)
        if (graph) graph.push(quad)
        else named.set(quad.graph.value, [quad])
      }
    }
    if (inDefault.length > 0) bodies.push(blockText(inDefault, terms))
  }
  for (const quads of [...named.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, quads]) => quads)) {
    bodies.push(`${terms.term(quads[0]!.graph)} {\n${blockText(quads, terms, '  ')}}\n`)
  }
  yield header(prefixes, terms.used)
  yield* withEmptyLines(bodies)
}

function* withEmptyLines(bodies: readonly string[]): Iterable<string> {
  for (const [i, body] of bodies.entries()) yield i === 0 ? body : `\n${body}`
}
