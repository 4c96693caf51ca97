import type { Source, SourceClaims, Subject, Target } from '../claims/claims.ts'

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
  /** Articles that its running text links to. */
  readonly articles: readonly (Target & { kind: 'article' })[]
}

/** What a source teaches, from all it says. */
export function lessonOf({ source, subject, claims }: SourceClaims): Lesson {
  const { abstract: _, mentions, ...kept } = subject
  const counts = new Map<string, [NamedTarget, number]>()
  const count = (target: Target): void => {
    if (target.kind === 'note') return
    const key =
      target.kind === 'item'
        ? `item ${target.qid} ${target.label}`
        : target.kind === 'name'
          ? `name ${target.name}`
          : `article ${target.title}`
    const known = counts.get(key)
    if (known) known[1]++
    else counts.set(key, [withoutLine(target), 1])
  }
  for (const target of mentions) count(target)
  for (const { value } of claims) if (value.kind === 'link') count(value.target)
  return {
    source,
    subject: kept,
    targets: [...counts.values()],
    articles: mentions.filter(target => target.kind === 'article')
  }
}

/** Where a link stands matters to reports alone. */
function withoutLine(target: NamedTarget): NamedTarget {
  if (target.kind === 'article') return target
  const { line: _, ...rest } = target
  return rest
}
