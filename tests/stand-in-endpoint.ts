import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { answer, resultFormats } from '../src/query/query.ts'
import type { Store } from '../src/store/store.ts'

/** A SPARQL endpoint on this machine that stands in for others. */
export interface StandIn {
  /** Its address; other paths of the same host answer alike, but for what a test puts there. */
  readonly endpoint: string
  readonly port: number
  /** The queries that came, in their order. */
  readonly queries: string[]
  /** Requests whose senders left before they were answered. */
  readonly left: string[]
  /** Answers otherwise than from the store, until it is set back to undefined. */
  before: ((request: IncomingMessage, response: ServerResponse, query: string) => boolean) | undefined
  close(): Promise<void>
}

/** Serves a store as SPARQL endpoints do, on a free port; where the base is Wikidata's, its items are what they are. */
export async function standIn(store: Store, base = 'http://www.wikidata.org/'): Promise<StandIn> {
  const [json] = resultFormats
  const server: Server = createServer(async (request, response) => {
    const query = new URLSearchParams(await text(request)).get('query') ?? ''
    self.queries.push(query)
    response.on('close', () => {
      if (!response.writableFinished) self.left.push(query)
    })
    if (self.before?.(request, response, query)) return
    try {
      const found = await answer(query, store, { base })
      if (found.form !== 'bindings') throw new Error('Only SELECT is expected')
      response.writeHead(200, { 'Content-Type': json!.contentType })
      for await (const piece of json!.write(found)) response.write(piece)
      response.end()
    } catch (error) {
      response.writeHead(400, { 'Content-Type': 'text/plain' }).end(String(error))
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const self: StandIn = {
    endpoint: `http://127.0.0.1:${port}/sparql`,
    port,
    queries: [],
    left: [],
    before: undefined,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
  return self
}
