import { type Term, text, typed, WIKIBASE, XSD } from '../rdf/rdf.ts'
import { isOperation, type Operation, partsOf, replaceInput, type TermOrVariable } from './algebra.ts'
import { isOwnService, type OwnService, ServiceFault, serviceParam, type Triple } from './blazegraph.ts'
import { call, callNamed, termExpression } from './expressions.ts'
import { GEOF } from './functions/geography.ts'
import { earth, pointOf } from './functions/wkt.ts'
import { inScope, isVariable } from './variables.ts'
import { inWikidata } from './wikidata.ts'

type GeoService = Exclude<OwnService, 'label'>

/**
 * Answers the services for places of a query, in place, by their patterns and FILTERs
 * (https://www.mediawiki.org/wiki/Wikidata_Query_Service/User_Manual#Geospatial_search): `wikibase:box` between two
 * corners, `wikibase:around` within so many kilometres. `base` is that of the dataset's own IRIs, ending in `/`. What
 * stands in a SERVICE for another endpoint is left to that. Throws a ServiceFault for what they cannot do.
 */
export function answerGeoServices(root: Operation, base: string): void {
  const found: Asked[] = []
  for (let path = pathTo(root, isGeoService); path; path = pathTo(root, isGeoService)) {
    const service = path.at(-1)!
    const asked = isOwnService(service, 'box') ? readBox(service, base) : readAround(service, base)
    replaceInput(path.at(-2)!, service, asked.pattern)
    found.push(asked)
  }
  // When all are read: the parameters of one bind nothing for another.
  for (const asked of found) answer(pathTo(root, part => part === asked.pattern)!, asked)
}

const isGeoService = (part: Operation): boolean => isOwnService(part, 'box') || isOwnService(part, 'around')

/** The operations and expressions from the top of a query down to one of them. */
type Path = readonly Operation[]

/** The path to the first part, as they are written, that is looked for. */
function pathTo(root: Operation, isFound: (part: Operation) => boolean): Path | undefined {
  const waiting: Path[] = [[root]]
  for (let path = waiting.pop(); path; path = waiting.pop()) {
    const last = path.at(-1)!
    if (isFound(last)) return path
    if (last.type !== 'service' && last.type !== 'bgp')
      for (const part of [...partsOf(last)].toReversed()) waiting.push([...path, part])
  }
  return undefined
}

// --- what is asked ---

/** What a service is asked for. */
interface Asked {
  readonly service: GeoService
  /** The one triple pattern, as a group. */
  readonly pattern: Operation
  readonly condition: Operation
  /** The variables of the condition, by what they are for. */
  readonly needed: ReadonlyMap<string, string>
  /** What the distance is bound to. */
  readonly distance: { readonly variable: TermOrVariable; readonly expression: Operation } | undefined
}

/** The triples in the braces of a service: the pattern and its parameters. */
class Parameters {
  readonly service: GeoService
  readonly pattern: Operation
  readonly location: Operation
  readonly #given = new Map<string, TermOrVariable>()
  readonly #needed = new Map<string, string>()
  readonly #base: string

  constructor({ input }: Operation, service: GeoService, allowed: readonly string[], base: string) {
    this.service = service
    this.#base = base
    const { type, patterns = [] } = input as { type: string; patterns?: Operation[] }
    if (type !== 'bgp') throw this.fault('takes triples alone')
    const own: Operation[] = []
    for (const pattern of patterns) {
      const { subject, predicate, object } = pattern as unknown as Triple
      if (subject.value !== serviceParam) {
        own.push(pattern)
        continue
      }
      const name = allowed.find(each => predicate.value === WIKIBASE + each)
      if (!name) throw this.fault(`has no parameter ${predicate.value}; it has ${allowed.join(', ')}`)
      if (this.#given.has(name)) throw this.fault(`is given wikibase:${name} twice`)
      this.#given.set(name, object)
    }
    const [first, ...others] = own
    const { predicate, object } = (first ?? {}) as Partial<Triple>
    if (!first || others.length > 0 || predicate?.termType !== 'NamedNode' || !isVariable(object))
      throw this.fault(
        'takes one pattern of a subject, a property and a variable, as in ?place wdt:P625 ?location'
      )
    this.pattern = { type: 'bgp', patterns: [first] }
    this.location = termExpression(object)
    this.#needed.set(object.value, 'location')
  }

  fault(what: string): ServiceFault {
    return new ServiceFault(this.service, what)
  }

  has(name: string): boolean {
    return this.#given.has(name)
  }

  /** A variable, or a term that must be as it should. */
  value(name: string, isRight: (term: Term) => boolean, kind: string): TermOrVariable {
    const value = this.#given.get(name)
    if (!value) throw this.fault(`needs bd:serviceParam wikibase:${name}`)
    if (isVariable(value)) this.#needed.set(value.value, name)
    else if (!isRight(value)) throw this.fault(`takes ${kind} as wikibase:${name}`)
    return value
  }

  point(name: string): Operation {
    const isPoint = (term: Term): boolean => pointOf(term) !== undefined
    return termExpression(this.value(name, isPoint, 'a point, such as "Point(30.0 50.0)"^^geo:wktLiteral,'))
  }

  /** The IRI that Wikidata has for the globe that is asked about. */
  globe(): string {
    const globe = this.#given.get('globe')
    if (!globe) return earth
    if (globe.termType !== 'NamedNode') throw this.fault('takes an IRI as wikibase:globe, such as wd:Q2')
    return inWikidata(globe, this.#base).value
  }

  /** The variable that is to have the distance. */
  distance(): TermOrVariable | undefined {
    const variable = this.#given.get('distance')
    if (variable && !isVariable(variable)) throw this.fault('takes a variable as wikibase:distance')
    return variable
  }

  asked(condition: Operation, distance?: Asked['distance']): Asked {
    return { service: this.service, pattern: this.pattern, condition, needed: this.#needed, distance }
  }
}

const ordered = ['cornerSouthWest', 'cornerNorthEast'] as const
const opposite = ['cornerWest', 'cornerEast'] as const

function readBox(operation: Operation, base: string): Asked {
  const given = new Parameters(operation, 'box', [...ordered, ...opposite, 'globe'], base)
  const isOrdered = ordered.some(name => given.has(name))
  if (isOrdered && opposite.some(name => given.has(name)))
    throw given.fault(`takes either ${ordered.join(' and ')}, or ${opposite.join(' and ')}`)
  const corners = (isOrdered ? ordered : opposite).map(name => given.point(name))
  const globe = given.globe()
  const globes = globe === earth ? [] : [termExpression(text(globe))]
  const inside = callNamed(`${WIKIBASE}box`, given.location, ...corners, ...globes)
  if (!isOrdered) return given.asked(inside)
  const [south, north] = corners.map(corner => callNamed(`${GEOF}latitude`, corner))
  return given.asked(call('&&', call('<=', south!, north!), inside))
}

function readAround(operation: Operation, base: string): Asked {
  const given = new Parameters(operation, 'around', ['center', 'radius', 'distance', 'globe'], base)
  const center = given.point('center')
  const isNumber = ({ termType, value }: Term): boolean =>
    termType === 'Literal' && value.trim() !== '' && Number(value) >= 0 && Number.isFinite(Number(value))
  const radius = given.value('radius', isNumber, 'a number of kilometres')
  const variable = given.distance()
  if (given.globe() !== earth)
    throw new ServiceFault(
      'around',
      'knows distances on Earth alone; wikibase:box knows other globes',
      'unsupported'
    )
  const expression = callNamed(`${GEOF}distance`, given.location, center)
  const most = isVariable(radius)
    ? callNamed(`${XSD}double`, termExpression(radius))
    : termExpression(typed(String(Number(radius.value)), `${XSD}double`))
  return given.asked(call('<=', expression, most), variable && { variable, expression })
}

// --- where it is answered ---

const inputsOf = ({ input }: Operation): readonly Operation[] =>
  Array.isArray(input) ? input : isOperation(input) ? [input] : []

/** Whether what an operation makes of a part of its group is solutions of the same group. */
function continues(parent: Operation, part: Operation): boolean {
  if (parent.type === 'leftjoin' || parent.type === 'minus') return inputsOf(parent)[0] === part
  return ['join', 'filter', 'extend', 'graph'].includes(parent.type) && inputsOf(parent).includes(part)
}

/**
 * Filters solutions of the group in which a service stood, and binds the distance in them: as soon as all that it
 * needs is bound, and then behind what is joined there, so that the order of joins stays free. Where the group is
 * OPTIONAL or asked for by EXISTS, what stands around it counts too.
 */
function answer(path: Path, asked: Asked): void {
  let top = path.length - 1
  while (continues(path[top - 1]!, path[top]!)) top -= 1
  const group = path.slice(top).toReversed()
  const first = group.find(part => binds(part, asked, true)) ?? group.find(part => binds(part, asked))
  const outer = path[top - 1]!
  if (first) {
    let at = path.indexOf(first)
    while (at > top && path[at - 1]!.type === 'join') at -= 1
    replaceInput(path[at - 1]!, path[at]!, withDistance(filtered(path[at]!, asked), asked))
  } else if (outer.type === 'leftjoin' && binds(outer, asked)) {
    const others = outer['expression'] as Operation | undefined
    outer['expression'] = others ? call('&&', others, asked.condition) : asked.condition
    replaceInput(path[top - 2]!, outer, withDistance(outer, asked))
  } else {
    checkCorrelated(path, path[top]!, asked)
    replaceInput(path.at(-2)!, asked.pattern, withDistance(filtered(asked.pattern, asked), asked))
  }
}

/** Whether the solutions of an operation may bind all that is needed, or with `always`, whether each does. */
function binds(operation: Operation, { needed }: Asked, always = false): boolean {
  const bound = inScope(operation)[always ? 'certain' : 'possible']
  return [...needed.keys()].every(name => bound.has(name))
}

/** Throws a QueryError where neither a group nor what EXISTS is asked of binds what is needed. */
function checkCorrelated(path: Path, group: Operation, { service, needed }: Asked): void {
  const exists = path.findLastIndex(part => part['subType'] === 'existence')
  const asking = path.slice(0, Math.max(exists, 0)).findLast(({ type }) => type !== 'expression')
  const bound = new Set([group, ...(asking ? [asking] : [])].flatMap(part => [...inScope(part).possible]))
  for (const [name, role] of needed)
    if (!bound.has(name))
      throw new ServiceFault(
        service,
        `needs ?${name} for wikibase:${role}, which nothing in the same group binds`
      )
}

const filtered = (input: Operation, { condition }: Asked): Operation => ({
  type: 'filter',
  input,
  expression: condition
})

function withDistance(input: Operation, { service, distance }: Asked): Operation {
  if (!distance) return input
  const { value } = distance.variable
  if (inScope(input).possible.has(value))
    throw new ServiceFault(
      service,
      `needs a variable of its own for wikibase:distance; ?${value} is bound already`
    )
  return { type: 'extend', input, ...distance }
}
