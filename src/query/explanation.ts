import type { Explanation } from './answer.ts'
import type { ExplainedNode } from './engine/engine.ts'

/** An explanation for people: a line for each part of the plan, those that it is made of below it. */
export function explanationText(explanation: Explanation): string {
  if (explanation.engine === 'comunica') return `answered by Comunica: ${explanation.why}\n`
  const { solutions, milliseconds, root } = explanation
  const rows = [['solutions', 'expected', 'ms', 'starts', 'what'], ...rowsOf(root, 0)]
  const widths = [0, 1, 2, 3].map(column => Math.max(...rows.map(row => row[column]!.length)))
  const lines = rows.map(row =>
    row.map((cell, column) => (column < 4 ? cell.padStart(widths[column]!) : cell)).join('  ')
  )
  return `${lines.join('\n')}\n${counted(solutions)} solutions in ${milliseconds.toFixed(1)} ms\n`
}

const counted = (count: number): string => count.toLocaleString('en')

function rowsOf(
  { what, expected, solutions, milliseconds, starts, parts }: ExplainedNode,
  depth: number
): string[][] {
  const row = [
    counted(solutions),
    expected === undefined ? '?' : counted(expected),
    milliseconds.toFixed(1),
    counted(starts),
    '  '.repeat(depth) + what
  ]
  return [row, ...parts.flatMap(part => rowsOf(part, depth + 1))]
}
