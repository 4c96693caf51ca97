import { datasetOf } from '../src/query/dataset.ts'
import { defaultGraph, iri, type Quad, type Quad_Graph, quad, quadSet } from '../src/rdf/rdf.ts'
import type { Store } from '../src/store/store.ts'
import { type Source, sourceContract } from './contracts/source.ts'

/** Quads in an indexed set of N3.js. */
function inMemory(quads: Iterable<Quad>): Store {
  const set = quadSet(quads)
  return {
    size: set.size,
    match: (s = null, p = null, o = null, g = null) => set.match(s, p, o, g),
    count: (s = null, p = null, o = null, g = null) => set.countQuads(s, p, o, g)
  }
}

const merged = ['urn:merged:1', 'urn:merged:2']

/**
 * A view of a store in which the default graph is a merge of two graphs, some triples being in both of them, and
 * which holds a graph besides that nobody chose.
 */
function viewed(quads: readonly Quad[]): Store {
  const moved: Quad[] = []
  const names = new Set<string>()
  for (const [i, { subject, predicate, object, graph }] of quads.entries()) {
    const into = (name: Quad_Graph): void => void moved.push(quad(subject, predicate, object, name))
    if (graph.termType !== 'DefaultGraph') {
      names.add(graph.value)
      into(graph)
    } else {
      if (i % 3 !== 0) into(iri(merged[0]!))
      if (i % 3 !== 1) into(iri(merged[1]!))
    }
    into(iri('urn:not-chosen'))
    into(defaultGraph)
  }
  return datasetOf(inMemory(moved), { default: [...merged, merged[0]!], named: [...names] })
}

const sources: readonly Source[] = [
  { name: 'N3.js in memory', open: inMemory, abilities: ['blank graphs'] },
  { name: 'a dataset of chosen graphs', open: viewed, abilities: [], overcounts: true }
]

for (const source of sources) sourceContract(source)
