import { linksOf, type Note, withoutMarks, writtenText } from '../vault/vault.ts'
import { type CopiedStretches, StretchWriter } from './copied-stretches.ts'
import { mayListAll } from './counted-list.ts'

const abstractTitle = /(?:^|[\s/#])abstract\s*$/i

/** What stands under a note's abstract heading. */
export interface AbstractSection {
  /** As it stands there. */
  readonly abstract?: string
  /** Where it stands in the note's text, if it seems to list all of something. */
  readonly abstractAt?: CopiedStretches
}

/** Finds a note's abstract. */
export function abstractSection(note: Note): AbstractSection {
  const section = note.sections.find(({ title }) => abstractTitle.test(title))
  if (!section) return {}
  const abstract = writtenText(note, section.start, section.end)
  return mayListAll(abstract) ? { abstract, abstractAt: stretchesOf(note, section) } : { abstract }
}

/** Where a stretch of a note stands once its reference links are written out. */
function stretchesOf(
  { visible, references }: Note,
  { start, end }: { readonly start: number; readonly end: number }
): CopiedStretches {
  const writer = new StretchWriter(visible)
  let at = start
  for (const reference of references) {
    if (reference.start < start || reference.end > end) continue
    writer.copy(at, reference.start)
    writer.put(reference.written)
    at = reference.end
  }
  writer.copy(at, end)
  return writer.finish().stretches
}

/**
 * An abstract as plain paragraphs: quote marks, hard line breaks and link syntax gone, a list that runs on as a
 * sentence joined to it. A paragraph that is only a web link is left out: it says where the text came from.
 * `shown` gives a text with its links as a reader sees them.
 */
export function plainAbstract(section: string, shown: (text: string) => string): string | undefined {
  const paragraphs: string[] = []
  let current: string[] = []
  const close = (): void => {
    const text = current.join('').trim()
    if (text !== '') paragraphs.push(text)
    current = []
  }
  const lines = section.split(/\r?\n/).map(line => (isOnlyLink(unquoted(line)) ? '' : line))
  for (const line of shown(lines.join('\n')).split('\n')) {
    const bare = unquoted(line)
    if (bare === '' || /^(?:#{1,6}\s|\[\^[^\s[\]]+\]:)/.test(bare)) {
      close()
      continue
    }
    const item = /^[-*+]\s+(.*)$/.exec(bare)
    const text = withoutMarks(withoutEmphasis(withoutTags(item ? item[1]! : bare))).replace(/[ \t]{2,}/g, ' ')
    // An item ends a sentence of its own, or the sentence goes on in the next one.
    const runsOn = current.length === 0 || /[:,;]$|\b(?:and|or)$/.test(current.at(-1)!.trimEnd())
    current.push(item && !runsOn ? `\n– ${text}` : ` ${text}`)
  }
  close()
  return paragraphs.length === 0 ? undefined : paragraphs.join('\n\n')
}

// A callout's mark says what kind it is: `> [!quote]- Title`.
const unquoted = (line: string): string =>
  line
    .replace(/^[\s>]+/, '')
    .replace(/^\[![\w-]{1,50}\][+-]?(?:\s|$)/, '')
    .trim()

const isOnlyLink = (line: string): boolean => {
  if (!/^!?\[|^https?:/.test(line)) return false
  const [link, ...others] = linksOf(line)
  return (
    link !== undefined &&
    others.length === 0 &&
    !line.startsWith('[[') &&
    link.start === 0 &&
    link.end === line.length
  )
}

const withoutTags = (text: string): string =>
  text.includes('<') ? text.replace(/<br\s{0,3}\/?>/gi, ' ').replace(/<\/?[a-z][^<>]{0,500}>/gi, '') : text

const withoutEmphasis = (text: string): string =>
  text.replace(/(\*\*|==|~~)(?=\S)([^*=~]{1,500})(?<=\S)\1/g, '$2')
