import type { Report } from '../problem.ts'
import { type FieldValue, itemOf, type LineMap, linksOf, mayHoldLinks, type Note } from '../vault/vault.ts'
import { identityKey, keyBelow, withoutMirror } from './keys.ts'

const identityValue = /^(?:https?:\/\/(?:www\.)?wikidata\.org\/(?:wiki|entity)\/)?(Q[1-9]\d{0,18})$/

/** Properties by which a note says what it is; links to items there are its identity, and no claims. */
export const isSameAs = (key: string): boolean => /^(?:is_)?same_as$/.test(key)

/** Whether a field says nothing but which item the note is about. */
export const isIdentity = (key: string, value: FieldValue): boolean =>
  identityKey.test(key) &&
  value.kind === 'scalar' &&
  (value.text.trim() === '' || identityValue.test(value.text.trim()))

/** One thing by which a note says which item it is about. */
export interface Identity {
  readonly qid: string
  /** Counted from 1. */
  readonly line: number
  /** The link that says so, as written; absent where the id stands under its own key, or in the file's name. */
  readonly link?: string
}

/**
 * All by which a note says which item it is about, the surest first: the id under its own key, links to "the
 * same", the note's file where an importer named it after the item.
 */
export function identitiesOf(note: Note, lines: LineMap, report: Report): Identity[] {
  const found: Identity[] = []
  for (const { key, value, line } of note.frontmatter) {
    const text = value.kind === 'scalar' ? value.text.trim() : ''
    if (!identityKey.test(key) || text === '') continue
    const qid = identityValue.exec(text)?.[1]
    const [link] = linksOf(text)
    if (qid) found.push({ qid, line })
    else if (link?.item?.qid) found.push({ qid: link.item.qid, line, link: text })
    else
      report({
        severity: 'warning',
        code: 'identity-unread',
        file: note.path,
        line,
        // A link may name something that must not be named.
        message: `${key} is not the id of a Wikidata item${mayHoldLinks(text) ? '' : `: ${text}`}`,
        remedy: 'write it as Q318693'
      })
  }
  const learn = (text: string, line: number): void => {
    for (const { item, start, end } of linksOf(text))
      if (item?.qid !== undefined) found.push({ qid: item.qid, line, link: text.slice(start, end) })
  }
  for (const { key, text, start } of note.fields)
    if (/(?:^|\/)same_as$/.test(key)) learn(text, lines.at(start))
  for (const field of note.frontmatter)
    eachScalar(withoutMirror(field.key), field.value, (key, text, line) => {
      if (isSameAs(key)) learn(text, line)
    })
  const file = itemOf(note.id)
  if (file?.qid !== undefined && found.length === 0) found.push({ qid: file.qid, line: 1 })
  return found
}

/** The item of the surest identity; two that contradict each other are reported. */
export function qidOf(identities: readonly Identity[], file: string, report: Report): string | undefined {
  const [first] = identities
  const other = identities.find(({ qid }) => qid !== first?.qid)
  if (first && other)
    report({
      // Two ids leave it open what the note is about; beside an id, a link to another item is a slip.
      severity: (first.link === undefined) === (other.link === undefined) ? 'error' : 'warning',
      code: 'identity-clash',
      file,
      line: other.line,
      message: `the note says it is ${first.qid} on line ${first.line} and ${other.qid} here`,
      remedy: `keep the right one; ${first.qid} is used until then`
    })
  return first?.qid
}

function eachScalar(
  key: string,
  value: FieldValue,
  visit: (key: string, text: string, line: number) => void
): void {
  if (value.kind === 'scalar') visit(key, value.text, value.line)
  else if (value.kind === 'list') for (const item of value.items) eachScalar(key, item, visit)
  else for (const entry of value.entries) eachScalar(keyBelow(key, entry.key), entry.value, visit)
}
