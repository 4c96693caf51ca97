import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CompiledStore, labelExtras, openCompiled, wordsOf } from '../src/compiled/compiled.ts'
import { textOfPattern } from '../src/query/functions/functions.ts'
import { patternOf } from '../src/query/functions/pattern.ts'
import { type ExplainedNode, prepare } from '../src/query/query.ts'
import {
  blankNode,
  iri,
  langText,
  type Quad,
  type Quad_Object,
  quad,
  RDFS,
  SKOS,
  text,
  typed,
  XSD
} from '../src/rdf/rdf.ts'
import { compiledBytes } from './compiled-stores.ts'

test.each([
  ['abc', '', 'abc', ''],
  ['^abc', '', 'abc', 'start'],
  ['^Entity 19.5$', '', 'Entity 19', 'start'],
  ['^a?bcd', '', 'bcd', ''],
  ['x{0}yz', '', 'yz', ''],
  ['ab+cd', '', 'cd', ''],
  ['ab*', '', 'a', ''],
  ['(ab|cd)efg[x-z]h', '', 'efg', ''],
  ['[a-z-[aeiou]]lmn', '', 'lmn', ''],
  ['a\\.b\\dcc', '', 'a.b', ''],
  ['\\p{Lu}bc', '', 'bc', ''],
  ['^ab', 'm', 'ab', ''],
  ['Ab', 'i', 'Ab', 'any case'],
  ['(?i)^Ab', '', 'Ab', 'start, any case'],
  ['a.c', 'q', 'a.c', ''],
  ['\u{1d306}?b', '', 'b', '']
])('every text that %s with flags “%s” finds something in has “%s” in it', (pattern, flags, found, how) => {
  const parts = how.split(', ')
  expect(textOfPattern(pattern, flags)).toEqual({
    text: found,
    isStart: parts.includes('start'),
    ignoresCase: parts.includes('any case')
  })
})

test.each([
  ['ab|cd', ''],
  ['.*', ''],
  ['', ''],
  ['(abc)', ''],
  ['a bc', 'x'],
  ['(abc', ''],
  ['a*', '']
])('nothing is known of what %s finds with flags “%s”', (pattern, flags) => {
  expect(textOfPattern(pattern, flags)).toBeUndefined()
})

const letters = [
  'a',
  'b',
  'B',
  'é',
  'e\u0301',
  'ß',
  'ẞ',
  'ς',
  'Σ',
  'İ',
  'ı',
  'I',
  'K',
  'ſ',
  '東',
  '京',
  'ก',
  '1',
  'ﬁ',
  ' ',
  '-',
  '.'
]
const words = fc
  .array(fc.constantFrom(...letters), { maxLength: 8, size: 'max' })
  .map(parts => parts.join(''))
const pieces = fc.constantFrom(
  ...letters.map(letter => letter.replace('.', '\\.')),
  '.',
  '^',
  '$',
  '[ab]',
  '(a|b)',
  '(?:b)',
  'b?',
  'a*',
  'B+',
  '1{0,2}',
  '\\d',
  '|'
)
const patterns = fc.array(pieces, { maxLength: 6 }).map(parts => parts.join(''))
const flags = fc.constantFrom('', 'i', 'm', 's', 'x', 'q')

test('what a pattern finds something in has its text', () => {
  let found = 0
  fc.assert(
    fc.property(patterns, flags, words, (pattern, flags, whole) => {
      const known = textOfPattern(pattern, flags)
      if (!known || !patternOf(pattern, flags)?.test(whole)) return
      found += 1
      if (known.ignoresCase) {
        if (/[\p{L}\p{N}]/u.test(known.text))
          expect(wordsOf(whole).join(' ')).toContain(wordsOf(known.text).at(-1))
      } else if (known.isStart) expect(whole.startsWith(known.text)).toBe(true)
      else expect(whole).toContain(known.text)
    }),
    { numRuns: 10_000, seed: 3 }
  )
  expect(found).toBeGreaterThan(50)
})

const label = iri(`${RDFS}label`)
/** What a dataset has besides IRIs that are called something. */
const datasets = fc
  .record({ hasBlanks: fc.nat(2).map(n => n === 0), hasOthers: fc.boolean() })
  .chain(({ hasBlanks, hasOthers }) => {
    const subject = fc.nat(20).map(n => (hasBlanks && n < 4 ? blankNode(`b${n}`) : iri(`urn:${n}`)))
    const predicate = fc.constantFrom(label, label, iri(`${SKOS}altLabel`), iri('urn:says'))
    const strings = [words.map(text), words.map(value => langText(value, 'en'))]
    const others = [
      words.map(value => typed(value, `${XSD}anyURI`)),
      words.map(value => iri(`urn:${encodeURIComponent(value)}`))
    ]
    const object: fc.Arbitrary<Quad_Object> = fc.oneof(...strings, ...strings, ...(hasOthers ? others : []))
    return fc.array(
      fc.tuple(subject, predicate, object).map(([s, p, o]) => quad(s, p, o)),
      { minLength: 80, maxLength: 160 }
    )
  })
const written = (value: string): string => JSON.stringify(value)

/** A condition that texts with a part of a text of the data meet, or nearly. */
const conditions = fc
  .record({
    whole: fc.constantFrom('?l', '?l', 'LCASE(?l)', 'STR(?l)', 'LCASE(STR(?l))', 'UCASE(?l)'),
    operator: fc.constantFrom('CONTAINS', 'STRSTARTS', 'REGEX', 'REGEX'),
    quad: fc.nat(),
    start: fc.constantFrom(0, 0, 1, 2),
    length: fc.integer({ min: 2, max: 5 }),
    case: fc.constantFrom('as it is', 'as it is', 'lower', 'upper'),
    around: fc.constantFrom(
      ['', ''],
      ['^', ''],
      ['', '$'],
      ['.', '1?'],
      ['^', '.*'],
      ['(a|b)?', 'b+'],
      ['a|', '']
    ),
    flags: fc.constantFrom('', '', 'i', 'q', 'm')
  })
  .map(made => (quads: readonly Quad[]) => {
    const value = quads[made.quad % Math.max(1, quads.length)]?.object.value ?? ''
    const taken = value.slice(made.start, made.start + made.length)
    const part =
      made.case === 'lower' || made.whole.startsWith('LCASE')
        ? taken.toLowerCase()
        : made.case === 'upper'
          ? taken.toUpperCase()
          : taken
    if (made.operator !== 'REGEX') return `${made.operator}(${made.whole}, ${written(part)})`
    const [before = '', after = ''] = made.around
    const pattern = before + part.replaceAll('.', '\\.') + after
    return `REGEX(${made.whole}, ${written(pattern)}${made.flags && `, "${made.flags}"`})`
  })

const isLookup = (what: string): boolean => what.startsWith('literals ')
const labelsOf = ({ what, parts }: ExplainedNode): string[] => [what, ...parts.flatMap(labelsOf)]

/** The lines of an answer in order, and how it was found. */
async function asked(query: string, store: CompiledStore): Promise<{ rows: string[]; plan: string[] }> {
  const prepared = prepare(query, { base: 'http://x.example/' })
  const answer = await prepared.run(store)
  if (answer.form !== 'bindings') throw new Error('The query is a SELECT')
  const rows: string[] = []
  for await (const batch of answer.batches)
    for (const row of batch)
      rows.push(answer.variables.map(name => written(row.get(name)?.value ?? '')).join(' '))
  const explained = await prepared.explain(store)
  return { rows: rows.sort(), plan: explained.engine === 'own' ? labelsOf(explained.root) : [] }
}

test('filters answer the same with literals looked up and read one by one', async () => {
  let [lookups, rows] = [0, 0]
  await fc.assert(
    fc.asyncProperty(
      datasets,
      conditions,
      fc.constantFrom(...Array(4).fill(`<${label.value}>`), `<${SKOS}altLabel>`, '<urn:says>', '?p'),
      fc.constantFrom(
        '',
        'OPTIONAL { ?x <urn:says> ?s }',
        'MINUS { ?x <urn:says> ?l }',
        'VALUES ?x { <urn:1> <urn:2> }',
        '',
        'BIND(STR(?x) AS ?s)'
      ),
      async (quads, conditionOver, predicate, more) => {
        const condition = conditionOver(
          quads.filter(each => predicate === '?p' || `<${each.predicate.value}>` === predicate)
        )
        const query = (pattern: string): string => `SELECT ?x ?l { ${pattern} ${more} FILTER(${condition}) }`
        const indexed = await asked(
          query(`?x ${predicate} ?l`),
          openCompiled([compiledBytes(quads, { extras: labelExtras() })])
        )
        // Without a constant predicate nothing is looked up.
        const isIt = predicate === '?p' ? '' : `FILTER(?each = ${predicate})`
        const read = await asked(query(`?x ?each ?l ${isIt}`), openCompiled([compiledBytes(quads)]))
        expect(read.plan.filter(isLookup)).toEqual([])
        if (indexed.plan.some(isLookup)) {
          lookups += 1
          rows += indexed.rows.length
        }
        expect(indexed.rows).toEqual(read.rows)
      }
    ),
    { numRuns: 200, seed: 5 }
  )
  expect(lookups).toBeGreaterThan(30)
  expect(rows).toBeGreaterThan(15)
})

test('literals are looked up in the index, or by how they begin, and only where that is sooner', async () => {
  const quads = Array.from({ length: 400 }, (_, i) =>
    quad(iri(`urn:${i}`), label, langText(`Harbour ${i}`, 'en'))
  )
  const store = openCompiled([compiledBytes(quads, { extras: labelExtras() })])
  const plan = async (pattern: string): Promise<string[]> =>
    (await asked(`SELECT ?l { ${pattern} }`, store)).plan.filter(isLookup)
  const named = '?x <http://www.w3.org/2000/01/rdf-schema#label> ?l'
  expect(await plan(`${named} FILTER(CONTAINS(LCASE(?l), "harbour 39"))`)).toEqual([
    'literals with "harbour 39"'
  ])
  expect(await plan(`${named} FILTER(STRSTARTS(?l, "Harbour 39"))`)).toEqual([
    'literals that begin with "Harbour 39"'
  ])
  expect(await plan(`${named} FILTER(REGEX(?l, "r 39.$"))`)).toEqual(['literals with "r 39"'])
  expect(await plan(`${named} FILTER(CONTAINS(?l, "bour"))`)).toEqual([])
  expect(
    await plan(`<urn:7> <http://www.w3.org/2000/01/rdf-schema#label> ?l FILTER(CONTAINS(?l, "39"))`)
  ).toEqual([])
})
