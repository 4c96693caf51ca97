import { calendarDateText, isNotBefore } from './calendar.ts'
import type { CalendarDate, DateMention } from './mention.ts'

/** A date that others may be told from, and the words that gave its year. */
export interface Anchor {
  readonly date: CalendarDate
  /** For the reference: `"23 February 2024" before it`, `the heading "2010"`. */
  readonly words: string
  readonly yearWords: string
}

/** What the words around a mention make of it for the dates after it. */
export interface AnchorHint {
  /** The year is the epithet of a thing: "the 2002 charter". */
  readonly isEpithet?: boolean
  /** In parentheses, "(born 3 May 1950)": beside the course of events. */
  readonly isAside?: boolean
  /** "until 1999", "by 2014", "before 1992": an end in view, not where events have come to. */
  readonly isLimit?: boolean
  /** Nothing but a preposition stands before it in its sentence. */
  readonly opensSentence?: boolean
}

/** Beyond so many sentences, or a paragraph between, "the following month" could be told from other events. */
const nearSentences = 6
/** Beyond so many sentences a day without a year is told from none. */
const farSentences = 20

/**
 * What the dates of a document leave for the words after them: the last date, and the year of the heading.
 * `readDates` reads and changes it, sentence by sentence in the order of the text. It knows no clock.
 */
export class DateContext {
  /** The document's own date, from its settings: what "this year" and "last month" are told from. */
  readonly documentDate: CalendarDate | undefined
  #section: readonly string[] = []
  #isHeadingRead = false
  #heading: Anchor | undefined
  #anchor: Anchor | undefined
  /** A year was named since that the next words may be told from as well. */
  #doubt: 'none' | 'epithet' | 'other' = 'none'
  #sentences = 0
  #paragraphs = 0
  /** The last date of this sentence or the one before, if time does not run back in it: whatever came earlier. */
  #recent: Anchor | undefined
  #recentSentences = 0

  constructor(documentDate?: CalendarDate) {
    this.documentDate = documentDate
  }

  /**
   * To be called for every block, with the titles it stands under, the outermost first: another paragraph
   * begins. Under other headings no date is carried over; a heading that names one year or month, and no range,
   * gives its own.
   */
  enter(section: readonly string[]): void {
    this.#paragraphs += 1
    const key = section.join('\n')
    if (key === this.#section.join('\n')) return
    this.#section = section
    this.#isHeadingRead = false
    this.#heading = undefined
    this.#anchor = undefined
    this.#recent = undefined
    this.#doubt = 'none'
  }

  /** A copy for a table cell or a note, whose dates are not to be told from later. */
  aside(): DateContext {
    const copy = new DateContext(this.documentDate)
    copy.#section = this.#section
    copy.#isHeadingRead = this.#isHeadingRead
    copy.#heading = this.#heading
    copy.#anchor = this.#anchor
    copy.#doubt = this.#doubt
    copy.#sentences = this.#sentences
    copy.#paragraphs = this.#paragraphs
    copy.#recent = this.#recent
    copy.#recentSentences = this.#recentSentences
    return copy
  }

  /** Another sentence begins. `readHeading` reads the dates of a title, in a context of its own. */
  beginSentence(readHeading: (title: string) => readonly DateMention[]): void {
    this.#sentences += 1
    this.#recentSentences += 1
    if (this.#isHeadingRead) return
    this.#isHeadingRead = true
    for (const title of this.#section) {
      const [mention, ...others] = readHeading(title)
      if (!mention || others.length > 0 || mention.until || mention.open || mention.bound) continue
      const words = `the heading "${title.slice(mention.start, mention.end)}"`
      this.#heading = { date: mention.date, words, yearWords: words }
    }
  }

  /** What a month or a day without a year may get its year from. */
  yearAnchor(): Anchor | undefined {
    if (!this.#anchor) return this.#heading
    return this.#doubt === 'other' || this.#sentences > farSentences ? undefined : this.#anchor
  }

  /** What "the following year" and "three days later" are told from. */
  nearAnchor(): Anchor | undefined {
    if (this.#recent && this.#recentSentences <= 1) return this.#recent
    if (!this.#anchor) return this.#heading
    const isNear = this.#sentences <= nearSentences && this.#paragraphs <= 1
    return this.#doubt === 'none' && isNear ? this.#anchor : undefined
  }

  /** Takes in a date that the text has named, with its words. */
  add(mention: DateMention, words: string, hint: AnchorHint = {}): void {
    if (hint.isAside || mention.precision || mention.bare) return
    const { date, until } = mention
    const last = until ?? date
    const isSpan = last.year !== date.year
    // A day said again as "14 June" is quoted with the year it was given.
    const label = mention.method ? `"${words}" (${calendarDateText(last)})` : `"${words}"`
    const before = `${label} before it`
    const anchor = this.#anchor
    const isSameYear = anchor?.date.year === last.year
    const added = {
      date: last,
      words: before,
      yearWords: mention.method && isSameYear ? anchor.yearWords : before
    }
    this.#addRecent(added, hint.isEpithet === true || isSpan || mention.open === true)
    const isBack = anchor !== undefined && !hint.opensSentence && last.year < anchor.date.year
    if (hint.isEpithet && anchor) {
      if (!isSameYear && this.#doubt === 'none') this.#doubt = 'epithet'
    } else if (isSpan || mention.open || hint.isLimit || isBack) {
      if (anchor && (!isSameYear || isSpan)) this.#doubt = 'other'
    } else {
      this.#anchor = added
      this.#doubt = 'none'
      this.#sentences = 0
      this.#paragraphs = 0
    }
  }

  #addRecent(added: Anchor, isVague: boolean): void {
    const recent = this.#recentSentences === 0 ? this.#recent : undefined
    const isFirst = this.#recentSentences > 0
    if (isVague) {
      if (this.#recent?.date.year !== added.date.year) this.#recent = undefined
    } else this.#recent = isFirst || (recent && isNotBefore(added.date, recent.date)) ? added : undefined
    this.#recentSentences = 0
  }
}
