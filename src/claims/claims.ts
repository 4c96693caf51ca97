/** Notes and documents → claims in the source's own words, each with its evidence. */
export type { WikipediaArticle } from '../vault/vault.ts'
export type { Claim, Evidence, Source, SourceClaims, Subject, Target, Words } from './claim.ts'
export { documentClaims } from './document-claims.ts'
export { noteClaims } from './note-claims.ts'
export { type NoteReading, readingText, readNote } from './read-note.ts'
export { readVault } from './read-vault.ts'
export { type NoteEntry, type Readings, shelvedReadings } from './readings.ts'
export { namesPrivateNote, type VaultContext, withoutPrivateNames } from './targets.ts'
