import jsonld from 'jsonld'
import {
  defaultLongest,
  notUtf8,
  type Quad,
  type QuadReader,
  RdfSyntaxError,
  type ReaderOptions,
  type Term
} from '../rdf/rdf.ts'
import { TermFactory } from './term-factory.ts'

/** How jsonld.js writes a base direction that RDF 1.1 cannot have. */
const directed = /^https:\/\/www\.w3\.org\/ns\/i18n#([A-Za-z0-9-]+)_(ltr|rtl)$/

export interface JsonLdOptions extends ReaderOptions {
  /** The text of a context that a document names, where it is at hand; nothing is fetched. */
  readonly contextOf?: (iri: string) => Promise<string | undefined>
}

/** Reads JSON-LD with jsonld.js, a document as a whole. What is skipped where that has an error is all of it. */
export class JsonLdReader implements QuadReader {
  readonly #options: JsonLdOptions
  readonly #pieces: string[] = []
  #length = 0
  #isSkipped = false

  constructor(options: JsonLdOptions = {}) {
    this.#options = options
  }

  read(piece: string): readonly Quad[] {
    const { longest = defaultLongest } = this.#options
    if (this.#isSkipped) return []
    this.#length += piece.length
    this.#pieces.push(piece)
    if (this.#length > longest)
      this.#fail(
        new RdfSyntaxError(
          `JSON-LD is read as a whole, and this is longer than ${longest} characters; N-Quads may be as long as they like`
        )
      )
    return []
  }

  async end(): Promise<readonly Quad[]> {
    if (this.#isSkipped) return []
    const text = this.#pieces.splice(0).join('')
    try {
      return await this.#quads(parsedJson(text))
    } catch (error) {
      if (!(error instanceof RdfSyntaxError)) throw error
      this.#fail(error)
      return []
    }
  }

  #fail(error: RdfSyntaxError): void {
    const { skip } = this.#options
    if (!skip) throw error
    skip(error)
    this.#isSkipped = true
    this.#pieces.length = 0
  }

  async #quads(document: unknown): Promise<Quad[]> {
    const { base, blankNodes = 'b', contextOf } = this.#options
    let refused: string | undefined
    const documentLoader = async (iri: string) => {
      const text = await contextOf?.(iri)
      if (text !== undefined) return { documentUrl: iri, document: parsedJson(text) }
      refused = iri
      throw new Error('Contexts are not fetched')
    }
    const factory = new TermFactory(blankNodes)
    const termOf = (term: Parameters<typeof ourTerm>[0]): Term => ourTerm(term, factory, blankNodes)
    try {
      const quads = await jsonld.toRDF(document, {
        rdfDirection: 'i18n-datatype',
        documentLoader,
        ...(base === undefined ? {} : { base })
      })
      return quads.map(({ subject, predicate, object, graph }) =>
        factory.quad(termOf(subject), termOf(predicate), termOf(object), termOf(graph))
      )
    } catch (error) {
      if (refused !== undefined)
        throw new RdfSyntaxError(`its context ${refused} is not fetched; write it into the document`)
      if (!(error instanceof Error) || !error.name.startsWith('jsonld.')) throw error
      const { details } = error as Error & { details?: { code?: string } }
      const message = error.message.replace(/\.$/, '')
      throw new RdfSyntaxError(
        details?.code ? `${message} (${details.code})` : message,
        undefined,
        undefined,
        {
          cause: error
        }
      )
    }
  }
}

function ourTerm(
  {
    termType,
    value,
    language,
    datatype
  }: {
    readonly termType: string
    readonly value: string
    readonly language?: string
    readonly datatype?: { readonly value: string }
  },
  factory: TermFactory,
  begin: string
): Term {
  if (termType === 'NamedNode') return factory.namedNode(value)
  if (termType === 'BlankNode') return factory.blankNode(begin + value.replace(/^_:/, ''))
  if (termType === 'DefaultGraph') return factory.defaultGraph()
  if (language) return factory.literal(value, language)
  const [, tag, direction] = directed.exec(datatype?.value ?? '') ?? []
  if (tag) return factory.literal(value, { language: tag, direction: direction as 'ltr' | 'rtl' })
  return factory.literal(value, datatype && factory.namedNode(datatype.value))
}

function parsedJson(text: string): unknown {
  if (!text.isWellFormed()) throw errorAt(notUtf8, text, text.search(/\p{Surrogate}/u))
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    // V8 says where: `… in JSON at position 12 (line 2 column 3)`.
    const { message } = error
    const at = /at position (\d+)/.exec(message)?.[1]
    const what = `it is not JSON: ${message.replace(/ (?:in JSON )?at position.*$/, '')}`
    throw errorAt(what, text, at === undefined ? text.length : Number(at), error)
  }
}

function errorAt(message: string, text: string, at: number, cause?: Error): RdfSyntaxError {
  const before = text.slice(0, at).split('\n')
  return new RdfSyntaxError(message, before.length, [...before.at(-1)!].length + 1, { cause })
}
