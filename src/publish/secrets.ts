import { normalisedLabel } from '../alignment/alignment.ts'
import { nameOf, type PrivateNames } from '../vault/vault.ts'

/** What is private in a vault, to be looked for in what was published before it became so. */
export interface Secrets {
  /** Whether there is nothing to look for. */
  readonly isEmpty: boolean
  /** Whether a path below the base, such as `source/Plans`, is that of something private; in doubt it is. */
  hides(path: string): boolean
  /** Whether a text names a private note. */
  isNamedIn(text: string): boolean
}

/** What decides what is private. */
export interface PrivateThings {
  /** Notes and other files; those that cannot be read are not among them. */
  readonly notes: readonly { readonly id: string; readonly aliases: readonly string[] }[]
  /** Ids of documents. */
  readonly documents: readonly string[]
  /** Whether the settings, or a folder's name, keep a path private. */
  readonly isListed: (path: string) => boolean
  readonly privateNames: PrivateNames
}

/** A note that was moved into a private folder has its name still, so a name alone decides, wherever the note was. */
export function secretsOf({ notes, documents, isListed, privateNames }: PrivateThings): Secrets {
  const sources = new Set(
    [...documents, ...notes.map(({ id }) => nameOf(id))].map(name => name.normalize('NFC'))
  )
  const entities = new Set(
    notes
      .flatMap(({ id, aliases }) => [id, nameOf(id), ...aliases])
      .map(normalisedLabel)
      .filter(name => name !== '')
  )
  return {
    isEmpty: notes.length + documents.length === 0,
    isNamedIn: text => privateNames.namesPrivateNote(text),
    hides: path => {
      const [, kind, name = ''] = /^(source|graph|entity)\/(.+)$/.exec(path) ?? []
      if (privateNames.namesPrivateNote(path)) return true
      if (kind === undefined) return false
      const plain = decodeURIComponent(name)
      // `note-plans`, `organization-plans`: what kind of thing it is stands before its name.
      if (kind === 'entity') return entities.has(plain.slice(plain.indexOf('-') + 1))
      return isListed(`${plain}.md`) || sources.has(plain) || sources.has(nameOf(plain))
    }
  }
}
