import type { Context } from 'hono'
import { Fault } from './faults.ts'
import { cacheControl, matches } from './representations.ts'
import type { Site } from './site.ts'

/** `/dump/{file}`: a file of the dataset as it was written, whole or one range of it (RFC 9110 §14). */
export async function dump(c: Context, site: Site): Promise<Response> {
  const file = site.pathOf(c).slice('dump/'.length)
  const listed = site.published.manifest.dumps.find(entry => entry.file === file)
  const content = listed && (await site.published.dump(file))
  if (!listed || !content) throw new Fault('not-found', 'There is no dump of that name')
  const discard = () => (content instanceof ReadableStream ? content.cancel() : undefined)
  const tag = `"${listed.sha256.slice(0, 24)}"`
  const headers = { ETag: tag, 'Cache-Control': cacheControl, 'Accept-Ranges': 'bytes' }
  if (matches(c.req.header('if-none-match'), tag)) {
    await discard()
    return new Response(null, { status: 304, headers })
  }
  const ifRange = c.req.header('if-range')
  const wanted =
    ifRange === undefined || ifRange === tag ? rangeOf(c.req.header('range'), listed.bytes) : undefined
  if (wanted === 'unsatisfiable') {
    await discard()
    throw new Fault('range-not-satisfiable', `The file has ${listed.bytes} bytes`, {
      headers: { 'Content-Range': `bytes */${listed.bytes}` }
    })
  }
  const [first, last] = wanted ?? [0, listed.bytes - 1]
  const head = c.req.raw.method === 'HEAD'
  if (head) await discard()
  return new Response(head ? null : wanted ? cut(content, first, last + 1) : content, {
    status: wanted ? 206 : 200,
    headers: {
      ...headers,
      'Content-Type': listed.mediaType,
      'Content-Length': String(last - first + 1),
      ...(wanted && { 'Content-Range': `bytes ${first}-${last}/${listed.bytes}` })
    }
  })
}

/** First and last byte of a single range; undefined for none, for several and for what is not a range (§14.2). */
function rangeOf(field: string | undefined, size: number): [number, number] | 'unsatisfiable' | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(field?.replaceAll(' ', '') ?? '') ?? []
  if (from === '' && to === '') return undefined
  if (from === '') return Number(to) === 0 ? 'unsatisfiable' : [Math.max(0, size - Number(to)), size - 1]
  if (to !== '' && Number(to) < Number(from)) return undefined
  if (Number(from) >= size) return 'unsatisfiable'
  return [Number(from), to === '' ? size - 1 : Math.min(Number(to), size - 1)]
}

/** The bytes from `start` up to, not including, `end`. */
function cut(
  content: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
  start: number,
  end: number
): Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> {
  if (!(content instanceof ReadableStream)) return content.subarray(start, end)
  let at = 0
  return content.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        const part = chunk.subarray(Math.max(0, start - at), Math.max(0, end - at))
        at += chunk.length
        if (part.length > 0) controller.enqueue(part)
        if (at >= end) controller.terminate()
      }
    })
  )
}
