import type { ByteRange } from '../published.ts'

/** More ranges than these, or ranges that overlap, are more work than the whole (RFC 9110 §14.2, §17.15). */
const mostRanges = 16

/**
 * The ranges of bytes that a `Range` field asks for of so many bytes, in its order; undefined for none, for what is
 * not a range and for more than makes sense, all of which get the whole (RFC 9110 §14.2). Ranges beyond the end do
 * not count; where there are no others it is `unsatisfiable`.
 */
export function rangesOf(field: string | undefined, size: number): ByteRange[] | 'unsatisfiable' | undefined {
  const [, set] = /^bytes=(.*)$/i.exec(field ?? '') ?? []
  if (set === undefined) return undefined
  const ranges: ByteRange[] = []
  let specs = 0
  for (const spec of set.split(',')) {
    if (spec.trim() === '') continue
    const [, first = '', last = ''] = /^[ \t]*(\d*)-(\d*)[ \t]*$/.exec(spec) ?? []
    if (first === '' && last === '') return undefined
    if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined
    if (++specs > mostRanges) return undefined
    const range =
      first === ''
        ? { from: Math.max(0, size - Number(last)), to: size }
        : { from: Number(first), to: last === '' ? size : Math.min(Number(last) + 1, size) }
    if (range.from < range.to) ranges.push(range)
  }
  if (specs === 0) return undefined
  if (ranges.length === 0) return 'unsatisfiable'
  const sorted = ranges.toSorted((a, b) => a.from - b.from)
  return sorted.some(({ from }, i) => i > 0 && from < sorted[i - 1]!.to) ? undefined : ranges
}

const encoder = new TextEncoder()

/** What a response has of one range or several. */
interface PartialContent {
  readonly headers: Readonly<Record<string, string>>
  readonly body: ReadableStream<Uint8Array>
}

type Bytes = Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>

/** Several ranges as `multipart/byteranges` (RFC 9110 §14.6); `open` opens one when its turn has come. */
export function multipart(
  ranges: readonly ByteRange[],
  size: number,
  { type, boundary }: { readonly type: string; readonly boundary: string },
  open: (range: ByteRange) => Promise<Bytes>
): PartialContent {
  const heads = ranges.map(({ from, to }, i) =>
    encoder.encode(
      `${i === 0 ? '' : '\r\n'}--${boundary}\r\nContent-Type: ${type}\r\nContent-Range: bytes ${from}-${to - 1}/${size}\r\n\r\n`
    )
  )
  const end = encoder.encode(`\r\n--${boundary}--\r\n`)
  const length = ranges.reduce((sum, { from, to }, i) => sum + heads[i]!.length + to - from, end.length)
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (const [i, range] of ranges.entries()) {
      yield heads[i]!
      const content = await open(range)
      if (content instanceof ReadableStream) yield* content
      else yield content
    }
    yield end
  }
  return {
    headers: {
      'Content-Type': `multipart/byteranges; boundary=${boundary}`,
      'Content-Length': String(length)
    },
    body: streamOf(pieces())
  }
}

/** A stream of pieces, made as they are asked for. */
function streamOf(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    pull: async controller => {
      const { value, done } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: async () => void (await pieces.return(undefined))
  })
}
