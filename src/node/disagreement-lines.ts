import {
  countsInWords,
  countsOf,
  firstOfEachKind,
  kindInWords,
  type ReportedDisagreement,
  type ReportedSide,
  sidesByRank,
  statesInWords,
  type Witness
} from '../dumps/dumps.ts'
import { counted } from './terminal.ts'
import { type Style, TerminalPage } from './terminal-page.ts'

const shownOfAKind = 10
const shownSides = 8
const shownSources = 4

const pad = '    '
const rankStyles: Readonly<Record<ReportedSide['rank'], Style>> = {
  preferred: 'green',
  normal: [],
  deprecated: 'dim'
}

/**
 * Disagreements for people, in lines no longer than `width`: by kind, open ones first, with both sides; of each
 * kind the first few, and of what is settled the outcome alone, unless `all` is wanted, and how many there are; no
 * line where there is none. The rows are taken twice.
 */
export function disagreementLines(
  rows: Iterable<ReportedDisagreement>,
  { width, all, colour }: { readonly width: number; readonly all: boolean; readonly colour?: boolean }
): string[] {
  const counts = countsOf(rows)
  if (counts.kinds.size === 0) return []
  const page = new TerminalPage(width, colour)
  for (const [kind, shown] of firstOfEachKind(rows, all ? Number.POSITIVE_INFINITY : shownOfAKind)) {
    const { open, settled } = counts.kinds.get(kind)!
    page.put('', `${kindInWords(kind)}: ${statesInWords({ open, settled })}`, 2, 'bold')
    for (const row of shown) putDisagreement(page, row, all)
    const left = open + settled - shown.length
    if (left > 0) {
      page.blank()
      page.put('  … ', `and ${counted(left, 'other')} of this kind; --all shows them`, 4, 'dim')
    }
    page.blank()
  }
  page.put('', countsInWords(counts), 2, 'bold')
  return page.lines
}

function putDisagreement(page: TerminalPage, row: ReportedDisagreement, all: boolean): void {
  const { state, about, property, comment, resolution, witnesses } = row
  page.blank()
  const of = property === undefined ? '' : ` — ${property.label} (${property.id})`
  const open = state === 'open'
  page.put(
    open ? '  open     ' : '  settled  ',
    `${about.label.trim() || about.iri}${of}`,
    11,
    open ? ['bold', 'yellow'] : 'bold'
  )
  if (comment !== '') page.put(pad, comment, 4)
  // Of what is settled the outcome counts: the reports, and --all, have the rest.
  const sides = all || open ? sidesByRank(row) : []
  for (const side of all ? sides : sides.slice(0, shownSides)) putSide(page, side, all)
  if (!all && sides.length > shownSides)
    page.put(`${pad}… `, `and ${counted(sides.length - shownSides, 'other statement')}`, 6, 'dim')
  if (witnesses.length > 0 && (all || open))
    page.put(`${pad}${sides.length === 0 ? 'found in' : 'also in'} `, sourcesText(witnesses, all), 8)
  page.put(`${pad}→ `, resolution, 6, open ? 'yellow' : 'green')
}

function putSide(
  page: TerminalPage,
  { value, qualifiers, rank, reason, witnesses }: ReportedSide,
  all: boolean
): void {
  page.put(`${pad}• `, `${[value, ...qualifiers].join(', ')} [${rank}]`, 6, rankStyles[rank])
  if (witnesses.length > 0) page.put(`${pad}  `, sourcesText(witnesses, all), 8, 'dim')
  if (reason !== undefined) page.put(`${pad}  `, `because: ${reason}`, 8)
}

/** Who says it and where; the very words are for the report. */
function sourcesText(witnesses: readonly Witness[], all: boolean): string {
  const shown = all ? witnesses : witnesses.slice(0, shownSources)
  const left = witnesses.length - shown.length
  const places = new Map<string, string[]>()
  for (const { title, date, place } of shown) {
    const source = `${title}${date === undefined ? '' : ` of ${date}`}`
    places.set(source, [...(places.get(source) ?? []), ...(place === '' ? [] : [place])])
  }
  const texts = [...places].map(([source, at]) => [source, ...at].join(', '))
  return `${texts.join('; ')}${left > 0 ? `; and ${counted(left, 'other place')}` : ''}`
}
