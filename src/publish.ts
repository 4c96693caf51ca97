import {
  type AlignedSource,
  Aligner,
  Catalogue,
  type Entity,
  Iris,
  type KeyUse,
  type LanguageTables,
  lessonOf,
  type MintedEntity,
  type Property,
  parseLanguageTables,
  type Statement
} from './alignment/alignment.ts'
import {
  AbstractLists,
  askModel,
  DocumentReader,
  type Explained,
  type Explanation,
  explanationOf,
  type NoteReading,
  namesPrivateNote,
  noteClaims,
  type Propose,
  type ProseKnowledge,
  type ProseTexts,
  proseKnowledge,
  type Readings,
  readVault,
  type Source,
  type SourceClaims,
  shelvedReadings,
  shownClaims
} from './claims/claims.ts'
import { ContextBuilder, type JsonLdContext, Pace, type ReportedDisagreement } from './dumps/dumps.ts'
import { byId, Equivalences, Graph, namedProperty } from './graph/graph.ts'
import type { Problem, Report } from './problem.ts'
import { parseRdf, prefixesOf, type Quad, skolemized } from './rdf/rdf.ts'
import {
  Constraints,
  type Disagreement,
  Gaps,
  Gazetteer,
  type Grounds,
  type Link,
  linksOf,
  type Names,
  type RankedStatement,
  reconcile,
  reportedDisagreement,
  rowsOf,
  Testimony
} from './reconciliation/reconciliation.ts'
import { fingerprint, type Keeper, type LinkedSource, Units } from './reuse/reuse.ts'
import {
  decodeText,
  memoryShelf,
  type Progress,
  type Settings,
  type Shelf,
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
  readonly shapes: string
  readonly context: string
  readonly constraints: string
  /** Where places lie. */
  readonly gazetteer: readonly string[]
  readonly prose: ProseTexts
}

/** An entity with everything that is said of it, and the sources about it. */
export interface PublishedEntity {
  readonly entity: Entity
  readonly statements: readonly RankedStatement[]
  readonly disagreements: readonly Disagreement[]
  readonly sources: readonly AlignedSource[]
}

/** What is written together and depends on nothing else that is. */
export interface Made {
  readonly blocks: readonly (readonly Quad[])[]
  /** Where it is about one. */
  readonly entity?: PublishedEntity
}

/** A unit as it was made, or the number of the same in an earlier build. */
export type Unit = { readonly made: Made } | { readonly kept: number }

/** What a build may use of an earlier one, and where it leaves the like for the next. */
export interface Memory {
  readonly readings: Readings
  readonly keeper: Keeper
}

/** A vault as linked data, ready to be written. */
export interface Publication {
  readonly settings: Settings
  readonly iris: Iris
  /**
   * In the order in which they are written: the dataset; entities that a source is about, each with its sources,
   * and those that prose says something of; other entities; properties. Made as they are taken, the same each time; but taken with what an earlier build
   * left, only once.
   */
  units(keeper?: Keeper): Iterable<Unit>
  /** All entities, in the order of units. */
  entities(): Iterable<PublishedEntity>
  /** The same as quads, in groups that belong together for a reader. */
  readonly blocks: Iterable<readonly Quad[]>
  /** Names the properties that the blocks taken so far use. */
  readonly context: JsonLdContext
  readonly vocabulary: readonly Quad[]
  /** What everything published looks like, in SHACL. */
  readonly shapes: readonly Quad[]
  /** How keys were understood in the entities taken last. */
  keys(): readonly KeyUse[]
  /** What disagrees in the units taken last, those kept from an earlier build too, in their order. */
  readonly disagreements: Iterable<ReportedDisagreement>
  /** What only prose tells of and nothing says which item it is, with how much is said of it. */
  minted(): readonly (MintedEntity & { readonly statements: number })[]
  /** The sources, in the order in which they were read. */
  readonly sources: readonly Source[]
  /** The entity a source is about. */
  entityOf(source: Source): string | undefined
  readonly notes: { readonly published: number; readonly keptBack: number; readonly unreadable: number }
  /** Lets go of what lies on the shelf; no block can be taken after that. */
  close(): void
}

/** What a caller may have done beside publishing. */
export interface PublishHooks {
  readonly memory?: Memory
  /** Takes what was made of each document, piece by piece, once all are read. */
  readonly explain?: (explanation: Explanation) => void
  /** Asks the language model of the settings about a block of a document. */
  readonly propose?: Propose
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
  { memory, explain, propose }: PublishHooks = {}
): Promise<Publication> {
  const iris = new Iris(settings.base, vault.sha256)
  const equivalences = new Equivalences(parseRdf(ontology.alignment, 'ttl', settings.base))
  const tables = tablesOf(ontology)
  const { catalogue, languages } = tables
  const named = (property: Property) => namedProperty(property, settings.base)
  const names = new ContextBuilder(
    prefixesOf(settings.base),
    JSON.parse(ontology.context) as JsonLdContext,
    () => [...catalogue.all].map(named)
  )

  const shelf = (): Shelf => vault.shelf?.() ?? memoryShelf()
  const readings = memory?.readings ?? shelvedReadings(shelf())
  const {
    index,
    published,
    isPrivate,
    isFresh,
    listing,
    surroundings: around,
    ...counts
  } = await readVault(vault, settings, readings, report, progress)
  const ofVault = { index, isPrivate, typesOf: typesOf(settings.types) }
  const files = settings.sources.filter(source => !isPrivate(source.file) && exists(vault, source, report))
  const reader = files.length === 0 ? undefined : new DocumentReader(tables.prose)
  const noted = (path: string): NoteReading => JSON.parse(readings.get(path)) as NoteReading
  const abstracts = listing.length === 0 ? undefined : new AbstractLists(tables.prose, listing.map(noted))
  let documents: readonly SourceClaims[] = []
  const resolve = (number: number, tell: Report): SourceClaims =>
    documents[number - published.length] ?? noteClaims(noted(published[number]!), ofVault, tell)
  // Links cost most to resolve: what they turn out to be is put on a shelf for the second look.
  const resolved = shelf()
  const places = new Map<number, number>()
  const claimsOf = (number: number): SourceClaims => {
    const place = places.get(number)
    return place === undefined
      ? resolve(number, () => undefined)
      : (JSON.parse(resolved.get(place)) as SourceClaims)
  }

  const keeper = memory?.keeper
  const surroundings = keeper ? fingerprint(JSON.stringify([settings, around])) : 0
  keeper?.surroundings(surroundings)
  const earlier = keeper?.earlier
  const link = (number: number): LinkedSource => {
    const problems: Problem[] = []
    const claims = resolve(number, problem => problems.push(problem))
    const text = JSON.stringify(claims)
    places.set(number, places.size)
    resolved.put(text)
    return { lesson: lessonOf(claims), claims: keeper === undefined ? 0 : fingerprint(text), problems }
  }

  const heard: Problem[] = []
  const aligner = new Aligner(
    {
      iris,
      catalogue,
      languages,
      language: settings.language
    },
    problem => heard.push(problem)
  )
  const sources: (Source & { qid?: string })[] = []
  const fingerprints: number[] = []
  const pace = new Pace()
  const learn = ({ lesson, claims, problems }: LinkedSource): void => {
    const { source, subject } = lesson
    for (const problem of problems) report(problem)
    aligner.learn(lesson)
    sources.push(subject.qid === undefined ? source : { ...source, qid: subject.qid })
    fingerprints.push(claims)
  }
  for (const [number, path] of published.entries()) {
    const known = isFresh(path) || earlier?.surroundings !== surroundings ? undefined : earlier.source(path)
    const linked = known ?? link(number)
    learn(linked)
    reader?.learn(linked.lesson)
    abstracts?.learn(linked.lesson)
    keeper?.source(path, linked, known !== undefined)
    progress('linking', number, published.length)
    await pace.rest()
  }
  // Documents are read last, since what the notes call things tells what their sentences speak of.
  if (reader) {
    const read: { readonly explained: Explained; readonly text: string }[] = []
    for (const [done, source] of files.entries()) {
      const text = decodeText(await vault.read(source.file), source.file, report)
      const explained = reader.read(
        { settings: source, ...(text === undefined ? {} : { text }) },
        explain !== undefined || (propose !== undefined && settings.model !== undefined)
      )
      if (explain && text !== undefined) read.push({ explained, text })
      if (propose && settings.model)
        await askModel(explained, reader, { name: settings.model.name, propose }, index.privateNames)
      progress('reading prose', done, files.length)
    }
    const isPrivateWords = (words: string): boolean => namesPrivateNote(words, ofVault)
    const propertyOf = (words: string): Property | undefined =>
      catalogue.get(words) ?? catalogue.labelled(words)
    documents = reader
      .claims(propertyOf)
      .map((claims, i) => shownClaims(claims, files[i]!.text, isPrivateWords))
    for (const i of documents.keys()) learn(link(published.length + i))
    const labelOf = (property: string): string => catalogue.get(property)?.label ?? property
    for (const { explained, text } of read)
      explain?.(explanationOf(explained, { text, labelOf, privateNames: index.privateNames }))
  }
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
  // What prose says of an entity may stand in any document: it is held, for a vault has few beside its notes.
  const told = new Map<string, Statement[]>()
  for (const claims of documents)
    for (const [subject, statements] of aligner.alignProse(claims)) {
      const known = told.get(subject)
      if (known) for (const statement of statements) known.push(statement)
      else told.set(subject, statements)
    }
  for (const problem of heard.splice(0)) report(problem)
  const subjects = [...new Set([...bySubject.keys(), ...told.keys()])].sort()
  const labelOf = (iri: string): string => aligner.entities.labelOf(iri)
  const itemOf = (note: string): string | undefined =>
    aligner.entities.qidOf(aligner.entities.ofNote(note) ?? '')
  const lists = [...(abstracts?.read(ofVault, itemOf) ?? [])].flatMap(claims => aligner.alignLists(claims))
  const testimony = new Testimony(
    told,
    new Map(sources.flatMap(({ id, date }) => (date === undefined ? [] : [[id, date]]))),
    tables.constraints,
    labelOf,
    entity => aligner.entities.ask(`testimony ${entity}`),
    lists
  )
  const qidOf = (iri: string): string | undefined => aligner.entities.qidOf(iri)
  const grounds: Grounds = {
    constraints: tables.constraints,
    gazetteer: tables.gazetteer,
    testimony,
    labelOf,
    qidOf,
    // Of something that only a list names nothing is known but its IRI.
    classOf: iri => tables.places.get(iris.localName(iri))?.class,
    countryOf: iri => tables.places.get(qidOf(iri) ?? '')?.country
  }

  function about(subject: string): PublishedEntity {
    const aligned: AlignedSource[] = []
    const statements: Statement[] = []
    const rivals: { qid: string; note: string }[] = []
    let abstract: string | undefined
    for (const number of bySubject.get(subject) ?? []) {
      const claims = claimsOf(number)
      const { source, statements: stated } = aligner.align(claims)
      aligned.push(source)
      for (const statement of stated) statements.push(statement)
      abstract ??= claims.subject.abstract
      for (const qid of claims.subject.otherQids ?? []) rivals.push({ qid, note: source.id })
    }
    const notes = aligned.filter(({ kind }) => kind === 'note').map(({ id }) => id)
    const entity = aligner.describe(subject, abstract)
    return {
      entity,
      ...reconcile(
        [...statements, ...(told.get(subject) ?? [])],
        { iri: subject, notes, rivals },
        { iris, grounds, ranks: settings.ranks }
      ),
      sources: aligned
    }
  }

  // Every report comes once, though the units may be taken again.
  let telling = true
  let keys: () => readonly KeyUse[] = () => []
  const bySource = new Map(sources.map(source => [source.id, source]))
  const words: Names = {
    labelOf,
    titleOf: id => bySource.get(id) ?? { title: id },
    sourceIri: id => iris.source(id),
    propertyIri: ({ id, local }) => (local ? iris.property(id) : `http://www.wikidata.org/entity/${id}`)
  }
  let disputed = shelf()
  let disputes = 0
  function* units(remembering?: Keeper): Iterable<Unit> {
    const graph = new Graph({ ...settings, iris, equivalences }, iri => aligner.entities.qidOf(iri))
    const gaps = new Gaps(tables.constraints, iris, labelOf)
    disputed.close()
    disputed = shelf()
    disputes = 0
    let found: { disputes: ReportedDisagreement[]; links: Link[] } = { disputes: [], links: [] }
    const tell = (disagreements: readonly Disagreement[], statements: readonly RankedStatement[]): void => {
      if (disagreements.length === 0) return
      const byIri = new Map(statements.map(statement => [statement.iri, statement]))
      found.disputes.push(...disagreements.map(one => reportedDisagreement(one, byIri, words)))
    }
    const making = new Units(
      {
        settings,
        aligner,
        take: () => ({
          properties: graph.takeProperties(),
          keys: aligner.takeKeys(),
          problems: heard.splice(0),
          ...found
        }),
        answers: testimonyAnswers(testimony),
        onFound: (key, { disputes: told, links }) => {
          for (const row of told) {
            disputed.put(JSON.stringify(row))
            disputes++
          }
          gaps.learn(key, links as readonly Link[])
          found = { disputes: [], links: [] }
        },
        onProperty: property => names.name(named(property)),
        report: problem => {
          if (telling) report(problem)
        }
      },
      remembering
    )
    keys = () => making.keys
    const aboutEntity = (iri: string): Unit => {
      const claims = (bySubject.get(iri) ?? []).map(number => fingerprints[number])
      const ofProse = told.get(iri)
      const basis = [
        aligner.describe(iri),
        claims,
        ...(ofProse ? [fingerprint(JSON.stringify(ofProse))] : [])
      ]
      return making.unit(iri, basis, () => {
        const entity = about(iri)
        const { statements, disagreements } = entity
        tell(disagreements, statements)
        found.links.push(...linksOf(statements, tables.constraints))
        const sourceBlocks = entity.sources.map(source => graph.source(source))
        return { blocks: [graph.entity(entity.entity, statements, disagreements), ...sourceBlocks], entity }
      })
    }
    yield making.unit('dataset', [], () => ({ blocks: [graph.dataset()] }))
    for (const [done, subject] of subjects.entries()) {
      yield aboutEntity(subject)
      progress('writing', done, subjects.length)
    }
    for (const iri of aligner.entities.iris) if (!bySubject.has(iri) && !told.has(iri)) yield aboutEntity(iri)
    for (const [about, disagreements] of gaps.find(id => catalogue.get(id)))
      yield making.unit(`gaps ${about}`, disagreements, () => {
        tell(disagreements, [])
        return { blocks: [graph.disagreements(disagreements)] }
      })
    for (const number of aboutNothing)
      yield making.unit(`source ${sources[number]!.id}`, fingerprints[number], () => ({
        blocks: [graph.source(aligner.align(claimsOf(number)).source)]
      }))
    for (const property of [...making.properties].sort(byId))
      yield making.unit(`property ${property.local} ${property.id}`, property, () => ({
        blocks: [graph.property(property)]
      }))
    telling = false
  }

  return {
    settings,
    iris,
    units,
    *entities() {
      for (const unit of units()) if ('made' in unit && unit.made.entity) yield unit.made.entity
    },
    blocks: {
      *[Symbol.iterator]() {
        for (const unit of units()) if ('made' in unit) yield* unit.made.blocks
      }
    },
    context: names.context,
    vocabulary: parseRdf(ontology.vocabulary, 'ttl', `${settings.base}ontology`),
    shapes: skolemized(parseRdf(ontology.shapes, 'ttl', `${settings.base}shapes`)),
    keys: () => keys(),
    disagreements: {
      *[Symbol.iterator]() {
        for (let number = 0; number < disputes; number++)
          yield JSON.parse(disputed.get(number)) as ReportedDisagreement
      }
    },
    minted: () =>
      aligner.entities.minted().map(one => ({
        ...one,
        statements: reconcile(told.get(one.entity) ?? [], { iri: one.entity }, { iris }).statements.length
      })),
    sources,
    entityOf,
    notes: { published: published.length, ...counts },
    close: () => {
      readings.close()
      resolved.close()
      disputed.close()
    }
  }
}

/** What the texts of `ontology/` hold, read. */
class Tables {
  readonly catalogue: Catalogue
  readonly languages: LanguageTables
  readonly #texts: OntologyTexts
  readonly constraints: Constraints
  readonly gazetteer: Gazetteer
  /** What kind of thing is well known by an item, and the item of its country. */
  readonly places = new Map<string, { readonly class: string; readonly country: string }>()
  #prose: ProseKnowledge | undefined

  constructor(texts: OntologyTexts) {
    this.catalogue = new Catalogue(texts.properties, texts.formerLabels)
    this.languages = parseLanguageTables(texts.languages, texts.territories)
    this.constraints = new Constraints(texts.constraints, texts.properties)
    this.gazetteer = new Gazetteer(...texts.gazetteer)
    for (const table of [texts.prose.places, texts.prose.names])
      for (const [qid = '', name = '', country = ''] of rowsOf(table, ['qid', 'class', 'country']))
        this.places.set(qid, { class: name, country })
    this.#texts = texts
  }

  /** The rules and names for prose, which a vault of notes alone does without. */
  get prose(): ProseKnowledge {
    this.#prose ??= proseKnowledge(this.#texts.prose)
    return this.#prose
  }
}

/** What documents tell, as answers to the questions that entities ask about it. */
function* testimonyAnswers(testimony: Testimony): Iterable<readonly [string, string]> {
  for (const [entity, text] of testimony.answers()) yield [`testimony ${entity}`, text]
}

const known = new WeakMap<OntologyTexts, Tables>()

/** The tables in the texts of `ontology/`: a program that builds again and again reads them once. */
function tablesOf(texts: OntologyTexts): Tables {
  const tables = known.get(texts) ?? new Tables(texts)
  known.set(texts, tables)
  return tables
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
