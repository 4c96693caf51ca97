/** Notes and documents → claims in the source's own words, each with its evidence. */
export type { WikipediaArticle } from '../vault/vault.ts'
export { AbstractLists } from './abstract-lists.ts'
export { askModel } from './ask-model.ts'
export type { Claim, Evidence, Source, SourceClaims, Subject, Target, Words } from './claim.ts'
export { isOfProse } from './claim.ts'
export { DocumentReader, type Explained } from './document-claims.ts'
export {
  type ExplainedName,
  type ExplainedPiece,
  type ExplainedStatement,
  type ExplainedThing,
  type ExplainedValue,
  type Explanation,
  explanationOf
} from './explanation.ts'
export { type ExplanationSummary, outcomeOf, summaryOfExplanation } from './explanation-summary.ts'
export { noteClaims } from './note-claims.ts'
export { type Proposal, type ProposalBlock, type Propose, parseProposals } from './proposal.ts'
export { type ProseKnowledge, type ProseTexts, proseKnowledge } from './prose-knowledge.ts'
export { type NoteReading, readingText, readNote } from './read-note.ts'
export { readVault } from './read-vault.ts'
export { type NoteEntry, type Readings, shelvedReadings } from './readings.ts'
export { shownClaims } from './shown-claims.ts'
export { namesPrivateNote, type VaultContext, withoutPrivateNames } from './targets.ts'
