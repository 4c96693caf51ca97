// Names of one shape are compared letter by letter: beyond so many of them no more are taken in.
const mostAlike = 64

/** Names of people, found by what may be another spelling of one: transliterations differ by a letter or two. */
export class Spellings<T> {
  readonly #byShape = new Map<
    string,
    { readonly words: readonly string[]; readonly label: string; of: T }[]
  >()

  add(label: string, of: T): void {
    const words = label.split(' ')
    if (words.length < 2) return
    for (const shape of shapesOf(words)) {
      const alike = this.#byShape.get(shape)
      if (alike === undefined) this.#byShape.set(shape, [{ words, label, of }])
      else if (alike.length < mostAlike) alike.push({ words, label, of })
    }
  }

  /** Whose name differs in one word alone, of five letters and more, and there by at most two letters. */
  like(label: string): T | undefined {
    const words = label.split(' ')
    if (words.length < 2) return undefined
    for (const [i, shape] of shapesOf(words).entries()) {
      if (words[i]!.length <= 4) continue
      for (const known of this.#byShape.get(shape) ?? [])
        if (known.label !== label && distance(words[i]!, known.words[i]!) <= 2) return known.of
    }
    return undefined
  }
}

/** For each word: the others as they are, and its first letter. */
const shapesOf = (words: readonly string[]): string[] =>
  words.map((word, i) => `${i} ${words.with(i, word.slice(0, 1)).join(' ')}`)

/** Edits between two words (Levenshtein), no more than three told apart. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    // No way through a row of threes is shorter.
    if (Math.min(...next) > 2) return 3
    row = next
  }
  return Math.min(3, row[b.length]!)
}
