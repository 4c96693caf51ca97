import type { ShownText } from '../vault/vault.ts'
import type { Claim, SourceClaims, Target, Words } from './claim.ts'
import { writableJson } from './read-note.ts'

/** Properties of Wikidata whose values are nothing but the words a source uses: object and subject named as. */
const wordings = new Set(['P1932', 'P1810'])

/**
 * What a document claims, as far as it may be shown: a claim that names a private note is left out, a quotation
 * that does so too. Of a document whose text must not be shown no words stay but names and values themselves.
 * Characters that no format could write alike are taken out.
 */
export function shownClaims(
  document: SourceClaims,
  text: ShownText,
  namesPrivateNote: (words: string) => boolean
): SourceClaims {
  const { source, subject, claims } = JSON.parse(writableJson(document)) as SourceClaims
  const isPrivate = (target: Target): boolean => wordsOfTarget(target).some(namesPrivateNote)
  const isHidden = (claim: Claim): boolean => wordsOfClaim(claim).some(namesPrivateNote)
  // What is left of a list of all there are, when one of them is hidden, is no such list.
  const broken = new Set(claims.filter(claim => claim.closed && isHidden(claim)).map(placeOf))
  return {
    source: text === 'none' ? { ...source, text } : source,
    subject: { ...subject, mentions: subject.mentions.filter(target => !isPrivate(target)) },
    claims: claims
      .filter(claim => !isHidden(claim))
      .map(claim => (claim.closed && broken.has(placeOf(claim)) ? opened(claim) : claim))
      .map(claim => (text === 'none' ? withoutWords(claim) : claim))
      .map(claim => withoutQuoteThat(claim, namesPrivateNote))
  }
}

const placeOf = ({ evidence }: Claim): string =>
  evidence.kind === 'text' ? `${evidence.start}-${evidence.end}` : `${evidence.line}`

function opened(claim: Claim): Claim {
  const { closed: _, ...rest } = claim
  return rest
}

function withoutWords(claim: Claim): Claim {
  return {
    ...claim,
    qualifiers: claim.qualifiers.filter(({ property }) => !wordings.has(property)),
    evidence: withoutQuote(claim.evidence)
  }
}

const withoutQuoteThat = (claim: Claim, namesPrivateNote: (words: string) => boolean): Claim =>
  claim.evidence.kind === 'text' &&
  claim.evidence.quote !== undefined &&
  namesPrivateNote(claim.evidence.quote)
    ? { ...claim, evidence: withoutQuote(claim.evidence) }
    : claim

function withoutQuote(evidence: Claim['evidence']): Claim['evidence'] {
  if (evidence.kind === 'field') return evidence
  const { quote: _, ...rest } = evidence
  return rest
}

const wordsOfClaim = ({ subject, value, qualifiers }: Claim): string[] => [
  ...(subject ? wordsOfTarget(subject) : []),
  ...wordsOfValue(value),
  ...qualifiers.flatMap(qualifier => wordsOfValue(qualifier.value))
]

function wordsOfValue(words: Words): string[] {
  if (words.kind === 'link') return [words.text, ...wordsOfTarget(words.target)]
  return words.kind === 'text' ? [words.text] : []
}

function wordsOfTarget(target: Target): readonly string[] {
  switch (target.kind) {
    case 'item':
      return [target.label]
    case 'article':
      return [target.title]
    case 'minted':
      return [target.label, ...target.aliases]
    case 'name':
      return [target.name]
    // Links to private notes name nothing before they come here.
    case 'note':
      return []
  }
}
