import { defaultSearchLimit, type SearchResult, search } from '../store/store.ts'
import { InputError } from './input-error.ts'
import { openPublished } from './published.ts'
import { print } from './terminal.ts'
import { printable } from './terminal-page.ts'

interface SearchOptions {
  readonly language: string | undefined
  readonly limit: number | undefined
  readonly json: boolean
}

/**
 * `hawksbill search`: prints what is called so, a line each, and what it is. Throws an InputError where nothing is,
 * but for `json`, which says so itself.
 */
export async function printSearch(args: readonly string[], options: SearchOptions): Promise<void> {
  const [text = '', folder = 'out'] = [...args].reverse()
  const { manifest, store } = await openPublished(folder)
  const dataset = {
    store,
    base: manifest.base,
    language: (options.language ?? manifest.language).toLowerCase()
  }
  const answer = search(dataset, text.trim(), { limit: options.limit ?? defaultSearchLimit })
  if (options.json) {
    print(JSON.stringify(answer, null, 1))
    return
  }
  if (answer.results.length === 0)
    throw new InputError(
      `The dataset has nothing called “${printable(text.trim().slice(0, 80))}”`,
      'ask with fewer words, or with the beginning of a name'
    )
  for (const result of answer.results)
    for (const line of linesOf(result, manifest.base)) print(printable(line))
  if (answer.truncated) print('… and more; --limit says how many')
}

function linesOf({ iri, item, label, description, name, types }: SearchResult, base: string): string[] {
  const id = (item ?? iri).replace(/^http:\/\/www\.wikidata\.org\/entity\//, '')
  const local = id.startsWith(`${base}entity/`) ? id.slice(`${base}entity/`.length) : id
  const classes = types.length > 0 ? `: ${types.map(type => type.label).join(', ')}` : ''
  const other = name.text === label ? '' : `, also ${name.text}`
  return [`${label} (${local})${other}${classes}`, ...(description === undefined ? [] : [`  ${description}`])]
}
