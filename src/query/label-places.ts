import { type Operation, replaceInput, type Variable } from './algebra.ts'
import { variable } from './expressions.ts'
import { type LabelLookup, type LookupSettings, withLookups } from './label-lookups.ts'
import { inScope, isVariable, variablesWrittenIn } from './variables.ts'

/** The operations from the top of a query, sub-select or group down to where a service stood in it. */
export type Path = readonly Operation[]

const namesOf = (variables: unknown): string[] => (variables as Variable[]).map(({ value }) => value)

/** Where the pattern begins: below what a query form and a SELECT do with its solutions. */
export function firstOf(path: Path): number {
  const project = path.findIndex(({ type }) => type === 'project')
  if (project >= 0) return project + 1
  return ['construct', 'describe', 'ask'].includes(path[0]?.type ?? '') ? 1 : 0
}

/**
 * The operation at the top of a path with what is looked up, each as late as nothing below needs it: behind the rest of
 * its group, of its select, of LIMIT and DISTINCT; but before what an expression, an order or a grouping asks of it.
 */
export function placed(path: Path, lookups: readonly LabelLookup[], settings: LookupSettings): Operation {
  const at = path.map((): LabelLookup[] => [])
  const late: LabelLookup[] = []
  for (const lookup of lookups) {
    const position = positionOf(path, lookup)
    if (position === 'late') late.push(lookup)
    else if (position !== undefined) at[position]!.push(lookup)
  }
  let top = path[0]!
  for (let i = path.length - 1; i >= 0; i--) {
    if (at[i]!.length === 0) continue
    const extended = withLookups(path[i]!, at[i]!, settings)
    if (i === 0) top = extended
    else replaceInput(path[i - 1]!, path[i]!, extended)
  }
  return late.length > 0 ? lookedUpLate(path, top, late, settings) : top
}

/** The index of the operation behind which to look up, `late` for behind all; undefined where it is never seen. */
function positionOf(path: Path, lookup: LabelLookup): number | 'late' | undefined {
  const { subject, variable: name } = lookup
  const first = firstOf(path)
  // Labels are those of the default graph, wherever they are asked for.
  const graph = path.findIndex(({ type }) => type === 'graph')
  const last = graph === -1 ? path.length - 1 : graph
  const visible = (i: number): boolean =>
    !isVariable(subject) || inScope(path[i]!).possible.has(subject.value)
  const userBelow = (end: number): number =>
    path.slice(0, end).findLastIndex((part, i) => i >= first && uses(part, name))
  let user = userBelow(last)
  if (user >= 0 && needlessKey(path[user]!, lookup)) {
    const group = path[user]!
    group['variables'] = (group['variables'] as Variable[]).filter(({ value }) => value !== name)
    user = userBelow(user)
  }
  let position = user + 1
  if (user === -1) {
    const project = path[first - 1]?.type === 'project' ? path[first - 1] : undefined
    if (project && !namesOf(project['variables']).includes(name)) return undefined
    if (project && visible(first) && canBeLate(path, lookup)) return 'late'
    position = first
    // What is joined to sorted solutions need not come out sorted.
    while (position < last && path[position]!.type === 'orderby') position += 1
  }
  while (position >= first && !visible(position)) position -= 1
  return position >= first ? position : undefined
}

/** Whether an operation on the way down looks at a variable that comes from below it. */
function uses(part: Operation, name: string): boolean {
  const written = (value: unknown): boolean =>
    (value as Operation[]).some(item => variablesWrittenIn(item).has(name))
  switch (part.type) {
    case 'filter':
    case 'extend':
      return written([part['expression']])
    case 'orderby':
      return written(part['expressions'])
    case 'group':
      return namesOf(part['variables']).includes(name) || written(part['aggregates'])
    case 'leftjoin': {
      const [, right] = part['input'] as Operation[]
      return written([right, ...(part['expression'] ? [part['expression']] : [])])
    }
    case 'minus':
      return inScope((part['input'] as Operation[])[1]!).possible.has(name)
    default:
      return false
  }
}

/** Whether a grouping is by a label and by what has it: then the label makes no difference, and can wait. */
function needlessKey(part: Operation, { subject, variable: name }: LabelLookup): boolean {
  if (part.type !== 'group' || !isVariable(subject)) return false
  const keys = namesOf(part['variables'])
  const counted = (part['aggregates'] as Operation[]).some(item => variablesWrittenIn(item).has(name))
  return keys.includes(name) && keys.includes(subject.value) && !counted
}

const headOf = (path: Path) => {
  const at = path.findIndex(({ type }) => type === 'project')
  const below = path[at + 1]
  return {
    kept: namesOf(path[at]?.['variables'] ?? []),
    around: path.slice(0, at),
    order: below?.type === 'orderby' ? below : undefined
  }
}

const writtenInOrder = (order: Operation | undefined): string[] =>
  ((order?.['expressions'] ?? []) as Operation[]).flatMap(item => [...variablesWrittenIn(item)])

/** Whether a SELECT has fewer rows than its pattern, and they can be told apart without the label. */
function canBeLate(path: Path, { subject }: LabelLookup): boolean {
  const { kept, around, order } = headOf(path)
  if (around.length === 0 || !isVariable(subject)) return false
  return (
    around.every(({ type }) => type === 'slice') ||
    [subject.value, ...writtenInOrder(order)].every(name => kept.includes(name))
  )
}

/** A SELECT whose rows get labels when they are all there; they are sorted again, since joins need not keep orders. */
function lookedUpLate(
  path: Path,
  top: Operation,
  lookups: readonly LabelLookup[],
  settings: LookupSettings
): Operation {
  const { order } = headOf(path)
  const project = path.find(({ type }) => type === 'project')!
  const variables = project['variables'] as Variable[]
  const names = new Set(lookups.map(lookup => lookup.variable))
  const there = inScope(project['input'] as Operation).possible
  const needed = new Set([
    ...lookups.map(({ subject }) => subject.value),
    ...writtenInOrder(order).filter(name => there.has(name))
  ])
  for (const { value } of variables) needed.delete(value)
  project['variables'] = [...variables.filter(({ value }) => !names.has(value)), ...[...needed].map(variable)]
  const extended = withLookups(top, lookups, settings)
  const input = order ? { ...order, input: extended } : extended
  return { type: 'project', input, variables }
}
