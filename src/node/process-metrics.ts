import type { IncomingMessage } from 'node:http'
import { performance } from 'node:perf_hooks'
import type { MetricFamily } from '../http/http.ts'
import type { QueryPool } from './query-pool.ts'

/** What this process uses, by the names that Prometheus' own clients have, and what its threads are at. */
export function processMetrics(pool: QueryPool | undefined): MetricFamily[] {
  const { rss, heapTotal, heapUsed, external } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  const of = (type: 'counter' | 'gauge', name: string, help: string, value: number): MetricFamily => ({
    name,
    type,
    help,
    samples: [{ value }]
  })
  return [
    of(
      'counter',
      'process_cpu_seconds_total',
      'Seconds of processor time, over all threads.',
      (user + system) / 1e6
    ),
    of('gauge', 'process_resident_memory_bytes', 'Resident memory, over all threads.', rss),
    of(
      'gauge',
      'process_start_time_seconds',
      'When the process began, in seconds since 1970.',
      Math.round(performance.timeOrigin) / 1000
    ),
    of('gauge', 'nodejs_heap_size_total_bytes', "Memory of the main thread's JavaScript.", heapTotal),
    of('gauge', 'nodejs_heap_size_used_bytes', 'What of it is used.', heapUsed),
    of('gauge', 'nodejs_external_memory_bytes', "Memory beside JavaScript's own.", external),
    of(
      'gauge',
      'nodejs_eventloop_utilization',
      'The share of its time that the main thread was busy, from 0 to 1.',
      performance.eventLoopUtilization().utilization
    ),
    ...(pool ? [of('gauge', 'hawksbill_queries_running', 'Queries that threads are at.', pool.running)] : [])
  ]
}

/** Whether a request came from this machine, and not through a proxy on it. */
export const isOfThisMachine = ({ socket, headers }: IncomingMessage): boolean =>
  /^(?:::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '') &&
  headers.forwarded === undefined &&
  headers['x-forwarded-for'] === undefined
