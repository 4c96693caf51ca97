import type {
  Completion,
  CompletionContext,
  CompletionResult,
  CompletionSource
} from '@codemirror/autocomplete'
import { syntaxTree } from '@codemirror/language'
import type { EntityFound, Lookups, PropertyFound } from './lookups.ts'
import type { Settings } from './settings.ts'
import { functions, keywords, terms } from './vocabulary.ts'

type Form = keyof PropertyFound['predicates']

/** Which predicates of properties stand under which prefix; of those under the others the id alone is known. */
const forms: Readonly<Record<string, Form>> = {
  wdt: 'direct',
  lt: 'direct',
  p: 'claim',
  l: 'claim',
  ps: 'statement',
  ls: 'statement',
  pq: 'qualifier',
  lq: 'qualifier',
  pr: 'reference'
}
const otherForms = new Set(['psv', 'psn', 'pqv', 'pqn', 'prv', 'prn', 'wdtn', 'wdno'])
const entityPrefixes = new Set(['wd', 'e'])

/** What is being written, and where it begins. */
interface Begun {
  readonly from: number
  readonly text: string
}

/** Whether what stands at a place is a comment, a text or an IRI, in which nothing is completed. */
function isQuoted(context: CompletionContext): boolean {
  const { name } = syntaxTree(context.state).resolveInner(context.pos, -1)
  return /comment|string/i.test(name) || context.matchBefore(/<[^<>\s]*$/) !== null
}

const prefixedName = /(?:[A-Za-z][\w-]*)?:[\p{L}\p{N}_-]*$/u
const word = /(?<![\p{L}\p{N}_?$:@^-])\p{L}[\p{L}\p{N}_]*$/u

/** Variables of the query, keywords, functions, prefixes and terms: what is known without asking. */
export const localCompletions =
  ({ prefixes }: Settings): CompletionSource =>
  context => {
    if (isQuoted(context)) return null
    const variable = context.matchBefore(/[?$]\w*$/)
    if (variable) return result(variable, variablesOf(context, variable))
    const name = context.matchBefore(prefixedName)
    if (name)
      return result(
        name,
        Object.entries(terms).flatMap(([term, detail]) =>
          term.startsWith(name.text) && term !== name.text ? [{ label: term, detail, type: 'constant' }] : []
        )
      )
    const begun = context.matchBefore(word)
    if (!begun) return context.explicit ? result({ from: context.pos, text: '' }, wordsFor('', {})) : null
    return result(begun, wordsFor(begun.text, prefixes))
  }

function wordsFor(text: string, prefixes: Settings['prefixes']): Completion[] {
  const asked = text.toUpperCase()
  const begins = (name: string): boolean => name.startsWith(asked) && name !== asked
  return [
    ...keywords.filter(begins).map(label => ({ label, type: 'keyword' })),
    ...Object.entries(functions).flatMap(([label, takes]) =>
      begins(label) ? [{ label, detail: takes, type: 'function', apply: `${label}(` }] : []
    ),
    ...Object.entries(prefixes).flatMap(([prefix, namespace]) =>
      prefix.startsWith(text) ? [{ label: `${prefix}:`, detail: namespace, type: 'namespace' }] : []
    )
  ]
}

/** The variables of a query but the one that is being written. */
function variablesOf({ state, pos }: CompletionContext, { from, text }: Begun): Completion[] {
  const query = state.doc.toString()
  const found = new Set<string>()
  for (const { 0: name, index } of query.matchAll(/[?$]\w+/g))
    if (index !== from && index + name.length !== pos && name.startsWith(text)) found.add(name)
  return [...found].map(label => ({ label, type: 'variable' }))
}

/** Properties and entities by their names, which the site is asked for. */
export const namedCompletions =
  ({ prefixes }: Settings, lookups: Lookups): CompletionSource =>
  async context => {
    if (isQuoted(context)) return null
    const asking = new AbortController()
    context.addEventListener('abort', () => asking.abort(), { onDocChange: true })
    try {
      const name = context.matchBefore(prefixedName)
      if (name) {
        const [prefix = '', local = ''] = name.text.split(':')
        if (!Object.hasOwn(prefixes, prefix)) return null
        return result(name, await namesUnder(prefix, local.replaceAll('_', ' '), lookups, asking.signal))
      }
      const begun = context.matchBefore(word)
      if (!begun || begun.text.length < 3) return null
      const [properties, entities] = await Promise.all([
        lookups.properties(begun.text, asking.signal),
        lookups.entities(begun.text, asking.signal)
      ])
      return result(begun, [
        ...properties.slice(0, 6).map(property => propertyCompletion(property, property.predicates.direct)),
        // Of the best also what leads to its statements, and stands inside of these.
        ...properties.slice(0, 1).flatMap(property => {
          const { claim, statement, qualifier } = property.predicates
          return [claim, statement, qualifier].map(form => propertyCompletion(property, form))
        }),
        ...entities.slice(0, 6).map(entityCompletion)
      ])
    } catch {
      // Who writes on does not wait for it, and without an answer there is nothing to suggest.
      return null
    }
  }

async function namesUnder(
  prefix: string,
  local: string,
  lookups: Lookups,
  signal: AbortSignal
): Promise<Completion[]> {
  const form = forms[prefix]
  if (form !== undefined || otherForms.has(prefix)) {
    const properties = await lookups.properties(local, signal)
    return properties.map(property =>
      propertyCompletion(
        property,
        form === undefined ? `${prefix}:${property.id}` : property.predicates[form]
      )
    )
  }
  if (!entityPrefixes.has(prefix) || local === '') return []
  return (await lookups.entities(local, signal)).map(entityCompletion)
}

const propertyCompletion = (
  { label, description, datatype }: PropertyFound,
  written: string
): Completion => ({
  label: written,
  displayLabel: label,
  // The space keeps both apart where the option is read out.
  detail: ` ${written}`,
  type: 'property',
  info: () => infoOf(`${label} (${written})`, description, datatype && `Values: ${datatype}`)
})

const entityCompletion = ({ written, label, description }: EntityFound): Completion => ({
  label: written,
  displayLabel: label,
  // The space keeps both apart where the option is read out.
  detail: ` ${written}`,
  type: 'class',
  info: () => infoOf(`${label} (${written})`, description)
})

function infoOf(...lines: readonly (string | undefined)[]): Node {
  const info = document.createElement('div')
  for (const line of lines) {
    if (line === undefined) continue
    const paragraph = document.createElement('p')
    paragraph.dir = 'auto'
    paragraph.textContent = line
    info.append(paragraph)
  }
  return info
}

/** Completions in the order in which they are given: they fit already. */
const result = ({ from }: Begun, options: readonly Completion[]): CompletionResult | null =>
  options.length === 0 ? null : { from, options, filter: false }
