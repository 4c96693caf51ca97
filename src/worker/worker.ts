import { openCompiled, segmentFile, wholeFile } from '../compiled/compiled.ts'
import {
  type Compressed,
  compressedFile,
  createApp,
  isTextFile,
  type Published,
  rangeOf,
  scriptNames,
  withCompressed
} from '../http/http.ts'
import { parseRdf } from '../rdf/rdf.ts'
import { openDump, type Store } from '../store/store.ts'
import { openPast } from './past.ts'
import { askService } from './service-client.ts'

/** What `wrangler.toml` binds: the files of `out/`. */
interface Env {
  readonly ASSETS: { fetch(request: Request | string): Promise<Response> }
  /** `none` where nobody may read `/metrics`, which count for one isolate. */
  readonly METRICS?: string
}

/** A file of `out/`; undefined when there is none of that name. */
async function asset({ ASSETS }: Env, file: string): Promise<Response | undefined> {
  // The host is a formality: the binding looks at the path alone.
  const response = await ASSETS.fetch(`https://assets.invalid/${file}`)
  if (response.ok) return response
  await response.body?.cancel()
  if (response.status === 404) return undefined
  throw new Error(`The asset ${file} answers ${response.status}`)
}

/** Whether there is a file of that name in `out/`. */
const isThere = async ({ ASSETS }: Env, file: string): Promise<boolean> =>
  (await ASSETS.fetch(new Request(`https://assets.invalid/${file}`, { method: 'HEAD' }))).ok

async function openPublished(env: Env): Promise<Published> {
  const read = async (file: string): Promise<Response> => {
    const found = await asset(env, file)
    if (!found)
      throw new Error(`There is no ${file} among the assets; run \`hawksbill build\` before deploying`)
    return found
  }
  const [manifest, compressed, statistics, past, scripts, context, frame, ontology, shapes, store] =
    await Promise.all([
      read('manifest.json').then(response => response.json() as Promise<Published['manifest']>),
      asset(env, compressedFile).then(found => (found?.json() ?? {}) as Promise<Compressed>),
      asset(env, 'statistics.json').then(found => found?.json() as Promise<Published['statistics']>),
      openPast(file => asset(env, file)),
      Promise.all(scriptNames.map(name => isThere(env, `assets/${name}`))),
      read('context.jsonld').then(response => response.json() as Promise<Published['context']>),
      read('frame.jsonld').then(response => response.json() as Promise<Published['frame']>),
      read('ontology.ttl').then(response => response.text()),
      read('shapes.ttl').then(response => response.text()),
      openStore(env)
    ])
  return {
    manifest: withCompressed(manifest, compressed),
    context,
    frame,
    ontology: parseRdf(ontology, 'ttl', `${manifest.base}ontology`),
    shapes: parseRdf(shapes, 'ttl', `${manifest.base}shapes`),
    store,
    ...(statistics && { statistics }),
    ...past,
    text: async file => (isTextFile(file) ? (await asset(env, `texts/${file}`))?.text() : undefined),
    scripts: scriptNames.filter((_, i) => scripts[i]),
    script: async name => new Uint8Array(await (await read(`assets/${name}`)).arrayBuffer()),
    dump: async (file, range) => {
      const body = (await asset(env, `dumps/${encodeURIComponent(file)}`))?.body ?? undefined
      return body && range ? rangeOf(body, range) : body
    }
  }
}

/** The compiled store, whole or in segments; where it was not uploaded, the dump is compiled in memory. */
async function openStore(env: Env): Promise<Store> {
  const bytesOf = async (file: string): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    const found = await asset(env, file)
    return found && new Uint8Array(await found.arrayBuffer())
  }
  const whole = await bytesOf(wholeFile)
  if (whole) return openCompiled([whole])
  const segments: Uint8Array[] = []
  for (;;) {
    const segment = await bytesOf(segmentFile(segments.length))
    if (!segment) break
    segments.push(segment)
  }
  if (segments.length > 0) return openCompiled(segments)
  const dump = await bytesOf('dumps/dataset.nq')
  if (!dump) throw new Error('There is no store among the assets; run `hawksbill build` before deploying')
  return openDump(dump)
}

type Site = ReturnType<typeof createApp>

let opening: Promise<Site> | undefined

/** The site, opened once an isolate; an opening that failed is tried again by the next request. */
function siteOf(env: Env): Promise<Site> {
  opening ??= openPublished(env)
    .then(published =>
      createApp(published, {
        askService,
        // Written by Cloudflare, whatever the client sends; nobody else reaches a Worker.
        clientOf: c => c.req.header('cf-connecting-ip'),
        onInternalError: error => console.error(error),
        mayMeasure: () => env.METRICS !== 'none'
      })
    )
    .catch((error: unknown) => {
      opening = undefined
      throw error
    })
  return opening
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    let app: Site
    try {
      app = await siteOf(env)
    } catch (error) {
      console.error(error)
      const problem = {
        title: 'The dataset could not be opened',
        status: 503,
        detail: 'Try again in a while.'
      }
      return Response.json(problem, {
        status: 503,
        headers: { 'Content-Type': 'application/problem+json', 'Retry-After': '10' }
      })
    }
    return app.fetch(request, env)
  }
}
