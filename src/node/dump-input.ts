import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { formatOf, formats } from '../rdf/rdf.ts'
import { InputError } from './input-error.ts'

/** A dump to be read: a file, or standard input as `-`. */
export interface DumpInput {
  readonly file: string
  /** The extension of its format, as in the table of formats. */
  readonly extension: string
  /** In bytes; 0 where nobody knows. */
  readonly size: number
}

const chunkBytes = 1 << 16

/** What files of a format are called besides. */
const otherExtensions: Readonly<Record<string, string>> = {
  ntriples: 'nt',
  nquads: 'nq',
  turtle: 'ttl',
  json: 'jsonld',
  owl: 'rdf',
  rdfs: 'rdf',
  xml: 'rdf'
}

const known = formats.map(format => format.extension).join(', ')

/** Finds a dump, and its format by its name unless that is given. Throws an InputError. */
export async function findDump(file: string, format: string | undefined): Promise<DumpInput> {
  if (format !== undefined && !formatOf(format))
    throw new InputError(`There is no format ${format}`, `name one of ${known} with --format`)
  if (file === '-') {
    if (format === undefined)
      throw new InputError(
        'Standard input has no name that tells its format',
        `name one of ${known} with --format`
      )
    return { file, extension: format, size: 0 }
  }
  const found = await stat(file).catch(error => {
    throw unreadable(file, error)
  })
  if (found.isDirectory()) throw new InputError(`${file} is a folder`, 'name the files in it')
  const ending = path.extname(file.replace(/\.gz$/i, '')).slice(1).toLowerCase()
  const extension = format ?? formatOf(ending)?.extension ?? otherExtensions[ending]
  if (extension === undefined)
    throw new InputError(`The name of ${file} tells no format of RDF`, `name one of ${known} with --format`)
  return { file, extension, size: found.isFile() ? found.size : 0 }
}

const causes: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of its path is a file',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  EISDIR: 'it is a folder'
}

const unreadable = (file: string, error: NodeJS.ErrnoException): InputError =>
  new InputError(`Cannot read ${file}: ${causes[error.code ?? ''] ?? error.message}`, 'check the path', {
    cause: error
  })

/** Compressed bytes that are not, from here on. */
export class GzipError extends Error {}

/**
 * The bytes of a dump in pieces, unpacked where they are gzipped, by whatever name. Throws a GzipError or an
 * InputError.
 */
export async function* bytesOf(
  { file }: DumpInput,
  onRead: (bytes: number) => void
): AsyncGenerator<Uint8Array> {
  const source: Readable =
    file === '-' ? process.stdin : createReadStream(file, { highWaterMark: chunkBytes })
  const chunks = counted(source, file, onRead)
  let head = Buffer.alloc(0)
  for (;;) {
    const { value, done } = await chunks.next()
    if (done) break
    head = Buffer.concat([head, value])
    if (head.length >= 2) break
  }
  const whole = async function* () {
    yield head
    yield* chunks
  }
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* whole()
    return
  }
  const unpacked = createGunzip({ chunkSize: chunkBytes })
  pipeline(Readable.from(whole()), unpacked, () => undefined)
  try {
    yield* unpacked
  } catch (error) {
    if (
      typeof (error as NodeJS.ErrnoException).code !== 'string' ||
      !(error as NodeJS.ErrnoException).code!.startsWith('Z_')
    )
      throw error
    throw new GzipError(`the gzipped bytes are damaged: ${(error as Error).message}`, { cause: error })
  }
}

async function* counted(
  source: Readable,
  file: string,
  onRead: (bytes: number) => void
): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of source) {
      onRead(chunk.length)
      yield chunk
    }
  } catch (error) {
    throw unreadable(file, error as NodeJS.ErrnoException)
  }
}

/**
 * The context that a dump names, where a file of this name lies beside it or above its folder, as builds write it.
 */
export const contextBeside =
  ({ file }: DumpInput) =>
  async (iri: string): Promise<string | undefined> => {
    if (file === '-' || !iri.endsWith('/context.jsonld')) return undefined
    const folder = path.dirname(file)
    for (const place of [folder, path.join(folder, '..')]) {
      const text = await readFile(path.join(place, 'context.jsonld'), 'utf8').catch(() => undefined)
      if (text !== undefined) return text
    }
    return undefined
  }
