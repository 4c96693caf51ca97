import { defaultGraph, GEO, iri, localNameOf, type Term, WIKIBASE } from '../rdf/rdf.ts'
import { isNumber, isTime, type Store } from '../store/store.ts'

/** The kinds of facts, in the order in which a page tells them. */
export const factKinds = [
  { kind: 'type', title: 'What it is' },
  { kind: 'date', title: 'Dates' },
  { kind: 'place', title: 'Places' },
  { kind: 'person', title: 'People' },
  { kind: 'part', title: 'Parts and relations' },
  { kind: 'number', title: 'Numbers' },
  { kind: 'text', title: 'Names and texts' },
  { kind: 'link', title: 'Links and media' },
  { kind: 'id', title: 'Identifiers' }
] as const

export type FactKind = (typeof factKinds)[number]['kind']

// What their datatype does not tell: items are kinds, places, people, or other things.
const kindsOfItems: Readonly<Record<string, FactKind>> = Object.fromEntries([
  ...['P31', 'P279', 'P106', 'P1454', 'P452', 'P136', 'P7937'].map(id => [id, 'type']),
  ...[
    ...['P17', 'P19', 'P20', 'P27', 'P30', 'P36', 'P47', 'P119', 'P131', 'P159', 'P189', 'P206', 'P276'],
    ...['P290', 'P291', 'P495', 'P551', 'P740', 'P840', 'P937', 'P1001', 'P1071', 'P1376', 'P2341', 'P3842']
  ].map(id => [id, 'place']),
  ...[
    ...[
      'P6',
      'P7',
      'P22',
      'P25',
      'P26',
      'P35',
      'P40',
      'P50',
      'P57',
      'P58',
      'P61',
      'P84',
      'P86',
      'P98',
      'P110'
    ],
    ...[
      'P112',
      'P138',
      'P161',
      'P162',
      'P169',
      'P170',
      'P175',
      'P184',
      'P185',
      'P286',
      'P451',
      'P488',
      'P710'
    ],
    ...['P1037', 'P1308', 'P1346', 'P1891', 'P3320', 'P3373', 'P3975', 'P5769']
  ].map(id => [id, 'person'])
])

const kindsOfTypes: Readonly<Record<string, FactKind>> = {
  Time: 'date',
  GlobeCoordinate: 'place',
  GeoShape: 'link',
  Quantity: 'number',
  Monolingualtext: 'text',
  String: 'text',
  Math: 'text',
  MusicalNotation: 'text',
  Url: 'link',
  CommonsMedia: 'link',
  TabularData: 'link',
  ExternalId: 'id'
}

/** What kind of facts a property makes: by the property, its datatype, or else a value of it. */
export function kindOf(store: Store, property: string, value: Term): FactKind {
  const known = kindsOfItems[localNameOf(property)]
  if (known) return known
  for (const { object } of store.match(iri(property), iri(`${WIKIBASE}propertyType`), null, defaultGraph)) {
    const kind = kindsOfTypes[localNameOf(object.value)]
    if (kind) return kind
  }
  if (isTime(value)) return 'date'
  if (isNumber(value)) return 'number'
  if (value.termType !== 'Literal') return 'part'
  return value.datatype.value === `${GEO}wktLiteral` ? 'place' : 'text'
}
