import { type Link, nameOf } from './link.ts'

/** What links need to know of a note. */
export interface IndexedNote {
  readonly path: string
  readonly id: string
  readonly aliases: readonly string[]
}

/** What a link turns out to name. */
export type LinkTarget =
  | { readonly kind: 'note'; readonly note: IndexedNote }
  /** Several notes answer to the name; none is chosen. */
  | { readonly kind: 'ambiguous'; readonly paths: readonly string[] }
  /** No note has this path or name. */
  | { readonly kind: 'dangling'; readonly name: string }
  /** `[[]]`, or a link to a heading or block of the same note. */
  | { readonly kind: 'self' }

const fold = (name: string): string => name.normalize('NFC').toLowerCase()
const add = (index: Map<string, IndexedNote[]>, key: string, note: IndexedNote): void => {
  const notes = index.get(key)
  if (notes) notes.push(note)
  else index.set(key, [note])
}

/** The notes of a vault by path, name and alias: finds what links mean, as Obsidian does. */
export class NoteIndex {
  readonly #byPath = new Map<string, IndexedNote>()
  readonly #byName = new Map<string, IndexedNote[]>()
  readonly #byAlias = new Map<string, IndexedNote[]>()

  constructor(notes: Iterable<IndexedNote>) {
    for (const note of notes) {
      this.#byPath.set(fold(note.id), note)
      add(this.#byName, fold(nameOf(note.path)), note)
      for (const alias of note.aliases) add(this.#byAlias, fold(alias), note)
    }
  }

  /** What a link in the file at the path `from` means: exact path, path relative to that file, name (the shortest path among several), alias. */
  resolve(link: Link, from: string): LinkTarget {
    const target = link.target.replace(/\.md$/i, '')
    if (target === '') return { kind: 'self' }
    const folder = from.slice(0, from.lastIndexOf('/') + 1)
    const exact =
      this.#byPath.get(fold(target.replace(/^\/+/, ''))) ??
      this.#byPath.get(fold(normalisePath(folder + target)))
    if (exact) return { kind: 'note', note: exact }
    const name = nameOf(target)
    const named = this.#byName.get(fold(name))
    if (named)
      return chosen(
        named.filter(note => endsWithPath(note.id, target)),
        named
      )
    const aliased = this.#byAlias.get(fold(target))
    return aliased ? chosen([], aliased) : { kind: 'dangling', name }
  }
}

// Among notes of one name the one that matches most of the written path wins, then the shortest path.
function chosen(better: readonly IndexedNote[], all: readonly IndexedNote[]): LinkTarget {
  const candidates = better.length > 0 ? better : all
  const depth = (note: IndexedNote): number => note.path.split('/').length
  const least = Math.min(...candidates.map(depth))
  const shortest = candidates.filter(note => depth(note) === least)
  return shortest.length === 1
    ? { kind: 'note', note: shortest[0]! }
    : { kind: 'ambiguous', paths: shortest.map(note => note.path).sort() }
}

const endsWithPath = (id: string, target: string): boolean => {
  const tail = fold(target.replace(/^(?:\.{1,2}\/|\/)+/, ''))
  return fold(id) === tail || fold(id).endsWith(`/${tail}`)
}

/** `a/b/../c` → `a/c`; steps above the vault's root are dropped. */
function normalisePath(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}
