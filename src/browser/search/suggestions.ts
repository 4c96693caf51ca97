/** Something to go to from the search box. */
export interface Suggestion {
  readonly label: string
  /** The name that was found, where it is another than the label. */
  readonly name?: string
  readonly description?: string
  readonly address: string
}

/** Where a search form looks, and how addresses of pages are made of what it finds. */
export interface SearchPlace {
  /** The address of the search. */
  readonly action: string
  readonly base: string
  /** BCP 47 tag of the reader's language. */
  readonly language: string
}

interface Found {
  readonly iri: string
  readonly label: string
  readonly description?: string
  readonly name: { readonly text: string }
  readonly types: readonly { readonly label: string }[]
}

const most = 8

/** What the dataset has of a name that is being typed. Throws where the site does not answer. */
export async function suggestionsFor(
  text: string,
  place: SearchPlace,
  signal: AbortSignal
): Promise<Suggestion[]> {
  const { action, language } = place
  const question = new URLSearchParams({ q: text, lang: language, limit: String(most) })
  const response = await fetch(`${action}?${question}`, { signal, headers: { Accept: 'application/json' } })
  if (!response.ok) throw new Error(`The search answers ${response.status}`)
  const { results } = (await response.json()) as { results: readonly Found[] }
  return results.map(({ iri, label, description, name, types }) => {
    const what = description ?? types.map(type => type.label).join(', ')
    return {
      label,
      ...(name.text !== label && { name: name.text }),
      ...(what !== '' && { description: what }),
      address: addressOf(iri, place)
    }
  })
}

/** The page of something: on this host, whatever host its IRI names. */
function addressOf(iri: string, { action, base }: SearchPlace): string {
  if (!iri.startsWith(base)) return iri
  const path = iri
    .slice(base.length)
    .replace(/^entity\//, 'page/')
    .replace(/^source\//, 'page/source/')
  const wanted = new URLSearchParams(location.search).get('lang')
  return `${new URL(path, new URL('.', action))}${wanted === null ? '' : `?${new URLSearchParams({ lang: wanted })}`}`
}
