import { describe, expect, test } from 'vitest'
import { type Ask, clientOf, jsonOf } from './client.ts'
import { type OpenApi, operationsIn } from './openapi.ts'

/** The fields that every response has, whatever was asked. */
export function headersContract(host: string, ask: Ask): void {
  const { get } = clientOf(ask)

  const expectSafe = (what: string, { headers, status }: Response): void => {
    const fields = (name: string) => headers.get(name) ?? ''
    const isPage = fields('content-type').startsWith('text/html')
    const policy = fields('content-security-policy')
    expect({
      what,
      origin: fields('access-control-allow-origin'),
      credentials: headers.has('access-control-allow-credentials'),
      nosniff: fields('x-content-type-options'),
      referrer: fields('referrer-policy'),
      resource: fields('cross-origin-resource-policy'),
      policy: /default-src 'none'/.test(policy) && /frame-ancestors 'none'/.test(policy),
      // Pages may show pictures of Wikimedia Commons and tiles of OpenStreetMap, and load nothing else of other hosts.
      loose: /unsafe|\*|https?:/.test(
        policy.replace(
          /(?<=img-src 'self')(?: https:\/\/commons\.wikimedia\.org https:\/\/upload\.wikimedia\.org)?(?: https:\/\/tile\.openstreetmap\.org)?(?=;)/,
          ''
        )
      ),
      sandboxed: isPage || /\bsandbox\b/.test(policy),
      framed: isPage ? fields('x-frame-options') : 'DENY',
      opener: isPage ? fields('cross-origin-opener-policy') : 'same-origin',
      permissions: isPage ? /camera=\(\)/.test(fields('permissions-policy')) : true,
      cookie: headers.has('set-cookie'),
      from: headers.has('server') || headers.has('x-powered-by')
    }).toEqual({
      what,
      origin: '*',
      credentials: false,
      nosniff: 'nosniff',
      referrer: 'strict-origin-when-cross-origin',
      resource: 'cross-origin',
      policy: true,
      loose: false,
      sandboxed: true,
      framed: 'DENY',
      opener: 'same-origin',
      permissions: true,
      cookie: false,
      from: false
    })
    const exposed = fields('access-control-expose-headers').split(/,\s*/)
    for (const name of ['ETag', 'Link', 'Location', 'Retry-After', 'Allow']) expect(exposed).toContain(name)
    if ([303, 406].includes(status))
      expect([what, fields('vary')]).toEqual([what, expect.stringMatching(/Accept/)])
  }

  describe(`${host}: every address`, () => {
    test('has the fields that keep browsers safe and let pages read, on whatever it answers', async () => {
      const { paths } = await jsonOf<OpenApi>(await get('/openapi.json'))
      const examples = Object.entries(paths).map(([path, operations]) => {
        const [, operation] = operationsIn(operations)[0]!
        return operation.parameters.reduce(
          (address, { name, example = '' }) => address.replace(`{${name}}`, encodeURI(String(example))),
          path
        )
      })
      expect(examples.length).toBeGreaterThan(20)
      for (const path of [...examples, '/entity/nothing', '/%ff', '/data/Q318693.pdf'])
        for (const [method, accept] of [
          ['GET', 'text/html'],
          ['GET', '*/*'],
          ['GET', 'application/pdf'],
          ['HEAD', '*/*'],
          ['OPTIONS', '*/*'],
          ['DELETE', '*/*']
        ] as const) {
          const response = await ask(path, {
            method,
            headers: { Accept: accept, Origin: 'https://example.org' }
          })
          await response.arrayBuffer()
          // Redirects from an item in Wikidata do not depend on Accept.
          if (!path.startsWith('/wd/') || response.status !== 303)
            expectSafe(`${method} ${path} ${accept}`, response)
        }
    })

    test('lets pages of any origin ask beforehand', async () => {
      const preflight = await ask('/sparql', {
        method: 'OPTIONS',
        headers: {
          Origin: 'https://example.org',
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'content-type'
        }
      })
      expect(preflight.status).toBe(204)
      expect(preflight.headers.get('access-control-allow-methods')).toMatch(/\bPOST\b/)
      expect(preflight.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('content-type')
    })
  })
}
