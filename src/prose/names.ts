import { type Token, tokensOf } from './sentence-tokens.ts'

interface Node<T> {
  readonly next: Map<string, Node<T>>
  readonly values: Map<T, readonly Token[]>
}

/**
 * Names and what they name, looked up at the words of a sentence. A name is compared word by word, without
 * regard to hyphens; capitals count: `Turkey` is a name, `turkey` is none, and a name in capitals throughout
 * (`CST`) is found only so.
 */
export class Names<T> {
  readonly #root: Node<T> = { next: new Map(), values: new Map() }

  /** Adds a name of a thing; one that holds no word is no name. */
  add(name: string, value: T): void {
    const tokens = tokensOf(name, { start: 0, end: name.length })
    if (!tokens.some(({ kind }) => kind === 'word')) return
    let node = this.#root
    for (const { word } of tokens) {
      let next = node.next.get(word)
      if (!next) {
        next = { next: new Map(), values: new Map() }
        node.next.set(word, next)
      }
      node = next
    }
    if (!node.values.has(value)) node.values.set(value, tokens)
  }

  /** The names that begin at a token, the longest first, each with the index after its last token; behind the last token none. */
  at(
    tokens: readonly Token[],
    index: number
  ): readonly { readonly end: number; readonly values: readonly T[] }[] {
    const first = tokens[index]
    let node = first && this.#root.next.get(first.word)
    // Most words begin no name.
    if (node === undefined) return none
    const found: { end: number; values: readonly T[] }[] = []
    for (let i = index; node; i++, node = i < tokens.length ? node.next.get(tokens[i]!.word) : undefined) {
      if (node.values.size === 0) continue
      const values = [...node.values].filter(([, name]) => isWritten(name, tokens, index, i + 1))
      if (values.length > 0) found.push({ end: i + 1, values: values.map(([value]) => value) })
    }
    return found.reverse()
  }
}

const none: readonly never[] = []

/** Whether the tokens have the capitals of the name; the small words of a name may have any. */
function isWritten(words: readonly Token[], tokens: readonly Token[], start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const wanted = words[i - start]!
    const given = tokens[i]!
    if (wanted.kind !== 'word' || wanted.text === given.text) continue
    // Shouted names, as in headings, are accepted for words, not for short acronyms.
    const acronym = /^\p{Lu}{2,}$/u.test(wanted.text.replaceAll('.', ''))
    if (acronym && !/^\p{Lu}{2,}$/u.test(given.text.replaceAll('.', ''))) return false
    if (wanted.capital && !given.capital && wanted.text.length > 3) return false
  }
  return true
}
