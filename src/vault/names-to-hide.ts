import { isDayName } from './days.ts'
import { linksOf, linkText, mayHoldLinks } from './link.ts'
import { PrivateNames } from './private-names.ts'
import { foldedWords, type Word, wordsOf } from './words.ts'

/** From so many public notes on that write a word in small letters, it is a word and no name. */
const ordinaryFrom = 3

/**
 * Chooses which names of private notes must stand in no text. Privacy wins wherever a name is distinctive; a
 * private note called `Ideas` or `2024-01-05` must not cost a vault its text. Not hidden in plain words are
 * names
 * - of fewer than three letters and digits, numbers and days;
 * - of nothing but words that many people call their notes by: `Ideas`, `Reading list`;
 * - that something public bears: the file of a public note, an item that a public note links to, and, for a
 *   name of one word, a folder;
 * - of one word that three or more public notes write in small letters.
 *
 * Links to the notes of such names are hidden all the same. Call `addPrivate` for all, then the others.
 */
export class NamesToHide {
  /** By the folded name: the ways in which private notes write it. */
  readonly #names = new Map<string, Set<string>>()
  readonly #known = new Set<string>()
  /** Names of one word, in small letters, with the number of notes that write them so. */
  readonly #counts = new Map<string, number>()

  /** A name that something private answers to. */
  addPrivate(name: string): void {
    const words = [...wordsOf(mayHoldLinks(name) ? withLinkWords(name) : name)]
    if (!isDistinctive(words)) return
    const key = foldedWords(words)
    const ways = this.#names.get(key)
    const way = words.map(({ exact }) => exact).join(' ')
    if (ways) ways.add(way)
    else this.#names.set(key, new Set([way]))
    if (words.length === 1) this.#counts.set(key, 0)
  }

  get isEmpty(): boolean {
    return this.#names.size === 0
  }

  /** A name that something public bears; what it names is that. */
  addPublic(name: string): void {
    this.#remove(foldedWords(wordsOf(name)))
  }

  /** A folder with public notes in it. */
  addFolder(name: string): void {
    const words = [...wordsOf(name)]
    if (words.length === 1) this.#remove(words[0]!.folded)
  }

  /** Whether the label of an item makes a difference to what is hidden. */
  concerns(label: string): boolean {
    const words = [...wordsOf(label)]
    return words.some(({ folded }) => this.#counts.has(folded)) || this.#names.has(foldedWords(words))
  }

  /** The label of an item that a public note links to. */
  addItem(label: string): void {
    if (this.#names.has(foldedWords(wordsOf(label)))) this.addPublic(label)
    else this.#known.add(label)
  }

  /** Takes in which words a public note writes in small letters. */
  addText(text: string): void {
    if (this.#counts.size === 0) return
    const seen = new Set<string>()
    for (const { exact } of wordsOf(text)) {
      const count = this.#counts.get(exact)
      if (count === undefined || seen.has(exact)) continue
      seen.add(exact)
      this.#counts.set(exact, count + 1)
    }
  }

  #remove(key: string): void {
    this.#names.delete(key)
    this.#counts.delete(key)
  }

  /** What is to be hidden, of all that was told. */
  chosen(): PrivateNames {
    for (const [word, notes] of this.#counts) if (notes >= ordinaryFrom) this.#remove(word)
    return new PrivateNames(
      [...this.#names.values()].flatMap(ways => [...ways]),
      [...this.#known]
    )
  }
}

function isDistinctive(words: readonly Word[]): boolean {
  const length = words.reduce((sum, { exact }) => sum + [...exact].length, 0)
  return (
    length >= 3 &&
    !words.every(({ folded }) => ordinary.has(folded) || /^\p{N}+$/u.test(folded)) &&
    !isDayName(words.map(({ folded }) => folded))
  )
}

function withLinkWords(text: string): string {
  const pieces: string[] = []
  let at = 0
  for (const link of linksOf(text)) {
    pieces.push(text.slice(at, link.start), linkText(link))
    at = link.end
  }
  return pieces.join('') + text.slice(at)
}

// Words by which people all over call notes and folders.
const ordinary: ReadonlySet<string> = new Set(
  `a about abstract agenda all an and archive archived area areas article articles assets attachment attachments
  attribution author authors backlog backup blog board book bookmark bookmarks books brainstorm calendar canvas
  changelog changes chat clippings company concept concepts contact contacts content contents contributing credits
  daily dashboard data database day days default description details diary doc docs document documents draft drafts
  dream dreams en event events example examples facts faq family file files film films finance finances for friend
  friends from general glossary goal goals groceries habit habits health help history home house idea ideas image
  images important in inbox index info information intro introduction issues job journal journals kanban key later
  life license licence link links list lists literature log logs main map maps media meeting meetings memo memos
  memory misc miscellaneous moc money month monthly movie movies music my name new news note notebook notes of old
  on open other our overview page pages papers people permanent person personal photos places plan planning plans
  podcast points postponed presentation private project projects quarterly question questions quick quote quotes
  random reading readme recipe recipes reference references reminder reminders report reports research resource
  resources review reviews scratch scratchpad secret section see settings shopping someday source sources start
  stuff summary tag tags task tasks team temp template templates test tests text the thing things thought thoughts
  time timeline title to do today todo todos tomorrow topic topics travel trip trips untitled update updates video
  videos week weekly weeks welcome wiki wishlist with work writing year yearly years yesterday your zettel
  zettelkasten`.split(/\s+/)
)
