import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compile } from '../src/node/compile.ts'
import { openPublished } from '../src/node/published.ts'
import { fileScratch } from '../src/node/scratch.ts'
import { quadLine } from '../src/rdf/rdf.ts'
import { hawksbill as runIn } from './command-line.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hawksbill-compile-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const hawksbill = (args: readonly string[], input: string | Uint8Array = '') => runIn(folder, args, input)
const place = (name: string): string => path.join(folder, name)
const write = async (name: string, content: string | Uint8Array): Promise<string> => {
  await writeFile(place(name), content)
  return name
}

/** The quads of a compiled folder as sorted lines. */
async function linesIn(out: string): Promise<string[]> {
  const { store } = await openPublished(place(out))
  return [...store.match()].map(quadLine).sort()
}

const triples = '<a:s> <a:p> <a:o> .\n<a:s> <a:p> "é"@en .\n'

describe('hawksbill compile', () => {
  test('makes a folder that query takes', async () => {
    const { code, out, err } = await hawksbill(['compile', await write('one.nt', triples), '--out', 'one'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(
      /^one\.nt → one\n {2}read +2 quads\n {2}compiled +2 quads, 2 triples of the default graph\n/
    )
    expect((await readdir(place('one'))).sort()).toEqual([
      'assets',
      'context.jsonld',
      'frame.jsonld',
      'manifest.json',
      'ontology.ttl',
      'shapes.ttl',
      'statistics.json',
      'store.hbk'
    ])
    const answer = await hawksbill(['query', 'one', 'SELECT ?o { <a:s> <a:p> ?o }', '--format', 'csv'])
    expect(answer.out.split(/\r?\n/).filter(Boolean).sort()).toEqual(['a:o', 'o', 'é'])
  })

  test('tells in the manifest what there is', async () => {
    const trig = `@prefix w: <http://wikiba.se/ontology#> . <e> a w:Item . <f> a w:Item . <s> a w:Statement .
      <g> { <e> a w:Item }`
    const arguments_ = [
      '--base',
      'https://example.org/d',
      '--title',
      'Things',
      '--language',
      'de',
      '--out',
      'told'
    ]
    const { code } = await hawksbill(['compile', await write('told.trig', trig), ...arguments_])
    expect(code).toBe(0)
    const manifest = JSON.parse(await readFile(place('told/manifest.json'), 'utf8'))
    expect(manifest).toEqual({
      title: 'Things',
      base: 'https://example.org/d/',
      language: 'de',
      federation: expect.arrayContaining(['https://query.wikidata.org/sparql']),
      version: expect.stringMatching(/^[0-9a-f]{16}$/),
      counts: { triples: 3, quads: 4, entities: 2, statements: 1, sources: 0 },
      sources: [],
      dumps: []
    })
    expect(await linesIn('told')).toContain(
      '<https://example.org/d/e> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://wikiba.se/ontology#Item> <https://example.org/d/g> .'
    )
  })

  test('gives the same store whatever the order, the packing and the memory', async () => {
    const lines = Array.from(
      { length: 30_000 },
      (_, i) => `<a:s${i % 900}> <a:p${i % 7}> "value ${(i * 7919) % 30_000}" <a:g${i % 3}> .\n`
    )
    await write('order.nq', lines.join(''))
    await write('reverse.nq.gz', gzipSync(lines.toReversed().join('')))
    const first = await compile([place('order.nq')], place('order'))
    const progress: number[] = []
    const second = await compile([place('reverse.nq.gz')], place('reverse'), {
      memory: 1 << 20,
      progress: (_phase, _read, _of, quads) => progress.push(quads)
    })
    expect(second.summary?.version).toBe(first.summary?.version)
    expect(readFileSync(place('reverse/store.hbk')).equals(readFileSync(place('order/store.hbk')))).toBe(true)
    expect(progress.at(-1)).toBe(30_000)
    expect(readdirSync(folder).filter(name => name.startsWith('.'))).toEqual([])
  })

  test('reads all formats, of which N-Triples is the simplest, alike', async () => {
    const document = '@prefix a: <a:> . a:s a:p a:o , "x\\"y"@en , 5 . a:o a:p """two\nlines""" .'
    await write('all.ttl', document)
    await compile([place('all.ttl')], place('all'))
    const expected = await linesIn('all')
    await write('all.nt', expected.join('\n'))
    await write(
      'all.jsonld',
      JSON.stringify([
        { '@id': 'a:s', 'a:p': [{ '@id': 'a:o' }, { '@value': 'x"y', '@language': 'en' }, 5] },
        { '@id': 'a:o', 'a:p': 'two\nlines' }
      ])
    )
    await write(
      'all.rdf',
      `<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="a:"><r:Description r:about="a:s">
        <a:p r:resource="a:o"/><a:p xml:lang="en">x"y</a:p><a:p r:datatype="http://www.w3.org/2001/XMLSchema#integer">5</a:p>
      </r:Description><r:Description r:about="a:o"><a:p>two\nlines</a:p></r:Description></r:RDF>`
    )
    for (const extension of ['nt', 'jsonld', 'rdf']) {
      const { problems } = await compile([place(`all.${extension}`)], place(`all-${extension}`))
      expect(problems).toEqual([])
      expect(await linesIn(`all-${extension}`)).toEqual(expected)
    }
  })

  test('writes dumps of the store where it is told to, in each format that can carry it', async () => {
    const trig = `<a:s> <http://a/p> "x", "ع"@ar, 1, <a:o>, _:b . _:b <http://a/p> <a:s> .
      <a:g> { <a:s> <http://a/p> "in a graph" }`
    const { code, err } = await hawksbill(['compile', await write('d.trig', trig), '--out', 'd', '--dumps'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const manifest = JSON.parse(await readFile(place('d/manifest.json'), 'utf8'))
    expect(manifest.counts).toMatchObject({ triples: 6, quads: 7 })
    expect(manifest.dumps.map(({ file }: { file: string }) => file).sort()).toEqual(
      ['jsonld', 'nq', 'nt', 'rdf', 'trig', 'ttl'].map(extension => `dataset.${extension}`)
    )
    for (const { file, sha256 } of manifest.dumps) {
      const bytes = await readFile(place(`d/dumps/${file}`))
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
      await hawksbill(['compile', `d/dumps/${file}`, '--out', 'again'])
      const { counts } = JSON.parse(await readFile(place('again/manifest.json'), 'utf8'))
      expect(counts).toEqual(/nq|trig/.test(file) ? manifest.counts : { ...manifest.counts, quads: 6 })
    }
  })

  test('leaves out the dumps of formats that cannot carry a dataset, and says why', async () => {
    const odd = '<a:s> <http://a/1> <<( <a:s> <a:p> <a:o> )>> .\n'
    const { code, err } = await hawksbill(['compile', await write('odd.nt', odd), '--out', 'odd', '--dumps'])
    expect(code).toBe(0)
    expect(err).toMatch(/dataset\.jsonld: warning: JSON-LD 1\.1 has no triple terms, so there is no dump/)
    expect(err).toMatch(/dataset\.rdf: warning: RDF\/XML 1\.1 has no triple terms, so there is no dump/)
    expect((await readdir(place('odd/dumps'))).sort()).toEqual(
      ['nq', 'nt', 'trig', 'ttl'].flatMap(extension => [`dataset.${extension}`, `dataset.${extension}.gz`])
    )
  })

  test('keeps blank nodes of files apart, and those of one file together', async () => {
    const file = await write('blank.nt', '_:b <a:p> _:c .\n_:c <a:p> _:b .\n')
    await compile([place(file), place(file)], place('blank'))
    expect(await linesIn('blank')).toEqual([
      '_:f1-b <a:p> _:f1-c .',
      '_:f1-c <a:p> _:f1-b .',
      '_:f2-b <a:p> _:f2-c .',
      '_:f2-c <a:p> _:f2-b .'
    ])
  })

  test('reads standard input, packed or not', async () => {
    for (const input of [triples, gzipSync(triples)]) {
      const { code, err } = await hawksbill(['compile', '-', '--format', 'nt', '--out', 'input'], input)
      expect({ code, err }).toEqual({ code: 0, err: '' })
      expect(await linesIn('input')).toHaveLength(2)
    }
  })

  test('answers a program in JSON', async () => {
    const { code, out } = await hawksbill(['compile', 'one.nt', '--out', 'json', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ read: 2, quads: 2, skipped: 0, problems: [] })
  })

  test('names file, line and column of an error, and leaves what there is', async () => {
    await hawksbill(['compile', 'one.nt', '--out', 'kept'])
    const before = await readFile(place('kept/manifest.json'), 'utf8')
    await write('broken.nt', `${triples}<a:s> <a:p> nonsense .\n`)
    const { code, out, err } = await hawksbill(['compile', 'one.nt', 'broken.nt', '--out', 'kept'])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toBe(
      'broken.nt:3:13: error: expected an IRI, a blank node, a literal or a triple term as the object, not n; ' +
        'mend it, or leave out what has errors with --lenient [rdf-syntax]\nNothing was written; kept is as it was.\n'
    )
    expect(await readFile(place('kept/manifest.json'), 'utf8')).toBe(before)
  })

  test('leaves out what has errors where it is told to, tells the first, and counts all', async () => {
    await write('faults.nt', `${'nonsense\n'.repeat(25)}${triples}`)
    await write('faults.ttl', '<a:s> <a:p> ! . <a:s> <a:q> 1 .')
    const { code, out, err } = await hawksbill([
      'compile',
      'faults.nt',
      'faults.ttl',
      '--lenient',
      '--out',
      'lenient'
    ])
    expect(code).toBe(0)
    expect(out).toContain('read        3 quads')
    const told = err.trimEnd().split('\n')
    expect(told).toHaveLength(12)
    expect(told[0]).toMatch(/^faults\.nt:1:1: warning: expected .*; it is left out \[rdf-syntax\]$/)
    expect(told.slice(10)).toEqual(['… and 16 more', '26 faults in all, and what has them is left out.'])
  })

  test('takes packed bytes that are cut short for an error, and with --lenient what is there', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `<a:s> <a:p> "${i * 7919}" .\n`).join('')
    const packed = gzipSync(lines)
    await write('short.nt.gz', packed.subarray(0, packed.length - 500))
    const strict = await compile([place('short.nt.gz')], place('short'))
    expect(strict.summary).toBeUndefined()
    expect(strict.problems).toMatchObject([{ code: 'gzip' }])
    const lenient = await compile([place('short.nt.gz')], place('short'), { lenient: true })
    expect(lenient.problems[0]).toMatchObject({ code: 'gzip', severity: 'warning' })
    expect(lenient.summary!.quads).toBeGreaterThan(10_000)
  })

  test('takes the context of a build that lies beside a dump, and fetches none', async () => {
    await mkdir(place('beside/dumps'), { recursive: true })
    await write('beside/context.jsonld', '{"@context": {"p": "a:p"}}')
    const document = '{"@context": "https://example.org/context.jsonld", "@id": "a:s", "p": 1}'
    await write('beside/dumps/dataset.jsonld', document)
    await compile([place('beside/dumps/dataset.jsonld')], place('beside-out'))
    expect(await linesIn('beside-out')).toEqual([
      '<a:s> <a:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .'
    ])
    const { problems } = await compile([place(await write('alone.jsonld', document))], place('alone'))
    expect(problems).toMatchObject([{ message: expect.stringContaining('is not fetched') }])
  })

  test.each([
    [['nowhere.nt'], 1, 'Cannot read nowhere.nt: there is no such file; check the path'],
    [['.'], 1, '. is a folder; name the files in it'],
    [
      ['one.nt', '--format', 'csv'],
      1,
      'There is no format csv; name one of ttl, jsonld, nt, rdf, nq, trig with --format'
    ],
    [['-'], 1, 'Standard input has no name that tells its format'],
    [['-', '-', '--format', 'nt'], 1, 'Standard input can be read but once'],
    [['one.nt', '--base', 'x'], 1, '--base x is not an absolute http or https IRI'],
    [['one.nt', '--language', 'x y'], 1, '--language x y is not a language tag'],
    [['one.nt', '--memory', '0'], 2, '--memory 0 is no number of MiB'],
    [[], 2, 'compile needs a file']
  ])('cannot do %j', async (args, exit, message) => {
    const { code, out, err } = await hawksbill(['compile', ...args, '--out', 'none'])
    expect({ code, out }).toEqual({ code: exit, out: '' })
    expect(err).toContain(message)
    expect(existsSync(place('none'))).toBe(false)
  })

  test('a name that tells no format needs --format', async () => {
    await write('data.txt', triples)
    expect((await hawksbill(['compile', 'data.txt', '--out', 'text'])).err).toContain(
      'tells no format of RDF'
    )
    expect((await hawksbill(['compile', 'data.txt', '--out', 'text', '--format', 'nt'])).code).toBe(0)
  })

  test('leaves nothing behind when it is interrupted', async () => {
    const cli = path.join(import.meta.dirname, '../src/node/cli.ts')
    const child = spawn(
      process.execPath,
      [cli, 'compile', '-', '--format', 'nt', '--memory', '1', '--out', 'interrupted'],
      { cwd: folder, stdio: ['pipe', 'ignore', 'ignore'] }
    )
    const next = `.interrupted.next-${child.pid}`
    const ended = new Promise<string | null>(resolve => child.on('close', (_, signal) => resolve(signal)))
    // The input does not end, so that there is always something to interrupt.
    child.stdin.on('error', () => undefined)
    let count = 0
    const feed = setInterval(() => {
      child.stdin.write(Array.from({ length: 2000 }, () => `<a:s> <a:p> "${count++}" .\n`).join(''))
      if (count > 40_000 && existsSync(place(next))) child.kill('SIGINT')
    }, 5)
    expect(await ended).toBe('SIGINT')
    clearInterval(feed)
    expect(readdirSync(folder).filter(name => name.includes('interrupted'))).toEqual([])
  })
})

test('scratch files have no name, and are read as they were written', async () => {
  const scratch = fileScratch(folder)
  const before = readdirSync(folder)
  const [one, two] = [scratch.create(), scratch.create()]
  expect(readdirSync(folder)).toEqual(before)
  one.append(Uint8Array.of(1, 2, 3))
  two.append(Uint8Array.of(9))
  one.append(Uint8Array.of(4))
  expect(one.size).toBe(4)
  expect([...one.read(1, 3)]).toEqual([2, 3, 4])
  expect([...two.read(0, 1)]).toEqual([9])
  expect(() => one.read(2, 3)).toThrow('ends before')
  one.close()
  scratch.closeAll()
  expect(() => two.read(0, 1)).toThrow()
})
