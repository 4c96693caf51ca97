import { CompiledStore } from '../compiled/compiled.ts'
import { defaultGraph, iri, type Term, termText } from '../rdf/rdf.ts'
import type { Store } from './store.ts'

/** Terms by numbers, for whoever goes through very many. */
export interface Keys {
  /** The subjects and objects of a predicate, in the order of the store. */
  pairs(predicate: string): Iterable<readonly [subject: number, object: number]>
  termOf(key: number): Term
}

/** The numbers of a compiled store, or of any other such as are given here. */
export function keysOf(store: Store): Keys {
  if (!(store instanceof CompiledStore)) {
    const keys = new Map<string, number>()
    const terms: Term[] = []
    const keyOf = (term: Term): number => {
      const key = keys.get(termText(term)) ?? terms.push(term) - 1
      keys.set(termText(term), key)
      return key
    }
    return {
      *pairs(predicate) {
        for (const { subject, object } of store.match(null, iri(predicate), null, defaultGraph))
          yield [keyOf(subject), keyOf(object)]
      },
      termOf: key => terms[key]!
    }
  }
  const { dictionary, numbers } = store
  return {
    *pairs(predicate) {
      const number = dictionary.numberOf(iri(predicate))
      const match = number < 0 ? undefined : numbers.match(undefined, number, undefined, 0)
      if (match) for (const at of match.places()) yield [match.subject(at), match.object(at)]
    },
    termOf: key => dictionary.termOf(key)
  }
}
