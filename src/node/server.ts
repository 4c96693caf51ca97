import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { type AppOptions, createApp, Metrics, type Published } from '../http/http.ts'
import { breaking } from './broken-answers.ts'
import { clientOf } from './client-address.ts'
import { InputError } from './input-error.ts'
import { isOfThisMachine, processMetrics } from './process-metrics.ts'
import { QueryPool } from './query-pool.ts'
import type { RequestLog } from './request-log.ts'
import { type ServiceClientOptions, serviceClient } from './service-client.ts'
import { failureResponse, longestHead, refuseTunnel, refuseUnread, refusing } from './unread-requests.ts'

export interface ServeOptions extends Partial<AppOptions> {
  /** 0 takes any port that is free. */
  readonly port: number
  /** The address to listen on; only this machine by default. */
  readonly hostname?: string
  /** How many threads answer queries; by default, and for a store that is not compiled, that of the site does. */
  readonly threads?: number
  /** How the endpoints that SERVICE may ask are asked, by this thread and by those for queries. */
  readonly federation?: ServiceClientOptions
  /** Milliseconds in which a request must have arrived, its body included; a half-sent one gets 408. */
  readonly patience?: number
  /** Writes a line for each request. */
  readonly log?: RequestLog
  /** Who may read `/metrics`: everybody unless it is said, those on this machine, or nobody. */
  readonly metricsFor?: 'all' | 'local' | 'none'
  /** Stands before the site: sees each request first, and each answer last. */
  readonly before?: (site: Fetch) => Fetch
}

/** A server that listens. */
export interface Serving {
  /** Where it can be reached, ending in `/`. */
  readonly url: string
  readonly port: number
  /** Answers the requests that come from now on from another dataset. */
  replace(published: Published): void
  /** Stops listening and ends open connections. */
  close(): Promise<void>
}

/** Answers requests, perhaps by passing them on. */
export type Fetch = (request: Request) => Response | Promise<Response>

/** Serves a published dataset over HTTP. Throws an InputError when the port cannot be had. */
export async function serve(
  published: Published,
  {
    port,
    hostname = '127.0.0.1',
    threads = 0,
    federation = {},
    patience = 25_000,
    log,
    metricsFor = 'all',
    before = site => site,
    ...others
  }: ServeOptions
): Promise<Serving> {
  const incoming = new WeakMap<Request, IncomingMessage>()
  const options: Partial<AppOptions> = {
    askService: serviceClient(federation),
    clientOf: ({ req }) => {
      const request = incoming.get(req.raw)
      return request && clientOf(request)
    },
    metrics: new Metrics(),
    hostMetrics: () => processMetrics(pool),
    mayMeasure: request => {
      const from = incoming.get(request)
      return metricsFor === 'all' || (metricsFor === 'local' && from !== undefined && isOfThisMachine(from))
    },
    onAnswer: (request, seen) => {
      const from = incoming.get(request)
      if (from) log?.saw(from, seen)
    },
    ...others
  }
  const pools = new Set<QueryPool>()
  const open = (published: Published) => {
    const pool = threads > 0 ? QueryPool.of(published, { ...others, threads, federation }) : undefined
    if (pool) pools.add(pool)
    return { pool, app: createApp(published, pool ? { ...options, queries: pool } : options) }
  }
  const endPools = () => Promise.all([...pools].map(pool => pool.close()))
  let { app, pool } = open(published)
  const { base } = published.manifest
  const site = before(request => app.fetch(request))
  const listener = getRequestListener(
    async (request, env) => {
      incoming.set(request, env.incoming as IncomingMessage)
      return breaking(await site(request), env.outgoing, others.onInternalError)
    },
    // Of requests of HTTP/1.0, which need not name one; nothing is made of it.
    { hostname: new URL(base).host, errorHandler: error => failureResponse(base, error) }
  )
  const server = createServer(
    {
      requestTimeout: patience,
      headersTimeout: patience,
      // How often it is looked at the time: so nobody holds a connection for 30 s.
      connectionsCheckingInterval: patience / 5,
      maxHeaderSize: longestHead,
      requireHostHeader: false
    },
    refusing(base, listener)
  )
  // Node would answer it itself, without saying why; `refusing` does.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response))
  // Before anybody answers.
  if (log) server.prependListener('request', (request, response) => log.watch(request, response))
  server.on('connect', (_, socket) => refuseTunnel(base, socket))
  const answers = new WeakMap<object, ServerResponse>()
  server.prependListener('request', ({ socket }, response) => answers.set(socket, response))
  server.on('clientError', (error, socket) => {
    const answer = answers.get(socket)
    refuseUnread(base, error, socket as Socket, answer?.headersSent === true && !answer.writableFinished)
  })
  try {
    await listen(server, port, hostname)
  } catch (error) {
    await endPools()
    throw error
  }
  const { port: actual } = server.address() as AddressInfo
  const host = hostname.includes(':') ? `[${hostname}]` : hostname
  return {
    url: `http://${host}:${actual}${new URL(published.manifest.base).pathname}`,
    port: actual,
    replace: other => {
      const old = pool
      void old?.retire().then(() => pools.delete(old))
      const opened = open(other)
      app = opened.app
      pool = opened.pool
    },
    close: async () => {
      await new Promise<void>((resolve, reject) => {
        server.close(error => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      })
      await endPools()
    }
  }
}

function listen(server: Server, port: number, hostname: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        reject(
          new InputError(
            `Port ${port} on ${hostname} is taken`,
            'stop what listens there, or choose another with --port'
          )
        )
      else if (error.code === 'EACCES')
        reject(
          new InputError(`Port ${port} may not be used by this user`, 'choose one above 1023 with --port')
        )
      else if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
        reject(new InputError(`${hostname} is not an address of this machine`, 'choose another with --host'))
      else reject(error)
    })
    server.listen(port, hostname, resolve)
  })
}
