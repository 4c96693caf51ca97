import type { Note } from '../vault/vault.ts'

const abstractTitle = /(?:^|[\s/#])abstract\s*$/i
const markdownLink = /!?\[([^\]]*)\]\((?:[^()\s]|\([^()]*\))*\)/g

/** The text under a note's abstract heading, as it stands there. */
export function abstractSection(note: Note): { abstract?: string } {
  const section = note.sections.find(({ title }) => abstractTitle.test(title))
  return section ? { abstract: note.visible.slice(section.start, section.end) } : {}
}

/**
 * An abstract as plain paragraphs: quote marks, hard line breaks and link syntax gone, a list that runs on as a
 * sentence joined to it. A paragraph that is only a web link is left out: it says where the text came from.
 * `shown` gives a line with its wiki links as a reader sees them.
 */
export function plainAbstract(section: string, shown: (text: string) => string): string | undefined {
  const paragraphs: string[] = []
  let current = ''
  const close = (): void => {
    if (current.trim() !== '') paragraphs.push(current.trim())
    current = ''
  }
  for (const line of section.split(/\r?\n/)) {
    const bare = line.replace(/^(?:\s*>)+/, '').trim()
    if (bare === '' || /^#{1,6}\s/.test(bare)) {
      close()
      continue
    }
    if (onlyLink.test(bare)) continue
    const item = /^[-*+]\s+(.*)$/.exec(bare)
    const text = withoutMarkdownLinks(shown(item ? item[1]! : bare))
    // An item ends a sentence of its own, or the sentence goes on in the next one.
    current += item && current !== '' && !/[:,;]$|\b(?:and|or)$/.test(current) ? `\n– ${text}` : ` ${text}`
  }
  close()
  return paragraphs.length === 0 ? undefined : paragraphs.join('\n\n')
}

const onlyLink = new RegExp(`^(?:${markdownLink.source})$`)

const withoutMarkdownLinks = (text: string): string =>
  text.replace(markdownLink, (whole, words: string) => (whole.startsWith('!') ? '' : words)).trim()
