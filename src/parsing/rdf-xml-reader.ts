import { RdfXmlParser } from 'rdfxml-streaming-parser'
import { notUtf8, type Quad, type QuadReader, RdfSyntaxError, type ReaderOptions } from '../rdf/rdf.ts'
import { TermFactory } from './term-factory.ts'

/** The parser, asked for its quads piece by piece, and not as the stream it is. */
class PiecewiseParser extends RdfXmlParser {
  #quads: Quad[] = []

  override push(quad: Quad | null): boolean {
    if (quad) this.#quads.push(quad)
    return true
  }

  take(): Quad[] {
    const quads = this.#quads
    this.#quads = []
    return quads
  }

  /** Throws where the XML is not at its end. */
  close(): void {
    this.saxParser.close()
  }

  get place(): [line: number, column: number] {
    return [this.saxParser.line, this.saxParser.column + 1]
  }
}

// `3:14: message` of the parser of XML, `Line 3 column 14: message` of that of RDF.
const placed = /^(?:(\d+):(\d+): |Line (\d+) column (\d+): )?(.*?)\.?$/s

/** Reads RDF/XML with rdfxml-streaming-parser. XML cannot be read on behind an error, so the rest is what is skipped. */
export class RdfXmlReader implements QuadReader {
  readonly #parser: PiecewiseParser
  readonly #skip: ReaderOptions['skip']
  #isBroken = false

  constructor({ base, blankNodes = 'b', skip }: ReaderOptions = {}) {
    this.#skip = skip
    const factory = new TermFactory(blankNodes)
    const labels = new Map<string, ReturnType<TermFactory['blankNode']>>()
    this.#parser = new PiecewiseParser({
      ...(base === undefined ? {} : { baseIRI: base }),
      trackPosition: true,
      dataFactory: {
        ...factory,
        blankNode: (label?: string) => {
          if (label === undefined) return factory.blankNode()
          // A name in XML may end in a full stop, which a label may not.
          if (!label.endsWith('.')) return factory.blankNode(blankNodes + label)
          const known = labels.get(label) ?? factory.blankNode()
          labels.set(label, known)
          return known
        }
      }
    })
    this.#parser.on('error', error => {
      throw error
    })
  }

  read(piece: string): readonly Quad[] {
    if (this.#isBroken) return []
    const end = piece.isWellFormed() ? piece.length : piece.search(/\p{Surrogate}/u)
    this.#run(() =>
      this.#parser._transform(piece.slice(0, end), 'utf8', error => {
        if (error) throw error
      })
    )
    if (end < piece.length) this.#fail(new RdfSyntaxError(notUtf8, ...this.#parser.place))
    return this.#parser.take()
  }

  end(): readonly Quad[] {
    if (this.#isBroken) return []
    this.#run(() => this.#parser.close())
    return this.#parser.take()
  }

  #run(work: () => void): void {
    try {
      work()
    } catch (error) {
      if (!(error instanceof Error)) throw error
      const [, line, column, rdfLine, rdfColumn, message = ''] = placed.exec(error.message) ?? []
      const [atLine, atColumn] = this.#parser.place
      this.#fail(
        new RdfSyntaxError(
          /^[A-Z][a-z]/.test(message) ? message[0]!.toLowerCase() + message.slice(1) : message,
          Number(line ?? rdfLine ?? atLine),
          line === undefined ? Number(rdfColumn ?? atColumn) : Number(column) + 1,
          { cause: error }
        )
      )
    }
  }

  #fail(error: RdfSyntaxError): void {
    if (!this.#skip) throw error
    if (!this.#isBroken) this.#skip(error)
    this.#isBroken = true
  }
}
