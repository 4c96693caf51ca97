import type { Words } from '../claims/claims.ts'
import type { Catalogue, Datatype } from './catalogue.ts'
import type { Entities } from './entities.ts'
import { type ReadValue, readValue } from './values.ts'

/**
 * The value that words are, read as this datatype, with what the vault knows of entities and properties;
 * undefined when they cannot be one. A text whose language nothing tells is in `und` for now.
 */
export function readWords(
  words: Words,
  datatype: Datatype,
  entities: Entities,
  catalogue: Catalogue
): ReadValue | undefined {
  if (datatype === 'wikibase-item') return itemOf(words, entities)
  if (datatype === 'monolingualtext')
    return words.kind === 'text'
      ? { value: { type: 'monolingual', text: words.text, language: languageOf(words.language) } }
      : undefined
  if (datatype === 'wikibase-property') {
    // Importers write the property's label.
    const id =
      words.kind === 'text'
        ? (/^(?:https?:\/\/www\.wikidata\.org\/entity\/)?(P[1-9]\d*)$/.exec(words.text)?.[1] ??
          catalogue.labelled(words.text)?.id)
        : undefined
    return id === undefined
      ? undefined
      : { value: { type: 'iri', iri: `http://www.wikidata.org/entity/${id}` } }
  }
  return readValue(words, datatype)
}

function itemOf(words: Words, entities: Entities): ReadValue | undefined {
  if (words.kind === 'link') {
    const iri = entities.ofTarget(words.target)
    return iri === undefined ? undefined : { value: { type: 'item', iri } }
  }
  if (words.kind !== 'text') return undefined
  const qid = /^(?:https?:\/\/(?:www\.)?wikidata\.org\/(?:wiki|entity)\/)?(Q[1-9]\d*)$/.exec(words.text)?.[1]
  if (qid !== undefined) return { value: { type: 'item', iri: entities.ofItem(qid) } }
  const unknown = readValue(words, 'string')?.value
  return unknown?.type === 'unknown' ? { value: unknown } : undefined
}

// What is no tag (BCP 47 §2.1) would make the literal, and with it the whole document, ill-formed.
const languageOf = (tag: string | undefined): string =>
  tag !== undefined && /^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/i.test(tag) ? tag : 'und'

const datatypeNames: Readonly<Partial<Record<Datatype, string>>> = {
  'wikibase-item': 'links to items',
  'globe-coordinate': 'coordinates',
  commonsMedia: 'files on Commons',
  quantity: 'numbers',
  time: 'dates',
  url: 'web addresses'
}

/** What the values of a datatype are, in words: `links to items`. */
export const datatypeName = (datatype: Datatype): string => datatypeNames[datatype] ?? datatype

/** Words as they stood, on one line. */
export function wordsText(words: Words): string {
  if (words.kind === 'tuple') return words.items.join(', ')
  return words.kind === 'quantity' ? words.amount : words.text
}
