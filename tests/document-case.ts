import type { Claim, SourceClaims, Target, Words } from '../src/claims/claims.ts'
import type { SourceSettings } from '../src/vault/vault.ts'

/** What stands in for the reading of prose: claims written by hand, by the id of their document. */
export const claimsOfDocuments = new Map<string, readonly Claim[]>()

/** A document of the settings, with claims written by hand. */
export const documentOf = (id: string, more: Partial<SourceSettings> = {}): SourceSettings => ({
  file: `${id}.txt`,
  id,
  title: `The ${id}`,
  text: 'quote',
  line: 1,
  ...more
})

/** A document's claims as the reader of prose gives them. */
export const sourceClaims = (
  { id, file, title, about }: SourceSettings,
  claims: readonly Claim[]
): SourceClaims => ({
  source: { id, kind: 'document', file, title, ...(about === undefined ? {} : { about }) },
  subject: {
    ...(about === undefined ? {} : { qid: about }),
    names: [],
    aliases: [],
    keywords: [],
    mentions: []
  },
  claims
})

export const item = (label: string, qid: string): Target => ({ kind: 'item', label, qid })
export const minted = (kind: string, label: string, ...aliases: string[]): Target => ({
  kind: 'minted',
  class: kind,
  label,
  aliases
})
export const link = (target: Target, text = 'it'): Words => ({ kind: 'link', text, target })
export const text = (words: string, language?: string): Words => ({
  kind: 'text',
  text: words,
  ...(language === undefined ? {} : { language })
})
export const time = (words: string, precision?: 'decade' | 'century'): Words => ({
  kind: 'time',
  text: words,
  ...(precision === undefined ? {} : { precision })
})
export const quantity = (
  amount: string,
  more: { unit?: string; lower?: string; upper?: string } = {}
): Words => ({
  kind: 'quantity',
  amount,
  ...more
})

/** A claim that a rule reads; qualifiers by their P-ids. */
export const claim = (
  property: string,
  value: Words,
  {
    subject,
    qualifiers = {},
    start = 0,
    ...evidence
  }: {
    subject?: Target
    qualifiers?: Readonly<Record<string, Words>>
    start?: number
    quote?: string
    rule?: string
    method?: string
  } = {}
): Claim => ({
  ...(subject === undefined ? {} : { subject }),
  property,
  value,
  qualifiers: Object.entries(qualifiers).map(([id, words]) => ({ property: id, value: words })),
  evidence: { kind: 'text', start, end: start + 10, rule: 'a-rule', ...evidence },
  keyBy: 'rule'
})

/** Stands in for `src/claims/document-claims.ts`: each document says what its test has it say. */
export const handWritten = {
  documentClaims: (settings: SourceSettings): SourceClaims =>
    sourceClaims(settings, claimsOfDocuments.get(settings.id) ?? []),
  DocumentReader: class {
    readonly #read: SourceSettings[] = []
    learn(): void {}
    read({ settings }: { settings: SourceSettings }): void {
      this.#read.push(settings)
    }
    claims(): SourceClaims[] {
      return this.#read.map(handWritten.documentClaims)
    }
  }
}
