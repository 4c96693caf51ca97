import type { Iris } from '../alignment/alignment.ts'
import type { SourceClaims } from '../claims/claims.ts'
import type { ReadingBlock, TextFile } from '../dumps/dumps.ts'
import { formatOf, readDocument } from '../prose/prose.ts'
import type { PrivateNames, Shelf, SourceSettings } from '../vault/vault.ts'
import { readingBlocks } from './reading-text.ts'
import { textPages } from './text-pages.ts'

/** The texts of the documents that may be shown whole; they lie on a shelf until they are written. */
export class ShownTexts {
  readonly #language: string
  readonly #iris: Iris
  readonly #shelf: Shelf
  /** By the source's id, its place on the shelf. */
  readonly #places = new Map<string, number>()
  /** By the source's id, where the words begin that its claims rest on. */
  readonly #cited = new Map<string, number[]>()

  constructor(language: string, iris: Iris, shelf: Shelf) {
    this.#language = language
    this.#iris = iris
    this.#shelf = shelf
  }

  /** Takes a document in, if its settings let all of it be shown. */
  add({ id, file, text: shown }: SourceSettings, text: string, privateNames: PrivateNames): void {
    if (shown !== 'full') return
    const blocks = readingBlocks(readDocument(text, formatOf(file, text)), privateNames)
    this.#places.set(id, this.#places.size)
    this.#shelf.put(JSON.stringify(blocks))
  }

  /** Takes in where a document is cited. */
  cite({ source, claims }: SourceClaims): void {
    const starts = claims.flatMap(({ evidence }) => (evidence.kind === 'text' ? [evidence.start] : []))
    this.#cited.set(
      source.id,
      starts.sort((a, b) => a - b)
    )
  }

  /** The name of a source's files; undefined where its text is not shown whole. */
  fileOf(id: string): string | undefined {
    return this.#places.has(id) ? this.#iris.fileOf(id) : undefined
  }

  /** The files of all texts. */
  *files(): Iterable<TextFile> {
    for (const [id, place] of this.#places) {
      const blocks = JSON.parse(this.#shelf.get(place)) as ReadingBlock[]
      const { starts, pages } = textPages(blocks, this.#cited.get(id) ?? [])
      const name = this.#iris.fileOf(id)
      yield { file: `${name}.json`, content: { language: this.#language, starts } }
      for (const [i, content] of pages.entries()) yield { file: `${name}/${i + 1}.json`, content }
    }
  }
}
