import { type KeySummary, summaryOfKeys } from '../alignment/alignment.ts'
import { type DumpedDataset, writeDataset } from '../dumps/dumps.ts'
import type { Problem, Report } from '../problem.ts'
import { type Publication, publish } from '../publish.ts'
import {
  decodeText,
  defaultSettings,
  type Progress,
  parseBase,
  parseSettings,
  type Settings,
  settingsFile,
  type VaultFiles
} from '../vault/vault.ts'
import { InputError } from './input-error.ts'
import { replaceFolder } from './out-folder.ts'
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
  readonly dumps: readonly { readonly file: string; readonly bytes: number }[]
}

export interface Built {
  readonly problems: readonly Problem[]
  /** Absent when nothing could be published; what was published before then still stands. */
  readonly summary?: BuildSummary
}

/** Reads a vault as far as statements and quads; nothing is written. */
async function readVault(
  folder: string,
  base: string | undefined,
  report: Report,
  progress?: Progress
): Promise<Publication | undefined> {
  const vault = await openVault(folder)
  const settings = await readSettings(vault, base, report)
  if (!settings) return undefined
  const publication = await publish(vault, settings, await readOntology(), report, progress)
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

async function readSettings(
  vault: VaultFiles,
  base: string | undefined,
  report: Report
): Promise<Settings | undefined> {
  const given = base === undefined ? undefined : parseBase(base)
  if (base !== undefined && given === undefined)
    throw new InputError(
      `--base ${base} is not an absolute http or https IRI`,
      'write it as https://example.org/data/'
    )
  let settings: Settings | undefined = defaultSettings
  if (vault.paths.includes(settingsFile)) {
    const text = decodeText(await vault.read(settingsFile), settingsFile, report)
    settings = text === undefined ? undefined : parseSettings(text, report)
  }
  return settings && given !== undefined ? { ...settings, base: given } : settings
}

/** `hawksbill check`: everything a build would report; nothing is written. */
export async function check(folder: string, base: string | undefined): Promise<Problem[]> {
  const problems: Problem[] = []
  const publication = await readVault(folder, base, problem => problems.push(problem))
  // What is wrong with values shows only as entities are made.
  if (publication) for (const _ of publication.entities());
  publication?.close()
  return problems
}

/** `hawksbill build`: publishes a vault into a folder. */
export async function build(
  folder: string,
  out: string,
  base: string | undefined,
  progress?: Progress
): Promise<Built> {
  const problems: Problem[] = []
  const publication = await readVault(folder, base, problem => problems.push(problem), progress)
  if (!publication) return { problems }
  try {
    const manifest = await replaceFolder(out, publication.sources.length > largeVault, sink =>
      writeDataset(dumped(publication), sink)
    )
    return { problems, summary: summaryOf(publication, manifest, out) }
  } finally {
    publication.close()
  }
}

/** From so many sources on, a thread of its own writes the dumps. */
const largeVault = 400

/** How many notes the manifest lists; the dataset itself has them all. */
const listedNotes = 100

function dumped({
  blocks,
  context,
  vocabulary,
  settings,
  sources,
  entityOf,
  iris
}: Publication): DumpedDataset {
  const { title, base, language, license, publisher } = settings
  const notes = sources.filter(source => source.kind === 'note').slice(0, listedNotes)
  const listed = [...notes, ...sources.filter(source => source.kind === 'document')]
  return {
    blocks,
    context,
    vocabulary,
    base,
    sources: sources.length,
    about: {
      title,
      base,
      language,
      ...(license === undefined ? {} : { license }),
      ...(publisher === undefined ? {} : { publisher }),
      sources: listed.map(source => {
        const about = entityOf(source)
        return {
          iri: iris.source(source.id),
          id: source.id,
          kind: source.kind,
          title: source.title,
          ...(about === undefined ? {} : { about }),
          ...(source.license === undefined ? {} : { license: source.license })
        }
      })
    }
  }
}

function summaryOf(
  { notes, keys: keysOf, sources }: Publication,
  manifest: Awaited<ReturnType<typeof writeDataset>>,
  out: string
): BuildSummary {
  const { unresolved, ...totals } = summaryOfKeys(keysOf())
  const keys = { ...totals, unresolved: unresolved.map(({ key, values }) => `${key} (${values})`) }
  const { counts, version, dumps } = manifest
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
    dumps: dumps.map(({ file, bytes }) => ({ file: `dumps/${file}`, bytes }))
  }
}
