import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readNote } from '../src/claims/claims.ts'
import { type Problem, problemLine } from '../src/problem.ts'
import {
  decodeText,
  dialects,
  linksOf,
  linkText,
  NoteIndex,
  parseNote,
  parseSettings,
  privacyOf
} from '../src/vault/vault.ts'

const silent = (): void => undefined
const note = (path: string, text = '') => parseNote(path, text, silent)!

describe('a wiki link', () => {
  test.each([
    ['[[Note]]', { target: 'Note' }, 'Note'],
    ['[[a/b/Note.md]]', { target: 'a/b/Note.md' }, 'Note'],
    ['[[Note|name]]', { target: 'Note', alias: 'name' }, 'name'],
    ['[[Note\\|name]]', { target: 'Note', alias: 'name' }, 'name'],
    ['[[Note|a|b]]', { target: 'Note', alias: 'a|b' }, 'a|b'],
    ['[[Note#Part]]', { target: 'Note', heading: 'Part' }, 'Note'],
    ['[[Note#^id]]', { target: 'Note', block: 'id' }, 'Note'],
    ['[[#Part]]', { target: '', heading: 'Part' }, ''],
    ['[[]]', { target: '' }, ''],
    ['![[image.png|200]]', { target: 'image.png', alias: '200', embed: true }, '200'],
    [
      '[[x/WD~Two_words,12]]',
      { target: 'x/WD~Two_words,12', item: { label: 'Two words', qid: 'Q12' } },
      'Two words'
    ],
    ['[[WD~Label]]', { target: 'WD~Label', item: { label: 'Label' } }, 'Label'],
    ['[[WD~Label,12|WD~Label,12]]', { item: { label: 'Label', qid: 'Q12' }, alias: 'WD~Label,12' }, 'Label'],
    ['[[WD~# Burgenland,43210]]', { item: { label: '# Burgenland', qid: 'Q43210' } }, '# Burgenland'],
    ['[[WD~TCP/IP,8811]]', { item: { label: 'TCP/IP', qid: 'Q8811' } }, 'TCP/IP'],
    ['[[WD~Treaty,_1921]]', { item: { label: 'Treaty, 1921' } }, 'Treaty, 1921'],
    ['[[WD~A,007]]', { item: { label: 'A', qid: 'Q7' } }, 'A'],
    ['[x](Note.md)', { target: 'Note.md', alias: 'x' }, 'x'],
    ['[x](<a b.md>)', { target: 'a b.md', alias: 'x' }, 'x'],
    ['[x](a%20b.md#h%C3%A9 "title")', { target: 'a b.md', heading: 'hé', alias: 'x' }, 'x'],
    ['[](a/b_(c).md)', { target: 'a/b_(c).md' }, 'b_(c)'],
    ['[two\n> lines](a.md)', { target: 'a.md', alias: 'two lines' }, 'two lines'],
    ['[a [b] c](d.md)', { target: 'd.md', alias: 'a [b] c' }, 'a [b] c'],
    ['[x](#part)', { target: '', heading: 'part' }, 'x'],
    ['![x](a%20b.png)', { target: 'a b.png', embed: true }, 'x'],
    ['[x](y/WD~Moscow,649.md)', { item: { label: 'Moscow', qid: 'Q649' } }, 'x'],
    ['[x](https://www.wikidata.org/wiki/Q649)', { target: '', item: { label: '', qid: 'Q649' } }, 'x'],
    [
      '[x](https://en.m.wikipedia.org/wiki/A_b%20(c)#History)',
      {
        target: '',
        article: { wiki: 'en', title: 'A b (c)', page: 'https://en.wikipedia.org/wiki/A_b_(c)' }
      },
      'x'
    ],
    [
      'https://uk.wikipedia.org/wiki/%D0%9A%D0%B8%D1%97%D0%B2',
      { article: { wiki: 'uk', title: 'Київ' } },
      'Київ'
    ],
    ['[x](https://example.org/)', { target: '', address: 'https://example.org/' }, 'x'],
    ['[x](obsidian://open?vault=v&file=a%2Fb%20c)', { target: 'a/b c' }, 'x'],
    ['<a class="c" href="a.md">words</a>', { target: 'a.md', alias: 'words' }, 'words']
  ])('%s', (text, link, shown) => {
    const [found, ...rest] = linksOf(text)
    expect(rest).toEqual([])
    expect(found).toMatchObject({ embed: false, ...link })
    expect([found!.start, found!.end]).toEqual([0, text.length])
    expect(linkText(found!)).toBe(shown)
  })

  test('is not what stands in code or comments', () => {
    const text = '[[A]] `[[B]]` %% [[C]] %% <!-- [[D]] -->\n\n```js\n[[E]]\n```\n\n~~~\n[[F]]\n~~~\n\n[[G]]\n'
    expect(note('x.md', text).links.map(link => link.target)).toEqual(['A', 'G'])
  })
})

describe('a link resolves', () => {
  const notes = [
    'Top.md',
    'a/Same.md',
    'b/c/Same.md',
    'b/d/Other.md',
    'b/d/Deep.md',
    'x/Twin.md',
    'y/Twin.md'
  ].map(path => note(path, path === 'b/d/Other.md' ? '---\naliases: [Nick, Top]\n---\n' : ''))
  const index = new NoteIndex(
    notes.map(({ path, id }) => ({ path, id, aliases: path === 'b/d/Other.md' ? ['Nick', 'Top'] : [] }))
  )
  const resolve = (target: string, from = 'b/d/Other.md') => {
    const found = index.resolve(linksOf(`[[${target}]]`)[0]!, from)
    return found.kind === 'note'
      ? found.note.path
      : found.kind === 'ambiguous'
        ? found.paths.join()
        : found.kind
  }
  test.each([
    ['Top', 'Top.md'],
    ['top', 'Top.md'],
    ['Top.md', 'Top.md'],
    ['Top#Part|name', 'Top.md'],
    ['b/c/Same', 'b/c/Same.md'],
    ['/b/c/Same', 'b/c/Same.md'],
    ['../c/Same', 'b/c/Same.md'],
    ['Deep', 'b/d/Deep.md'],
    ['Same', 'a/Same.md'],
    ['c/Same', 'b/c/Same.md'],
    ['Nick', 'b/d/Other.md'],
    ['Twin', 'x/Twin.md,y/Twin.md'],
    ['y/Twin', 'y/Twin.md'],
    ['../../../../../../Deep', 'b/d/Deep.md'],
    ['Nowhere', 'dangling'],
    ['x/Other', 'dangling'],
    ['./Deep', 'b/d/Deep.md'],
    ['/elsewhere/b/c/Same', 'b/c/Same.md'],
    ['/elsewhere/y/Twin.md', 'y/Twin.md'],
    ['d\\Deep', 'b/d/Deep.md'],
    ['Nick.md', 'b/d/Other.md'],
    ['#Part', 'self'],
    ['', 'self']
  ])('%s → %s', (target, expected) => {
    expect(resolve(target)).toBe(expected)
  })
})

describe('frontmatter', () => {
  const fields = (yaml: string) =>
    note('x.md', `---\n${yaml}\n---\n`).frontmatter.map(({ key, value, line }) => [
      key,
      value.kind === 'scalar' ? value.text : value.kind,
      line
    ])
  test('keeps the source of every scalar', () => {
    expect(
      fields('a: 007\nb: no\nc: 12345678901234567890\nd: "q\\u0041"\ne: ~\nf: [[Note]]\ng: 1e3 # comment')
    ).toEqual([
      ['a', '007', 2],
      ['b', 'no', 3],
      ['c', '12345678901234567890', 4],
      ['d', 'qA', 5],
      ['e', '~', 6],
      ['f', '[[Note]]', 7],
      ['g', '1e3', 8]
    ])
  })
  test.each([
    ['a byte order mark', '\ufeff---\na: 1\n---\n'],
    ['carriage returns', '---\r\na: 1\r\n---\r\n'],
    ['spaces after the fence', '---  \na: 1\n---\t\n'],
    ['three dots', '---\na: 1\n...\n']
  ])('is read in spite of %s', (_, text) => {
    const decoded = decodeText(new TextEncoder().encode(text), 'x.md', silent)!
    expect(note('x.md', decoded).frontmatter).toHaveLength(1)
  })
  test.each([
    ['a value that contains itself', 'a: &x [*x]', true],
    ['a map that contains itself', 'a: &x {b: *x}', true],
    ['lists nested too deep', `a: ${'['.repeat(20_000)}`, false],
    [
      'values repeated without end',
      [...'abcdefghi']
        .map((k, i) => `${k}: &${k} [${Array(9).fill(i === 0 ? 'x' : `*${'abcdefghi'[i - 1]}`)}]`)
        .join('\n'),
      false
    ]
  ])('ends with %s', (_, yaml, read) => {
    const problems: Problem[] = []
    const found = parseNote('x.md', `---\n${yaml}\n---\n`, problem => problems.push(problem))
    expect(found !== undefined).toBe(read)
    expect(problems.map(({ code }) => code)).toEqual(read ? [] : ['yaml-syntax'])
  })
  test('may repeat values by many names', () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `k${i}: *a`)
    const read = fields(['a: &a one', 'b: *a', 'c: &a two', ...lines, 'd: *a'].join('\n'))
    expect(read.length).toBe(20_004)
    expect([read[1]![1], read.at(-1)![1]]).toEqual(['one', 'two'])
  })
  test.each(['', '\n', '# text', '---', '---\n---\n', '--- \n\ntext\n', '---\n# just a comment\n---\n'])(
    'may be missing or empty: %j',
    text => {
      expect(note('x.md', text).frontmatter).toEqual([])
    }
  )
})

describe('inline fields', () => {
  test.each([
    ['key:: value', [['key', 'value']]],
    ['- two words:: a [[Link]]', [['two words', 'a [[Link]]']]],
    ['### #is_/same_as :: [[X]] ', [['is_/same_as', '[[X]]']]],
    [
      'text [a:: 1] and (b:: 2 (three)) end',
      [
        ['a', '1'],
        ['b', '2 (three)']
      ]
    ],
    ['> quoted:: yes', [['quoted', 'yes']]],
    ['empty::', []],
    ['a sentence with std::vector in it', []],
    ['`code:: x`', []],
    ['http://[::1]:80/', []],
    ['**bold**:: x', [['bold', 'x']]],
    ['- [x] 1. a:: x', []],
    ['1. a:: x', [['a', 'x']]],
    ['- [ ] a:: x', [['a', 'x']]],
    [
      'a:: x [b:: y]',
      [
        ['a', 'x'],
        ['b', 'y']
      ]
    ],
    ['%% a:: x %% <!-- b:: y --> {{c:: z}}', []],
    [`${'x '.repeat(200)}a:: y`, []],
    [`${'x '.repeat(200)}[a:: y]`, [['a', 'y']]]
  ])('%s', (text, expected) => {
    expect(note('x.md', text).fields.map(({ key, text: value }) => [key, value])).toEqual(expected)
  })
})

test('what is private is told by folder and glob', () => {
  const isPrivate = privacyOf(['drafts/**', 'Diary.md'])
  const paths = [
    'a.md',
    'drafts/a.md',
    'Diary.md',
    'Diary',
    '/_secret/x',
    'a/_private/b.md',
    'a/_privateer/b.md',
    '../drafts/x'
  ]
  expect(paths.filter(isPrivate)).toEqual([
    'drafts/a.md',
    'Diary.md',
    'Diary',
    '/_secret/x',
    'a/_private/b.md',
    '../drafts/x'
  ])
})

describe('the text of a note', () => {
  test('has tags, which are neither headings nor numbers nor words about links', () => {
    const text =
      '# H\n#a, #b/c-d #123 #is_/x #has_ x#y `#z` #Übung #\n- #e. [[n#h]] (http://x/#f) #is_a_/T :: x'
    expect(note('x.md', text).tags).toEqual(['a', 'b/c-d', 'Übung', 'e'])
  })

  test('has no headings in comments and code', () => {
    const text = '# A %%b%%\n\n%%\n# C\n%%\n\n```\n# D\n```\n\nE\n==\n\n## F ##\n\n# G #h\n'
    expect(note('x.md', text).sections.map(({ level, title }) => `${level} ${title}`)).toEqual([
      '1 A',
      '1 E',
      '2 F',
      '1 G #h'
    ])
  })

  test.each([
    ['links', '[[a]]'],
    ['open links', '[['],
    ['open Markdown links', '[a]('],
    ['open titles', '[a](b "'],
    ['spaces in links', '[a](b           '],
    ['code', '`a` '],
    ['open code', '`a'],
    ['open comments', '<!--'],
    ['percent signs', '%%'],
    ['braces', '{{'],
    ['tags of HTML', '<a href="'],
    ['fields', 'a:: '],
    ['open fields', '[a:: '],
    ['headings', '# a\n'],
    ['hash signs', '#a'],
    ['quotes', '> '],
    ['wiki links of items', 'WD~a,'],
    ['private folders', '/_secret']
  ])(
    'may hold many %s: work that grew with their square would not end within the time of a test',
    (_, piece) => {
      const text = piece.repeat(200_000 / piece.length)
      const read = note('x.md', text)
      expect(read.visible.length).toBe(text.length)
      expect(linksOf(text).length).toBeGreaterThanOrEqual(0)
    }
  )

  test('is read whatever it is, and offsets say where things stand', () => {
    const pieces = fc.constantFrom(
      '[[',
      ']]',
      '[',
      ']',
      '(',
      ')',
      '::',
      '\n',
      '# ',
      '%%',
      '<!--',
      '-->',
      '{{',
      '}}',
      '`',
      '```',
      '|',
      '#',
      '---\n',
      ': ',
      'a',
      'WD~b,1',
      ' ',
      '- ',
      '> ',
      'é',
      '\u{1f422}',
      '\r',
      '<',
      '>',
      'publish',
      'https://en.wikipedia.org/wiki/A'
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces, { maxLength: 60 }).map(all => all.join(''))
        ),
        text => {
          for (const dialect of dialects) {
            const read = dialect.read('a/b.md', text, silent)
            if (!read) continue
            expect(read.visible.length).toBe(text.length)
            for (const field of read.fields) expect(text.slice(field.start, field.end)).toContain('::')
            for (const { start, end } of read.links)
              expect(start >= 0 && end > start && end <= text.length).toBe(true)
            for (const { heading, start, end } of read.sections)
              expect(heading <= start && start <= end).toBe(true)
            expect(() => JSON.stringify(readNote(read))).not.toThrow()
          }
        }
      ),
      { numRuns: 400 }
    )
  })

  test('names notes that the index answers for, whatever the link', () => {
    const paths = fc.array(fc.constantFrom('a.md', 'b/a.md', 'b/c/a.md', 'c/A.md', 'd.md'), { maxLength: 5 })
    const part = fc.constantFrom('a', 'b', 'c', '..', '.', '', 'A.md', '/', '\\')
    fc.assert(
      fc.property(paths, fc.array(part, { maxLength: 6 }), (files, parts) => {
        const index = new NoteIndex(
          files.map(path => ({ path, id: path.replace('.md', ''), aliases: ['d'] }))
        )
        const found = index.resolve(linksOf(`[[${parts.join('/')}]]`)[0]!, 'b/c/x.md')
        if (found.kind === 'note') expect(files).toContain(found.note.path)
        if (found.kind === 'ambiguous') for (const path of found.paths) expect(files).toContain(path)
      })
    )
  })
})

describe('settings', () => {
  const read = (yaml: string) => {
    const problems: Problem[] = []
    return {
      settings: parseSettings(yaml, problem => problems.push(problem)),
      told: problems.map(problemLine)
    }
  }
  test('have defaults', () => {
    expect(read('')).toEqual({
      settings: expect.objectContaining({ base: 'http://127.0.0.1:8787/', notes: ['**/*.md'] }),
      told: []
    })
  })
  test('know classes by prefix and by IRI', () => {
    const { settings } = read(
      'dialect: Foam\ntypes:\n  person: schema:Person\n  "#x": https://example.org/X\nfederation: https://query.wikidata.org/sparql\n'
    )
    expect(settings).toMatchObject({
      dialect: 'foam',
      types: [
        { match: 'person', iri: 'http://schema.org/Person' },
        { match: '#x', iri: 'https://example.org/X' }
      ],
      ranks: 'reasoned',
      federation: ['https://query.wikidata.org/sparql']
    })
  })
  test('name the server of tiles', () => {
    const url = 'https://tiles.example.org/{z}/{x}/{y}.png?key=1'
    const tilesOf = (yaml: string) => read(yaml).settings?.tiles
    expect([
      tilesOf('title: x'),
      tilesOf('tiles: none'),
      tilesOf(`tiles:\n  url: ${url}\n  attribution: © Example`)
    ]).toEqual(['openstreetmap', 'none', { url, attribution: '© Example' }])
  })
  test('complete what they are given', () => {
    const { settings } = read('base: https://example.org/x\nnotes: "*.txt"\nsources:\n  - file: a/b.txt\n')
    expect(settings).toMatchObject({
      base: 'https://example.org/x/',
      notes: ['*.txt'],
      sources: [{ file: 'a/b.txt', id: 'a/b', title: 'a/b', text: 'quote', line: 4 }]
    })
  })
  test.each([
    [
      'titel: x',
      'hawksbill.yaml:1:1: warning: there is no setting titel; did you mean title? the settings are title'
    ],
    ['zzzzzz: x', 'hawksbill.yaml:1:1: warning: there is no setting zzzzzz; the settings are title, base'],
    [
      'dialect: roam',
      'hawksbill.yaml:1:10: error: there is no dialect roam; write one of logseq, foam, obsidian, wikidata'
    ],
    [
      'types:\n  person: Person',
      'hawksbill.yaml:2:3: error: Person is not the name of a class; write schema:Person'
    ],
    ['types:\n  person: foo:Person', 'hawksbill.yaml:2:3: error: foo:Person is not the name of a class'],
    ['types: [a]', 'hawksbill.yaml:1:8: error: types is not a list of key: value lines; write lines such as'],
    ['images: flickr', 'hawksbill.yaml:1:9: error: images is flickr; write commons or none'],
    [
      'tiles: google',
      'hawksbill.yaml:1:8: error: tiles is google; write openstreetmap or none, or url and attribution'
    ],
    ['tiles: [none]', 'hawksbill.yaml:1:8: error: tiles is not a single value'],
    ['tiles:\n  url: https://a.example/{z}/{x}/{y}', 'hawksbill.yaml:2:3: error: tiles has no attribution'],
    [
      'tiles: {attribution: a}',
      'hawksbill.yaml:1:8: error: tiles has no url; write an address such as https'
    ],
    ...(
      [
        ['http://a.example/{z}/{x}/{y}', 'is not an absolute https address'],
        ['https://a;script-src.example/{z}/{x}/{y}', 'is not an absolute https address'],
        ['https://{x}.example/{z}/{y}', 'is not an absolute https address'],
        ['https://me:secret@a.example/{z}/{x}/{y}', 'holds a name or password'],
        ['https://a.example/{z}/{x}', 'lacks one of {z}, {x}, {y}'],
        ['https://a.example/{z}/{x}/{y}{r}.png', 'holds more than {z}, {x}, {y} to fill in']
      ] as const
    ).map(([url, wrong]): [string, string] => [
      `tiles:\n  attribution: a\n  url: "${url}"`,
      `hawksbill.yaml:3:8: error: url of tiles ${wrong}`
    ]),
    ['ranks: best', 'hawksbill.yaml:1:8: error: ranks is best; write reasoned or normal'],
    [
      'federation: https://me:secret@example.org/sparql',
      'hawksbill.yaml:1:13: error: federation holds an address with a name or password'
    ],
    ['federation:\n  - query.example.org', 'hawksbill.yaml:2:5: error: federation holds what is not an http'],
    ['private:\n  - ""', 'hawksbill.yaml:2:3: error: private holds an empty pattern'],
    [
      'private: "*a*a*a*a*a*a*a*a*a*a"',
      'hawksbill.yaml:1:10: error: private holds a pattern with too many wildcards'
    ],
    ['private:\n  - {a: b}', 'hawksbill.yaml:2:5: error: private holds something that is not text'],
    [
      'base: ftp://x/',
      'hawksbill.yaml:1:7: error: base is not an absolute http or https IRI: ftp://x/; write it as'
    ],
    ['title:\n  - x', 'hawksbill.yaml:2:3: error: title is not a single value; write it on one line'],
    ['language: english language', 'hawksbill.yaml:1:11: error: language is not a language tag'],
    ['- a\n- b', 'hawksbill.yaml:1:1: error: hawksbill.yaml is not a list of key: value lines'],
    ['title: "x', 'hawksbill.yaml:1:'],
    ['sources:\n  - id: x', 'hawksbill.yaml:2:9: error: a source has no file'],
    ['sources:\n  - {file: a, about: Moscow}', 'error: about is not the id of a Wikidata item: Moscow'],
    ['sources:\n  - {file: a, text: all}', 'error: text is all; write none, quote or full'],
    ['sources:\n  - {file: a, id: x}\n  - {file: b, id: x}', 'error: two sources have the id x']
  ])('%j is answered', (yaml, message) => {
    const { settings, told } = read(yaml)
    expect(told.join('\n')).toContain(message)
    expect(settings === undefined).toBe(message.includes('error') || message.endsWith('1:'))
  })
})
