import {
  type Alignment,
  align,
  Catalogue,
  Iris,
  type Property,
  parseLanguageTables,
  type Sha256
} from './alignment/alignment.ts'
import { documentClaims, hiddenReading, type NoteReading, noteClaims, readNoteFile } from './claims/claims.ts'
import { ContextBuilder, type JsonLdContext } from './dumps/dumps.ts'
import { Equivalences, graphOf, namedProperty } from './graph/graph.ts'
import type { Report } from './problem.ts'
import { parseRdf, prefixesOf, type Quad } from './rdf/rdf.ts'
import { type RankedStatement, reconcile } from './reconciliation/reconciliation.ts'
import {
  dialectOf,
  matcher,
  NoteIndex,
  privacyOf,
  type Settings,
  type SourceSettings,
  settingsFile,
  typesOf
} from './vault/vault.ts'

/** The files of a vault: what `publish` reads, whatever machine it runs on. */
export interface VaultFiles {
  /** Paths relative to the vault, with `/` between folders, sorted. */
  readonly paths: readonly string[]
  read(path: string): Promise<Uint8Array>
  /** A faster SHA-256 than the portable one, where the machine has it. */
  readonly sha256?: Sha256
}

/** The texts of `ontology/`. */
export interface OntologyTexts {
  readonly properties: string
  readonly formerLabels: string
  readonly languages: string
  readonly territories: string
  readonly alignment: string
  readonly vocabulary: string
  readonly context: string
}

/** A vault as linked data, ready to be written. */
export interface Publication {
  readonly settings: Settings
  readonly iris: Iris
  /** Quads in groups that belong together for a reader; made as they are taken, the same each time. */
  readonly blocks: Iterable<readonly Quad[]>
  readonly context: JsonLdContext
  readonly vocabulary: readonly Quad[]
  readonly alignment: Alignment
  readonly statements: readonly RankedStatement[]
  readonly notes: { readonly published: number; readonly keptBack: number; readonly unreadable: number }
}

/** The write lane: vault → claims → alignment → reconciliation → graph. */
export async function publish(
  vault: VaultFiles,
  settings: Settings,
  ontology: OntologyTexts,
  report: Report
): Promise<Publication> {
  const iris = new Iris(settings.base, vault.sha256)
  const { readings, isPrivate, ...counts } = await readNotes(vault, settings, report)
  const index = new NoteIndex(
    readings.map(({ source, aliases }) => ({ id: source.id, path: source.file, aliases }))
  )
  const published = readings.filter(reading => !reading.private)
  const sources = settings.sources.filter(source => !isPrivate(source.file) && exists(vault, source, report))

  const ofVault = { index, isPrivate, typesOf: typesOf(settings.types) }
  const claims = [
    ...published.map(reading => noteClaims(reading, ofVault, report)),
    ...sources.map(documentClaims)
  ]
  const alignment = align(
    claims,
    {
      iris,
      catalogue: new Catalogue(ontology.properties, ontology.formerLabels),
      languages: parseLanguageTables(ontology.languages, ontology.territories),
      language: settings.language
    },
    report
  )
  const statements = reconcile(alignment.statements, iris)
  const equivalences = new Equivalences(parseRdf(ontology.alignment, 'ttl', settings.base))
  const names = new ContextBuilder(prefixesOf(settings.base), JSON.parse(ontology.context) as JsonLdContext)
  const onProperty = (property: Property): void => names.name(namedProperty(property, settings.base))
  const blocks = {
    [Symbol.iterator]: () =>
      graphOf({ ...alignment, statements }, { ...settings, iris, equivalences, onProperty })[
        Symbol.iterator
      ]()
  }

  return {
    settings,
    iris,
    blocks,
    context: names.context,
    vocabulary: parseRdf(ontology.vocabulary, 'ttl', `${settings.base}ontology`),
    alignment,
    statements,
    notes: { published: published.length, ...counts }
  }
}

async function readNotes(vault: VaultFiles, settings: Settings, report: Report) {
  const isNote = matcher(settings.notes)
  const isSource = new Set(settings.sources.map(source => source.file))
  const listed = privacyOf(settings.private)
  const dialect = dialectOf(settings.dialect, vault.paths)
  const keptBack = new Set<string>()
  const readings: NoteReading[] = []
  let unreadable = 0
  for (const path of vault.paths) {
    const chosen = isNote(path) && !isSource.has(path) && dialect.holds(path)
    // Other private files are no notes, but links may name them.
    if (!chosen && !listed(path)) continue
    const reading =
      chosen || /\.md$/i.test(path)
        ? readNoteFile(path, await vault.read(path), dialect, listed(path))
        : hiddenReading(path)
    readings.push(reading)
    if (reading.unreadable) unreadable++
    else if (reading.private && chosen) keptBack.add(path)
    for (const problem of reading.problems) report(problem)
  }
  const hidden = new Set(readings.flatMap(reading => (reading.private ? [reading.source.file] : [])))
  return {
    readings,
    isPrivate: (path: string) => hidden.has(path) || listed(path),
    keptBack: keptBack.size,
    unreadable
  }
}

function exists(vault: VaultFiles, { file, line }: SourceSettings, report: Report): boolean {
  if (vault.paths.includes(file)) return true
  report({
    severity: 'error',
    code: 'source-missing',
    file: settingsFile,
    line,
    message: `there is no file ${file}, which sources names`,
    remedy: 'correct its path, relative to the vault, or take the source out'
  })
  return false
}
