import { type ReportedDisagreement, type ReportedSide, sidesByRank, type Witness } from './disagreements.ts'

/** The columns, in order. */
const columns = [
  'kind',
  'state',
  'entity',
  'entity IRI',
  'property',
  'property label',
  'sides',
  'comment',
  'resolution',
  'IRI'
]

/** Disagreements as CSV (RFC 4180), in pieces: a line that names the columns, and one for each disagreement. */
export function* disagreementsCsv(rows: Iterable<ReportedDisagreement>): Iterable<string> {
  yield line(columns)
  for (const row of rows) {
    const { kind, state, about, property, comment, resolution, iri } = row
    const sides = sidesByRank(row).map(sideText).join(' | ')
    yield line([
      kind,
      state,
      about.label,
      about.iri,
      property?.id ?? '',
      property?.label ?? '',
      sides,
      comment,
      resolution,
      iri
    ])
  }
}

function sideText({ value, qualifiers, rank, witnesses }: ReportedSide): string {
  const sources = sourcesInWords(witnesses)
  return `${[value, ...qualifiers].join(', ')} [${rank}]${sources === '' ? '' : ` (${sources})`}`
}

/** The titles of the sources, each once. */
const sourcesInWords = (witnesses: readonly Witness[]): string =>
  [...new Set(witnesses.map(({ title }) => title))].join('; ')

const line = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`

function cell(text: string): string {
  const safe = harmless(text)
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/**
 * Spreadsheets run what begins with one of these marks as a formula, the wide forms of East Asian keyboards too, and
 * some pass over blanks and marks without a shape before it. An apostrophe in front makes it text; what follows it
 * is as it was. Controls, at which some programs cut a cell short, have a mark in their place.
 */
function harmless(text: string): string {
  const shown = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '\ufffd')
  return /^(?:[\t\r\n]|[\s\p{Cf}\ufffd]*[=+\-@＝＋－＠])/u.test(shown) ? `'${shown}` : shown
}
