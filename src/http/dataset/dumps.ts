import type { Context } from 'hono'
import type { DumpFile, Manifest } from '../../dumps/dumps.ts'
import { Fault } from '../faults.ts'
import { codingOf } from '../protocol/content-coding.ts'
import { caching } from '../protocol/header-fields.ts'
import { multipart, rangesOf } from '../protocol/ranges.ts'
import { encoded, matches, send } from '../protocol/representations.ts'
import type { ByteRange } from '../published.ts'
import type { Site } from '../site.ts'

/**
 * The name of a dump that no later build has: `dataset-{version}.nt`, and where a date is known
 * `dataset-{date}-{version}.nt`.
 */
export function immutableName(file: string, { version, date }: Pick<Manifest, 'version' | 'date'>): string {
  const dot = file.indexOf('.')
  return `${file.slice(0, dot)}${date === undefined ? '' : `-${date.slice(0, 10)}`}-${version}${file.slice(dot)}`
}

/** What a name under `/dump/` stands for. */
interface NamedDump {
  readonly dump: DumpFile
  /** `checksum`: a line for `sha256sum -c`, of the file of this name without its `.sha256`. */
  readonly as: 'plain' | 'gzip' | 'checksum'
  readonly of: 'plain' | 'gzip'
  readonly isImmutable: boolean
}

/** Every name that a dump can be had by: current and immutable, compressed, and the checksums of these. */
function namesOf(manifest: Manifest): Map<string, NamedDump> {
  const names = new Map<string, NamedDump>()
  const { version } = manifest
  for (const dump of manifest.dumps) {
    const lasting = [immutableName(dump.file, manifest), immutableName(dump.file, { version })]
    for (const name of [dump.file, ...lasting]) {
      const isImmutable = name !== dump.file
      for (const of of dump.gzip ? (['plain', 'gzip'] as const) : (['plain'] as const)) {
        const full = of === 'gzip' ? `${name}.gz` : name
        names.set(full, { dump, as: of, of, isImmutable })
        names.set(`${full}.sha256`, { dump, as: 'checksum', of, isImmutable })
      }
    }
  }
  return names
}

const namesBySite = new WeakMap<Site, Map<string, NamedDump>>()

/**
 * `/dump/{file}`: a file of the dataset as it was written, in the coding that the client likes, whole or in ranges.
 */
export async function dump(c: Context, site: Site): Promise<Response> {
  const file = site.pathOf(c).slice('dump/'.length)
  let names = namesBySite.get(site)
  if (!names) {
    names = namesOf(site.published.manifest)
    namesBySite.set(site, names)
  }
  const named = names.get(file)
  if (!named) throw isOfEarlier(site, file) ? gone() : new Fault('not-found', 'There is no dump of that name')
  const kept = named.isImmutable ? caching.forEver : caching.brief
  const { dump, of } = named
  if (named.as === 'checksum') {
    const { sha256 } = of === 'gzip' ? dump.gzip! : dump
    const line = () => `${sha256}  ${file.slice(0, -'.sha256'.length)}\n`
    const made = await site.representations.of(`dump/${file}`, line)
    return send(c, made, { 'Content-Type': 'text/plain;charset=utf-8', 'Cache-Control': kept })
  }
  if (named.as === 'gzip')
    return content(c, site, {
      file: `${dump.file}.gz`,
      ...dump.gzip!,
      headers: { 'Content-Type': 'application/gzip', 'Cache-Control': kept }
    })
  const coding = codingOf(c.req.header('accept-encoding'), dump.gzip !== undefined)
  const headers = { 'Content-Type': dump.mediaType, 'Cache-Control': kept, Vary: 'Accept-Encoding' }
  if (coding === undefined)
    throw new Fault(
      'not-acceptable',
      `This is available as ${dump.gzip ? 'identity and gzip' : 'identity'}`,
      {
        headers: { Vary: 'Accept-Encoding' }
      }
    )
  if (coding === 'identity') return content(c, site, { ...dump, headers })
  return content(c, site, {
    file: `${dump.file}.gz`,
    ...dump.gzip!,
    headers: { ...headers, 'Content-Encoding': 'gzip' }
  })
}

const gone = (): Fault => new Fault('gone', 'Of this version the dumps are not kept, only the documents')

/** Whether a name is that of a dump of a version that was published before. */
function isOfEarlier(site: Site, file: string): boolean {
  const [, version] = /^dataset-(?:[\d-]+-)?([0-9a-f]{16})\./.exec(file) ?? []
  return site.published.past?.history.versions.some(entry => entry.version === version) ?? false
}

/** A file under `dumps/` as one representation. */
interface Content {
  readonly file: string
  readonly bytes: number
  readonly sha256: string
  readonly headers: Readonly<Record<string, string>>
}

async function content(c: Context, site: Site, { file, bytes, sha256, headers }: Content): Promise<Response> {
  const tag = `"${sha256.slice(0, 24)}"`
  const common: Record<string, string> = { ...headers, ETag: tag, 'Accept-Ranges': 'bytes' }
  if (matches(c.req.header('if-none-match'), tag)) {
    for (const name of ['Content-Type', 'Content-Encoding']) delete common[name]
    return new Response(null, { status: 304, headers: common })
  }
  const open = async (range?: ByteRange) => {
    const found = await site.published.dump(file, range)
    if (!found) throw new Fault('not-found', 'There is no dump of that name')
    return found
  }
  const isHead = c.req.raw.method === 'HEAD'
  const ranges = isWanted(c.req.header('if-range'), tag, site.lastModified)
    ? rangesOf(c.req.header('range'), bytes)
    : undefined
  if (ranges === 'unsatisfiable')
    throw new Fault('range-not-satisfiable', `The file has ${bytes} bytes`, {
      headers: { 'Content-Range': `bytes */${bytes}` }
    })
  // RFC 9110 §14.2: Range is defined for GET alone.
  if (isHead || !ranges)
    return new Response(isHead ? null : await open(), {
      ...encoded,
      headers: { ...common, 'Content-Length': String(bytes) }
    })
  const [range] = ranges as [ByteRange]
  if (ranges.length === 1)
    return new Response(await open(range), {
      ...encoded,
      status: 206,
      headers: {
        ...common,
        'Content-Range': `bytes ${range.from}-${range.to - 1}/${bytes}`,
        'Content-Length': String(range.to - range.from)
      }
    })
  // The hash of the file is nowhere in it.
  const parts = multipart(ranges, bytes, { type: common['Content-Type']!, boundary: sha256 }, open)
  return new Response(parts.body, { ...encoded, status: 206, headers: { ...common, ...parts.headers } })
}

/** Whether ranges may be answered: `If-Range` is absent, or is the strong tag or the very date (RFC 9110 §13.1.5). */
const isWanted = (field: string | undefined, tag: string, date: string | undefined): boolean =>
  field === undefined || field === tag || (date !== undefined && field === date)
