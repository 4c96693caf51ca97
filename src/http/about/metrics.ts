import type { Context } from 'hono'
import { Fault } from '../faults.ts'
import { caching } from '../protocol/header-fields.ts'
import { whole } from '../protocol/representations.ts'
import { pick, type Site } from '../site.ts'
import type { QueryService } from '../sparql/query-service.ts'
import { exposition, expositionType, type MetricFamily, type MetricSample } from './exposition.ts'

/** Upper bounds of the buckets of durations, in seconds. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

/** Anything else that a client may call a method would make a metric of its own. */
const methods = new Set(['GET', 'HEAD', 'POST', 'OPTIONS', 'QUERY', 'PUT', 'PATCH', 'DELETE'])

/** Counts by label values, in the order in which they were first seen. */
class Counter {
  readonly #samples = new Map<string, { readonly labels: Record<string, string>; value: number }>()

  add(labels: Record<string, string>): void {
    const key = JSON.stringify(labels)
    const sample = this.#samples.get(key)
    if (sample) sample.value += 1
    else this.#samples.set(key, { labels, value: 1 })
  }

  get samples(): MetricSample[] {
    return [...this.#samples.values()]
  }
}

interface Histogram {
  readonly buckets: number[]
  sum: number
  count: number
}

/** What a site counts of its own work: no address, no query, no client. */
export class Metrics {
  readonly #requests = new Counter()
  readonly #queries = new Counter()
  readonly #durations = new Map<string, Histogram>()

  /** A request was answered, or its answer began, after so many seconds. `route` is one of a few. */
  request(route: string, method: string, status: number, seconds: number): void {
    const known = methods.has(method) ? method : 'other'
    this.#requests.add({ route, method: known, status: String(status) })
    const histogram = this.#durations.get(route) ?? { buckets: bounds.map(() => 0), sum: 0, count: 0 }
    this.#durations.set(route, histogram)
    histogram.sum += seconds
    histogram.count += 1
    for (const [i, bound] of bounds.entries()) if (seconds <= bound) histogram.buckets[i]! += 1
  }

  /** A query was answered by an engine, or failed with the code of a fault. */
  query(engine: string, outcome: string): void {
    this.#queries.add({ engine, outcome })
  }

  get families(): MetricFamily[] {
    const durations = [...this.#durations].flatMap(([route, { buckets, sum, count }]) => [
      ...buckets.map((value, i) => ({ suffix: '_bucket', labels: { route, le: String(bounds[i]) }, value })),
      { suffix: '_bucket', labels: { route, le: '+Inf' }, value: count },
      { suffix: '_sum', labels: { route }, value: sum },
      { suffix: '_count', labels: { route }, value: count }
    ])
    return [
      {
        name: 'hawksbill_http_requests_total',
        type: 'counter',
        help: 'Requests by route, method and status.',
        samples: this.#requests.samples
      },
      {
        name: 'hawksbill_http_request_duration_seconds',
        type: 'histogram',
        help: 'Seconds until the answer to a request began, by route.',
        samples: durations
      },
      {
        name: 'hawksbill_queries_total',
        type: 'counter',
        help: 'SPARQL queries by the engine that answered, and by how they went when the answer began.',
        samples: this.#queries.samples
      }
    ]
  }
}

/** A query service whose queries are counted. */
export const countedQueries = (queries: QueryService, metrics: Metrics): QueryService => ({
  answer: async (question, signal) => {
    try {
      const answer = await queries.answer(question, signal)
      metrics.query(answer.engine, 'answered')
      return answer
    } catch (error) {
      metrics.query('none', error instanceof Fault ? error.code : 'internal')
      throw error
    }
  }
})

/**
 * `/metrics`: the site's counts, those of its cache and its store, and what the host adds, as Prometheus reads
 * them.
 */
export function metricsText(site: Site, metrics: Metrics, ofHost: readonly MetricFamily[]): Response {
  const { manifest, store } = site.published
  const { hits, misses, bytes } = site.representations.use
  const gauge = (
    name: string,
    help: string,
    value: number,
    labels?: Record<string, string>
  ): MetricFamily => ({
    name,
    type: 'gauge',
    help,
    samples: [labels ? { labels, value } : { value }]
  })
  const families: MetricFamily[] = [
    ...metrics.families,
    {
      name: 'hawksbill_representations_total',
      type: 'counter',
      help: 'Documents that were asked for, by whether they were kept from before.',
      samples: [
        { labels: { result: 'hit' }, value: hits },
        { labels: { result: 'miss' }, value: misses }
      ]
    },
    gauge('hawksbill_representations_bytes', 'Bytes of documents that are kept.', bytes),
    gauge('hawksbill_store_quads', 'Quads of the dataset, over all graphs.', store.size),
    gauge('hawksbill_dataset_entities', 'Entities of the dataset.', manifest.counts.entities),
    gauge('hawksbill_dataset_info', 'The version of the dataset.', 1, { version: manifest.version }),
    ...ofHost
  ]
  return whole(exposition(families), {
    headers: { 'Content-Type': expositionType, 'Cache-Control': caching.never }
  })
}

const text = { mediaTypes: ['text/plain'] }
const json = { mediaTypes: ['application/json'] }

/** `/healthz`: that the site answers, and which version of the dataset. */
export function health(c: Context, site: Site): Response {
  const { version } = site.published.manifest
  const isText = pick(c, [text, json]) === text
  return whole(isText ? `ok ${version}\n` : `${JSON.stringify({ status: 'ok', version })}\n`, {
    headers: {
      'Content-Type': isText ? 'text/plain;charset=utf-8' : 'application/json',
      'Cache-Control': caching.never,
      Vary: 'Accept'
    }
  })
}
