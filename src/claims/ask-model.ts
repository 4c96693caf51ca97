import type { ReadPiece } from '../rules/rules.ts'
import type { PrivateNames } from '../vault/vault.ts'
import type { DocumentReader, Explained } from './document-claims.ts'
import type { Propose } from './proposal.ts'

/** Fewer words than these say nothing that a model could find. */
const fewestWords = 4

/**
 * Asks a language model about the prose of a document, block by block, and hands the reader what it proposes.
 * Nothing is asked about a document whose text must not be shown, nor about a block that names a private note,
 * since to ask is to show.
 */
export async function askModel(
  explained: Explained,
  reader: DocumentReader,
  { name, propose }: { readonly name: string; readonly propose: Propose },
  privateNames: PrivateNames
): Promise<void> {
  const { settings, pieces, subject } = explained
  if (settings.text === 'none') return
  const isSecret = (texts: readonly string[]): boolean =>
    texts.some(text => privateNames.namesPrivateNote(text))
  const blocks = proseBlocks(pieces).filter(
    block => !isSecret([block[0]!.passage.text, ...block[0]!.block.section])
  )
  const about = subject === undefined || isSecret([subject.label]) ? undefined : subject.label
  const answers = await Promise.all(
    blocks.map(block =>
      propose({
        ...(about === undefined ? {} : { subject: about }),
        section: block[0]!.block.section,
        sentences: block.map(({ passage, span }) => passage.text.slice(span.start, span.end))
      })
    )
  )
  // In the order of the text, whoever answered first.
  for (const [i, block] of blocks.entries()) reader.propose(explained, block, answers[i]!, name)
}

/** The pieces of paragraphs, items and captions, block by block: rows and fields are for rules alone. */
function proseBlocks(pieces: readonly ReadPiece[]): (readonly ReadPiece[])[] {
  const blocks = new Map<ReadPiece['block'], ReadPiece[]>()
  for (const piece of pieces) {
    const { block } = piece
    if (block.kind !== 'paragraph' && block.kind !== 'item' && block.kind !== 'caption') continue
    const known = blocks.get(block)
    if (known) known.push(piece)
    else blocks.set(block, [piece])
  }
  return [...blocks.values()].filter(([first]) => first!.passage.text.split(' ').length >= fewestWords)
}
