import type { Passage, Span } from './document.ts'

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

// The segmenter is slow on long texts, so it is given windows, each from the last sure boundary on. A window
// without a boundary is doubled, which keeps the whole linear.
const windowLength = 4_000

/** Titles, and words that stand before something: no sentence ends with them. */
const before =
  'adm amb approx assoc ave bp brig ca capt cdr cf cllr cmdr col cpl dr drs e.g eg esp fr gen gov hon i.e insp lt maj messrs mlle mme mr mrs ms mt mx pres prof rep reps rev sen sens sgt ss st ste supt treas viz vs v'
/** May end a sentence too: they do where the next word opens one. */
const either = 'a.d b.c b.c.e c.e bros co corp inc jr llc llp ltd plc sr ph.d m.d d.c'
/** Stand before figures; alone some of them are words that may end a sentence. */
const beforeFigure =
  'jan feb mar apr jun jul aug sep sept oct nov dec art b c ch chap circa d est fig figs fl no nos p para pars pp r reg sec vol vols'
/** A letter after one of these is a number or a name of its kind, not somebody's initial. */
const lettered =
  /\b(?:act|annex|appendix|article|category|chapter|class|division|grade|group|hepatitis|league|level|part|phase|plan|point|section|series|stage|type|vitamin|volume|war|zone)\s\p{Lu}$/iu

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))
const neverEnds = words(before)
const mayEnd = words(either)
const figured = words(beforeFigure)

/** Words that open a sentence and are seldom names, so that an abbreviation before one has ended its own. */
const openers = words(
  'the a an this that these those it its he his she her they their we our you i in on at as after although and but by despite during each following for from however if meanwhile moreover most no not once one only or since so some such then there though thus to today under until upon what when where whereas which while who with within yet according also another both all many several'
)

/**
 * The sentences of a passage in order, without the white space between them (Unicode Standard Annex #29,
 * "Sentence Boundaries", in the rules of English), mended where abbreviations, initials, ordinals and
 * quotations mislead those rules.
 */
export function sentencesOf({ text }: Pick<Passage, 'text'>): Span[] {
  if (isPlainlyOne(text)) return text.trim() === '' ? [] : [{ start: 0, end: text.length }]
  const sentences: Span[] = []
  let open = -1
  const close = (end: number): void => {
    let stop = end
    while (stop > open && /\s/.test(text[stop - 1]!)) stop--
    if (open >= 0 && stop > open) sentences.push({ start: open, end: stop })
    open = -1
  }
  for (const { start, end } of segments(text)) {
    if (open < 0) {
      open = start
      while (open < end && /\s/.test(text[open]!)) open++
      if (open === end) {
        open = -1
        continue
      }
    }
    let at = start
    for (const boundary of missed(text, start, end)) {
      close(boundary)
      at = boundary
      open = at
      while (open < end && /\s/.test(text[open]!)) open++
    }
    if (!goesOn(text, at, end)) close(end)
  }
  close(text.length)
  return sentences
}

/** A mark that may end a sentence in any script, but not at the text's end; most items and labels have none. */
const innerMark =
  /[.!?\n\u0589\u061D-\u061F\u06D4\u0700-\u1FFF\u2026\u2028-\u2029\u203C-\u203D\u2047-\u2049\u2E2E-\uFFFF](?=.)/s

const isPlainlyOne = (text: string): boolean =>
  text.length < windowLength && !innerMark.test(text) && !/^\s|\s$/.test(text)

/** What the segmenter takes for sentences. */
function* segments(text: string): Generator<Span> {
  let from = 0
  let size = windowLength
  while (from < text.length) {
    const stop = Math.min(from + size, text.length)
    let last = 0
    let previous = 0
    for (const { index, segment } of segmenter.segment(text.slice(from, stop))) {
      if (index > 0) yield { start: from + previous, end: from + index }
      previous = index
      last = index + segment.length
    }
    if (stop === text.length) {
      yield { start: from + previous, end: from + last }
      return
    }
    // The last piece may go on beyond the window.
    if (previous === 0) size *= 2
    else {
      from += previous
      size = windowLength
    }
  }
}

/** The last word before an end, with the points in it, without the one after it. */
const wordBefore = (text: string, end: number): string =>
  /[\p{L}\p{N}.'’-]*$/u.exec(text.slice(Math.max(0, end - 24), end))![0]

/** Whether what the segmenter takes for the end of a sentence is none. */
function goesOn(text: string, start: number, end: number): boolean {
  if (end >= text.length) return false
  let stop = end
  while (stop > start && /\s/.test(text[stop - 1]!)) stop--
  const next = text.slice(end, end + 24)
  // `"Why?" he asked`: a sentence does not begin with a small letter.
  if (/^["'“‘(]?\p{Ll}/u.test(next) && !/^\p{Ll}+\p{Lu}/u.test(next)) return true
  if (text[stop - 1] !== '.') {
    // `Yahoo! Inc.` cannot be told from an end; a bracket or a comma that follows can.
    return /^[,;:)\]]/.test(next)
  }
  const word = wordBefore(text, stop - 1)
  const lower = word.toLowerCase()
  const nextWord = /^["'“‘(]?([\p{L}\p{N}'’-]+)/u.exec(next)?.[1] ?? ''
  const opensSentence = openers.has(nextWord.toLowerCase())
  // `J. R. R. Tolkien`; but `World War I. The …`, `vitamin C. It …`.
  if (/^(?:\p{Lu}\.)*\p{Lu}$/u.test(word))
    return !opensSentence && !lettered.test(text.slice(Math.max(start, stop - 16), stop - 1))
  if (/^\d/.test(nextWord) && figured.has(lower)) return true
  // `1. Introduction`: a number that begins its sentence counts it.
  if (/^\d{1,2}$/.test(word) && stop - 1 - word.length === start) return true
  return neverEnds.has(lower) || (mayEnd.has(lower) && !opensSentence && nextWord !== '')
}

/**
 * Boundaries the segmenter misses: no space after the point, as where a note's mark was cut out. The word
 * after it must be one that opens sentences, since `Node.js` and addresses have points within.
 */
function missed(text: string, start: number, end: number): number[] {
  const found: number[] = []
  const piece = text.slice(start, end)
  for (let at = piece.indexOf('.'); at >= 0; at = piece.indexOf('.', at + 1)) {
    const word = /^\.(["”’)\]]{0,2})(\p{Lu}\p{Ll}*)(?= \S)/u.exec(piece.slice(at, at + 16))
    if (
      word &&
      openers.has(word[2]!.toLowerCase()) &&
      /\p{Ll}{2}$/u.test(piece.slice(Math.max(0, at - 2), at))
    )
      found.push(start + at + 1 + word[1]!.length)
  }
  return found
}
