import type { Property } from '../alignment/alignment.ts'

/** What `ontology/constraints.tsv` may say of a property; ontology/README.md tells what each means. */
export type ConstraintName =
  | 'at-most-after'
  | 'count-of'
  | 'counterpart'
  | 'distinct'
  | 'individual'
  | 'inverse'
  | 'not-before'
  | 'place'
  | 'range'
  | 'shared'
  | 'single'
  | 'standing'
  | 'successive'
  | 'symmetric'
  | 'whole'

type PropertyId = Pick<Property, 'id' | 'local'>

const separator = '¦'

/** What Wikidata's property constraints demand, by property: data, so that a new one needs no code. */
export class Constraints {
  readonly #values = new Map<string, readonly string[]>()
  readonly #properties = new Map<ConstraintName, Set<string>>()
  /** Regular expressions that values should match as a whole, by property. */
  readonly #patterns = new Map<string, string>()
  readonly #labels = new Map<string, string>()
  /** Properties that are the inverse of some other, by P-id. */
  readonly inverses: ReadonlySet<string>

  /** Throws an Error for a table whose columns are others. */
  constructor(constraints: string, properties: string) {
    const columns = ['pid', 'label', 'constraint', 'values']
    for (const [pid = '', label = '', name = '', values = ''] of rowsOf(constraints, columns)) {
      this.#labels.set(pid, label)
      this.#values.set(
        `${pid} ${name}`,
        values === '' ? [] : values.split(separator).map(value => value.trim())
      )
      const same = this.#properties.get(name as ConstraintName) ?? new Set()
      this.#properties.set(name as ConstraintName, same.add(pid))
    }
    this.inverses = new Set(
      [...this.withConstraint('inverse')].flatMap(pid => this.#values.get(`${pid} inverse`) ?? [])
    )
    for (const [pid = '', pattern = ''] of rowsOf(properties, ['pid', 'pattern']))
      if (pattern !== '') this.#patterns.set(pid, pattern)
  }

  /** Constraints on nothing. */
  static get nothing(): Constraints {
    return new Constraints('pid\tlabel\tconstraint\tvalues', 'pid\tpattern')
  }

  has({ id, local }: PropertyId, name: ConstraintName): boolean {
    return !local && this.#values.has(`${id} ${name}`)
  }

  /** The values of a constraint; undefined where the property has none of the name. */
  valuesOf({ id, local }: PropertyId, name: ConstraintName): readonly string[] | undefined {
    return local ? undefined : this.#values.get(`${id} ${name}`)
  }

  /** The properties, by P-id, that a constraint is on. */
  withConstraint(name: ConstraintName): ReadonlySet<string> {
    return this.#properties.get(name) ?? new Set()
  }

  patternOf({ id, local }: PropertyId): string | undefined {
    return local ? undefined : this.#patterns.get(id)
  }

  /** The label of a property that has a constraint; for others their id. */
  labelOf(pid: string): string {
    return this.#labels.get(pid) ?? pid
  }
}

/** The named columns of a tab-separated table, row by row. */
export function* rowsOf(table: string, columns: readonly string[]): Iterable<string[]> {
  const [head = '', ...rows] = table.split('\n')
  const names = head.split('\t')
  const places = columns.map(column => names.indexOf(column))
  const missing = columns.filter((_, i) => places[i]! < 0)
  if (missing.length > 0) throw new Error(`The table has no column ${missing.join(', ')}: ${head}`)
  for (const row of rows) {
    if (row === '') continue
    const cells = row.split('\t')
    yield places.map(place => cells[place] ?? '')
  }
}
