import { describe, expect, test } from 'vitest'
import { type Problem, problemLine } from '../src/problem.ts'
import {
  decodeText,
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
    ['[[WD~A,007]]', { item: { label: 'A', qid: 'Q7' } }, 'A']
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
    ['http://[::1]:80/', []]
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
  test('complete what they are given', () => {
    const { settings } = read('base: https://example.org/x\nnotes: "*.txt"\nsources:\n  - file: a/b.txt\n')
    expect(settings).toMatchObject({
      base: 'https://example.org/x/',
      notes: ['*.txt'],
      sources: [{ file: 'a/b.txt', id: 'a/b', title: 'a/b', text: 'quote', line: 4 }]
    })
  })
  test.each([
    ['titel: x', 'hawksbill.yaml:1:1: warning: there is no setting titel; the settings are title, base'],
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
