import type { Report } from '../problem.ts'
import { linksOf } from '../vault/vault.ts'
import { plainAbstract } from './abstract.ts'
import type { Claim, Evidence, SourceClaims, Target, Words } from './claim.ts'
import type { NoteReading, ReadClaim } from './read-note.ts'
import { shownText, targetOf, type VaultContext } from './targets.ts'

/**
 * A reading as claims: its links are resolved in the vault around it, and what names something private is
 * taken out.
 */
export function noteClaims(reading: NoteReading, vault: VaultContext, report: Report): SourceClaims {
  const { source, qid, names, aliases, keywords, abstract, mentions, claims } = reading
  const shown = (text: string): string => shownText(text, source.file, vault)
  const plain = abstract === undefined ? undefined : plainAbstract(abstract, shown)
  return {
    source,
    subject: {
      ...(qid === undefined ? {} : { qid }),
      names: [...new Set(names.map(shown).filter(name => name !== ''))],
      aliases: aliases.map(shown).filter(alias => alias !== ''),
      keywords,
      ...(plain === undefined ? {} : { abstract: plain }),
      mentions: mentions.flatMap(({ text, line }) => {
        const [link] = linksOf(text)
        return (link && targetOf(link, line, source.file, vault, report)) ?? []
      })
    },
    claims: claims.flatMap(claim => resolveClaim(claim, source.file, vault, report))
  }
}

function resolveClaim(claim: ReadClaim, file: string, vault: VaultContext, report: Report): Claim[] {
  const { property, value, line } = claim
  const claimed = (words: Words): Claim => ({
    property,
    value: words,
    qualifiers: [],
    evidence: withoutPrivate(claim.evidence, file, vault)
  })
  if (typeof value !== 'string') return [claimed({ kind: 'tuple', items: value })]
  if (!value.includes('[[')) return [claimed({ kind: 'text', text: value })]
  const links = linksOf(value)
  let rest = value
  for (const link of links.toReversed()) rest = rest.slice(0, link.start) + rest.slice(link.end)
  // A text that is one link, or several with nothing but separators between them, is those links; some
  // importers leave stray brackets behind: `[[…]] ]`.
  if (links.length > 0 && /^[\s,;|\]·•]*$/.test(rest))
    return links.flatMap(link => {
      const target: Target | undefined = targetOf(link, line, file, vault, report)
      return target ? [claimed({ kind: 'link', text: value.slice(link.start, link.end), target })] : []
    })
  const text = shownText(value, file, vault)
  return text === '' ? [] : [claimed({ kind: 'text', text })]
}

/** Evidence as it may be shown: words that name something private are not quoted, only placed. */
function withoutPrivate(evidence: Evidence, file: string, { index, isPrivate }: VaultContext): Evidence {
  if (evidence.kind === 'field' || evidence.quote === undefined || !evidence.quote.includes('[['))
    return evidence
  const named = linksOf(evidence.quote).some(link => {
    const found = index.resolve(link, file)
    return isPrivate(link.target) || (found.kind === 'note' && isPrivate(found.note.path))
  })
  if (!named) return evidence
  const { kind, start, end } = evidence
  return { kind, start, end }
}
