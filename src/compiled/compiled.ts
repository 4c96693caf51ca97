/** The compiled store: a dataset as one file that is opened without being read. FORMAT.md has the format. */
export { CompiledStore, openCompiled } from './compiled-store.ts'
export { type DatasetStatistics, statisticsOf } from './dataset-statistics.ts'
export type { Dictionary } from './dictionary.ts'
export type { JoinStatistics, Shared } from './join-statistics.ts'
export { languageFit, matchOf, type NameMatch, prominenceOf, wordsOf } from './label-words.ts'
export { type FoundEntity, type Labels, labelsOf } from './labels.ts'
export { labelExtras, namePredicates } from './names.ts'
export { MemoryFile, memoryScratch, type Scratch, type ScratchFile } from './scratch.ts'
export { isStoreFile, segmentBytes, segmentFile, wholeFile } from './segments.ts'
export { StoreError, type StoreErrorCode } from './store-error.ts'
export { type ExtraSection, StoreWriter, type WriterOptions } from './store-writer.ts'
export { kinds } from './term-key.ts'
export {
  firstNotBelow,
  type Match,
  type Order,
  type PredicateStatistics,
  rangeOf,
  type Triples
} from './triples.ts'
export type { WrittenCore } from './written-core.ts'
