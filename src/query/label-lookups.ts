import { iri, RDFS, SKOS, text, WD } from '../rdf/rdf.ts'
import type { Operation, TermOrVariable, Variable } from './algebra.ts'
import { call, type FreshNames, termExpression, triplePattern, variable } from './expressions.ts'
import { isVariable, variablesOf } from './variables.ts'

/** What the label service is asked for: words of something, to be bound to a variable. */
export interface LabelLookup {
  readonly subject: TermOrVariable
  /** The IRI of the property that has the words, such as that of `rdfs:label`. */
  readonly property: string
  readonly variable: string
}

export interface LookupSettings {
  /** Language tags in lower case, the one that counts most first. */
  readonly languages: readonly string[]
  /** The base of the dataset's own IRIs, ending in `/`. */
  readonly base: string
  readonly fresh: FreshNames
}

const aliases = `${SKOS}altLabel`

/**
 * Solutions with what is looked up of them: each stays one, as long as nothing has two values of a property in one
 * language, which Wikibase has of aliases alone. They are joined into one text; a label that is missing is made of the
 * IRI. All look-ups are optional joins over the default graph, one a language, so that any engine can plan them.
 */
export function withLookups(
  input: Operation,
  lookups: readonly LabelLookup[],
  settings: LookupSettings
): Operation {
  const keys = new Map<string, Variable>()
  const always = variablesOf(input, true)
  let solutions = input
  for (const lookup of lookups) {
    const { subject } = lookup
    let key: TermOrVariable = subject
    if (isVariable(subject) ? !always.has(subject.value) : lookup.property === aliases) {
      const known = keys.get(subject.value)
      key = known ?? settings.fresh.next()
      if (!known) {
        keys.set(subject.value, key)
        // What is not bound would match every subject: a literal, which none can be, stands for it.
        const bound = call('coalesce', termExpression(subject), termExpression(text('')))
        solutions = { type: 'extend', input: solutions, variable: key, expression: bound }
      }
    }
    solutions = withWords(solutions, key, lookup, settings)
  }
  return solutions
}

/** Solutions with the words of one lookup, in the first language that has any. */
function withWords(
  input: Operation,
  key: TermOrVariable,
  { subject, property, variable: target }: LabelLookup,
  { languages, base, fresh }: LookupSettings
): Operation {
  const choices: Operation[] = []
  let solutions = input
  for (const language of languages) {
    const found = fresh.next()
    const words = termExpression(found)
    const tag = termExpression(text(language))
    const inLanguage = call('=', call('lang', words), tag)
    const triples: Operation = { type: 'bgp', patterns: [triplePattern(key, iri(property), found)] }
    if (property === aliases) {
      const [listed, list] = [fresh.next(), fresh.next()]
      const inner: Operation = { type: 'filter', input: triples, expression: inLanguage }
      solutions = {
        type: 'leftjoin',
        input: [solutions, joinedBySubject(inner, key as Variable, call('str', words), [listed, list])]
      }
      choices.push(call('strlang', termExpression(list), tag))
    } else {
      solutions = { type: 'leftjoin', input: [solutions, triples], expression: inLanguage }
      choices.push(words)
    }
  }
  if (property === `${RDFS}label`) choices.push(nameOf(termExpression(subject), base))
  return {
    type: 'extend',
    input: solutions,
    variable: variable(target),
    expression: call('coalesce', ...choices)
  }
}

/** A sub-select that joins all words of one subject: `SELECT ?key (GROUP_CONCAT(?words; separator=", ") AS ?list)`. */
function joinedBySubject(
  input: Operation,
  key: Variable,
  words: Operation,
  [listed, list]: readonly [Variable, Variable]
): Operation {
  const aggregate: Operation = {
    type: 'expression',
    subType: 'aggregate',
    aggregator: 'group_concat',
    separator: ', ',
    distinct: false,
    expression: words,
    variable: listed
  }
  const group: Operation = { type: 'group', input, variables: [key], aggregates: [aggregate] }
  return {
    type: 'project',
    input: { type: 'extend', input: group, variable: list, expression: termExpression(listed) },
    variables: [key, list]
  }
}

/** The id of an entity of Wikidata or of the dataset; of anything else the whole text. */
function nameOf(subject: Operation, base: string): Operation {
  const whole = call('str', subject)
  return [WD, `${base}entity/`].reduce((otherwise, entities) => {
    const start = termExpression(text(entities))
    return call('if', call('strstarts', whole, start), call('strafter', whole, start), otherwise)
  }, whole)
}
