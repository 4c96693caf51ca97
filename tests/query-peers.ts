import oxigraph from 'oxigraph'
import { answer } from '../src/query/query.ts'
import {
  blankNode,
  directedText,
  iri,
  langText,
  type Quad,
  type Quad_Object,
  type Quad_Predicate,
  type Quad_Subject,
  quad,
  type Term,
  typed
} from '../src/rdf/rdf.ts'
import { storeOf } from '../src/store/store.ts'
import type { Answered, Solution } from './solutions.ts'

/** What answered: our own executor, or what stands in for it. */
export type AnsweredBy = 'own' | 'comunica' | 'oxigraph'

/** An engine over one dataset. */
export interface Peer {
  ask(query: string): Promise<Answered & { readonly engine: AnsweredBy }>
}

/** Comunica gives blank nodes of its sources labels of its own. */
const renamed = /^bc_0_/

/** Another library's term as one of ours. */
function ownTerm(term: Term | oxigraph.Term): Term {
  if (term.termType === 'NamedNode') return iri(term.value)
  if (term.termType === 'BlankNode') return blankNode(term.value.replace(renamed, ''))
  if (term.termType === 'Literal') {
    const { value, language, direction, datatype } = term
    if (!language) return typed(value, datatype.value)
    return direction ? directedText(value, language, direction) : langText(value, language)
  }
  if (term.termType === 'Quad') return ownTriple(term as Quad)
  throw new Error(`A ${term.termType} is no term of an answer`)
}

const ownTriple = ({ subject, predicate, object }: Quad | oxigraph.Quad): Quad =>
  quad(ownTerm(subject) as Quad_Subject, ownTerm(predicate) as Quad_Predicate, ownTerm(object) as Quad_Object)

const ownSolution = (bound: Iterable<readonly [string, Term | oxigraph.Term]>): Solution =>
  new Map(Array.from(bound, ([variable, term]) => [variable, ownTerm(term)]))

/** Our query room over a compiled store. Answers in more than so many milliseconds throw a QueryError. */
export function ourselves(quads: readonly Quad[], timeout: number): Peer {
  const store = storeOf(quads)
  return {
    async ask(query) {
      const options = { base: 'http://x.example/', limits: { timeout, rows: 100_000 } }
      const found = await answer(query, store, options)
      const { engine } = found
      if (found.form === 'boolean') return { engine, form: 'boolean', value: found.value }
      if (found.form === 'quads') {
        const quads: Quad[] = []
        for await (const quad of found.quads) quads.push(ownTriple(quad))
        return { engine, form: 'quads', quads }
      }
      const rows: Solution[] = []
      for await (const row of found.rows) {
        const bound = found.variables.map(variable => [variable, row.get(variable)] as const)
        rows.push(ownSolution(bound.filter((pair): pair is readonly [string, Term] => pair[1] !== undefined)))
      }
      return { engine, form: 'bindings', rows }
    }
  }
}

/** Runs what writes to the console before it throws: a panic of Oxigraph's says where it stood, to nobody's use. */
function quietly<T>(run: () => T): T {
  const { error } = console
  console.error = () => undefined
  try {
    return run()
  } finally {
    console.error = error
  }
}

/** Oxigraph as WebAssembly, which keeps labels of blank nodes where quads are added one by one. */
export function oxigraphOver(quads: readonly Quad[]): Peer {
  const store = new oxigraph.Store()
  for (const quad of quads) store.add(oxigraph.fromQuad(quad))
  const engine = 'oxigraph'
  return {
    async ask(query) {
      const found = quietly(() => store.query(query))
      if (typeof found === 'boolean') return { engine, form: 'boolean', value: found }
      if (typeof found === 'string') throw new Error('No format was asked for')
      if (/^\s*CONSTRUCT/m.test(query))
        return { engine, form: 'quads', quads: (found as oxigraph.Quad[]).map(ownTriple) }
      return { engine, form: 'bindings', rows: (found as Map<string, oxigraph.Term>[]).map(ownSolution) }
    }
  }
}
