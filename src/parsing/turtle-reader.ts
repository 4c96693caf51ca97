import { type ParseError, Parser } from 'n3'
import { notUtf8, type Quad, type QuadReader, RdfSyntaxError, type ReaderOptions } from '../rdf/rdf.ts'
import { TermFactory } from './term-factory.ts'
import { OpenStatement, StatementEnd } from './turtle-statements.ts'

/** Reads Turtle or TriG with N3.js. What is skipped of a document with errors is the statement that has one. */
export class TurtleReader implements QuadReader {
  readonly #format: string
  readonly #options: ReaderOptions
  readonly #factory: TermFactory
  readonly #begin: string
  #give: (piece: string) => void = () => undefined
  #finish: () => void = () => undefined
  #quads: Quad[] = []
  /** Where errors are skipped: what is open, and how many of the quads are complete. */
  readonly #open: OpenStatement | undefined
  #complete = 0
  /** Looks for the end of a statement that is skipped. */
  #end: StatementEnd | undefined
  /** The last piece and the one before, and where that begins. */
  #recent = ''
  #before = 0
  #line = 1
  #column = 0
  /** The line that the parser takes for its first, and the characters on it that are not the document's. */
  #firstLine = 1
  #firstColumn = 0

  constructor(format: 'Turtle' | 'TriG', options: ReaderOptions = {}) {
    this.#format = format
    this.#options = options
    this.#begin = options.blankNodes ?? 'b'
    this.#factory = new TermFactory(this.#begin)
    this.#open = options.skip && new OpenStatement()
    this.#start()
  }

  #start(): void {
    const { base } = this.#options
    const parser = new Parser({
      format: this.#format,
      blankNodePrefix: this.#begin,
      factory: this.#factory,
      ...(base === undefined ? {} : { baseIRI: base })
    })
    const open = this.#open
    let isOver = false
    parser.parse(
      {
        on: (event, listener) => {
          if (event === 'data') this.#give = listener
          else if (event === 'end') this.#finish = listener as () => void
        }
      },
      {
        onQuad: (error, quad) => {
          if (error) {
            isOver = true
            throw error
          }
          if (quad) this.#quads.push(quad)
        },
        ...(open && {
          onPrefix: (prefix, iri) => open.prefix(prefix, iri.value),
          onTokenEnd: token => {
            // The parser tells of the token that is the error, too.
            if (!isOver && open.token(token)) this.#complete = this.#quads.length
          }
        })
      }
    )
  }

  read(piece: string): readonly Quad[] {
    for (let rest = piece; ; ) {
      const end = rest.isWellFormed() ? rest.length : rest.search(/\p{Surrogate}/u)
      this.#read(rest.slice(0, end))
      if (end === rest.length) return this.#take()
      const [line, column] = this.#placeOf(this.#recent.length)
      this.#fail(new RdfSyntaxError(notUtf8, line, column + 1))
      rest = rest.slice(end + 1)
    }
  }

  end(): readonly Quad[] {
    if (!this.#end) this.#run('', () => this.#finish())
    if (!this.#end) this.#complete = this.#quads.length
    return this.#take()
  }

  #read(piece: string): void {
    this.#remember(piece)
    const text = this.#end ? this.#restart(this.#before) : piece
    if (text !== undefined) this.#run(text)
  }

  /** Has the parser read a text; where errors are skipped, what follows the statements that have one. */
  #run(text: string, finish: () => void = () => undefined): void {
    for (let rest: string | undefined = text; rest !== undefined; )
      try {
        if (rest !== '') this.#give(rest)
        finish()
        return
      } catch (error) {
        if (!(error instanceof Error && 'context' in error)) throw error
        const [syntaxError, at] = this.#told(error as ParseError)
        this.#fail(syntaxError)
        rest = this.#restart(at)
      }
  }

  /** The quads of complete statements, where it matters whether they are. */
  #take(): Quad[] {
    const count = this.#open ? this.#complete : this.#quads.length
    this.#complete = 0
    return this.#quads.splice(0, count)
  }

  /** Begins to skip the statement that is open. */
  #fail(error: RdfSyntaxError): void {
    if (!this.#options.skip) throw error
    this.#options.skip(error)
    this.#quads.length = this.#complete
    this.#end ??= new StatementEnd(this.#open!.isInGraph)
  }

  /** Begins anew behind the statement that is skipped; gives the text there, undefined where its end is still to come. */
  #restart(from: number): string | undefined {
    const at = this.#end!.find(this.#recent, from)
    if (at === undefined) return undefined
    this.#end = undefined
    const [line, column] = this.#placeOf(at)
    this.#start()
    const head = this.#open!.head()
    this.#firstLine = line
    this.#firstColumn = head.length - column
    this.#recent = this.#recent.slice(at)
    this.#before = 0
    this.#line = line
    this.#column = column
    this.#give(head)
    return this.#recent
  }

  #remember(piece: string): void {
    const [line, column] = this.#placeOf(this.#before)
    const kept = this.#recent.slice(this.#before)
    this.#line = line
    this.#column = column
    this.#recent = kept + piece
    this.#before = kept.length
  }

  /** Line, from 1, and column, from 0, of a place in the recent text. */
  #placeOf(at: number): [line: number, column: number] {
    let line = this.#line
    let start = -this.#column
    for (
      let next = this.#recent.indexOf('\n');
      next >= 0 && next < at;
      next = this.#recent.indexOf('\n', next + 1)
    ) {
      line++
      start = next + 1
    }
    return [line, at - start]
  }

  #told({ message, context: { token, line, previousToken } }: ParseError): [RdfSyntaxError, at: number] {
    const last = token ?? previousToken
    const known = last !== undefined && (token !== undefined || (last.endLine ?? last.line) === line)
    let at = this.#offsetOf(line, known ? (token ? last.start : last.end) : 0)
    if (!token && at !== undefined) while (/[ \t]/.test(this.#recent[at] ?? '')) at++
    const what = message.replace(/ on line \d+\.$/, '').replace('"undefined"', 'the object')
    const [onLine, column] = at === undefined ? [line + this.#firstLine - 1] : this.#placeOf(at)
    const error = new RdfSyntaxError(
      what[0]!.toLowerCase() + what.slice(1),
      onLine,
      column === undefined ? undefined : column + 1
    )
    return [error, at ?? this.#recent.length]
  }

  /** Where in the recent text a place is that the parser names; undefined where it is no longer there. */
  #offsetOf(parserLine: number, parserColumn: number): number | undefined {
    const line = parserLine + this.#firstLine - 1
    const column = parserLine === 1 ? parserColumn - this.#firstColumn : parserColumn
    let start = -this.#column
    for (let at = this.#line; at < line; at++) {
      const next = this.#recent.indexOf('\n', Math.max(start, 0))
      if (next < 0) return undefined
      start = next + 1
    }
    const offset = start + column
    return line < this.#line || offset < 0 ? undefined : Math.min(offset, this.#recent.length)
  }
}
