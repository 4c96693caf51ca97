import { type Iris, type Property, type Value, valueKey } from '../alignment/alignment.ts'
import {
  GEO,
  integer,
  iri,
  langText,
  type NamedNode,
  type Quad,
  type Quad_Object,
  quad,
  RDF,
  sharedIri,
  text,
  typed,
  WD,
  WIKIBASE,
  XSD
} from '../rdf/rdf.ts'

const type = sharedIri(`${RDF}type`)
const wikibase = (name: string): NamedNode => sharedIri(WIKIBASE + name)
const gregorian = sharedIri(`${WD}Q1985727`)
const earth = sharedIri(`${WD}Q2`)
const noUnit = sharedIri(`${WD}Q199`)

/**
 * A double in canonical form (XML Schema 1.0 §3.2.5.2), `5.57963E1`: JSON-LD parsers put every double so, and
 * only what they leave alone is the same literal in all formats.
 */
const double = (decimal: string): Quad_Object =>
  typed(
    Number(decimal)
      .toExponential(15)
      .replace(/(\d)0*e\+?/, '$1E'),
    `${XSD}double`
  )

/** The simple form of a value: what stands behind `wdt:`, `ps:` and `pq:`. */
export function simpleValue(value: Value, iris: Iris): Quad_Object {
  switch (value.type) {
    case 'item':
    case 'iri':
      return iri(value.iri)
    case 'time':
      return typed(value.time, `${XSD}dateTime`)
    case 'quantity':
      return typed(value.amount, `${XSD}decimal`)
    case 'coordinate':
      return typed(`Point(${value.longitude} ${value.latitude})`, `${GEO}wktLiteral`)
    case 'monolingual':
      return langText(value.text, value.language)
    case 'unknown':
      return iri(iris.unknown(value.key))
    default:
      return text(value.text)
  }
}

/**
 * The node that holds what the simple form cannot of a value of this subject, with its quads; undefined for
 * types that have none.
 */
export function fullValue(
  value: Value,
  subject: string,
  iris: Iris
): { node: NamedNode; quads: Quad[] } | undefined {
  if (value.type !== 'time' && value.type !== 'quantity' && value.type !== 'coordinate') return undefined
  const node = iri(iris.value(subject, valueKey(value)))
  const say = (...facts: [NamedNode, Quad_Object][]): { node: NamedNode; quads: Quad[] } => ({
    node,
    quads: facts.map(([predicate, object]) => quad(node, predicate, object))
  })
  if (value.type === 'time')
    return say(
      [type, wikibase('TimeValue')],
      [wikibase('timeValue'), simpleValue(value, iris)],
      [wikibase('timePrecision'), integer(value.precision)],
      [wikibase('timeTimezone'), integer(0)],
      [wikibase('timeCalendarModel'), gregorian]
    )
  if (value.type === 'quantity')
    return say(
      [type, wikibase('QuantityValue')],
      [wikibase('quantityAmount'), simpleValue(value, iris)],
      [wikibase('quantityUnit'), value.unit === undefined ? noUnit : sharedIri(WD + value.unit)],
      ...bound('quantityLowerBound', value.lower),
      ...bound('quantityUpperBound', value.upper)
    )
  return say(
    [type, wikibase('GlobecoordinateValue')],
    [wikibase('geoLatitude'), double(value.latitude)],
    [wikibase('geoLongitude'), double(value.longitude)],
    [wikibase('geoGlobe'), earth]
  )
}

const bound = (name: string, decimal: string | undefined): [NamedNode, Quad_Object][] =>
  decimal === undefined ? [] : [[wikibase(name), typed(decimal, `${XSD}decimal`)]]

/** The web address of an external id, by its property's formatter URL; undefined where there is none. */
export function normalizedValue(value: Value, { formatter }: Property): NamedNode | undefined {
  if (value.type !== 'external-id' || formatter === undefined) return undefined
  const id = encodeURIComponent(value.text).replaceAll('%2F', '/').replaceAll('%3A', ':')
  const address = formatter.replaceAll('$1', () => id)
  return URL.canParse(address) ? iri(address) : undefined
}
