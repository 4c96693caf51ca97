import { type Literal, type NamedNode, RDF, sharedIri, type Term, typedBy, XSD } from '../../rdf/rdf.ts'
import type { Whole } from './exact.ts'

export type NumericType = 'integer' | 'decimal' | 'float' | 'double'
export type MomentKind =
  | 'dateTime'
  | 'date'
  | 'time'
  | 'gYear'
  | 'gYearMonth'
  | 'gMonth'
  | 'gMonthDay'
  | 'gDay'
export type DurationType = 'duration' | 'dayTimeDuration' | 'yearMonthDuration'

/** What is known of a datatype: of which family its values are (families are disjoint), and which of it. */
export type Datatype =
  | { readonly family: 'number'; readonly type: NumericType; readonly least?: Whole; readonly most?: Whole }
  | { readonly family: 'moment'; readonly kind: MomentKind; readonly zoned: boolean }
  | { readonly family: 'duration'; readonly type: DurationType }
  | { readonly family: 'boolean' }
  | { readonly family: 'text' }

const bits = (count: bigint): { least: Whole; most: Whole } => ({
  least: count > 53n ? -(2n ** (count - 1n)) : -(2 ** Number(count - 1n)),
  most: count > 53n ? 2n ** (count - 1n) - 1n : 2 ** Number(count - 1n) - 1
})
const unsigned = (count: bigint): { least: Whole; most: Whole } => ({
  least: 0,
  most: count > 53n ? 2n ** count - 1n : 2 ** Number(count) - 1
})

/** The datatypes that are derived from `xsd:integer`, with their bounds (XSD 1.1 part 2 §3.4.13–25). */
const integers: Readonly<Record<string, { least?: Whole; most?: Whole }>> = {
  integer: {},
  nonPositiveInteger: { most: 0 },
  negativeInteger: { most: -1 },
  nonNegativeInteger: { least: 0 },
  positiveInteger: { least: 1 },
  long: bits(64n),
  int: bits(32n),
  short: bits(16n),
  byte: bits(8n),
  unsignedLong: unsigned(64n),
  unsignedInt: unsigned(32n),
  unsignedShort: unsigned(16n),
  unsignedByte: unsigned(8n)
}
const moments: readonly MomentKind[] = [
  'dateTime',
  'date',
  'time',
  'gYear',
  'gYearMonth',
  'gMonth',
  'gMonthDay',
  'gDay'
]

/** The datatypes whose values are known here, by IRI; those of tagged strings, which need a language, are apart. */
export const datatypes: ReadonlyMap<string, Datatype> = new Map<string, Datatype>([
  [`${XSD}string`, { family: 'text' }],
  [`${XSD}boolean`, { family: 'boolean' }],
  ...Object.entries(integers).map(
    ([name, bounds]) => [XSD + name, { family: 'number', type: 'integer', ...bounds }] as const
  ),
  ...(['decimal', 'float', 'double'] as const).map(type => [XSD + type, { family: 'number', type }] as const),
  ...moments.map(kind => [XSD + kind, { family: 'moment', kind, zoned: false }] as const),
  [`${XSD}dateTimeStamp`, { family: 'moment', kind: 'dateTime', zoned: true }],
  ...(['duration', 'dayTimeDuration', 'yearMonthDuration'] as const).map(
    type => [XSD + type, { family: 'duration', type }] as const
  )
])

/** The nodes of the datatypes that results have. */
export const xsd: Readonly<
  Record<NumericType | MomentKind | DurationType | 'boolean' | 'string', NamedNode>
> = {
  integer: sharedIri(`${XSD}integer`),
  decimal: sharedIri(`${XSD}decimal`),
  float: sharedIri(`${XSD}float`),
  double: sharedIri(`${XSD}double`),
  dateTime: sharedIri(`${XSD}dateTime`),
  date: sharedIri(`${XSD}date`),
  time: sharedIri(`${XSD}time`),
  gYear: sharedIri(`${XSD}gYear`),
  gYearMonth: sharedIri(`${XSD}gYearMonth`),
  gMonth: sharedIri(`${XSD}gMonth`),
  gMonthDay: sharedIri(`${XSD}gMonthDay`),
  gDay: sharedIri(`${XSD}gDay`),
  duration: sharedIri(`${XSD}duration`),
  dayTimeDuration: sharedIri(`${XSD}dayTimeDuration`),
  yearMonthDuration: sharedIri(`${XSD}yearMonthDuration`),
  boolean: sharedIri(`${XSD}boolean`),
  string: sharedIri(`${XSD}string`)
}

const yes = typedBy('true', xsd.boolean)
const no = typedBy('false', xsd.boolean)

/** The `xsd:boolean` literal of a truth value; undefined, an error, of an error. */
export function booleanTerm(value: boolean): Literal
export function booleanTerm(value: boolean | undefined): Literal | undefined
export function booleanTerm(value: boolean | undefined): Literal | undefined {
  return value === undefined ? undefined : value ? yes : no
}

/** The truth value of the lexical form of an `xsd:boolean`; undefined of any other text. */
export const booleanOf = (text: string): boolean | undefined =>
  text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : undefined

/** The datatype of a literal, where its values are known and it has no language tag. */
export const datatypeOf = (literal: Literal): Datatype | undefined =>
  literal.language === '' ? datatypes.get(literal.datatype.value) : undefined

/** The base direction of a literal; empty where it has none, which libraries say in two ways. */
export const directionOf = (literal: Literal): 'ltr' | 'rtl' | '' => literal.direction || ''

/** Whether a term is a string literal: of datatype `xsd:string`, or with a language tag (SPARQL 1.2 Query §17.1). */
export const isStringLiteral = (term: Term | undefined): term is Literal =>
  term?.termType === 'Literal' && (term.language !== '' || term.datatype.value === `${XSD}string`)

/** The text of an `xsd:string` literal; undefined of any other term. */
export const plainText = (term: Term | undefined): string | undefined =>
  term?.termType === 'Literal' && term.language === '' && term.datatype.value === `${XSD}string`
    ? term.value
    : undefined

/** Whether the datatype may not be given to a literal without language tag. */
export const needsLanguage = (datatype: string): boolean =>
  datatype === `${RDF}langString` || datatype === `${RDF}dirLangString`

/** Longer texts are not made, in UTF-16 units: what doubles a text a few dozen times would take all memory. */
export const longestText = 2 ** 24
