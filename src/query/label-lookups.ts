import { integer, iri, RDFS, SKOS, text, WD } from '../rdf/rdf.ts'
import type { Operation, TermOrVariable, Variable } from './algebra.ts'
import { call, type FreshNames, termExpression, triplePattern, variable } from './expressions.ts'
import { inScope, isVariable } from './variables.ts'

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
 * IRI. All look-ups are optional joins over the default graph, so that any engine can plan them.
 */
export function withLookups(
  input: Operation,
  lookups: readonly LabelLookup[],
  settings: LookupSettings
): Operation {
  const keys = new Map<string, Variable>()
  const { certain } = inScope(input)
  let solutions = input
  for (const lookup of lookups) {
    const { subject } = lookup
    let key: TermOrVariable = subject
    if (isVariable(subject) ? !certain.has(subject.value) : lookup.property === aliases) {
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
  lookup: LabelLookup,
  settings: LookupSettings
): Operation {
  const { subject, property, variable: target } = lookup
  const { solutions, choices } =
    property === aliases
      ? withAliases(input, key as Variable, settings)
      : withOneEach(input, key, property, settings)
  if (property === `${RDFS}label`) choices.push(nameOf(termExpression(subject), settings.base))
  const expression = call('coalesce', ...choices)
  return { type: 'extend', input: solutions, variable: variable(target), expression }
}

/** Solutions in which words may be bound, and the expressions that may have the words, the preferred first. */
interface Choices {
  readonly solutions: Operation
  readonly choices: Operation[]
}

/** `OPTIONAL { ?key property ?words FILTER(LANG(?words) = "en") }` for each language. */
function withOneEach(
  input: Operation,
  key: TermOrVariable,
  property: string,
  { languages, fresh }: LookupSettings
): Choices {
  const choices: Operation[] = []
  let solutions = input
  for (const language of languages) {
    const found = fresh.next()
    const words = termExpression(found)
    const triples: Operation = { type: 'bgp', patterns: [triplePattern(key, iri(property), found)] }
    const expression = call('=', call('lang', words), termExpression(text(language)))
    solutions = { type: 'leftjoin', input: [solutions, triples], expression }
    choices.push(words)
  }
  return { solutions, choices }
}

/**
 * One sub-select for all languages, since it goes over all aliases there are:
 * `SELECT ?key (GROUP_CONCAT(IF(LANG(?alias) = "en", CONCAT(", ", STR(?alias)), ""); separator="") AS ?list) …`.
 */
function withAliases(input: Operation, key: Variable, { languages, fresh }: LookupSettings): Choices {
  const alias = fresh.next()
  const [words, nothing] = [termExpression(alias), termExpression(text(''))]
  const triples: Operation = { type: 'bgp', patterns: [triplePattern(key, iri(aliases), alias)] }
  const tags = languages.map(language => termExpression(text(language)))
  const lists = languages.map(() => fresh.next())
  const aggregates = tags.map((tag, i): Operation => {
    const next = call('concat', termExpression(text(', ')), call('str', words))
    return {
      type: 'expression',
      subType: 'aggregate',
      aggregator: 'group_concat',
      separator: '',
      distinct: false,
      expression: call('if', call('=', call('lang', words), tag), next, nothing),
      variable: lists[i]
    }
  })
  const filter: Operation = {
    type: 'filter',
    input: triples,
    expression: call('in', call('lang', words), ...tags)
  }
  const group: Operation = { type: 'group', input: filter, variables: [key], aggregates }
  const select: Operation = { type: 'project', input: group, variables: [key, ...lists] }
  // A variable that is never bound is an error wherever it is asked for, and COALESCE goes on to the next.
  const never = termExpression(fresh.next())
  const third = termExpression(integer(3))
  return {
    solutions: { type: 'leftjoin', input: [input, select] },
    choices: tags.map((tag, i) => {
      const list = termExpression(lists[i]!)
      return call('if', call('=', list, nothing), never, call('strlang', call('substr', list, third), tag))
    })
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
