// JavaScript, since the package is there only when the bench is: types could not be checked without it.
import { readFileSync } from 'node:fs'
import { literal, namedNode, Store } from 'oxigraph'

/** Oxigraph as WebAssembly. `lenient` leaves out that IRIs and language tags are checked. */
export const engineWith = options => ({
  open(file) {
    const store = new Store()
    store.load(readFileSync(file), { format: 'application/n-triples', ...options })
    return {
      size: store.size,
      term: term =>
        term.termType === 'NamedNode'
          ? namedNode(term.value)
          : literal(term.value, term.language || namedNode(term.datatype.value)),
      // Each is freed once it was read: left to the garbage collector, a million of them take minutes.
      *match(s, p, o) {
        for (const quad of store.match(s, p, o)) {
          const { subject, predicate, object } = quad
          yield { subject, predicate, object }
          for (const handle of [subject, predicate, object, quad]) handle.free()
        }
      }
    }
  }
})

export const engine = engineWith({})
