import type { Datatype, Property } from '../alignment/alignment.ts'
import {
  GEO,
  iri,
  langText,
  type Quad,
  type Quad_Object,
  quad,
  RDF,
  RDFS,
  WIKIBASE,
  XSD
} from '../rdf/rdf.ts'
import type { Predicates } from './predicates.ts'

const propertyTypes: Readonly<Record<Datatype, string>> = {
  commonsMedia: 'CommonsMedia',
  'entity-schema': 'EntitySchema',
  'external-id': 'ExternalId',
  'geo-shape': 'GeoShape',
  'globe-coordinate': 'GlobeCoordinate',
  math: 'Math',
  monolingualtext: 'Monolingualtext',
  'musical-notation': 'MusicalNotation',
  quantity: 'Quantity',
  string: 'String',
  'tabular-data': 'TabularData',
  time: 'Time',
  url: 'Url',
  'wikibase-form': 'WikibaseForm',
  'wikibase-item': 'WikibaseItem',
  'wikibase-lexeme': 'WikibaseLexeme',
  'wikibase-property': 'WikibaseProperty',
  'wikibase-sense': 'WikibaseSense'
}

/** What a query needs to know of a property: its label, its datatype, and the predicates made of it. */
export function describeProperty(
  { label, datatype }: Property,
  predicates: Predicates,
  language: string
): Quad[] {
  const wikibase = (name: string): ReturnType<typeof iri> => iri(WIKIBASE + name)
  const facts: [ReturnType<typeof iri>, Quad_Object][] = [
    [iri(`${RDF}type`), wikibase('Property')],
    [iri(`${RDFS}label`), langText(label, language)],
    [wikibase('propertyType'), wikibase(propertyTypes[datatype])],
    [wikibase('directClaim'), predicates.direct],
    [wikibase('claim'), predicates.claim],
    [wikibase('statementProperty'), predicates.statement],
    [wikibase('statementValue'), predicates.statementValue],
    [wikibase('qualifier'), predicates.qualifier],
    [wikibase('qualifierValue'), predicates.qualifierValue]
  ]
  if (datatype === 'external-id')
    facts.push(
      [wikibase('directClaimNormalized'), predicates.directNormalized],
      [wikibase('statementValueNormalized'), predicates.statementNormalized],
      [wikibase('qualifierValueNormalized'), predicates.qualifierNormalized]
    )
  return facts.map(([predicate, object]) => quad(predicates.entity, predicate, object))
}

/** The order of properties: Wikidata's first, by number, then the dataset's own. */
export function byId(a: Property, b: Property): number {
  if (a.local !== b.local) return a.local ? 1 : -1
  if (a.local) return a.id < b.id ? -1 : 1
  return Number(a.id.slice(1)) - Number(b.id.slice(1))
}

type ValueKind = 'iri' | 'language' | 'string' | { datatype: string }

const valueKinds: Readonly<Partial<Record<Datatype, ValueKind>>> = {
  commonsMedia: 'iri',
  url: 'iri',
  'wikibase-item': 'iri',
  'wikibase-property': 'iri',
  'geo-shape': 'iri',
  'tabular-data': 'iri',
  monolingualtext: 'language',
  time: { datatype: `${XSD}dateTime` },
  quantity: { datatype: `${XSD}decimal` },
  'globe-coordinate': { datatype: `${GEO}wktLiteral` }
}

/** A property as a JSON-LD context names it, by its direct predicate. */
export const namedProperty = (
  property: Property,
  base: string
): { id: string; label: string; local: boolean; values: ValueKind } => ({
  id: property.local
    ? `${base}prop/direct/${property.id}`
    : `http://www.wikidata.org/prop/direct/${property.id}`,
  label: property.label,
  local: property.local,
  values: valueKinds[property.datatype] ?? 'string'
})
