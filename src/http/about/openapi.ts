import type { Context } from 'hono'
import { exampleQuery, sampleOf } from '../../pages/pages.ts'
import { labelOf } from '../../store/store.ts'
import { documentNameOf, pageSiteOf } from '../documents.ts'
import { timelineOf } from '../history/timeline.ts'
import { uriOf } from '../protocol/paths.ts'
import { jsonText, send } from '../protocol/representations.ts'
import type { Site } from '../site.ts'
import type { Operation, OperationAnswer, OperationParameter } from './operation.ts'
import { type Examples, operationsOf } from './operations.ts'

/** `/openapi.json`: all that can be asked of the site (https://spec.openapis.org/oas/v3.1.1.html). */
export async function openApi(c: Context, site: Site): Promise<Response> {
  const make = () => jsonText(openApiOf(site))
  return send(c, await site.representations.of('openapi.json', make), { 'Content-Type': 'application/json' })
}

function openApiOf(site: Site): object {
  const { title, license, version } = site.published.manifest
  const hasHistory = timelineOf(site) !== undefined
  const operations = operationsOf(examplesOf(site)).filter(row => hasHistory || row.needsHistory !== true)
  const byPath = Map.groupBy(operations, ({ path }) => `/${path}`)
  const ofHost = { servers: [{ url: new URL(site.base).origin }] }
  const paths = Object.fromEntries(
    [...byPath].map(([path, operations]) => [
      path,
      {
        ...(operations.some(({ isOfHost }) => isOfHost) && ofHost),
        ...Object.fromEntries(operations.map(operation => [operation.method, operationOf(operation)]))
      }
    ])
  )
  return {
    openapi: '3.1.1',
    info: {
      title,
      version,
      summary: 'A dataset as linked data: documents, SPARQL, fragments, search, reasons',
      description:
        'Every GET answers HEAD too, and every address OPTIONS. Answers may be read by pages of any origin. Nothing can be changed, and nothing needs a key.',
      ...(license !== undefined && { license: { name: license, url: uriOf(license) } })
    },
    servers: [{ url: uriOf(site.base).replace(/\/$/, '') }],
    security: [],
    paths,
    components: { responses: { Problem: problem }, schemas: { Problem: problemSchema } }
  }
}

function examplesOf(site: Site): Examples {
  const { manifest, store } = site.published
  const [first = `${site.base}dataset`] = sampleOf(pageSiteOf(site))
  const [dump] = manifest.dumps
  return {
    entity: documentNameOf(first.slice(site.base.length)),
    label: (labelOf(store, first, manifest.language) ?? manifest.title).slice(0, 80),
    query: exampleQuery(pageSiteOf(site)),
    version: manifest.version,
    dump: dump?.file ?? 'dataset.nq',
    dumpType: dump?.mediaType.split(';')[0] ?? 'application/n-quads'
  }
}

function operationOf({ id, summary, path, parameters, bodies, answers, faults }: Operation): object {
  const responses = [
    ...Object.entries(answers).map(([status, answer]) => [status, responseOf(answer, Number(status))]),
    ...faults.map(status => [String(status), { $ref: '#/components/responses/Problem' }])
  ]
  return {
    operationId: id,
    summary,
    parameters: Object.entries(parameters).map(([name, parameter]) => ({
      name,
      in: path.includes(`{${name}}`) ? 'path' : 'query',
      description: parameter.says,
      required: parameter.required === true || path.includes(`{${name}}`),
      schema: schemaOf(parameter),
      ...(parameter.example !== undefined && {
        example: parameter.isNumber ? Number(parameter.example) : parameter.example
      })
    })),
    ...(bodies && {
      requestBody: {
        required: true,
        content: Object.fromEntries(
          Object.entries(bodies).map(([type, example]) => [type, { schema: { type: 'string' }, example }])
        )
      }
    }),
    responses: Object.fromEntries(responses)
  }
}

function schemaOf({ values, isNumber, isRepeated }: OperationParameter): object {
  if (isNumber) return { type: 'integer', minimum: 1 }
  const schema = { type: 'string', ...(values && { enum: values }) }
  return isRepeated ? { type: 'array', items: schema } : schema
}

const text = (description: string) => ({ description, schema: { type: 'string' } })

const responseOf = ({ says, types }: OperationAnswer, status: number): object => ({
  description: says,
  ...(status === 301 || status === 303 ? { headers: { Location: text('The address') } } : {}),
  ...(types && { content: Object.fromEntries(types.map(type => [type, {}])) })
})

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What is wrong, and what to do' },
    code: { type: 'string' }
  }
}

/** RFC 9457; or a page, for who prefers one. */
const problem = {
  description: 'Why it cannot be answered',
  content: {
    'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
    'text/html': {}
  }
}
