/** A block of a document, as a language model is asked about it. */
export interface ProposalBlock {
  /** What the document is about, where its settings say so. */
  readonly subject?: string
  /** Titles of the headings above it, the outermost first. */
  readonly section: readonly string[]
  readonly sentences: readonly string[]
}

/** A statement that a language model proposes, all in words: nothing in it is to be trusted. */
export interface Proposal {
  readonly subject: string
  /** A P-id or a label. */
  readonly property: string
  readonly value: string
  readonly qualifiers: readonly { readonly property: string; readonly value: string }[]
  /** The words of the block that say it. */
  readonly quote: string
}

/** Asks what a block says; gives no proposals where nobody answers. */
export type Propose = (block: ProposalBlock) => Promise<readonly Proposal[]>

const mostProposals = 60
const mostQualifiers = 8
const longestText = 800

/**
 * The proposals of a model's answer: JSON, `{"statements": [{"subject", "property", "value", "quote",
 * "qualifiers": [{"property", "value"}]}]}`, also within a fence of Markdown. What is no proposal in it is left
 * out; undefined where the answer is no such JSON at all.
 */
export function parseProposals(answer: string): Proposal[] | undefined {
  const fenced = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?```\s*$/.exec(answer)?.[1]
  let json: unknown
  try {
    json = JSON.parse(fenced ?? answer)
  } catch {
    return undefined
  }
  const list = isRecord(json) ? json['statements'] : json
  return Array.isArray(list)
    ? list.slice(0, mostProposals).flatMap(entry => proposalOf(entry) ?? [])
    : undefined
}

function proposalOf(entry: unknown): Proposal | undefined {
  if (!isRecord(entry)) return undefined
  const [subject, property, value, quote] = ['subject', 'property', 'value', 'quote'].map(key =>
    textOf(entry[key])
  )
  if (subject === undefined || property === undefined || value === undefined || quote === undefined)
    return undefined
  const listed = entry['qualifiers'] ?? []
  if (!Array.isArray(listed) || listed.length > mostQualifiers) return undefined
  const qualifiers = listed.map(qualifierOf)
  // Without one of its qualifiers a statement would say more than was proposed.
  if (qualifiers.includes(undefined)) return undefined
  return { subject, property, value, quote, qualifiers: qualifiers.filter(one => one !== undefined) }
}

function qualifierOf(entry: unknown): Proposal['qualifiers'][number] | undefined {
  if (!isRecord(entry)) return undefined
  const [property, value] = [textOf(entry['property']), textOf(entry['value'])]
  return property === undefined || value === undefined ? undefined : { property, value }
}

function textOf(value: unknown): string | undefined {
  // A number is written without quotes by many models; its digits are what counts.
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
  return text === '' || text.length > longestText ? undefined : text
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
