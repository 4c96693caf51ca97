import {
  type FoundEntity,
  languageFit,
  matchOf,
  namePredicates,
  prominenceOf,
  wordsOf
} from '../compiled/compiled.ts'
import { byCodePoint, iri, type Literal, termText, XSD } from '../rdf/rdf.ts'
import type { Store } from './store.ts'

/** A literal with the things that it names. */
interface ScannedName {
  readonly name: Literal
  readonly isAlias: boolean
  readonly bearers: Map<string, number>
}

const matches = ['whole', 'begins', 'words'] as const

/**
 * What the index of a compiled store finds (`Labels.find`), in the same order, for a store without one: all names are
 * looked at.
 */
export function scannedNames(store: Store, text: string, language: string): FoundEntity[] {
  const asked = wordsOf(text)
  if (asked.length === 0) return []
  const tag = language.toLowerCase()
  const found = scan(store).flatMap(({ name, isAlias, bearers }) => {
    const match = matchOf(wordsOf(name.value), asked)
    if (match === undefined) return []
    const prominence = prominenceOf(Math.max(...bearers.values()))
    return [{ name, isAlias, bearers, match, prominence, fit: languageFit(name.language, tag) }]
  })
  found.sort(
    (a, b) =>
      matches.indexOf(a.match) - matches.indexOf(b.match) ||
      Number(a.isAlias) - Number(b.isAlias) ||
      a.fit - b.fit ||
      b.prominence - a.prominence ||
      byCodePoint(a.name.value, b.name.value) ||
      byCodePoint(a.name.language, b.name.language)
  )
  return found.flatMap(({ name, isAlias, bearers, match }) =>
    [...bearers]
      .sort((a, b) => b[1] - a[1] || byCodePoint(a[0], b[0]))
      .map(([entity, statements]) => ({ entity: iri(entity), name, isAlias, match, statements }))
  )
}

function scan(store: Store): ScannedName[] {
  const names = new Map<string, ScannedName>()
  for (const isAlias of [false, true])
    for (const predicate of isAlias ? namePredicates.aliases : namePredicates.labels)
      for (const { subject, object } of store.match(null, iri(predicate), null, null)) {
        if (subject.termType !== 'NamedNode' || object.termType !== 'Literal') continue
        if (object.language === '' && object.datatype.value !== `${XSD}string`) continue
        const key = `${isAlias}${termText(object)}`
        const name = names.get(key) ?? { name: object, isAlias, bearers: new Map<string, number>() }
        names.set(key, name)
        if (!name.bearers.has(subject.value)) name.bearers.set(subject.value, store.count(subject))
      }
  return [...names.values()]
}
