import { uriOf } from './paths.ts'

/** How long a copy may be used unasked, as `Cache-Control` says it (RFC 9111 §5.2.2). */
export const caching = {
  /** A rebuilt dataset shows within a minute. */
  brief: 'public, max-age=60',
  /** What comes with the program. */
  long: 'public, max-age=3600',
  /** What never changes under its address (RFC 8246). */
  forEver: 'public, max-age=31536000, immutable',
  /** What is asked for anew each time. */
  asked: 'no-cache',
  /** What is of this moment. */
  never: 'no-store'
} as const

/** Header fields of every response: anybody's page may read it, no browser may guess its type. */
export const everywhere = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers':
    'Accept-Query, Allow, Content-Encoding, Content-Range, ETag, Last-Modified, Link, Location, Memento-Datetime, Retry-After, Server-Timing',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Cross-Origin-Resource-Policy': 'cross-origin'
}

/** The answer to a preflight of a page that may ask by these methods (Fetch §4.9). */
export const preflight = (methods: string) => ({
  'Access-Control-Allow-Methods': methods,
  'Access-Control-Allow-Headers':
    'Accept, Accept-Datetime, Accept-Language, Content-Type, If-Modified-Since, If-None-Match, If-Range, MCP-Protocol-Version, Mcp-Method, Mcp-Name, Range',
  'Access-Control-Max-Age': '86400'
})

/** The policy of what is no page: a browser that shows it, such as XML, loads and runs nothing. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox"

/** What a page may load: its style, pictures and tiles of maps from these hosts, and nothing else. */
const pagePolicy = (hosts: readonly string[]): string =>
  `default-src 'none'; style-src 'self'; img-src ${["'self'", ...hosts].join(' ')}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`

/** What the policy of a page says besides where the site has scripts: they run, and ask the site alone. */
export const scriptPolicy = "script-src 'self'; connect-src 'self'"

/** Header fields of every page. */
export const pageHeaders = {
  'Content-Type': 'text/html;charset=utf-8',
  'Content-Security-Policy': pagePolicy([]),
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()'
}

/** Header fields of a page that may show pictures from these hosts. */
export const picturePageHeaders = (hosts: readonly string[]): typeof pageHeaders => ({
  ...pageHeaders,
  'Content-Security-Policy': pagePolicy(hosts)
})

/** A link of a `Link` field, or of a document in its format (RFC 8288 §3), to an IRI. */
export const link = (
  target: string,
  relation: string,
  type?: string,
  attributes: Readonly<Record<string, string>> = {}
): string => {
  const more = Object.entries(attributes).map(([name, value]) => `; ${name}="${value}"`)
  return `<${uriOf(target)}>; rel="${relation}"${type ? `; type="${type}"` : ''}${more.join('')}`
}

/** A time as header fields say it (RFC 9110 §5.6.7), of one in ISO 8601. */
export const httpDate = (date: string): string => new Date(date).toUTCString()

/** The time of such a field in milliseconds; undefined for anything else. */
export function timeOf(field: string | undefined): number | undefined {
  if (field === undefined || !/^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(field))
    return undefined
  const time = Date.parse(field)
  // A day that no month has, or the wrong day of the week, would be read as another.
  return Number.isNaN(time) || new Date(time).toUTCString() !== field ? undefined : time
}
