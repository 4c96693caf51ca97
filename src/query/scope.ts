import type { SyntaxTree } from '@traqula/parser-sparql-1-2'

/** A node of the syntax tree, as far as variables go. */
interface SyntaxNode {
  readonly type: string
  readonly subType?: string
  readonly [key: string]: unknown
}

/** What is wrong with where a query introduces a variable, and a pattern that finds the place. */
export interface ScopeFault {
  readonly message: string
  readonly at: RegExp
}

/**
 * The first variable that a query introduces though it is there already, by the rules that the parser does not check:
 * `AS` of a SELECT must name one that is new (SPARQL 1.2 Query §18.2.4.4), where grouping hides all but its keys,
 * and VALUES names each once (§10.2).
 */
export function scopeFault(tree: SyntaxTree): ScopeFault | undefined {
  for (const node of nodesBelow(tree as unknown as SyntaxNode)) {
    if (node.subType === 'values' && Array.isArray(node['variables'])) {
      const name = firstRepeated(namesIn(node['variables']))
      if (name !== undefined)
        return { message: `VALUES names the variable ?${name} twice`, at: /\bvalues\b/iu }
    } else if (node.type === 'query' && node.subType === 'select') {
      const name = reintroduced(node)
      if (name !== undefined)
        return {
          message: `AS must name a new variable; there is a ?${name} already`,
          at: new RegExp(`\\bas\\s+[?$]${name}(?![\\p{L}\\p{N}_])`, 'iu')
        }
    }
  }
  return undefined
}

/** The first name that `AS` in the clause of a SELECT gives to what has it already. */
function reintroduced(select: SyntaxNode): string | undefined {
  const clause = select['variables'] as readonly SyntaxNode[]
  if (!clause.some(({ subType }) => subType === 'bind')) return undefined
  const visible = new Set(isGrouped(select) ? groupKeys(select) : inScope(select['where']))
  for (const name of inScope(select['values'])) visible.add(name)
  for (const item of clause) {
    const name = nameOf(item)
    if (item.subType === 'bind' && visible.has(name)) return name
    visible.add(name)
  }
  return undefined
}

const modifiersOf = (select: SyntaxNode): Readonly<Record<string, SyntaxNode | undefined>> =>
  select['solutionModifiers'] as Readonly<Record<string, SyntaxNode | undefined>>

/** Whether solutions are grouped: by GROUP BY, or all together by an aggregate. */
function isGrouped(select: SyntaxNode): boolean {
  const { group, having, order } = modifiersOf(select)
  if (group) return true
  // Aggregates of a query inside an expression are its own.
  return [select['variables'], having, order].some(part =>
    [...nodesBelow(part, 'query')].some(({ subType }) => subType === 'aggregate')
  )
}

/** What GROUP BY leaves visible: variables, and names of expressions. */
function groupKeys(select: SyntaxNode): string[] {
  const groupings = (modifiersOf(select)['group']?.['groupings'] ?? []) as readonly SyntaxNode[]
  return groupings
    .filter(grouping => grouping.subType === 'variable' || grouping['variable'] !== undefined)
    .map(nameOf)
}

/** The variables in scope in a pattern (SPARQL 1.2 Query §18.2.1). */
function inScope(pattern: unknown): string[] {
  if (!isNode(pattern)) return []
  if (pattern.type === 'query') {
    const clause = pattern['variables'] as readonly SyntaxNode[]
    return clause.some(({ type }) => type === 'wildcard')
      ? [...inScope(pattern['where']), ...inScope(pattern['values'])]
      : clause.map(nameOf)
  }
  switch (pattern.subType) {
    case 'bgp':
      return namesIn(pattern)
    case 'bind':
      return [nameOf(pattern)]
    case 'values':
      return namesIn(pattern['variables'])
    case 'group':
    case 'union':
    case 'optional':
    case 'graph':
    case 'service':
      return [...namesIn(pattern['name']), ...(pattern['patterns'] as readonly unknown[]).flatMap(inScope)]
    default:
      // What FILTER and MINUS mention stays theirs.
      return []
  }
}

/** The name of a variable, or of what `AS` names. */
const nameOf = (item: SyntaxNode): string =>
  String((item['variable'] as SyntaxNode | undefined)?.['value'] ?? item['value'])

/** The names of all variables in a part of the tree, in no order that means anything. */
const namesIn = (part: unknown): string[] =>
  [...nodesBelow(part)]
    .filter(({ type, subType }) => type === 'term' && subType === 'variable')
    .map(({ value }) => String(value))

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string'

/** All nodes of a part of the tree, but for those in nodes of one type; without recursion, since queries may be deep. */
function* nodesBelow(part: unknown, except?: string): Iterable<SyntaxNode> {
  const waiting = [part]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next !== 'object' || next === null) continue
    if (isNode(next)) {
      if (next.type === except) continue
      yield next
    }
    for (const [key, value] of Object.entries(next)) if (key !== 'loc') waiting.push(value)
  }
}

function firstRepeated(names: readonly string[]): string | undefined {
  const seen = new Set<string>()
  return names.find(name => seen.size === seen.add(name).size)
}
