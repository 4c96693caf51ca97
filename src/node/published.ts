import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { StoreError } from '../compiled/compiled.ts'
import { type JsonLdContext, type JsonLdFrame, type Manifest, withCompressed } from '../dumps/dumps.ts'
import { isTextFile, type Past, type Published } from '../http/http.ts'
import { parseRdf } from '../rdf/rdf.ts'
import { openDump, type Store } from '../store/store.ts'
import { compressedIn } from './gzip.ts'
import { changesIn, historyIn, openEarlier } from './history.ts'
import { InputError } from './input-error.ts'
import { programScripts } from './page-scripts.ts'
import { statisticsIn } from './statistics.ts'
import { datasetOfStore, openStoreFiles } from './store-file.ts'

/**
 * The compiled store of a folder; where there is none of this version, such as in a checkout, the dump is compiled in
 * memory. Throws an InputError for a store that is damaged.
 */
async function openStore(folder: string, version: string, fromDump: () => Promise<Store>): Promise<Store> {
  try {
    const store = openStoreFiles(folder)
    if (store && datasetOfStore(store)?.version === version) {
      store.verify()
      return store
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    if (error.code !== 'version')
      throw new InputError(
        `The store in ${folder} cannot be used: ${error.message}`,
        `build it again: hawksbill build --out ${folder}`,
        {
          cause: error
        }
      )
  }
  return fromDump()
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code

/** What is kept of earlier versions in a folder, if anything. */
function pastIn(folder: string): { past?: Past } {
  const history = historyIn(folder)
  if (!history) return {}
  return {
    past: {
      history,
      changes: async () => changesIn(folder),
      open: async version => openEarlier(folder, version)
    }
  }
}

/**
 * Opens what `hawksbill build` wrote into a folder. Throws an InputError that says what is missing or broken,
 * and what to do about it.
 */
export async function openPublished(folder: string): Promise<Published> {
  const remedy = `build it: hawksbill build --out ${folder}`
  const read = async (file: string): Promise<Buffer> => {
    try {
      return await readFile(join(folder, file))
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR') throw error
      throw file === 'manifest.json'
        ? new InputError(`${folder} is not a folder that a build wrote: it has no manifest.json`, remedy)
        : new InputError(`${join(folder, file)} is missing`, remedy)
    }
  }
  const parsed = async <T>(file: string, parse: (bytes: Buffer) => T): Promise<T> => {
    const bytes = await read(file)
    try {
      return parse(bytes)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new InputError(`${join(folder, file)} is broken: ${reason}`, remedy, { cause: error })
    }
  }
  const manifest = await parsed('manifest.json', bytes => JSON.parse(String(bytes)) as Manifest)
  const [context, frame, ontology, shapes, statistics, store] = await Promise.all([
    parsed('context.jsonld', bytes => JSON.parse(String(bytes)) as JsonLdContext),
    parsed('frame.jsonld', bytes => JSON.parse(String(bytes)) as JsonLdFrame),
    parsed('ontology.ttl', bytes => parseRdf(String(bytes), 'ttl', `${manifest.base}ontology`)),
    parsed('shapes.ttl', bytes => parseRdf(String(bytes), 'ttl', `${manifest.base}shapes`)),
    statisticsIn(folder),
    openStore(folder, manifest.version, () => parsed('dumps/dataset.nq', openDump))
  ])
  return {
    manifest: withCompressed(manifest, compressedIn(folder)),
    context,
    frame,
    ontology,
    shapes,
    store,
    ...(statistics && { statistics }),
    ...pastIn(folder),
    text: async file =>
      isTextFile(file) ? readFile(join(folder, 'texts', file), 'utf8').catch(() => undefined) : undefined,
    ...programScripts(),
    dump: async (file, range) => {
      // Names come from requests: a file of this folder, never a path out of it.
      if (file !== basename(file) || file.startsWith('.')) return undefined
      const path = join(folder, 'dumps', file)
      const found = await stat(path).catch(() => undefined)
      if (!found?.isFile()) return undefined
      const options = range && { start: range.from, end: range.to - 1 }
      return Readable.toWeb(createReadStream(path, options)) as ReadableStream<Uint8Array>
    }
  }
}
