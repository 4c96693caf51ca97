import { type CompiledStore, openCompiled } from '../src/compiled/compiled.ts'
import { datasetOf } from '../src/query/dataset.ts'
import { defaultGraph, iri, type Quad, type Quad_Graph, quad, quadSet } from '../src/rdf/rdf.ts'
import type { Store } from '../src/store/store.ts'
import { compiledBytes, cut, DiskScratch, shared } from './compiled-stores.ts'
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

/** Written through a disk, by a writer that has memory for a few terms only, or for a few thousand of many. */
function fromDisk(quads: readonly Quad[]): CompiledStore {
  const scratch = new DiskScratch()
  try {
    return openCompiled(
      compiledBytes(quads, { budget: quads.length > 5000 ? 1 << 20 : 4096, scratch }).buffer
    )
  } finally {
    scratch.remove()
  }
}

const sources: readonly Source[] = [
  { name: 'N3.js in memory', open: inMemory, abilities: ['blank graphs'] },
  { name: 'a dataset of chosen graphs', open: viewed, abilities: [], overcounts: true },
  ...Object.entries({
    'compiled, in memory': (quads: readonly Quad[]) => openCompiled(compiledBytes(quads).buffer),
    'compiled, in segments': (quads: readonly Quad[]) => openCompiled(cut(compiledBytes(quads), 999)),
    'compiled, in shared memory': (quads: readonly Quad[]) => openCompiled(shared(compiledBytes(quads))),
    'compiled through a disk': fromDisk
  }).map(([name, open]) => ({
    name,
    open,
    abilities: ['blank graphs'] as const,
    slow: open === fromDisk,
    halves: 'replaced' as const
  }))
]

for (const source of sources) sourceContract(source)
