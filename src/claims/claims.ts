/** Notes and documents → claims in the source's own words, each with its evidence. */
export type { Claim, Evidence, Source, SourceClaims, Subject, Target, Words } from './claim.ts'
export { documentClaims } from './document-claims.ts'
export { noteClaims } from './note-claims.ts'
export { type FileReading, readFile } from './read-file.ts'
export { type NoteReading, readNote } from './read-note.ts'
export type { VaultContext } from './targets.ts'
