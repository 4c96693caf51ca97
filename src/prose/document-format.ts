import type { DocumentFormat } from './document.ts'

const byExtension: Readonly<Record<string, DocumentFormat>> = {
  md: 'markdown',
  markdown: 'markdown',
  mdown: 'markdown',
  mkd: 'markdown',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  wiki: 'wikitext',
  wikitext: 'wikitext',
  mediawiki: 'wikitext',
  mw: 'wikitext'
}

/** A document shows its format in its first pages. */
const looked = 65_536

/** How strongly each sign speaks for a format, for every time it occurs, up to three. */
const signs: readonly [format: Exclude<DocumentFormat, 'text'>, sign: RegExp, weight: number][] = [
  ['html', /^\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html|head|body)\b/gi, 6],
  ['html', /<\/(?:p|div|li|td|th|h[1-6]|ul|table|section|article)>/gi, 1],
  ['wikitext', /^(={1,6})[^=\n][^\n]{0,200}[^=\n]\1[ \t]*\r?$/gm, 3],
  ['wikitext', /^= [^=\n]{1,200} =[ \t]*\r?$/gm, 3],
  ['wikitext', /^\{\{[A-Za-z]|^\{\||^\[\[(?:File|Image|Category):/gm, 2],
  ['wikitext', /'''[^'\n]{1,200}'''|<ref[ >]/g, 2],
  ['wikitext', /\[\[[^[\]\n]{1,200}\]\]/g, 1],
  ['markdown', /^---[ \t]*\r?\n(?:[\w-]{1,60}:|---)/g, 6],
  ['markdown', /^#{1,6} [^\s#]/gm, 3],
  ['markdown', /^(?:```|~~~)/gm, 2],
  ['markdown', /(?<!!)\[[^[\]\n]{1,200}\]\([^()\s]{1,500}\)/g, 2],
  ['markdown', /\*\*[^\s*][^*\n]{0,200}\*\*/g, 2],
  ['markdown', /\[\[[^[\]\n]{1,200}\]\]/g, 0.5]
]

/**
 * The format of a document: what its file name says, or, where that leaves it open (`.txt` may hold anything),
 * what its first 65,536 characters look like.
 */
export function formatOf(path: string, text: string): DocumentFormat {
  const extension = /\.([A-Za-z]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
  if (Object.hasOwn(byExtension, extension)) return byExtension[extension]!
  const opening = text.slice(0, looked).replace(/^\uFEFF/, '')
  const weights = { html: 0, wikitext: 0, markdown: 0 }
  for (const [format, sign, weight] of signs) weights[format] += weight * occurrences(opening, sign, 3)
  const best = (['html', 'wikitext', 'markdown'] as const).reduce((a, b) => (weights[b] > weights[a] ? b : a))
  return weights[best] >= 3 ? best : 'text'
}

function occurrences(text: string, sign: RegExp, most: number): number {
  sign.lastIndex = 0
  let count = 0
  while (count < most && sign.exec(text)) count++
  return count
}
