import type { AlignedSource, Entity, Iris, KeyUse, MintedEntity } from '../alignment/alignment.ts'
import type { Source } from '../claims/claims.ts'
import type { JsonLdContext, JsonLdFrame, ReportedDisagreement } from '../dumps/dumps.ts'
import type { Quad } from '../rdf/rdf.ts'
import type { Disagreement, RankedStatement } from '../reconciliation/reconciliation.ts'
import type { Keeper } from '../reuse/reuse.ts'
import type { Settings } from '../vault/vault.ts'
import type { Secrets } from './secrets.ts'
import type { ShownTexts } from './shown-texts.ts'

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

/** A vault as linked data, ready to be written. */
export interface Publication {
  readonly settings: Settings
  readonly iris: Iris
  /**
   * In the order in which they are written: the dataset; entities that a source is about, each with its sources, and
   * those that prose says something of; other entities; what only several entities together show; sources about
   * nothing; properties. Made as they are taken, the same each time; but taken with what an earlier build left, only
   * once.
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
  /** How framed JSON-LD is nested. */
  readonly frame: JsonLdFrame
  /** How keys were understood in the entities taken last. */
  keys(): readonly KeyUse[]
  /** What disagrees in the units taken last, those kept from an earlier build too, in their order. */
  readonly disagreements: Iterable<ReportedDisagreement>
  /** What only prose tells of and nothing says which item it is, with how much is said of it. */
  minted(): readonly (MintedEntity & { readonly statements: number })[]
  /** The sources, in the order in which they were read. */
  readonly sources: readonly Source[]
  /** The texts of documents, as far as they may be shown. */
  readonly texts: ShownTexts
  /** What is private, and must not show in what was published before either. */
  readonly secrets: Secrets
  /** The entity a source is about. */
  entityOf(source: Source): string | undefined
  readonly notes: { readonly published: number; readonly keptBack: number; readonly unreadable: number }
  /** Lets go of what lies on the shelf; no block can be taken after that. */
  close(): void
}
