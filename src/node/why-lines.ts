import { localNameOf } from '../rdf/rdf.ts'
import {
  decoded,
  type ExplainedDisagreement,
  type ExplainedStatement,
  type StatementReference,
  type StatementSummary,
  type WhyAnswer,
  type WhyFact,
  type WhySubject
} from '../store/store.ts'
import { counted } from './terminal.ts'
import { TerminalPage } from './terminal-page.ts'

/** An answer for people, in lines no longer than `width`; `asked` is the value as it was asked for. */
export function whyLines(
  answer: WhyAnswer,
  { width, asked }: { readonly width: number; readonly asked: string | undefined }
): string[] {
  const page = new TerminalPage(width)
  if ('properties' in answer) putSubject(page, answer)
  else if (asked === undefined) putValues(page, answer)
  else putFact(page, answer, asked)
  return page.lines
}

/** The id of something by its IRI: its last part. */
const idOf = (iri: string): string => decoded(localNameOf(iri))

function putSubject(page: TerminalPage, { subject, properties, disagreements, totals }: WhySubject): void {
  page.put(
    '',
    `${subject.label} (${idOf(subject.iri)}): ${counted(totals.properties, 'property', 'properties')}`,
    2,
    'bold'
  )
  const widest = Math.max(0, ...properties.map(({ id }) => id.length))
  for (const { id, label, statements, best, deprecated, disagreements: disputes } of properties) {
    const other = statements - best - deprecated
    const parts = [
      counted(statements, 'value'),
      ...(deprecated > 0 ? [`${deprecated} deprecated`] : []),
      ...(other > 0 ? [`${other} not of best rank`] : []),
      ...(disputes > 0 ? [counted(disputes, 'disagreement')] : [])
    ]
    page.put(
      `  ${id.padEnd(widest)}  `,
      `${label}: ${parts.join(', ')}`,
      widest + 6,
      disputes > 0 ? 'yellow' : undefined
    )
  }
  putMore(page, '  ', totals.properties - properties.length)
  for (const disagreement of disagreements) putDisagreement(page, disagreement, '')
}

/** All values of a property, each with its rank and the names of who says it. */
function putValues(page: TerminalPage, answer: WhyFact): void {
  const { subject, property, statements, disagreements, totals } = answer
  page.put(
    '',
    `${subject.label} (${idOf(subject.iri)}), ${property.label} (${property.id}): ${counted(totals.statements, 'value')}`,
    2,
    'bold'
  )
  for (const statement of statements) {
    page.blank()
    page.put(
      `  ${markOf(statement)} `,
      `${statement.value.text}: ${standing(statement)}`,
      4,
      styleOf(statement)
    )
    putReason(page, statement, '    ')
    putQualifiers(page, statement, '    ')
    const titles = new Set(statement.references.map(sourceText))
    page.put('    ', titles.size === 0 ? 'no source is named' : `said by ${[...titles].join('; ')}`, 6, 'dim')
  }
  putMore(page, '  ', totals.statements - statements.length)
  putClaims(page, answer)
  for (const disagreement of disagreements) putDisagreement(page, disagreement, '')
  putMore(page, '', totals.disagreements - disagreements.length, 'disagreement')
  if (statements.length > 0) {
    page.blank()
    page.put('', 'Name a value to read the words behind it.', 0, 'dim')
  }
}

/** One value, with the words behind it and against it. */
function putFact(page: TerminalPage, answer: WhyFact, asked: string): void {
  const { subject, property, statements, disagreements, totals, values = [] } = answer
  const value = values[0]?.type === 'iri' ? values[0].text : `“${asked}”`
  if (statements.length === 0)
    page.put('', `No statement has ${value} as ${property.label} of ${subject.label}`, 2, 'bold')
  const told = new Set<string>()
  for (const statement of statements) {
    page.blank()
    putStatement(page, answer, statement)
    const own = disagreements.filter(({ iri }) => statement.disagreements.includes(iri))
    putOtherSide(page, answer, statement, own)
    for (const disagreement of own) {
      // What several of the statements take part in is told once.
      if (!told.has(disagreement.iri)) putDisagreement(page, disagreement, '  ')
      told.add(disagreement.iri)
    }
  }
  putMore(page, '', totals.statements - statements.length, 'statement')
  for (const disagreement of disagreements.filter(({ concerns, iri }) => concerns && !told.has(iri)))
    putDisagreement(page, disagreement, '')
  putClaims(page, answer)
  putCounterparts(page, answer)
  putRivals(page, answer)
  const others = disagreements.filter(({ concerns }) => !concerns)
  if (others.length > 0) page.blank()
  for (const { kindText, state, comment = '' } of others)
    page.put('', `Another disagreement over ${property.label} (${kindText}, ${state}): ${comment}`, 2, 'dim')
  putMore(page, '', totals.disagreements - disagreements.length, 'disagreement')
}

function putStatement(
  page: TerminalPage,
  { subject, property }: WhyFact,
  statement: ExplainedStatement
): void {
  const { value, rank, best, references, claimedIn } = statement
  const fact = `${property.label} of ${subject.label}`
  const heading = best
    ? `${value.text} is published as ${fact}: ${rank === 'preferred' ? 'preferred' : 'of best rank'}`
    : rank === 'deprecated'
      ? `${value.text} is not published as ${fact}: deprecated`
      : `${value.text} stands as ${fact}, but not directly: it is not of best rank`
  page.put('', heading, 2, ['bold', styleOf(statement)])
  putReason(page, statement, '  ')
  putQualifiers(page, statement, '  ')
  putReferences(page, 'Said by', references, '  ')
  if (claimedIn.length > 0)
    page.put('  ', `In the graph of ${claimedIn.map(({ source }) => source.title).join('; ')}`, 4, 'dim')
}

/** Who contradicts a statement: words quoted against it, and the other statements of its disagreements. */
function putOtherSide(
  page: TerminalPage,
  { subject: about, property: of }: WhyFact,
  statement: ExplainedStatement,
  disagreements: readonly ExplainedDisagreement[]
): void {
  const title = statement.rank === 'deprecated' ? 'Contradicted by' : 'On the other side'
  const quoted = byIri(disagreements.flatMap(({ references }) => references))
  const others = byIri(disagreements.flatMap(({ involves }) => involves))
  others.delete(statement.iri)
  if (quoted.size === 0 && others.size === 0) return
  putReferences(page, title, [...quoted.values()], '  ')
  if (others.size > 0) page.put('  ', quoted.size === 0 ? title : 'Beside it', 2, 'bold')
  for (const { subject, property, value, references, ...other } of others.values()) {
    const same = subject.iri === about.iri && property.iri === of.iri
    const fact = same ? value.text : `${subject.label}: ${property.label} ${value.text}`
    page.put('    ', `${fact} (${standing(other)})`, 6, styleOf(other))
    // Of many, such as the members that a list has, nobody reads the references.
    if (others.size > shownReferences) continue
    for (const reference of references.slice(0, shownReferences)) putReference(page, reference, '      ')
    putMore(page, '      ', references.length - shownReferences)
  }
}

/** Each once. */
const byIri = <T extends { readonly iri: string }>(items: readonly T[]): Map<string, T> =>
  new Map(items.map(item => [item.iri, item]))

/** Of what only stands beside the answer. */
const shownReferences = 3

function putReferences(
  page: TerminalPage,
  title: string,
  references: readonly StatementReference[],
  indent: string
): void {
  if (references.length === 0) return
  page.put(indent, title, indent.length, 'bold')
  for (const reference of references) putReference(page, reference, `${indent}  `)
}

function putReference(page: TerminalPage, reference: StatementReference, indent: string): void {
  const { quote, rules, method } = reference
  const words = quote === undefined ? '' : `: «${quote}»`
  page.put(indent, sourceText(reference) + placeText(reference) + words, indent.length + 2)
  const how = [
    ...(method === undefined ? [] : [method]),
    ...(rules.length > 0 ? [`read by ${rules.join(', ')}`] : [])
  ]
  if (how.length > 0) page.put(`${indent}  `, how.join('; '), indent.length + 4, 'dim')
}

function sourceText({ source }: StatementReference): string {
  if (source === undefined) return 'a source'
  const { title, kind, date } = source
  const beside = [...(kind === 'note' ? ['note'] : []), ...(date === undefined ? [] : [date])]
  return beside.length === 0 ? title : `${title} (${beside.join(', ')})`
}

function placeText({ line, key, start, end }: StatementReference): string {
  return [
    ...(line === undefined ? [] : [`, line ${line}`]),
    ...(key === undefined ? [] : [`, ${key}`]),
    ...(start === undefined ? [] : [`, characters ${start} to ${end}`])
  ].join('')
}

function putDisagreement(page: TerminalPage, disagreement: ExplainedDisagreement, indent: string): void {
  const { kindText, state, comment, resolution, references, involves, involved } = disagreement
  if (indent === '') page.blank()
  page.put(indent, `Disagreement (${kindText}, ${state})`, indent.length, [
    'bold',
    state === 'open' ? 'yellow' : 'cyan'
  ])
  const inner = `${indent}  `
  if (comment !== undefined) page.put(inner, comment, inner.length)
  if (resolution !== undefined) page.put(`${inner}→ `, resolution, inner.length + 2)
  // Inside a statement these are told as its other side.
  if (indent !== '') return
  for (const reference of references) putReference(page, reference, inner)
  for (const { value, subject, property, ...other } of involves)
    page.put(
      `${inner}– `,
      `${subject.label}: ${property.label} ${value.text} (${standing(other)})`,
      inner.length + 2,
      'dim'
    )
  putMore(page, inner, involved - involves.length)
}

function putClaims(page: TerminalPage, { claims, totals }: WhyFact): void {
  if (claims.length === 0) return
  page.blank()
  page.put('', 'In the words of a source alone', 0, 'bold')
  for (const { value, claimedIn } of claims)
    page.put('  ', `${value.text}: ${claimedIn.map(({ source }) => source.title).join('; ')}`, 4)
  putMore(page, '  ', totals.claims - claims.length)
}

function putCounterparts(page: TerminalPage, { counterparts, subject: about }: WhyFact): void {
  if (counterparts.length > 0) page.blank()
  for (const { subject, property, ...statement } of counterparts) {
    const told = `${subject.label}: ${property.label} (${property.id}) ${about.label} (${standing(statement)})`
    page.put('', `The other way round, ${told}`, 2)
  }
}

function putRivals(page: TerminalPage, { rivals, statements, totals }: WhyFact): void {
  if (rivals.length === 0) return
  page.blank()
  const best = rivals.filter(rival => rival.best)
  const others = rivals.filter(rival => !rival.best)
  const lead = statements.some(statement => statement.best) ? 'Beside it: ' : 'Instead: '
  if (best.length > 0) page.put('', lead + best.map(({ value }) => value.text).join(', '), 2)
  for (const rival of others) {
    page.put(`${markOf(rival)} `, `${rival.value.text}: ${standing(rival)}`, 2, styleOf(rival))
    putReason(page, rival, '  ')
  }
  putMore(page, '', totals.rivals - rivals.length)
}

const putReason = (page: TerminalPage, { reason }: StatementSummary, indent: string): void => {
  if (reason !== undefined) page.put(indent, `because ${reason.replace(/^because /i, '')}`, indent.length + 2)
}

function putQualifiers(page: TerminalPage, { qualifiers }: ExplainedStatement, indent: string): void {
  for (const { property, value } of qualifiers)
    page.put(indent, `${property.label}: ${value.text}`, indent.length + 2)
}

function putMore(page: TerminalPage, indent: string, more: number, noun = 'other', plural?: string): void {
  if (more > 0) page.put(`${indent}… `, `and ${counted(more, noun, plural)}`, indent.length + 2, 'dim')
}

type Standing = Pick<StatementSummary, 'rank' | 'best' | 'sources'>

const standing = ({ rank, best, sources }: Standing): string =>
  `${rank}${rank === 'deprecated' || best ? '' : ', not best'}, ${counted(sources, 'source')}`

const markOf = ({ rank, best }: Standing): string => (best ? '✓' : rank === 'deprecated' ? '✗' : '·')

const styleOf = ({ rank, best }: Standing): 'green' | 'red' | 'yellow' =>
  best ? 'green' : rank === 'deprecated' ? 'red' : 'yellow'
