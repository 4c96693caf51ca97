/** The parts of an IRI reference (RFC 3986 §3, appendix B). */
interface Reference {
  readonly scheme: string | undefined
  readonly authority: string | undefined
  readonly path: string
  readonly query: string | undefined
  readonly fragment: string | undefined
}

const reference = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#([\s\S]*))?$/
/** Characters that no IRI has (RFC 3987 §2.2, as SPARQL's grammar has it in IRIREF). */
const forbidden = /[\u0000-\u0020<>"{}|^`\\]/

function referenceOf(text: string): Reference {
  const [, scheme, authority, path = '', query, fragment] = reference.exec(text) ?? []
  return { scheme, authority, path, query, fragment }
}

/**
 * The absolute IRI that a reference means at a base (RFC 3986 §5.2; an IRI stays as it is spelled, nothing is
 * escaped); undefined where a character is in none, or neither of the two has a scheme.
 */
export function resolveIri(text: string, base: string): string | undefined {
  if (forbidden.test(text)) return undefined
  const said = referenceOf(text)
  const { authority, path, query, fragment } = said
  const from = referenceOf(base)
  const scheme = said.scheme ?? from.scheme
  if (scheme === undefined) return undefined
  // What is absolute is what was meant, dots and all: `urn:a:../b` has no hierarchy to walk.
  if (said.scheme !== undefined) return text
  if (authority !== undefined) return written({ scheme, authority, path: withoutDots(path), query, fragment })
  if (path === '') return written({ ...from, scheme, query: query ?? from.query, fragment })
  const merged = path.startsWith('/') ? path : besides(from, path)
  return written({ scheme, authority: from.authority, path: withoutDots(merged), query, fragment })
}

/** A relative path in the place of the last segment of the base's (RFC 3986 §5.2.3). */
const besides = ({ authority, path }: Reference, relative: string): string =>
  authority !== undefined && path === ''
    ? `/${relative}`
    : path.slice(0, path.lastIndexOf('/') + 1) + relative

/** A path without segments `.` and `..` (RFC 3986 §5.2.4). */
function withoutDots(path: string): string {
  const segments = path.split('/')
  const kept: string[] = []
  for (const [i, segment] of segments.entries()) {
    const isLast = i === segments.length - 1
    if (segment === '..') {
      // The first is the empty one before the path's first slash.
      if (kept.length > 1 || (kept.length === 1 && kept[0] !== '')) kept.pop()
      if (isLast) kept.push('')
    } else if (segment === '.') {
      if (isLast) kept.push('')
    } else kept.push(segment)
  }
  return kept.join('/')
}

const written = ({ scheme, authority, path, query, fragment }: Reference): string =>
  `${scheme}:${authority === undefined ? '' : `//${authority}`}${path}` +
  `${query === undefined ? '' : `?${query}`}${fragment === undefined ? '' : `#${fragment}`}`
