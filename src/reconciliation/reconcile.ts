import type { Iris, Statement } from '../alignment/alignment.ts'
import { byCodePoint } from '../rdf/rdf.ts'
import { propertyKey } from './agreement.ts'
import { judgeByLists } from './closed-lists.ts'
import { judgeCounts } from './counts.ts'
import type { Disagreement } from './disagreement.ts'
import { findGranularity } from './granularity.ts'
import { judgeIdentity } from './identity.ts'
import {
  type Finding,
  type Grounds,
  type Judged,
  Judging,
  noGrounds,
  type Rank,
  type Subject
} from './judging.ts'
import { agree, inOrder, mergedOf } from './merging.ts'
import { judgePeriods } from './periods.ts'
import { findImplausible } from './plausible.ts'
import { byPlace } from './references.ts'
import { judgeSingleValues } from './single-values.ts'
import { judgeStatuses } from './statuses.ts'
import { judgeSuccession } from './succession.ts'

/** A statement as published: one for all sources that make it, with its rank (Wikibase data model, "Rank"). */
export interface RankedStatement extends Statement {
  readonly iri: string
  readonly rank: Rank
  /** Why it has this rank, in English; every statement of a rank other than normal has one. */
  readonly reason?: string
  /**
   * Whether it is among the direct triples: no statement of the same subject and property ranks higher, and it is
   * neither deprecated nor over, of a property that is asked for what holds.
   */
  readonly best: boolean
  /** Set for `subclass of` (P279) on an entity that is no class. */
  readonly ofIndividual?: true
}

/** What is made of the statements of one entity. */
export interface Reconciled {
  readonly statements: RankedStatement[]
  readonly disagreements: Disagreement[]
}

/** What reconciliation needs besides the statements. */
export interface Circumstances {
  readonly iris: Iris
  /** What statements are judged by; without it they are merged alone. */
  readonly grounds?: Grounds
  /** Whether ranks follow from what was found, or every statement stays normal; `reasoned` unless given. */
  readonly ranks?: 'reasoned' | 'normal'
}

/** In this order: what lists exclude takes no part in what is decided later. */
const checks: readonly ((judging: Judging) => void)[] = [
  findGranularity,
  judgeByLists,
  judgeCounts,
  judgeSuccession,
  judgePeriods,
  judgeSingleValues,
  judgeStatuses,
  judgeIdentity,
  findImplausible
]

/**
 * Merges the statements of one subject that can be one, each source keeping its reference, then finds what
 * disagrees and ranks them; in an order that does not depend on theirs. Nothing that a source says is dropped.
 *
 * Statements with one property are one where their values and qualifiers say the same, or one says more than the
 * other: a day than its year, a number with a bound than the number alone, a qualifier than none. What could be
 * one with either of two that contradict each other stays alone, since nothing tells which it is.
 *
 * What language models alone propose is merged apart, so that it changes no other statement; it is left out
 * where it agrees with one, and deprecated where it adds to them.
 */
export function reconcile(
  statements: readonly Statement[],
  subject: Subject,
  { iris, grounds, ranks = 'reasoned' }: Circumstances
): Reconciled {
  const made = mergedOf(statements.filter(({ proposed }) => !proposed))
  const added = mergedOf(statements.filter(({ proposed }) => proposed)).filter(
    proposal => !made.some(other => agree(other, proposal))
  )
  const judging = new Judging(subject, grounds ?? noGrounds, [...made, ...added].sort(inOrder))
  if (grounds) for (const check of checks) check(judging)
  const past = pastOf(judging)
  const rankOf = (judged: Judged): Rank =>
    ranks === 'normal' && !judged.merged.statement.proposed ? 'normal' : judged.ranked
  const withPreferred = new Set(
    judging.statements
      .filter(judged => rankOf(judged) === 'preferred')
      .map(({ property }) => propertyKey(property))
  )
  const published = new Map<Judged, RankedStatement>()
  for (const judged of judging.statements) {
    const { merged, reason } = judged
    const rank = rankOf(judged)
    const highest = withPreferred.has(propertyKey(judged.property)) ? 'preferred' : 'normal'
    published.set(judged, {
      ...merged.statement,
      references: merged.references,
      iri: iris.statement(subject.iri, merged.statement.property.id, merged.value, merged.qualifiers),
      rank,
      ...(reason === undefined || (rank === 'normal' && ranks === 'normal') ? {} : { reason }),
      best: rank === highest && (ranks === 'normal' || !past.has(judged)),
      ...(judged.isOfIndividual ? { ofIndividual: true as const } : {})
    })
  }
  return {
    statements: [...published]
      .sort(([a], [b]) => inOrder(a.merged, b.merged))
      .map(([, statement]) => statement),
    disagreements: disagreementsOf(judging, published, iris, ranks)
  }
}

/** Statements of what is over, of properties that are asked for what holds (`standing`). */
function pastOf(judging: Judging): Set<Judged> {
  const { constraints, testimony } = judging.grounds
  const past = new Set<Judged>()
  for (const judged of judging.statements) {
    if (!constraints.has(judged.property, 'standing')) continue
    const end = judged.qualifier('P582')
    const hasEnded = end !== undefined && !testimony.isAhead(end, judged.references)
    if (hasEnded) judged.remark('it has ended')
    if (hasEnded || judged.isPast) past.add(judged)
  }
  return past
}

function disagreementsOf(
  { findings, subject }: Judging,
  published: ReadonlyMap<Judged, RankedStatement>,
  iris: Iris,
  ranks: 'reasoned' | 'normal'
): Disagreement[] {
  const made = findings.map(finding => disagreementOf(finding, subject.iri, published, iris, ranks))
  return [...new Map(made.map(one => [one.iri, one])).values()].sort(
    (a, b) => byCodePoint(a.kind, b.kind) || byCodePoint(a.iri, b.iri)
  )
}

function disagreementOf(
  { kind, state, property, involves, comment, resolution, references = [] }: Finding,
  about: string,
  published: ReadonlyMap<Judged, RankedStatement>,
  iris: Iris,
  ranks: 'reasoned' | 'normal'
): Disagreement {
  const statements = [...new Set(involves.map(judged => published.get(judged)!.iri))].sort(byCodePoint)
  return {
    iri: iris.disagreement(about, [kind, property?.id ?? '', comment, ...statements]),
    about,
    ...(property ? { property } : {}),
    kind,
    state: ranks === 'normal' ? 'open' : state,
    comment,
    resolution:
      ranks === 'normal'
        ? 'Open: the settings leave every statement with normal rank (ranks: normal).'
        : resolution,
    involves: statements,
    references: [...new Map(references.map(one => [JSON.stringify(one), one])).values()].sort(byPlace)
  }
}
