import {
  countsOf,
  type ReportedDataset,
  type ReportedDisagreement,
  type ReportedSide,
  type Witness
} from './disagreements.ts'

/**
 * Disagreements as one JSON object, in pieces: the dataset's `version` and `base`, `counts`, and `disagreements` in
 * their order, one a line, with the members of `ReportedDisagreement`. The rows are taken twice.
 */
export function* disagreementsJson(
  rows: Iterable<ReportedDisagreement>,
  { version, base, title }: ReportedDataset
): Iterable<string> {
  const { open, settled, kinds } = countsOf(rows)
  const head = {
    ...(version === undefined ? {} : { version }),
    base,
    title,
    counts: { all: open + settled, open, settled, kinds: Object.fromEntries(kinds) }
  }
  yield `${JSON.stringify(head, null, 1).slice(0, -2)},\n "disagreements": [`
  let separator = '\n'
  for (const row of rows) {
    yield `${separator}  ${JSON.stringify(disagreementObject(row))}`
    separator = ',\n'
  }
  yield `${separator === '\n' ? '' : '\n '}]\n}\n`
}

/** A disagreement with its members in one order, whatever the order it was made in. */
export function disagreementObject(row: ReportedDisagreement): ReportedDisagreement {
  const { iri, kind, state, about, property, comment, resolution, sides, witnesses } = row
  return {
    iri,
    kind,
    state,
    about: { iri: about.iri, label: about.label },
    ...(property && { property: { iri: property.iri, id: property.id, label: property.label } }),
    comment,
    resolution,
    sides: sides.map(sideObject),
    witnesses: witnesses.map(witnessObject)
  }
}

const sideObject = ({ iri, value, qualifiers, rank, reason, witnesses }: ReportedSide): ReportedSide => ({
  iri,
  value,
  qualifiers: [...qualifiers],
  rank,
  ...(reason === undefined ? {} : { reason }),
  witnesses: witnesses.map(witnessObject)
})

const witnessObject = ({ source, title, date, place, quote, method }: Witness): Witness => ({
  source,
  title,
  ...(date === undefined ? {} : { date }),
  place,
  ...(quote === undefined ? {} : { quote }),
  ...(method === undefined ? {} : { method })
})
