import type { Quad } from '../rdf/rdf.ts'
import { describe, type Store } from '../store/store.ts'
import type { Operation, TermOrVariable } from './algebra.ts'
import type { Row } from './answer.ts'
import { datasetOf } from './dataset.ts'
import { type Evaluated, type EvaluationSettings, evaluated } from './evaluation.ts'
import type { Query } from './parse.ts'
import { Turns } from './turn.ts'
import { isVariable } from './variables.ts'

/**
 * DESCRIBE (SPARQL 1.2 Query §16.4, where the service decides what describes a resource): what the entity
 * document holds, of each resource, in the order in which they are found.
 */
export async function described(
  query: Query,
  store: Store,
  settings: EvaluationSettings,
  signal: AbortSignal
): Promise<Extract<Evaluated, { form: 'quads' }>> {
  const { operation, base } = query
  const terms = operation['terms'] as TermOrVariable[]
  const found = terms.some(isVariable)
    ? await evaluated(
        { operation: selected(operation), withQuads: () => selected(query.withQuads()), base },
        store,
        settings,
        signal
      )
    : undefined
  if (found && found.form !== 'bindings') throw new Error('A projection gave no rows')
  const view = settings.dataset ? datasetOf(store, settings.dataset) : store
  return {
    form: 'quads',
    engine: found?.engine ?? 'own',
    batches: describeAll(terms, found?.batches, view, settings.base, signal)
  }
}

/** The solutions that DESCRIBE takes its resources from, as a SELECT. */
export const selected = (operation: Operation): Operation => ({
  type: 'project',
  input: operation['input'],
  variables: (operation['terms'] as TermOrVariable[]).filter(isVariable)
})

async function* describeAll(
  terms: readonly TermOrVariable[],
  batches: AsyncIterable<readonly Row[]> | undefined,
  store: Store,
  base: string,
  signal: AbortSignal
): AsyncGenerator<readonly Quad[]> {
  const found = new Set<string>()
  for (const term of terms) if (term.termType === 'NamedNode') found.add(term.value)
  const variables = terms.filter(isVariable)
  for await (const batch of batches ?? [])
    for (const row of batch)
      for (const { value } of variables) {
        const term = row.get(value)
        if (term?.termType === 'NamedNode') found.add(term.value)
      }
  const seen = new Set<string>()
  const turns = new Turns()
  for (const subject of found) {
    if (turns.isDue) await turns.give(signal)
    for (const block of describe(store, subject, base)) {
      const first = block[0]!
      const key = `${first.subject.value} ${first.predicate.value} ${first.object.value}`
      if (seen.has(key)) continue
      seen.add(key)
      yield block
    }
  }
}
