import { mkdirSync } from 'node:fs'
import { StoreWriter, type WriterOptions } from '../../src/compiled/compiled.ts'
import { linePieces, openStoreFiles, writeStoreFiles } from '../../src/node/store-file.ts'
import { LineReader, type Term } from '../../src/rdf/rdf.ts'
import type { Engine } from './engine.ts'

/** Ours: compiled once, then opened. */
export const engineWith = (options?: WriterOptions): Engine => ({
  compile(file, folder) {
    mkdirSync(folder, { recursive: true })
    const writer = new StoreWriter(options)
    const reader = new LineReader(false)
    for (const lines of linePieces(file)) for (const quad of reader.read(lines)) writer.add(quad)
    return writeStoreFiles(writer, folder)
  },

  open(folder) {
    const store = openStoreFiles(folder)!
    return {
      get size() {
        return store.size
      },
      term: term => term,
      match: (s, p, o) => store.match(s as Term | null, p as Term | null, o as Term | null)
    }
  }
})

/** The quads alone, which is what the others hold too. */
export const engine = engineWith()
