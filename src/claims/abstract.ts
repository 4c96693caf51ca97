import { linksOf, linkText, type Note } from '../vault/vault.ts'

const abstractTitle = /(?:^|[\s/#])abstract\s*$/i
const markdownLink = /!?\[([^\]]*)\]\((?:[^()\s]|\([^()]*\))*\)/g

/**
 * The text under a note's abstract heading, as plain paragraphs: quote marks, hard line breaks and link
 * syntax gone, a list that runs on as a sentence joined to it. A paragraph that is only a link is left out:
 * it says where the text came from.
 */
export function abstractOf(note: Note): { abstract?: string } {
  const section = note.sections.find(({ title }) => abstractTitle.test(title))
  if (!section) return {}
  const lines = note.visible.slice(section.start, section.end).split(/\r?\n/)
  const paragraphs: string[] = []
  let current = ''
  const close = (): void => {
    if (current.trim() !== '') paragraphs.push(current.trim())
    current = ''
  }
  for (const line of lines) {
    const bare = line.replace(/^(?:\s*>)+/, '').trim()
    if (bare === '' || /^#{1,6}\s/.test(bare)) {
      close()
      continue
    }
    if (new RegExp(`^(?:${markdownLink.source})$`).test(bare)) continue
    const item = /^[-*+]\s+(.*)$/.exec(bare)
    const text = plain(item ? item[1]! : bare)
    // An item ends a sentence of its own, or the sentence goes on in the next one.
    current += item && current !== '' && !/[:,;]$|\b(?:and|or)$/.test(current) ? `\n– ${text}` : ` ${text}`
  }
  close()
  return paragraphs.length === 0 ? {} : { abstract: paragraphs.join('\n\n') }
}

function plain(text: string): string {
  let result = text
  for (const link of linksOf(text).toReversed())
    result = result.slice(0, link.start) + (link.embed ? '' : linkText(link)) + result.slice(link.end)
  return result.replace(markdownLink, (whole, words: string) => (whole.startsWith('!') ? '' : words)).trim()
}
