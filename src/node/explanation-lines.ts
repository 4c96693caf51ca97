import {
  type ExplainedName,
  type ExplainedPiece,
  type ExplainedStatement,
  type ExplainedThing,
  type ExplainedValue,
  type Explanation,
  type ExplanationSummary,
  outcomeOf
} from '../claims/claims.ts'
import { counted } from './terminal.ts'
import { TerminalPage } from './terminal-page.ts'

const gutter = 7
const shownNames = 15
const longestWords = 48

/**
 * A document's explanation for people, in lines no longer than `width`: coloured where standard output is a
 * terminal that wants it.
 */
export function explanationLines(
  { file, title, source, pieces }: Explanation,
  summary: ExplanationSummary,
  { width, rule }: { readonly width: number; readonly rule: string | undefined }
): string[] {
  const page = new TerminalPage(width)
  page.put('', `${file}  ${title}${title === source ? '' : ` (${source})`}`, 0, 'bold')
  let section = ''
  for (const piece of pieces) {
    const here = piece.section.join(' › ')
    if (here !== section) {
      page.blank()
      if (here !== '') page.put('', `§ ${here}`, 0, 'magenta')
      section = here
    }
    putPiece(page, piece)
  }
  page.blank()
  putSummary(page, summary, rule)
  page.blank()
  return page.lines
}

function putPiece(page: TerminalPage, piece: ExplainedPiece): void {
  const { line, kind, text, statements, guarded, taught, names } = piece
  const found = outcomeOf(piece) !== 'nothing'
  page.blank()
  page.put(
    `${String(line).padStart(gutter - 2)}  `,
    kind === 'sentence' ? text : `${kind}: ${text}`,
    gutter,
    found ? 'bold' : undefined
  )
  for (const [i, statement] of statements.entries()) {
    putStatement(page, statement)
    const next = statements[i + 1]
    // What one rule read in one place is signed once.
    if (next?.rule !== statement.rule || next.method !== statement.method) putRule(page, statement)
  }
  for (const { rule, guard, word } of guarded)
    page.put(`${pad}✗ `, `${rule} held back: ${guard}, “${word}”`, gutter + 2, 'yellow')
  for (const rule of taught) page.put(`${pad}· `, `${rule} learnt a name`, gutter + 2, 'cyan')
  if (!found) page.put(`${pad}– `, 'nothing found', gutter + 2, 'red')
  const named = [...new Set(names.map(nameText))]
  if (named.length > 0) page.put(`${pad}  `, `found: ${named.join('; ')}`, gutter + 4, 'dim')
}

const pad = ' '.repeat(gutter)

function putStatement(
  page: TerminalPage,
  { subject, property, value, qualifiers, keptBack }: ExplainedStatement
): void {
  page.put(
    `${pad}✓ `,
    `${thingText(subject)} — ${property.label} (${property.id}) — ${valueText(value)}${keptBack ? ' [not published: it names a private note]' : ''}`,
    gutter + 4,
    keptBack ? 'yellow' : 'green'
  )
  for (const { property: of, value: said } of qualifiers)
    page.put(`${pad}    `, `${of.label} (${of.id}): ${valueText(said)}`, gutter + 6, 'green')
}

const putRule = (page: TerminalPage, { rule, method }: ExplainedStatement): void =>
  page.put(`${pad}  `, `by ${rule}${method === undefined ? '' : `; ${method}`}`, gutter + 4, 'dim')

function putSummary(page: TerminalPage, summary: ExplanationSummary, rule: string | undefined): void {
  const { pieces, withStatements, guarded, nothing, statements, rules, unlinked } = summary
  const share = pieces === 0 ? 0 : Math.round((100 * withStatements) / pieces)
  const row = (name: string, text: string): void => page.put(`  ${name.padEnd(12)}`, text, 14)
  if (rule !== undefined) {
    const heldBack = guarded > 0 ? `, held back in ${guarded}` : ''
    page.put(
      '',
      `${rule}: ${counted(statements, 'statement')} in ${counted(withStatements, 'place')}${heldBack}`,
      2,
      'bold'
    )
    return
  }
  page.put('', 'Summary', 0, 'bold')
  row('read', counted(pieces, 'sentence, field or row', 'sentences, fields and rows'))
  row('speaking', `${withStatements} (${share} %) with ${counted(statements, 'statement')}`)
  row('held back', `${guarded} by guards alone`)
  row('silent', `${nothing} with nothing found`)
  if (rules.length > 0) row('rules', rules.map(({ rule, statements: of }) => `${rule} ${of}`).join(', '))
  if (unlinked.length > 0) {
    const more = unlinked.length - shownNames
    const listed = unlinked
      .slice(0, shownNames)
      .map(({ name, kind, times }) => `${name} ${times}${kind === 'ambiguous' ? ' (ambiguous)' : ''}`)
    row('unlinked', `${listed.join(', ')}${more > 0 ? ` and ${counted(more, 'other name')}` : ''}`)
  }
}

const thingText = ({ label, item, note, minted }: ExplainedThing): string =>
  `${label} (${item ?? (note === undefined ? `new ${minted}` : `note ${note}`)})`

const valueText = (value: ExplainedValue): string => (typeof value === 'string' ? value : thingText(value))

/** Long words by their beginning and end: they stand whole in the sentence above. */
function shortened(words: string): string {
  const characters = [...words]
  return characters.length <= longestWords
    ? words
    : `${characters.slice(0, longestWords - 12).join('')} … ${characters.slice(-9).join('')}`
}

function nameText({ words: whole, things, kind, value, method }: ExplainedName): string {
  const words = shortened(whole)
  if (value !== undefined) return value === whole ? `${kind} ${whole}` : `${whole} → ${kind} ${value}`
  const [first] = things
  const why = method === undefined ? '' : `, ${method}`
  if (kind === 'group')
    return `${words} = ${things.length === 0 ? 'a group of unknown members' : things.map(thingText).join(' + ')}${why}`
  if (kind === 'ambiguous') return `${words} → ambiguous: ${things.map(thingText).join(' or ')}${why}`
  const { label, item, note, minted } = first!
  const id = item ?? (note === undefined ? `new ${minted}` : `note ${note}`)
  return `${words} → ${label === whole ? id : `${label} (${id})`}${why}`
}
