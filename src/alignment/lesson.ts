import { isOfProse, type Source, type SourceClaims, type Subject, type Target } from '../claims/claims.ts'

/** A thing that a source links to, where the link does not name a note. */
export type NamedTarget = Exclude<Target, { kind: 'note' }>

/**
 * What one source teaches of the names of things: all that the alignment of others needs to know of it. It is
 * plain data, so that it can be kept between builds.
 */
export interface Lesson {
  readonly source: Source
  readonly subject: Omit<Subject, 'abstract' | 'mentions'>
  /** What it links to, each once, in order, and how often. */
  readonly targets: readonly (readonly [NamedTarget, number])[]
  /** What its prose names, with how often; such words teach no other source what a name means. */
  readonly told: readonly (readonly [NamedTarget, number])[]
  /** Articles that its running text links to. */
  readonly articles: readonly (Target & { kind: 'article' })[]
}

/** What a source teaches, from all it says. */
export function lessonOf({ source, subject, claims }: SourceClaims): Lesson {
  const { abstract: _, mentions, ...kept } = subject
  const linked = new TargetCounts()
  const told = new TargetCounts()
  for (const target of mentions) linked.count(target)
  for (const claim of claims) {
    const counts = isOfProse(claim) ? told : linked
    if (claim.subject) counts.count(claim.subject)
    for (const words of [claim.value, ...claim.qualifiers.map(({ value }) => value)])
      if (words.kind === 'link') counts.count(words.target)
  }
  return {
    source,
    subject: kept,
    targets: linked.list,
    told: told.list,
    articles: mentions.filter(target => target.kind === 'article')
  }
}

/** Targets in the order of their first occurrence, with how often each occurs. */
class TargetCounts {
  readonly #counts = new Map<string, [NamedTarget, number]>()

  count(target: Target): void {
    if (target.kind === 'note') return
    const key = keyOf(target)
    const known = this.#counts.get(key)
    if (known) known[1]++
    else this.#counts.set(key, [withoutLine(target), 1])
  }

  get list(): readonly (readonly [NamedTarget, number])[] {
    return [...this.#counts.values()]
  }
}

function keyOf(target: NamedTarget): string {
  switch (target.kind) {
    case 'item':
      return `item ${target.qid} ${target.label}`
    case 'name':
      return `name ${target.name}`
    case 'minted':
      return `minted ${JSON.stringify(target)}`
    case 'article':
      return `article ${target.title}`
  }
}

/** Where a link stands matters to reports alone. */
function withoutLine(target: NamedTarget): NamedTarget {
  if (target.kind === 'article' || target.kind === 'minted') return target
  const { line: _, ...rest } = target
  return rest
}
