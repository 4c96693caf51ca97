import type { Analysis } from './mention.ts'
import type { Beginning, Pattern, Slot } from './pattern.ts'
import type { RulePattern } from './rule-file.ts'
import { type Filled, SlotFiller, type Slots, type Surroundings } from './slots.ts'
import type { Words } from './words.ts'

export interface Match {
  readonly first: number
  readonly last: number
  readonly slots: Slots
  /** Tokens that words of the pattern itself took: what they deny or doubt, the rule means. */
  readonly literal: ReadonlySet<number>
}

/** What a way of matching took so far; ways share what they have in common. */
interface State {
  readonly at: number
  readonly slots: Taken | undefined
  readonly literal: Literal | undefined
}

interface Taken {
  readonly name: string
  readonly filled: Filled
  readonly before: Taken | undefined
  readonly size: number
}

interface Literal {
  readonly at: number
  readonly before: Literal | undefined
}

function slotsOf(taken: Taken | undefined): Map<string, Filled> {
  const slots = taken?.before ? slotsOf(taken.before) : new Map<string, Filled>()
  if (taken) slots.set(taken.name, taken.filled)
  return slots
}

function literalOf(words: Literal | undefined): Set<number> {
  const all = new Set<number>()
  for (let word = words; word; word = word.before) all.add(word.at)
  return all
}

function taken(before: Taken | undefined, name: string, filled: Filled): Taken {
  let other = before
  while (other && other.name !== name) other = other.before
  return { name, filled, before, size: (before?.size ?? 0) + (other ? 0 : 1) }
}

const conjunctions = new Set(['and', 'but', 'then', 'before', 'or', ','])
const articles = new Set(['the', 'a', 'an'])
// What stands behind one of these is part of a longer phrase.
const insideOf = new Set("of in at from between with to for by on except excluding 's".split(' '))
// What stands behind one of these is no subject.
const noSubject = new Set(
  "in on at by of from with to for since after during until between against 's".split(' ')
)
const gapEnds = new Set([';', ':', '—', '.'])

// Enough for any sentence people write; one made to take longer is given up, for a pattern and for all of them.
const mostSteps = 20_000
const mostStepsOfAll = 100_000

const joins = /^(?:,|and|or)$/

/** Finds where patterns match in one sentence. */
export class Matcher {
  readonly #analysis: Analysis
  readonly #slots: SlotFiller
  readonly #words: Words
  #steps = 0
  #stepsOfAll = 0
  /** From here on stand only marks. */
  #end: number | undefined
  /** By what a slot takes: what may be the subject of the sentence, and how far it was looked for. */
  readonly #subjects = new Map<string, { upto: number; subject?: Filled | undefined }>()

  constructor(analysis: Analysis, around: Surroundings) {
    this.#analysis = analysis
    this.#slots = new SlotFiller(analysis, around)
    this.#words = around.words
  }

  /**
   * The first match at each place, none inside another. `subjectOnly`: what a match begins with must be no part
   * of a longer phrase, `the parliament of` Norway `signed …`.
   */
  *all({ pattern, beginning, elided }: RulePattern, subjectOnly = false): Iterable<Match> {
    const { tokens } = this.#analysis
    this.#stepsOfAll += this.#steps
    this.#steps = 0
    for (let first = 0; first < tokens.length; first++) {
      let match = this.#mayBegin(beginning, first) ? this.#matchAt(pattern, first) : undefined
      if (match && subjectOnly && this.#isInside(match)) match = undefined
      if (!match && elided.length > 0) match = this.#elided(elided, first)
      if (!match) continue
      yield match
      first = Math.max(first, match.last - 1)
    }
  }

  /** What was found out of slots holds until a rule has spoken: what it says of members may fill others. */
  forget(): void {
    this.#slots.forget()
    this.#subjects.clear()
  }

  #mayBegin({ any, mention, words }: Beginning, first: number): boolean {
    if (any || (mention && this.#analysis.mentionsAt[first]!.length > 0)) return true
    const { word, text } = this.#analysis.tokens[first]!
    return words.has(word) || words.has(text)
  }

  #isInside({ first, slots, literal }: Match): boolean {
    const { tokens } = this.#analysis
    const subject = [...slots.values()].find(slot => slot.first === first && !slot.mention?.demonym)
    if (Math.min(...literal) < first + 1 || subject === undefined) return false
    let before = first - 1
    while (before >= 0 && articles.has(tokens[before]!.word)) before--
    if (before < 0) return false
    // "by the treaty, which was signed": a clause of its own speaks of it.
    const behind = tokens[this.#analysis.parentheses.get(subject.last) ?? subject.last]
    if (behind?.text === ',') return false
    return insideOf.has(tokens[before]!.word) || (!subject.mention?.group && this.#endsList(before))
  }

  /** Whether a comma or "and" stands behind other names of the same list: "except A, B and C". */
  #endsList(comma: number): boolean {
    const { tokens } = this.#analysis
    let start = comma
    for (
      let name = this.#nameEndingAt(start);
      name !== undefined && joins.test(tokens[start]!.word);
      name = this.#nameEndingAt(start)
    ) {
      start = name - 1
      while (start >= 0 && articles.has(tokens[start]!.word)) start--
      if (start < 0) return true
    }
    // "In Oslo, Norway, Sweden joined it": the place where is no part of a list.
    return start !== comma && !/^(?:in|at|near|from|on)$/.test(tokens[start]!.word)
  }

  /** Where the name that ends before a token begins; undefined where none does. */
  #nameEndingAt(end: number): number | undefined {
    const { mentionsAt } = this.#analysis
    for (let i = end - 1; i >= 0 && i > end - 8; i--)
      if (
        mentionsAt[i]!.some(
          ({ last, referents, demonym }) => last === end && referents.length > 0 && !demonym
        )
      )
        return i
    return undefined
  }

  #matchAt(pattern: Pattern, first: number, slots?: Taken): Match | undefined {
    let best = undefined as State | undefined
    this.#run(pattern, { at: first, slots, literal: undefined }, false, state => {
      // The longest says the most: an optional date at the end is wanted.
      if (
        best === undefined ||
        state.at > best.at ||
        (state.at === best.at && (state.slots?.size ?? 0) > (best.slots?.size ?? 0))
      )
        best = state
    })
    return best && best.at > first
      ? { first, last: best.at, slots: slotsOf(best.slots), literal: literalOf(best.literal) }
      : undefined
  }

  /**
   * `X withdrew … and joined Y`: behind "and" or "but" a verb has the subject of the clause before. Tries the
   * pattern without its first slot there, filled with the sentence's subject.
   */
  #elided(elided: RulePattern['elided'], first: number): Match | undefined {
    const { tokens } = this.#analysis
    if (first === 0 || !conjunctions.has(tokens[first - 1]!.word)) return undefined
    for (const { slot, rest, beginning } of elided) {
      if (!this.#mayBegin(beginning, first)) continue
      const filled = this.#subjectBefore(first - 1, slot)
      if (!filled) continue
      const match = this.#matchAt(rest, first, { name: slot.name, filled, before: undefined, size: 1 })
      if (match) return { ...match, first: filled.first }
    }
    return undefined
  }

  #subjectBefore(before: number, slot: Slot): Filled | undefined {
    const known = this.#subjects.get(slot.takes) ?? { upto: 0 }
    this.#subjects.set(slot.takes, known)
    for (; known.subject === undefined && known.upto < before; known.upto++)
      known.subject = this.#subjectAt(known.upto, slot)
    return known.subject && known.subject.first < before ? known.subject : undefined
  }

  #subjectAt(i: number, slot: Slot): Filled | undefined {
    const { tokens } = this.#analysis
    if (i > 0 && noSubject.has(tokens[i - 1]!.word)) return undefined
    return this.#slots.fill(slot, i).find(({ last }) => {
      // A subject has a verb behind it, not another noun.
      const next = tokens[last]
      return next && next.kind === 'word' && !next.capital
    })
  }

  /** Tells `found` of every way in which a pattern matches behind a state. */
  #run(pattern: Pattern, state: State, skip: boolean, found: (state: State) => void): void {
    if (++this.#steps > mostSteps || this.#steps + this.#stepsOfAll > mostStepsOfAll) return
    const { tokens, clauseOf } = this.#analysis
    const { at, slots, literal } = state
    switch (pattern.kind) {
      case 'sequence':
        this.#sequence(pattern.parts, 0, state, skip, found)
        return
      case 'choice':
        for (const part of pattern.of) this.#run(part, state, skip, found)
        return
      case 'optional':
        this.#run(pattern.part, state, skip, found)
        found(state)
        return
      case 'start':
        if (at === 0) found(state)
        return
      case 'end':
        this.#end ??= tokens.findLastIndex(({ kind, text }) => kind !== 'mark' || text === '(') + 1
        if (at >= this.#end) found({ ...state, at: tokens.length })
        return
      case 'gap':
        for (let n = 0; n <= pattern.most && at + n <= tokens.length; n++) {
          const end = at + n
          if (n > 0 && (clauseOf[end - 1] !== clauseOf[at] || gapEnds.has(tokens[end - 1]!.text))) return
          found({ at: end, slots, literal })
        }
        return
      case 'word':
        this.#starts(at, skip, start => {
          const token = tokens[start]
          if (token && (pattern.words.has(token.word) || pattern.words.has(token.text)))
            found({ at: start + 1, slots, literal: { at: start, before: literal } })
        })
        return
      case 'slot':
        this.#starts(at, skip, start => {
          for (const filled of this.#slots.fill(pattern, start))
            found({ at: filled.last, slots: taken(slots, pattern.name, filled), literal })
        })
    }
  }

  #sequence(
    parts: readonly Pattern[],
    index: number,
    state: State,
    skip: boolean,
    found: (state: State) => void
  ): void {
    const part = parts[index]
    if (part === undefined) {
      found(state)
      return
    }
    this.#run(part, state, skip, next =>
      this.#sequence(parts, index + 1, next, skip || next.at > state.at || part.kind === 'start', found)
    )
  }

  /** Where the next part may begin: here, or behind words and parentheses that may be passed over. */
  #starts(from: number, skip: boolean, found: (start: number) => void): void {
    const { tokens, parentheses } = this.#analysis
    found(from)
    if (!skip) return
    let at = from
    for (let n = 0; n < 5; n++) {
      const token = tokens[at]
      if (!token) return
      const closes = parentheses.get(at)
      if (closes !== undefined) at = closes
      else if (
        this.#words.skipped.has(token.word) ||
        (token.kind === 'word' &&
          !token.capital &&
          token.word.endsWith('ly') &&
          token.word.length > 3 &&
          token.word !== 'only')
      )
        at++
      else return
      found(at)
    }
  }
}
