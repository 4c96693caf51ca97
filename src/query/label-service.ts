import { RDFS, SCHEMA, SKOS, WIKIBASE } from '../rdf/rdf.ts'
import {
  addTo,
  isOperation,
  type Operation,
  partsOf,
  replaceInput,
  type TermOrVariable,
  walk
} from './algebra.ts'
import { isOwnService, serviceParam, type Triple } from './blazegraph.ts'
import { FreshNames, variable } from './expressions.ts'
import type { LabelLookup } from './label-lookups.ts'
import { firstOf, type Path, placed } from './label-places.ts'
import { QueryError } from './query-error.ts'
import { inScope, isVariable, variablesWrittenIn } from './variables.ts'

/** What answering for the label service depends on. */
export interface LabelSettings {
  /** The base of the dataset's own IRIs, ending in `/`. */
  readonly base: string
  /** What `[AUTO_LANGUAGE]` stands for: language tags, the preferred first. */
  readonly languages: readonly string[]
}

/** Of how many optional joins what a query asks of the service may be made: planning takes more than linear time. */
const mostJoins = 200

const isLabelService = (operation: Operation): boolean => isOwnService(operation, 'label')

/**
 * A query whose label service has become optional look-ups of labels
 * (https://www.mediawiki.org/wiki/Wikidata_Query_Service/User_Manual#Label_service). Changes the operation in place and
 * returns its new top. Throws a QueryError for a service that asks for anything else, or for too much.
 */
export function withoutLabelService(root: Operation, settings: LabelSettings): Operation {
  for (const part of walk(root)) if (isLabelService(part)) return new Rewriting(root, settings).ofSelect(root)
  return root
}

/** What stands below LIMIT, OFFSET, DISTINCT and REDUCED: of a SELECT its projection. */
function belowHead(operation: Operation): Operation {
  let at = operation
  while (['slice', 'distinct', 'reduced'].includes(at.type)) at = at['input'] as Operation
  return at
}

const isSelect = (operation: Operation): boolean => belowHead(operation).type === 'project'

/** The inputs of an operation that belong to the same group, so that a service in them is one of the group. */
function sameGroup({ type, input }: Operation): readonly Operation[] {
  const inputs = Array.isArray(input) ? (input as Operation[]) : isOperation(input) ? [input] : []
  if (type === 'slice' || type === 'distinct' || type === 'reduced') return inputs
  if (type === 'union' || type === 'service') return []
  const left = type === 'leftjoin' || type === 'minus' ? inputs.slice(0, 1) : inputs
  return left.filter(inner => !isSelect(inner))
}

class Rewriting {
  readonly #settings: LabelSettings
  readonly #fresh: FreshNames
  #joins = 0

  constructor(root: Operation, settings: LabelSettings) {
    this.#settings = settings
    this.#fresh = new FreshNames(variablesWrittenIn(root, true))
  }

  ofSelect(top: Operation): Operation {
    return this.#ofGroup(top, variablesWrittenIn(belowHead(top)))
  }

  /** Answers for the services of a group, when it has done so for what is nested in it. */
  #ofGroup(top: Operation, written: ReadonlySet<string>): Operation {
    const waiting = [top]
    for (let part = waiting.pop(); part; part = waiting.pop()) {
      const inner = sameGroup(part)
      waiting.push(...inner)
      if (part.type === 'bgp' || part.type === 'path' || isLabelService(part)) continue
      for (const other of partsOf(part)) {
        if (other.type === 'expression') this.#ofExpression(other, written)
        else if (other.type !== 'pattern' && !inner.includes(other))
          replaceInput(part, other, this.#ofNested(other, written))
      }
    }
    let answered = top
    for (;;) {
      const path = pathToService(answered)
      if (!path) return answered
      answered = this.#answered(path, written)
    }
  }

  #ofNested(operation: Operation, written: ReadonlySet<string>): Operation {
    return isSelect(operation) ? this.ofSelect(operation) : this.#ofGroup(operation, written)
  }

  #ofExpression(expression: Operation, written: ReadonlySet<string>): void {
    const waiting = [expression]
    for (let part = waiting.pop(); part; part = waiting.pop()) {
      if (part['subType'] === 'existence') part['input'] = this.#ofNested(part['input'] as Operation, written)
      else addTo(waiting, partsOf(part))
    }
  }

  #answered(found: Path, written: ReadonlySet<string>): Operation {
    const service = found.at(-1)!
    const { languages, manual } = this.#readService(service)
    const path = withoutLast(found)
    const first = firstOf(path)
    const pattern = path[Math.max(first, path.findIndex(({ type }) => type === 'group') + 1)]!
    const subjects = new Set([path[first]!, pattern].flatMap(part => [...inScope(part).possible]))
    const taken = new Set(inScope(pattern).possible)
    for (const part of path) if (part.type === 'extend') taken.add((part['variable'] as TermOrVariable).value)
    const lookups = manual ?? automatic(written, subjects)
    const free = lookups.filter(lookup => !taken.has(lookup.variable))
    this.#joins += free.length * languages.length
    if (this.#joins > mostJoins)
      throw new QueryError(
        'too-complex',
        `The label service is asked for more than ${mostJoins} labels and languages`
      )
    return placed(path, free, { languages, base: this.#settings.base, fresh: this.#fresh })
  }

  /** What stands in the braces: languages, and unless the service is to find out by itself, what is asked for. */
  #readService({ input }: Operation): { languages: string[]; manual: LabelLookup[] | undefined } {
    const { type, patterns = [] } = input as { type: string; patterns?: Operation[] }
    const lists: string[] = []
    const lookups: LabelLookup[] = []
    for (const { subject, predicate, object } of patterns as unknown as Triple[]) {
      if (subject.value === serviceParam) {
        if (predicate.value === `${WIKIBASE}language` && object.termType === 'Literal')
          lists.push(object.value)
      } else if (predicate.termType === 'NamedNode' && isVariable(object))
        lookups.push({ subject, property: predicate.value, variable: object.value })
      else throw unanswerable()
    }
    if (type !== 'bgp') throw unanswerable()
    return {
      languages: languagesOf(lists.join(), this.#settings.languages),
      manual: lookups.length > 0 ? lookups : undefined
    }
  }
}

const unanswerable = (): QueryError =>
  new QueryError(
    'service',
    'SERVICE wikibase:label takes bd:serviceParam, and triples of a subject, a property and a variable'
  )

/** A list of languages as the service takes it; `mul`, which is for all languages, is tried last of all. */
function languagesOf(list: string, automatically: readonly string[]): string[] {
  const tags = list
    .split(',')
    .map(tag => tag.trim().toLowerCase())
    .flatMap(tag => (tag === '[auto_language]' ? automatically.map(each => each.toLowerCase()) : [tag]))
    .filter(tag => /^[a-z]+(?:-[a-z\d]+)*$/.test(tag))
  return [...new Set([...(tags.length > 0 ? tags : automatically), 'mul'])]
}

const suffixes: readonly [suffix: string, property: string][] = [
  ['AltLabel', `${SKOS}altLabel`],
  ['Label', `${RDFS}label`],
  ['Description', `${SCHEMA}description`]
]

/** What is asked for by the names of variables: `?xLabel` where there is `?x`. */
const automatic = (written: ReadonlySet<string>, subjects: ReadonlySet<string>): LabelLookup[] =>
  [...written].flatMap(name => {
    for (const [suffix, property] of suffixes) {
      const subject = name.endsWith(suffix) ? name.slice(0, -suffix.length) : ''
      if (subjects.has(subject)) return [{ subject: variable(subject), property, variable: name }]
    }
    return []
  })

function pathToService(top: Operation): Path | undefined {
  const waiting: Path[] = [[top]]
  for (let path = waiting.pop(); path; path = waiting.pop()) {
    const last = path.at(-1)!
    if (isLabelService(last)) return path
    // The first that is written comes first.
    for (const inner of sameGroup(last).toReversed()) waiting.push([...path, inner])
  }
  return undefined
}

/** A path whose last operation is taken out of the one before it, and then ends in what is left there. */
function withoutLast(path: Path): Path {
  const [last, parent] = [path.at(-1)!, path.at(-2)]
  const nothing: Operation = { type: 'bgp', patterns: [] }
  if (parent?.type !== 'join') {
    if (parent) replaceInput(parent, last, nothing)
    return [...path.slice(0, -1), nothing]
  }
  const others = neighboursMerged((parent['input'] as Operation[]).filter(input => input !== last))
  parent['input'] = others
  if (others.length !== 1) return path.slice(0, -1)
  const above = path.at(-3)
  if (above) replaceInput(above, parent, others[0]!)
  return [...path.slice(0, -2), others[0]!]
}

/** Triple patterns that only the service stood between belong together, for whoever plans their order. */
function neighboursMerged(inputs: readonly Operation[]): Operation[] {
  const merged: Operation[] = []
  for (const input of inputs) {
    const before = merged.at(-1)
    if (input.type === 'bgp' && before?.type === 'bgp')
      before['patterns'] = [...(before['patterns'] as Operation[]), ...(input['patterns'] as Operation[])]
    else merged.push(input)
  }
  return merged
}
