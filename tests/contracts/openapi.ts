import { describe, expect, test } from 'vitest'
import { type Ask, clientOf, jsonOf, textOf } from './client.ts'

interface Operation {
  readonly operationId: string
  readonly parameters: readonly {
    readonly name: string
    readonly in: 'path' | 'query'
    readonly example?: string | number
  }[]
  readonly requestBody?: { readonly content: Record<string, { readonly example: string }> }
  readonly responses: Record<string, { readonly $ref?: string; readonly content?: Record<string, unknown> }>
}

export interface OpenApi {
  readonly openapi: string
  readonly info: { readonly title: string }
  readonly servers: readonly { readonly url: string }[]
  readonly paths: Record<string, Record<string, Operation>>
}

const problemTypes = ['application/problem+json', 'text/html']
const essence = (response: Response): string | undefined =>
  response.headers.get('content-type')?.split(';')[0]?.trim()

/** The operations of an address, beside which may stand where it is. */
export const operationsIn = (item: Record<string, Operation>): [string, Operation][] =>
  Object.entries(item).filter(([key]) => key !== 'servers')

/** The description of the site's own interface, held against what the site does. */
export function openApiContract(host: string, ask: Ask): void {
  const { get } = clientOf(ask)
  const description = async () => jsonOf<OpenApi>(await get('/openapi.json'))

  /** The address of an operation's example. */
  const addressOf = (path: string, { parameters }: Operation): string => {
    let address = path
    const search = new URLSearchParams()
    for (const { name, in: place, example } of parameters) {
      if (place === 'path') address = address.replace(`{${name}}`, encodeURI(String(example ?? '')))
      else if (example !== undefined) search.set(name, String(example))
    }
    return `${address}${search.size > 0 ? `?${search}` : ''}`
  }

  /** Expects that a status, and the media type with it, is one that the description has. */
  const expectDocumented = async (what: string, { responses }: Operation, response: Response) => {
    await response.arrayBuffer()
    const documented = responses[response.status]
    expect([what, response.status, documented !== undefined]).toEqual([what, response.status, true])
    const types = documented?.$ref ? problemTypes : Object.keys(documented?.content ?? {})
    const type = essence(response)
    if (types.length > 0) expect([what, types]).toEqual([what, expect.arrayContaining([type])])
    else expect([what, type]).toEqual([what, undefined])
  }

  describe(`${host}: the description of the interface`, () => {
    test('is OpenAPI 3.1 of this very site', async () => {
      const { openapi, servers, info } = await description()
      expect(openapi).toMatch(/^3\.1\./)
      expect(servers).toEqual([{ url: 'http://127.0.0.1:8787' }])
      expect(info.title).not.toBe('')
    })

    test('has examples that are answered, in every media type it names', { timeout: 60_000 }, async () => {
      const { paths } = await description()
      let called = 0
      for (const [path, operations] of Object.entries(paths))
        for (const [method, operation] of operationsIn(operations)) {
          const what = `${method} ${path}`
          const address = addressOf(path, operation)
          const types = Object.keys(operation.responses['200']?.content ?? {})
          for (const [type, { example }] of Object.entries(
            operation.requestBody?.content ?? { none: { example: '' } }
          ))
            for (const accept of types.length > 0 ? types : ['*/*']) {
              const response = await ask(address, {
                method: method.toUpperCase(),
                headers: { Accept: accept, ...(type !== 'none' && { 'Content-Type': type }) },
                ...(type !== 'none' && { body: example })
              })
              const { status } = response
              expect([what, accept, status < 400 || status === 406]).toEqual([what, accept, true])
              // What is sent as one of several is what was asked for, but where the address decides.
              if (status === 200 && accept !== 'application/json' && !path.includes('{extension}'))
                expect([what, essence(response)]).toEqual([what, accept])
              await expectDocumented(`${what} ${accept}`, operation, response)
              called += 1
            }
        }
      expect(called).toBeGreaterThan(50)
    })

    test('tells every way in which a request can fail', async () => {
      const { paths } = await description()
      for (const [path, operations] of Object.entries(paths))
        for (const [method, operation] of operationsIn(operations)) {
          if (method !== 'get') continue
          const address = addressOf(path, operation)
          const [before] = address.split('?')
          const unknown = path.replace(/\{[^}]+\}/g, 'nothing-of-the-kind')
          const broken = path.includes('{') ? [path.replace(/\{[^}]+\}/g, '%ff')] : []
          const tried = [`${before}`, `${before}?nonsense=1`, unknown, ...broken]
          for (const other of tried) {
            for (const accept of ['application/pdf', '*/*'])
              await expectDocumented(`${other} ${accept}`, operation, await get(other, accept))
          }
          const etag = (await get(address)).headers.get('etag')
          if (etag === null) continue
          const again = await get(address, undefined, { 'If-None-Match': etag })
          expect([address, again.status]).toEqual([address, 304])
          await expectDocumented(address, operation, again)
        }
    })
  })

  describe(`${host}: what programs find by themselves`, () => {
    test('llms.txt says what the dataset is and how to ask it', async () => {
      const response = await get('/llms.txt')
      expect([response.status, response.headers.get('content-type')]).toEqual([
        200,
        'text/plain;charset=utf-8'
      ])
      const text = await textOf(response)
      // llmstxt.org: a heading, a quotation, and sections of links.
      expect(text).toMatch(/^# \S.*\n\n> \S.*\n\n/)
      expect(text.match(/^# /gm)).toHaveLength(1)
      const sections = text.split(/^## /m).slice(1)
      expect(sections.map(section => section.split('\n')[0])).toEqual(expect.arrayContaining(['Optional']))
      for (const section of sections) {
        const lines = section
          .split('\n')
          .slice(1)
          .filter(line => line !== '')
        for (const line of lines)
          expect(line).toMatch(/^- \[.+\]\(http:\/\/127\.0\.0\.1:8787\/\S*\)(?::? .+)?$/)
      }
      for (const [, address = ''] of text.matchAll(/\]\((http:[^)\s]+(?:\([^)\s]*\)[^)\s]*)*)\)/g)) {
        const path = address.slice('http://127.0.0.1:8787'.length)
        const linked = await get(path)
        await linked.arrayBuffer()
        expect([path, linked.status < 400 || (path === '/mcp' && linked.status === 405)]).toEqual([
          path,
          true
        ])
      }
      const [, query = ''] = /```sparql\n([\s\S]*?)\n```/.exec(text) ?? []
      expect((await get(`/sparql?${new URLSearchParams({ query })}`, 'text/csv')).status).toBe(200)
    })

    test('robots.txt lets pages be read, and names the sitemap', async () => {
      const response = await get('/robots.txt')
      expect([response.status, response.headers.get('content-type')]).toEqual([
        200,
        'text/plain;charset=utf-8'
      ])
      const lines = (await textOf(response)).split('\n')
      expect(lines).toContain('User-agent: *')
      expect(lines).toContain('Sitemap: http://127.0.0.1:8787/sitemap.xml')
      expect(lines).toContain('Disallow: /sparql')
      expect(lines).toContain('Disallow: /map?')
      const rules = lines.flatMap(line => /^Disallow: (.+)$/.exec(line)?.[1] ?? [])
      for (const path of ['/', '/page/Q318693', '/data/Q318693.ttl', '/sitemap.xml', '/llms.txt'])
        expect(rules.filter(rule => path.startsWith(rule))).toEqual([])
    })

    test('the sitemap leads to every entity once', { timeout: 60_000 }, async () => {
      const locations = async (path: string, root: string) => {
        const response = await get(path)
        expect([path, response.status, response.headers.get('content-type')]).toEqual([
          path,
          200,
          'application/xml;charset=utf-8'
        ])
        const text = await textOf(response)
        expect(text).toContain(`<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
        return [...text.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address = '']) => address)
      }
      const pages: string[] = []
      const parts = await locations('/sitemap.xml', 'sitemapindex')
      for (const part of parts) {
        const found = await locations(part.slice('http://127.0.0.1:8787'.length), 'urlset')
        expect(found.length).toBeLessThanOrEqual(50_000)
        pages.push(...found)
      }
      expect(new Set(pages).size).toBe(pages.length)
      expect(pages).toContain('http://127.0.0.1:8787/page/Q318693')
      const dump = await textOf(await get('/dump/dataset.nq'))
      const entities = new Set(
        [...dump.matchAll(/^<http:\/\/127\.0\.0\.1:8787\/entity\/[^>]*>/gm)].map(String)
      )
      expect(pages).toHaveLength(1 + entities.size)
      for (const page of pages.slice(0, 60)) {
        const response = await get(page.slice('http://127.0.0.1:8787'.length), 'text/html')
        await response.arrayBuffer()
        expect([page, response.status]).toEqual([page, 200])
      }
      expect((await get(`/sitemap/${parts.length + 1}.xml`)).status).toBe(404)
    })
  })
}
