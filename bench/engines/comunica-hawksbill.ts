import { AsyncIterator } from 'asynciterator'
import { openStoreFiles } from '../../src/node/store-file.ts'
import type { Quad, Term } from '../../src/rdf/rdf.ts'
import { comunicaOver } from './comunica.ts'
import type { QueryEngine } from './query-engine.ts'

/** Comunica over our compiled store, whatever our own query room does. */
export const engine: QueryEngine = {
  open({ compiled }) {
    const store = openStoreFiles(compiled)!
    return comunicaOver({
      match: (s?: Term, p?: Term, o?: Term, g?: Term) => new Pulled(store.match(s, p, o, g)),
      countQuads: (s?: Term, p?: Term, o?: Term, g?: Term) => store.count(s, p, o, g)
    })
  }
}

/** The quads of a match, one by one. */
class Pulled extends AsyncIterator<Quad> {
  readonly #quads: Iterator<Quad>

  constructor(quads: Iterable<Quad>) {
    super()
    this.#quads = quads[Symbol.iterator]()
    this.readable = true
  }

  override read(): Quad | null {
    if (this.done) return null
    const next = this.#quads.next()
    if (!next.done) return next.value
    this.close()
    return null
  }
}
