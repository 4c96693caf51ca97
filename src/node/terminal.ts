import { styleText } from 'node:util'
import { type Problem, problemLine } from '../problem.ts'
import type { BuildSummary } from './build.ts'
import type { CompileSummary } from './compile.ts'

export const print = (line: string): void => void process.stdout.write(`${line}\n`)
export const warn = (line: string): void => void process.stderr.write(`${line}\n`)

const shownOfAKind = 10

/** Problems a line each; of a kind that is everywhere the first few, and how many more there are. */
export function printProblems(problems: readonly Problem[], most = shownOfAKind): void {
  const kinds = new Map<string, number>()
  for (const problem of problems) {
    const count = (kinds.get(problem.code) ?? 0) + 1
    kinds.set(problem.code, count)
    if (count > most) continue
    const colour = problem.severity === 'error' ? 'red' : 'yellow'
    const line = problemLine(problem)
    const at = line.indexOf(`: ${problem.severity}: `) + 2
    // styleText leaves the colour out where it is not wanted: NO_COLOR, pipes, plain terminals.
    const marked = styleText(colour, problem.severity, { stream: process.stderr })
    warn(line.slice(0, at) + marked + line.slice(at + problem.severity.length))
  }
  for (const [code, count] of kinds)
    if (count > most)
      warn(
        `… and ${(count - most).toLocaleString('en')} more of the kind [${code}]; hawksbill check lists them all`
      )
}

export const counted = (n: number, noun: string, plural = `${noun}s`): string =>
  `${n.toLocaleString('en')} ${n === 1 ? noun : plural}`

export function summaryText(
  vault: string,
  { out, notes, documents, keys, units, ...counts }: BuildSummary
): string {
  const lines = [
    `${vault} → ${out}`,
    `  read        ${counted(notes.published, 'note')}, ${counted(documents, 'prose document')}`,
    ...(notes.keptBack > 0 ? [`  kept back   ${counted(notes.keptBack, 'private note')}`] : []),
    ...(notes.unreadable > 0 ? [`  left out    ${counted(notes.unreadable, 'note')} with errors`] : []),
    `  published   ${counted(counts.statements, 'statement')} about and between ${counted(counts.entities, 'entity', 'entities')}; ${counted(counts.triples, 'triple')}`,
    ...keyLines(keys),
    ...(units.kept > 0
      ? [
          `  kept        ${units.kept.toLocaleString('en')} of ${counted(units.kept + units.made, 'part')} of the dumps, as they were`
        ]
      : []),
    ...(counts.minted > 0
      ? [`  minted      ${counted(counts.minted, 'entity', 'entities')} that only prose tells of`]
      : []),
    ...disputedLines(counts.disagreements, counts.reports),
    `  written     ${[...counts.store, ...counts.dumps, ...counts.reports].map(({ file, bytes }) => `${file} ${size(bytes)}`).join('\n              ')}`,
    `  version     ${counts.version}`
  ]
  return lines.join('\n')
}

/** What became of dumps, for people. */
export function compiledText(files: readonly string[], summary: CompileSummary): string {
  const { out, read, triples, quads, store, version } = summary
  const perQuad = quads === 0 ? '' : `, ${(store.bytes / quads).toFixed(1)} bytes a quad`
  return [
    `${files.length === 1 ? files[0] : counted(files.length, 'file')} → ${out}`,
    `  read        ${counted(read, 'quad')}`,
    `  compiled    ${counted(quads, 'quad')}, ${counted(triples, 'triple')} of the default graph`,
    `  written     ${size(store.bytes)}${perQuad}`,
    `  version     ${version}`
  ].join('\n')
}

/** How much the sources disagree about, and where it is told. */
function disputedLines(
  { open, settled }: BuildSummary['disagreements'],
  reports: BuildSummary['reports']
): string[] {
  if (open + settled === 0) return []
  const page = reports.find(({ file }) => file.endsWith('disagreements.html'))
  return [
    `  disputed    ${counted(open + settled, 'disagreement')}, ${open.toLocaleString('en')} open${page ? `: ${page.file}` : ''}`
  ]
}

/** What became of the keys, in a line each for Wikidata's, the vault's own, and what an importer made. */
function keyLines({ tiers, importer, failures, unresolved }: BuildSummary['keys']): string[] {
  const of = (total: { keys: number; values: number } | undefined): string =>
    `${counted(total?.keys ?? 0, 'key')} (${counted(total?.values ?? 0, 'value')})`
  const found = Object.entries(tiers).filter(([tier]) => tier !== 'local')
  const lines = found.map(
    ([tier, total], i) => `  ${i === 0 ? 'keys' : '    '}        by ${tier}: ${of(total)}`
  )
  if (tiers['local']) lines.push(`  own keys    ${of(tiers['local'])} of the vault's own`)
  if (importer.all.values > 0) {
    const share = (100 * importer.resolved.values) / importer.all.values
    lines.push(
      `  imported    ${of(importer.resolved)} of ${of(importer.all)} are Wikidata's: ${share.toFixed(2)} %`
    )
  }
  if (unresolved.length > 0)
    lines.push(
      `  unresolved  ${of(failures.unknown)} unknown, ${of(failures.unfit)} of another type: ${unresolved.slice(0, 10).join(', ')}${unresolved.length > 10 ? ' …' : ''}`
    )
  return lines
}

const size = (bytes: number): string =>
  bytes < 1000
    ? `${bytes} B`
    : bytes < 1e6
      ? `${(bytes / 1000).toFixed(1)} kB`
      : `${(bytes / 1e6).toFixed(1)} MB`
