import fc from 'fast-check'
import { DataFactory, Parser } from 'n3'
import { describe, expect, test } from 'vitest'
import { openReader, type ParsingOptions, TextPieces } from '../src/parsing/parsing.ts'
import { LineReader, type Quad, RdfSyntaxError, type Term } from '../src/rdf/rdf.ts'

const encoder = new TextEncoder()

/** A term as one text that says everything of it. */
function spelled(term: Term): string {
  if (term.termType === 'Quad')
    return `<<( ${spelled(term.subject)} ${spelled(term.predicate)} ${spelled(term.object)} )>>`
  if (term.termType !== 'Literal') return `${term.termType} ${term.value}`
  const { value, language, direction, datatype } = term
  return JSON.stringify([value, language.toLowerCase(), direction || '', datatype.value])
}
const lines = (quads: Iterable<Quad>): string[] =>
  [...quads].map(({ subject, predicate, object, graph }) =>
    [subject, predicate, object, graph].map(spelled).join(' ')
  )

/** Reads a document as its bytes come in these pieces. */
async function read(
  extension: string,
  pieces: readonly Uint8Array[],
  options?: ParsingOptions
): Promise<Quad[]> {
  const reader = await openReader(extension, options)
  const text = new TextPieces()
  const quads: Quad[] = []
  for (const piece of pieces) quads.push(...reader.read(text.decode(piece)))
  quads.push(...reader.read(text.end()), ...(await reader.end()))
  return quads
}
const readText = (extension: string, document: string, options?: ParsingOptions) =>
  read(extension, [encoder.encode(document)], options)

/** What reading a document throws: line, column and message. */
async function faultOf(extension: string, document: string | Uint8Array, options?: ParsingOptions) {
  const bytes = typeof document === 'string' ? encoder.encode(document) : document
  const fault = await read(extension, [bytes], options).then(
    () => undefined,
    error => error
  )
  expect(fault).toBeInstanceOf(RdfSyntaxError)
  return `${fault.line}:${fault.column} ${fault.message}`
}

const xsd = 'http://www.w3.org/2001/XMLSchema#'

describe('N-Triples', () => {
  test.each([
    ['an empty document', '', []],
    ['nothing but comments and empty lines', '# one\n\n  \t# two\r\n', []],
    ['no line break at the end', '<a:s> <a:p> <a:o> .', ['NamedNode a:s NamedNode a:p NamedNode a:o']],
    ['no space at all', '<a:s><a:p><a:o>.', ['NamedNode a:s NamedNode a:p NamedNode a:o']],
    [
      'tabs and a comment behind',
      '\t<a:s>\t<a:p>\t<a:o>\t.# end',
      ['NamedNode a:s NamedNode a:p NamedNode a:o']
    ],
    [
      'all three line breaks',
      '<a:s> <a:p> <a:1> .\r<a:s> <a:p> <a:2> .\r\n<a:s> <a:p> <a:3> .\n',
      [1, 2, 3].map(n => `NamedNode a:s NamedNode a:p NamedNode a:${n}`)
    ],
    [
      'escapes in an IRI',
      '<a:\\u00e9\\U0001F600> <a:p> <a:b#\\u0041> .',
      ['NamedNode a:é😀 NamedNode a:p NamedNode a:b#A']
    ],
    [
      'all escapes of a string',
      '<a:s> <a:p> "\\t\\b\\n\\r\\f\\"\\\'\\\\\\u0041\\U0001F600" .',
      [`NamedNode a:s NamedNode a:p ["\\t\\b\\n\\r\\f\\"'\\\\A😀","","","${xsd}string"]`]
    ],
    [
      'a string that ends in a backslash, and one behind it',
      '<a:s> <a:p> "\\\\" .\n<a:s> <a:p> "b\\"" .',
      [
        `NamedNode a:s NamedNode a:p ["\\\\","","","${xsd}string"]`,
        `NamedNode a:s NamedNode a:p ["b\\"","","","${xsd}string"]`
      ]
    ],
    [
      'what only looks like syntax in a string',
      '<a:s> <a:p> "<x> _:y . # \'z\' @en ^^" .',
      [`NamedNode a:s NamedNode a:p ["<x> _:y . # 'z' @en ^^","","","${xsd}string"]`]
    ],
    [
      'an empty string, and one beyond the basic plane',
      '<a:s> <a:p> "" .\n<a:s> <a:p> "𝄞é" .',
      [
        `NamedNode a:s NamedNode a:p ["","","","${xsd}string"]`,
        `NamedNode a:s NamedNode a:p ["𝄞é","","","${xsd}string"]`
      ]
    ],
    [
      'languages, directions and datatypes',
      `<a:s> <a:p> "x"@EN-gb.\n<a:s> <a:p> "x"@ar--rtl .\n<a:s> <a:p> "007"^^<${xsd}integer> .\n<a:s> <a:p> "x"^^<${xsd}string>.`,
      [
        'NamedNode a:s NamedNode a:p ["x","en-gb","","http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"]',
        'NamedNode a:s NamedNode a:p ["x","ar","rtl","http://www.w3.org/1999/02/22-rdf-syntax-ns#dirLangString"]',
        `NamedNode a:s NamedNode a:p ["007","","","${xsd}integer"]`,
        `NamedNode a:s NamedNode a:p ["x","","","${xsd}string"]`
      ]
    ],
    [
      'labels of blank nodes with dots, hyphens and digits',
      '_:1a.b-c <a:p> _:é·.\n_:_ <a:p> _:a..b .',
      ['BlankNode 1a.b-c NamedNode a:p BlankNode é·', 'BlankNode _ NamedNode a:p BlankNode a..b']
    ],
    [
      'triple terms, in each other too',
      '<a:s> <a:p> <<( _:b <a:q> <<(<a:x><a:y>"z"@en)>> )>> .',
      [
        'NamedNode a:s NamedNode a:p <<( BlankNode b NamedNode a:q <<( NamedNode a:x NamedNode a:y ["z","en","","http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"] )>> )>>'
      ]
    ],
    ['a version', 'VERSION "1.2"\n<a:s> <a:p> <a:o> .', ['NamedNode a:s NamedNode a:p NamedNode a:o']],
    ['a byte order mark', '\ufeff<a:s> <a:p> <a:o> .', ['NamedNode a:s NamedNode a:p NamedNode a:o']]
  ])('reads %s', async (_, document, expected) => {
    expect(lines(await readText('nt', document))).toEqual(expected.map(line => `${line} DefaultGraph `))
  })

  test.each([
    ['<a:s> <a:p> <a:o>', '1:18 expected a full stop, not the end of the line'],
    ['<a:s> <a:p> .', '1:13 expected an IRI, a blank node, a literal or a triple term as the object, not .'],
    [
      '<a:s> <a:p>',
      '1:12 expected an IRI, a blank node, a literal or a triple term as the object, not the end of the line'
    ],
    ['<a:s> _:p <a:o> .', '1:7 expected an IRI as the predicate, not _'],
    ['<a:s> "p" <a:o> .', '1:7 expected an IRI as the predicate, not "'],
    ['"s" <a:p> <a:o> .', '1:1 expected an IRI or a blank node as the subject, not "'],
    ['<<( <a:s> <a:p> <a:o> )>> <a:p> <a:o> .', '1:1 a triple term can only be an object'],
    ['<a:s> <a:p> <<( "x" <a:p> <a:o> )>> .', '1:17 expected an IRI or a blank node as the subject, not "'],
    ['<a:s> <a:p> <<( <a:s> <a:p> <a:o> ) .', '1:35 expected )>> as the end of the triple term, not )'],
    ['<a:s> <a:p> << <a:s> <a:p> <a:o> >> .', '1:13 expected <<( as the beginning of a triple term'],
    [
      '\n# x\n  <a:s> <a:p> <a:o> . <a:s> <a:p> <a:o> .',
      '3:23 expected nothing but a comment after the full stop, not <'
    ],
    ['<a:s> <a:p> <a:1>, <a:2> .', '1:18 expected a full stop, not ,'],
    ['<a:s> <a:p> <a:o> <a:g> .', '1:19 expected a full stop, not <'],
    [
      '<a:s> <a:p>\n <a:o> .',
      '1:12 expected an IRI, a blank node, a literal or a triple term as the object, not the end of the line'
    ],
    ['<s> <a:p> <a:o> .', '1:1 expected an absolute IRI, with its scheme'],
    ['<> <a:p> <a:o> .', '1:1 expected an absolute IRI, with its scheme'],
    ['<a:s> <a:p> <a:x y> .', '1:17 a space cannot stand in an IRI'],
    ['<a:s> <a:p> <a:x{y> .', '1:17 { cannot stand in an IRI'],
    ['<a:s> <a:p> <a:x\\u0020y> .', '1:13 a character that cannot stand in an IRI is escaped'],
    ['<a:s> <a:p> <a:x\\ny> .', '1:17 \\ cannot stand in an IRI'],
    [
      '<a:s> <a:p> <a:x\\u00zz> .',
      '1:17 there is no such escape as \\u, expected one of \\uXXXX and \\UXXXXXXXX'
    ],
    ['<a:s> <a:p> <a:x', '1:17 expected > before the line ends'],
    ['<a:s> <a:p> <a:x\n> .', '1:17 expected > before the line ends'],
    ['<a:é😀> <a:p> <a:o> x', '1:20 expected a full stop, not x'],
    ['<a:s> <a:p> "x .', '1:17 expected " before the line ends'],
    ['<a:s> <a:p> "x\n" .', '1:15 expected " before the line ends'],
    ['<a:s> <a:p> "x\r" .', '1:15 expected " before the line ends'],
    [
      "<a:s> <a:p> 'x' .",
      "1:13 expected an IRI, a blank node, a literal or a triple term as the object, not '"
    ],
    ['<a:s> <a:p> """x""" .', '1:15 expected a full stop, not "'],
    [
      '<a:s> <a:p> 1 .',
      '1:13 expected an IRI, a blank node, a literal or a triple term as the object, not 1'
    ],
    [
      '<a:s> <a:p> "x\\a" .',
      '1:15 there is no such escape as \\a, expected one of \\t \\b \\n \\r \\f \\" \\\' \\\\ \\uXXXX \\UXXXXXXXX'
    ],
    ['<a:s> <a:p> "x\\ud800" .', '1:15 \\ud800 is no character'],
    ['<a:s> <a:p> "x\\U00110000" .', '1:15 \\U00110000 is no character'],
    ['<a:s> <a:p> "x"@ .', '1:16 expected the tag of a language after @'],
    ['<a:s> <a:p> "x"@1 .', '1:16 expected the tag of a language after @'],
    ['<a:s> <a:p> "x"@en--up .', '1:16 expected --ltr or --rtl, not --up'],
    ['<a:s> <a:p> "x"@en--LTR .', '1:16 expected --ltr or --rtl, not --LTR'],
    [
      '<a:s> <a:p> "x"@englishish .',
      '1:16 no part of a language tag is longer than eight characters, as in englishish'
    ],
    ['<a:s> <a:p> "x" @en .', '1:17 expected a full stop, not @'],
    ['<a:s> <a:p> "x"^<a:t> .', '1:16 expected ^^ and the IRI of a datatype'],
    ['<a:s> <a:p> "x"^^a:t .', '1:16 expected ^^ and the IRI of a datatype'],
    [
      '<a:s> <a:p> "x"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString> .',
      '1:18 a literal of the datatype http://www.w3.org/1999/02/22-rdf-syntax-ns#langString needs a language'
    ],
    ['_: <a:p> <a:o> .', '1:1 expected _: and the label of a blank node'],
    ['_:-a <a:p> <a:o> .', '1:1 expected _: and the label of a blank node'],
    ['_::a <a:p> <a:o> .', '1:1 expected _: and the label of a blank node'],
    ['_:a:b <a:p> <a:o> .', '1:4 expected an IRI as the predicate, not :'],
    ['@prefix a: <a:> .', '1:1 expected an IRI or a blank node as the subject, not @'],
    ['a:s <a:p> <a:o> .', '1:1 expected an IRI or a blank node as the subject, not a'],
    ['VERSION "2"', '1:1 expected VERSION and one of "1.0", "1.1", "1.2" and "1.2-basic"'],
    [
      '<a:s> <a:p> <a:o> .\u0000',
      '1:20 expected nothing but a comment after the full stop, not the character U+0000'
    ]
  ])('does not read %j', async (document, message) => {
    expect(await faultOf('nt', document)).toBe(message)
  })

  test('counts lines over pieces, by all line breaks', async () => {
    const document = '<a:s> <a:p> <a:o> .\r\n# é\r\n\n\r<a:s> <a:p> .'
    for (let size = 1; size <= 8; size++) {
      const bytes = encoder.encode(document)
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size)
      )
      await expect(read('nt', pieces)).rejects.toMatchObject({ line: 5, column: 13 })
    }
  })

  test('says where bytes are not UTF-8', async () => {
    const document = new Uint8Array([...encoder.encode('<a:s> <a:p> "é" .\n<a:s> <a:p> "caf'), 0xe9, 0x22])
    expect(await faultOf('nt', document)).toBe('2:17 these bytes are not UTF-8')
    const cut = new Uint8Array([...encoder.encode('# é'), 0xf0, 0x9f, 0x98])
    expect(await faultOf('nt', cut)).toBe('1:4 these bytes are not UTF-8')
  })

  test('gives up on triple terms without an end', async () => {
    const deep = `<a:s> <a:p> ${'<<( <a:s> <a:p> '.repeat(100_000)}`
    expect(await faultOf('nt', deep)).toContain('more than 500 deep')
  })

  test('keeps blank nodes of documents apart by what their labels begin with', async () => {
    const quads = await readText('nt', '_:a <a:p> _:a .', { blankNodes: 'f2-' })
    expect(lines(quads)).toEqual(['BlankNode f2-a NamedNode a:p BlankNode f2-a DefaultGraph '])
  })

  test('makes equal IRIs the same object', async () => {
    const [first, second] = await readText('nt', '<a:s> <a:p> <a:o> .\n<a:o> <a:p> <a:s> .')
    expect(second!.predicate).toBe(first!.predicate)
    expect(second!.subject).toBe(first!.object)
    expect(second!.object).toBe(first!.subject)
  })

  test('holds no line that is longer than may be held, and skips the whole of it', async () => {
    const document = encoder.encode(
      `<a:s> <a:p> <a:1> .\n<a:s> <a:p> "${'x'.repeat(200)}" .\n<a:s> <a:p> <a:2> .`
    )
    const pieces = Array.from({ length: 27 }, (_, i) => document.subarray(i * 10, (i + 1) * 10))
    await expect(read('nt', pieces, { longest: 50 })).rejects.toMatchObject({ line: 2, column: 1 })
    const faults: number[] = []
    const quads = await read('nt', pieces, { longest: 50, skip: ({ line }) => void faults.push(line!) })
    expect(quads.map(({ object }) => object.value)).toEqual(['a:1', 'a:2'])
    expect(faults).toEqual([2])
  })

  test('skips lines with errors where it is told to, and those alone', async () => {
    const faults: string[] = []
    const bytes = new Uint8Array([
      ...encoder.encode('<a:s> <a:p> <a:1> .\nnonsense\n<a:s> <a:p> "'),
      0xff,
      ...encoder.encode('" .\n<a:s> <a:p> "x .\n<a:s> <a:p> <a:2> .\n<a:s> <a:p> "y" .\n<a:s')
    ])
    const quads = await read('nt', [bytes], { skip: ({ line, column }) => faults.push(`${line}:${column}`) })
    expect(quads.map(({ object }) => object.value)).toEqual(['a:1', 'a:2', 'y'])
    expect(faults).toEqual(['2:1', '3:14', '4:17', '7:5'])
  })
})

describe('N-Quads', () => {
  test('reads graphs, by IRI and by blank node', async () => {
    expect(
      lines(await readText('nq', '<a:s> <a:p> "o" <a:g> .\n<a:s><a:p>_:o _:g.\n<a:s> <a:p> <a:o>.'))
    ).toEqual([
      `NamedNode a:s NamedNode a:p ["o","","","${xsd}string"] NamedNode a:g`,
      'NamedNode a:s NamedNode a:p BlankNode o BlankNode g',
      'NamedNode a:s NamedNode a:p NamedNode a:o DefaultGraph '
    ])
  })

  test.each([
    ['<a:s> <a:p> <a:o> "g" .', '1:19 expected the name of a graph or a full stop, not "'],
    ['<a:s> <a:p> <a:o> <g> .', '1:19 expected an absolute IRI, with its scheme'],
    ['<a:s> <a:p> <a:o> <a:g> <a:h> .', '1:25 expected a full stop, not <']
  ])('does not read %j', async (document, message) => {
    expect(await faultOf('nq', document)).toBe(message)
  })
})

describe('with N3.js', () => {
  const text = fc.string({ unit: 'binary', maxLength: 12 }).map(value => value.toWellFormed())
  const iri = fc
    .stringMatching(/^[a-z]{1,3}:[A-Za-z0-9#/?é😀.-]{0,20}$/u)
    .map(value => DataFactory.namedNode(value))
  const blank = fc
    .stringMatching(/^[A-Za-z0-9_](?:[A-Za-z0-9_é.-]{0,6}[a-z0-9])?$/)

    // Two full stops in a label are none to N3.js.
    .filter(label => !label.includes('..'))
    .map(label => DataFactory.blankNode(label))
  const language = fc.stringMatching(/^[a-z]{2,3}(?:-[a-z0-9]{1,8})?$/)
  const literal = fc.oneof(
    text.map(value => DataFactory.literal(value)),
    fc.tuple(text, language).map(([value, tag]) => DataFactory.literal(value, tag)),
    fc
      .tuple(text, language, fc.constantFrom('ltr', 'rtl'))
      .map(([value, tag, direction]) => DataFactory.literal(value, { language: tag, direction } as never)),
    fc.tuple(text, iri).map(([value, type]) => DataFactory.literal(value, type))
  )
  const { object } = fc.letrec<{ object: Term }>(tie => ({
    object: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      iri,
      blank,
      literal,
      fc
        .tuple(fc.oneof(iri, blank), iri, tie('object'))
        .map(([s, p, o]) => DataFactory.quad(s, p, o as never) as Term)
    )
  }))
  const quad = fc
    .tuple(fc.oneof(iri, blank), iri, object, fc.oneof(iri, blank, fc.constant(DataFactory.defaultGraph())))
    .map(([s, p, o, g]) => DataFactory.quad(s, p, o as never, g))

  const escaped = (value: string, everything: boolean): string =>
    [...value]
      .map(c => {
        const point = c.codePointAt(0)!
        if (!everything && !/["\\\r\n]/.test(c)) return c
        return point > 0xffff
          ? `\\U${point.toString(16).padStart(8, '0')}`
          : `\\u${point.toString(16).padStart(4, '0')}`
      })
      .join('')
  const written = (term: Term, everything: boolean): string => {
    if (term.termType === 'NamedNode') return `<${escaped(term.value, everything)}>`
    if (term.termType === 'BlankNode') return `_:${term.value}`
    if (term.termType === 'Quad')
      return `<<(${[term.subject, term.predicate, term.object].map(part => written(part, everything)).join(' ')} )>>`
    if (term.termType !== 'Literal') return ''
    const quoted = `"${escaped(term.value, everything)}"`
    if (term.language) return `${quoted}@${term.language}${term.direction ? `--${term.direction}` : ''}`
    return term.datatype.value === `${xsd}string`
      ? quoted
      : `${quoted}^^${written(term.datatype, everything)}`
  }
  const document = fc
    .array(fc.tuple(quad, fc.boolean(), fc.constantFrom('\n', '\r\n', ' # x\n')), { maxLength: 8 })
    .map(rows => ({
      quads: rows.map(([one]) => one),
      text: rows
        .map(
          ([{ subject, predicate, object, graph }, everything, end]) =>
            `${[subject, predicate, object, graph].map(term => written(term, everything)).join(' ')} .${end}`
        )
        .join('')
    }))

  test('random quads are read alike, and as they were written', async () => {
    await fc.assert(
      fc.asyncProperty(document, async ({ quads, text: nquads }) => {
        const ours = lines(await readText('nq', nquads))
        const parser = new Parser({ format: 'N-Quads', blankNodePrefix: '' })
        expect(ours).toEqual(lines(quads))
        expect(ours).toEqual(lines(parser.parse(nquads)))
      }),
      { numRuns: 300 }
    )
  })

  test('it matters nowhere where a document is cut', async () => {
    await fc.assert(
      fc.asyncProperty(document, async ({ text: nquads }) => {
        const bytes = encoder.encode(nquads)
        const whole = lines(await read('nq', [bytes]))
        for (let at = 0; at <= bytes.length; at++)
          expect(lines(await read('nq', [bytes.subarray(0, at), bytes.subarray(at)]))).toEqual(whole)
        expect(
          lines(
            await read(
              'nq',
              Array.from(bytes, byte => Uint8Array.of(byte))
            )
          )
        ).toEqual(whole)
      }),
      { numRuns: 25 }
    )
  })

  test('what is read of changed documents, N3.js reads alike', async () => {
    await fc.assert(
      fc.asyncProperty(
        document,
        fc.nat(),
        fc.constantFrom(...'<>"\\_:.@^() ab\t#é'),
        async (made, place, put) => {
          const at = place % (made.text.length + 1)
          // N3.js takes statements over several lines, and several on one.
          if (/[\r\n#]/.test(made.text[at] ?? '')) return
          const changed = made.text.slice(0, at) + put + made.text.slice(at + 1)
          if (!changed.isWellFormed() || /_:\S*\.\./.test(changed)) return
          let ours: string[]
          try {
            const reader = new LineReader(true)
            ours = lines([...reader.read(changed), ...reader.end()])
          } catch (error) {
            expect(error).toBeInstanceOf(RdfSyntaxError)
            return
          }
          expect(ours).toEqual(lines(new Parser({ format: 'N-Quads', blankNodePrefix: '' }).parse(changed)))
        }
      ),
      { numRuns: 500 }
    )
  })
})

/** What a document has where errors are skipped: the objects of its quads, and where the errors are. */
async function leniently(extension: string, document: string, size = document.length) {
  const faults: string[] = []
  const bytes = encoder.encode(document)
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size)
  )
  const quads = await read(extension, pieces, {
    base: 'http://example.org/',
    skip: ({ line, column }) => void faults.push(`${line}:${column}`)
  })
  return { objects: quads.map(({ object }) => object.value), faults, quads }
}

describe('Turtle and TriG', () => {
  test('reads Turtle 1.2, in pieces of any size', async () => {
    const document = `@prefix a: <a:> . @base <http://example.org/x/> .
a:s a:p <y>, "é"@en--rtl, 1.5, [ a:q ( _:b 2 ) ] ;
  a:r """long
text""" . # comment
<< a:s a:p <y> >> a:certain true .
`
    const whole = lines(await readText('ttl', document))
    const theirs = new Parser({ format: 'Turtle' }).parse(document)
    expect(whole).toHaveLength(theirs.length)
    expect(whole[0]).toBe('NamedNode a:s NamedNode a:p NamedNode http://example.org/x/y DefaultGraph ')
    const bytes = encoder.encode(document)
    for (let at = 0; at <= bytes.length; at++)
      expect(lines(await read('ttl', [bytes.subarray(0, at), bytes.subarray(at)]))).toEqual(whole)
  })

  test('reads TriG', async () => {
    const document =
      '@prefix a: <a:> . a:s a:p _:b . a:g { a:s a:p _:b , [] } { a:s a:p 1 } GRAPH _:g { a:s a:p 2 }'
    expect(
      lines(await readText('trig', document, { blankNodes: 'f1-' })).map(line => line.split(' ').at(-1))
    ).toEqual(['', 'a:g', 'a:g', '', 'f1-g'])
  })

  test('labels of the document and those made for it never meet', async () => {
    const quads = await readText('ttl', '<a:s> <a:p> _:b1, [], [], _:b2 .', { blankNodes: 'f1-' })
    expect(new Set(quads.map(({ object }) => object.value)).size).toBe(4)
    for (const { object } of quads) expect(object.value).toMatch(/^f1-/)
  })

  test.each([
    ['<a:s> <a:p> <a:o>\n<a:s> <a:p> <a:o> .', '2:1 expected punctuation to follow the object'],
    ['<a:s> <a:p> <a:o> .\n  a:s <a:p> <a:o> .', '2:3 undefined prefix "a:"'],
    ['<a:s> <a:p> <a:o> .\n\n<a:s> <a:p>  %% .', '3:14 unexpected "%%"'],
    ['<a:s> <a:p> "é', '1:13 unexpected ""é"'],
    ['<a:s> <a:p> .', '1:13 expected entity but got .']
  ])('does not read %j', async (document, message) => {
    expect(await faultOf('ttl', document)).toBe(message)
  })

  test('says where bytes are not UTF-8', async () => {
    const document = new Uint8Array([...encoder.encode('<a:s> <a:p> <a:o> .\n# caf'), 0xe9, 0x0a])
    expect(await faultOf('ttl', document)).toBe('2:6 these bytes are not UTF-8')
  })

  const faulty = `@prefix a: <a:> . @base <http://example.org/x/> .
a:s a:p a:1 ; a:q nonsense . a:s a:p a:2 .
a:s a:p "no end .
a:s a:p <3> . # . x
a:s a:p "not . the <end> . " "x" .
a:s a:p """nor . this
. """ "x" .
<a:b c> a:p a:4 .
a:s a:p a:5 .
a:s a:p a:6
`
  const read1 = {
    objects: ['a:2', 'http://example.org/x/3', 'a:5'],
    faults: ['2:19', '3:9', '5:30', '7:7', '8:1', '11:1']
  }

  test('skips statements with errors, and those alone', async () => {
    const { objects, faults } = await leniently('ttl', faulty)
    expect({ objects, faults }).toEqual(read1)
  })

  test('skips them in small pieces too', async () => {
    for (const size of [64, 40, 25]) {
      const { objects } = await leniently('ttl', faulty, size)
      expect(objects).toEqual(read1.objects)
    }
  })

  test('is in the same graph behind an error', async () => {
    const { quads, faults } = await leniently(
      'trig',
      '@prefix a: <a:> .\na:g { a:s a:p a:1 . a:s nonsense a:2 . a:s a:p a:3 . a:s }\nGRAPH _:h { a:s ! . a:s a:p a:4 }\n{ a:s a:p . a:s a:p a:5 }'
    )
    expect(quads.map(({ object, graph }) => `${object.value} ${graph.value}`)).toEqual([
      'a:1 a:g',
      'a:3 a:g',
      'a:4 bh',
      'a:5 '
    ])
    expect(faults).toHaveLength(4)
  })

  test('goes through thousands of errors', async () => {
    const { objects, faults } = await leniently(
      'ttl',
      '<a:s> <a:p> ! .\n<a:s> <a:p> <a:o> .\n'.repeat(3000),
      65536
    )
    expect([objects.length, faults.length]).toEqual([3000, 3000])
  })
})

describe('RDF/XML', () => {
  const document = `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="a:">
  <rdf:Description rdf:about="a:s">
    <a:p rdf:resource="b"/>
    <a:p xml:lang="en">é &amp; so</a:p>
    <a:p rdf:nodeID="x"/><a:p rdf:nodeID="x."/><a:p rdf:parseType="Resource"/>
  </rdf:Description>
</rdf:RDF>
`
  test('is read in pieces of any size', async () => {
    const options = { base: 'http://example.org/', blankNodes: 'f1-' }
    const whole = lines(await readText('rdf', document, options))
    expect(whole[0]).toBe('NamedNode a:s NamedNode a:p NamedNode http://example.org/b DefaultGraph ')
    expect(whole[1]).toContain('["é & so","en",""')
    const blanks = whole.slice(2).map(line => /BlankNode (\S+)/.exec(line)![1]!)
    expect(new Set(blanks).size).toBe(3)
    for (const label of blanks) expect(label).toMatch(/^f1-.*[a-z0-9]$/)
    const bytes = encoder.encode(document)
    for (let at = 0; at <= bytes.length; at += 7)
      expect(lines(await read('rdf', [bytes.subarray(0, at), bytes.subarray(at)], options))).toEqual(whole)
  })

  test.each([
    ['a tag that is not closed', document.replace('</rdf:Description>', ''), /^8:11 unexpected close tag/],
    ['an end that is missing', document.slice(0, 260), /^\d+:\d+ unclosed tag/],
    [
      'an attribute that is forbidden',
      document.replace('rdf:about="a:s"', 'rdf:bagID="a:s"'),
      /^3:\d+ .*bagID/i
    ],
    ['bytes that are no UTF-8', document.replace('é', '\ud800'), /^5:24 these bytes are not UTF-8/]
  ])('says where there is %s', async (_, broken, message) => {
    const bytes = Buffer.from(broken)
    // A lone surrogate has no bytes of UTF-8; Latin-1's é stands for it.
    const at = broken.indexOf('\ud800')
    const latin =
      at < 0
        ? bytes
        : Buffer.concat([
            Buffer.from(broken.slice(0, at)),
            Buffer.of(0xe9),
            Buffer.from(broken.slice(at + 1))
          ])
    expect(await faultOf('rdf', latin, { base: 'http://example.org/' })).toMatch(message)
  })

  test('keeps what stands before an error that is skipped', async () => {
    const { objects, faults } = await leniently('rdf', document.replace('</rdf:Description>', '</x>'))
    expect(objects.length).toBeGreaterThan(1)
    expect(faults).toHaveLength(1)
  })
})

describe('JSON-LD', () => {
  const document = JSON.stringify({
    '@context': { p: 'a:p', '@base': 'http://example.org/' },
    '@id': 'a:s',
    p: [
      { '@id': 'b' },
      { '@value': 'é', '@language': 'ar', '@direction': 'rtl' },
      1,
      true,
      { '@id': '_:x' },
      {}
    ],
    '@graph': [{ '@id': 'a:t', p: 'in the graph' }]
  })

  test('is read', async () => {
    const found = lines(await readText('jsonld', document, { blankNodes: 'f1-' }))
    expect(found).toHaveLength(7)
    expect(found).toContain('NamedNode a:s NamedNode a:p NamedNode http://example.org/b DefaultGraph ')
    expect(found.join('\n')).toContain(
      '["é","ar","rtl","http://www.w3.org/1999/02/22-rdf-syntax-ns#dirLangString"]'
    )
    expect(found.join('\n')).toMatch(/"in the graph".* NamedNode a:s/)
    for (const [label] of found.join('\n').matchAll(/BlankNode \S+/g)) expect(label).toContain('f1-')
  })

  test.each([
    ['{\n "@id": "a:s",\n "a:p" 1}', /^3:8 it is not JSON: /],
    ['{"@id": 1}', /^undefined:undefined .*@id/],
    ['{"@context": "https://schema.org/", "name": "x"}', /its context https:\/\/schema\.org\/ is not fetched/]
  ])('does not read %s', async (broken, message) => {
    expect(await faultOf('jsonld', broken)).toMatch(message)
    expect((await leniently('jsonld', broken)).faults).toHaveLength(1)
  })

  test('takes a context that is at hand', async () => {
    const contextOf = async (iri: string) =>
      iri === 'http://example.org/context.jsonld' ? '{"@context": {"p": "a:p"}}' : undefined
    const quads = await readText(
      'jsonld',
      '{"@context": "http://example.org/context.jsonld", "@id": "a:s", "p": 1}',
      {
        contextOf
      }
    )
    expect(quads.map(({ predicate }) => predicate.value)).toEqual(['a:p'])
  })

  test('is refused where it is longer than may be held', async () => {
    await expect(readText('jsonld', document, { longest: 100 })).rejects.toThrow('longer than 100 characters')
    const faults: string[] = []
    const skip = (error: Error) => void faults.push(error.message)
    expect(await readText('jsonld', document, { longest: 100, skip })).toEqual([])
    expect(faults).toHaveLength(1)
  })
})
