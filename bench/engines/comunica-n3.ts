import { readFileSync } from 'node:fs'
import { parseRdf, quadSet } from '../../src/rdf/rdf.ts'
import { comunicaOver } from './comunica.ts'
import type { QueryEngine } from './query-engine.ts'

/** Comunica over N3.js's store. */
export const engine: QueryEngine = {
  open: ({ triples }) => comunicaOver(quadSet(parseRdf(readFileSync(triples, 'utf8'), 'nt')))
}
