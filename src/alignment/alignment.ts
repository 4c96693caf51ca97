/** Words → terms: the property catalogue, entities, typed values, languages; mints every IRI. */
export { type AlignedSource, Aligner, type AlignmentContext } from './align.ts'
export { Catalogue, type Datatype, type KeyTier, normalisedKey, type Property } from './catalogue.ts'
export type { Entity, LanguageText } from './entities.ts'
export { Iris, iriPath, type Sha256 } from './iris.ts'
export { KeyCounts, type KeySummary, type KeyTotal, type KeyUse, summaryOfKeys } from './key-uses.ts'
export { type LanguageTables, parseLanguageTables } from './languages.ts'
export { type Lesson, lessonOf } from './lesson.ts'
export { type Reference, type Snak, type Statement, type Value, valueKey } from './statement.ts'
