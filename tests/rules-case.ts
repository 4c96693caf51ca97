import { proseKnowledge } from '../src/claims/claims.ts'
import { DateContext, type Document } from '../src/prose/prose.ts'
import { DocumentNames, Events, Focus, Lexicon, type ReadPiece, Runner } from '../src/rules/rules.ts'
import { ontology } from './publish-case.ts'

export const { rules, words, units, names } = proseKnowledge(ontology.prose)

/** What all rules make of a document about the Nordic Union, an organization nobody has heard of. */
export function readPieces(document: Document): ReadPiece[] {
  const lexicon = new Lexicon(names, words)
  const subject = lexicon.add({
    label: 'Nordic Union',
    note: 'example',
    classes: lexicon.kindsOf('organization'),
    aliases: []
  })
  const runner = new Runner(rules, new Events(), {
    lexicon,
    words,
    units,
    names: new DocumentNames(lexicon, words, subject),
    dates: new DateContext(),
    focus: new Focus(words, subject),
    subject
  })
  return [...runner.read(document)]
}
