import type { ReportedDisagreement } from '../dumps/dumps.ts'
import {
  type Disagreement,
  type Names,
  type RankedStatement,
  reportedDisagreement
} from '../reconciliation/reconciliation.ts'
import type { Shelf } from '../vault/vault.ts'

/** Disagreements as reports tell them; `statements` are those of the entity that they are about. */
export function reportedDisagreements(
  disagreements: readonly Disagreement[],
  statements: readonly RankedStatement[],
  names: Names
): ReportedDisagreement[] {
  if (disagreements.length === 0) return []
  const byIri = new Map(statements.map(statement => [statement.iri, statement]))
  return disagreements.map(one => reportedDisagreement(one, byIri, names))
}

/** What disagrees in the units that were taken last, in their order, kept on a shelf. */
export class Disputes implements Iterable<ReportedDisagreement> {
  readonly #newShelf: () => Shelf
  #shelf: Shelf
  #count = 0

  constructor(newShelf: () => Shelf) {
    this.#newShelf = newShelf
    this.#shelf = newShelf()
  }

  /** Forgets all, since the units are taken again. */
  clear(): void {
    this.close()
    this.#shelf = this.#newShelf()
    this.#count = 0
  }

  /** Takes the rows of the next unit: plain data. */
  put(rows: readonly unknown[]): void {
    for (const row of rows) this.#shelf.put(JSON.stringify(row))
    this.#count += rows.length
  }

  *[Symbol.iterator](): Iterator<ReportedDisagreement> {
    for (let number = 0; number < this.#count; number++)
      yield JSON.parse(this.#shelf.get(number)) as ReportedDisagreement
  }

  close(): void {
    this.#shelf.close()
  }
}
