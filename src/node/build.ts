import path from 'node:path'
import { type KeySummary, summaryOfKeys } from '../alignment/alignment.ts'
import {
  countsOf,
  type DumpedDataset,
  disagreementReports,
  type Manifest,
  type ReportedDisagreement,
  type ReportFile,
  reportTable,
  type Unit,
  writeDataset
} from '../dumps/dumps.ts'
import type { Problem, Report } from '../problem.ts'
import { type Publication, type PublishHooks, publish } from '../publish/publish.ts'
import { type Progress, type Settings, settingsFile } from '../vault/vault.ts'
import { answersFolder, openAnswers } from './answer-cache.ts'
import { BuildCache } from './cache.ts'
import { CacheBroken } from './cache-broken.ts'
import { compileDump } from './compile-dump.ts'
import { type Given, givenDate, readSettings } from './given-settings.ts'
import { gzipDumps } from './gzip.ts'
import { keepHistory } from './history.ts'
import { openModel } from './model.ts'
import { replaceFolder } from './out-folder.ts'
import { copyScripts } from './page-scripts.ts'
import { programFingerprint } from './program.ts'
import { shapeProblems } from './shape-problems.ts'
import { storeSizes } from './store-file.ts'
import { openVault, readOntology } from './vault-folder.ts'

/** What a build did, for people and for programs. */
export interface BuildSummary {
  readonly out: string
  readonly version: string
  readonly notes: Publication['notes']
  readonly documents: number
  readonly entities: number
  readonly statements: number
  readonly triples: number
  readonly quads: number
  /** How keys and values were understood: by tier (`local` are those no property answers to), and why not. */
  readonly keys: Omit<KeySummary, 'unresolved'> & { readonly unresolved: readonly string[] }
  /** Parts of the dumps: those written now, and those kept from an earlier build. */
  readonly units: { readonly made: number; readonly kept: number }
  /** How many entities prose tells of that nothing says the item of; a report lists them. */
  readonly minted: number
  /** How many disagreements of sources there are; reports tell of each. */
  readonly disagreements: { readonly open: number; readonly settled: number }
  readonly dumps: readonly { readonly file: string; readonly bytes: number }[]
  readonly reports: readonly { readonly file: string; readonly bytes: number }[]
  /** The compiled store, whole or in segments. */
  readonly store: readonly { readonly file: string; readonly bytes: number }[]
}

export interface Built {
  readonly problems: readonly Problem[]
  /** Absent when nothing could be published; what was published before then still stands. */
  readonly summary?: BuildSummary
}

/** Reads a vault as far as statements and quads; nothing is written. */
async function readVault(
  folder: string,
  given: Given,
  report: Report,
  progress?: Progress,
  cache?: BuildCache,
  hooksFor: (settings: Settings) => PublishHooks = () => ({})
): Promise<Publication | undefined> {
  const vault = await openVault(folder, cache?.onRead)
  cache?.opened(folder)
  const settings = await readSettings(vault, given, report)
  if (!settings) return undefined
  const memory = cache && { readings: cache, keeper: cache.keeper() }
  const publication = await publish(vault, settings, await readOntology(), report, progress, {
    ...hooksFor(settings),
    ...(memory ? { memory } : {})
  })
  const { published, keptBack, unreadable } = publication.notes
  if (published === 0) {
    const remedy =
      keptBack > 0
        ? 'all its notes are private'
        : unreadable > 0
          ? 'mend the notes above'
          : `put notes there, or say in ${settingsFile} which files are notes (notes: ${settings.notes.join(', ')})`
    report({
      severity: 'error',
      code: 'no-notes',
      file: folder,
      message: 'there is no note to publish',
      remedy
    })
    return undefined
  }
  return publication
}

/** What a check found. */
export interface Checked {
  readonly problems: readonly Problem[]
  /** What sources disagree about, settled or not. */
  readonly disagreements: Iterable<ReportedDisagreement>
}

/**
 * `hawksbill check`: everything a build would report, and what of its result has not the shapes; nothing is
 * written.
 */
export async function check(
  folder: string,
  base: string | undefined,
  hooks: PublishHooks = {},
  withShapes = true
): Promise<Checked> {
  const problems: Problem[] = []
  const publication = await readVault(
    folder,
    { base },
    problem => problems.push(problem),
    undefined,
    undefined,
    () => hooks
  )
  if (!publication) return { problems, disagreements: [] }
  try {
    // What is wrong with values, and what disagrees, shows only as entities are made.
    if (withShapes) for await (const problem of shapeProblems(publication, folder)) problems.push(problem)
    else for (const _ of publication.units());
    return { problems, disagreements: [...publication.disagreements] }
  } finally {
    publication.close()
  }
}

/**
 * `hawksbill build`: publishes a vault into a folder. What an earlier build left in the cache folder is used where
 * it still holds; the result is the same with and without.
 */
export async function build(
  folder: string,
  out: string,
  base: string | undefined,
  { cache: cacheFolder, ...options }: BuildOptions = {}
): Promise<Built> {
  const cache =
    cacheFolder === undefined ? undefined : BuildCache.open(cacheFolder, programFingerprint(), out)
  try {
    return await buildWith(cache, folder, out, base, options)
  } catch (error) {
    if (!cache || !(error instanceof CacheBroken)) throw error
    cache.forget()
    return await buildWith(cache, folder, out, base, options)
  } finally {
    cache?.release()
  }
}

export interface BuildOptions {
  readonly progress?: Progress
  /** A folder for what builds leave to the next; without one each begins from nothing. */
  readonly cache?: string
  /** Write each dump compressed too. */
  readonly gzip?: boolean
  /** When what is published now became so; without one, what the settings or else `SOURCE_DATE_EPOCH` say. */
  readonly date?: string | undefined
  /** How many earlier versions to keep; without it, what the settings say, or as many as before. */
  readonly keep?: number | undefined
}

async function buildWith(
  cache: BuildCache | undefined,
  folder: string,
  out: string,
  base: string | undefined,
  { progress, gzip = false, date, keep }: Omit<BuildOptions, 'cache'>
): Promise<Built> {
  const problems: Problem[] = []
  const report: Report = problem => void problems.push(problem)
  const publication = await readVault(
    folder,
    { base, date: givenDate(date) },
    report,
    progress,
    cache,
    settings => modelHooks(folder, settings, report, progress)
  )
  if (!publication) return { problems }
  try {
    const dataset = dumped(publication)
    const units = new CountedUnits(publication.units(cache?.keeper()))
    const way = cache?.earlierLayout ?? (publication.sources.length > largeVault ? 'thread' : 'here')
    const { manifest, layout } = await replaceFolder(
      out,
      way,
      sink => writeDataset({ ...dataset, units }, sink),
      async (folder, { manifest }, onStop) => {
        progress?.('compiling', 0, 0)
        // What another program wrote may be of another format.
        const earlier = cache?.earlierLayout === undefined ? undefined : out
        const compressing = gzip ? gzipDumps(folder, manifest, earlier) : undefined
        if (compressing) onStop(compressing.end)
        compileDump(folder, manifest.version, earlier)
        await copyScripts(folder)
        keepHistory(out, folder, manifest, {
          keep: keep ?? publication.settings.keep,
          now: new Date(),
          secrets: publication.secrets
        })
        await compressing?.done
      }
    )
    cache?.commit(layout)
    return { problems, summary: summaryOf(publication, manifest, units, out) }
  } finally {
    publication.close()
  }
}

/** Units on their way to the dumps, counted. */
class CountedUnits implements Iterable<Unit> {
  readonly #units: Iterable<Unit>
  made = 0
  kept = 0

  constructor(units: Iterable<Unit>) {
    this.#units = units
  }

  *[Symbol.iterator](): Iterator<Unit> {
    for (const unit of this.#units) {
      if ('kept' in unit) this.kept++
      else this.made++
      yield unit
    }
  }
}

/** The model of the settings, ready to be asked; its answers are kept in the vault, so that they travel with it. */
function modelHooks(
  folder: string,
  { model }: Settings,
  report: Report,
  progress: Progress = () => undefined
): PublishHooks {
  if (model === undefined) return {}
  const cache = openAnswers(path.join(folder, answersFolder))
  const onBlock = (done: number): void => progress('asking the model', done, 0)
  return { propose: openModel(model, { cache, environment: process.env, report, onBlock }) }
}

/** From so many sources on, a thread of its own writes the dumps. */
const largeVault = 400

/** How many notes the manifest lists; the dataset itself has them all. */
const listedNotes = 100

function dumped(publication: Publication): Omit<DumpedDataset, 'units'> {
  const { context, vocabulary, shapes, frame, settings, sources, texts, entityOf, iris } = publication
  const {
    title,
    base,
    language,
    license,
    publisher,
    description,
    keywords,
    date,
    redirects,
    federation,
    images,
    tiles
  } = settings
  const notes = sources.filter(source => source.kind === 'note').slice(0, listedNotes)
  const listed = [...notes, ...sources.filter(source => source.kind === 'document')]
  return {
    context,
    vocabulary,
    shapes,
    frame,
    base,
    sources: sources.length,
    texts: texts.files(),
    reports: version => reportsOf(publication, version),
    about: {
      title,
      base,
      language,
      ...(license === undefined ? {} : { license }),
      ...(publisher === undefined ? {} : { publisher }),
      ...(description === undefined ? {} : { description }),
      ...(keywords === undefined ? {} : { keywords }),
      ...(date === undefined ? {} : { date }),
      ...(redirects === undefined ? {} : { redirects }),
      federation,
      ...(images === 'none' ? { images } : {}),
      ...(tiles === 'openstreetmap' ? {} : { tiles }),
      sources: listed.map(source => {
        const about = entityOf(source)
        const text = texts.fileOf(source.id)
        return {
          iri: iris.source(source.id),
          id: source.id,
          kind: source.kind,
          title: source.title,
          ...(about === undefined ? {} : { about }),
          ...(source.license === undefined ? {} : { license: source.license }),
          ...(text === undefined ? {} : { text })
        }
      })
    }
  }
}

/** What is for people to look through: what sources disagree about, and what was minted, for each may be an item. */
function reportsOf(publication: Publication, version: string): ReportFile[] {
  const { title, base, language } = publication.settings
  const reports = [...disagreementReports(publication.disagreements, { title, base, language, version })]
  const minted = publication
    .minted()
    .map(one => [one.class, one.label, one.statements, one.source, one.entity])
  if (minted.length > 0)
    reports.push({
      file: 'minted.tsv',
      text: reportTable(['class', 'label', 'statements', 'first source', 'entity'], minted)
    })
  return reports
}

function summaryOf(
  publication: Publication,
  manifest: Manifest,
  units: CountedUnits,
  out: string
): BuildSummary {
  const { notes, keys: keysOf, sources, minted } = publication
  const { unresolved, ...totals } = summaryOfKeys(keysOf())
  const keys = { ...totals, unresolved: unresolved.map(({ key, values }) => `${key} (${values})`) }
  const { counts, version, dumps, reports = [] } = manifest
  const { open, settled } = countsOf(publication.disagreements)
  return {
    out,
    version,
    notes,
    documents: sources.filter(source => source.kind === 'document').length,
    entities: counts.entities,
    statements: counts.statements,
    triples: counts.triples,
    quads: counts.quads,
    keys,
    units: { made: units.made, kept: units.kept },
    minted: minted().length,
    disagreements: { open, settled },
    reports: reports.map(({ file, bytes }) => ({ file: `report/${file}`, bytes })),
    store: storeSizes(out),
    dumps: dumps.map(({ file, bytes }) => ({ file: `dumps/${file}`, bytes }))
  }
}
