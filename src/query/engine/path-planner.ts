import type { Triples } from '../../compiled/compiled.ts'
import type { Term } from '../../rdf/rdf.ts'
import type { Operation, TermOrVariable } from '../algebra.ts'
import { ClosureNode, type Path } from './closure.ts'
import { type Context, NotCovered } from './context.ts'
import { Expression, type ExpressionTree } from './expression.ts'
import { constantTree } from './expression-tree.ts'
import { EachGraphNode } from './graph-node.ts'
import type { DatasetView } from './graph-view.ts'
import { FilterNode, UnionNode } from './joins.ts'
import type { Node } from './node.ts'
import { orderedJoin } from './order-joins.ts'
import { PatternNode, type Place } from './pattern.ts'
import type { TermTable } from './terms.ts'

/** Makes plans of property paths (§18.1.7): patterns as far as they go, and walks for what repeats. */
export class PathPlanner {
  readonly #terms: TermTable
  readonly #view: DatasetView
  readonly #numbers: Triples

  constructor(terms: TermTable, view: DatasetView) {
    this.#terms = terms
    this.#view = view
    this.#numbers = terms.store.numbers
  }

  /** The nodes between the ends of a path, to be joined. Throws NotCovered. */
  plan([subject, object]: readonly [Place, Place], path: Operation, context: Context): Node[] {
    const { graph } = context
    switch (path.type) {
      case 'link': {
        const predicate = path['iri'] as Term
        const places: [Place, Place, Place] = [subject, { term: this.#terms.numberOf(predicate) }, object]
        return [new PatternNode(places, graph, this.#numbers, `path ${termLabel(predicate)}`)]
      }
      case 'inv':
        return this.plan([object, subject], path['path'] as Operation, context)
      case 'seq': {
        const parts = path['input'] as Operation[]
        const joints: Place[] = [
          subject,
          ...parts.slice(1).map(() => ({ slot: context.scope.fresh() })),
          object
        ]
        return parts.flatMap((part, i) => this.plan([joints[i]!, joints[i + 1]!], part, context))
      }
      case 'alt': {
        const parts = path['input'] as Operation[]
        return [
          new UnionNode(
            parts.map(part =>
              orderedJoin(this.plan([subject, object], part, context), [], context.given, this.#numbers)
            )
          )
        ]
      }
      case 'nps':
        return [this.#negated([subject, object], path, context)]
      default:
        return [this.#closure([subject, object], path, context)]
    }
  }

  /** A negated property set: any predicate but these, once for each triple. */
  #negated([subject, object]: readonly [Place, Place], path: Operation, context: Context): Node {
    const slot = context.scope.fresh()
    const pattern = new PatternNode([subject, { slot }, object], context.graph, this.#numbers, 'negated path')
    const args: ExpressionTree[] = [
      { type: 'variable', slot, name: 'predicate' },
      ...(path['iris'] as Term[]).map(term => constantTree(term, this.#terms))
    ]
    return new FilterNode(pattern, new Expression({ type: 'call', name: 'notin', isNamed: false, args }))
  }

  #closure([subject, object]: readonly [Place, Place], path: Operation, context: Context): Node {
    const compiled = compiledPath(path, this.#terms)
    if (compiled.type !== 'repeat') throw new NotCovered(`The executor has no path ${path.type}`)
    const { graph } = context
    if (graph.kind !== 'variable')
      return new ClosureNode([subject, compiled, object], graph, this.#numbers, `path ${pathLabel(path)}`)
    return new EachGraphNode(
      graph.slot,
      this.#view.names.map(code => ({
        term: this.#numbers.graphTerm(code),
        node: new ClosureNode(
          [subject, compiled, object],
          { kind: 'named', code },
          this.#numbers,
          `path ${pathLabel(path)}`
        )
      }))
    )
  }
}

/** A path that is walked. */
function compiledPath(path: Operation, terms: TermTable): Path {
  const inner = (): Path => compiledPath(path['path'] as Operation, terms)
  const all = (): Path[] => (path['input'] as Operation[]).map(part => compiledPath(part, terms))
  switch (path.type) {
    case 'link':
      return { type: 'link', predicate: terms.numberOf(path['iri'] as Term) }
    case 'nps':
      return {
        type: 'not',
        predicates: new Set((path['iris'] as Term[]).map(iri => terms.numberOf(iri)))
      }
    case 'inv':
      return { type: 'inverse', path: inner() }
    case 'seq':
      return { type: 'sequence', paths: all() }
    case 'alt':
      return { type: 'alternatives', paths: all() }
    case 'ZeroOrMorePath':
      return { type: 'repeat', path: inner(), least: 0, most: Number.POSITIVE_INFINITY }
    case 'OneOrMorePath':
      return { type: 'repeat', path: inner(), least: 1, most: Number.POSITIVE_INFINITY }
    case 'ZeroOrOnePath':
      return { type: 'repeat', path: inner(), least: 0, most: 1 }
    default:
      throw new NotCovered(`The executor has no path ${path.type}`)
  }
}

export const termLabel = (term: TermOrVariable): string =>
  term.termType === 'Variable' ? `?${term.value}` : term.termType === 'Quad' ? '<<( … )>>' : term.value

function pathLabel(path: Operation): string {
  if (path.type === 'link') return termLabel(path['iri'] as Term)
  const suffix = { ZeroOrMorePath: '*', OneOrMorePath: '+', ZeroOrOnePath: '?' }[path.type]
  if (suffix) return `(${pathLabel(path['path'] as Operation)})${suffix}`
  if (path.type === 'inv') return `^${pathLabel(path['path'] as Operation)}`
  if (path.type === 'nps') return '!(…)'
  return (path['input'] as Operation[]).map(pathLabel).join(path.type === 'alt' ? '|' : '/')
}
