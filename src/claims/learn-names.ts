import type { Lexicon } from '../rules/rules.ts'
import type { Source, Subject, Target } from './claim.ts'

/** What one source calls things. */
export interface NamesOfSource {
  readonly source: Pick<Source, 'id'>
  readonly subject: Pick<Subject, 'names' | 'aliases' | 'qid'>
  readonly targets: readonly (readonly [Target, number])[]
}

/**
 * Adds what a source calls things, and what it links to, to a lexicon: the names that are wanted, each with the id of
 * the item, or else the note, that it names.
 */
export function learnNames(
  { source, subject, targets }: NamesOfSource,
  lexicon: Lexicon,
  isWanted: (name: string, id: string) => boolean = () => true
): void {
  const id = subject.qid ?? source.id
  const [label, ...others] = [...subject.names, ...subject.aliases].filter(name => isWanted(name, id))
  if (label !== undefined && subject.names.length > 0)
    lexicon.add({
      label,
      classes: [],
      aliases: others,
      ...(subject.qid === undefined ? { note: source.id } : { qid: subject.qid })
    })
  for (const [target] of targets) {
    if (target.kind !== 'item' || target.qid === undefined || target.label === '') continue
    const name = target.label.replaceAll('_', ' ')
    if (isWanted(name, target.qid)) lexicon.add({ label: name, qid: target.qid, classes: [], aliases: [] })
  }
}
