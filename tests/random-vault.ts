/** Numbers that look random and are the same each time (mulberry32). */
export class Seeded {
  #state: number

  constructor(seed: number) {
    this.#state = seed * 7919 + 1
  }

  /** A whole number from 0 up to, and without, `below`. */
  below(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((((t ^ (t >>> 14)) >>> 0) * below) / 4294967296) | 0
  }

  one<T>(things: readonly T[]): T {
    return things[this.below(things.length)]!
  }

  some<T>(things: readonly T[]): T[] {
    return things.filter(() => this.below(3) === 0)
  }
}

const names = [
  'Greece',
  'Hellas',
  'Athens',
  'Sparta',
  'Москва',
  'Moscow',
  'Russian',
  'Greek',
  'Armenia',
  'Plan & "more"',
  'Ωμέγα'
]
const qids = ['1', '2', '3', '41', '649', '159', '7737']

function link(random: Seeded): string {
  const name = random.one(names)
  return random.one([
    `[[${name}]]`,
    `[[WD~${name},${random.one(qids)}]]`,
    `[[WD~${name}]]`,
    `[[folder/${name}|shown]]`,
    `[${name}](https://en.wikipedia.org/wiki/${encodeURIComponent(name.replaceAll(' ', '_'))})`
  ])
}

const fields: readonly ((random: Seeded) => string)[] = [
  random => `country: "${link(random)}"`,
  random => `has_part_s_: ["${link(random)}", "${link(random)}"]`,
  random => `part_of: Q${random.one(qids)}${random.below(1000)}`,
  random => `instance_of: "${link(random)}"`,
  random => `official_language: "[[WD~${random.one(['Russian', 'Greek'])},${random.one(['7737', '9129'])}]]"`,
  random =>
    `native_label: ["${random.one(['Московский город', 'Η Αθήνα και', 'Old town hall'])}", Второе имя]`,
  random => `official_name: ${random.one(['Новое имя здесь', 'Δεύτερο όνομα'])}`,
  random => `population: ${random.below(50)}`,
  random => `inception: ${1900 + random.below(20)}-0${1 + random.below(9)}-11`,
  random => `coordinate_location: [${random.below(80)}.5, ${random.below(170)}.25]`,
  random => `own_key: ${random.one(['words', '12', '2020-01-01', 'https://example.org/x', '"[[Athens]]"'])}`,
  random => `own key: ${random.one(['words', '7'])}`,
  random => `ownKey: ${random.below(9)}`,
  random => `VIAF_ID: ${random.below(100000)}`,
  random => `is_part_of: "${link(random)}"`,
  random => `has_name_ru: Имя ${random.below(4)}`,
  random =>
    `aliases: [${random
      .some(names)
      .map(name => `'${name}'`)
      .join(', ')}]`,
  random => `tags: [${random.some(['city', 'state', 'event']).join(', ')}]`,
  random => `type: ${random.one(['city', 'Organisation'])}`,
  random => `title: ${random.one(['Greece', 'Some title', 'Athens'])}`,
  random => `member_of: "[[WD~Nordic League,1]]"${random.one(['', ' # as told'])}`,
  random =>
    `has_part_s_: ["[[WD~Greece,41]]", "[[WD~${random.one(['Armenia,399', 'Norway,20', 'Sweden,34'])}]]"]`,
  random => `member_count: ${random.below(4)}`,
  random => `chairperson: "[[WD~${random.one(['Greek', 'Athens'])},${random.one(qids)}]]"`,
  random => `date_of_birth: ${1900 + random.below(20)}`
]

/** Sentences that tell of what notes tell too: who is a member of what, since when, and how many there are. */
const sentences: readonly ((random: Seeded) => string)[] = [
  random =>
    `The Nordic League is a military alliance of two states: ${random.one(['Greece and Armenia', 'Norway and Greece'])}.`,
  random =>
    `In ${1950 + random.below(5)}, ${random.one(['Greece', 'Armenia', 'Sweden'])} joined the Nordic League.`,
  random =>
    `In ${1980 + random.below(5)}, ${random.one(['Greece', 'Armenia', 'Sweden'])} left the Nordic League.`,
  random => `The Nordic League was founded in ${random.one(['1949', '1951'])}.`,
  () => 'The leader of the Nordic League changes every year.',
  random => `In 2014, ${random.one(['Greece', 'Armenia'])} froze its participation in the Nordic League.`,
  () => 'Armenia is large. Nothing else is told.'
]

const randomDocument = (random: Seeded): string =>
  `Nordic League\n\n${Array.from({ length: 1 + random.below(5) }, () => random.one(sentences)(random)).join(' ')}\n`

/** All that there are of something, as an abstract lists them; the names are links of notes, which may mean anything. */
const randomList = (random: Seeded): string =>
  `> The Nordic League is a military alliance of ${random.one(['two', 'two', '3'])} states: \n${['Greece', random.one(['Armenia', 'Norway', 'Sparta'])].map(name => `> - ${random.one([name, `[[${name}]]`, `[[folder/${random.one(names)}|${name}]]`, `[[WD~${name}]]`])}${random.one([',', ' and', ''])}`).join('\n')}.\n`

const documents = ['first.txt', 'second.txt']

function randomNote(random: Seeded): string {
  const identity = random.below(3) === 0 ? [] : [`wikidata: Q${random.one(qids)}`]
  const abstract =
    random.below(2) === 0
      ? [
          `\n## Abstract\nWords ${random.below(9)} about ${link(random)}. And of ${random.one(['Sparta', 'the Hidden Ledger', 'hidden_ledger', 'sparta', 'nothing'])}.`,
          random.one(['', randomList(random)])
        ]
      : []
  return [
    '---',
    ...identity,
    ...new Map(
      random
        .some(fields)
        .map(field => field(random))
        .map(line => [line.split(':')[0], line])
    ).values(),
    '---',
    `# ${random.one(names)}`,
    ...abstract,
    '',
    `Prose that mentions ${link(random)} and ${link(random)}.`,
    `founded:: ${link(random)}`
  ].join('\n')
}

const paths = [
  ...names.map(name => `${name.replaceAll('"', '')}.md`),
  ...names.map(name => `folder/${name.replaceAll('"', '')}.md`),
  'folder/deep/Other.md',
  'folder/Hidden Ledger.md',
  '_private/Hidden.md'
]

/** The files of a small vault in which many names mean the same, or nearly. */
export function randomVault(random: Seeded): Map<string, string> {
  const files = new Map<string, string>([['hawksbill.yaml', settings(random)]])
  for (const path of paths) if (random.below(2) === 0) files.set(path, randomNote(random))
  files.set('Always.md', randomNote(random))
  for (const file of documents) files.set(file, randomDocument(random))
  return files
}

const settings = (random: Seeded): string =>
  [
    `title: A vault ${random.below(3)}`,
    'base: https://example.org/kg/',
    `language: ${random.one(['en', 'en', 'de'])}`,
    random.one([
      '',
      'private:\n  - folder/deep',
      'private:\n  - Sparta.md',
      'private:\n  - "**/Hidden Ledger.md"'
    ]),
    random.one(['', '', 'notes:\n  - "*.md"']),
    random.one(['', '', 'ranks: normal']),
    'sources:',
    ...documents.map(
      (file, i) =>
        `  - { file: ${file}, id: told-${i}, title: What is told, about: Q1${random.one(['', ', date: 2020', ', date: 2024-05'])} }`
    )
  ].join('\n')

const changes: Readonly<Record<string, (random: Seeded, text: string) => string>> = {
  'change a value': (random, text) =>
    text.replace(
      /^(population|inception|VIAF_ID|own_key|ownKey): .*$/m,
      (_, key) => `${key}: ${random.below(2000)}`
    ),
  'change prose': (random, text) => `${text}\n\nMore words ${random.below(9)} on ${link(random)}.\n`,
  'change a heading': (random, text) =>
    text.replace(/^# .*$/m, `# ${random.one(names)} ${random.one(['', 'too'])}`),
  'add a field': (random, text) =>
    text.replace(
      /^---\n/,
      `---\n${random
        .one(fields)(random)
        .replace(':', `${random.one(['', '', '_x'])}:`)}\n`
    ),
  'take a field out': (random, text) => {
    const lines = text.split('\n')
    lines.splice(1, random.below(3))
    return lines.includes('---', 1) ? lines.join('\n') : text
  },
  'change the item': (random, text) =>
    text.replace(/^(---\n)(?:wikidata: .*\n)?/, `$1wikidata: Q${random.one(qids)}\n`),
  'make private': (_, text) => text.replace(/^---\n/, '---\nprivate: true\n'),
  'make public': (_, text) => text.replaceAll('private: true\n', ''),
  'break the frontmatter': (_, text) => text.replace(/^---\n/, '---\n[broken\n'),
  'mend the frontmatter': (_, text) => text.replaceAll('[broken\n', ''),
  'write anew': random => randomNote(random)
}

/** Changes one or a few files, in the map too; an absent text stands for a file that is gone. */
export function randomEdit(
  random: Seeded,
  files: Map<string, string>
): { readonly name: string; readonly files: Record<string, string | undefined> } {
  const edited: Record<string, string | undefined> = {}
  const put = (path: string, text: string | undefined): void => {
    edited[path] = text
    if (text === undefined) files.delete(path)
    else files.set(path, text)
  }
  const notes = [...files.keys()].filter(path => path.endsWith('.md') && path !== 'Always.md')
  const free = paths.filter(path => !files.has(path))
  const kind = random.below(20)
  if (kind === 0 && free.length > 0) {
    put(random.one(free), randomNote(random))
    return { name: 'add a note', files: edited }
  }
  if (kind === 1 && notes.length > 3) {
    put(random.one(notes), undefined)
    return { name: 'delete a note', files: edited }
  }
  if (kind === 2 && notes.length > 0 && free.length > 0) {
    const from = random.one(notes)
    const text = files.get(from)!
    put(from, undefined)
    put(random.one(free), text)
    return { name: 'rename a note', files: edited }
  }
  if (kind === 4 || kind === 5) {
    const file = random.one(documents)
    put(file, randomDocument(random))
    return { name: `write ${file} anew`, files: edited }
  }
  if (kind === 3) {
    put('hawksbill.yaml', settings(random))
    return { name: 'change the settings', files: edited }
  }
  const made: string[] = []
  for (let count = random.one([1, 1, 1, 2]); count > 0; count--) {
    const [name, change] = random.one(Object.entries(changes))
    const path = random.one(['Always.md', ...notes])
    // The vault must not end up without anything to publish.
    if (path === 'Always.md' && /private|break/.test(name)) continue
    put(path, change(random, files.get(path)!))
    made.push(`${name} in ${path}`)
  }
  return { name: made.join(', '), files: edited }
}
