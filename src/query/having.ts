import { type Operation, replaceInput, walk } from './algebra.ts'
import { inScope, variablesWrittenIn } from './variables.ts'

/**
 * Lets HAVING see what SELECT names, as in `HAVING(?count > 1)` beside `(COUNT(?x) AS ?count)`: changes the operation in
 * place. By SPARQL 1.2 Query §18.3.4 such a name is not bound yet, so that nothing would come out; the Wikidata Query
 * Service and others have it bound, and queries rely on it.
 */
export function nameAggregates(root: Operation): void {
  for (const part of [...walk(root)]) {
    const named = part.type === 'extend' ? [] : chain(part, 'extend')
    const kept = named.length > 0 ? chain(named.at(-1)!, 'filter') : []
    const group = kept.at(-1)?.['input'] as Operation | undefined
    if (group?.type !== 'group') continue
    const bound = inScope(group).possible
    const names = new Set([...inScope(named[0]!).possible].filter(name => !bound.has(name)))
    if (
      !kept.some(filter =>
        [...variablesWrittenIn(filter['expression'] as Operation)].some(name => names.has(name))
      )
    )
      continue
    replaceInput(part, named[0]!, kept[0]!)
    kept.at(-1)!['input'] = named[0]
    named.at(-1)!['input'] = group
  }
}

/** The operations of a type that follow each other directly below another. */
function chain(above: Operation, type: string): Operation[] {
  const links: Operation[] = []
  for (let at = above['input'] as Operation | undefined; at?.type === type; at = at['input'] as Operation)
    links.push(at)
  return links
}
