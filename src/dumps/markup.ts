/** A piece of HTML that is ready to be written. */
export class Markup {
  readonly html: string

  constructor(html: string) {
    this.html = html
  }
}

type Part = string | number | Markup | readonly Markup[] | undefined

/** HTML of a template; everything put into it is text and escaped, unless it is markup itself. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let html = strings[0]!
  for (const [i, part] of parts.entries()) html += htmlOf(part) + strings[i + 1]!
  return new Markup(html)
}

function htmlOf(part: Part): string {
  if (part === undefined) return ''
  if (part instanceof Markup) return part.html
  if (typeof part === 'object') return part.map(({ html }) => html).join('')
  return escaped(String(part))
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

/** Text for any place in a document. What HTML cannot carry, such as controls, has a mark in its place. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, char => entities[char]!)

/**
 * The address that a click may go to, with characters beyond ASCII escaped (RFC 3987 §3.1); undefined for others,
 * such as `javascript:`.
 */
export const addressOf = (iri: string): string | undefined =>
  /^https?:\/\//i.test(iri)
    ? iri.toWellFormed().replace(/[^!-~]|["<>\\^`{|}]/gu, char => encodeURIComponent(char))
    : undefined
