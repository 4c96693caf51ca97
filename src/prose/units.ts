import { isCapitalised, type Token, tokenAt, tokensOf } from './tokens.ts'

/** A unit as `ontology/units.tsv` has it. */
export interface Unit {
  /** The Wikidata item, `Q828224`; absent where the words do not tell which unit it is: "dollars", "tons". */
  readonly item?: string
  /** `length`, `area`, `mass`, `time`, `money`, `ratio`, `temperature`, `speed` and others. */
  readonly dimension: string
}

interface Form {
  readonly unit: Unit
  readonly tokens: readonly Token[]
  /** Symbols are the same only letter for letter: `m` is no `M`. */
  readonly isSymbol: boolean
}

/** The forms of all units by the lower-case first token, longest first. */
export type Units = ReadonlyMap<string, readonly Form[]>

const separator = ' ¦ '

/** The units from the text of `ontology/units.tsv`: item, label, dimension, forms. */
export function parseUnits(tsv: string): Units {
  const forms = new Map<string, Form[]>()
  for (const line of tsv.trimEnd().split('\n').slice(1)) {
    const [item = '', , dimension = '', spellings = ''] = line.split('\t')
    const unit: Unit = { dimension, ...(item && { item }) }
    for (const spelling of spellings.split(separator)) {
      const tokens = tokensOf(spelling)
      const key = tokens[0]?.lower ?? ''
      const form = {
        unit,
        tokens,
        isSymbol: !/^[a-z]{4,}|[a-z] [a-z]/i.test(spelling) && spelling !== 'mile'
      }
      forms.set(key, [...(forms.get(key) ?? []), form])
    }
  }
  for (const list of forms.values()) list.sort((a, b) => b.tokens.length - a.tokens.length)
  return forms
}

/** The unit whose words begin at a token, and the token after them. */
export function unitAt(
  tokens: readonly Token[],
  index: number,
  units: Units
): { readonly unit: Unit; readonly next: number } | undefined {
  for (const form of units.get(tokenAt(tokens, index).lower) ?? []) {
    const next = index + form.tokens.length
    if (!form.tokens.every((part, offset) => isSame(tokenAt(tokens, index + offset), part, offset, form)))
      continue
    const following = tokenAt(tokens, next)
    const last = tokenAt(tokens, next - 1)
    // `m` is not the unit of "m2", nor "C" that of "°Celsius".
    if (following.joined && last.kind === 'word' && /^(?:[\p{L}\d²³^])/u.test(following.text[0]!)) continue
    return { unit: form.unit, next }
  }
  return undefined
}

function isSame(token: Token, part: Token, offset: number, { isSymbol }: Form): boolean {
  if (offset > 0 && part.joined !== token.joined) return false
  // "Mile" begins a name; "Square Kilometre Array" too.
  return isSymbol
    ? token.text === part.text
    : token.lower === part.lower && (isCapitalised(part) || !isCapitalised(token))
}
