import { parse } from 'yaml'
import { tableRows } from './table.ts'

/** A class of what names name. */
export interface NameClass {
  readonly name: string
  /** Itself and the classes it is a kind of. */
  readonly kinds: readonly string[]
  /** QID of the class. */
  readonly item?: string
}

export const guardKinds = ['negation', 'modality', 'announcement', 'condition', 'report'] as const
export type GuardKind = (typeof guardKinds)[number]

/** The words that reading sentences rests on: `ontology/rules/words.yaml`. */
export interface Words {
  readonly classes: ReadonlyMap<string, NameClass>
  /** The class that a head word makes a name: `council` → organ. */
  readonly heads: ReadonlyMap<string, string>
  /** Lower-case names behind an owner's, by their words: `peacekeeping force` → force. */
  readonly common: ReadonlyMap<string, string>
  /** The first words of those. */
  readonly commonHeads: ReadonlySet<string>
  /** Offices by their words, and the most words one has. */
  readonly roles: ReadonlySet<string>
  readonly longestRole: number
  /** The first words of offices. */
  readonly roleHeads: ReadonlySet<string>
  /** Offices that direct what they are of. */
  readonly leading: ReadonlySet<string>
  readonly titles: ReadonlySet<string>
  /** Nouns for several things, with the class of each. */
  readonly groups: ReadonlyMap<string, string>
  readonly skipped: ReadonlySet<string>
  readonly plain: ReadonlySet<string>
  readonly joining: ReadonlySet<string>
  readonly guards: ReadonlyMap<string, GuardKind>
  /** `six` → 6. */
  readonly counts: ReadonlyMap<string, number>
  readonly determiners: ReadonlySet<string>
  readonly qualifying: ReadonlySet<string>
  /** Words by which a list holds not all there are: `mainly`, `founding`. */
  readonly open: ReadonlySet<string>
  /** Nouns that come back to something told of before, with its class: `pact` → agreement. */
  readonly meant: ReadonlyMap<string, string>
  readonly vague: ReadonlySet<string>
  readonly openers: ReadonlySet<string>
  readonly participles: ReadonlySet<string>
  readonly verbs: ReadonlySet<string>
  readonly stops: ReadonlySet<string>
  readonly goals: ReadonlySet<string>
  readonly activities: ReadonlySet<string>
  /** Matches a verb that adds nothing to the task behind it. */
  readonly doing: RegExp
  readonly directions: ReadonlySet<string>
  /** Matches names that take `the`. */
  readonly articled: RegExp
}

interface ClassEntry {
  readonly is?: string
  readonly words?: readonly string[]
  readonly short?: readonly string[]
  readonly common?: readonly string[]
}

const setNames = [
  'leading',
  'titles',
  'skipped',
  'plain',
  'joining',
  'determiners',
  'qualifying',
  'open',
  'vague',
  'openers',
  'participles',
  'verbs',
  'stops',
  'goals',
  'activities',
  'directions'
] as const
type SetName = (typeof setNames)[number]

interface WordsFile extends Record<SetName | 'roles' | 'doing' | 'articled', readonly string[]> {
  readonly counts: Readonly<Record<string, number>>
  readonly meant: Readonly<Record<string, string>>
  readonly classes: Readonly<Record<string, ClassEntry>>
  readonly groups: Readonly<Record<string, readonly string[]>>
  readonly guards: Readonly<Record<GuardKind, readonly string[]>>
}

/** Reads `ontology/rules/words.yaml`, and the items of classes from `ontology/classes.tsv`; throws an Error that names a class whose parent there is not. */
export function parseWords(yaml: string, classesTsv: string): Words {
  const file = parse(yaml) as WordsFile
  const heads = new Map<string, string>()
  const common = new Map<string, string>()
  const classes = new Map<string, NameClass>()
  const items = new Map(tableRows(classesTsv).map(row => [row['class'], row['qid']]))
  for (const [name, entry] of Object.entries(file.classes)) {
    const kinds = [name]
    for (let parent = entry.is; parent !== undefined; parent = file.classes[parent]!.is) {
      if (!(parent in file.classes))
        throw new Error(`words.yaml: the class ${name} is a ${parent}, which is none`)
      kinds.push(parent)
    }
    const item = items.get(name)
    classes.set(name, { name, kinds, ...(item ? { item } : {}) })
    for (const word of [...(entry.words ?? []), ...(entry.short ?? [])]) heads.set(word, name)
    for (const words of entry.common ?? []) common.set(words, name)
  }
  const groups = new Map<string, string>()
  for (const [name, words] of Object.entries(file.groups)) for (const word of words) groups.set(word, name)
  const guards = new Map<string, GuardKind>()
  for (const kind of guardKinds) for (const word of file.guards[kind]) guards.set(word, kind)
  const sets = {} as Record<SetName, ReadonlySet<string>>
  for (const name of setNames) sets[name] = new Set(file[name])
  return {
    classes,
    heads,
    common,
    commonHeads: new Set([...common.keys()].map(words => words.split(' ')[0]!)),
    roles: new Set(file.roles),
    longestRole: Math.max(...file.roles.map(role => role.split(' ').length)),
    roleHeads: new Set(file.roles.map(role => role.split(' ')[0]!)),
    ...sets,
    groups,
    guards,
    counts: new Map(Object.entries(file.counts)),
    meant: new Map(Object.entries(file.meant)),
    doing: new RegExp(`^(?:${file.doing.join('|')}) `, 'i'),
    articled: new RegExp(`^(?:${file.articled.join('|')})`, 'i')
  }
}
