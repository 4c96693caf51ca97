import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { check } from '../src/node/build.ts'
import { shapeProblems } from '../src/node/shape-problems.ts'
import { problemLine } from '../src/problem.ts'
import { iri, parseRdf, type Quad, quad, SH, skolemized, typed, WIKIBASE, XSD } from '../src/rdf/rdf.ts'
import { type Violation, violations } from '../src/shapes/shapes.ts'
import { ontology, publishVault } from './publish-case.ts'

const base = 'http://127.0.0.1:8787/'
const namespace = `${base}shapes#`
const shapes = skolemized(parseRdf(ontology.shapes, 'ttl', `${base}shapes`))
const ofPredicate = (name: string): Quad[] => shapes.filter(({ predicate }) => predicate.value === SH + name)

const readCase = (file: string): string =>
  readFileSync(new URL(`cases/shapes/${file}`, import.meta.url), 'utf8')
const sound = readCase('sound.ttl')

interface Damage {
  readonly 'instead of': string
  readonly 'there is': string
  /** Local name of the shape that finds it. */
  readonly breaks: string
  /** IRI of what is found, relative to the base. */
  readonly at: string
  readonly severity?: 'warning'
}
const damages = (parse(readCase('damages.yaml')) as Record<string, Damage>[]).flatMap(Object.entries<Damage>)

async function listOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}
const violationsIn = (turtle: string): Promise<Violation[]> =>
  listOf(violations([[parseRdf(turtle, 'ttl', base)]], shapes, base))

describe('shapes.ttl', () => {
  test('has an IRI for everything, and everything it names is there', () => {
    const terms = shapes.flatMap(({ subject, predicate, object }) => [subject, predicate, object])
    expect(terms.filter(term => term.termType === 'BlankNode')).toEqual([])
    const described = new Set(shapes.map(({ subject }) => subject.value))
    const own = terms.map(({ value }) => value).filter(value => value.startsWith(namespace))
    expect(own.length).toBeGreaterThan(100)
    expect(own.filter(term => !described.has(term))).toEqual([])
  })

  test('says of each shape with a target what it is for, and of each property what must be', () => {
    for (const { subject } of ofPredicate('targetClass')) {
      const said = shapes.filter(quad => quad.subject.equals(subject)).map(quad => quad.predicate.value)
      expect(said, subject.value).toEqual(expect.arrayContaining([expect.stringMatching(/#label$/)]))
      expect(said, subject.value).toEqual(expect.arrayContaining([expect.stringMatching(/#comment$/)]))
    }
    const messages = new Set(ofPredicate('message').map(({ subject }) => subject.value))
    const targets = new Set(ofPredicate('targetClass').map(({ subject }) => subject.value))
    const properties = ofPredicate('property').filter(({ subject }) => targets.has(subject.value))
    expect(properties.filter(({ object }) => !messages.has(object.value))).toEqual([])
    const logical = ['xone', 'or', 'closed', 'pattern'].flatMap(ofPredicate)
    const told = logical.filter(({ subject }) => targets.has(subject.value))
    expect(told.filter(({ subject }) => !messages.has(subject.value))).toEqual([])
  })

  test('names the kinds of disagreement that the vocabulary has', () => {
    const kinds = parseRdf(ontology.vocabulary, 'ttl', `${base}ontology`)
      .filter(({ object }) => object.value === `${base}ontology#DisagreementKind`)
      .map(({ subject }) => subject.value)
      .filter(kind => !/#kind$/.test(kind))
    const listed = shapes
      .filter(({ subject }) => subject.value.startsWith(`${namespace}Disagreement-kind.in`))
      .map(({ object }) => object.value)
      .filter(value => value.startsWith(`${base}ontology#`))
    expect(listed.toSorted()).toEqual(kinds.toSorted())
  })

  test('refuses something by every shape that has a message', () => {
    const tried = new Set(damages.map(([, { breaks }]) => namespace + breaks))
    const messages = ofPredicate('message').map(({ subject }) => subject.value)
    expect(messages.filter(shape => !tried.has(shape))).toEqual([])
  })
})

describe('violations', () => {
  test('of a sound graph are none', async () => {
    expect(await violationsIn(sound)).toEqual([])
  })

  test.each(damages)('are found: %s', async (_name, damage) => {
    const { 'instead of': from, 'there is': to, breaks, at, severity = 'error' } = damage
    expect(sound).toContain(from)
    const found = await violationsIn(sound.replaceAll(from, to))
    const message = ofPredicate('message').find(({ subject }) => subject.value === namespace + breaks)
    expect(found).toContainEqual(
      expect.objectContaining({
        severity,
        shape: namespace + breaks,
        node: new URL(at, base).href,
        message: message!.object.value
      })
    )
    // What is sound is not blamed.
    expect(found.length).toBeLessThan(5)
  })

  test('name the property, the value, and where it comes from', async () => {
    const found = await violationsIn(sound.replace('"5.35E1"', '"9.5E1"').replace('hb:line 7', 'hb:line 0'))
    expect(found).toEqual([
      {
        severity: 'error',
        shape: `${namespace}Reference-line`,
        node: `${base}reference/000000000000000a`,
        path: `${base}ontology#line`,
        value: '0',
        message: 'A reference names at most one line; the first line is 1',
        origin: { source: `${base}source/Lakes/Baikal` }
      },
      {
        severity: 'error',
        shape: `${namespace}Coordinate-latitude`,
        node: `${base}value/0000000000000003`,
        path: `${WIKIBASE}geoLatitude`,
        value: '9.5E1',
        message: 'A coordinate has exactly one latitude, from -90 to 90 degrees',
        origin: { source: `${base}source/Lakes/Baikal`, line: 9 }
      }
    ])
  })

  test('are found in whatever portions the quads come, and only in the default graph', async () => {
    const rank = iri(`${WIKIBASE}rank`)
    const statements = Array.from({ length: 700 }, (_, i) => {
      const statement = iri(`${base}statement/Q1-${i.toString(16).padStart(16, '0')}`)
      const type = iri('http://www.w3.org/1999/02/22-rdf-syntax-ns#type')
      return [
        [
          quad(statement, type, iri(`${WIKIBASE}Statement`)),
          quad(statement, rank, typed('1', `${XSD}integer`))
        ],
        [quad(statement, type, iri(`${WIKIBASE}Property`), iri(`${base}graph/a`))]
      ]
    })
    const found = await listOf(violations(statements, shapes, base))
    const wrong = new Set(
      found.filter(({ shape }) => shape === `${namespace}Statement-rank`).map(v => v.node)
    )
    expect(wrong.size).toBe(700)
    expect(found.filter(({ shape }) => shape.startsWith(`${namespace}Property`))).toEqual([])
  })
})

describe('a publication', () => {
  const files = {
    'Lake.md':
      '---\nwikidata: Q5513\nhas_coordinates: [53.5, 108.165]\nvertical_depth: 1642\ninception: 1650\nown_key: 5\n---\n# Lake\nA lake near [[Jetty]].\n',
    'Jetty.md': '---\nelevation_above_sea_level: 456\n---\n# Jetty\n'
  }

  test('has the shapes', async () => {
    const { publication } = await publishVault(files)
    expect(await listOf(shapeProblems(publication, 'vault'))).toEqual([])
    publication.close()
  })

  test('that has not is told of as a problem of the note it comes from, or of the vault', async () => {
    const { publication } = await publishVault(files)
    const damaged = ({ predicate, object }: Quad): boolean =>
      /directClaim$/.test(predicate.value) ||
      /#(?:geoLatitude|rank)$/.test(predicate.value) ||
      object.value === ''
    const units = function* () {
      for (const unit of publication.units())
        if ('made' in unit)
          yield { made: { blocks: unit.made.blocks.map(block => block.filter(one => !damaged(one))) } }
    }
    const problems = await listOf(shapeProblems({ ...publication, units }, 'vault'))
    const lines = problems.map(problemLine)
    const rank = lines.filter(line => line.includes('[shapes#Statement-rank]'))
    expect(rank.length).toBeGreaterThan(3)
    expect(rank).toContainEqual(
      expect.stringMatching(
        /^Lake\.md:3: error: A statement has exactly one rank: .*; this is not so for http:\/\/127\.0\.0\.1:8787\/statement\/Q5513-[0-9a-f]{16} at wikibase:rank; look whether /
      )
    )
    expect(lines).toContainEqual(
      expect.stringMatching(/^Lake\.md:3: error: .* latitude.*\/value\/[0-9a-f]{16} at wikibase:geoLatitude;/)
    )
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^vault: error: .*\/entity\/P4511 at wikibase:directClaim;.*\[shapes#Property-direct\]$/
      )
    )
    publication.close()
  })

  const ofShapes = async (folder: string): Promise<string[]> =>
    (await check(folder, undefined)).problems
      .filter(({ code }) => code.startsWith('shapes#'))
      .map(problemLine)
  const folderOf = (folder: string): string => path.join(import.meta.dirname, '..', folder)

  test('of the seeds has the shapes', async () => {
    expect(await ofShapes(folderOf('seeds'))).toEqual([])
  })

  for (const folder of ['../shared/seeds', '../shared/vaults'])
    test.skipIf(!existsSync(folderOf(folder)))(
      `of ${folder}, where it is there, has the shapes`,
      async () => {
        expect(await ofShapes(folderOf(folder))).toEqual([])
      }
    )
})
