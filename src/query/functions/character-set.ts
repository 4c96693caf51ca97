/** A set of characters in a regular expression: ranges of code points, ends included, and general categories. */
export interface CharacterSet {
  readonly ranges: readonly Range[]
  readonly categories: readonly string[]
}
export type Range = readonly [from: number, to: number]

const last = 0x10ffff
export const characters = (...ranges: Range[]): CharacterSet => ({ ranges, categories: [] })
const ofCategories = (...categories: string[]): CharacterSet => ({ ranges: [], categories })

/** The general categories of Unicode, without surrogates, which no text has (XSD 1.1 part 2 §G.4.2.2). */
const groups: Readonly<Record<string, string>> = {
  L: 'ultmo',
  M: 'nce',
  N: 'dlo',
  P: 'cdseifo',
  Z: 'slp',
  S: 'mcko',
  C: 'cfon'
}
const categories: readonly string[] = Object.entries(groups).flatMap(([group, kinds]) =>
  [...kinds].map(kind => group + kind)
)

/** Blocks of Unicode by the names that `\p{Is…}` takes (XSD 1.1 part 2 §G.4.2.3): those that texts here are in. */
const blocks: Readonly<Record<string, Range>> = {
  BasicLatin: [0, 0x7f],
  'Latin-1Supplement': [0x80, 0xff],
  'LatinExtended-A': [0x100, 0x17f],
  'LatinExtended-B': [0x180, 0x24f],
  IPAExtensions: [0x250, 0x2af],
  SpacingModifierLetters: [0x2b0, 0x2ff],
  CombiningDiacriticalMarks: [0x300, 0x36f],
  Greek: [0x370, 0x3ff],
  GreekandCoptic: [0x370, 0x3ff],
  Cyrillic: [0x400, 0x4ff],
  Armenian: [0x530, 0x58f],
  Hebrew: [0x590, 0x5ff],
  Arabic: [0x600, 0x6ff],
  Devanagari: [0x900, 0x97f],
  Bengali: [0x980, 0x9ff],
  Tamil: [0xb80, 0xbff],
  Thai: [0xe00, 0xe7f],
  Georgian: [0x10a0, 0x10ff],
  LatinExtendedAdditional: [0x1e00, 0x1eff],
  GreekExtended: [0x1f00, 0x1fff],
  GeneralPunctuation: [0x2000, 0x206f],
  CurrencySymbols: [0x20a0, 0x20cf],
  Arrows: [0x2190, 0x21ff],
  MathematicalOperators: [0x2200, 0x22ff],
  CJKSymbolsandPunctuation: [0x3000, 0x303f],
  Hiragana: [0x3040, 0x309f],
  Katakana: [0x30a0, 0x30ff],
  CJKUnifiedIdeographs: [0x4e00, 0x9fff],
  HangulSyllables: [0xac00, 0xd7af]
}

/** Characters that XML names start with, and those that they go on with besides (XML 1.0 §2.3). */
const nameStart: readonly Range[] = [
  [0x3a, 0x3a],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x2ff],
  [0x370, 0x37d],
  [0x37f, 0x1fff],
  [0x200c, 0x200d],
  [0x2070, 0x218f],
  [0x2c00, 0x2fef],
  [0x3001, 0xd7ff],
  [0xf900, 0xfdcf],
  [0xfdf0, 0xfffd],
  [0x10000, 0xeffff]
]
const nameRest: readonly Range[] = [
  [0x2d, 0x2e],
  [0x30, 0x39],
  [0xb7, 0xb7],
  [0x300, 0x36f],
  [0x203f, 0x2040]
]

const space = characters([9, 10], [13, 13], [32, 32])
/** What `\s`, `\d`, `\w`, `\i` and `\c` stand for (XSD 1.1 part 2 §G.4.2.5). */
const escapes: Readonly<Record<string, CharacterSet>> = {
  s: space,
  d: ofCategories('Nd'),
  w: ofCategories(...categories.filter(name => /^[LMNS]/.test(name))),
  i: characters(...nameStart),
  c: characters(...nameStart, ...nameRest)
}

/** The set of a multi-character escape, such as `w`, or its complement, such as `W`. */
export function escapeSet(letter: string): CharacterSet | undefined {
  const set = escapes[letter.toLowerCase()]
  return set && (letter === letter.toLowerCase() ? set : complement(set))
}

/** The set that `\p{…}` of this name stands for; undefined for names that are not known. */
export function propertySet(name: string): CharacterSet | undefined {
  if (name.startsWith('Is')) {
    const block = Object.hasOwn(blocks, name.slice(2)) ? blocks[name.slice(2)] : undefined
    return block && characters(block)
  }
  const known = categories.filter(
    category => category === name || (name.length === 1 && category[0] === name)
  )
  return known.length > 0 ? ofCategories(...known) : undefined
}

/** All characters that are not in the set. */
export function complement(set: CharacterSet): CharacterSet {
  if (set.ranges.length === 0)
    return ofCategories(...categories.filter(name => !set.categories.includes(name)))
  return characters(...outside(rangesOf(set)))
}

export const union = (sets: readonly CharacterSet[]): CharacterSet => ({
  ranges: sets.flatMap(set => set.ranges),
  categories: sets.flatMap(set => set.categories)
})

/** What is in the first set, and not in the second. */
export const difference = (from: CharacterSet, taken: CharacterSet): CharacterSet =>
  complement(union([complement(from), taken]))

const byStart = (a: Range, b: Range): number => a[0] - b[0]

function outside(ranges: readonly Range[]): Range[] {
  const gaps: Range[] = []
  let next = 0
  for (const [from, to] of [...ranges].sort(byStart)) {
    if (from > next) gaps.push([next, from - 1])
    next = Math.max(next, to + 1)
  }
  if (next <= last) gaps.push([next, last])
  return gaps
}

const rangesOf = (set: CharacterSet): readonly Range[] => [
  ...set.ranges,
  ...set.categories.flatMap(name => rangesOfCategory(name))
]

/** Found out as they are needed, which is seldom; there are thirty categories. */
const found = new Map<string, readonly Range[]>()

function rangesOfCategory(name: string): readonly Range[] {
  const known = found.get(name)
  if (known) return known
  const runs = new RegExp(`\\p{${name}}+`, 'gu')
  const ranges: Range[] = []
  // Half planes, so that no text grows large. Surrogates are left out: no category goes on behind them.
  for (let start = 0; start <= last; start += 0x8000) {
    const points = Array.from({ length: 0x8000 }, (_, i) => start + i).filter(
      point => point < 0xd800 || point > 0xdfff
    )
    for (const { 0: run } of String.fromCodePoint(...points).matchAll(runs)) {
      const first = run.codePointAt(0)!
      ranges.push([first, first + [...run].length - 1])
    }
  }
  found.set(name, ranges)
  return ranges
}

/** The set as a class of RE2's syntax. */
export function classText(set: CharacterSet): string {
  const hex = (point: number): string => `\\x{${point.toString(16)}}`
  const ranges = set.ranges.map(([from, to]) => (from === to ? hex(from) : `${hex(from)}-${hex(to)}`))
  const names = set.categories.map(name => `\\p{${name}}`)
  // RE2 has no empty class: this one is.
  return ranges.length + names.length === 0
    ? '[^\\x{0}-\\x{10ffff}]'
    : `[${ranges.join('')}${names.join('')}]`
}
