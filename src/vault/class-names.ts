import { matcher } from './private.ts'

/** One line of the setting `types`: what a note must have or where it must be, and the class it then is of. */
export interface TypeRule {
  /** A word (the value of `type`, `instance_of`, `class` or `category`, or a tag), `#tag`, or a glob of paths. */
  readonly match: string
  /** IRI of the class. */
  readonly iri: string
}

const prefixes: Readonly<Record<string, string>> = {
  schema: 'http://schema.org/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  org: 'http://www.w3.org/ns/org#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  dct: 'http://purl.org/dc/terms/',
  dcmitype: 'http://purl.org/dc/dcmitype/',
  bibo: 'http://purl.org/ontology/bibo/',
  prov: 'http://www.w3.org/ns/prov#',
  geo: 'http://www.opengis.net/ont/geosparql#',
  dbo: 'http://dbpedia.org/ontology/',
  wd: 'http://www.wikidata.org/entity/'
}

/** The IRI of a class: a whole one, or `schema:Person` with one of the prefixes above; undefined for anything else. */
export function classIri(name: string): string | undefined {
  if (/^https?:\/\/[^\s<>"{}|\\^`]+$/.test(name)) return URL.canParse(name) ? name : undefined
  const match = /^([a-z]+):([A-Za-z_][\w.-]*)$/.exec(name)
  const space = match && Object.hasOwn(prefixes, match[1]!) ? prefixes[match[1]!] : undefined
  return space === undefined || match === null ? undefined : space + match[2]!
}

const fold = (word: string): string => word.normalize('NFC').toLowerCase().replaceAll('_', ' ').trim()

/** Gives the classes of a note from its type words, its tags and its path, by the settings. */
export function typesOf(
  rules: readonly TypeRule[]
): (words: readonly string[], tags: readonly string[], path: string) => readonly string[] {
  const globs = rules
    .filter(({ match }) => /[/*?]/.test(match) && !match.startsWith('#'))
    .map(({ match, iri }) => ({ iri, holds: matcher([match, `${match.replace(/\/+$/, '')}/**`]) }))
  const words = new Map<string, string[]>()
  for (const { match, iri } of rules) words.set(fold(match), [...(words.get(fold(match)) ?? []), iri])
  return (own, tags, path) => {
    if (rules.length === 0) return []
    const named = [...own, ...tags, ...tags.map(tag => `#${tag}`)].flatMap(
      word => words.get(fold(word)) ?? []
    )
    const placed = globs.flatMap(({ iri, holds }) => (holds(path) ? [iri] : []))
    return [...new Set([...named, ...placed])].sort()
  }
}
