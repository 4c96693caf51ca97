import { Iris, type Reference, type Statement, type Value } from '../src/alignment/alignment.ts'
import {
  Constraints,
  Gaps,
  Gazetteer,
  type Grounds,
  linksOf,
  type RankedStatement,
  type Reconciled,
  reconcile,
  rowsOf,
  type Subject,
  Testimony
} from '../src/reconciliation/reconciliation.ts'
import { ontology } from './publish-case.ts'
import { property, short, statementWritten } from './statement-notation.ts'

export const iris = new Iris('https://example.org/')
export const constraints = new Constraints(ontology.constraints, ontology.properties)
const gazetteer = new Gazetteer(...ontology.gazetteer)
const places = new Map(
  [ontology.prose.places, ontology.prose.names].flatMap(table =>
    [...rowsOf(table, ['qid', 'class', 'country'])].map(([qid = '', kind = '', country = '']) => [
      qid,
      { kind, country }
    ])
  )
)
const labels = new Map(
  [...rowsOf(ontology.prose.places, ['qid', 'label']), ...rowsOf(ontology.prose.names, ['qid', 'name'])].map(
    ([qid = '', label = '']) => [qid, label]
  )
)

/** What tests judge by: the tables of `ontology/`, and what else a case says. */
export function groundsOf(
  told: ReadonlyMap<string, readonly Statement[]>,
  dates: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, { readonly label: string; readonly kind?: string }> = new Map()
): Grounds {
  const qidOf = (iri: string): string | undefined => {
    const name = iris.localName(iri)
    return /^Q\d+$/.test(name) ? name : undefined
  }
  const labelOf = (iri: string): string => {
    const name = iris.localName(iri)
    return names.get(name)?.label ?? labels.get(name) ?? name
  }
  return {
    constraints,
    gazetteer,
    testimony: new Testimony(told, dates, constraints, labelOf),
    labelOf,
    qidOf,
    classOf: iri => names.get(iris.localName(iri))?.kind ?? places.get(qidOf(iri) ?? '')?.kind,
    countryOf: iri => places.get(qidOf(iri) ?? '')?.country
  }
}

/** A case as a file tells it; ../tests/cases/reconciliation/README.md says how. */
export interface JudgingCase {
  readonly subject: Subject
  /** Statements of all entities, by their IRIs. */
  readonly statements: ReadonlyMap<string, Statement[]>
  readonly grounds: Grounds
  readonly ranks: 'reasoned' | 'normal'
}

const defaultSubject = 'Q9000'

/** Reads a case. Throws an Error that names the line where it cannot. */
export function judgingCase(text: string): JudgingCase {
  const names = new Map<string, { label: string; kind?: string }>()
  const dates = new Map<string, string>()
  const statements = new Map<string, Statement[]>()
  const documents = new Map<string, Statement[]>()
  const notes: string[] = []
  const rivals: { qid: string; note: string }[] = []
  let ranks: 'reasoned' | 'normal' = 'reasoned'
  for (const [at, line] of text.split('\n').entries()) {
    if (line === '' || line.startsWith('#')) continue
    const [word = '', first = '', ...rest] = line.split(' ')
    if (word === 'date') dates.set(first, rest[0] ?? '')
    else if (word === 'note') notes.push(first)
    else if (word === 'rival') rivals.push({ qid: first, note: rest.join(' ') })
    else if (word === 'ranks') ranks = first as 'normal'
    else if (first === 'is') {
      const [, label = '', kind] = /^(.*?)(?:, an? (\w+))?$/.exec(rest.join(' ')) ?? []
      names.set(word, kind === undefined ? { label } : { label, kind })
    } else {
      const { statement, isTold } = claimWritten(line, at + 1)
      add(statements, statement)
      if (isTold) add(documents, statement)
    }
  }
  return {
    subject: { iri: iris.entity(defaultSubject), notes, rivals },
    statements,
    grounds: groundsOf(documents, dates, names),
    ranks
  }
}

function add(statements: Map<string, Statement[]>, statement: Statement): void {
  const known = statements.get(statement.subject)
  if (known) known.push(statement)
  else statements.set(statement.subject, [statement])
}

/** `wiki: Q5 P463 Q1 | P580=2002 ; closed 7, now`. */
function claimWritten(line: string, number: number): { statement: Statement; isTold: boolean } {
  const parts = /^(\S+): (?:(Q\d+|note-\S+) )?(\S+ .*?)(?: ; (.*))?$/.exec(line)
  if (!parts) throw new Error(`line ${number} is no claim: ${line}`)
  const [, source = '', about = defaultSubject, written = '', marks = ''] = parts
  const marked = new Map(
    marks
      .split(', ')
      .filter(Boolean)
      .map(mark => [mark.split(' ')[0]!, mark.split(' ').slice(1)])
  )
  const entity = (name: string): string => iris.entity(name)
  const said = statementWritten(written, entity)
  const [place] = marked.get('closed') ?? marked.get('at') ?? []
  const start = 100 * (place === undefined ? number : Number(place))
  const bears = marked.get('bears')
  const isField = marked.has('field')
  const reference: Reference = {
    source,
    evidence: isField
      ? { kind: 'field', key: said.property.label.replace(/\W+/g, '_'), line: number }
      : { kind: 'text', start, end: start + 50 },
    ...(marked.has('closed') ? { closed: true as const } : {}),
    ...(marked.has('now') ? { current: true as const } : {}),
    ...(bears
      ? { bears: { property: bears[0]!, value: entity(bears[1]!), status: bears.slice(2).join(' ') } }
      : {})
  }
  return {
    statement: {
      subject: entity(about),
      ...said,
      references: [reference],
      ...(marked.has('proposed') ? { proposed: true as const } : {})
    },
    isTold: !isField
  }
}

/** Judges the entity of a case. */
export const judged = ({ subject, statements, grounds, ranks }: JudgingCase): Reconciled =>
  reconcile(statements.get(subject.iri) ?? [], subject, { iris, grounds, ranks })

/** What became of a case, for people to compare: statements, then what disagrees, then what entities leave unanswered. */
export function judgingWritten(one: JudgingCase): string {
  const { statements, disagreements } = judged(one)
  const { labelOf } = one.grounds
  const all = new Map(statements.map(statement => [statement.iri, statement]))
  const gaps = new Gaps(constraints, iris, labelOf)
  gaps.learn(one.subject.iri, linksOf(statements, constraints))
  for (const [iri, claims] of one.statements) {
    if (iri === one.subject.iri) continue
    const other = reconcile(claims, { iri }, { iris, grounds: one.grounds }).statements
    for (const statement of other) all.set(statement.iri, statement)
    gaps.learn(iri, linksOf(other, constraints))
  }
  const found = [...disagreements, ...gaps.find(property).flatMap(([, of]) => of)]
  const valueWords = (value: Value): string => (value.type === 'item' ? labelOf(value.iri) : short(value))
  const words = ({ subject, property: { id }, value, qualifiers }: RankedStatement): string =>
    [
      `${subject === one.subject.iri ? '' : `${labelOf(subject)} `}${id} ${valueWords(value)}`,
      ...qualifiers.map(snak => `${snak.property.id}=${valueWords(snak.value)}`)
    ].join(' | ')
  const lines = statements.map(statement => {
    const { rank, best, reason, references, ofIndividual } = statement
    const by = references.map(({ source, method }) => (method ? `${source} (${method})` : source)).join(', ')
    const state = [rank, best ? 'best' : 'not best', ...(ofIndividual ? ['of an individual'] : [])].join(', ')
    return `${words(statement)} | by ${by}\n  ${state}${reason === undefined ? '' : `: ${reason}`}`
  })
  const told = found
    .sort((a, b) => (a.kind + a.comment < b.kind + b.comment ? -1 : 1))
    .map(({ kind, state, about, property: of, involves, comment, resolution, references }) =>
      [
        `${kind}, ${state}, ${labelOf(about)}${of ? ` ${of.id}` : ''}`,
        `  ${comment}`,
        `  ${resolution}`,
        ...involves.map(iri => `  - ${words(all.get(iri)!)}`).sort(),
        ...(references.length === 0
          ? []
          : [`  beside the words of ${references.map(({ source }) => source).join(', ')}`])
      ].join('\n')
    )
  return [...lines, '', ...(told.length === 0 ? ['Nothing disagrees.'] : told), ''].join('\n')
}
