/** A row or a quad, spelled with its blank nodes left out: two of them may be the same but for those. */
export interface Item {
  readonly text: string
  /** The blank nodes by their labels, in the order in which they stand in it. */
  readonly blanks: readonly string[]
}

/** Which blank nodes cannot be told apart so far: equal numbers, on both sides of a comparison. */
type Colours = Map<string, number>

/** After so many guesses a comparison is given up. */
const mostGuesses = 20_000

/**
 * Whether there is a one-to-one mapping between the blank nodes of two multisets that makes them equal; for two graphs
 * that is graph isomorphism (RDF 1.2 Concepts §3.7). Nodes get colours by what stands about them; where nodes of one
 * colour are left, one is guessed to be each of those of its colour in turn. Throws where that takes too many guesses.
 */
export function areIsomorphic(left: readonly Item[], right: readonly Item[]): boolean {
  if (left.length !== right.length) return false
  return new Comparison(left, right).succeeds(uncoloured(left), uncoloured(right))
}

const uncoloured = (items: readonly Item[]): Colours =>
  new Map(items.flatMap(({ blanks }) => blanks.map(blank => [blank, 0] as const)))

class Comparison {
  readonly #left: readonly Item[]
  readonly #right: readonly Item[]
  #guesses = 0

  constructor(left: readonly Item[], right: readonly Item[]) {
    this.#left = left
    this.#right = right
  }

  succeeds(leftStart: Colours, rightStart: Colours): boolean {
    const [left, right] = this.#refine(leftStart, rightStart)
    const leftClasses = classesOf(left)
    const rightClasses = classesOf(right)
    if (leftClasses.size !== rightClasses.size) return false
    for (const [colour, members] of leftClasses)
      if (rightClasses.get(colour)?.length !== members.length) return false
    const undecided = [...leftClasses].filter(([, members]) => members.length > 1)
    const [smallest] = undecided.sort(([, a], [, b]) => a.length - b.length)
    if (!smallest) return sameTexts(coloured(this.#left, left), coloured(this.#right, right))
    const [colour, [guessed]] = smallest
    for (const candidate of rightClasses.get(colour)!) {
      this.#guesses += 1
      if (this.#guesses > mostGuesses) throw new Error('Too many blank nodes look alike')
      // No colour is negative otherwise.
      if (this.succeeds(new Map(left).set(guessed!, -1), new Map(right).set(candidate, -1))) return true
    }
    return false
  }

  /** Colours both sides by what stands about each node, until that tells no more of them apart. */
  #refine(left: Colours, right: Colours): [Colours, Colours] {
    for (let classes = new Set(left.values()).size; ; ) {
      // One table for both sides, so that equal surroundings give equal colours.
      const numbers = new Map<string, number>()
      left = recoloured(this.#left, left, numbers)
      right = recoloured(this.#right, right, numbers)
      const now = new Set(left.values()).size
      if (now === classes) return [left, right]
      classes = now
    }
  }
}

function recoloured(items: readonly Item[], colours: Colours, numbers: Map<string, number>): Colours {
  const surroundings = new Map<string, string[]>([...colours.keys()].map(blank => [blank, []]))
  const texts = coloured(items, colours)
  for (const [i, { blanks }] of items.entries())
    for (const [place, blank] of blanks.entries()) surroundings.get(blank)!.push(`${place} ${texts[i]}`)
  const next: Colours = new Map()
  for (const [blank, found] of surroundings) {
    const key = `${colours.get(blank)}\n${found.sort().join('\n')}`
    if (!numbers.has(key)) numbers.set(key, numbers.size)
    next.set(blank, numbers.get(key)!)
  }
  return next
}

const coloured = (items: readonly Item[], colours: Colours): string[] =>
  items.map(
    ({ text, blanks }) => `${blanks.map(blank => colours.get(blank)).join(' ')} ${JSON.stringify(text)}`
  )

function classesOf(colours: Colours): Map<number, string[]> {
  const classes = new Map<number, string[]>()
  for (const [blank, colour] of colours) {
    const members = classes.get(colour)
    if (members) members.push(blank)
    else classes.set(colour, [blank])
  }
  return classes
}

function sameTexts(left: readonly string[], right: readonly string[]): boolean {
  const sorted = [...right].sort()
  return [...left].sort().every((text, i) => text === sorted[i])
}
