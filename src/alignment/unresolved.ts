import type { Target } from '../claims/claims.ts'
import type { Report } from '../problem.ts'
import type { Entities } from './entities.ts'

/** Reports what links of one file name and nothing in the vault explains, each name once. */
export class Unresolved {
  readonly #file: string
  readonly #entities: Entities
  readonly #report: Report
  readonly #told = new Set<string>()

  constructor(file: string, entities: Entities, report: Report) {
    this.#file = file
    this.#entities = entities
    this.#report = report
  }

  check(target: Target): void {
    if (target.kind === 'item') this.#checkItem(target.label, target)
    else if (target.kind === 'name') this.#checkName(target.name, target)
  }

  #checkItem(label: string, target: Target & { kind: 'item' }): void {
    if (!this.#isNews(label, target)) return
    this.#report({
      severity: 'warning',
      code: 'item-unresolved',
      file: this.#file,
      ...(target.line === undefined ? {} : { line: target.line }),
      message: `nothing in the vault tells which Wikidata item ${label} is`,
      remedy: 'add its number, as in WD~Label,649; it is published as an entity of this dataset until then'
    })
  }

  /** A name without a line is no slip: its dialect makes pages by linking them, or it was told before. */
  #checkName(name: string, target: Target & { kind: 'name' }): void {
    if (target.line === undefined || !this.#isNews(name, target)) return
    this.#report({
      severity: 'warning',
      code: 'link-dangling',
      file: this.#file,
      line: target.line,
      message: `the link ${name} leads to no note, and nothing else in the vault has this name`,
      remedy: 'correct it, or write the note; it is published as a name until then'
    })
  }

  #isNews(name: string, target: Target): boolean {
    const key = `${target.kind} ${name}`
    if (this.#told.has(key) || this.#entities.isResolved(target)) return false
    this.#told.add(key)
    return true
  }
}
