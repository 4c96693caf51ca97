import { readFileSync } from 'node:fs'
import { parseRdf, quadSet, type Term } from '../../src/rdf/rdf.ts'
import type { Engine } from './engine.ts'

/** N3.js: its parser, and its Store. */
export const engine: Engine = {
  open(file) {
    const quads = quadSet(parseRdf(readFileSync(file, 'utf8'), 'nt'))
    return {
      size: quads.size,
      term: term => term,
      match: (s, p, o) => quads.match(s as Term | null, p as Term | null, o as Term | null)
    }
  }
}
