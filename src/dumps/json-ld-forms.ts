import type { JsonLdContext } from './context.ts'

/** The forms of a document that JSON-LD 1.1 has profiles for (§I), besides contexts and frames. */
export type JsonLdForm = 'expanded' | 'compacted' | 'flattened' | 'framed'

/** A frame (JSON-LD 1.1 Framing §4.1): which node stands at the top, and what stands within it. */
export interface JsonLdFrame {
  /** Contexts; `context.jsonld` is the dataset's. */
  readonly '@context': readonly (string | object)[]
  readonly [member: string]: unknown
}

export interface JsonLdForms {
  readonly context: JsonLdContext
  readonly frame: JsonLdFrame
  /** The IRI of the node that a framed document has at its top. */
  readonly subject: string
}

/**
 * A document of ours in another form; several forms are those that go together, `flattened` with `compacted`. Nothing
 * is fetched. Undefined for a frame that nothing in the document fits.
 */
export async function jsonLdIn(
  wanted: readonly JsonLdForm[],
  text: string,
  { context, frame, subject }: JsonLdForms
): Promise<string | undefined> {
  // Only who asks for a form needs it.
  const { default: jsonld } = await import('jsonld')
  const document: unknown = JSON.parse(text)
  const ours = { '@context': context['@context'] }
  const documentLoader = (iri: string): Promise<never> =>
    Promise.reject(new Error(`${iri} is not fetched: contexts stand in the document`))
  const settings = { documentLoader }
  if (wanted.includes('framed')) {
    const contexts = frame['@context'].map(one => (one === 'context.jsonld' ? ours['@context'] : one))
    const framed = await jsonld.frame(
      document,
      { ...frame, '@context': contexts, '@id': subject },
      { ...settings, omitGraph: true }
    )
    return '@id' in framed ? written(framed) : undefined
  }
  const compacted = wanted.includes('compacted')
  if (wanted.includes('flattened'))
    return written(await jsonld.flatten(document, compacted ? ours : null, settings))
  return written(
    compacted ? await jsonld.compact(document, ours, settings) : await jsonld.expand(document, settings)
  )
}

const written = (document: unknown): string => `${JSON.stringify(document, null, 1)}\n`
