import { type DayReader, dayReader } from './days.ts'
import { type Link, nameOf } from './link.ts'
import { PrivateNames } from './private-names.ts'

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
  /** A note of the vault that the settings do not have published: nothing but its name is known. */
  | { readonly kind: 'outside'; readonly name: string }
  /** No note has this path or name. */
  | { readonly kind: 'dangling'; readonly name: string }
  /** `[[]]`, or a link to a heading or block of the same note. */
  | { readonly kind: 'self' }

const fold = (name: string): string => name.normalize('NFC').toLowerCase()
const add = (index: Map<string, IndexedNote[]>, key: string, note: IndexedNote): void => {
  const notes = index.get(key)
  if (!notes) index.set(key, [note])
  else if (notes.at(-1) !== note) notes.push(note)
}

/** What an index knows besides the notes that links may lead to. */
export interface IndexedVault {
  /** Notes that are neither published nor private. */
  readonly outside?: Iterable<IndexedNote>
  /** What must stand in no text. */
  readonly privateNames?: PrivateNames
  /** In which formats journal pages are called by their day, besides `yyyy-MM-dd`. */
  readonly dayFormats?: readonly string[]
}

/** The notes of a vault by path, name and alias: finds what links mean, as Obsidian does. */
export class NoteIndex {
  readonly privateNames: PrivateNames
  /** All that answers depend on besides the notes: where it and they are the same, so are the answers. */
  readonly basis: string
  /** The day that a page's name says, as `2024-01-05`. */
  readonly dayOf: DayReader
  readonly #outside: NoteIndex | undefined
  readonly #byDay = new Map<string, IndexedNote>()
  readonly #byPath = new Map<string, IndexedNote>()
  readonly #byName = new Map<string, IndexedNote[]>()
  readonly #byAlias = new Map<string, IndexedNote[]>()
  /** What targets without an exact path could mean, wherever the link stands; vaults repeat few of them often. */
  readonly #meanings = new Map<string, Candidates | undefined>()

  constructor(
    notes: Iterable<IndexedNote>,
    { outside = [], privateNames = new PrivateNames(), dayFormats = [] }: IndexedVault = {}
  ) {
    this.privateNames = privateNames
    this.dayOf = dayReader(dayFormats)
    const others = [...outside]
    this.#outside = others.length === 0 ? undefined : new NoteIndex(others, { dayFormats })
    this.basis = JSON.stringify([
      dayFormats,
      privateNames.basis,
      others.map(({ path, aliases }) => [path, aliases])
    ])
    for (const note of notes) {
      const name = nameOf(note.path)
      this.#byPath.set(fold(note.id), note)
      add(this.#byName, fold(name), note)
      for (const alias of note.aliases) add(this.#byAlias, fold(alias), note)
      const day = this.dayOf(name)
      if (day !== undefined && !this.#byDay.has(day)) this.#byDay.set(day, note)
    }
  }

  /**
   * What a link in the file at the path `from` means: exact path, path relative to that file, the end of a
   * path (below the file's own folder first, then the shortest), alias. A path that leads out of the vault,
   * up or from a root above it, means the note that shares the longest end with it: part of a larger vault. A
   * day means its journal page, however it is written.
   */
  resolve(link: Link, from: string): LinkTarget {
    const found = this.#resolve(link, from)
    if (found.kind !== 'dangling') return found
    const journal = this.#journalOf(found.name)
    if (journal) return { kind: 'note', note: journal }
    const outside = this.#outside?.resolve(link, from)
    if (outside?.kind === 'note') return { kind: 'outside', name: nameOf(outside.note.path) }
    return outside?.kind === 'ambiguous' ? { kind: 'outside', name: found.name } : found
  }

  #journalOf(name: string): IndexedNote | undefined {
    const day = this.#byDay.size === 0 ? undefined : this.dayOf(name)
    return day === undefined ? undefined : this.#byDay.get(day)
  }

  #resolve(link: Link, from: string): LinkTarget {
    const target = link.target.replaceAll('\\', '/').replace(/\.md$/i, '')
    if (target === '') return { kind: 'self' }
    const folder = from.slice(0, from.lastIndexOf('/') + 1)
    // Most links to items name no note at all: then no way to write a path to one leads anywhere.
    const last = target.slice(target.lastIndexOf('/') + 1)
    if (/[^.]/.test(last) && !this.#byName.has(fold(last))) return this.#meaning(target, false, folder)
    const { path, above } = pathFrom(folder, target)
    const exact = this.#byPath.get(fold(pathFrom('', target).path)) ?? this.#byPath.get(fold(path))
    if (exact) return { kind: 'note', note: exact }
    return this.#meaning(target, above || target.startsWith('/'), folder)
  }

  #meaning(target: string, rooted: boolean, folder: string): LinkTarget {
    const key = `${rooted ? '/' : ''}${target}`
    let meaning = this.#meanings.get(key)
    if (meaning === undefined && !this.#meanings.has(key)) {
      meaning = this.#meaningOf(target, rooted)
      this.#meanings.set(key, meaning)
    }
    return meaning ? meaning.seenFrom(folder) : { kind: 'dangling', name: nameOf(target) }
  }

  #meaningOf(target: string, rooted: boolean): Candidates | undefined {
    const parts = fold(target)
      .split('/')
      .filter(part => part !== '' && part !== '.' && part !== '..')
    const named = this.#byName.get(parts.at(-1) ?? '') ?? []
    const tails = named.map(note => ({ note, shared: sharedEnd(note.id, parts) }))
    const most = tails.reduce((best, { shared }) => Math.max(best, shared), 0)
    const better = tails.filter(({ shared }) => (rooted ? shared === most : shared === parts.length))
    if (better.length > 0) return new Candidates(better.map(({ note }) => note))
    const aliased = this.#byAlias.get(fold(target)) ?? []
    return aliased.length > 0 ? new Candidates(aliased) : undefined
  }

  /** The notes that bear a name, as their own or as an alias. */
  named(name: string): readonly IndexedNote[] {
    const key = fold(name)
    const journal = this.#journalOf(name)
    return [
      ...(this.#byName.get(key) ?? []),
      ...(this.#byAlias.get(key) ?? []),
      ...(journal ? [journal] : [])
    ]
  }
}

/**
 * Notes that answer to a link: those below the linking file's folder come first, of these the one nearest to
 * the root. Sorted by path, so that those below a folder stand together and are found without a look at all.
 */
class Candidates {
  readonly #notes: readonly IndexedNote[]
  readonly #paths: readonly string[]
  #anywhere: LinkTarget | undefined

  constructor(notes: readonly IndexedNote[]) {
    this.#notes = [...notes].sort((a, b) => (a.path < b.path ? -1 : 1))
    this.#paths = this.#notes.map(note => note.path)
  }

  seenFrom(folder: string): LinkTarget {
    if (folder !== '') {
      const from = this.#firstFrom(folder)
      let to = from
      while (to < this.#paths.length && this.#paths[to]!.startsWith(folder)) to++
      if (to > from) return this.#nearestToRoot(this.#notes.slice(from, to))
    }
    this.#anywhere ??= this.#nearestToRoot(this.#notes)
    return this.#anywhere
  }

  #firstFrom(path: string): number {
    let [low, high] = [0, this.#paths.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#paths[middle]! < path) low = middle + 1
      else high = middle
    }
    return low
  }

  #nearestToRoot(candidates: readonly IndexedNote[]): LinkTarget {
    let least = Number.POSITIVE_INFINITY
    let nearest: IndexedNote[] = []
    for (const note of candidates) {
      const depth = note.path.split('/').length
      if (depth < least) {
        least = depth
        nearest = []
      }
      if (depth === least) nearest.push(note)
    }
    return nearest.length === 1
      ? { kind: 'note', note: nearest[0]! }
      : { kind: 'ambiguous', paths: this.#paths }
  }
}

/** How many parts at its end a note's path shares with the parts of a target. */
function sharedEnd(id: string, parts: readonly string[]): number {
  const own = fold(id).split('/')
  let shared = 0
  while (shared < parts.length && shared < own.length && own.at(-1 - shared) === parts.at(-1 - shared))
    shared++
  return shared
}

/** `a/b/` and `../c` → `a/c`; `above` when the path leads out of the vault, whose root then stands for it. */
export function pathFrom(folder: string, target: string): { path: string; above: boolean } {
  const parts: string[] = []
  let above = false
  for (const part of `${target.startsWith('/') ? '' : folder}${target}`.split('/')) {
    if (part === '..') above = parts.pop() === undefined || above
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return { path: parts.join('/'), above }
}
