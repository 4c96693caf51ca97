import { Validator } from 'shacl-engine'
import { iri, langText, type Quad, SH, text } from '../rdf/rdf.ts'
import { BlockQuads } from './block-quads.ts'
import { type Origin, originOf } from './origin.ts'

/** Something published that is not as a shape says (SHACL §3.6.2, a validation result). */
export interface Violation {
  /** `warning` where the shape says so by its severity; all else is an error. */
  readonly severity: 'error' | 'warning'
  /** IRI of the shape: of the property shape, where one property is wrong. */
  readonly shape: string
  /** IRI of what is wrong. */
  readonly node: string
  /** IRI of the property that is wrong. */
  readonly path?: string
  /** The value that is wrong, as a string. */
  readonly value?: string
  /** What the shape demands, in words. */
  readonly message: string
  readonly origin?: Origin
}

/** From so many quads on they are checked: the fewer, the less the engine holds; the more, the less often it begins. */
const batch = 1000

/**
 * Checks quads against shapes, few at a time: `units` are what is written together, each the blocks of an entity
 * or a property, and no shape looks beyond one. `base` is that of the dataset. Gives the violations as they are
 * found; throws an Error for shapes that are no shapes.
 */
export async function* violations(
  units: Iterable<readonly (readonly Quad[])[]>,
  shapes: readonly Quad[],
  base: string
): AsyncIterable<Violation> {
  const validator = new Validator(new BlockQuads(shapes), {
    factory: {
      literal: (value, language) => (language === undefined ? text(value) : langText(value, language))
    }
  })
  // Only shapes with a target have something to look for; the others are asked by these.
  const targeted = shapes.filter(({ predicate }) => predicate.value === `${SH}targetClass`)
  const asked = [...new Map(targeted.map(({ subject }) => [subject.value, { terms: [subject] }])).values()]
  const line = iri(`${base}ontology#line`)

  async function* found(quads: readonly Quad[]): AsyncIterable<Violation> {
    const dataset = new BlockQuads(quads)
    const { results } = await validator.validate({ dataset }, asked)
    for (const { focusNode, path, value, severity, shape, message } of results) {
      const node = focusNode.term
      if (!node) throw new Error('The SHACL engine found something wrong with no node in particular')
      const origin = originOf(node, dataset, line)
      const predicate = path?.[0]?.predicates[0]?.value
      const wrong = value?.term?.value
      yield {
        severity: severity.value === `${SH}Warning` || severity.value === `${SH}Info` ? 'warning' : 'error',
        shape: shape.ptr.term?.value ?? '',
        node: node.value,
        ...(predicate === undefined ? {} : { path: predicate }),
        ...(wrong === undefined || wrong === node.value ? {} : { value: wrong }),
        message: message.map(({ value }) => value).join('; '),
        ...(origin ? { origin } : {})
      }
    }
  }

  let quads: Quad[] = []
  for (const unit of units) {
    for (const block of unit) for (const quad of block) if (isPlain(quad)) quads.push(quad)
    if (quads.length < batch) continue
    yield* found(quads)
    quads = []
  }
  if (quads.length > 0) yield* found(quads)
}

/** Shapes are about the default graph: the named ones repeat what sources say. */
const isPlain = ({ graph }: Quad): boolean => graph.termType === 'DefaultGraph'
