import { qualityOf } from './negotiation.ts'

/**
 * Which coding a client likes best that accepts what `Accept-Encoding` says (RFC 9110 §12.5.3): `gzip` where there
 * is one and it is accepted no less than plain bytes. Undefined where neither is acceptable. A malformed member
 * counts as absent.
 */
export function codingOf(field: string | undefined, hasGzip: boolean): 'gzip' | 'identity' | undefined {
  const accepted = new Map<string, number>()
  for (const member of (field ?? '').split(',')) {
    const [, coding = '', weight = '1'] =
      /^\s*([!#$%&'*+.^_`|~\w-]+)\s*(?:;\s*q=([\d.]+)\s*)?$/i.exec(member) ?? []
    const quality = qualityOf(weight)
    if (coding !== '' && quality !== undefined) accepted.set(coding.toLowerCase().replace(/^x-/, ''), quality)
  }
  const others = accepted.get('*')
  const gzip = hasGzip ? (accepted.get('gzip') ?? others ?? 0) : 0
  // Plain bytes are acceptable unless they are excluded by name or by the rest.
  const identity = accepted.get('identity') ?? (others === 0 ? 0 : undefined)
  if (gzip > 0 && gzip >= (identity ?? 0)) return 'gzip'
  return identity === 0 ? undefined : 'identity'
}
