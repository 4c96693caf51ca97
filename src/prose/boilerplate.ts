import type { Piece } from './outline.ts'

/**
 * What a page says about itself rather than about its matter is told by its shape. No single sign is enough,
 * since every one of them occurs in honest prose: an article may say "you", a charter "we", a history "print".
 */
interface Sign {
  readonly shape: RegExp
  readonly weight: number
  /** Someone speaks to the reader; without that, nearly nothing is boilerplate. */
  readonly address?: true
}

/** Opens a sentence that asks or orders; words that are as often nouns (`Support for …`) must not go on as such. */
const order =
  /(?:^|[.!?:]\s+)(?:(?:add|bundle|buy|check out|choose|click|discover|don['’]t miss|download|enter|explore|find out|follow|get|give|go|learn|let us|listen|log ?in|never miss|pick|read|register|save|scroll|select|send|sign|stay|subscribe|switch|tap|tell|tick|try|turn|unlock|upgrade|upload)\b|(?:create|help|join|leave|order|rate|review|see|share|shop|start|support|use|view|visit|vote|watch|write)\b(?! (?:among|and|are|at|between|by|for|from|had|has|in|is|of|on|or|to|was|were)\b))/i

const signs: readonly Sign[] = [
  // Whoever runs the page speaks, as no encyclopedia or report does of its matter. `US` is a country.
  { shape: /\b(?:[Ww]e|us|[Oo]urs?)\b/, weight: 1, address: true },
  // The reader is spoken to.
  { shape: /\b(?:you|yours?)\b/i, weight: 1, address: true },
  // Statements begin with what they are about.
  { shape: order, weight: 1 },
  { shape: /\bplease\b/i, weight: 2, address: true },
  { shape: /^thank(?:s| you)\b/i, weight: 2, address: true },
  // Parts of a page and of the trade with it; `Article 5` and `Section 2` are parts of other texts.
  {
    shape:
      /\b(?:account|ad(?:s|vert(?:isement|ising)?)|app|(?:article|sections?)(?! [\dIVX])|bookmark|browser|button|citation|comments?|cookies?|corrections?|coupon|deals?|device|discount|e-?mails?|editions?|editors?|feedback|for free|free trial|inbox|javascript|journalism|log ?in|members? only|message|newsletter|notifications?|page|passwords?|paywall|podcast|premium|preferences|pri(?:nt(?:er|ing)?|vacy)|profile|readers?|settings|shop(?:ping)?|site|special offers?|sponsor(?:ed|s)?|subscri(?:be|bers?|ption|ptions)|suggestions|ultimate|updates?|username|videos?|web ?sites?)\b/gi,
    weight: 1
  },
  // What is ordered is sold.
  {
    shape:
      /(?:^|[.!?]\s+)(?:book|buy|download|get|join|order|register|reserve|save|shop|sign up|start|subscribe|try|unlock|upgrade)\b[^.!?]{0,60}\b(?:free|now|our|today|your)\b/i,
    weight: 1
  },
  // Wares are praised aloud.
  { shape: /!$/, weight: 1 },
  // Said by nothing but pages.
  {
    shape:
      /\b(?:requires? (?:a )?log ?in|(?:be|been|are) (?:signed|logged) in|log in to|click here|click (?:on )?the|all rights reserved|terms of (?:use|service)|privacy policy|cookie policy|share this (?:article|page|post|story)|skip to (?:content|main)|back to top|enable javascript|\d+ min(?:ute)?s? read|this (?:web)?site uses|powered by [A-Z]\w+$)\b|^(?:read|learn|see) more\b|^©/i,
    weight: 3,
    address: true
  }
]

/** From this weight on a piece is boilerplate by itself. */
const certain = 3

// Longer ones are not looked at: whoever asks or sells is brief, and briefer where nobody is addressed.
const longest = 700
const longestOrder = 160

const quoted = /"[^"]*"|“[^”]*”|«[^»]*»/g

/** How much speaks for boilerplate, and whether someone is addressed; what is quoted was said by someone else. */
function judge(text: string): { weight: number; address: boolean } {
  const own = /["“«]/.test(text) ? text.replace(quoted, ' ') : text
  let weight = 0
  let address = false
  for (const sign of signs) {
    const count = sign.shape.global
      ? Math.min(new Set(own.toLowerCase().match(sign.shape)).size, 2)
      : Number(sign.shape.test(own))
    weight += count * sign.weight
    address ||= count > 0 && sign.address === true
  }
  return { weight, address }
}

function isNotice(text: string): boolean {
  const { weight, address } = judge(text)
  if (weight < certain) return false
  return address || (text.length <= longestOrder && order.exec(text)?.index === 0)
}

const furniture = new Set(
  'advertisement advertisements all and article articles ask asked back bookmark buttons by choose citation cite close code comment comments common contact content contents cookies copy copyright corrections download edit editors email embed english external faq facebook favorites feedback follow for frequent frequently from headlines help home in instagram latest like link linkedin links listen log login menu more navigation new news newsletter next of on online open options other our out page pages pinterest policy popular post previous print privacy profile questions quote read reddit related reply report rss save search see select settings share show sign site sitemap sites skip sponsored stories style styles subscribe table tags the this to toggle toolbar tools top topics trending tweet twitter up updates us video videos view web website websites whatsapp you your youtube'.split(
    ' '
  )
)

/** A short line made of nothing but the names of a page's parts, `External Websites`, also glued: `checkedCite`. */
export function isFurnitureHeading(text: string): boolean {
  if (text.length > 60 || /[.;,]$/.test(text)) return false
  // The name of an icon and its label run together when a page is saved as text: the label is what counts.
  const glued = /^\p{Ll}+(?=\p{Lu}\p{Ll}+$)/u.exec(text)
  const words = (glued ? text.slice(glued[0].length) : text).toLowerCase().match(/\p{L}+/gu)
  if (!words || /\d/.test(text)) return false
  return words.every(word => furniture.has(word))
}

/** `print Print`: the name of an icon and the same word as its label. */
const isLabelTwice = (text: string): boolean => /^(\p{L}{2,20}) \1$/iu.test(text)

/** Ends in the day and time it was published, or how long ago that was: the headline of another text. */
const teaser =
  /(?:\b(?:\d{4},?|today,?|yesterday,?)(?: at)? \d{1,2}:\d{2}(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?|\b\d{1,2} (?:minutes?|hours?|days?|weeks?) ago)(?:\s\([^()]{2,60}\))?$/i

/** Nothing but questions: a statement that answers must stand elsewhere. */
const isQuestion = (text: string): boolean =>
  text.length < 300 && text.endsWith('?') && !/["“”]/.test(text) && !/[.!](?=\s|$)/.test(text)

/** Other texts and sites that a page points at: every word of it is a link out. */
function isLinkOut(piece: Piece): boolean {
  if (piece.kind !== 'item') return false
  const { text, links } = piece.passage
  const out = links.filter(({ address }) => /^(?:https?:)?\/\//i.test(address))
  return out.reduce((sum, { start, end }) => sum + end - start, 0) > text.length * 0.8
}

const textOf = (piece: Piece): string =>
  'passage' in piece && piece.passage.text.length <= longest ? piece.passage.text : ''

/**
 * `notice`: the page speaks of itself or sells. `listing`: one of a run of questions, of teasers or of links,
 * whose place on the page is theirs alone.
 */
export function kindOf(piece: Piece): 'notice' | 'listing' | undefined {
  const text = textOf(piece)
  if (text === '') return undefined
  if ((piece.kind !== 'heading' || piece.level === 0) && teaser.test(text)) return 'listing'
  if (piece.kind !== 'heading' && (isQuestion(text) || isLinkOut(piece))) return 'listing'
  if (isLabelTwice(text) || (piece.kind === 'paragraph' && isFurnitureHeading(text))) return 'notice'
  return piece.kind !== 'caption' && isNotice(text) ? 'notice' : undefined
}

/** Places of the pieces that are boilerplate. Headings are judged by their own words only. */
export function notices(pieces: readonly Piece[]): Set<number> {
  const kinds = pieces.map(kindOf)
  const dropped = new Set<number>()
  const isAsked = (i: number): boolean => kinds[i] === 'listing' && isQuestion(textOf(pieces[i]!))
  for (const [i, piece] of pieces.entries()) {
    if (kinds[i] === undefined) continue
    // One question may be answered by what follows; a run of them is a list of them.
    const heading = pieces[i - 1]
    const alone = isAsked(i) && !isAsked(i - 1) && !isAsked(i + 1)
    if (alone && !(heading?.kind === 'heading' && /\bquestions?\b|\bFAQ\b/i.test(heading.passage.text)))
      continue
    // A list may have one item that is a link; a list of links has no other.
    if (isLinkOut(piece) && !wholeList(pieces, i)) continue
    dropped.add(i)
  }
  addNeighbours(pieces, dropped)
  addRepeated(pieces, dropped)
  addByline(pieces, dropped)
  return dropped
}

const wholeLists = new WeakMap<readonly Piece[], Map<number, boolean>>()

/** Whether every item of a list points out; learnt once for all lists. */
function wholeList(pieces: readonly Piece[], i: number): boolean {
  let lists = wholeLists.get(pieces)
  if (!lists) {
    lists = new Map()
    for (const piece of pieces)
      if (piece.kind === 'item') lists.set(piece.list, (lists.get(piece.list) ?? true) && isLinkOut(piece))
    wholeLists.set(pieces, lists)
  }
  const piece = pieces[i]!
  return piece.kind === 'item' && lists.get(piece.list) === true
}

/** What is half a notice is one beside one; and what says nothing at all is one between two. */
function addNeighbours(pieces: readonly Piece[], dropped: Set<number>): void {
  const sure = new Set(dropped)
  const isSure = (i: number): boolean => sure.has(i) || (i >= 0 && i < pieces.length && isButton(pieces[i]!))
  for (const [i, piece] of pieces.entries()) {
    if (dropped.has(i) || (piece.kind !== 'paragraph' && piece.kind !== 'item')) continue
    const text = textOf(piece)
    if (text === '') continue
    const beside = Number(isSure(i - 1)) + Number(isSure(i + 1))
    if (beside === 0) continue
    // A sale begins with a cry, a request with whom it comes from; anything else beside one is the text.
    const cry = /!$/.test(text) && text.split(' ').length <= 8
    const { weight, address } = judge(text)
    if (cry || (address && weight >= 2 && text.length <= 300)) dropped.add(i)
    else if (beside === 2 && (isFurnitureHeading(text) || (weight >= 1 && text.length <= 200))) dropped.add(i)
  }
}

const isButton = (piece: Piece): boolean =>
  piece.kind === 'heading' && piece.level === 0 && isFurnitureHeading(piece.passage.text)

/** A short line that comes again and again is part of the page: `Advertisement`, `Story continues below`. */
function addRepeated(pieces: readonly Piece[], dropped: Set<number>): void {
  const places = new Map<string, number[]>()
  for (const [i, piece] of pieces.entries()) {
    const text = piece.kind === 'paragraph' ? textOf(piece) : ''
    if (text === '' || text.length > 40 || /\d/.test(text)) continue
    const found = places.get(text)
    if (found) found.push(i)
    else places.set(text, [i])
  }
  for (const found of places.values()) if (found.length >= 3) for (const i of found) dropped.add(i)
}

const byline =
  /^(?:(?:[Ww]ritten|[Ee]dited|[Rr]eviewed|[Rr]eported) by|By) (?:(?:the |our )?(?:[Ee]ditors|[Ss]taff)|\p{Lu}[^\s.]* \p{Lu})[^!?]{0,50}(?<!\.)$/u

/** Who wrote the text: `By …` anywhere, or a name alone as the last line of a text without markup. */
function addByline(pieces: readonly Piece[], dropped: Set<number>): void {
  for (const [i, piece] of pieces.entries()) {
    const text = piece.kind === 'paragraph' || piece.kind === 'heading' ? textOf(piece) : ''
    if (byline.test(text) && (piece.kind === 'paragraph' || (piece.kind === 'heading' && piece.level === 0)))
      dropped.add(i)
  }
  const last = pieces.at(-1)
  if ((last?.kind !== 'heading' || last.level !== 0) && last?.kind !== 'paragraph') return
  if (pieces.length < 3) return
  if (/^\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){1,3}$/u.test(last.passage.text))
    dropped.add(pieces.length - 1)
}
