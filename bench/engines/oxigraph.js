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
      match: (s, p, o) => store.match(s, p, o)
    }
  }
})

export const engine = engineWith({})
