import {
  type AlignedSource,
  Aligner,
  Catalogue,
  type Entity,
  Iris,
  type KeyUse,
  type Property,
  parseLanguageTables,
  type Statement
} from './alignment/alignment.ts'
import {
  documentClaims,
  type NoteReading,
  noteClaims,
  readVault,
  type Source,
  type SourceClaims
} from './claims/claims.ts'
import { ContextBuilder, type JsonLdContext, Pace } from './dumps/dumps.ts'
import { Equivalences, Graph, namedProperty } from './graph/graph.ts'
import type { Report } from './problem.ts'
import { parseRdf, prefixesOf, type Quad } from './rdf/rdf.ts'
import { type RankedStatement, reconcile } from './reconciliation/reconciliation.ts'
import {
  memoryShelf,
  type Progress,
  type Settings,
  type SourceSettings,
  settingsFile,
  typesOf,
  type VaultFiles
} from './vault/vault.ts'

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

/** An entity with everything that is said of it, and the sources about it. */
export interface PublishedEntity {
  readonly entity: Entity
  readonly statements: readonly RankedStatement[]
  readonly sources: readonly AlignedSource[]
}

/** A vault as linked data, ready to be written. */
export interface Publication {
  readonly settings: Settings
  readonly iris: Iris
  /** Those that a source is about, by IRI, then the others; made as they are taken, the same each time. */
  entities(): Iterable<PublishedEntity>
  /** The same as quads, in groups that belong together for a reader; the properties stand last. */
  readonly blocks: Iterable<readonly Quad[]>
  /** Names the properties that the blocks taken so far use. */
  readonly context: JsonLdContext
  readonly vocabulary: readonly Quad[]
  /** How keys were understood in the entities taken last. */
  keys(): readonly KeyUse[]
  /** The sources, in the order in which they were read. */
  readonly sources: readonly Source[]
  /** The entity a source is about. */
  entityOf(source: Source): string | undefined
  readonly notes: { readonly published: number; readonly keptBack: number; readonly unreadable: number }
  /** Lets go of what lies on the shelf; no block can be taken after that. */
  close(): void
}

/** The write lane: vault → claims → alignment → reconciliation → graph. */
export async function publish(
  vault: VaultFiles,
  settings: Settings,
  ontology: OntologyTexts,
  report: Report,
  progress: Progress = () => undefined
): Promise<Publication> {
  const iris = new Iris(settings.base, vault.sha256)
  const equivalences = new Equivalences(parseRdf(ontology.alignment, 'ttl', settings.base))
  const catalogue = new Catalogue(ontology.properties, ontology.formerLabels)
  const named = (property: Property) => namedProperty(property, settings.base)
  const names = new ContextBuilder(
    prefixesOf(settings.base),
    JSON.parse(ontology.context) as JsonLdContext,
    () => [...catalogue.all].map(named)
  )
  const onProperty = (property: Property): void => names.name(named(property))

  const shelf = vault.shelf?.() ?? memoryShelf()
  const { index, published, isPrivate, ...counts } = await readVault(vault, settings, shelf, report, progress)
  const documents = settings.sources
    .filter(source => !isPrivate(source.file) && exists(vault, source, report))
    .map(documentClaims)
  const ofVault = { index, isPrivate, typesOf: typesOf(settings.types) }
  // Links cost most to resolve: what they turn out to be is put on a shelf for the second look.
  const resolved = vault.shelf?.() ?? memoryShelf()
  const claimsOf = (number: number): SourceClaims =>
    documents[number - published] ?? (JSON.parse(resolved.get(number)) as SourceClaims)

  // Every report comes once, though the blocks may be taken again.
  let telling = true
  const aligner = new Aligner(
    {
      iris,
      catalogue,
      languages: parseLanguageTables(ontology.languages, ontology.territories),
      language: settings.language
    },
    problem => {
      if (telling) report(problem)
    }
  )
  const sources: (Source & { qid?: string })[] = []
  const pace = new Pace()
  for (let number = 0; number < published + documents.length; number++) {
    const claims =
      documents[number - published] ??
      noteClaims(JSON.parse(shelf.get(number)) as NoteReading, ofVault, report)
    if (number < published) resolved.put(JSON.stringify(claims))
    aligner.learn(claims)
    const { qid } = claims.subject
    sources.push(qid === undefined ? claims.source : { ...claims.source, qid })
    progress('linking', number, published)
    await pace.rest()
  }
  shelf.close()
  const entityOf = (source: Source & { qid?: string }): string | undefined =>
    aligner.entityOf(source, source.qid)
  const bySubject = new Map<string, number[]>()
  const aboutNothing: number[] = []
  for (const [number, source] of sources.entries()) {
    const entity = entityOf(source)
    if (entity === undefined) aboutNothing.push(number)
    else {
      const numbers = bySubject.get(entity)
      if (numbers) numbers.push(number)
      else bySubject.set(entity, [number])
    }
  }
  const subjects = [...bySubject.keys()].sort()

  function* entities(): Iterable<PublishedEntity> {
    aligner.restart()
    for (const [done, subject] of subjects.entries()) {
      const about: AlignedSource[] = []
      const statements: Statement[] = []
      let abstract: string | undefined
      for (const number of bySubject.get(subject)!) {
        const claims = claimsOf(number)
        const aligned = aligner.align(claims)
        about.push(aligned.source)
        for (const statement of aligned.statements) statements.push(statement)
        abstract ??= claims.subject.abstract
      }
      yield {
        entity: aligner.describe(subject, abstract),
        statements: reconcile(statements, iris),
        sources: about
      }
      progress('writing', done, subjects.length)
    }
    for (const iri of aligner.entities.iris)
      if (!bySubject.has(iri)) yield { entity: aligner.describe(iri), statements: [], sources: [] }
    telling = false
  }

  function* blocks(): Iterable<readonly Quad[]> {
    const graph = new Graph({ ...settings, iris, equivalences, onProperty }, iri =>
      aligner.entities.qidOf(iri)
    )
    yield graph.dataset()
    for (const { entity, statements, sources: about } of entities()) {
      yield graph.entity(entity, statements)
      for (const source of about) yield graph.source(source)
    }
    for (const number of aboutNothing) yield graph.source(aligner.align(claimsOf(number)).source)
    yield* graph.properties()
  }

  return {
    settings,
    iris,
    entities,
    blocks: { [Symbol.iterator]: () => blocks()[Symbol.iterator]() },
    context: names.context,
    vocabulary: parseRdf(ontology.vocabulary, 'ttl', `${settings.base}ontology`),
    keys: () => aligner.keys(),
    sources,
    entityOf,
    notes: { published, ...counts },
    close: () => resolved.close()
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
