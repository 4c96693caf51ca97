import type { Context } from 'hono'
import { Fault } from './faults.ts'
import { codingOf } from './protocol/content-coding.ts'
import { caching } from './protocol/header-fields.ts'
import { send } from './protocol/representations.ts'
import type { Site } from './site.ts'

/** `/assets/site.js`: what pages run in a browser, plain or in gzip. */
export async function script(c: Context, site: Site): Promise<Response> {
  const asked = site.pathOf(c).slice('assets/'.length)
  const { published } = site
  const name = published.scripts?.find(known => known === asked)
  if (name === undefined || !published.script) throw new Fault('not-found', 'There is no script of that name')
  const read = () => published.script!(name)
  const isPacked = codingOf(c.req.header('accept-encoding'), true) === 'gzip'
  const made = isPacked
    ? await site.representations.of(`assets/${name} gzip`, async () => gzipped(await read()))
    : await site.representations.of(`assets/${name}`, read)
  return send(c, made, {
    'Content-Type': 'text/javascript;charset=utf-8',
    'Cache-Control': caching.long,
    Vary: 'Accept-Encoding',
    ...(isPacked && { 'Content-Encoding': 'gzip' })
  })
}

const gzipped = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(
    await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer()
  )
