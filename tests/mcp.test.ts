import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Serving, serve } from '../src/node/server.ts'
import { publishedFixture } from './fixtures/published.ts'

let server: Serving
beforeAll(async () => {
  server = await serve(await publishedFixture(), { port: 0, threads: 1, limits: { timeout: 2000 } })
})
afterAll(() => server.close())

describe.each([
  ['of today', { mode: 'auto' } as const],
  ['of 2025', { mode: 'legacy' } as const]
])('the client of the protocol %s', (_, versionNegotiation) => {
  const connected = async <T>(use: (client: Client) => Promise<T>): Promise<T> => {
    const client = new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation })
    await client.connect(new StreamableHTTPClientTransport(new URL(`${server.url}mcp`)))
    try {
      return await use(client)
    } finally {
      await client.close()
    }
  }

  test('learns of the tools and uses them', async () => {
    await connected(async client => {
      expect(client.getServerVersion()?.name).toBe('hawksbill')
      expect(client.getInstructions()).toContain('search')
      const { tools } = await client.listTools()
      expect(tools.map(({ name }) => name)).toEqual(['search', 'describe', 'query', 'why'])
      // The client holds structured content against the schema of the tool.
      const found = await client.callTool({ name: 'search', arguments: { text: 'Armenia' } })
      const { results } = found.structuredContent as { results: { iri: string }[] }
      const described = await client.callTool({ name: 'describe', arguments: { entity: results[0]!.iri } })
      expect(described.structuredContent).toMatchObject({ label: 'Armenia' })
      const why = await client.callTool({ name: 'why', arguments: { subject: 'Q318693', property: 'P527' } })
      expect(why.structuredContent).toMatchObject({ property: { id: 'P527' } })
      for (const query of ['SELECT ?m { wd:Q318693 wdt:P527 ?m }', 'ASK {}', 'DESCRIBE wd:Q399']) {
        const answer = await client.callTool({ name: 'query', arguments: { query } })
        expect([query, answer.isError ?? false]).toEqual([query, false])
      }
    })
  })

  test('is told of an error what to do, and of limits', async () => {
    await connected(async client => {
      const text = async (query: string): Promise<unknown> => {
        const { content, isError } = await client.callTool({ name: 'query', arguments: { query } })
        return isError && content
      }
      expect(await text('SELECT')).toEqual([
        { type: 'text', text: expect.stringContaining('Mend the query') }
      ])
      const slow = 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?d) }'
      expect(await text(slow)).toEqual([{ type: 'text', text: expect.stringContaining('add LIMIT') }])
      expect(await text('SELECT * { ?a ?b ?c . ?d ?e ?f }')).toEqual([
        { type: 'text', text: expect.stringContaining('Add LIMIT') }
      ])
    })
  })
})
