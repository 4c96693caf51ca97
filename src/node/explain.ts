import {
  type ExplainedPiece,
  type Explanation,
  outcomeOf,
  proseKnowledge,
  summaryOfExplanation
} from '../claims/claims.ts'
import type { Problem } from '../problem.ts'
import { check } from './build.ts'
import { explanationLines } from './explanation-lines.ts'
import { InputError } from './input-error.ts'
import { print, printProblems } from './terminal.ts'
import { terminalWidth } from './terminal-page.ts'
import { readOntology } from './vault-folder.ts'

/** What to explain, and how. */
export interface ExplainOptions {
  readonly base: string | undefined
  /** Id of the one document to explain. */
  readonly source: string | undefined
  /** Id of the one rule whose matches are shown. */
  readonly rule: string | undefined
  /** Whether only what nothing was found in is shown. */
  readonly nothing: boolean
  /** Whether lines are JSON objects: one for each piece, and a summary behind those of a document. */
  readonly json: boolean
}

/**
 * `hawksbill check --explain`: prints how each document is read, sentence by sentence, and gives the problems that
 * it printed: all errors, and the warnings about these documents. Nothing is written, and no model is asked. Throws
 * an InputError where there is no such source or rule, or no document at all.
 */
export async function printExplanation(folder: string, options: ExplainOptions): Promise<readonly Problem[]> {
  if (options.rule !== undefined) await demandRule(options.rule)
  const explanations: Explanation[] = []
  const { problems } = await check(folder, options.base, { explain: one => explanations.push(one) }, false)
  const errors = problems.filter(({ severity }) => severity === 'error')
  const chosen = explanations.filter(
    ({ source }) => options.source === undefined || source === options.source
  )
  // Of a vault with errors nothing may have been read at all: then those are told instead.
  if (chosen.length === 0 && errors.length === 0)
    throw new InputError(
      options.source === undefined
        ? 'There is no document to explain'
        : `There is no source ${options.source}`,
      explanations.length === 0
        ? 'list documents under sources in hawksbill.yaml'
        : `the sources are ${explanations.map(({ source }) => source).join(', ')}`
    )
  const lines = chosen.flatMap(explanation => linesOf(explanation, options))
  if (lines.length === 0 && chosen.length > 0 && !options.json)
    lines.push(`The rule ${options.rule} matches nowhere in ${chosen.map(({ file }) => file).join(', ')}`)
  const files = new Set(chosen.map(({ file }) => file))
  const shown = problems.filter(({ severity, file }) => severity === 'error' || files.has(file))
  for (const line of lines) print(line)
  printProblems(shown)
  return shown
}

async function demandRule(rule: string): Promise<void> {
  const { rules } = proseKnowledge((await readOntology()).prose)
  if (rules.some(({ id }) => id === rule)) return
  const [word = ''] = rule.split('-')
  const near = rules.map(({ id }) => id).filter(id => word.length > 2 && id.includes(word))
  throw new InputError(
    `There is no rule ${rule}`,
    near.length > 0 ? `there are ${near.slice(0, 8).join(', ')}` : 'the rules are in ontology/rules'
  )
}

function linesOf(explanation: Explanation, options: ExplainOptions): string[] {
  const { source, file, title } = explanation
  const pieces = explanation.pieces.flatMap(piece => shownPiece(piece, options) ?? [])
  if (options.rule !== undefined && pieces.length === 0) return []
  // Of one rule nothing counts but its matches.
  const summary = summaryOfExplanation(options.rule === undefined ? explanation : { pieces })
  if (options.json)
    return [
      ...pieces.map(piece => JSON.stringify({ source, file, outcome: outcomeOf(piece), ...piece })),
      JSON.stringify({ source, file, title, summary })
    ]
  return explanationLines({ ...explanation, pieces }, summary, {
    width: terminalWidth(),
    rule: options.rule
  })
}

/** What is to be shown of a piece; undefined where it is nothing. */
function shownPiece(
  piece: ExplainedPiece,
  { nothing, rule: wanted }: ExplainOptions
): ExplainedPiece | undefined {
  if (nothing && outcomeOf(piece) !== 'nothing') return undefined
  if (wanted === undefined) return piece
  const matched: ExplainedPiece = {
    ...piece,
    statements: piece.statements.filter(({ rule }) => rule === wanted),
    guarded: piece.guarded.filter(({ rule }) => rule === wanted),
    taught: piece.taught.filter(rule => rule === wanted)
  }
  return outcomeOf(matched) === 'nothing' ? undefined : matched
}
