import { availableParallelism, totalmem } from 'node:os'
import { Worker } from 'node:worker_threads'
import { CompiledStore } from '../compiled/compiled.ts'
import { contextDocument } from '../dumps/dumps.ts'
import {
  defaultSparqlLimits,
  Fault,
  type Queried,
  type QueryAnswer,
  type QueryQuestion,
  type QueryService,
  queryFault,
  type SparqlLimits
} from '../http/http.ts'
import { QueryError } from '../query/query.ts'
import { QueryJob } from './query-job.ts'
import type { QueryOrder, QueryReport, QueryThreadData } from './query-messages.ts'
import type { ServiceClientOptions } from './service-client.ts'

/** How a pool is run. */
export interface PoolOptions {
  /** How many threads there may be, at least 1. */
  readonly threads: number
  readonly limits: Partial<SparqlLimits>
  /** How each thread asks the endpoints that SERVICE may ask. */
  readonly federation: ServiceClientOptions
  /** How many queries a thread is at by turns. */
  readonly perThread: number
  /** How many wait for a thread; one more is refused. */
  readonly waiting: number
  /** Milliseconds from a query's deadline until it is ended from outside, and from there until its thread is. */
  readonly grace: number
  /** How many threads may die within a minute before no new one is started. */
  readonly deaths: number
  /**
   * MiB of JavaScript's own memory in a thread; the columns of queries are counted by the queries' limit, which comes
   * first. V8 ends a thread that goes beyond, or now and then the process (nodejs/node#47224).
   */
  readonly heap: number
  /** Told why a thread died, and what broke an answer that was under way by our own fault. */
  readonly onInternalError: (error: unknown) => void
  /** What threads run. */
  readonly thread: URL
}

/** As many threads as there are cores beside that of the site, 1 to 8. */
export const defaultThreads = (): number => Math.min(8, Math.max(1, availableParallelism() - 1))

// From a checkout the thread is TypeScript, from the package JavaScript.
const thread = new URL(`./query-thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

const heapFor = (threads: number): number =>
  Math.max(256, Math.min(2048, Math.floor(totalmem() / 2 ** 20 / (threads + 1))))

/** Milliseconds that a thread may take to start. */
const startTimeout = 30_000

/** A query that a thread was given. */
interface Given {
  readonly job: QueryJob
  deadline: NodeJS.Timeout | undefined
  /** Whether it should have ended by now; its thread gets no other until it answers. */
  isLate: boolean
}

/** A thread with the queries that it is at. */
interface QueryThread {
  readonly worker: Worker
  readonly jobs: Map<number, Given>
  isReady: boolean
  /** Why it is ended, where we do it. */
  reason: Fault | undefined
}

/**
 * Answers queries over a compiled store in threads that share it. A thread is at several queries by turns, so a
 * long one does not keep the others waiting; a query goes to the thread that has the fewest. Threads are started
 * when they are needed, the first at once. Throws, beside what the service of one thread throws, the fault `busy`
 * where too many wait, and `internal` where the thread died.
 */
export class QueryPool implements QueryService {
  readonly #options: PoolOptions
  readonly #data: QueryThreadData
  readonly #timeout: number
  readonly #threads = new Set<QueryThread>()
  readonly #waiting = new Set<QueryJob>()
  readonly #ends = new Set<Promise<void>>()
  #deaths: number[] = []
  #numbers = 0
  #pieces = 0
  #state: 'open' | 'retired' | 'closed' = 'open'

  /** Undefined for a store that is not compiled, which threads cannot share. */
  static of(dataset: Queried, options: Partial<PoolOptions> = {}): QueryPool | undefined {
    return dataset.store instanceof CompiledStore ? new QueryPool(dataset, dataset.store, options) : undefined
  }

  private constructor(
    { manifest, context, scripts = [] }: Queried,
    store: CompiledStore,
    options: Partial<PoolOptions>
  ) {
    const threads = options.threads ?? defaultThreads()
    this.#options = {
      threads,
      limits: {},
      federation: {},
      perThread: 16,
      waiting: 128,
      grace: 1000,
      deaths: 10,
      heap: heapFor(threads),
      onInternalError: () => undefined,
      thread,
      ...options
    }
    const { limits, federation } = this.#options
    this.#timeout = limits.timeout ?? defaultSparqlLimits.timeout
    this.#data = {
      store: sharedOf(store),
      manifest,
      context: contextDocument(context),
      scripts,
      limits,
      federation
    }
    this.#start()
  }

  /** How many queries threads are at. */
  get running(): number {
    return [...this.#threads].reduce((sum, { jobs }) => sum + jobs.size, 0)
  }

  /** How many pieces of bodies threads have sent. */
  get pieces(): number {
    return this.#pieces
  }

  async answer(question: QueryQuestion, signal: AbortSignal): Promise<QueryAnswer> {
    if (this.#state === 'closed') throw ended()
    const left = () => queryFault(new QueryError('aborted', 'The client left'))
    if (signal.aborted) throw left()
    const job = new QueryJob(++this.#numbers, question)
    const thread = this.#free()
    if (thread) this.#give(job, thread)
    else this.#wait(job)
    const leave = () => {
      job.fail(left())
      this.#waiting.delete(job)
    }
    signal.addEventListener('abort', leave, { once: true })
    job.answer.catch(() => signal.removeEventListener('abort', leave))
    return job.answer
  }

  /** Lets the queries end that are under way, and then the threads; resolves when there are none any more. */
  async retire(): Promise<void> {
    if (this.#state === 'open') this.#state = 'retired'
    this.#rest()
    while (this.#ends.size > 0) await Promise.all(this.#ends)
  }

  /** Ends the threads with what they are at. */
  async close(): Promise<void> {
    this.#state = 'closed'
    for (const job of this.#waiting) job.fail(ended())
    this.#waiting.clear()
    for (const each of this.#threads) this.#end(each, ended())
    await Promise.all(this.#ends)
  }

  /** The thread that should have the next query; undefined where all have as many as they may. */
  #free(): QueryThread | undefined {
    const open = [...this.#threads].filter(
      ({ jobs, reason }) =>
        !reason && jobs.size < this.#options.perThread && ![...jobs.values()].some(({ isLate }) => isLate)
    )
    const fewest = (some: QueryThread[]): QueryThread | undefined =>
      some.reduce<QueryThread | undefined>((a, b) => (a && a.jobs.size <= b.jobs.size ? a : b), undefined)
    const best = fewest(open.filter(({ isReady }) => isReady)) ?? fewest(open)
    // A further thread is ready some hundred milliseconds later, for queries that come then.
    const isStarting = [...this.#threads].some(({ isReady, reason }) => !isReady && !reason)
    const started = best?.jobs.size === 0 || isStarting ? undefined : this.#start()
    return best ?? started
  }

  #wait(job: QueryJob): void {
    const { threads, waiting } = this.#options
    if (this.#waiting.size >= waiting) throw busy(`${waiting} queries wait already`)
    if (this.#threads.size === 0) throw busy('The threads that answer queries died too often')
    this.#waiting.add(job)
    const late = setTimeout(() => {
      if (this.#waiting.delete(job)) job.fail(busy(`${threads} threads were not free in time`))
    }, this.#timeout)
    job.answer.catch(() => undefined).finally(() => clearTimeout(late))
  }

  #start(): QueryThread | undefined {
    const { threads, deaths, heap, thread } = this.#options
    const alive = [...this.#threads].filter(({ reason }) => !reason).length
    if (this.#state === 'closed' || alive >= threads) return undefined
    this.#deaths = this.#deaths.filter(at => at > performance.now() - 60_000)
    if (this.#deaths.length >= deaths) return undefined
    const worker = new Worker(thread, {
      workerData: this.#data,
      resourceLimits: { maxOldGenerationSizeMb: heap },
      name: 'queries'
    })
    const own: QueryThread = { worker, jobs: new Map(), isReady: false, reason: undefined }
    this.#threads.add(own)
    const slow = setTimeout(() => own.isReady || this.#end(own, busy('A thread did not start')), startTimeout)
    let cause: unknown
    worker.on('error', error => {
      cause = error
    })
    const end = new Promise<void>(resolve => {
      worker.once('exit', code => {
        clearTimeout(slow)
        this.#ends.delete(end)
        this.#died(own, cause ?? new Error(`It ended with code ${code}`))
        resolve()
      })
    })
    this.#ends.add(end)
    worker.on('message', (report: QueryReport) => this.#take(own, report))
    return own
  }

  #take(thread: QueryThread, report: QueryReport): void {
    if (report.kind === 'ready') {
      thread.isReady = true
      for (const id of thread.jobs.keys()) this.#watch(thread, id)
      return
    }
    if (report.kind === 'piece') this.#pieces += 1
    const given = thread.jobs.get(report.id)
    // Nobody else would tell of it: the status has been sent.
    if (report.kind === 'failed' && !report.fault && given?.job.isAnswered)
      this.#options.onInternalError(report.error)
    given?.job.take(report)
    if (report.kind === 'piece' || (report.kind === 'answer' && report.body === undefined)) return
    clearTimeout(given?.deadline)
    thread.jobs.delete(report.id)
    this.#next()
  }

  /** A thread has room again. */
  #next(): void {
    for (const job of this.#waiting) {
      const thread = this.#free()
      if (!thread) break
      this.#waiting.delete(job)
      this.#give(job, thread)
    }
    this.#rest()
  }

  /** Ends the threads of a pool that has nothing more to do. */
  #rest(): void {
    if (this.#state !== 'retired' || this.running > 0 || this.#waiting.size > 0) return
    for (const thread of this.#threads) this.#end(thread, ended())
  }

  #give(job: QueryJob, thread: QueryThread): void {
    const { id, question } = job
    const order = (order: QueryOrder): void => thread.worker.postMessage(order)
    job.begin({
      more: pieces => order({ kind: 'more', id, pieces }),
      stop: () => order({ kind: 'stop', id })
    })
    order({ kind: 'ask', id, question })
    thread.jobs.set(id, { job, deadline: undefined, isLate: false })
    if (thread.isReady) this.#watch(thread, id)
  }

  /** Holds a query to its deadline from outside: a thread that is stuck in it does not look at its own clock. */
  #watch(thread: QueryThread, id: number): void {
    const { grace } = this.#options
    const given = thread.jobs.get(id)!
    given.deadline = setTimeout(() => {
      given.isLate = true
      given.deadline = setTimeout(() => {
        const { query } = given.job.question
        this.#options.onInternalError(new Error(`A thread was stuck, and was ended: ${query.slice(0, 1000)}`))
        this.#end(thread, busy('The thread was ended because of another query'))
      }, grace)
      const seconds = this.#timeout / 1000
      given.job.fail(queryFault(new QueryError('timeout', `The query did not finish within ${seconds} s`)))
    }, this.#timeout + grace)
  }

  #end(thread: QueryThread, reason: Fault): void {
    if (thread.reason) return
    thread.reason = reason
    void thread.worker.terminate()
  }

  #died(thread: QueryThread, cause: unknown): void {
    this.#threads.delete(thread)
    if (!thread.reason)
      this.#options.onInternalError(new Error('A thread that answers queries died', { cause }))
    if (this.#state === 'open') this.#deaths.push(performance.now())
    const reason =
      thread.reason ?? new Fault('internal', 'The thread that answered this query ended before it was done')
    for (const { job, deadline } of thread.jobs.values()) {
      clearTimeout(deadline)
      job.fail(reason)
    }
    thread.jobs.clear()
    this.#next()
    if (this.#threads.size > 0) return
    for (const job of this.#waiting) job.fail(busy('The threads that answer queries died too often'))
    this.#waiting.clear()
  }
}

const busy = (why: string): Fault =>
  new Fault('busy', `${why}; ask again`, { headers: { 'Retry-After': '10' } })

const ended = (): Fault => busy('The server stops answering queries')

/** The bytes of a store in memory that threads share: those it lies in, or a copy. */
function sharedOf({ file }: CompiledStore): SharedArrayBuffer {
  if (file instanceof SharedArrayBuffer) return file
  const shared = new SharedArrayBuffer(file.byteLength)
  new Uint8Array(shared).set(new Uint8Array(file))
  return shared
}
