/** What a licence is called: `CC BY-SA 4.0` of its address at Creative Commons; the address itself of others. */
export function licenceName(iri: string): string {
  const [, kind = '', version = ''] =
    /^https?:\/\/creativecommons\.org\/(?:licenses|publicdomain)\/([a-z-]+)\/([\d.]+)\/?/.exec(iri) ?? []
  if (kind === '') return iri
  if (kind === 'zero') return `CC0 ${version}`
  return kind === 'mark' ? `Public Domain Mark ${version}` : `CC ${kind.toUpperCase()} ${version}`
}
