import type { Report } from '../problem.ts'
import {
  type Field,
  type FieldValue,
  type InlineField,
  type Link,
  lineAt,
  linksOf,
  linkText,
  type Note,
  nameOf
} from '../vault/vault.ts'
import { abstractOf } from './abstract.ts'
import type { Claim, Evidence, SourceClaims, Words } from './claim.ts'
import { targetOf, type VaultContext } from './targets.ts'

export type { VaultContext }

// Keys that speak to Obsidian, not of the subject; aliases and tags are read apart.
const appKeys = new Set([
  'aliases',
  'alias',
  'tags',
  'tag',
  'cssclass',
  'cssclasses',
  'publish',
  'draft',
  'confidential',
  'isdeleted'
])
const identityKey = /^(?:has_id_)?wikidata(?:[_ -]?(?:id|qid|item))?$|^qid$/i
const identityValue = /^(?:https?:\/\/(?:www\.)?wikidata\.org\/(?:wiki|entity)\/)?(Q[1-9]\d*)$/
const sameAsKey = /(?:^|\/)same_as$/

/** Reads a note's frontmatter, inline fields, abstract and links as claims about the note's subject. */
export function noteClaims(note: Note, vault: VaultContext, report: Report): SourceClaims {
  const reader = new ClaimReader(note, vault, report)
  const identity = identityOf(note, report)
  const fields = note.frontmatter.filter(
    ({ key }) => !appKeys.has(key.toLowerCase()) && !isIdentity(key, note)
  )
  const inline = note.fields.filter(({ key }) => !sameAsKey.test(key))
  return {
    source: { id: note.id, kind: 'note', file: note.path, title: nameOf(note.path) },
    subject: {
      ...(identity.qid === undefined ? {} : { qid: identity.qid }),
      names: namesOf(note, identity.links),
      aliases: texts(note.frontmatter, /^alias(?:es)?$/i),
      keywords: texts(note.frontmatter, /^tags?$/i).map(tag => tag.replace(/^#/, '')),
      ...abstractOf(note),
      mentions: note.links
        .filter(link => !namesTheNote(link, note) && !isInField(link, note))
        .flatMap(link => targetOf(link, () => lineAt(note.text, link.start), note, vault, report) ?? [])
    },
    claims: [
      ...fields.flatMap(field => reader.fieldClaims(field, field.key)),
      ...inline.flatMap(field => reader.inlineClaims(field))
    ]
  }
}

const isInField = (link: Link, { fields }: Note): boolean =>
  fields.some(field => field.start <= link.start && link.end <= field.end)

/** A link in the first-level heading is the note's own name, made clickable. */
const namesTheNote = (link: Link, { sections }: Note): boolean =>
  sections.some(({ level, heading, start }) => level === 1 && heading <= link.start && link.end <= start)

const isIdentity = (key: string, note: Note): boolean =>
  identityKey.test(key) &&
  note.frontmatter.some(
    f => f.key === key && f.value.kind === 'scalar' && identityValue.test(f.value.text.trim())
  )

/** The item a note says it is, and the `same_as` links that say so. */
function identityOf(note: Note, report: Report): { qid?: string; links: Link[] } {
  const found: { qid: string; line: number }[] = []
  for (const { key, value, line } of note.frontmatter) {
    const text = value.kind === 'scalar' ? value.text.trim() : ''
    if (!identityKey.test(key) || text === '') continue
    const qid = identityValue.exec(text)?.[1] ?? linksOf(text)[0]?.item?.qid
    if (qid) found.push({ qid, line })
    else
      report({
        severity: 'warning',
        code: 'identity-unread',
        file: note.path,
        line,
        message: `${key} is not the id of a Wikidata item: ${text}`,
        remedy: 'write it as Q318693'
      })
  }
  const links: Link[] = []
  for (const { key, text, start } of note.fields) {
    if (!sameAsKey.test(key)) continue
    for (const link of linksOf(text)) {
      if (link.item?.qid === undefined) continue
      links.push(link)
      found.push({ qid: link.item.qid, line: lineAt(note.text, start) })
    }
  }
  const [first] = found
  const other = found.find(({ qid }) => qid !== first?.qid)
  if (first && other)
    report({
      severity: 'error',
      code: 'identity-clash',
      file: note.path,
      line: other.line,
      message: `the note says it is ${first.qid} on line ${first.line} and ${other.qid} here`,
      remedy: `keep the right one; ${first.qid} is used until then`
    })
  return first ? { qid: first.qid, links } : { links }
}

/** Names for the subject: the label an importer gave it, the title, the first heading, the file. */
function namesOf(note: Note, sameAs: readonly Link[]): string[] {
  const heading = note.sections.find(({ level }) => level === 1)?.title
  const headingLink = heading === undefined ? undefined : linksOf(heading)[0]
  const candidates = [
    ...sameAs.map(link => link.item?.label),
    ...texts(note.frontmatter, /^title$/i),
    heading === undefined || heading.includes('::')
      ? undefined
      : headingLink
        ? linkText(headingLink)
        : heading,
    nameOf(note.path)
  ]
  return [
    ...new Set(candidates.map(name => name?.trim()).filter(name => name !== undefined && name !== ''))
  ] as string[]
}

const texts = (fields: readonly Field[], key: RegExp): string[] =>
  fields.filter(field => key.test(field.key)).flatMap(({ value }) => scalarsOf(value))

const scalarsOf = (value: FieldValue): string[] => {
  if (value.kind === 'scalar') return value.text.trim() === '' ? [] : [value.text.trim()]
  return value.kind === 'list' ? value.items.flatMap(scalarsOf) : []
}

const claimOf = (property: string, value: Words, evidence: Evidence): Claim => ({
  property,
  value,
  qualifiers: [],
  evidence
})

const decimal = /^[+-]?\d+(?:\.\d+)?$/

/** `[60.72, 28.73]` is one place, not two numbers. */
function tupleOf(value: FieldValue): Words | undefined {
  if (value.kind !== 'list' || value.items.length !== 2) return undefined
  const items = value.items.map(item => (item.kind === 'scalar' ? item.text.trim() : ''))
  return items.every(item => decimal.test(item)) && items.some(item => item.includes('.'))
    ? { kind: 'tuple', items }
    : undefined
}

class ClaimReader {
  readonly #note: Note
  readonly #vault: VaultContext
  readonly #report: Report

  constructor(note: Note, vault: VaultContext, report: Report) {
    this.#note = note
    this.#vault = vault
    this.#report = report
  }

  /** One claim a value; a nested map names its properties by the way to them, `dv_has_/name_`. */
  fieldClaims({ key, value, line }: Field, property: string): Claim[] {
    if (value.kind === 'map')
      return value.entries.flatMap(entry => this.fieldClaims(entry, `${property}/${entry.key}`))
    const tuple = tupleOf(value)
    if (tuple) return [claimOf(property, tuple, { kind: 'field', key, line })]
    if (value.kind === 'list')
      return value.items.flatMap(item => this.fieldClaims({ key, value: item, line: item.line }, property))
    return this.#wordsOf(value.text, () => line).map(words =>
      claimOf(property, words, { kind: 'field', key, line })
    )
  }

  inlineClaims({ key, text, start, end }: InlineField): Claim[] {
    const evidence: Evidence = { kind: 'text', start, end, quote: this.#note.text.slice(start, end) }
    return this.#wordsOf(text, () => lineAt(this.#note.text, start)).map(words =>
      claimOf(key.slice(key.lastIndexOf('/') + 1), words, evidence)
    )
  }

  /** A text that is one link, or several with nothing but separators between them, is those links. */
  #wordsOf(text: string, lineOf: () => number): Words[] {
    const trimmed = text.trim()
    if (trimmed === '') return []
    const links = linksOf(trimmed)
    let rest = trimmed
    for (const link of links.toReversed()) rest = rest.slice(0, link.start) + rest.slice(link.end)
    // Some importers leave stray brackets behind a link: `[[…]] ]`.
    if (links.length === 0 || !/^[\s,;|\]·•]*$/.test(rest)) return [{ kind: 'text', text: trimmed }]
    return links.flatMap(link => {
      const target = targetOf(link, lineOf, this.#note, this.#vault, this.#report)
      return target ? [{ kind: 'link', text: trimmed.slice(link.start, link.end), target } as const] : []
    })
  }
}
