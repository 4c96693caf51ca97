import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { labelExtras, StoreWriter, type WrittenCore } from '../compiled/compiled.ts'
import {
  ContextBuilder,
  type JsonLdContext,
  type JsonLdFrame,
  type Manifest,
  Pace,
  writeCompanions,
  writeDataset
} from '../dumps/dumps.ts'
import { openReader, TextPieces } from '../parsing/parsing.ts'
import type { Problem } from '../problem.ts'
import { parseRdf, prefixesOf, RDF, RdfSyntaxError, skolemized, WIKIBASE } from '../rdf/rdf.ts'
import { defaultSettings, parseBase } from '../vault/vault.ts'
import { bytesOf, contextBeside, type DumpInput, findDump, GzipError } from './dump-input.ts'
import { gzipDumps } from './gzip.ts'
import { InputError } from './input-error.ts'
import { type Complete, type Fill, replaceFolder } from './out-folder.ts'
import { copyScripts } from './page-scripts.ts'
import { fileScratch } from './scratch.ts'
import { writeStatistics } from './statistics.ts'
import { obstaclesIn, unitsOf } from './store-dumps.ts'
import { datasetSection, openStoreFiles, writeStoreFiles } from './store-file.ts'

export interface CompileOptions {
  readonly base?: string | undefined
  readonly title?: string | undefined
  readonly language?: string | undefined
  /** The extension of the format of all files, where their names do not tell it. */
  readonly format?: string | undefined
  /** Leave out what has errors. */
  readonly lenient?: boolean
  /** Bytes of working memory. */
  readonly memory?: number | undefined
  /** Write dumps in all formats too. For that the store is read into memory as a whole. */
  readonly dumps?: boolean
  /** Write each dump compressed too. */
  readonly gzip?: boolean
  readonly progress?: CompileProgress
}

/** Bytes read of those that there are, 0 where nobody knows, and quads read so far. */
export type CompileProgress = (
  phase: 'reading' | 'compiling' | 'writing dumps',
  read: number,
  of: number,
  quads: number
) => void

/** What a compilation did, for people and for programs. */
export interface CompileSummary {
  readonly out: string
  readonly version: string
  readonly files: number
  /** Quads in the files, with repeats. */
  readonly read: number
  readonly triples: number
  readonly quads: number
  readonly entities: number
  readonly statements: number
  readonly skipped: number
  readonly store: { readonly bytes: number }
}

export interface Compiled {
  /** What is wrong in the files, of what is skipped the first few; and which dumps could not be written. */
  readonly problems: readonly Problem[]
  readonly skipped: number
  /** Absent when a file could not be read; what was published before then still stands. */
  readonly summary?: CompileSummary
}

const toldOfSkipped = 10

/** A dump that cannot be read. */
class Unreadable extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

/** `hawksbill compile`: makes a folder to serve out of RDF dumps. Throws an InputError for what cannot be found. */
export async function compile(
  files: readonly string[],
  out: string,
  options: CompileOptions = {}
): Promise<Compiled> {
  const { base: givenBase, title, language = defaultSettings.language, format, lenient = false } = options
  const base = givenBase === undefined ? defaultSettings.base : parseBase(givenBase)
  if (base === undefined)
    throw new InputError(
      `--base ${givenBase} is not an absolute http or https IRI`,
      'write it as https://example.org/data/'
    )
  if (!/^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(language))
    throw new InputError(
      `--language ${language} is not a language tag`,
      'write a BCP 47 tag such as en or pt-BR'
    )
  const inputs = await Promise.all(files.map(file => findDump(file, format)))
  if (files.filter(file => file === '-').length > 1)
    throw new InputError('Standard input can be read but once', 'name - once')
  const about = { title: title ?? titleOf(inputs), base, language, federation: defaultSettings.federation }
  const skipped: Problem[] = []
  let skippedCount = 0
  const left: Problem[] = []
  const skip = (problem: Problem): void => {
    if (skippedCount++ < toldOfSkipped) skipped.push(problem)
  }
  try {
    const way = options.dumps ? 'thread' : 'here'
    let manifest: Manifest | undefined
    const complete: Complete<unknown> = async (folder, _, onStop) => {
      await copyScripts(folder)
      if (!options.gzip || !manifest) return
      const compressing = gzipDumps(folder, manifest)
      onStop(compressing.end)
      await compressing.done
    }
    const fill: Fill<CompileSummary> = async (sink, folder, mayGoOn) => {
      const scratch = fileScratch(folder)
      try {
        let counts: Counts | undefined
        const names = labelExtras({ budget: options.memory })
        const writer = new StoreWriter({
          scratch,
          ...(options.memory === undefined ? {} : { budget: options.memory }),
          extras: (core, files) => {
            counts = countsOf(core)
            writeStatistics(folder, core)
            return [datasetSection({ version: counts.version }), ...names(core, files)]
          }
        })
        const input = { inputs, base, skip: lenient ? skip : undefined, progress: options.progress, mayGoOn }
        const read = await addDumps(input, writer)
        mayGoOn()
        const bytes = writeStoreFiles(writer, folder)
        const { version, ...numbers } = counts!
        const described = { ...(await companions(base)), about: { ...about, sources: [] }, version }
        if (options.dumps) {
          const store = openStoreFiles(folder)!
          const obstacles = obstaclesIn(store)
          left.push(...obstacles.values())
          const onQuads = (quads: number): void => options.progress?.('writing dumps', 0, 0, quads)
          const units = unitsOf(store, onQuads)
          const dataset = { ...described, units, without: [...obstacles.keys()], sources: 0 }
          manifest = (await writeDataset(dataset, sink)).manifest
        } else {
          const counts = { ...numbers, sources: 0 }
          await writeCompanions(
            { ...described, manifest: { ...described.about, version, counts, dumps: [] } },
            sink
          )
        }
        return {
          out,
          version,
          files: inputs.length,
          read,
          ...numbers,
          skipped: skippedCount,
          store: { bytes }
        }
      } finally {
        scratch.closeAll()
      }
    }
    const summary = await replaceFolder(out, way, fill, complete)
    return { problems: [...skipped, ...left], skipped: skippedCount, summary }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return { problems: [...skipped, error.problem], skipped: skippedCount }
  }
}

const titleOf = ([first]: readonly DumpInput[]): string =>
  !first || first.file === '-'
    ? 'A dump as linked data'
    : first.file.replace(/^.*[/\\]/, '').replace(/(?:\.gz)?$/i, '')

interface Reading {
  readonly inputs: readonly DumpInput[]
  readonly base: string
  readonly skip: ((problem: Problem) => void) | undefined
  readonly progress: CompileProgress | undefined
  /** Throws when the work is to end. */
  readonly mayGoOn: () => void
}

/** Reads dumps into a writer; gives how many quads. Throws Unreadable. */
async function addDumps(
  { inputs, base, skip, progress = () => undefined, mayGoOn }: Reading,
  writer: StoreWriter
): Promise<number> {
  const total = inputs.every(({ size }) => size > 0) ? inputs.reduce((sum, { size }) => sum + size, 0) : 0
  const pace = new Pace()
  let bytes = 0
  let quads = 0
  for (const [i, input] of inputs.entries()) {
    const told = (error: RdfSyntaxError | GzipError): Problem => problemOf(input, error, skip !== undefined)
    try {
      const reader = await openReader(input.extension, {
        base,
        blankNodes: `f${i + 1}-`,
        contextOf: contextBeside(input),
        ...(skip && { skip: error => skip(told(error)) })
      })
      const text = new TextPieces()
      const add = async (found: Iterable<Parameters<StoreWriter['add']>[0]>): Promise<void> => {
        for (const quad of found) {
          writer.add(quad)
          quads++
        }
        progress('reading', bytes, total, quads)
        await pace.rest()
        mayGoOn()
      }
      try {
        for await (const piece of bytesOf(input, read => {
          bytes += read
        }))
          await add(reader.read(text.decode(piece)))
      } catch (error) {
        // What was unpacked before is good.
        if (!skip || !(error instanceof GzipError)) throw error
        skip(told(error))
      }
      await add(reader.read(text.end()))
      await add(await reader.end())
    } catch (error) {
      if (!(error instanceof RdfSyntaxError) && !(error instanceof GzipError)) throw error
      throw new Unreadable(told(error))
    }
  }
  progress('compiling', 0, 0, quads)
  return quads
}

function problemOf({ file }: DumpInput, error: RdfSyntaxError | GzipError, isSkipped: boolean): Problem {
  const { line, column } = error instanceof RdfSyntaxError ? error : {}
  return {
    severity: isSkipped ? 'warning' : 'error',
    code: error instanceof GzipError ? 'gzip' : 'rdf-syntax',
    file: file === '-' ? 'standard input' : file,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    message: error.message,
    remedy: isSkipped ? 'it is left out' : 'mend it, or leave out what has errors with --lenient'
  }
}

interface Counts {
  readonly version: string
  readonly triples: number
  readonly quads: number
  readonly entities: number
  readonly statements: number
}

/** What the manifest tells of a store; its version is of the store's own bytes, which are those of the data alone. */
function countsOf(core: WrittenCore): Counts {
  const hash = createHash('sha256')
  for (const piece of core.pieces()) hash.update(piece)
  const types = ['Item', 'Statement'].map(type => WIKIBASE + type)
  const { triples, ofType } = core.defaultGraphCounts(`${RDF}type`, types)
  const [entities = 0, statements = 0] = ofType
  return { version: hash.digest('hex').slice(0, 16), triples, quads: core.quads, entities, statements }
}

/** What stands beside the store of every dataset. */
async function companions(base: string) {
  const text = (file: string): Promise<string> =>
    readFile(new URL(`../../ontology/${file}`, import.meta.url), 'utf8')
  const [context, frame, vocabulary, shapes] = await Promise.all(
    ['context.jsonld', 'frame.jsonld', 'vocabulary.ttl', 'shapes.ttl'].map(text)
  )
  return {
    base,
    context: new ContextBuilder(prefixesOf(base), JSON.parse(context!) as JsonLdContext).context,
    frame: JSON.parse(frame!) as JsonLdFrame,
    vocabulary: parseRdf(vocabulary!, 'ttl', `${base}ontology`),
    shapes: skolemized(parseRdf(shapes!, 'ttl', `${base}shapes`))
  }
}
