import { QueryEngine as Comunica } from '@comunica/query-sparql-rdfjs-lite'
import type { OpenGraph } from './query-engine.ts'

/** Comunica over an RDF/JS source. */
export function comunicaOver(source: object): OpenGraph {
  const comunica = new Comunica()
  return {
    async run(query) {
      const start = performance.now()
      let firstMs: number | undefined
      // The engine reads the text, though its type in `src` speaks of algebra alone.
      const text: unknown = query
      const result = await comunica.query(text as object, { sources: [source] })
      if (result.resultType !== 'bindings') throw new Error(`An answer of the form ${result.resultType}`)
      let [rows, length] = [0, 0]
      for await (const bindings of await result.execute()) {
        for (const [, term] of bindings) length += term.value.length
        if (rows++ === 0) firstMs = performance.now() - start
      }
      const ms = performance.now() - start
      if (rows > 0 && length === 0) throw new Error('Terms without text')
      return { rows, ms, ...(firstMs !== undefined && { firstMs }) }
    }
  }
}
