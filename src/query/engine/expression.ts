import type { Term } from '../../rdf/rdf.ts'
import type { Batch } from './batch.ts'
import { type Code, Compiler, type Evaluator } from './compiler.ts'
import { numbered } from './joins.ts'
import { type Node, type Run, readsOf } from './node.ts'
import { started } from './profile.ts'

/** EXISTS in an expression: the pattern, and a slot in which the rows that it is asked for are numbered. */
export interface ExistsTest {
  readonly node: Node
  readonly origin: number
}

/** An expression (§17), with variables by their slots. */
export type ExpressionTree =
  | { readonly type: 'variable'; readonly slot: number; readonly name: string }
  | { readonly type: 'term'; readonly term: Term; readonly number: number }
  | { readonly type: 'triple'; readonly parts: readonly [ExpressionTree, ExpressionTree, ExpressionTree] }
  | { readonly type: 'exists'; readonly test: ExistsTest; readonly isNot: boolean }
  | {
      readonly type: 'call'
      readonly name: string
      readonly isNamed: boolean
      readonly args: readonly ExpressionTree[]
    }

/** The call of a function or operator. */
export type CallTree = Extract<ExpressionTree, { type: 'call' }>

/** An expression of a plan, which is asked for its value row by row. */
export class Expression {
  readonly tree: ExpressionTree
  /** What it reads. */
  readonly slots: ReadonlySet<number>
  readonly label: string
  /** Steps of work that a value takes (see Work): a list of a thousand things takes a thousand times as many. */
  readonly steps: number
  readonly #exists: readonly ExistsTest[]
  readonly #codes = new WeakMap<Run, Code>()

  constructor(tree: ExpressionTree) {
    this.tree = tree
    const parts = [...partsOf(tree)]
    this.#exists = parts.flatMap(part => (part.type === 'exists' ? [part.test] : []))
    this.slots = new Set([
      ...parts.flatMap(part => (part.type === 'variable' ? [part.slot] : [])),
      ...this.#exists.flatMap(({ node }) => [...node.possible, ...readsOf(node)])
    ])
    this.label = written(tree)
    this.steps = parts.reduce((sum, part) => sum + stepsOf(part), 0)
  }

  /** The patterns of EXISTS in it. */
  get nodes(): readonly Node[] {
    return this.#exists.map(({ node }) => node)
  }

  /** Whether it has a value wherever these slots have one. */
  isCertain(certain: ReadonlySet<number>): boolean {
    const { tree } = this
    return tree.type === 'term' || (tree.type === 'variable' && certain.has(tree.slot))
  }

  #code(run: Run): Code {
    let code = this.#codes.get(run)
    if (!code) {
      code = new Compiler(run).code(this.tree)
      this.#codes.set(run, code)
    }
    return code
  }

  /** Whether it is true of a row (effective boolean value, §17.2.2); undefined for an error. */
  tester(run: Run): Evaluator<boolean | undefined> {
    return this.#code(run).test
  }

  /** The number of its value in a row; `unbound` for an error. */
  valuer(run: Run): Evaluator<number> {
    return this.#code(run).number
  }

  /** Finds out what EXISTS asks of the rows of a batch; call it before the rows are evaluated. */
  *prepare(run: Run, batch: Batch): Iterable<undefined> {
    for (const test of this.#exists) {
      const found = new Uint8Array(batch.length)
      let left = batch.length
      for (const joined of started(test.node, run, [numbered(batch, test.origin)], new Set([test.origin]))) {
        if (!joined) {
          yield undefined
          continue
        }
        const origins = joined.columns[test.origin]!
        for (let row = 0; row < joined.length; row++) {
          if (found[origins[row]!] === 0) left--
          found[origins[row]!] = 1
        }
        if (left === 0) break
      }
      run.exists.set(test, found)
    }
  }
}

function* partsOf(tree: ExpressionTree): Generator<ExpressionTree> {
  yield tree
  if (tree.type === 'call') for (const arg of tree.args) yield* partsOf(arg)
  if (tree.type === 'triple') for (const part of tree.parts) yield* partsOf(part)
}

/** What is written in a query may be long, and is gone through for each value. */
const stepsOf = (part: ExpressionTree): number => (part.type === 'term' ? 8 + part.term.value.length / 8 : 8)

/** An expression as a plan shows it. */
function written(tree: ExpressionTree): string {
  if (tree.type === 'variable') return `?${tree.name}`
  if (tree.type === 'term') return tree.term.value.slice(0, 60)
  if (tree.type === 'exists') return tree.isNot ? 'not exists' : 'exists'
  if (tree.type === 'triple') return `<<( ${tree.parts.map(written).join(' ')} )>>`
  return `${tree.name}(${tree.args.map(written).join(', ')})`
}
