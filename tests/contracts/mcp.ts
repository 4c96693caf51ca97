import { describe, expect, test } from 'vitest'
import { type Ask, jsonOf, members, problemOf, textOf } from './client.ts'

interface Answer {
  readonly result?: Record<string, unknown>
  readonly error?: { readonly code: number; readonly message: string }
}

interface ToolResult {
  readonly isError?: boolean
  readonly content: readonly { readonly type: string; readonly text: string }[]
  readonly structuredContent?: Record<string, unknown>
}

/** The endpoint for language models, by bare requests of the protocol. */
export function mcpContract(host: string, ask: Ask): void {
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    ask('/mcp', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/json, text/event-stream',
        ...headers
      },
      body: typeof body === 'string' ? body : JSON.stringify(body)
    })
  /** The answer to a request, which is JSON or one event. */
  const answered = async (method: string, params: object = {}): Promise<Answer> => {
    const response = await post({ jsonrpc: '2.0', id: 1, method, params })
    const text = await textOf(response)
    expect([method, response.status, text]).toEqual([method, 200, text])
    return JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text) as Answer
  }
  const called = async (name: string, given: object): Promise<ToolResult> => {
    const { result } = await answered('tools/call', { name, arguments: given })
    return result as unknown as ToolResult
  }
  const structured = async (name: string, given: object): Promise<Record<string, unknown>> => {
    const { content, structuredContent, isError } = await called(name, given)
    expect([name, isError ?? false, content[0]?.type]).toEqual([name, false, 'text'])
    expect(JSON.parse(content[0]!.text)).toEqual(structuredContent)
    return structuredContent!
  }

  describe(`${host}: the Model Context Protocol`, () => {
    test('greets clients of the protocol with what it is', async () => {
      const { result } = await answered('initialize', {
        protocolVersion: '2025-06-18',
        capabilities: {},
        clientInfo: { name: 'test', version: '1' }
      })
      expect(result).toMatchObject({
        protocolVersion: '2025-06-18',
        serverInfo: { name: 'hawksbill' },
        capabilities: { tools: {} },
        instructions: expect.stringContaining('search')
      })
      expect((await post({ jsonrpc: '2.0', method: 'notifications/initialized' })).status).toBe(202)
    })

    test('has four tools, which read only, with schemas of both sides', async () => {
      const { result } = await answered('tools/list')
      const tools = result?.['tools'] as Record<string, unknown>[]
      expect(tools.map(tool => tool['name'])).toEqual(['search', 'describe', 'query', 'why'])
      for (const tool of tools)
        expect(tool).toMatchObject({
          description: expect.stringMatching(/\.$/),
          inputSchema: { type: 'object' },
          outputSchema: { type: 'object' },
          annotations: { readOnlyHint: true, openWorldHint: false }
        })
    })

    test('finds, describes, answers queries and gives reasons', async () => {
      const { results } = (await structured('search', { text: 'armen', limit: 3 })) as {
        results: { iri: string; label: string }[]
      }
      expect(results[0]).toMatchObject({ iri: 'http://127.0.0.1:8787/entity/Q399', label: 'Armenia' })
      const described = await structured('describe', { entity: 'Q318693' })
      expect(described).toMatchObject({
        iri: 'http://127.0.0.1:8787/entity/Q318693',
        label: 'Collective Security Treaty Organization'
      })
      const parts = (described['properties'] as { predicate: string; values: { text: string }[] }[]).find(
        ({ predicate }) => predicate.endsWith('/direct/P527')
      )
      expect(parts?.values.map(({ text }) => text).sort()).toEqual(members)
      const query = 'SELECT ?m { wd:Q318693 wdt:P527 ?m }'
      expect(await structured('query', { query })).toMatchObject({
        form: 'rows',
        variables: ['m'],
        truncated: false
      })
      const { rows, truncated } = await structured('query', { query, limit: 2 })
      expect([rows, truncated]).toEqual([[expect.anything(), expect.anything()], true])
      expect(await structured('query', { query: 'ASK { wd:Q318693 wdt:P527 wd:Q399 }' })).toEqual({
        form: 'boolean',
        boolean: true,
        truncated: false
      })
      const { turtle } = await structured('query', {
        query: 'CONSTRUCT { ?m a wd:Q1 } { wd:Q318693 wdt:P527 ?m }'
      })
      expect(turtle).toContain('Q399')
      expect(await structured('why', { subject: 'Q318693', property: 'P527', value: 'Q399' })).toMatchObject({
        subject: { label: 'Collective Security Treaty Organization' },
        statements: [expect.objectContaining({ rank: expect.any(String) })]
      })
    })

    test.each([
      ['query', { query: 'SELECT * {' }, /line 1.*\nMend the query/s],
      ['query', { query: '  ' }, /empty/],
      ['query', { query: 'DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }' }, /Only SELECT/],
      ['query', { query: 'SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }' }, /SERVICE/],
      ['describe', { entity: 'Nothing of the kind' }, /search/],
      ['why', { subject: 'Q318693', value: 'Q399' }, /name the property/],
      ['search', { text: ' ' }, /search for/]
    ] as const)('%s says of %j what to do next', async (name, given, text) => {
      const { isError, content } = await called(name, given)
      expect([isError, content[0]?.text]).toEqual([true, expect.stringMatching(text)])
      expect(content[0]?.text).not.toMatch(/node_modules|\bat \w+ \(/)
    })

    test.each([
      ['search', {}],
      ['search', { text: 1 }],
      ['search', { text: 'a', limit: 1000 }],
      ['query', { query: 'ASK {}', nonsense: 1 }],
      ['nothing', {}]
    ])('refuses %s with %j', async (name, given) => {
      const { result, error } = await answered('tools/call', { name, arguments: given })
      expect(error !== undefined || (result as unknown as ToolResult).isError).toBe(true)
    })

    test('lets no page of another origin in', async () => {
      const list = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }
      for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1.evil.example']) {
        const response = await post(list, { Origin: origin })
        expect([origin, response.status]).toEqual([origin, 403])
        expect(await response.json()).toMatchObject({ code: 'origin-refused' })
      }
      for (const origin of ['http://127.0.0.1:8787', 'http://localhost:6274'])
        await jsonOf(
          await post(list, { Origin: origin, Accept: 'application/json, text/event-stream' }).then(asJson)
        )
    })

    test('answers 4xx to what is none of the protocol', async () => {
      for (const [body, headers] of [
        ['{', {}],
        ['{}', {}],
        ['[]', {}],
        [{ jsonrpc: '2.0', id: 1, method: 'tools/list' }, { 'Content-Type': 'text/plain' }]
      ] as const) {
        const response = await post(body, headers)
        await response.arrayBuffer()
        expect([body, Math.floor(response.status / 100)]).toEqual([body, 4])
      }
      const wrong = await ask('/mcp')
      expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
      await problemOf(wrong)
      const preflight = await ask('/mcp', { method: 'OPTIONS' })
      expect(preflight.headers.get('access-control-allow-headers')).toMatch(/MCP-Protocol-Version/)
    })
  })
}

/** An answer in JSON, whichever of the two forms it came in. */
async function asJson(response: Response): Promise<Response> {
  const text = await response.text()
  return new Response(/^data: (.*)$/m.exec(text)?.[1] ?? text, { status: response.status })
}
