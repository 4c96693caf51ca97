import { describe, expect, test } from 'vitest'
import { type Passage, readDocument } from '../src/prose/prose.ts'
import {
  type FoundStatement,
  type FoundValue,
  parseRules,
  type ReadPiece,
  type Rule,
  RuleError
} from '../src/rules/rules.ts'
import { ontology } from './publish-case.ts'
import { readPieces, rules } from './rules-case.ts'

const files = ontology.prose.rules.map(({ file, text }) => ({ file, rules: parseRules(text, file) }))

const passage = (words: string): Passage => ({
  text: words,
  links: [],
  origin: (start, end) => ({ start, end })
})

/** An example is a paragraph under the rule's heading, or, where the rule reads fields and rows, a document. */
function read(rule: Rule | undefined, source: string): ReadPiece[] {
  const section = rule?.under === undefined ? [] : [rule.under]
  return readPieces(
    rule === undefined || rule.scope === 'sentence'
      ? { blocks: [{ kind: 'paragraph', section, passage: passage(source) }] }
      : readDocument(source, 'wikitext')
  )
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

const bearing = ({ subject, bears }: FoundStatement): string =>
  bears ? ` (${subject.label} ${bears.property} ${bears.value.label}: ${bears.status})` : ''

const line = (statement: FoundStatement): string => {
  const { subject, property, value, qualifiers, closed } = statement
  const qualified = qualifiers.map(q => `${q.property}=${shown(q.value)}`).join(', ')
  return `${subject.label} ${property} ${shown(value)}${qualified === '' ? '' : ` | ${qualified}`}${closed ? ' (closed)' : ''}${bearing(statement)}`
}

const said = (pieces: readonly ReadPiece[], id?: string): string[] =>
  pieces.flatMap(({ findings }) =>
    findings
      .filter(({ rule }) => id === undefined || rule === id)
      .flatMap(({ statements }) => statements.map(line))
  )

describe.each(files)('$file', ({ rules: of }) => {
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
  const ids = rules.map(({ id }) => id)
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
    [
      'rules:\n  - id: one\n    match: "{C:country} x"\n    say: "C P31 C"\n    closed: all',
      /"closed" is true or counted/
    ],
    [
      'rules:\n  - id: one\n    match: "{C:country} x"\n    say: "C P31 C"\n    bears: C P463',
      /bears on nothing/
    ],
    ['rules: [', /x\.yaml:1: /],
    ['define: {}', /there are no rules/]
  ])('%s', (yaml, message) => {
    expect(() => parseRules(yaml, 'x.yaml')).toThrow(RuleError)
    expect(() => parseRules(yaml, 'x.yaml')).toThrow(message)
  })
})
