import SwaggerParser from '@apidevtools/swagger-parser'
import { expect, test } from 'vitest'
import { operationsOf } from '../src/http/about/operations.ts'
import { createApp } from '../src/http/http.ts'
import type { OpenApi } from './contracts/openapi.ts'
import { publishedFixture } from './fixtures/published.ts'

const examples = {
  entity: 'Q1',
  label: 'a',
  query: 'ASK {}',
  version: 'a1',
  dump: 'dataset.nq',
  dumpType: 'application/n-quads'
}

test('the description is valid OpenAPI', async () => {
  for (const base of ['http://127.0.0.1:8787/', 'https://example.org/kg/']) {
    const app = createApp(await publishedFixture(base))
    const { pathname } = new URL(base)
    const document = (await (await app.request(`${pathname}openapi.json`)).json()) as OpenApi
    expect(document.servers).toEqual([{ url: base.slice(0, -1) }])
    await SwaggerParser.validate(structuredClone(document) as never)
    const operations = Object.values(document.paths)
      .flatMap(item => Object.values(item))
      .filter(({ operationId }) => operationId !== undefined)
    const ids = operations.map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
  }
})

test('the description has the routes of the application and no others, with their methods', async () => {
  const app = createApp(await publishedFixture())
  const real = app.routes
    // Every address answers HEAD and OPTIONS too; a method that OpenAPI 3.1 does not know cannot be told of.
    .filter(({ method }) => ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(method))
    .map(({ method, path }) => `${method} ${path}`)
  const described = operationsOf(examples).flatMap(({ method, routes }) =>
    routes.map(route => `${method.toUpperCase()} /${route}`)
  )
  expect(described.sort()).toEqual(real.sort())
})
