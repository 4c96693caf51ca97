import type { Report } from '../problem.ts'
import {
  type ItemName,
  isAttachment,
  type Link,
  type LinkTarget,
  linksOf,
  linkText,
  mayHoldLinks,
  type NoteIndex,
  nameOf,
  namesPrivatePath,
  pathFrom,
  withoutPrivatePaths
} from '../vault/vault.ts'
import type { Target } from './claim.ts'

/** The vault around a note: what its links may lead to, and what must not be named. */
export interface VaultContext {
  readonly index: NoteIndex
  readonly isPrivate: (path: string) => boolean
  /** Gives the classes of a note from its type words, its tags and its path, by the settings. */
  readonly typesOf?: (words: readonly string[], tags: readonly string[], path: string) => readonly string[]
}

/** Whether a link of a file names something private, by its path or by what it leads to. */
export function isHidden(
  link: Link,
  file: string,
  { index, isPrivate }: VaultContext,
  resolved?: LinkTarget
): boolean {
  if (link.address !== undefined) return namesPrivatePath(decoded(link.address))
  if (link.target === '') return false
  const folder = file.slice(0, file.lastIndexOf('/') + 1)
  if (isPrivate(link.target) || isPrivate(pathFrom(folder, link.target).path)) return true
  const found = resolved ?? index.resolve(link, file)
  if (found.kind === 'note') return isPrivate(found.note.path)
  // One public note among private ones of its name: to say more would tell that the others exist.
  if (found.kind === 'ambiguous') return found.paths.some(isPrivate)
  return found.kind === 'dangling' && isPrivateName(found.name, { index, isPrivate })
}

/** Whether a private note bears this name. */
export const isPrivateName = (name: string, { index, isPrivate }: VaultContext): boolean =>
  index.named(name).some(note => isPrivate(note.path))

/** Whether a text names a private note in plain words (`PrivateNames` says what counts). */
export const namesPrivateNote = (text: string, { index }: VaultContext): boolean =>
  index.privateNames.namesPrivateNote(text)

/** A text without the sentences that name a private note; empty where nothing else is left. */
export const withoutPrivateNames = (text: string, { index }: VaultContext): string =>
  index.privateNames.withoutPrivateNames(text)

function decoded(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}

/** The links of one file as what they name; each slip is reported once, with the line it stands on first. */
export class Targets {
  readonly #file: string
  readonly #vault: VaultContext
  readonly #report: Report
  readonly #linksMakePages: boolean
  readonly #told = new Set<string>()

  constructor(file: string, vault: VaultContext, report: Report, linksMakePages: boolean) {
    this.#file = file
    this.#vault = vault
    this.#report = report
    this.#linksMakePages = linksMakePages
  }

  /**
   * What a link names; undefined for a link that names nothing in the world, something private, or the note
   * itself. A link that could mean several notes, or leads nowhere, stays a name.
   */
  of(link: Link, line: number): Target | undefined {
    const found = this.#vault.index.resolve(link, this.#file)
    if (isHidden(link, this.#file, this.#vault, found)) return undefined
    if (link.item) return this.#item(link.item, line)
    if (link.article) {
      const { title, page } = link.article
      return namesPrivateNote(title, this.#vault) ? undefined : { kind: 'article', title, page }
    }
    if (link.address !== undefined) return undefined
    if (found.kind === 'note')
      return found.note.path === this.#file ? undefined : { kind: 'note', id: found.note.id }
    if (found.kind === 'self') {
      if (link.heading === undefined && link.block === undefined)
        this.#tell('link-empty', '', line, 'the link names nothing', 'write what it leads to, or take it out')
      return undefined
    }
    const shown = link.target
    // An embed shows a part of something; images and other files are no notes.
    if (isAttachment(link.target)) return undefined
    if (found.kind === 'ambiguous' && !namesPrivateNote(shown, this.#vault))
      this.#tell(
        'link-ambiguous',
        shown,
        line,
        `the link ${shown} could mean ${found.paths.slice(0, 3).join(' or ')}${found.paths.length > 3 ? ' or others' : ''}`,
        'write the folder of the one you mean'
      )
    const written = found.kind === 'outside' ? found.name : nameOf(link.target)
    // A day is one, however it is written.
    const name = this.#vault.index.dayOf(written) ?? written.replace(/[_\s]+/g, ' ').trim()
    if (name === '' || namesPrivateNote(name, this.#vault)) return undefined
    // Whether it dangles depends on what other notes call by this name: the reader of all of them tells.
    const slip = found.kind === 'dangling' && !this.#linksMakePages
    return { kind: 'name', name, ...(slip ? { line } : {}) }
  }

  /** An item keeps its id, whatever its label says. */
  #item({ label, qid }: ItemName, line: number): Target | undefined {
    if (!namesPrivateNote(label, this.#vault))
      return { kind: 'item', label, ...(qid === undefined ? { line } : { qid }) }
    return qid === undefined ? undefined : { kind: 'item', label: '', qid }
  }

  #tell(code: string, target: string, line: number, message: string, remedy: string): void {
    if (this.#told.has(`${code} ${target}`)) return
    this.#told.add(`${code} ${target}`)
    this.#report({ severity: 'warning', code, file: this.#file, line, message, remedy })
  }
}

/** A text with its links as the words a reader sees, without those that name something private. */
export function shownText(text: string, file: string, vault: VaultContext, depth = 0): string {
  if (!mayHoldLinks(text)) return withoutPrivatePaths(text)
  const pieces: string[] = []
  let at = 0
  for (const link of linksOf(text)) {
    pieces.push(withoutPrivatePaths(text.slice(at, link.start)))
    at = link.end
    if (link.embed || isHidden(link, file, vault)) continue
    const written = text.slice(link.start, link.end)
    if (written === link.address) pieces.push(written)
    else if (/^obsidian:/i.test(written)) pieces.push(nameOf(link.target))
    else pieces.push(wordsOf(link, file, vault, depth))
  }
  pieces.push(withoutPrivatePaths(text.slice(at)))
  return pieces.join('').trim()
}

/** The words of a link; where they name something private, the name of what it does lead to. */
function wordsOf(link: Link, file: string, vault: VaultContext, depth: number): string {
  const { alias, ...rest } = link
  if (alias === undefined) return linkText(link)
  if (namesPrivatePath(alias) || isPrivateName(alias, vault) || namesPrivateNote(alias, vault))
    return linkText(rest)
  return depth < 2 && alias.includes('](') ? shownText(alias, file, vault, depth + 1) : linkText(link)
}
