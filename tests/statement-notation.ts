import { Catalogue, type Property, type Snak, type Value, valueKey } from '../src/alignment/alignment.ts'
import { ontology } from './publish-case.ts'

// Statements in few words, for tests of what becomes of them: `P463 Q1 | P580=2002 | P582=?`.

const catalogue = new Catalogue(ontology.properties)

/** A property of the catalogue by its P-id; what is none is a property of a vault's own, of strings. */
export const property = (id: string): Property =>
  catalogue.get(id) ?? { id, local: true, label: id, datatype: 'string' }

/**
 * `1992`, `1992-05`, `1992-05-15`, `1990s`, `20c`; `Q1`, `note-x`; `2000`, `2000Q11573`, at least `>2000`, at most
 * `2000<`; `text@ru`; `48.85,2.35`; `?` for what is not known.
 */
export function valueWritten(written: string, id: string, entity: (name: string) => string): Value {
  const { datatype } = property(id)
  if (written === '?') return { type: 'unknown', key: `${id} ?` }
  if (datatype === 'wikibase-item') return { type: 'item', iri: entity(written) }
  if (datatype === 'monolingualtext') {
    const [text = '', language = 'und'] = written.split('@')
    return { type: 'monolingual', text, language }
  }
  if (datatype === 'quantity') {
    const parts = /^(>?)(-?)(\d+(?:\.\d+)?)(Q\d+)?(<?)$/.exec(written)
    if (!parts) throw new Error(`no quantity: ${written}`)
    const [, atLeast, minus, digits, unit, atMost] = parts
    const amount = `${minus || '+'}${digits}`
    return {
      type: 'quantity',
      amount,
      ...(unit ? { unit } : {}),
      ...(atLeast ? { lower: amount } : {}),
      ...(atMost ? { upper: amount } : {})
    }
  }
  if (datatype === 'globe-coordinate') {
    const [latitude = '', longitude = ''] = written.split(',')
    return { type: 'coordinate', latitude, longitude }
  }
  if (datatype === 'time') return timeWritten(written)
  return { type: datatype === 'external-id' ? 'external-id' : 'string', text: written }
}

function timeWritten(written: string): Value {
  const parts = /^(-?\d+)(?:-(\d\d))?(?:-(\d\d))?(s|c)?$/.exec(written)
  if (!parts) throw new Error(`no time: ${written}`)
  const [, year, month, day, kind] = parts
  const precision = kind === 's' ? 8 : kind === 'c' ? 7 : day ? 11 : month ? 10 : 9
  const full = kind === 'c' ? `${year}00` : year
  return { type: 'time', time: `${full}-${month ?? '01'}-${day ?? '01'}T00:00:00Z`, precision }
}

/** `P463 Q1 | P580=2002` as a snak and its qualifiers. */
export function statementWritten(
  written: string,
  entity: (name: string) => string
): Snak & { readonly qualifiers: readonly Snak[] } {
  const snak = (id: string, value: string): Snak => ({
    property: property(id),
    value: valueWritten(value, id, entity)
  })
  const [main = '', ...qualifiers] = written.split(' | ')
  const space = main.indexOf(' ')
  return {
    ...snak(main.slice(0, space), main.slice(space + 1)),
    qualifiers: qualifiers.map(qualifier => {
      const equals = qualifier.indexOf('=')
      return snak(qualifier.slice(0, equals), qualifier.slice(equals + 1))
    })
  }
}

/** A value nearly as it was written; years and what is coarser with their precision: `2002/9`. */
export const short = (value: Value): string =>
  valueKey(value)
    .replace(/^\w+ /, '')
    .replace(/^.*entity\//, '')
    .replace(/(-01)?(-01)?T00:00:00Z\/(\d+)$/, (all, _, __, precision) =>
      precision === '11' ? all.slice(0, -'T00:00:00Z/11'.length) : `/${precision}`
    )
