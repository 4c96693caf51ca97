import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { DateContext, type Document, type Passage, parseUnits, readDocument } from '../src/prose/prose.ts'
import {
  DocumentNames,
  Events,
  Focus,
  type FoundStatement,
  type FoundValue,
  Lexicon,
  parseRules,
  parseWords,
  type ReadPiece,
  type Rule,
  RuleError,
  Runner
} from '../src/rules/rules.ts'

const folder = new URL('../ontology/', import.meta.url)
const text = (file: string): string => readFileSync(new URL(file, folder), 'utf8')
const words = parseWords(text('rules/words.yaml'), text('classes.tsv'))
const units = parseUnits(text('units.tsv'))
const files = readdirSync(new URL('rules/', folder)).filter(
  file => file.endsWith('.yaml') && file !== 'words.yaml'
)
const rules = files.sort().map(file => ({ file, rules: parseRules(text(`rules/${file}`), file) }))
const all = rules.flatMap(({ rules: of }) => of)

const passage = (words: string): Passage => ({
  text: words,
  links: [],
  origin: (start, end) => ({ start, end })
})

/** The examples' documents are about an organization nobody has heard of. */
function read(rule: Rule | undefined, source: string): ReadPiece[] {
  const lexicon = new Lexicon(
    { places: text('places.tsv'), names: text('names.tsv'), classes: text('classes.tsv') },
    words
  )
  const kind = rule?.about ?? 'organization'
  const subject = lexicon.add({
    label: 'Nordic Union',
    note: 'example',
    classes: kind === 'organization' ? lexicon.kindsOf(kind) : [],
    aliases: []
  })
  const document: Document =
    rule === undefined || rule.scope === 'sentence'
      ? {
          blocks: [
            {
              kind: 'paragraph',
              section: rule?.under === undefined ? [] : [rule.under],
              passage: passage(source)
            }
          ]
        }
      : readDocument(source, 'wikitext')
  const runner = new Runner(all, new Events(), {
    lexicon,
    words,
    units,
    names: new DocumentNames(lexicon, words, subject),
    dates: new DateContext(),
    focus: new Focus(words, subject),
    subject
  })
  return [...runner.read(document)]
}

function shown(value: FoundValue): string {
  if (value.kind === 'referent') return value.referent.label
  if (value.kind === 'number') return value.number.amount
  if (value.kind === 'text') return value.text
  if (value.kind === 'unknown') return 'unknown'
  const { year, month, day } = value.date
  return [year, month, day]
    .filter(part => part !== undefined)
    .map(part => String(part).padStart(2, '0'))
    .join('-')
}

const line = ({ subject, property, value, qualifiers }: FoundStatement): string =>
  `${subject.label} ${property} ${shown(value)}${qualifiers.length === 0 ? '' : ' | '}${qualifiers.map(q => `${q.property}=${shown(q.value)}`).join(', ')}`

const said = (pieces: readonly ReadPiece[], id?: string): string[] =>
  pieces.flatMap(({ findings }) =>
    findings
      .filter(({ rule }) => id === undefined || rule === id)
      .flatMap(({ statements }) => statements.map(line))
  )

describe.each(rules)('$file', ({ rules: of }) => {
  test.each(of.map(rule => [rule.id, rule] as const))('%s', (_, rule) => {
    expect(rule.fires, 'a rule needs an example that fires').not.toEqual([])
    expect(rule.silent, 'a rule needs an example that stays silent').not.toEqual([])
    for (const example of rule.fires) {
      expect(example.gives, `what "${example.text}" gives`).not.toEqual([])
      expect(said(read(rule, example.text), rule.id), example.text).toEqual(
        expect.arrayContaining([...example.gives])
      )
    }
    for (const silent of rule.silent) expect(said(read(rule, silent), rule.id), silent).toEqual([])
  })
})

test('no two rules have one name', () => {
  const ids = all.map(({ id }) => id)
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
})

describe('guards are judged per clause', () => {
  test.each([
    [
      'Norway did not sign the Treaty of Oslo, but Sweden signed the Treaty of Oslo.',
      ['Treaty of Oslo P1891 Sweden']
    ],
    ['Sweden signed the Treaty of Oslo, while Norway has never done so.', ['Treaty of Oslo P1891 Sweden']],
    ['The minister said that Norway joined NATO in 1949.', []],
    ['Did Norway join NATO? Norway joined NATO in 1949.', ['Norway P463 NATO | P580=1949']],
    ['He wrote: "Some say Norway joined NATO in 1950 and left it."', []],
    ['If Norway joined NATO in 1950, nobody noticed.', []]
  ])('%s', (sentence, statements) => {
    const found = said(read(undefined, sentence)).filter(statement => / P(463|1891) /.test(statement))
    expect(found.filter((statement, i) => found.indexOf(statement) === i)).toEqual(statements)
  })
})

describe('a rule file that cannot be read says where and what', () => {
  test.each([
    [
      'rules:\n  - id: one\n    match: "{C:country joined"\n    say: "C P463 C"',
      /x\.yaml:2: the rule one: .*cannot be read/
    ],
    ['rules:\n  - id: one\n    match: "( joined"\n    say: "C P463 C"', /a parenthesis is not closed/],
    ['rules:\n  - id: one\n    match: "<no> x"\n    say: "C P463 C"', /<no> is not defined/],
    ['rules:\n  - id: one\n    match: "{C:country} x"\n    say: "C P463 D"', /"D" is no slot/],
    ['rules:\n  - id: one\n    match: "{C:country} x"\n    say: "C is D"', /is no statement/],
    ['rules:\n  - id: one\n    wen: D\n    say: "C is D"', /"wen" is no part of a rule/],
    ['rules:\n  - id: Two words\n    say: "C is D"', /an id of small letters/],
    ['rules:\n  - id: one\n    match: "{C:country} x"', /it says nothing/],
    ['rules: [', /x\.yaml:1: /],
    ['define: {}', /there are no rules/]
  ])('%s', (yaml, message) => {
    expect(() => parseRules(yaml, 'x.yaml')).toThrow(RuleError)
    expect(() => parseRules(yaml, 'x.yaml')).toThrow(message)
  })
})
