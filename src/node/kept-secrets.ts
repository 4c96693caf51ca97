import type { CompiledStore } from '../compiled/compiled.ts'
import { type VersionChanges, withheld } from '../dumps/dumps.ts'
import type { Secrets } from '../publish/publish.ts'
import { iri } from '../rdf/rdf.ts'

/** Parts of an entity, which are named after it. */
const isPart = /^(?:statement|reference|value|disagreement|version)\//

/** Whether an earlier store tells of anything that is private, and that the current one does not tell of. */
export function tellsOf(
  secrets: Secrets,
  then: CompiledStore,
  base: string,
  current: CompiledStore
): boolean {
  const { dictionary } = then
  const [, blanks = 0, , , triples = 0] = dictionary.starts
  for (let number = 0; number < triples; number++) {
    const text = dictionary.textOf(number)
    const own = number < blanks && text.startsWith(base) ? text.slice(base.length) : undefined
    if (own !== undefined && isPart.test(own)) continue
    const isSecret = own === undefined ? secrets.isNamedIn(text) : secrets.hides(own)
    if (isSecret && current.dictionary.numberOf(dictionary.termOf(number)) < 0) return true
  }
  return false
}

/** Changes that name nothing private but what is described now. */
export function withoutSecrets(
  { created, changed, gone }: VersionChanges,
  secrets: Secrets,
  current: CompiledStore,
  base: string
): VersionChanges {
  const shown = (thing: string): string =>
    secrets.hides(thing) && current.count(iri(base + thing)) === 0 ? withheld : thing
  return {
    created: created.map(shown),
    changed: changed.map(shown),
    gone: gone.map(({ thing, to }) => {
      const next = to === undefined || shown(thing) === withheld ? withheld : shown(to)
      return { thing: shown(thing), ...(next !== withheld && { to: next }) }
    })
  }
}
