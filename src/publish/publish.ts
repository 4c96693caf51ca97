import { Aligner, Iris, type Property } from '../alignment/alignment.ts'
import {
  AbstractLists,
  type NoteReading,
  noteClaims,
  type Readings,
  readVault,
  type Source,
  shelvedReadings,
  type VaultContext
} from '../claims/claims.ts'
import { ContextBuilder, type JsonLdContext, type JsonLdFrame, Pace } from '../dumps/dumps.ts'
import { Equivalences, namedProperty } from '../graph/graph.ts'
import type { Problem, Report } from '../problem.ts'
import { parseRdf, prefixesOf, skolemized } from '../rdf/rdf.ts'
import { reconcile } from '../reconciliation/reconciliation.ts'
import type { Keeper } from '../reuse/reuse.ts'
import {
  memoryShelf,
  type Progress,
  type Settings,
  type Shelf,
  typesOf,
  type VaultFiles
} from '../vault/vault.ts'
import { DatasetUnits } from './dataset-units.ts'
import { type DocumentHooks, Documents } from './documents.ts'
import { groundsOf } from './grounds.ts'
import { LinkedSources } from './linked-sources.ts'
import type { Publication } from './publication.ts'
import { secretsOf } from './secrets.ts'
import { ShownTexts } from './shown-texts.ts'
import { Subjects } from './subjects.ts'
import { type OntologyTexts, tablesOf } from './tables.ts'

export type { Made, Publication, PublishedEntity, Unit } from './publication.ts'
export type { Secrets } from './secrets.ts'
export type { OntologyTexts } from './tables.ts'

/** What a build may use of an earlier one, and where it leaves the like for the next. */
export interface Memory {
  readonly readings: Readings
  readonly keeper: Keeper
}

/** What a caller may have done beside publishing. */
export interface PublishHooks extends DocumentHooks {
  readonly memory?: Memory
}

/**
 * The write lane: vault → claims → alignment → reconciliation → graph. With a memory, what an earlier build found
 * out is used where it still holds, and the result is the same.
 */
export async function publish(
  vault: VaultFiles,
  settings: Settings,
  ontology: OntologyTexts,
  report: Report,
  progress: Progress = () => undefined,
  { memory, ...hooks }: PublishHooks = {}
): Promise<Publication> {
  const iris = new Iris(settings.base, vault.sha256)
  const tables = tablesOf(ontology)
  const { catalogue, languages } = tables
  const newShelf = (): Shelf => vault.shelf?.() ?? memoryShelf()

  // First every note is read: what is private, and what notes answer to, is known of all before a link is resolved.
  const readings = memory?.readings ?? shelvedReadings(newShelf())
  const { index, published, isPrivate, secret, isFresh, listing, surroundings, ...counts } = await readVault(
    vault,
    settings,
    readings,
    report,
    progress
  )
  const context: VaultContext = { index, isPrivate, typesOf: typesOf(settings.types) }
  const noted = (path: string): NoteReading => JSON.parse(readings.get(path)) as NoteReading

  // Then links are resolved and names learnt, of the notes before the documents.
  const heard: Problem[] = []
  const aligner = new Aligner({ iris, catalogue, languages, language: settings.language }, problem =>
    heard.push(problem)
  )
  const documents = new Documents(
    vault,
    settings.sources.filter(({ file }) => !isPrivate(file)),
    () => tables.prose,
    report
  )
  const abstracts = listing.length === 0 ? undefined : new AbstractLists(tables.prose, listing.map(noted))
  const linked = newShelf()
  const sources = new LinkedSources({
    claimsOfNote: (path, report) => noteClaims(noted(path), context, report),
    isFresh,
    surroundings: [settings, surroundings],
    keeper: memory?.keeper,
    shelf: linked,
    report
  })
  const pace = new Pace()
  for (const [number, path] of published.entries()) {
    const lesson = sources.addNote(path)
    aligner.learn(lesson)
    documents.learn(lesson)
    abstracts?.learn(lesson)
    progress('linking', number, published.length)
    await pace.rest()
  }
  const { model } = settings
  const shelved = newShelf()
  const texts = new ShownTexts(settings.language, iris, shelved)
  const told = await documents.read({ ...hooks, vault: context, catalogue, model, texts, report, progress })
  for (const claims of told) aligner.learn(sources.addDocument(claims))

  // Now everything has its name, and the dataset can be made entity by entity.
  const subjects = new Subjects(sources.list, told, aligner)
  for (const problem of heard.splice(0)) report(problem)
  const itemOf = (note: string): string | undefined =>
    aligner.entities.qidOf(aligner.entities.ofNote(note) ?? '')
  const lists = [...(abstracts?.read(context, itemOf) ?? [])].flatMap(claims => aligner.alignLists(claims))
  const grounds = groundsOf(tables, aligner, iris, sources.list, subjects.told, lists)
  const named = (property: Property) => namedProperty(property, settings.base)
  const names = new ContextBuilder(
    prefixesOf(settings.base),
    JSON.parse(ontology.context) as JsonLdContext,
    () => [...catalogue.all].map(named)
  )
  const dataset = new DatasetUnits({
    settings,
    iris,
    equivalences: new Equivalences(parseRdf(ontology.alignment, 'ttl', settings.base)),
    catalogue,
    aligner,
    heard,
    sources,
    subjects,
    grounds,
    onProperty: property => names.name(named(property)),
    newShelf,
    report,
    progress
  })

  return {
    settings,
    iris,
    units: keeper => dataset.take(keeper),
    *entities() {
      for (const unit of dataset.take()) if ('made' in unit && unit.made.entity) yield unit.made.entity
    },
    blocks: {
      *[Symbol.iterator]() {
        for (const unit of dataset.take()) if ('made' in unit) yield* unit.made.blocks
      }
    },
    context: names.context,
    vocabulary: parseRdf(ontology.vocabulary, 'ttl', `${settings.base}ontology`),
    shapes: skolemized(parseRdf(ontology.shapes, 'ttl', `${settings.base}shapes`)),
    frame: JSON.parse(ontology.frame) as JsonLdFrame,
    keys: () => dataset.keys,
    disagreements: dataset.disputes,
    minted: () =>
      aligner.entities.minted().map(one => ({
        ...one,
        statements: reconcile(subjects.told.get(one.entity) ?? [], { iri: one.entity }, { iris }).statements
          .length
      })),
    sources: sources.list,
    texts,
    secrets: secretsOf({
      ...secret,
      documents: settings.sources.filter(({ file }) => isPrivate(file)).map(({ id }) => id),
      privateNames: index.privateNames
    }),
    entityOf: (source: Source & { qid?: string }) => aligner.entityOf(source, source.qid),
    notes: { published: published.length, ...counts },
    close: () => {
      readings.close()
      linked.close()
      shelved.close()
      dataset.disputes.close()
    }
  }
}
