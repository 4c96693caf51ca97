import type { ReportedDataset, ReportedDisagreement } from './disagreements.ts'
import { disagreementsCsv } from './disagreements-csv.ts'
import { disagreementsHtml } from './disagreements-html.ts'
import { disagreementsJson } from './disagreements-json.ts'

/** A file for whoever looks after the dataset: not a part of it, and not served. */
export interface ReportFile {
  /** Its name under `report/`. */
  readonly file: string
  /** Its text, or pieces of it in order, for one that memory need not hold. */
  readonly text: string | Iterable<string>
}

/** A table as tab-separated values (IANA `text/tab-separated-values`), under a line that names the columns. */
export function reportTable(
  columns: readonly string[],
  rows: readonly (readonly (string | number)[])[]
): string {
  // A cell has no way to hold what ends one.
  const cell = (value: string | number): string => String(value).replace(/[\t\n\r]+/g, ' ')
  return [columns, ...rows].map(row => `${row.map(cell).join('\t')}\n`).join('')
}

/**
 * What sources disagree about, for people, spreadsheets and programs; no file where they agree. The rows are taken
 * more than once, and few are held.
 */
export function disagreementReports(
  rows: Iterable<ReportedDisagreement>,
  dataset: ReportedDataset
): readonly ReportFile[] {
  for (const _ of rows)
    return [
      { file: 'disagreements.csv', text: disagreementsCsv(rows) },
      { file: 'disagreements.html', text: disagreementsHtml(rows, dataset) },
      { file: 'disagreements.json', text: disagreementsJson(rows, dataset) }
    ]
  return []
}
