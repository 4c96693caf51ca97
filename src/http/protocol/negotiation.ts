/** One of the forms a resource can be had in. */
export interface Variant {
  /** Media types that ask for it, the one it is sent as first. */
  readonly mediaTypes: readonly string[]
  /** Parameters of the media type it is sent as, by their names in lower case, such as `charset`. */
  readonly parameters?: Readonly<Record<string, string>>
}

interface MediaRange {
  readonly type: string
  readonly subtype: string
  /** 0 to 1. */
  readonly quality: number
  /** The others, by their names in lower case; of two with one name the first counts. */
  readonly parameters: ReadonlyMap<string, string>
}

// RFC 9110 §5.6.2 (token).
const range = /^([!#$%&'*+.^_`|~\w-]+)\/([!#$%&'*+.^_`|~\w-]+)$/

/** A quality value, 0 to 1 with at most three digits after the point (RFC 9110 §12.4.2); undefined for what is none. */
export const qualityOf = (weight: string): number | undefined =>
  /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(weight) ? Number(weight) : undefined

/** Splits at a separator that does not stand in a quoted string (RFC 9110 §5.6.4). */
const split = (text: string, separator: ',' | ';'): string[] => {
  const parts: string[] = []
  let [start, quoted] = [0, false]
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\' && quoted) i += 1
    else if (text[i] === '"') quoted = !quoted
    else if (text[i] === separator && !quoted) {
      parts.push(text.slice(start, i))
      start = i + 1
    }
  }
  return [...parts, text.slice(start)].map(part => part.trim())
}

/**
 * The media ranges of an `Accept` field (RFC 9110 §12.5.1). A malformed range is passed over; undefined where none is well-formed, as if
 * the field were absent.
 */
export function parseAccept(field: string | undefined): MediaRange[] | undefined {
  const ranges: MediaRange[] = []
  for (const item of split(field ?? '', ',')) {
    const [name = '', ...parameters] = split(item, ';')
    const [, type, subtype] = range.exec(name.toLowerCase()) ?? []
    if (type === undefined || subtype === undefined || (type === '*' && subtype !== '*')) continue
    const q = parameters.map(p => /^q\s*=\s*(.*)$/i.exec(p)?.[1]).find(value => value !== undefined)
    const quality = q === undefined ? 1 : qualityOf(q)
    if (quality === undefined) continue
    ranges.push({ type, subtype, quality, parameters: parametersOf(parameters) })
  }
  return ranges.length > 0 ? ranges : undefined
}

/** Parameters by name, their quotes taken off (RFC 9110 §5.6.6). */
function parametersOf(parameters: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const parameter of parameters) {
    const [, name = '', value = ''] = /^([!#$%&'*+.^_`|~\w-]+)=(.*)$/s.exec(parameter) ?? []
    const key = name.toLowerCase()
    const [, quoted] = /^"(.*)"$/s.exec(value) ?? []
    if (key !== '' && key !== 'q' && !found.has(key))
      found.set(key, quoted === undefined ? value : quoted.replace(/\\(.)/gs, '$1'))
  }
  return found
}

interface Decision {
  /** How specific the range is that decides: 1 any, 2 `type/*`, 3 exact, and one more for each parameter that is the variant's too; 0 where none fits. */
  readonly specificity: number
  readonly quality: number
}

/**
 * What the ranges say of a media type: the most specific that fits decides, of several such the highest quality.
 * Parameters that the variant has not are tolerated, and make a range no more specific.
 */
function decide(
  ranges: readonly MediaRange[],
  mediaType: string,
  own: Readonly<Record<string, string>>
): Decision {
  const [type, subtype] = mediaType.split('/')
  let best = { specificity: 0, quality: 0 }
  for (const { type: t, subtype: s, quality, parameters } of ranges) {
    const shared = Object.entries(own).filter(
      ([name, value]) => parameters.get(name)?.toLowerCase() === value.toLowerCase()
    ).length
    const specificity =
      t === type && s === subtype ? 3 + shared : t === type && s === '*' ? 2 : t === '*' ? 1 : 0
    if (
      specificity > best.specificity ||
      (specificity === best.specificity && specificity > 0 && quality > best.quality)
    )
      best = { specificity, quality }
  }
  return best
}

/**
 * The variant a client likes best, of those on offer in the server's own order; undefined where none is
 * acceptable. Among equals the one asked for by name wins over one that a wildcard lets through, then the
 * earlier. A variant's other media types count only when asked for by name, and not where the one it is sent as is
 * excluded by name.
 */
export function negotiate<V extends Variant>(
  field: string | undefined,
  variants: readonly V[]
): V | undefined {
  const ranges = parseAccept(field)
  if (!ranges) return variants[0]
  let best: (Decision & { readonly variant: V }) | undefined
  for (const variant of variants) {
    const { quality, specificity } = decisionOn(ranges, variant)
    if (quality <= 0) continue
    if (!best || quality > best.quality || (quality === best.quality && specificity > best.specificity))
      best = { variant, quality, specificity }
  }
  return best?.variant
}

function decisionOn(ranges: readonly MediaRange[], { mediaTypes, parameters = {} }: Variant): Decision {
  const [sent = '', ...others] = mediaTypes
  const own = decide(ranges, sent, parameters)
  if (own.specificity >= 3 && own.quality === 0) return own
  const named = others
    .map(mediaType => decide(ranges, mediaType, {}))
    .filter(({ specificity }) => specificity === 3)
  return named.reduce(
    (a, b) => (b.quality > a.quality || (b.quality === a.quality && b.specificity > a.specificity) ? b : a),
    own
  )
}
