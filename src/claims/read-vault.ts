import type { Problem, Report } from '../problem.ts'
import {
  type Dialect,
  dialectOf,
  type IndexedNote,
  itemOf,
  matcher,
  NoteIndex,
  nameOf,
  type PrivateNames,
  type Progress,
  parseLink,
  privacyOf,
  type ReadTask,
  type Settings,
  type VaultFiles
} from '../vault/vault.ts'
import { hiddenNames } from './hidden-names.ts'
import { type NoteReading, readingText } from './read-note.ts'
import { entryOf, type NoteEntry, type Readings } from './readings.ts'
import { isHidden } from './targets.ts'

/** A vault as it is read, before it is decided which names are hidden. */
interface Found {
  /** Paths of the notes whose readings are kept, in order. */
  readonly published: string[]
  /** Paths of those among them whose abstracts seem to list all of something. */
  readonly listing: Set<string>
  /** Paths of the notes that were read, and not known from before. */
  readonly fresh: Set<string>
  /** All that links may lead to: notes to publish and private ones, and private files of other kinds. */
  readonly notes: IndexedNote[]
  /** Notes that the settings leave out, which are not private. */
  readonly outside: IndexedNote[]
  readonly hidden: Set<string>
  /** Those of the hidden that could not be read: nobody said that their names are private. */
  readonly unreadable: Set<string>
  readonly problems: Problem[]
  readonly counts: { keptBack: number; unreadable: number }
}

/**
 * Reads every note that is not known from before, keeps the readings of those to publish, and what links need to
 * know of all.
 *
 * Notes that the settings leave out are read too, for whether they are private: the names of those that are,
 * and where they lie, are all that is kept of them; of the others a name that links may say. A note whose path
 * holds the name of a private one is kept back like it, since its IRI would say that name.
 */
export async function readVault(
  vault: VaultFiles,
  settings: Settings,
  readings: Readings,
  report: Report,
  progress: Progress
) {
  const listed = privacyOf(settings.private)
  const dialect = dialectOf(settings.dialect, vault.paths)
  const found = await readAll(vault, settings, dialect, listed, readings, progress)
  const { hidden, notes, outside, unreadable } = found
  const isPrivate = (path: string): boolean => hidden.has(path) || listed(path)
  const dayFormats = await dayFormatsOf(vault, dialect)
  const bare = new NoteIndex(notes, { outside, dayFormats })
  const privateNames = hiddenNames({
    private: namesOf(notes.filter(({ path }) => isPrivate(path) && !unreadable.has(path))),
    publicPaths: vault.paths.filter(path => !isPrivate(path)),
    *readings() {
      for (const path of found.published) yield { path, text: readings.get(path) }
    },
    isHidden: (target, file) => isHidden(parseLink(target, 0, 0, false), file, { index: bare, isPrivate })
  })
  const published = found.published.filter(path => !privateNames.namesPrivateNote(path))
  const named = found.published.length - published.length
  for (const path of found.published)
    if (privateNames.namesPrivateNote(path)) {
      hidden.add(path)
      readings.drop(path)
    }
  for (const problem of found.problems) tell(problem, privateNames, hidden, report)
  if (named > 0)
    report({
      severity: 'warning',
      code: 'path-private',
      file: '.',
      message: `${named === 1 ? 'a note is' : `${named} notes are`} kept back, since the path holds the name of a private note`,
      remedy: 'rename the file, or the private note, to publish it'
    })
  // An alias that is a private note's name as well means that note, and nothing is told of it.
  const linked = privateNames.isEmpty
    ? notes
    : notes.map(note =>
        isPrivate(note.path)
          ? note
          : { ...note, aliases: note.aliases.filter(alias => !privateNames.namesPrivateNote(alias)) }
      )
  const index = new NoteIndex(linked, { outside, privateNames, dayFormats })
  return {
    index,
    isPrivate,
    /** What is private for sure: notes and other files, and what settings and folders keep so. */
    secret: {
      notes: notes.filter(({ path }) => isPrivate(path) && !unreadable.has(path)),
      isListed: listed
    },
    /** All that decides what links mean, as plain data. */
    surroundings: [index.basis, linked.map(({ id, path, aliases }) => [id, path, aliases, isPrivate(path)])],
    /** Paths of the notes to publish, in order. */
    published,
    /** Those of them whose abstracts seem to list all of something. */
    listing: published.filter(path => found.listing.has(path)),
    /** Whether a note was read in this build. */
    isFresh: (path: string) => found.fresh.has(path),
    keptBack: found.counts.keptBack + named,
    unreadable: found.counts.unreadable
  }
}

async function readAll(
  vault: VaultFiles,
  settings: Settings,
  dialect: Dialect,
  listed: (path: string) => boolean,
  kept: Readings,
  progress: Progress
): Promise<Found> {
  const isNote = matcher(settings.notes)
  const isSource = new Set(settings.sources.map(source => source.file))
  const chosen = new Set(
    vault.paths.filter(path => isNote(path) && !isSource.has(path) && dialect.holds(path))
  )
  const isRead = (path: string): boolean =>
    chosen.has(path) || (/\.md$/i.test(path) && (dialect.holds(path) || listed(path)))
  const tasks = vault.paths.filter(isRead).map(path => ({ path, listed: listed(path) }))
  const found: Found = {
    published: [],
    listing: new Set(),
    fresh: new Set(),
    notes: [],
    outside: [],
    hidden: new Set(),
    unreadable: new Set(),
    problems: [],
    counts: { keptBack: 0, unreadable: 0 }
  }
  const take = ({ id, path, aliases, private: keptBack, unreadable, lists, problems }: NoteEntry): void => {
    const note = { id, path, aliases }
    if (unreadable) found.unreadable.add(path)
    if (!chosen.has(path)) {
      // What is wrong in a note that is not to be published is nobody's concern; whether it is private, all.
      if (keptBack && !(unreadable && isSource.has(path))) {
        found.notes.push(note)
        found.hidden.add(path)
      } else if (!isSource.has(path)) found.outside.push(note)
      return
    }
    found.notes.push(note)
    for (const problem of problems) found.problems.push(problem)
    if (keptBack) found.hidden.add(path)
    else found.published.push(path)
    if (lists) found.listing.add(path)
    if (unreadable) found.counts.unreadable++
    else if (keptBack) found.counts.keptBack++
  }
  const known = tasks.map(task => kept.known?.(task, dialect.name, chosen.has(task.path)))
  const unknown = tasks.filter((_, i) => known[i] === undefined)
  const readings = vault.readNotes?.(unknown, dialect.name) ?? readOneByOne(vault, unknown, dialect.name)
  const next = readings[Symbol.asyncIterator]()
  try {
    for (const [i, { path }] of tasks.entries()) {
      let entry = known[i]
      if (!entry) {
        const { value: text } = await next.next()
        entry = entryOf(JSON.parse(text) as NoteReading)
        if (!entry.private) kept.put(entry, chosen.has(path) ? text : undefined)
        found.fresh.add(path)
      }
      take(entry)
      progress('reading', i + 1, tasks.length)
    }
  } finally {
    await next.return?.()
  }
  // Other private files are no notes, but links may name them.
  for (const path of vault.paths)
    if (!isRead(path) && listed(path)) {
      found.notes.push({ id: path.replace(/\.md$/i, ''), path, aliases: [] })
      found.hidden.add(path)
    }
  return found
}

/** Names that notes answer to; a file's own folder is none. */
function* namesOf(notes: readonly IndexedNote[]): Iterable<string> {
  for (const { path, aliases } of notes) {
    const name = nameOf(path)
    yield itemOf(name)?.label ?? name
    yield* aliases
  }
}

async function dayFormatsOf(vault: VaultFiles, dialect: Dialect): Promise<readonly string[]> {
  const { configFile } = dialect
  const isThere = configFile !== undefined && vault.paths.includes(configFile)
  return dialect.dayFormats(isThere ? new TextDecoder().decode(await vault.read(configFile)) : undefined)
}

/** Reports a problem of a note, without what names a private one. */
function tell(
  problem: Problem,
  privateNames: PrivateNames,
  hidden: ReadonlySet<string>,
  report: Report
): void {
  const { file, message, remedy } = problem
  if (privateNames.namesPrivateNote(file) || (hidden.has(file) && problem.severity === 'warning')) return
  if (!privateNames.namesPrivateNote(`${message} ${remedy}`)) report(problem)
  else
    report({
      ...problem,
      message: 'something is wrong on this line, which names a private note',
      remedy: 'look at the line'
    })
}

async function* readOneByOne(
  vault: VaultFiles,
  tasks: readonly ReadTask[],
  dialect: string
): AsyncIterable<string> {
  for (const { path, listed } of tasks)
    yield readingText(path, await vault.read(path).catch(() => undefined), dialectOf(dialect, []), listed)
}
