/**
 * The language of text that its vault left untagged: no statistics, only what the item itself says. A text is
 * tagged when exactly one of the item's own languages can have written it, and `und` otherwise.
 */

/** What `ontology/languages.tsv` says of one language. */
export interface Language {
  /** BCP 47 code without script and region: `sr`. */
  readonly code: string
  /** Its plain English name. */
  readonly name: string
  /** ISO 15924 codes of the scripts it is written in: `Cyrl`, `Latn`. */
  readonly scripts: readonly string[]
  /**
   * Its lower-case letters and marks, in NFC, of all its scripts. Empty when unknown. Han and Hangul characters
   * are never in it: those sets are not closed.
   */
  readonly alphabet: ReadonlySet<string>
}

/** The languages of CLDR, and which of them are official where. */
export interface LanguageTables {
  /** By code. */
  readonly languages: ReadonlyMap<string, Language>
  /** Codes of the languages that bear an English name, by the folded name. */
  readonly names: ReadonlyMap<string, readonly string[]>
  /** Codes of the official languages of a territory, by its folded English names. */
  readonly territories: ReadonlyMap<string, readonly string[]>
}

/** What is known of the item whose values are to be tagged. */
export interface TaggingContext {
  /** Codes: the item's official languages, then its members'. A code the tables lack is never ruled out. */
  readonly candidates: readonly string[]
  /** Text → code, from a language map of the item (`has_name`), or tagged by a surer step on the same item. */
  readonly known: ReadonlyMap<string, string>
  /** The item's own label, in the vault's language. */
  readonly own?: { readonly label: string; readonly language: string }
}

/** A text, its language (`und` when it cannot be told), and how that was found. */
export interface Tagged {
  readonly text: string
  readonly language: string
  readonly method: 'language map' | 'own label' | 'script' | 'alphabet' | 'elimination' | 'undetermined'
}

const separator = ' ¦ '

/** English spellings that do not make another name: case, "The", "&", "St.", apostrophes, underscores. */
const folded = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[\s_]+/g, ' ')
    .trim()
    .replace(/^the /, '')
    .replace(/ & /g, ' and ')
    .replace(/\bst\. /g, 'saint ')

const rowsOf = (tsv: string): string[][] =>
  tsv
    .trimEnd()
    .split('\n')
    .slice(1)
    .map(line => line.split('\t'))

/** The tables from the texts of `ontology/languages.tsv` and `ontology/territories.tsv`. */
export const parseLanguageTables = (languagesTsv: string, territoriesTsv: string): LanguageTables => {
  const languages = new Map<string, Language>()
  const names = new Map<string, readonly string[]>()
  const territories = new Map<string, readonly string[]>()
  for (const [code = '', spellings = '', scripts = '', alphabet = ''] of rowsOf(languagesTsv)) {
    const [name = code] = spellings.split(separator)
    languages.set(code, { code, name, scripts: scripts.split(' '), alphabet: new Set(alphabet) })
    for (const spelling of spellings.split(separator)) {
      names.set(folded(spelling), [...(names.get(folded(spelling)) ?? []), code])
    }
  }
  for (const [, spellings = '', official = ''] of rowsOf(territoriesTsv)) {
    for (const spelling of spellings.split(separator)) {
      territories.set(folded(spelling), official.split(' ').filter(Boolean))
    }
  }
  return { languages, names, territories }
}

/**
 * Codes of a language named in English ("Russian", "Tok Pisin language") or of a territory's official languages
 * ("Armenia"); of both where the name is both ("Tuvalu"). `[]` when unknown.
 */
export const languagesNamed = (name: string, tables: LanguageTables): readonly string[] => {
  const key = folded(name)
  const languages = tables.names.get(key) ?? tables.names.get(key.replace(/ language$/, '')) ?? []
  return [...new Set([...languages, ...(tables.territories.get(key) ?? [])])]
}

/**
 * Scripts that are not one Unicode script. Korean counts as Hangul alone: a text of only Han characters does not
 * tell Korean from Chinese.
 */
const compositeScripts: Readonly<Record<string, readonly string[]>> = {
  Aran: ['Arab'],
  Hans: ['Hani'],
  Hant: ['Hani'],
  Jpan: ['Hani', 'Hira', 'Kana'],
  Kore: ['Hang']
}

const scriptTests = new Map<string, RegExp>()

/** Matches text that is written wholly in a script; never, for a script this runtime's Unicode lacks. */
const scriptTest = (script: string): RegExp => {
  let test = scriptTests.get(script)
  if (test === undefined) {
    try {
      const classes = (compositeScripts[script] ?? [script]).map(part => `\\p{scx=${part}}`)
      test = new RegExp(`^[${classes.join('')}]*$`, 'u')
    } catch {
      test = /^\b\B/
    }
    scriptTests.set(script, test)
  }
  return test
}

/**
 * The letters and marks that a script owns, as written. Marks that belong to none go: the stress accents, the
 * Arabic vowel signs. So do letters that belong to none: `ʼ`, `ー`, `ª`.
 */
const lettersOf = (text: string): string[] =>
  [...text.normalize('NFC')].filter(
    letter => /[\p{L}\p{M}]/u.test(letter) && !/[\p{sc=Zyyy}\p{sc=Zinh}ªº]/u.test(letter)
  )

/**
 * Whether a text could be of any language, so that none may be given: no letters or damaged ones (`????`),
 * acronyms (no lower case, or capitals within a single word), and single words in Latin letters.
 */
const isUntaggable = (text: string): boolean => {
  const written = text.normalize('NFC')
  if (!/\p{L}/u.test(written) || /\uFFFD|\?\?/.test(written)) return true
  if (/\p{Lu}/u.test(written) && !/\p{Ll}/u.test(written)) return true
  const words = written.split(/\s+/).filter(word => /\p{L}/u.test(word))
  const [word = ''] = words
  return words.length === 1 && (/\p{L}\p{M}*\p{Lu}/u.test(word) || /\p{sc=Latn}/u.test(word))
}

const fitsScript = (letters: readonly string[], { scripts }: Language): boolean =>
  scripts.some(script => scriptTest(script).test(letters.join('')))

/**
 * Whether the alphabet has every letter; `undefined` when it is unknown. A letter whose lower case is several
 * characters (`İ`) needs them all.
 */
const fitsAlphabet = (letters: readonly string[], { alphabet }: Language): boolean | undefined => {
  const closed = letters.filter(letter => !/[\p{sc=Hani}\p{sc=Hang}]/u.test(letter))
  if (closed.length > 0 && alphabet.size === 0) return undefined
  return closed.every(letter => [...letter.toLowerCase()].every(part => alphabet.has(part)))
}

interface Reading {
  /** Codes that may be the text's language. */
  readonly possible: readonly string[]
  /** Of these, the ones whose letters are known; only such a language may be given. */
  readonly positive: ReadonlySet<string>
  readonly method: 'script' | 'alphabet'
}

/** Which candidates can have written the text: those whose script fits, then those whose alphabet does. */
const readingOf = (text: string, candidates: readonly string[], tables: LanguageTables): Reading => {
  const letters = lettersOf(text)
  const languageOf = (code: string): Language | undefined =>
    tables.languages.get(code) ?? tables.languages.get(code.split('-')[0]!)
  const positive = new Set<string>()
  const inScript = candidates.filter(code => {
    const language = languageOf(code)
    return language === undefined || fitsScript(letters, language)
  })
  const possible = inScript.filter(code => {
    const language = languageOf(code)
    const fits = language && fitsAlphabet(letters, language)
    if (fits) positive.add(code)
    return fits !== false
  })
  return { possible, positive, method: inScript.length === 1 ? 'script' : 'alphabet' }
}

/**
 * Takes languages that are settled for one text away from the others, in rounds, until nothing changes. Two texts
 * that a round would give the same language contradict "one text per language": both stay without.
 * Answers the languages found so, by text.
 */
const eliminate = (
  readings: ReadonlyMap<string, Reading>,
  settled: Iterable<string>
): Map<string, string> => {
  const found = new Map<string, string>()
  const taken = new Set(settled)
  for (;;) {
    const round = new Map<string, string[]>()
    for (const [text, { possible, positive }] of readings) {
      const [code, ...others] = possible.filter(candidate => !taken.has(candidate))
      if (found.has(text) || code === undefined || others.length > 0 || !positive.has(code)) continue
      round.set(code, [...(round.get(code) ?? []), text])
    }
    if (round.size === 0) return found
    for (const [code, texts] of round) {
      taken.add(code)
      if (texts.length === 1) found.set(texts[0]!, code)
    }
  }
}

/**
 * Tags the values of one field, in their order. `distinct`: the field holds at most one text per language, as
 * native labels do, so that a language one text has is no longer open to another. Surest step first:
 * a text known, the item's own label, script, alphabet, elimination.
 *
 * Names are tagged by what their letters allow, so a foreign name in the only candidate's letters gets its tag.
 */
export const tagLanguages = (
  texts: readonly string[],
  context: TaggingContext,
  tables: LanguageTables,
  distinct = false
): Tagged[] => {
  const candidates = [...new Set(context.candidates)]
  const tagged = new Map<string, Tagged>()
  const open = new Map<string, Reading>()
  for (const text of new Set(texts)) {
    const known = context.known.get(text) ?? context.known.get(text.normalize('NFC'))
    const own =
      context.own?.label.normalize('NFC') === text.normalize('NFC') ? context.own.language : undefined
    if (known !== undefined) tagged.set(text, { text, language: known, method: 'language map' })
    else if (own !== undefined) tagged.set(text, { text, language: own, method: 'own label' })
    else if (!isUntaggable(text)) {
      const reading = readingOf(text, candidates, tables)
      const [code, ...others] = reading.possible
      if (code === undefined || others.length > 0) open.set(text, reading)
      else if (reading.positive.has(code)) tagged.set(text, { text, language: code, method: reading.method })
    }
  }
  if (distinct) {
    const settled = [...tagged.values()].map(({ language }) => language)
    for (const [text, language] of eliminate(open, settled)) {
      tagged.set(text, { text, language, method: 'elimination' })
    }
  }
  return texts.map(text => tagged.get(text) ?? { text, language: 'und', method: 'undetermined' })
}
