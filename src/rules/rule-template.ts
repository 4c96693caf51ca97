/** A rule file that cannot be read: which rule, on which line, and what is wrong. */
export class RuleError extends Error {}

/** A slot's value, or a constant, as a statement's template names it. */
export type Operand =
  | { readonly kind: 'slot'; readonly slot: string; readonly part?: string; readonly language?: string }
  | { readonly kind: 'item'; readonly qid: string; readonly label: string }
  | { readonly kind: 'text'; readonly text: string; readonly language?: string }
  /** Something known by these words, or a concept of the dataset's own: `planned.` */
  | { readonly kind: 'concept'; readonly words: string }
  /** A value there is, and nobody says which. */
  | { readonly kind: 'unknown' }

/** `C P463 O | P580=S`: a statement to make of a match. */
export interface StatementTemplate {
  readonly subject: Operand
  readonly property: string
  readonly value: Operand
  readonly qualifiers: readonly { readonly property: string; readonly value: Operand }[]
}

/** `C P463 O frozen`: of what C's being a member of O is told. */
export interface BearingTemplate {
  readonly subject: Operand
  readonly property: string
  readonly value: Operand
  /** What it is; of what was told before, what it may be. */
  readonly statuses: readonly string[]
}

/** Reads a statement's template; throws RuleError where it is none, or names a slot that is not among `slots`. */
export function parseTemplate(text: string, slots: ReadonlySet<string>): StatementTemplate {
  const [fact = '', qualified] = text.split(' | ')
  const match = /^(\S+) (P\d+) (.+)$/.exec(fact.trim())
  if (!match) throw new RuleError(`"${text}" is no statement: it is written "C P463 O | P580=D"`)
  const qualifiers = (qualified ?? '')
    .split(/, (?=P\d)/)
    .filter(part => part.trim() !== '')
    .map(part => {
      const [property = '', value = ''] = part.trim().split(/=(.*)/)
      return { property, value: operand(value, slots) }
    })
  return {
    subject: operand(match[1]!, slots),
    property: match[2]!,
    value: operand(match[3]!.trim(), slots),
    qualifiers
  }
}

/** Reads what a rule bears on, in the same way. */
export function parseBearing(text: string, slots: ReadonlySet<string>): BearingTemplate {
  const [, subject = '', property = '', value = '', status = ''] =
    /^(\w+) (P\d+) (\w+) ([a-z][a-z |]*)$/.exec(text.trim()) ?? []
  if (status === '')
    throw new RuleError(
      `"${text}" bears on nothing: it is written "C P463 O frozen", with slots and a status`
    )
  return {
    subject: operand(subject, slots),
    property,
    value: operand(value, slots),
    statuses: status.split(' | ')
  }
}

function operand(text: string, slots: ReadonlySet<string>): Operand {
  if (text === 'unknown') return { kind: 'unknown' }
  if (text.endsWith('.')) return { kind: 'concept', words: text.slice(0, -1) }
  const item = /^(Q\d+) (.+)$/.exec(text)
  if (item) return { kind: 'item', qid: item[1]!, label: item[2]! }
  const literal = /^"(.*)"(?:@([A-Za-z-]+))?$/.exec(text)
  if (literal)
    return { kind: 'text', text: literal[1]!, ...(literal[2] === undefined ? {} : { language: literal[2] }) }
  const [, slot = '', part, language] = /^([^.@]*)(?:\.([^@]*))?(?:@([A-Za-z-]+))?$/.exec(text) ?? []
  if (!slots.has(slot)) throw new RuleError(`"${slot}" is no slot of its patterns`)
  return {
    kind: 'slot',
    slot,
    ...(part === undefined ? {} : { part }),
    ...(language === undefined ? {} : { language })
  }
}
