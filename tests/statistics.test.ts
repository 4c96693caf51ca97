import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DatasetStatistics, StoreWriter, statisticsOf } from '../src/compiled/compiled.ts'
import { iri, type Quad, quad } from '../src/rdf/rdf.ts'
import { quadKey, termKey } from './quads.ts'
import { anyQuads } from './random-quads.ts'

const type = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'

function counted(quads: readonly Quad[]): DatasetStatistics {
  let statistics: DatasetStatistics | undefined
  const writer = new StoreWriter({
    extras: core => {
      statistics = statisticsOf(core)
      return []
    }
  })
  for (const one of quads) writer.add(one)
  for (const _ of writer.finish());
  return statistics!
}

/** The same by looking at every quad. */
function recounted(quads: readonly Quad[]): Omit<DatasetStatistics, 'vocabularies' | 'linksets'> {
  const distinct = [...new Map(quads.map(one => [quadKey(one), one])).values()]
  const triples = distinct.filter(({ graph }) => graph.termType === 'DefaultGraph')
  const size = (of: (one: Quad) => string, those = triples): number => new Set(those.map(of)).size
  const subject = (one: Quad) => termKey(one.subject)
  const object = (one: Quad) => termKey(one.object)
  const names = (values: Iterable<string>) => [...new Set(values)].sort(byCodePoint)
  const properties = names(triples.map(({ predicate }) => predicate.value))
  const classes = names(
    triples
      .filter(one => one.predicate.value === type && one.object.termType === 'NamedNode')
      .map(one => one.object.value)
  )
  const graphs = names(
    distinct.filter(({ graph }) => graph.termType === 'NamedNode').map(({ graph }) => graph.value)
  )
  return {
    triples: triples.length,
    distinctSubjects: size(subject),
    distinctObjects: size(object),
    properties: properties.length,
    classes: classes.length,
    namedGraphs: graphs.length,
    propertyPartitions: properties.map(property => {
      const those = triples.filter(({ predicate }) => predicate.value === property)
      return {
        property,
        triples: those.length,
        distinctSubjects: size(subject, those),
        distinctObjects: size(object, those)
      }
    }),
    classPartitions: classes.map(name => ({
      class: name,
      entities: triples.filter(one => one.predicate.value === type && one.object.value === name).length
    })),
    graphs: graphs.map(graph => ({
      graph,
      triples: distinct.filter(one => one.graph.termType === 'NamedNode' && one.graph.value === graph).length
    }))
  }
}

const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

test('what is counted of any quads is what a look at each of them counts', () => {
  fc.assert(
    fc.property(anyQuads([], 60), fc.array(fc.nat(59), { maxLength: 20 }), (given, typed) => {
      const first = given[0]
      // Types are rare among random predicates.
      const more = first
        ? typed.map(i => quad(given[i % given.length]!.subject, iri(type), first.subject))
        : []
      const quads = [...given, ...more].filter(
        ({ object }) => object.termType !== 'Literal' || object.language === object.language.toLowerCase()
      )
      expect(counted(quads)).toMatchObject(recounted(quads))
    }),
    { numRuns: 100, seed: 8 }
  )
})
