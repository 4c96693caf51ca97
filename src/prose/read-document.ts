import type { Document, DocumentFormat } from './document.ts'
import { readHtml } from './html.ts'
import { readMarkdown } from './markdown.ts'
import { readPlainText } from './plain-text.ts'
import { readWikitext } from './wikitext.ts'

const readers: Readonly<Record<DocumentFormat, (source: string) => Document>> = {
  text: readPlainText,
  wikitext: readWikitext,
  markdown: readMarkdown,
  html: readHtml
}

/**
 * Reads a document into its blocks, boilerplate left out. Offsets of all passages lead into the text as given.
 * Takes time in proportion to the text's length; no text is refused.
 */
export const readDocument = (text: string, format: DocumentFormat): Document => readers[format](text)
