import type { Report } from '../problem.ts'
import {
  dialectOf,
  matcher,
  NoteIndex,
  type Progress,
  privacyOf,
  type ReadTask,
  type Settings,
  type Shelf,
  type VaultFiles
} from '../vault/vault.ts'
import { hiddenReading, type NoteReading, readingText } from './read-note.ts'

/** Reads every note, puts the readings of those to publish on the shelf, and keeps what links need to know. */
export async function readVault(
  vault: VaultFiles,
  settings: Settings,
  shelf: Shelf,
  report: Report,
  progress: Progress
) {
  const isNote = matcher(settings.notes)
  const isSource = new Set(settings.sources.map(source => source.file))
  const listed = privacyOf(settings.private)
  const dialect = dialectOf(settings.dialect, vault.paths)
  const chosen = vault.paths.filter(path => isNote(path) && !isSource.has(path) && dialect.holds(path))
  const isChosen = new Set(chosen)
  // Other private files are no notes, but links may name them.
  const others = vault.paths.filter(path => !isChosen.has(path) && listed(path))
  const tasks = [...chosen, ...others.filter(path => /\.md$/i.test(path))]
    .sort()
    .map(path => ({ path, listed: listed(path) }))
  const notes: { id: string; path: string; aliases: readonly string[] }[] = []
  const hidden = new Set<string>()
  let [published, keptBack, unreadable] = [0, 0, 0]
  const take = (reading: NoteReading, text: string): void => {
    const { source, aliases } = reading
    notes.push({ id: source.id, path: source.file, aliases })
    for (const problem of reading.problems) report(problem)
    if (reading.private) hidden.add(source.file)
    else {
      published++
      shelf.put(text)
    }
    if (reading.unreadable) unreadable++
    else if (reading.private && isChosen.has(source.file)) keptBack++
  }
  const readings = vault.readNotes?.(tasks, dialect.name) ?? readOneByOne(vault, tasks, dialect.name)
  let done = 0
  for await (const text of readings) {
    take(JSON.parse(text) as NoteReading, text)
    progress('reading', ++done, tasks.length)
  }
  for (const path of others) if (!/\.md$/i.test(path)) take(hiddenReading(path), '')
  return {
    index: new NoteIndex(notes),
    isPrivate: (path: string) => hidden.has(path) || listed(path),
    published,
    keptBack,
    unreadable
  }
}

async function* readOneByOne(
  vault: VaultFiles,
  tasks: readonly ReadTask[],
  dialect: string
): AsyncIterable<string> {
  for (const { path, listed } of tasks)
    yield readingText(path, await vault.read(path), dialectOf(dialect, []), listed)
}
