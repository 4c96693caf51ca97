/** The compiled store: a dataset as one file that is opened without being read. FORMAT.md has the format. */
export { type CompiledStore, openCompiled } from './compiled-store.ts'
export type { Dictionary } from './dictionary.ts'
export { MemoryFile, memoryScratch, type Scratch, type ScratchFile } from './scratch.ts'
export { StoreError, type StoreErrorCode } from './store-error.ts'
export { StoreWriter, type WriterOptions } from './store-writer.ts'
export { kinds } from './term-key.ts'
export type { Match, Order, PredicateStatistics, Triples } from './triples.ts'
