import { isNumberWord } from './numerals.ts'
import { isCapitalised, type Token, tokenAt, wordSet } from './tokens.ts'
import { type Units, unitAt } from './units.ts'

/** Words with a number that is their name: "Article 4", "page 12", "Group of 20". */
const labels = wordSet(`
  article articles art lines page pages p pp chapter chapters section sections paragraph paragraphs resolution resolutions
  no nos nr number numbers room line route road motorway highway model type class version vol volume issue item
  figure fig table channel phase stage level grade flight apartment building gate platform step appendix annex
  protocol directive regulation clause point rule law decree act scene verse psalm division zone bus tram grid
`)

/** Capitalised words that do not name what the number after them is. */
const openers = wordSet(`
  a an the in on at by for from to with of over under about around approximately nearly almost some more less fewer
  and but or as after before between when while where since until during within its their his her these those all
  only just every each another up than there this that if both roughly circa estimated least most out also however
  then another some has have had was were is are nearly population area height length total covers
`)

/** Whether a word is followed by a number that is its name. */
export const isLabel = ({ lower }: Token): boolean => labels.has(lower)

/**
 * Whether the digits at a token are a name or a sign, `F-16`, "Article 4", `#5`, `[12]`, `(3)`, or stand after a
 * name, so that only a unit can make them an amount: "Boeing 747", "Kazakhstan 20 km".
 */
export function nameAt(tokens: readonly Token[], index: number): 'name' | 'after a name' | undefined {
  const [token, previous] = [tokenAt(tokens, index), tokenAt(tokens, index - 1)]
  const following = tokenAt(tokens, index + 1)
  if (/^[#№§@&]$/.test(previous.text)) return 'name'
  if (token.joined && (previous.kind === 'word' || /^[-_/.:+=^*×·‑%]$/.test(previous.text))) return 'name'
  if (/^[([]$/.test(previous.text) && /^[)\]]$/.test(following.text)) {
    return index > 1 || previous.text === '[' ? 'name' : undefined
  }
  const label = previous.text === '.' ? tokenAt(tokens, index - 2) : previous
  if (isLabel(label)) return isCapitalised(label) ? 'name' : 'after a name'
  if (label.lower === 'of' && /^(?:Group|Big|Chapter)$/.test(tokenAt(tokens, index - 2).text)) return 'name'
  return isCapitalised(previous) && !openers.has(previous.lower) ? 'after a name' : undefined
}

/** "In 988, the prince": most likely a year, whose words do not make it one; never a count. */
export function isFewDigitYear(tokens: readonly Token[], index: number): boolean {
  const isThree = /^\d{3}$/.test(tokenAt(tokens, index).text)
  const { kind, text } = tokenAt(tokens, index + 1)
  const isEnd = kind === 'end' || /^[,.;:)]$/.test(text)
  return isThree && isEnd && /^(?:in|since|until|by)$/.test(tokenAt(tokens, index - 1).lower)
}

/** "7th–5th millennium BC": a time that is no date. */
export function isOfMillennium(tokens: readonly Token[], next: number): boolean {
  return tokens.slice(next, next + 5).some(({ lower }) => /^millenni(?:um|a|ums)$/.test(lower))
}

/** What stands after "one" when it is no number: "one of", "one another", "one could". */
const notCounted = wordSet(`
  of another or and is was were are has had can could may might must should would will does did who which that to in
  on at by for from with as the a an day time so than such more
`)

/** Whether the "one" at a token stands for somebody or something: "one of them", "no one", "how can one know". */
export function isPronoun(tokens: readonly Token[], index: number, units: Units): boolean {
  const [previous, following] = [tokenAt(tokens, index - 1), tokenAt(tokens, index + 1)]
  if (unitAt(tokens, index + 1, units) && following.lower !== 'day') return false
  if (
    /^(?:can|could|should|must|may|might|if|does|did|would|will|no|every|any|each|the|this|that|which|some|another|last|latest|next|not)$/.test(
      previous.lower
    )
  )
    return true
  if (tokenAt(tokens, index + 1).lower === 'or' && isNumberWord(tokenAt(tokens, index + 2).lower))
    return false
  return following.kind !== 'word' || notCounted.has(following.lower)
}
