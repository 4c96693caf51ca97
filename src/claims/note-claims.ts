import type { Report } from '../problem.ts'
import { type Link, linksOf, mayHoldLinks, nameOf, namesPrivatePath } from '../vault/vault.ts'
import { plainAbstract } from './abstract.ts'
import type { Claim, Evidence, SourceClaims, Target, Words } from './claim.ts'
import { isSameAs, qidOf } from './identity.ts'
import type { NoteReading, ReadClaim } from './read-note.ts'
import {
  isHidden,
  isPrivateName,
  namesPrivateNote,
  shownText,
  Targets,
  type VaultContext,
  withoutPrivateNames
} from './targets.ts'

/**
 * A reading as claims: its links are resolved in the vault around it, and what names something private is
 * taken out: of an abstract the sentence, elsewhere the whole name, word or claim.
 */
export function noteClaims(reading: NoteReading, vault: VaultContext, report: Report): SourceClaims {
  const { source, names, aliases, translations, abstract = '', mentions, claims } = reading
  const { file } = source
  const shown = (text: string): string => {
    const plain = shownText(text, file, vault)
    return namesPrivateNote(plain, vault) ? '' : plain
  }
  const shownAll = (texts: readonly string[]): string[] => [
    ...new Set(texts.map(shown).filter(text => text !== ''))
  ]
  const identities = reading.identities.filter(
    ({ link }) => link === undefined || !namesPrivate(link, file, vault)
  )
  const qid = qidOf(identities, file, report)
  const otherQids = [...new Set(identities.map(identity => identity.qid))].filter(other => other !== qid)
  const targets = new Targets(file, vault, report, reading.linksMakePages)
  const safe = shownAbstract(abstract, file, vault)
  const keywords = shownAll(reading.keywords).filter(keyword => !isPrivateName(keyword, vault))
  const types = vault.typesOf?.(shownAll(reading.types), keywords, file) ?? []
  return {
    source: { ...source, title: shown(source.title) || nameOf(file) },
    subject: {
      ...(qid === undefined ? {} : { qid }),
      ...(otherQids.length === 0 ? {} : { otherQids }),
      names: shownAll(names),
      aliases: shownAll(aliases),
      ...(translations.length === 0
        ? {}
        : {
            translations: translations.flatMap(({ text, language }) => {
              const name = shown(text)
              return name === '' ? [] : [{ text: name, language }]
            })
          }),
      keywords,
      ...(types.length === 0 ? {} : { types }),
      ...(safe === '' ? {} : { abstract: safe }),
      mentions: mentions.flatMap(({ text, line }) => {
        const [link] = linksOf(text)
        return (link && targets.of(link, line)) ?? []
      })
    },
    claims: claims.flatMap(claim => resolveClaim(claim, file, vault, targets))
  }
}

/** An abstract of a file as it is published: in plain words, without the sentences that name something private. */
export function shownAbstract(abstract: string, file: string, vault: VaultContext): string {
  const plain = plainAbstract(abstract, text => shownText(text, file, vault))
  return plain === undefined ? '' : withoutPrivateNames(plain, vault)
}

function resolveClaim(claim: ReadClaim, file: string, vault: VaultContext, targets: Targets): Claim[] {
  const { value, line, keyBy } = claim
  if (namesPrivate(claim.property, file, vault)) return []
  if (claim.evidence.kind === 'field' && namesPrivateNote(claim.evidence.key, vault)) return []
  const property = shownText(claim.property, file, vault)
  const evidence = withoutPrivate(claim.evidence, file, vault)
  const claimed = (words: Words): Claim => ({ property, value: words, qualifiers: [], evidence, keyBy })
  if (typeof value !== 'string') return [claimed({ kind: 'tuple', items: value })]
  const named = (text: string): Claim[] =>
    text === '' || namesPrivatePath(text) || namesPrivateNote(text, vault)
      ? []
      : [claimed({ kind: 'text', text })]
  // Digits alone are a number, though a format of days has no more.
  if (!mayHoldLinks(value)) return named((/\D/.test(value) ? vault.index.dayOf(value) : undefined) ?? value)
  const links = linksOf(value)
  const [first] = links
  // An address on its own is a value as it stands.
  if (first && links.length === 1 && first.address === value)
    return isHidden(first, file, vault) ? [] : named(value)
  // A text that is one link, or several with nothing but separators between them, is those links; some
  // importers leave stray brackets behind: `[[…]] ]`.
  if (first && /^[\s,;|\]·•]*$/.test(between(value, links)))
    return links.flatMap(link => {
      if (link.address !== undefined && !link.item && !link.article)
        return isHidden(link, file, vault) || link.embed ? [] : named(link.address)
      // The words of a value that is an item's address are its name.
      const { item, alias } = link
      const called = item?.label === '' && alias !== undefined && link.address !== undefined
      const target = targets.of(called ? { ...link, item: { ...item, label: alias } } : link, line)
      // "The same as" an item is the note's identity, and as a mere name it says nothing.
      if (!target || (isSameAs(property) && target.kind !== 'note')) return []
      const day = dayOf(link, vault)
      if (day !== undefined) return named(day)
      const text = value.slice(link.start, link.end)
      return [claimed({ kind: 'link', text: namesPrivateNote(text, vault) ? nameIn(target) : text, target })]
    })
  return named(shownText(value, file, vault))
}

/** A value that is a link to the page of a day is that day. */
function dayOf({ target, address, item, heading, block }: Link, { index }: VaultContext): string | undefined {
  if (address !== undefined || item || heading !== undefined || block !== undefined) return undefined
  return index.dayOf(nameOf(target))
}

/** What stands for the words of a link that must not be shown. */
const nameIn = (target: Target): string =>
  target.kind === 'note'
    ? nameOf(target.id)
    : target.kind === 'item'
      ? target.label || (target.qid ?? '')
      : target.kind === 'article'
        ? target.title
        : target.kind === 'minted'
          ? target.label
          : target.name

function between(value: string, links: readonly { start: number; end: number }[]): string {
  const pieces: string[] = []
  let at = 0
  for (const { start, end } of links) {
    pieces.push(value.slice(at, start))
    at = end
  }
  pieces.push(value.slice(at))
  return pieces.join('')
}

const namesPrivate = (text: string, file: string, vault: VaultContext): boolean =>
  namesPrivatePath(text) ||
  namesPrivateNote(text, vault) ||
  linksOf(text).some(
    link => isHidden(link, file, vault) || (link.alias !== undefined && isPrivateName(link.alias, vault))
  )

/** Evidence as it may be shown: words that name something private are not quoted, only placed. */
function withoutPrivate(evidence: Evidence, file: string, vault: VaultContext): Evidence {
  if (evidence.kind === 'field')
    return namesPrivate(evidence.key, file, vault)
      ? { ...evidence, key: shownText(evidence.key, file, vault) }
      : evidence
  if (evidence.quote === undefined || !namesPrivate(evidence.quote, file, vault)) return evidence
  const { kind, start, end } = evidence
  return { kind, start, end }
}
