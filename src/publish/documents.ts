import type { Catalogue, Lesson, Property } from '../alignment/alignment.ts'
import {
  askModel,
  DocumentReader,
  type Explained,
  type Explanation,
  explanationOf,
  namesPrivateNote,
  type Propose,
  type ProseKnowledge,
  type SourceClaims,
  shownClaims,
  type VaultContext
} from '../claims/claims.ts'
import type { Report } from '../problem.ts'
import {
  decodeText,
  type ModelSettings,
  type Progress,
  type SourceSettings,
  settingsFile,
  type VaultFiles
} from '../vault/vault.ts'
import type { ShownTexts } from './shown-texts.ts'

/** What a caller may have done with documents, beside having them read. */
export interface DocumentHooks {
  /** Takes what was made of each document, piece by piece, once all are read. */
  readonly explain?: ((explanation: Explanation) => void) | undefined
  /** Asks the language model of the settings about a block of a document. */
  readonly propose?: Propose | undefined
}

/** What reading documents needs besides their texts. */
export interface DocumentContext extends DocumentHooks {
  readonly vault: VaultContext
  readonly catalogue: Catalogue
  readonly model: ModelSettings | undefined
  /** Takes the texts that may be shown. */
  readonly texts: ShownTexts
  readonly report: Report
  readonly progress: Progress
}

/**
 * The prose documents of a vault. They are read last, since what the notes call things (`learn`) tells what their
 * sentences speak of.
 */
export class Documents {
  readonly #vault: VaultFiles
  readonly #sources: readonly SourceSettings[]
  readonly #reader: DocumentReader | undefined

  /** `knowledge` is asked for only where there is a document; a source without its file is reported. */
  constructor(
    vault: VaultFiles,
    sources: readonly SourceSettings[],
    knowledge: () => ProseKnowledge,
    report: Report
  ) {
    this.#vault = vault
    this.#sources = sources.filter(source => exists(vault, source, report))
    this.#reader = this.#sources.length === 0 ? undefined : new DocumentReader(knowledge())
  }

  /** Takes in what a note calls things. */
  learn(lesson: Lesson): void {
    this.#reader?.learn(lesson)
  }

  /** The claims of all documents, with nothing in them that must not be shown. */
  async read(context: DocumentContext): Promise<readonly SourceClaims[]> {
    const reader = this.#reader
    if (!reader) return []
    const { vault, catalogue, model, texts, explain, propose, report, progress } = context
    const { privateNames } = vault.index
    const read: { readonly explained: Explained; readonly text: string }[] = []
    for (const [done, source] of this.#sources.entries()) {
      const text = decodeText(await this.#vault.read(source.file), source.file, report)
      const explained = reader.read(
        { settings: source, ...(text === undefined ? {} : { text }) },
        explain !== undefined || (propose !== undefined && model !== undefined)
      )
      if (text !== undefined) texts.add(source, text, privateNames)
      if (explain && text !== undefined) read.push({ explained, text })
      if (propose && model) await askModel(explained, reader, { name: model.name, propose }, privateNames)
      progress('reading prose', done, this.#sources.length)
    }
    const propertyOf = (words: string): Property | undefined =>
      catalogue.get(words) ?? catalogue.labelled(words)
    const isPrivateWords = (words: string): boolean => namesPrivateNote(words, vault)
    const claims = reader
      .claims(propertyOf)
      .map((one, i) => shownClaims(one, this.#sources[i]!.text, isPrivateWords))
    for (const one of claims) texts.cite(one)
    const labelOf = (property: string): string => catalogue.get(property)?.label ?? property
    for (const { explained, text } of read)
      explain?.(explanationOf(explained, { text, labelOf, privateNames }))
    return claims
  }
}

function exists(vault: VaultFiles, { file, line }: SourceSettings, report: Report): boolean {
  if (vault.paths.includes(file)) return true
  report({
    severity: 'error',
    code: 'source-missing',
    file: settingsFile,
    line,
    message: `there is no file ${file}, which sources names`,
    remedy: 'correct its path, relative to the vault, or take the source out'
  })
  return false
}
