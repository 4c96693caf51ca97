import { QueryError } from '../query-error.ts'
import { readServiceResults, type ServiceSolution } from '../service-results.ts'
import { isServiceFailure, refusal, type Services } from '../services.ts'
import type { Work } from './work.ts'

/** So many requests one query may send. */
const mostRequests = 100
/** Bytes that a value of a solution takes, more or less. */
const valueBytes = 100

/** A question to an endpoint. */
export interface Call {
  /** SPARQL text. */
  readonly query: string
  /** The variables that each solution has to bind. */
  readonly needed: readonly string[]
}

/** The solutions that came back, or the failure of the endpoint. */
export type Called = readonly ServiceSolution[] | QueryError

/** The requests of one query to other endpoints. */
export class ServiceCalls {
  readonly #services: Services
  readonly #work: Work
  readonly #signal: AbortSignal
  readonly #kept = new Map<string, Called>()
  readonly #ended = new AbortController()
  readonly #failures = new Map<object, Map<string, QueryError>>()
  #requests = 0

  /** `signal` aborts when the query is given up. */
  constructor(services: Services, work: Work, signal: AbortSignal) {
    this.#services = services
    this.#work = work
    this.#signal = signal
  }

  /**
   * Asks an endpoint several questions at the same time; gives what became of each. Throws what is no failure of the
   * endpoint, such as a QueryError where it may not be asked, or not as often.
   */
  *askAll(endpoint: string, calls: readonly Call[]): Generator<undefined, readonly Called[]> {
    const { allowed } = this.#services
    if (!allowed.includes(endpoint)) throw new QueryError('service', refusal(`<${endpoint}>`, allowed))
    this.#requests += calls.length
    if (this.#requests > mostRequests)
      throw new QueryError(
        'too-large',
        `The query would ask other endpoints more than ${mostRequests} times; narrow what stands beside SERVICE`
      )
    const documents = yield* this.#work.wait(
      Promise.all(calls.map(({ query }) => this.#document(endpoint, query)))
    )
    const called: Called[] = []
    for (const [i, { needed }] of calls.entries()) {
      const document = documents[i]!
      called.push(document instanceof QueryError ? document : this.#read(document, endpoint, needed))
      yield undefined
    }
    return called
  }

  /** The same of one question that may come again, whose answer is kept. */
  *askOnce(endpoint: string, call: Call): Generator<undefined, Called> {
    const key = `${endpoint} ${call.query}`
    const kept = this.#kept.get(key)
    if (kept) return kept
    const [called] = yield* this.askAll(endpoint, [call])
    this.#kept.set(key, called!)
    return called!
  }

  /** The failure of an endpoint that a part of the query has passed over; it would take as long again. */
  passedOver(part: object, endpoint: string): QueryError | undefined {
    return this.#failures.get(part)?.get(endpoint)
  }

  /** Takes note of a failure that a part of the query passes over. */
  passOver(part: object, endpoint: string, failure: QueryError): void {
    const known = this.#failures.get(part)
    if (known) known.set(endpoint, failure)
    else this.#failures.set(part, new Map([[endpoint, failure]]))
  }

  async #document(endpoint: string, query: string): Promise<string | QueryError> {
    const { allowed, ask } = this.#services
    const signal = AbortSignal.any([this.#signal, this.#ended.signal])
    try {
      signal.throwIfAborted()
      return await ask({ endpoint, query, allowed, signal })
    } catch (error) {
      return failureOr(error)
    }
  }

  #read(document: string, endpoint: string, needed: readonly string[]): Called {
    let solutions: readonly ServiceSolution[]
    try {
      solutions = readServiceResults(document, endpoint, needed)
    } catch (error) {
      return failureOr(error)
    }
    this.#work.hold(bytesOf(solutions))
    return solutions
  }

  /** The query ends: requests that are still under way have nobody to answer. */
  end(): void {
    this.#ended.abort()
  }

  /** Says that an answer that was not kept is not needed any more. */
  release(called: Called): void {
    if (!(called instanceof QueryError)) this.#work.release(bytesOf(called))
  }
}

/** A failure of an endpoint; throws any other error. */
function failureOr(error: unknown): QueryError {
  if (error instanceof QueryError && isServiceFailure(error)) return error
  throw error
}

const bytesOf = (solutions: readonly ServiceSolution[]): number =>
  solutions.reduce((sum, { size }) => sum + (size + 1) * valueBytes, 0)
