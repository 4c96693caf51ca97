import { isMap, isSeq, LineCounter, parseDocument } from 'yaml'
import {
  type Beginning,
  beginningOf,
  neededWords,
  openings,
  type Pattern,
  PatternError,
  parsePattern,
  type Slot,
  slotsOf
} from './pattern.ts'
import {
  type BearingTemplate,
  parseBearing,
  parseTemplate,
  RuleError,
  type StatementTemplate
} from './rule-template.ts'
import { type GuardKind, guardKinds } from './words.ts'

export type Scope = 'sentence' | 'field' | 'row' | 'item' | 'caption'

/** An entity to make of a match: `{O} exercise {D:year}`. */
export interface MintTemplate {
  readonly slot: string
  readonly class: string
  readonly label: string
  readonly aliases: readonly string[]
  /** The slot with its date: two documents' entities of one key are one when their dates agree. */
  readonly date?: string
  /** QIDs of its classes. */
  readonly items: readonly string[]
}

export interface RuleExample {
  readonly text: string
  /** What is said, with labels: `Uzbekistan P463 Alliance | P580=2006`. */
  readonly gives: readonly string[]
}

/** A pattern, with what tells quickly that a sentence has no match of it. */
export interface RulePattern {
  readonly pattern: Pattern
  readonly needs: readonly ReadonlySet<string>[]
  readonly beginning: Beginning
  /** Its first slots, and what is left of it where the sentence has named their filler before. */
  readonly elided: readonly { readonly slot: Slot; readonly rest: Pattern; readonly beginning: Beginning }[]
}

/** A family of sentences, and what they say. */
export interface Rule {
  readonly id: string
  readonly scope: Scope
  readonly patterns: readonly RulePattern[]
  /** What the sentence before has to say; what its slots hold counts here too. */
  readonly before: readonly RulePattern[]
  /** Of the heading the words stand under. */
  readonly heading?: RegExp
  /** Of a field's key. */
  readonly key?: RegExp
  /** Of a row: slot → the head of its column, and the type of its cell. */
  readonly columns: readonly {
    readonly slot: string
    readonly head: RegExp
    readonly type: string
    readonly many: boolean
  }[]
  /** Slots that may be filled from the clause: dates and places. */
  readonly when?: string
  /** The date may also be the month of the sentences just before: `On 13 September … . They sent a mission.` */
  readonly nearby: boolean
  readonly where?: { readonly slot: string; readonly type: string }
  /** A slot that the sentence need not fill: what was last spoken of as this. */
  readonly implied?: { readonly slot: string; readonly type: string }
  /** Of a row that goes on with the one above: a slot for what that is about. */
  readonly above?: { readonly slot: string; readonly type: string }
  /** A slot for the organization that has come of the agreement in another. */
  readonly became?: { readonly slot: string; readonly of: string }
  readonly mints: readonly MintTemplate[]
  readonly statements: readonly StatementTemplate[]
  /** Whether what it lists are all there are: where a number counts them, or always. */
  readonly closed?: 'counted' | 'always'
  /** The statement that what it says bears on, without being one, and what that is: `frozen`. */
  readonly bears?: BearingTemplate
  /** A statement told shortly before, and what it bears on: what its slots hold is taken from it. */
  readonly told?: { readonly statement: StatementTemplate; readonly bears: BearingTemplate }
  /** Words that must not stand directly before a match: they make it another's. */
  readonly unless: ReadonlySet<string>
  readonly guards: ReadonlySet<GuardKind | 'quotation' | 'question'>
  /** Slots without which nothing is said. */
  readonly requires: readonly string[]
  /** For its examples: the heading they stand under. */
  readonly under?: string
  readonly fires: readonly RuleExample[]
  readonly silent: readonly string[]
}

const allGuards = [...guardKinds, 'quotation', 'question'] as const
const scopes: readonly string[] = ['sentence', 'field', 'row', 'item', 'caption']
const known = new Set([
  'id',
  'scope',
  'match',
  'heading',
  'key',
  'columns',
  'when',
  'where',
  'unless',
  'nearby',
  'implied',
  'became',
  'told',
  'before',
  'above',
  'mint',
  'say',
  'closed',
  'bears',
  'guard',
  'requires',
  'under',
  'fires',
  'silent',
  'note'
])

/** Reads one file of `ontology/rules/`. Throws RuleError with file, line and what is wrong. */
export function parseRules(yaml: string, file: string): Rule[] {
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines })
  const fault = (message: string, offset = 0): RuleError =>
    new RuleError(`${file}:${lines.linePos(offset).line}: ${message}`)
  const [error] = document.errors
  if (error) throw fault(error.message.split('\n')[0]!, error.pos[0])
  const definitions = new Map<string, Pattern>()
  const define = document.get('define')
  if (isMap(define))
    for (const [name, source] of Object.entries(define.toJSON() as Record<string, string>))
      try {
        definitions.set(name, parsePattern(source, definitions))
      } catch (cause) {
        throw fault(`the definition ${name}: ${(cause as Error).message}`, define.range?.[0])
      }
  const rules = document.get('rules')
  if (!isSeq(rules)) throw fault('there are no rules: a list under "rules" is wanted')
  return rules.items.map(node => {
    const entry = (isMap(node) ? node.toJSON() : {}) as Record<string, unknown>
    const offset = isMap(node) ? (node.range?.[0] ?? 0) : 0
    try {
      return parseRule(entry, definitions)
    } catch (cause) {
      if (cause instanceof PatternError || cause instanceof RuleError)
        throw fault(`the rule ${String(entry['id'] ?? '(without id)')}: ${cause.message}`, offset)
      throw cause
    }
  })
}

const list = (value: unknown): string[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value.map(String) : [String(value)]

function parseRule(entry: Record<string, unknown>, definitions: ReadonlyMap<string, Pattern>): Rule {
  for (const key of Object.keys(entry))
    if (!known.has(key))
      throw new RuleError(`"${key}" is no part of a rule; parts are ${[...known].join(', ')}`)
  const id = String(entry['id'] ?? '')
  if (!/^[a-z][a-z0-9-]*$/.test(id))
    throw new RuleError('a rule needs an id of small letters, digits and hyphens')
  const scope = String(entry['scope'] ?? 'sentence')
  if (!scopes.includes(scope)) throw new RuleError(`the scope "${scope}" is none of ${scopes.join(', ')}`)
  const patternsOf = (sources: unknown): RulePattern[] =>
    list(sources).map(source => {
      const pattern = parsePattern(source, definitions)
      const beginning = beginningOf(pattern)
      const elided = beginning.mention
        ? openings(pattern).map(([slot, rest]) => ({ slot, rest, beginning: beginningOf(rest) }))
        : []
      return { pattern, needs: neededWords(pattern), beginning, elided }
    })
  const columns = Object.entries((entry['columns'] ?? {}) as Record<string, string>).map(([slot, text]) => {
    const [, head = '', type = '', many] = /^(.*):([a-z]+)(\+)?$/.exec(text) ?? []
    if (head === '') throw new RuleError(`the column ${slot} is written "head of the column:type"`)
    return { slot, head: whole(head), type, many: many !== undefined }
  })
  const mints = Object.entries((entry['mint'] ?? {}) as Record<string, Record<string, unknown>>).map(
    ([slot, mint]) => ({
      slot,
      class: String(mint['class']),
      label: String(mint['label']),
      aliases: list(mint['aliases']),
      items: list(mint['item']),
      ...(mint['date'] === undefined ? {} : { date: String(mint['date']) })
    })
  )
  const where = entry['where'] === undefined ? undefined : /^(\w+):(\w+)$/.exec(String(entry['where']))
  const implied = entry['implied'] === undefined ? undefined : /^(\w+):(\w+)$/.exec(String(entry['implied']))
  const slots = new Set(['SUBJECT', ...columns.map(({ slot }) => slot), ...mints.map(({ slot }) => slot)])
  const [patterns, before] = [patternsOf(entry['match']), patternsOf(entry['before'])]
  for (const { pattern } of [...patterns, ...before])
    for (const slot of slotsOf(pattern).keys()) slots.add(slot)
  if (entry['when'] !== undefined) slots.add(String(entry['when']))
  if (where) slots.add(where[1]!)
  if (implied) slots.add(implied[1]!)
  const above = entry['above'] === undefined ? undefined : /^(\w+):(\w+)$/.exec(String(entry['above']))
  if (above) slots.add(above[1]!)
  const became = entry['became'] === undefined ? undefined : /^(\w+):(\w+)$/.exec(String(entry['became']))
  if (became) {
    if (!slots.has(became[2]!)) throw new RuleError(`"${became[2]}" is no slot of its patterns`)
    slots.add(became[1]!)
  }
  const told = toldOf(entry['told'], slots)
  const statements = list(entry['say']).map(text => parseTemplate(text, slots))
  if (statements.length === 0) throw new RuleError('it says nothing: "say" is wanted')
  const guard =
    entry['guard'] === undefined ? [...allGuards] : entry['guard'] === 'none' ? [] : list(entry['guard'])
  for (const kind of guard)
    if (!(allGuards as readonly string[]).includes(kind))
      throw new RuleError(`the guard "${kind}" is none of ${allGuards.join(', ')}`)
  const fires = (
    Array.isArray(entry['fires']) ? entry['fires'] : entry['fires'] === undefined ? [] : [entry['fires']]
  ).map(example => {
    const { text, gives } = example as { text: string; gives: unknown }
    return { text, gives: list(gives) }
  })
  return {
    id,
    scope: scope as Scope,
    patterns,
    before,
    ...(entry['heading'] === undefined ? {} : { heading: whole(String(entry['heading'])) }),
    ...(entry['key'] === undefined ? {} : { key: whole(String(entry['key'])) }),
    columns,
    ...(entry['when'] === undefined ? {} : { when: String(entry['when']) }),
    ...(where ? { where: { slot: where[1]!, type: where[2]! } } : {}),
    ...(implied ? { implied: { slot: implied[1]!, type: implied[2]! } } : {}),
    ...(above ? { above: { slot: above[1]!, type: above[2]! } } : {}),
    ...(became ? { became: { slot: became[1]!, of: became[2]! } } : {}),
    ...(told ? { told } : {}),
    nearby: entry['nearby'] === true,
    mints,
    statements,
    ...closedOf(entry['closed']),
    ...bearsOf(entry['bears'], slots),
    unless: new Set(list(entry['unless']).flatMap(words => words.split(' | '))),
    guards: new Set(guard as GuardKind[]),
    requires: list(entry['requires']),
    ...(entry['under'] === undefined ? {} : { under: String(entry['under']) }),
    fires,
    silent: list(entry['silent'])
  }
}

function bearsOf(text: unknown, slots: ReadonlySet<string>): Pick<Rule, 'bears'> {
  if (text === undefined) return {}
  const bears = parseBearing(String(text), slots)
  if (bears.statuses.length > 1) throw new RuleError(`"${String(text)}" bears in several ways at once`)
  return { bears }
}

/** What was told before; its slots become slots of the rule. */
function toldOf(entry: unknown, slots: Set<string>): Rule['told'] {
  if (entry === undefined) return undefined
  const { say, bears } = entry as { say: unknown; bears: unknown }
  const texts = [String(say), String(bears)] as const
  for (const [name] of texts.join(' ').matchAll(/\b(?!P\d)[A-Z]\w*/g)) slots.add(name)
  return { statement: parseTemplate(texts[0], slots), bears: parseBearing(texts[1], slots) }
}

function closedOf(value: unknown): Pick<Rule, 'closed'> {
  if (value === undefined || value === false) return {}
  if (value === true) return { closed: 'always' }
  if (value === 'counted') return { closed: 'counted' }
  throw new RuleError(`"closed" is true or counted, not ${String(value)}`)
}

/** Words with `*` for anything, several with `|` between them: all of a key or a heading. */
const whole = (text: string): RegExp =>
  new RegExp(`^(?:${text.replace(/[.+?^${}[\]\\]/g, '\\$&').replaceAll('*', '.*')})$`, 'iu')
