import { RDFS, SCHEMA, SKOS } from '../rdf/rdf.ts'
import { labelSection, type Name } from './label-writer.ts'
import { RowSorter } from './row-sorter.ts'
import type { Scratch } from './scratch.ts'
import type { ExtraSection } from './store-writer.ts'
import { kinds } from './term-key.ts'
import type { WrittenCore } from './written-core.ts'

/** What gives things their labels, and what gives them other names. */
export const namePredicates: { readonly labels: readonly string[]; readonly aliases: readonly string[] } = {
  labels: [`${RDFS}label`, `${SKOS}prefLabel`, `${SCHEMA}name`, 'https://schema.org/name'],
  aliases: [`${SKOS}altLabel`, `${SCHEMA}alternateName`, 'https://schema.org/alternateName']
}

export const labelsName = 'labels'

const defaultBudget = 64 * 1024 * 1024

/** The section for names, made of a store that is written but for it: an `extras` of StoreWriter. */
export const labelExtras =
  ({ budget = defaultBudget }: { budget?: number | undefined } = {}) =>
  (core: WrittenCore, scratch: Scratch): ExtraSection[] => [
    {
      name: labelsName,
      pieces: labelSection(namesOf(core, budget / 4, scratch), number => core.terms.textOf(number), {
        budget: (budget / 4) * 3,
        scratch
      })
    }
  ]

const mostStatements = 2 ** 32 - 1

/** All string literals that name something with an IRI, in order; a literal may be label and alias. */
function* namesOf(core: WrittenCore, budget: number, scratch: Scratch): Generator<Name> {
  const { terms } = core
  const strings = terms.count(kinds.iri) + terms.count(kinds.blank)
  const tags = core.rows('string-tags', terms.count(kinds.string))
  const languages = core.texts('tags').map(tag => tag.split('--', 1)[0]!)
  let last = -1
  let lastKind = -1
  for (const piece of namings(core, budget, scratch).sorted())
    for (let at = 0; at < piece.length; at += 3) {
      const [literal, kind] = [piece[at]!, piece[at + 1]!]
      // The first is that of what has the most statements.
      if (literal === last && kind === lastKind) continue
      last = literal
      lastKind = kind
      yield {
        literal,
        language: languages[tags.at(literal - strings)]!,
        isAlias: kind === 1,
        statements: mostStatements - piece[at + 2]!
      }
    }
}

/** What names what: literals, 1 where it is an alias, and the less the more statements there are about the thing. */
function namings(core: WrittenCore, budget: number, scratch: Scratch): RowSorter {
  const sorter = new RowSorter(3, budget, scratch)
  const kindOf = new Map<number, number>()
  for (const code of core.codesOf(namePredicates.aliases)) kindOf.set(code, 1)
  for (const code of core.codesOf(namePredicates.labels)) kindOf.set(code, 0)
  const iris = core.terms.count(kinds.iri)
  const strings = iris + core.terms.count(kinds.blank)
  const end = strings + core.terms.count(kinds.string)
  const starts = core.column('spo-starts', 4)
  const codes = core.rows('spo-predicates', core.triples)
  const objects = core.column('spo-objects', 4)
  const sets = core.graphSets()
  const found: number[] = []
  for (let subject = 0, at = 0; subject < iris; subject++) {
    let statements = 0
    for (const behind = starts.at(subject + 1); at < behind; at++) {
      statements += sets.graphs(at)
      const kind = kindOf.get(codes.at(at))
      if (kind === undefined) continue
      const object = objects.at(at)
      if (object >= strings && object < end) found.push(object, kind)
    }
    for (let i = 0; i < found.length; i += 2)
      sorter.add(found[i]!, found[i + 1]!, mostStatements - Math.min(statements, mostStatements))
    found.length = 0
  }
  return sorter
}
