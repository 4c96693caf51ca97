import type { Token } from '../prose/prose.ts'
import type { Reading } from './analyse.ts'
import type { FoundName } from './document-names.ts'
import type { Referent } from './lexicon.ts'
import { isOfClass } from './mention.ts'
import { roleEnd } from './name-shapes.ts'
import type { Words } from './words.ts'

/** An office by its tokens. */
export interface Office {
  readonly first: number
  readonly last: number
  /** Absent where it is not said whose office it is, and the document cannot tell. */
  readonly referent?: Referent
}

type Names = ReadonlyMap<number, FoundName>

/** `Armenian Prime Minister`, `President of Kyrgyzstan`, `CSTO Secretary General`, `the Secretary General`. */
export function officesOf(
  tokens: readonly Token[],
  nameAt: Names,
  nameEnding: Names,
  reading: Reading
): Office[] {
  // Those the document named before stand among its names.
  const named = new Map<number, Office>()
  const taken = new Uint8Array(tokens.length)
  for (const { first, last, referents } of nameAt.values()) {
    const referent = referents.find(one => isOfClass(one, 'office'))
    if (!referent) continue
    named.set(first, { first, last, referent })
    taken.fill(1, first, last)
  }
  // An office of an office is looked at from both.
  const known = new Map<number, Office | undefined>()
  const officeAt = (i: number): Office | undefined => {
    if (!known.has(i)) known.set(i, named.get(i) ?? readOffice(i))
    return known.get(i)
  }
  const readOffice = (i: number): Office | undefined => {
    const end = roleEnd(tokens, i, reading.words)
    if (end === i || taken[i] === 1) return undefined
    const role = tokens
      .slice(i, end)
      .map(({ word }) => word)
      .join(' ')
    const before = nameEnding.get(tokens[i - 1]?.word === "'s" ? i - 1 : i)
    const next =
      tokens[end]?.word === 'of' ? (tokens[end + 1]?.word === 'the' ? end + 2 : end + 1) : undefined
    const after = next === undefined ? undefined : nameAt.get(next)
    const owner = ownerOf(before)
    if (owner) return { first: before!.first, last: end, referent: officeOf(role, owner, reading) }
    const holder = ownerOf(after)
    if (holder) return { first: i, last: after!.last, referent: officeOf(role, holder, reading) }
    if (next !== undefined) {
      // "Press Secretary of the President of Russia": the office of an office.
      const inner = officeAt(next)
      return inner?.referent && inner.first === next
        ? { first: i, last: inner.last, referent: officeOf(role, inner.referent, reading) }
        : { first: i, last: end }
    }
    const { subject } = reading
    const own =
      subject && isOfClass(subject, 'organization') && /secretary|chair|director|commander/.test(role)
    return { first: i, last: end, ...(own ? { referent: officeOf(role, subject, reading) } : {}) }
  }
  const offices = [...named.values()]
  for (let i = 0; i < tokens.length; i++) {
    const office = named.has(i) ? undefined : officeAt(i)
    if (!office) continue
    offices.push(office)
    i = Math.max(i, office.last - 1)
  }
  return offices
}

const ownerOf = (name: FoundName | undefined): Referent | undefined =>
  name?.referents.find(referent => isOfClass(referent, 'country') || isOfClass(referent, 'organization'))

/** The organization that an office directs: `Secretary General of the CSTO`, and no deputy's. */
export function directedBy(office: Referent, { leading }: Words): Referent | undefined {
  const { owner } = office as { owner?: Referent }
  const [role = ''] = office.label.toLowerCase().split(' of ')
  return owner && leading.has(role) && isOfClass(owner, 'organization') ? owner : undefined
}

/** `Prime Minister of Armenia`, `Secretary General of the CSTO`: an office as an entity of its own. */
function officeOf(role: string, holder: Referent, { names, words }: Reading): Referent {
  const title = role.replace(/(?<![\p{L}\p{N}])(?!(?:of|the|in|and)(?!\p{L}))\p{Ll}/gu, c => c.toUpperCase())
  const name = holder.short ?? holder.label
  const article =
    (isOfClass(holder, 'country') || /^\p{Ll}/u.test(name)) && !words.articled.test(name) ? '' : 'the '
  const office = names.mint(`${title} of ${article}${name}`, 'office', holder)
  if (name !== holder.label) names.alias(`${title} of the ${holder.label}`, office)
  names.alias(`${name} ${title}`, office)
  return office
}
