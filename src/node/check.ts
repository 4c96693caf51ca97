import { disagreementObject } from '../dumps/dumps.ts'
import { check } from './build.ts'
import { disagreementLines } from './disagreement-lines.ts'
import { counted, print, printProblems } from './terminal.ts'
import { terminalWidth } from './terminal-page.ts'

/** What `hawksbill check` prints, and how. */
export interface CheckOptions {
  readonly base: string | undefined
  /** Whether every disagreement is printed, and not the first few of a kind. */
  readonly all: boolean
  /** Whether all is printed as one JSON object. */
  readonly json: boolean
  /** Whether the result is held against the shapes, which takes about as long as all the rest. */
  readonly shapes: boolean
}

/**
 * `hawksbill check`: prints what is wrong in a vault and what its sources disagree about; gives the number of
 * errors.
 */
export async function printCheck(folder: string, { base, all, json, shapes }: CheckOptions): Promise<number> {
  const { problems, disagreements } = await check(folder, base, {}, shapes)
  const errors = problems.filter(problem => problem.severity === 'error').length
  const warnings = problems.length - errors
  if (json) {
    // A list of many disagreements is longer than a string may be.
    const head = JSON.stringify({ errors, warnings, problems }, null, 2)
    process.stdout.write(`${head.slice(0, -2)},\n  "disagreements": [`)
    let separator = '\n'
    for (const disagreement of disagreements) {
      process.stdout.write(`${separator}    ${JSON.stringify(disagreementObject(disagreement))}`)
      separator = ',\n'
    }
    print(`${separator === '\n' ? '' : '\n  '}]\n}`)
    return errors
  }
  printProblems(problems, Number.POSITIVE_INFINITY)
  const lines = disagreementLines(disagreements, {
    width: terminalWidth(),
    all
  })
  for (const line of lines) print(line)
  print(`${counted(errors, 'error')}, ${counted(warnings, 'warning')}`)
  return errors
}
