import { iri, type NamedNode } from './terms.ts'

const size = 1 << 14

/**
 * The IRIs that were read last, found by how they are written without making a string of it. A table of fixed size:
 * an IRI takes the place of another one with the same end.
 */
export class IriTable {
  readonly #spellings: string[] = new Array(size).fill('')
  readonly #nodes: NamedNode[] = new Array(size).fill(iri(''))

  /** The node of the IRI in angle brackets from `from` on, whose closing one is at `close`, where it is known. */
  find(text: string, from: number, close: number): NamedNode | undefined {
    const place = placeOf(text, from, close)
    const spelling = this.#spellings[place]!
    // To cut and compare takes half the time of `startsWith`.
    return spelling.length === close + 1 - from && text.slice(from, close + 1) === spelling
      ? this.#nodes[place]
      : undefined
  }

  add(text: string, from: number, close: number, value: string): NamedNode {
    // A piece of the spelling and not of the text, which would be kept with it.
    const spelling = `<${value}>`
    const node = iri(spelling.slice(1, -1))
    const place = placeOf(text, from, close)
    this.#spellings[place] = spelling
    this.#nodes[place] = node
    return node
  }
}

/** Ids differ at their end. */
const placeOf = (text: string, from: number, close: number): number =>
  (text.charCodeAt(close - 1) +
    11 * text.charCodeAt(close - 2) +
    121 * text.charCodeAt(close - 3) +
    1331 * text.charCodeAt(close - 4) +
    97 * (close - from)) &
  (size - 1)
