import type { Property } from './catalogue.ts'
import { type LanguageTables, languagesNamed, type Tagged, tagLanguages } from './languages.ts'
import type { Value } from './statement.ts'

// Properties that say which languages a subject's names may be written in: its own, then those of its places.
const languageProperties = ['P37', 'P407', 'P364', 'P2936', 'P1412', 'P103']
const territoryProperties = ['P17', 'P527', 'P27', 'P495', 'P1001']

/** A value of the subject, with its property and how it was inferred. */
interface TaggedReading {
  readonly property: Property
  readonly value: Value
  readonly method?: string
}

/** What is known of the subject besides its values. */
interface ReadingContext {
  readonly own: { readonly label: string; readonly language: string }
  /** Text → language, from the subject's language maps. */
  readonly translations: ReadonlyMap<string, string>
  readonly tables: LanguageTables
  /** The name of an entity, by its IRI. */
  labelOf(iri: string): string
}

/** Gives monolingual texts their language, lists of native names first, since they teach the others. */
export function tagReadings<R extends TaggedReading>(readings: readonly R[], context: ReadingContext): R[] {
  const { own, translations, tables } = context
  const texts = new Map<string, Set<string>>()
  for (const { property, value } of readings) {
    if (value.type !== 'monolingual') continue
    texts.set(property.id, (texts.get(property.id) ?? new Set()).add(value.text))
  }
  if (texts.size === 0) return [...readings]
  const known = new Map(translations)
  const earlier = new Map<string, string>()
  const tagged = new Map<string, Omit<Tagged, 'method'> & { readonly method: string }>()
  const candidates = candidateLanguages(readings, context)
  const lists = [...texts].sort(([a, m], [b, n]) => n.size - m.size || (a < b ? -1 : 1))
  for (const [property, values] of lists) {
    const oneEach = property === 'P1705' && values.size > 1
    for (const tag of tagLanguages([...values], { candidates, known, own }, tables, oneEach)) {
      // A text may be known from another property of the item, by whatever step tagged it there.
      const first = tag.method === 'language map' ? earlier.get(tag.text) : undefined
      tagged.set(`${property}\n${tag.text}`, first === undefined ? tag : { ...tag, method: first })
      if (tag.language === 'und' || known.has(tag.text)) continue
      known.set(tag.text, tag.language)
      earlier.set(tag.text, `${tag.method}, as the same text under ${property}`)
    }
  }
  return readings.map(reading => {
    if (reading.value.type !== 'monolingual') return reading
    const tag = tagged.get(`${reading.property.id}\n${reading.value.text}`)
    if (!tag) return reading
    const value: Value = { ...reading.value, language: tag.language }
    return tag.language === 'und'
      ? { ...reading, value }
      : { ...reading, value, method: `language by ${tag.method}` }
  })
}

function candidateLanguages(
  readings: readonly TaggedReading[],
  { tables, labelOf }: ReadingContext
): string[] {
  const named = (properties: readonly string[]): string[] =>
    properties.flatMap(id =>
      readings.flatMap(({ property, value }) =>
        property.id === id && value.type === 'item' ? languagesNamed(labelOf(value.iri), tables) : []
      )
    )
  return [...new Set([...named(languageProperties), ...named(territoryProperties)])]
}
