import path from 'node:path'
import { InputError } from './input-error.ts'
import { openPublished } from './published.ts'
import { defaultThreads } from './query-pool.ts'
import { errorLine, type LogForm, RequestLog } from './request-log.ts'
import { type ServeOptions, serve } from './server.ts'
import { print, printProblems, warn } from './terminal.ts'
import { LiveReload, watchFolder } from './watch.ts'

/** What `hawksbill serve` was told. */
export interface ServingOptions {
  readonly port: number
  readonly hostname: string
  /** As many as fit the machine by default. */
  readonly threads: number | undefined
  readonly perClient: number | undefined
  readonly metricsFor: Required<ServeOptions>['metricsFor']
  readonly log: LogForm | 'none'
  readonly addresses: boolean
  /** A vault that is built into the folder, now and whenever it changes. */
  readonly vault: string | undefined
  /** The cache folder of these builds. */
  readonly cache: { readonly cache?: string }
}

/** `hawksbill serve`: serves a folder until it is told to stop. */
export async function serveFolder(out: string, options: ServingOptions): Promise<void> {
  const { vault, log, perClient, threads = defaultThreads() } = options
  if (vault !== undefined) await rebuilt(vault, out, options)
  const published = await openPublished(out)
  const live = new LiveReload()
  const server = await serve(published, {
    port: options.port,
    hostname: options.hostname,
    threads,
    ...(perClient !== undefined && { gate: { perClient } }),
    onInternalError: error => warn(log === 'json' ? errorLine(error) : internalError(error)),
    metricsFor: options.metricsFor,
    ...(log !== 'none' && { log: new RequestLog(log, warn, { addresses: options.addresses }) }),
    ...(vault !== undefined && { before: live.before })
  })
  const entity = published.manifest.sources.find(source => source.about)?.about
  print(`${published.manifest.title}\n`)
  print(`  Open   ${server.url}`)
  if (entity) print(`  An entity  ${server.url}${entity.slice(published.manifest.base.length)}`)
  print(`  SPARQL  ${server.url}sparql`)
  print('\nCtrl-C stops it.')
  const stopWatching =
    vault !== undefined &&
    watchFolder(vault, isOurs(vault, out), async () => {
      const began = performance.now()
      try {
        if (!(await rebuilt(vault, out, options))) return
        server.replace(await openPublished(out))
        live.reload()
        print(`Built again in ${Math.round(performance.now() - began)} ms`)
      } catch (error) {
        warn(`hawksbill: ${error instanceof InputError ? `${error.message}; ${error.remedy}` : error}`)
      }
    })
  await new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  if (stopWatching) stopWatching()
  await server.close()
}

/** Builds a vault; says whether anything was published. */
async function rebuilt(vault: string, out: string, { cache }: ServingOptions): Promise<boolean> {
  const { build } = await import('./build.ts')
  const { problems, summary } = await build(vault, out, undefined, cache)
  printProblems(problems)
  if (!summary) warn(`Nothing was published; ${out} is as it was.`)
  return summary !== undefined
}

/** Whether a file of the vault changes by our own doing, as an `out` inside of it does, or is hidden. */
function isOurs(vault: string, out: string): (file: string) => boolean {
  const target = path.resolve(out)
  const isOutside = path.relative(path.resolve(vault), target).startsWith('..')
  return file => file.startsWith('.') || (!isOutside && path.resolve(vault, file).startsWith(target))
}

/** An error of our own with what led to it, for the operator. */
const internalError = (error: unknown): string =>
  `hawksbill: ${error instanceof Error ? `${error.stack}${error.cause ? `\n${internalError(error.cause)}` : ''}` : error}`
