import { byCodePoint } from '../rdf/rdf.ts'
import type { Judged, Judging } from './judging.ts'
import { listWords, valueWords, witnessed, witnessedList } from './wording.ts'

/**
 * What bears on a statement without being its end: a membership that was frozen or suspended, a withdrawal that
 * was announced. The statement stays without an end until a source tells one.
 */
export function judgeStatuses(judging: Judging): void {
  const { labelOf } = judging.grounds
  const told = new Map<string, { statement: Judged; events: Set<Judged>; statuses: Set<string> }>()
  for (const event of judging.stated)
    for (const { bears } of event.references) {
      if (!bears) continue
      for (const statement of judging.of(bears.property)) {
        if (!statement.isLive || statement.value.type !== 'item' || statement.value.iri !== bears.value)
          continue
        const key = statement.merged.value + statement.merged.qualifiers.join()
        const known = told.get(key) ?? { statement, events: new Set(), statuses: new Set() }
        known.events.add(event)
        known.statuses.add(bears.status)
        told.set(key, known)
      }
    }
  for (const { statement, events, statuses } of told.values()) {
    // What has ended needs no defence.
    if (statement.isPast || statement.qualifier('P582') !== undefined) continue
    const disputes = [...events].flatMap(event =>
      event
        .qualifiers('P1310')
        .map(by => `${valueWords(event.value, labelOf)} is disputed by ${valueWords(by, labelOf)}`)
    )
    judging.find({
      kind: disputes.length > 0 ? 'ValueConflict' : 'TemporalSuccession',
      state: 'settled',
      property: statement.property,
      involves: [statement, ...events],
      comment: `${judging.label}, ${statement.property.label}: ${witnessed(statement, judging)}, beside ${witnessedList([...events], judging)}${disputes.length === 0 ? '' : `. ${capital(listWords(disputes))}`}.`,
      resolution: `No end is told: ${listWords([...statuses].sort(byCodePoint).map(status => statusWords[status] ?? status))} ${statuses.size === 1 ? 'is' : 'are'} none. So the statement stays without an end time, and what was told stands beside it as an event with its date.`
    })
  }
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

const statusWords: Readonly<Record<string, string>> = {
  frozen: 'a frozen membership',
  suspended: 'a suspended membership',
  'announced end': 'an announced end',
  'payments ended': 'an end of payments'
}
