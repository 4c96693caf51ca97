/** Quads to files: Turtle, TriG, N-Triples, N-Quads, JSON-LD, RDF/XML, and the manifest that lists them. */

export { ContextBuilder, contextDocument, type JsonLdContext } from './context.ts'
export {
  countsInWords,
  countsOf,
  type DisagreementCounts,
  firstOfEachKind,
  kindInWords,
  type ReportedDataset,
  type ReportedDisagreement,
  type ReportedSide,
  sidesByRank,
  statesInWords,
  type Witness
} from './disagreements.ts'
export { disagreementsCsv } from './disagreements-csv.ts'
export { disagreementsHtml } from './disagreements-html.ts'
export { disagreementObject, disagreementsJson } from './disagreements-json.ts'
export {
  type DumpedDataset,
  type LinesDraft,
  type Sink,
  type TextDraft,
  type Unit,
  type Written,
  writeCompanions,
  writeDataset
} from './files.ts'
export {
  type GoneThing,
  type HistoricVersion,
  type History,
  hasHistory,
  historyFiles,
  type VersionChanges,
  withheld
} from './history.ts'
export { Inexpressible } from './inexpressible.ts'
export { type JsonLdForm, type JsonLdForms, type JsonLdFrame, jsonLdIn } from './json-ld-forms.ts'
export type { Layout } from './layout.ts'
export { mergedLines, type SubjectLines } from './lines.ts'
export {
  type Compressed,
  compressedFile,
  type DumpFile,
  type Manifest,
  type PublishedSource,
  withCompressed
} from './manifest.ts'
export { Pace } from './pace.ts'
export { disagreementReports, type ReportFile, reportTable } from './reports.ts'
export type { ReadingBlock, ReadingPassage, TextFile, TextIndex, TextPage } from './texts.ts'
export { obstacleTo, type WriterSettings, write, writeAll } from './writers.ts'
