import type { Triples } from '../../compiled/compiled.ts'
import type { Term } from '../../rdf/rdf.ts'
import type { Operation, TermOrVariable, Variable } from '../algebra.ts'
import { inScope, namesOf } from '../variables.ts'
import { inWikidata } from '../wikidata.ts'
import { type Context, NotCovered } from './context.ts'
import { Expression } from './expression.ts'
import { expressionTree } from './expression-tree.ts'
import { ExtendNode } from './extend.ts'
import { EachGraphNode, GraphNamesNode } from './graph-node.ts'
import type { DatasetView } from './graph-view.ts'
import { type AggregateName, type AggregateSpec, GroupNode } from './group.ts'
import { guessedSize } from './guessed-size.ts'
import { FilterNode, MinusNode, OptionalNode, UnionNode } from './joins.ts'
import { DistinctNode, OrderNode, ProjectNode, SliceNode, ValuesNode } from './modifiers.ts'
import { type Node, union } from './node.ts'
import { orderedJoin } from './order-joins.ts'
import { PathPlanner, termLabel } from './path-planner.ts'
import { PartsNode, PatternNode, type Place } from './pattern.ts'
import { ServiceNode } from './service-node.ts'
import { ServiceText } from './service-text.ts'
import { sunk } from './sunk-conditions.ts'
import { termComparer } from './term-order.ts'
import type { TermTable } from './terms.ts'
import { textDemandOf, textLookup } from './text-lookup.ts'

const nothing: ReadonlySet<number> = new Set()

/** What the plan of SERVICE has to know of the dataset and the query. */
interface Naming {
  /** The base of the dataset's own IRIs. */
  readonly base: string
  /** Variables that stand for what is meant as it is called elsewhere. */
  readonly external: ReadonlySet<string>
}

/** Makes plans of SPARQL algebra (§18), in which GRAPH is an operation. */
export class Planner {
  readonly #terms: TermTable
  readonly #view: DatasetView
  readonly #numbers: Triples
  readonly #paths: PathPlanner
  readonly #naming: Naming

  constructor(terms: TermTable, view: DatasetView, naming: Naming) {
    this.#naming = naming
    this.#terms = terms
    this.#view = view
    this.#numbers = terms.store.numbers
    this.#paths = new PathPlanner(terms, view)
  }

  /** The plan of an operation. Throws NotCovered. */
  plan(operation: Operation, context: Context): Node {
    const input = operation['input'] as Operation
    switch (operation.type) {
      case 'bgp':
      case 'path':
      case 'join':
      case 'filter':
        return this.#join(operation, context)
      case 'leftjoin':
        return this.#optional(operation, context)
      case 'union':
        return new UnionNode((operation['input'] as Operation[]).map(part => this.plan(part, context)))
      case 'minus': {
        const [left, right] = operation['input'] as [Operation, Operation]
        return new MinusNode(
          this.plan(left, context),
          this.plan(right, { ...context, given: nothing }),
          context.isInExists === true
        )
      }
      case 'extend':
        return this.#extend(operation, context)
      case 'values':
        return this.#values(operation, context)
      case 'graph':
        return this.#graph(operation, context)
      case 'service':
        return this.#service(operation, context)
      case 'group':
        return this.#group(operation, context)
      case 'project':
        return this.#project(operation, context)
      case 'distinct':
        return new DistinctNode(this.plan(input, { ...context, given: nothing }))
      case 'reduced':
        return this.plan(input, { ...context, given: nothing })
      case 'orderby':
        return this.#order(operation, context)
      case 'slice':
        return this.#slice(operation, context)
      default:
        throw new NotCovered(`The executor has no operation ${operation.type}`)
    }
  }

  // --- patterns ---

  /** What is joined, however it is nested, with the filters of the group. */
  #join(operation: Operation, context: Context): Node {
    const operations: Operation[] = []
    const written: Operation[] = []
    const collect = (part: Operation, isTop: boolean): void => {
      if (part.type === 'join') for (const inner of part['input'] as Operation[]) collect(inner, false)
      else if (part.type === 'filter' && isTop) {
        written.push(...conjuncts(part['expression'] as Operation))
        collect(part['input'] as Operation, true)
      } else operations.push(part)
    }
    collect(operation, true)
    const filters = written.filter(filter => {
      for (const [i, part] of operations.entries()) {
        const inside = sunk(part, filter)
        if (!inside) continue
        operations[i] = inside
        return false
      }
      return true
    })
    const simple = operations.filter(isPattern).flatMap(part => this.#patterns(part, context))
    const known = union(context.given, ...simple.map(({ certain }) => certain))
    const parts = [
      ...simple,
      ...operations
        .filter(part => !isPattern(part))
        .map(part => this.plan(part, { ...context, given: known }))
    ]
    const conditions = filters.map(filter => this.#expression(filter, { ...context, given: known }))
    if (parts.length === 0) parts.push(new ValuesNode([], [[]]))
    const [only] = parts
    if (parts.length === 1 && only && !(only instanceof PatternNode)) return this.#filtered(only, conditions)
    const aids = filters.flatMap(filter => this.#textLookups(filter, simple, context))
    return orderedJoin(parts, conditions, context.given, this.#numbers, aids)
  }

  /** The literals that a condition can be true of, where some pattern has its variable as object. */
  #textLookups(filter: Operation, parts: readonly Node[], { scope }: Context): Node[] {
    const demand = textDemandOf(filter)
    if (!demand) return []
    const slot = scope.slotOf(demand.variable)
    for (const part of parts) {
      if (!(part instanceof PatternNode) || !('slot' in part.object) || part.object.slot !== slot) continue
      const found = textLookup(demand, slot, part, this.#terms.store)
      if (found) return [found]
    }
    return []
  }

  #filtered(input: Node, conditions: readonly Expression[]): Node {
    const inOrder = [...conditions].sort((a, b) => a.nodes.length - b.nodes.length)
    return inOrder.reduce<Node>((node, condition) => new FilterNode(node, condition), input)
  }

  #patterns(operation: Operation, context: Context): Node[] {
    if (operation.type === 'bgp') {
      const patterns = operation['patterns'] as {
        subject: TermOrVariable
        predicate: TermOrVariable
        object: TermOrVariable
      }[]
      if (patterns.length === 0) return [this.#empty(context)]
      return patterns.flatMap(({ subject, predicate, object }) =>
        this.#pattern([subject, predicate, object], context)
      )
    }
    const { subject, predicate, object } = operation as unknown as {
      subject: TermOrVariable
      predicate: Operation
      object: TermOrVariable
    }
    const after: Node[] = []
    const ends = [subject, object].map(end => this.#place(end, context, after)) as [Place, Place]
    return [...this.#paths.plan(ends, predicate, context), ...after]
  }

  /** An empty group: one solution, or one for each graph. */
  #empty({ graph }: Context): Node {
    if (graph.kind === 'variable')
      return new GraphNamesNode(
        graph.slot,
        this.#view.names.map(code => this.#numbers.graphTerm(code))
      )
    return new ValuesNode([], graph.kind === 'named' && graph.code <= 0 ? [] : [[]])
  }

  #pattern(terms: readonly TermOrVariable[], context: Context): Node[] {
    const after: Node[] = []
    const places = terms.map(term => this.#place(term, context, after)) as [Place, Place, Place]
    const label = terms.map(termLabel).join(' ')
    return [new PatternNode(places, context.graph, this.#numbers, label), ...after]
  }

  /** Where a term or variable of a pattern goes; a triple term with variables gets one of its own, and is unfolded after. */
  #place(term: TermOrVariable, context: Context, after: Node[]): Place {
    if (term.termType === 'Variable') return { slot: context.scope.slotOf(term.value) }
    if (term.termType !== 'Quad' || namesOf([term]).length === 0)
      return { term: this.#terms.numberOf(term as Term) }
    const slot = context.scope.fresh()
    const { subject, predicate, object } = term as unknown as Record<
      'subject' | 'predicate' | 'object',
      TermOrVariable
    >
    const inner: Node[] = []
    const places = [subject, predicate, object].map(part => this.#place(part, context, inner)) as [
      Place,
      Place,
      Place
    ]
    after.push(new PartsNode(slot, places), ...inner)
    return { slot }
  }

  // --- operations ---

  #optional(operation: Operation, context: Context): Node {
    const [left, right] = operation['input'] as [Operation, Operation]
    const leftNode = this.plan(left, context)
    const inner = { ...context, given: union(context.given, leftNode.certain) }
    const rightNode = this.plan(right, inner)
    const expression = operation['expression'] as Operation | undefined
    const known = union(inner.given, rightNode.certain)
    const condition = expression && this.#expression(expression, { ...context, given: known })
    return new OptionalNode(leftNode, rightNode, condition, context.scope.fresh())
  }

  #extend(operation: Operation, context: Context): Node {
    const chain: Operation[] = []
    let input = operation
    for (; input.type === 'extend'; input = input['input'] as Operation) chain.unshift(input)
    const node = this.plan(input, context)
    const bindings = chain.map(part => ({
      slot: context.scope.slotOf((part['variable'] as Variable).value),
      expression: this.#expression(part['expression'] as Operation, { ...context, given: node.certain })
    }))
    return new ExtendNode(node, bindings)
  }

  #values(operation: Operation, { scope }: Context): Node {
    const variables = (operation['variables'] as Variable[]).map(({ value }) => value)
    const rows = (operation['bindings'] as Record<string, Term | undefined>[]).map(binding =>
      variables.map(name => {
        const term = Object.hasOwn(binding, name) ? binding[name] : undefined
        return this.#terms.numberOrNone(term)
      })
    )
    return new ValuesNode(
      variables.map(name => scope.slotOf(name)),
      rows
    )
  }

  #graph(operation: Operation, context: Context): Node {
    const name = operation['name'] as TermOrVariable
    const input = operation['input'] as Operation
    if (name.termType !== 'Variable') {
      const found = this.#numbers.graphCodeOf(this.#terms.store.dictionary.numberOf(name as Term))
      const code = this.#view.isNamed(found) ? found : -1
      return this.plan(input, { ...context, graph: { kind: 'named', code } })
    }
    const slot = context.scope.slotOf(name.value)
    if (isUniform(input, name.value))
      return this.plan(input, { ...context, graph: { kind: 'variable', slot } })
    return new EachGraphNode(
      slot,
      this.#view.names.map(code => ({
        term: this.#numbers.graphTerm(code),
        node: this.plan(input, { ...context, graph: { kind: 'named', code } })
      }))
    )
  }

  #service(operation: Operation, { scope }: Context): Node {
    const name = operation['name'] as TermOrVariable
    const inner = operation['input'] as Operation
    const { base, external } = this.#naming
    const { possible, certain } = inScope(inner)
    return new ServiceNode({
      endpoint:
        name.termType === 'Variable' ? { slot: scope.slotOf(name.value), name: name.value } : name.value,
      isSilent: operation['silent'] === true,
      text: new ServiceText(inner, term => inWikidata(term, base)),
      variables: [...possible].map(name => ({
        name,
        slot: scope.slotOf(name),
        isCertain: certain.has(name),
        isExternal: external.has(name)
      })),
      base,
      estimate: guessedSize(inner)
    })
  }

  #group(operation: Operation, context: Context): Node {
    const input = this.plan(operation['input'] as Operation, { ...context, given: nothing })
    const keys = (operation['variables'] as Variable[]).map(({ value }) => context.scope.slotOf(value))
    const aggregates = (operation['aggregates'] as Operation[]).map((aggregate): AggregateSpec => {
      const expression = aggregate['expression'] as Operation
      return {
        slot: context.scope.slotOf((aggregate['variable'] as Variable).value),
        name: aggregate['aggregator'] as AggregateName,
        expression:
          expression['subType'] === 'wildcard'
            ? undefined
            : this.#expression(expression, { ...context, given: input.certain }),
        isDistinct: aggregate['distinct'] === true,
        separator: aggregate['separator'] as string | undefined
      }
    })
    return new GroupNode(input, keys, aggregates)
  }

  #project(operation: Operation, context: Context): Node {
    const names = (operation['variables'] as Variable[]).map(({ value }) => value)
    const scope = context.scope.inner(names)
    const input = this.plan(operation['input'] as Operation, { ...context, scope, given: nothing })
    return new ProjectNode(
      input,
      names.map(name => scope.slotOf(name))
    )
  }

  #order(operation: Operation, context: Context): OrderNode {
    const input = this.plan(operation['input'] as Operation, { ...context, given: nothing })
    const keys = (operation['expressions'] as Operation[]).map(expression => {
      const isDescending = expression['subType'] === 'operator' && expression['operator'] === 'desc'
      const inner = isDescending ? (expression['args'] as Operation[])[0]! : expression
      return { expression: this.#expression(inner, { ...context, given: input.certain }), isDescending }
    })
    return new OrderNode(input, keys, run => termComparer(run.terms))
  }

  #slice(operation: Operation, context: Context): Node {
    const start = (operation['start'] as number | undefined) ?? 0
    const length = (operation['length'] as number | undefined) ?? Number.POSITIVE_INFINITY
    const input = this.plan(operation['input'] as Operation, { ...context, given: nothing })
    // Only the first of an order are wanted, unless something between leaves some of them out.
    const [below] = input.children
    const order = input instanceof OrderNode ? input : input instanceof ProjectNode ? below : undefined
    if (order instanceof OrderNode) order.most = start + length
    return new SliceNode(input, start, length)
  }

  // --- expressions ---

  #expression(operation: Operation, context: Context): Expression {
    return new Expression(
      expressionTree(operation, context, this.#terms, part =>
        this.plan(part, { ...context, isInExists: true })
      )
    )
  }
}

const isPattern = ({ type }: Operation): boolean => type === 'bgp' || type === 'path'

/** The parts of a condition that must all be true. */
function conjuncts(expression: Operation): Operation[] {
  return expression['subType'] === 'operator' && expression['operator'] === '&&'
    ? (expression['args'] as Operation[]).flatMap(conjuncts)
    : [expression]
}

/** Whether GRAPH ?g is the same as every pattern in it standing in ?g: it has patterns, joins and filters alone. */
function isUniform(operation: Operation, name: string): boolean {
  if (operation.type === 'bgp') return true
  if (operation.type === 'join')
    return (operation['input'] as Operation[]).every(part => isUniform(part, name))
  return false
}
