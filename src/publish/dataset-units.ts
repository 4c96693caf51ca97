import type { AlignedSource, Aligner, Iris, KeyUse, Property, Statement } from '../alignment/alignment.ts'
import { byId, type Equivalences, Graph } from '../graph/graph.ts'
import type { Problem, Report } from '../problem.ts'
import {
  type Disagreement,
  Gaps,
  type Grounds,
  type Link,
  linksOf,
  type Names,
  type RankedStatement,
  reconcile
} from '../reconciliation/reconciliation.ts'
import { fingerprint, type Keeper, Units } from '../reuse/reuse.ts'
import type { Progress, Settings, Shelf } from '../vault/vault.ts'
import { Disputes, reportedDisagreements } from './disputes.ts'
import { testimonyAnswers } from './grounds.ts'
import type { LinkedSources } from './linked-sources.ts'
import type { PublishedEntity, Unit } from './publication.ts'
import type { Subjects } from './subjects.ts'
import type { Tables } from './tables.ts'

/** What units are made of. */
export interface DatasetContext {
  readonly settings: Settings
  readonly iris: Iris
  readonly equivalences: Equivalences
  readonly catalogue: Tables['catalogue']
  readonly aligner: Aligner
  /** What the aligner reported and nobody took yet. */
  readonly heard: Problem[]
  readonly sources: LinkedSources
  readonly subjects: Subjects
  readonly grounds: Grounds
  /** Told of each property as it is first used. */
  readonly onProperty: (property: Property) => void
  readonly newShelf: () => Shelf
  readonly report: Report
  readonly progress: Progress
}

/** Makes a dataset unit by unit, as often as it is asked to: aligns, reconciles, and turns into quads. */
export class DatasetUnits {
  readonly #context: DatasetContext
  /** What reports call things. */
  readonly #names: Names
  /** What disagrees in the units taken last. */
  readonly disputes: Disputes
  #making: Units | undefined
  /** Every problem is reported once, though the units may be taken again. */
  #isReported = false

  constructor(context: DatasetContext) {
    const { iris, grounds, sources, newShelf } = context
    this.#context = context
    const titles = new Map(sources.list.map(source => [source.id, source]))
    this.#names = {
      labelOf: grounds.labelOf,
      titleOf: id => titles.get(id) ?? { title: id },
      sourceIri: id => iris.source(id),
      propertyIri: ({ id, local }) => (local ? iris.property(id) : `http://www.wikidata.org/entity/${id}`)
    }
    this.disputes = new Disputes(newShelf)
  }

  /** How keys were understood in the units taken last. */
  get keys(): readonly KeyUse[] {
    return this.#making?.keys ?? []
  }

  /** The units in the order in which they are written; what an earlier build left is used where it still holds. */
  *take(keeper?: Keeper): Generator<Unit> {
    const { settings, iris, equivalences, catalogue, aligner, heard } = this.#context
    const { sources, subjects, grounds, onProperty, report, progress } = this.#context
    const { constraints, labelOf, qidOf } = grounds
    const graph = new Graph({ ...settings, iris, equivalences }, qidOf)
    const gaps = new Gaps(constraints, iris, labelOf)
    this.disputes.clear()
    /** What came to light in the unit that is being made. */
    let found: { disputes: unknown[]; links: Link[] } = { disputes: [], links: [] }
    const making = new Units(
      {
        settings,
        aligner,
        take: () => {
          const { disputes, links } = found
          found = { disputes: [], links: [] }
          const problems = heard.splice(0)
          return { properties: graph.takeProperties(), keys: aligner.takeKeys(), problems, disputes, links }
        },
        answers: testimonyAnswers(grounds.testimony),
        onFound: (key, { disputes, links }) => {
          this.disputes.put(disputes)
          gaps.learn(key, links as readonly Link[])
        },
        onProperty,
        report: problem => {
          if (!this.#isReported) report(problem)
        }
      },
      keeper
    )
    this.#making = making
    const tell = (disagreements: readonly Disagreement[], statements: readonly RankedStatement[]): void => {
      found.disputes.push(...reportedDisagreements(disagreements, statements, this.#names))
    }
    const entityUnit = (subject: string): Unit =>
      making.unit(
        subject,
        () => this.#basisOf(subject),
        () => {
          const published = this.#published(subject)
          const { entity, statements, disagreements } = published
          tell(disagreements, statements)
          found.links.push(...linksOf(statements, constraints))
          const ofSources = published.sources.map(source => graph.source(source))
          return {
            blocks: [graph.entity(entity, statements, disagreements), ...ofSources],
            entity: published
          }
        }
      )
    yield making.unit(
      'dataset',
      () => [],
      () => ({ blocks: [graph.dataset()] })
    )
    for (const [done, subject] of subjects.iris.entries()) {
      yield entityUnit(subject)
      progress('writing', done, subjects.iris.length)
    }
    for (const entity of aligner.entities.iris) if (!subjects.has(entity)) yield entityUnit(entity)
    for (const [about, disagreements] of gaps.find(id => catalogue.get(id)))
      yield making.unit(
        `gaps ${about}`,
        () => disagreements,
        () => {
          tell(disagreements, [])
          return { blocks: [graph.disagreements(disagreements)] }
        }
      )
    for (const number of subjects.sourcesAboutNothing)
      yield making.unit(
        `source ${sources.list[number]!.id}`,
        () => sources.fingerprintOf(number),
        () => ({ blocks: [graph.source(aligner.align(sources.claimsOf(number)).source)] })
      )
    for (const property of [...making.properties].sort(byId))
      yield making.unit(
        `property ${property.local} ${property.id}`,
        () => property,
        () => ({ blocks: [graph.property(property)] })
      )
    this.#isReported = true
  }

  /** All that goes into an entity, but the answers of other entities. */
  #basisOf(subject: string): unknown {
    const { aligner, sources, subjects } = this.#context
    const claims = subjects.sourcesAbout(subject).map(number => sources.fingerprintOf(number))
    const told = subjects.told.get(subject)
    return [aligner.describe(subject), claims, ...(told ? [fingerprint(JSON.stringify(told))] : [])]
  }

  #published(subject: string): PublishedEntity {
    const { settings, iris, aligner, sources, subjects, grounds } = this.#context
    const aligned: AlignedSource[] = []
    const statements: Statement[] = []
    const rivals: { qid: string; note: string }[] = []
    let abstract: string | undefined
    for (const number of subjects.sourcesAbout(subject)) {
      const claims = sources.claimsOf(number)
      const { source, statements: stated } = aligner.align(claims)
      aligned.push(source)
      for (const statement of stated) statements.push(statement)
      abstract ??= claims.subject.abstract
      for (const qid of claims.subject.otherQids ?? []) rivals.push({ qid, note: source.id })
    }
    const notes = aligned.filter(({ kind }) => kind === 'note').map(({ id }) => id)
    return {
      entity: aligner.describe(subject, abstract),
      ...reconcile(
        [...statements, ...(subjects.told.get(subject) ?? [])],
        { iri: subject, notes, rivals },
        { iris, grounds, ranks: settings.ranks }
      ),
      sources: aligned
    }
  }
}
