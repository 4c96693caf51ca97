import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync
} from 'node:fs'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { type CompiledStore, isStoreFile, openCompiled } from '../compiled/compiled.ts'
import {
  type HistoricVersion,
  type History,
  hasHistory,
  historyFiles,
  type JsonLdContext,
  type Manifest,
  type VersionChanges
} from '../dumps/dumps.ts'
import type { Secrets } from '../publish/publish.ts'
import { ownersOf, successorOf } from '../store/store.ts'
import { changedSubjects } from './changed-subjects.ts'
import { tellsOf, withoutSecrets } from './kept-secrets.ts'
import { openStoreFiles } from './store-file.ts'

const json = (value: unknown): string => `${JSON.stringify(value)}\n`

const parsed = <T>(folder: string, file: string): T | undefined => {
  const place = path.join(folder, file)
  return existsSync(place) ? (JSON.parse(readFileSync(place, 'utf8')) as T) : undefined
}

/** The history in a folder; undefined where there is none. */
export const historyIn = (folder: string): History | undefined => parsed(folder, historyFiles.history)

/** What each version of a history changed, in its order. */
export const changesIn = (folder: string): VersionChanges[] => parsed(folder, historyFiles.changes) ?? []

/**
 * Goes on with the history of `out` in the folder `next`, which a build has written and which is to take its place:
 * adds the version there, with what it changed, and keeps of the earlier versions the last `keep`, or as many as
 * before where that is undefined; then nothing happens where nothing was kept before, and with 0 the history ends.
 * `now` is when a version without a date of its own was published. What is private now shows nowhere in the history
 * any more: a version that tells of it is not kept, and of the changes the places alone stay.
 */
export function keepHistory(
  out: string,
  next: string,
  manifest: Manifest,
  { keep, now, secrets }: { readonly keep: number | undefined; readonly now: Date; readonly secrets: Secrets }
): void {
  const known = historyIn(out)
  const most = keep ?? known?.keep ?? 0
  if (most === 0) return
  const earlier = parsed<Manifest>(out, 'manifest.json')
  const before = earlier && existsSync(path.join(out, 'dumps/dataset.nq')) ? openStoreFiles(out) : undefined
  const versions: HistoricVersion[] = [...(known?.versions ?? [])]
  const changes = known ? changesIn(out) : []
  if (earlier && before && versions.length === 0) {
    // What was published before anything was kept.
    const date = timeOf(earlier, statSync(path.join(out, 'manifest.json')).mtime)
    versions.push({ version: earlier.version, date, kept: true })
    changes.push(
      changesBetween(undefined, before, undefined, path.join(out, 'dumps/dataset.nq'), earlier.base)
    )
  }
  const current = openStoreFiles(next)!
  const last = versions.at(-1)
  if (last?.version !== manifest.version) {
    const date = timeOf(manifest, now)
    versions.push({
      version: manifest.version,
      date: last && last.date > date ? last.date : date,
      kept: true
    })
    const isSame = earlier?.base === manifest.base
    changes.push(
      changesBetween(
        isSame ? before : undefined,
        current,
        isSame && before ? path.join(out, 'dumps/dataset.nq') : undefined,
        path.join(next, 'dumps/dataset.nq'),
        manifest.base
      )
    )
  }
  const isPublic = (version: string): boolean => {
    const then =
      version === earlier?.version
        ? before && { manifest: earlier, store: before }
        : openEarlier(out, version)
    return then !== undefined && !tellsOf(secrets, then.store, then.manifest.base, current)
  }
  const kept = keptOf(versions, manifest.version, most, secrets.isEmpty ? () => true : isPublic)
  for (const version of kept) {
    if (version === manifest.version) continue
    const target = path.join(next, historyFiles.versions, version)
    mkdirSync(target, { recursive: true })
    if (version === earlier?.version && before) putAway(out, target)
    else linkFiles(path.join(out, historyFiles.versions, version), target)
  }
  const listed = versions.map(entry => ({ ...entry, kept: kept.has(entry.version) }))
  writeFileSync(
    path.join(next, historyFiles.history),
    json({ keep: most, versions: listed } satisfies History)
  )
  const shown = secrets.isEmpty
    ? changes
    : changes.map(each => withoutSecrets(each, secrets, current, manifest.base))
  writeFileSync(path.join(next, historyFiles.changes), json(shown))
}

/** The versions to keep: the current one, and the last of the others that may be. */
function keptOf(
  versions: readonly HistoricVersion[],
  current: string,
  most: number,
  mayBe: (version: string) => boolean
): Set<string> {
  const kept = new Set([current])
  const tried = new Set<string>()
  for (const { version, kept: isThere } of versions.toReversed()) {
    if (!isThere || kept.size > most || tried.has(version)) continue
    tried.add(version)
    if (version === current || mayBe(version)) kept.add(version)
  }
  return kept
}

/** When a version was published, to the second. */
const timeOf = ({ date }: Manifest, otherwise: Date): string =>
  `${(date === undefined ? otherwise : new Date(date)).toISOString().slice(0, 19)}Z`

/** What describes a version, without its dumps: its store compressed, its manifest and its context. */
function putAway(out: string, target: string): void {
  for (const file of readdirSync(out)) {
    if (isStoreFile(file))
      writeFileSync(path.join(target, `${file}.gz`), gzipSync(readFileSync(path.join(out, file))))
    else if (file === 'manifest.json' || file === 'context.jsonld')
      copyFileSync(path.join(out, file), path.join(target, file))
  }
}

function linkFiles(from: string, to: string): void {
  for (const file of existsSync(from) ? readdirSync(from) : []) {
    try {
      linkSync(path.join(from, file), path.join(to, file))
    } catch {
      copyFileSync(path.join(from, file), path.join(to, file))
    }
  }
}

function changesBetween(
  before: CompiledStore | undefined,
  now: CompiledStore,
  earlierDump: string | undefined,
  dump: string,
  base: string
): VersionChanges {
  const { created, changed, gone } = changedSubjects(earlierDump, dump)
  const own = (subjects: readonly string[]): string[] =>
    subjects
      .map(subject => subject.slice(1, -1))
      .filter(subject => subject.startsWith(base) && hasHistory(subject.slice(base.length)))
      .map(subject => subject.slice(base.length))
  const isCreated = new Set(own(created))
  const lost = own(gone)
  const isGone = new Set(lost)
  const touched = new Set<string>()
  for (const [store, subjects] of [
    [before, gone],
    [before, changed],
    [now, created],
    [now, changed]
  ] as const)
    for (const subject of store ? subjects : [])
      for (const owner of ownersOf(store!, subject.slice(1, -1), base))
        if (!isCreated.has(owner) && !isGone.has(owner)) touched.add(owner)
  return {
    created: [...isCreated],
    changed: [...touched].sort(),
    gone: lost.map(thing => {
      const to = before && successorOf(before, now, base + thing, base)
      return to === undefined ? { thing } : { thing, to: to.slice(base.length) }
    })
  }
}

/** An earlier version as it was put away; undefined where it is not there. */
export function openEarlier(
  folder: string,
  version: string
): { manifest: Manifest; context: JsonLdContext; store: CompiledStore } | undefined {
  const place = path.join(folder, historyFiles.versions, version)
  const manifest = parsed<Manifest>(place, 'manifest.json')
  const context = parsed<JsonLdContext>(place, 'context.jsonld')
  if (!manifest || !context) return undefined
  const files = readdirSync(place).filter(file => isStoreFile(file.replace(/\.gz$/, '')))
  const pieces = files.sort().map(file => new Uint8Array(gunzipSync(readFileSync(path.join(place, file)))))
  const store = openCompiled(pieces)
  store.verify()
  return { manifest, context, store }
}
