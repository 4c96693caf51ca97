import { type Lesson, lessonOf } from '../alignment/alignment.ts'
import type { Source, SourceClaims } from '../claims/claims.ts'
import type { Problem, Report } from '../problem.ts'
import { type Earlier, fingerprint, type Keeper, type LinkedSource } from '../reuse/reuse.ts'
import type { Shelf } from '../vault/vault.ts'

/** A source, with the item that it says it is about. */
export type KnownSource = Source & { readonly qid?: string }

/** What linking sources needs. */
export interface LinkingContext {
  /** The claims of the note at a path, with its links resolved against all names. */
  readonly claimsOfNote: (path: string, report: Report) => SourceClaims
  /** Whether a note was read in this build. */
  readonly isFresh: (path: string) => boolean
  /** All that decides what links mean, as plain data. */
  readonly surroundings: unknown
  readonly keeper: Keeper | undefined
  readonly shelf: Shelf
  readonly report: Report
}

/**
 * The sources of a build, by the number in which they come, with their links resolved. Links cost most to resolve:
 * what they turn out to be is put on a shelf for the second look. What an earlier build made of a note is used
 * where it still holds; then its claims are made anew when they are asked for.
 */
export class LinkedSources {
  readonly #context: LinkingContext
  readonly #earlier: Earlier | undefined
  readonly #list: KnownSource[] = []
  readonly #fingerprints: number[] = []
  /** Places on the shelf, by the number of the source. */
  readonly #places = new Map<number, number>()

  constructor(context: LinkingContext) {
    this.#context = context
    const { keeper, surroundings } = context
    if (!keeper) return
    const now = fingerprint(JSON.stringify(surroundings))
    keeper.surroundings(now)
    this.#earlier = keeper.earlier?.surroundings === now ? keeper.earlier : undefined
  }

  get list(): readonly KnownSource[] {
    return this.#list
  }

  /** Takes the next source, a note, and gives what it teaches of names. */
  addNote(path: string): Lesson {
    const { claimsOfNote, isFresh, keeper } = this.#context
    const known = isFresh(path) ? undefined : this.#earlier?.source(path)
    const linked = known ?? this.#linked(report => claimsOfNote(path, report))
    keeper?.source(path, linked, known !== undefined)
    return this.#add(linked)
  }

  /** Takes the next source, a document, and gives what it teaches of names. */
  addDocument(claims: SourceClaims): Lesson {
    return this.#add(this.#linked(() => claims))
  }

  #linked(claimsOf: (report: Report) => SourceClaims): LinkedSource {
    const problems: Problem[] = []
    const claims = claimsOf(problem => problems.push(problem))
    const text = JSON.stringify(claims)
    this.#places.set(this.#list.length, this.#places.size)
    this.#context.shelf.put(text)
    const print = this.#context.keeper === undefined ? 0 : fingerprint(text)
    return { lesson: lessonOf(claims), claims: print, problems }
  }

  #add({ lesson, claims, problems }: LinkedSource): Lesson {
    const { source, subject } = lesson
    for (const problem of problems) this.#context.report(problem)
    this.#list.push(subject.qid === undefined ? source : { ...source, qid: subject.qid })
    this.#fingerprints.push(claims)
    return lesson
  }

  claimsOf(number: number): SourceClaims {
    const { shelf, claimsOfNote } = this.#context
    const place = this.#places.get(number)
    return place === undefined
      ? claimsOfNote(this.#list[number]!.file, () => undefined)
      : (JSON.parse(shelf.get(place)) as SourceClaims)
  }

  /** Tells a source's claims from others, where builds are remembered. */
  fingerprintOf(number: number): number {
    return this.#fingerprints[number]!
  }
}
