import type { JsonLdForm } from '../../dumps/dumps.ts'
import { Fault } from '../faults.ts'
import { link } from './header-fields.ts'
import { parseAccept } from './negotiation.ts'

/** The IRIs of JSON-LD's profiles (JSON-LD 1.1 §I) begin so. */
const namespace = 'http://www.w3.org/ns/json-ld#'

const forms: readonly JsonLdForm[] = ['expanded', 'compacted', 'flattened', 'framed']

const formOf = (name: string): JsonLdForm | undefined =>
  forms.find(form => name === form || name === namespace + form)

/** Whether one document can be in all these forms. */
const goTogether = (wanted: readonly JsonLdForm[]): boolean =>
  wanted.length === 1 || wanted.join() === 'compacted,flattened'

/**
 * The forms that a client asks for: by the parameter `profile` of the address, else by that of the range in
 * `Accept` it likes best of those for JSON-LD. Empty where it asks for none. In the address short names count too,
 * and what is not known is a Fault; in `Accept` it is passed over, as JSON-LD 1.1 §I demands.
 */
export function askedForms(parameter: string | null, accept: string | undefined): readonly JsonLdForm[] {
  if (parameter === null) return acceptedForms(accept)
  const names = parameter.split(/\s+/).filter(name => name !== '')
  const wanted = distinct(names.flatMap(name => formOf(name) ?? []))
  const known = names.length > 0 && names.every(name => formOf(name) !== undefined)
  if (known && goTogether(wanted)) return wanted
  throw notInThatForm(`profile can be one of ${forms.join(', ')}, or flattened with compacted`)
}

/** That there is no document in a form. */
export const notInThatForm = (detail: string): Fault =>
  new Fault('not-acceptable', detail, {
    members: { available: forms.map(form => contentTypeIn([form])) },
    headers: { Vary: 'Accept' }
  })

function acceptedForms(field: string | undefined): readonly JsonLdForm[] {
  const ranges = (parseAccept(field) ?? [])
    .filter(({ type, subtype, quality }) => type === 'application' && subtype === 'ld+json' && quality > 0)
    .map(({ quality, parameters }) => ({ quality, profile: parameters.get('profile') }))
  // Of two that are liked as much, the one that says more (RFC 9110 §12.5.1).
  ranges.sort(
    (a, b) => b.quality - a.quality || Number(b.profile !== undefined) - Number(a.profile !== undefined)
  )
  const names = ranges[0]?.profile?.split(/\s+/) ?? []
  const wanted = distinct(names.flatMap(name => (name.startsWith(namespace) ? (formOf(name) ?? []) : [])))
  if (wanted.length === 0 || goTogether(wanted)) return wanted
  throw notInThatForm('No document is in all of these forms at once')
}

/** Each once, in one order: so what is asked for in several spellings is kept once. */
const distinct = (wanted: readonly JsonLdForm[]): JsonLdForm[] => forms.filter(form => wanted.includes(form))

const irisOf = (wanted: readonly JsonLdForm[]): string => wanted.map(form => namespace + form).join(' ')

/** The value of a `Content-Type` field for JSON-LD in some forms. */
export const contentTypeIn = (wanted: readonly JsonLdForm[]): string =>
  wanted.length === 0 ? 'application/ld+json' : `application/ld+json;profile="${irisOf(wanted)}"`

/** The value of a `Content-Type` field for a frame. */
export const frameContentType = `application/ld+json;profile="${namespace}frame"`

/** The links to the profiles that a document keeps (RFC 6906 §3). */
export const profileLinks = (wanted: readonly JsonLdForm[]): string[] =>
  wanted.map(form => link(namespace + form, 'profile'))
