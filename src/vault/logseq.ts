import type { Field, FieldValue } from './frontmatter.ts'
import { linksOf } from './link.ts'
import { parseBody, Unseen } from './markdown.ts'
import type { Note } from './note.ts'

// Properties in which Logseq keeps its own state, of a page or a block.
const ownProperty =
  /^(?:id|collapsed|heading|created-at|updated-at|background-color|background-image|template|template-including-parent|icon|filters|public-template|query-.*|logseq\..*|ls-type|hl-.*|card-.*|file|file-path|ordered-list-type|todo|doing|done|now|later)$/i
const propertyLine = /^[ \t]*([^\s:#[\](){}"'`<>|,;][^:\n[\](){}"'`<>|;]{0,99}?)::(?:[ \t]+(.*))?$/

/**
 * A page of Logseq: the property lines at its top are its frontmatter, further ones are fields of its blocks,
 * and its own macros, block references and state are no text.
 */
export function logseqPage(note: Omit<Note, 'dialect'>): Omit<Note, 'dialect'> {
  const start = note.text.length - note.visible.trimStart().length
  const { fields, end } = pageProperties(note.text, note.frontmatter.length > 0 ? start : 0)
  const state = new Unseen()
  state.hide(0, end)
  // `((6a1f…))` shows another block here; what it says stands there.
  state.hideBetween(note.visible, '((', '))', 80)
  state.hideBetween(note.visible, '#+BEGIN_', '#+END_')
  state.hideBetween(note.visible, ':LOGBOOK:', ':END:', 20_000)
  const body = parseBody(state.blanked(note.visible), 0)
  const title = fields.find(({ key }) => /^title$/i.test(key))?.value
  return {
    ...note,
    ...body,
    fields: body.fields
      .filter(({ key }) => !ownProperty.test(key))
      .map(field => ({ ...field, text: asLinks(field.text) })),
    frontmatter: [...note.frontmatter, ...fields],
    title: title?.kind === 'scalar' && title.text !== '' ? title.text : pageName(note.id)
  }
}

/** The lines `key:: value` before any other text, perhaps in the first block. */
function pageProperties(text: string, from: number): { fields: Field[]; end: number } {
  const fields: Field[] = []
  let end = from
  let line = from === 0 ? 1 : text.slice(0, from).split('\n').length
  while (end < text.length) {
    const newline = text.indexOf('\n', end)
    const stop = newline < 0 ? text.length : newline
    const written = text.slice(end, stop).replace(/\r$/, '')
    const first = fields.length === 0 && /^- /.test(written)
    const match = propertyLine.exec(first ? written.slice(2) : written)
    if (!match && (written.trim() !== '' || fields.length > 0)) break
    if (match && !ownProperty.test(match[1]!.trim())) {
      const key = match[1]!.trim()
      // `exclude-from-graph-view` keeps a page out of sight: it is not for the public either.
      if (/^exclude-from-graph-view$/i.test(key)) {
        if (/^\s*true\s*$/i.test(match[2] ?? ''))
          fields.push({ key: 'publish', value: scalar('false', line), line })
      } else fields.push({ key, value: fieldValue(key, match[2] ?? '', line), line })
    }
    end = stop + 1
    line++
  }
  return { fields, end: Math.min(end, text.length) }
}

const scalar = (text: string, line: number): FieldValue => ({ kind: 'scalar', text, line })

/** A value with links or tags in it is a list of them; aliases and tags always are. */
function fieldValue(key: string, written: string, line: number): FieldValue {
  const text = asLinks(written.trim())
  const parts = /^(?:alias(?:es)?|tags?)$/i.test(key) || text.includes('[[') ? betweenCommas(text) : [text]
  if (parts.length === 1) return scalar(parts[0]!, line)
  return { kind: 'list', items: parts.map(part => scalar(part, line)), line }
}

/** In properties `#tag` and `#[[two words]]` are links. */
const asLinks = (text: string): string =>
  text.replace(/(?<=^|[\s,])#(?:(?=\[\[)|([^\s,#[\]]+))/g, (_, name?: string) =>
    name === undefined ? '' : `[[${name}]]`
  )

/** Parts between commas that are not inside a link. */
function betweenCommas(text: string): string[] {
  const links = linksOf(text)
  const parts: string[] = []
  let start = 0
  let next = 0
  for (const { index } of text.matchAll(/[,，]/g)) {
    while (next < links.length && links[next]!.end <= index) next++
    if (links[next] && links[next]!.start <= index) continue
    parts.push(text.slice(start, index).trim())
    start = index + 1
  }
  return [...parts, text.slice(start).trim()].filter(part => part !== '')
}

/** What a page is called, from its file: `a___b` and `a%2Fb` are `a/b`; a journal is called by its date. */
export function pageName(id: string): string {
  const file = id.slice(id.lastIndexOf('/') + 1)
  const day = /^journals\/(\d{4})[_-]?(\d\d)[_-]?(\d\d)$/.exec(id)
  if (day) return `${day[1]}-${day[2]}-${day[3]}`
  try {
    return decodeURIComponent(file.replaceAll('___', '/'))
  } catch {
    return file.replaceAll('___', '/')
  }
}

/**
 * The formats in which Logseq calls journals: its own for files and titles, and those of `config.edn`. Formats
 * that are no days are given back too; whoever reads days leaves them out.
 */
export function logseqDayFormats(config = ''): string[] {
  // What follows a `;` outside of a string is a comment, and the settings' examples stand in such.
  const plain = config.replace(/"(?:[^"\\]|\\.)*"|;[^\n]*/gs, part => (part.startsWith(';') ? '' : part))
  const configured = [
    ...plain.matchAll(/:(?:journal\/(?:page-title|file-name)-format|date-formatter)\s+"([^"\\]{1,40})"/g)
  ].map(([, format = '']) => format)
  return ['yyyy_MM_dd', 'yyyyMMdd', 'MMM do, yyyy', ...configured]
}
