import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NamesToHide, PrivateNames } from '../src/vault/vault.ts'
import { publishVault, turtleOf } from './publish-case.ts'

describe('a text names a private note', () => {
  const names = new PrivateNames(
    ['Acme Corp', 'Falcon', 'canary-notes', 'Zürich', 'O’Brien', '秘密計画', 'ความลับ', 'Dr. No', 'a b'],
    ['Falcon Heights', 'Greater Zürich']
  )
  test.each([
    ['Acme Corp', true],
    ['We met ACME CORP.', true],
    ['acme_corp', true],
    ['acme-corps', false],
    ['Acme’s corp', false],
    ['**Acme** Corp', true],
    ['Acme\n> Corp', true],
    ['Acme&nbsp;Corp', true],
    ['Ac\u00adme\u200b Corp', true],
    ['https://example.org/Acme%20Corp?x', true],
    ['https://example.org/acme+corp', true],
    ['Acme makes nothing like a Corp', false],
    ['Falcon', true],
    ['the Falcon flies', true],
    ['a falcon flies', false],
    ['FALCON', false],
    ['Falcons', false],
    ['Falcon Heights', false],
    ['the falcon heights', false],
    ['Falcon Heights and Falcon', true],
    ['Falcon-9', true],
    ['canary notes', true],
    ['Zu\u0308rich', true],
    ['Zurich', false],
    ['Greater Zürich', false],
    ['O’Brien', true],
    ['o brien', true],
    ['大秘密計画書', true],
    ['秘密', false],
    ['นี่คือความลับของเรา', true],
    ['He met Dr. No there', true],
    ['', false],
    ['%%%', false]
  ])('%j: %s', (text, named) => {
    expect(names.namesPrivateNote(text)).toBe(named)
    expect(names.withoutPrivateNames(text) === text).toBe(!named)
  })

  test.each([
    ['First is one. Acme Corp is two. Three.', 'First is one. Three.'],
    ['Dr. No lives. He is well.', 'He is well.'],
    ['Here is Mr. Smith of Acme Corp. And here not.', 'And here not.'],
    ['First paragraph.\n\nAcme Corp.\n\nThird.', 'First paragraph.\n\nThird.'],
    ['Both Acme\nCorp stand here.\n\nThis stays.', 'This stays.'],
    ['Acme. The Falcon. Corp.', ''],
    ['Acme Corp', '']
  ])('%j is %j without it', (text, left) => {
    expect(names.withoutPrivateNames(text)).toBe(left)
  })

  test('and what is left names none, whatever the text', () => {
    const piece = fc.constantFrom(
      'Acme',
      'Corp',
      'Falcon',
      ' ',
      '. ',
      '\n',
      '\n\n',
      'x',
      '_',
      'Dr.',
      'No',
      '%20'
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
        const left = names.withoutPrivateNames(pieces.join(''))
        expect(names.namesPrivateNote(left)).toBe(false)
      })
    )
  })

  test('in a long text too, which is cut in one pass', () => {
    const left = names.withoutPrivateNames('Some Acme Corp sentence here. And this. '.repeat(50_000))
    expect(left.length).toBe('And this. '.length * 50_000 - 1)
  })

  test('in one pass, however many names and words there are', () => {
    const many = new PrivateNames(Array.from({ length: 50_000 }, (_, i) => `a a a a a a a a name${i}`))
    const text = 'a '.repeat(200_000)
    expect(many.namesPrivateNote(text)).toBe(false)
    expect(many.namesPrivateNote(`${text} name49999`)).toBe(true)
  })
})

describe('a private name is hidden in plain words', () => {
  const hidden = (
    names: readonly string[],
    {
      files = [],
      folders = [],
      items = [],
      texts = []
    }: Partial<Record<'files' | 'folders' | 'items' | 'texts', string[]>> = {}
  ) => {
    const chosen = new NamesToHide()
    for (const name of names) chosen.addPrivate(name)
    for (const file of files) chosen.addPublic(file)
    for (const folder of folders) chosen.addFolder(folder)
    for (const text of texts) chosen.addText(text)
    for (const label of items) if (chosen.concerns(label)) chosen.addItem(label)
    const privateNames = chosen.chosen()
    return names.filter(name => privateNames.namesPrivateNote(name))
  }
  const distinctive = ['Acme Corp', 'Falcon', 'falcon', 'Project X7', 'Letter to Ann', '[[Ann]] Example']
  const common = ['Ideas', 'ideas', 'Reading list', 'To do', 'My notes 2024', 'X', 'Ab', '12345']
  const days = [
    '2024-01-05',
    '2024_01_05',
    'Jan 5th, 2024',
    'Friday, 5 January 2024',
    '2024-W03',
    '05.01.2024'
  ]
  test('where it is distinctive', () => {
    expect(hidden(distinctive)).toEqual(distinctive)
    expect(hidden([...common, ...days])).toEqual([])
  })
  test('unless something public bears it', () => {
    expect(hidden(['Russia', 'Acme Corp', 'Falcon'], { files: ['russia', 'acme_corp'] })).toEqual(['Falcon'])
    expect(hidden(['Russia', 'Falcon'], { items: ['Russia', 'Falcon Heights'] })).toEqual(['Falcon'])
    expect(hidden(['Clients', 'Client work', 'Falcon'], { folders: ['Falcon', 'Client work'] })).toEqual([
      'Clients',
      'Client work'
    ])
  })
  test('unless public notes use it as a word', () => {
    expect(hidden(['Falcon', 'Acme Corp'], { texts: ['a falcon', 'the falcon falcon'] })).toEqual([
      'Falcon',
      'Acme Corp'
    ])
    expect(hidden(['Falcon'], { texts: ['a falcon', 'the falcon', 'falcon'] })).toEqual([])
    expect(hidden(['Falcon'], { texts: ['a Falcon', 'the Falcon', 'Falcon', 'Falcon'] })).toEqual(['Falcon'])
  })
})

describe('a vault with private notes', () => {
  test('keeps its public text, but for what names them', async () => {
    const published = await publishVault(
      {
        'Russia.md':
          '---\nwikidata: Q159\nmotto: Ideas of Acme Corp\n---\n## abstract\n\nRussia has ideas. Acme Corp is there. Ideas count.\n',
        'Trade.md':
          '---\npartner: "[[Russia]]"\nrival: acme corp\nsince: 2024-01-05\nalso: Ideas\n---\nplace:: [[WD~Falcon_Heights,2]]\nbird:: Falcon Heights\n',
        'diary/Russia.md': 'x',
        'diary/Ideas.md': 'x',
        'diary/2024-01-05.md': 'x',
        'diary/Falcon.md': 'x',
        'diary/Acme Corp.md': 'x'
      },
      { private: ['diary'], base: 'https://example.org/' }
    )
    const turtle = turtleOf(published)
    expect(turtle).not.toMatch(/acme/i)
    for (const said of [
      'Russia has ideas. Ideas count.',
      'note-trade',
      '2024-01-05',
      '"Ideas"',
      'Falcon Heights'
    ])
      expect(turtle).toContain(said)
    expect(published.publication.notes).toMatchObject({ published: 2, keptBack: 5 })
  })

  test('reports nothing that names them', async () => {
    const { problems } = await publishVault({
      'Open.md':
        '---\nqid: Acme Corp\nAcme Corp: 1\nAcme Corp: 2\n---\n[[Page of Acme Corp]] [[a/Acme Corp x]]\n',
      'Acme Corp.md': '---\npublish: false\n---\n'
    })
    expect(problems.length).toBeGreaterThan(1)
    expect(JSON.stringify(problems)).not.toMatch(/acme/i)
  })
})

describe('what a note says of itself is heard', () => {
  test.each([
    ['after two byte order marks', '\ufeff\ufeff---\npublish: false\n---\n'],
    ['after a space', ' \n---\npublish: false\n---\n'],
    ['between old line ends', '---\rpublish: false\r---\rcanary'],
    ['after a line break', '\n\n---\r\ndraft: true\r\n---\r\n']
  ])('%s', async (_, text) => {
    const { publication } = await publishVault({ 'Open.md': 'x:: 1', 'Shut.md': `${text}canary:: 1` })
    expect(publication.notes).toEqual({ published: 1, keptBack: 1, unreadable: 0 })
  })
  test('and a rule at its top says nothing', async () => {
    const { publication } = await publishVault({ 'Open.md': '\n---\ntext on publishing\n---\n' })
    expect(publication.notes).toEqual({ published: 1, keptBack: 0, unreadable: 0 })
  })
})

test('an item of a private name in a long line is found as fast as any', async () => {
  const { publication } = await publishVault({
    'Open.md': `# Open\n\n## abstract\n\n${'word and '.repeat(100_000)}\n`,
    'Acme Corp.md': '---\npublish: false\n---\n'
  })
  expect(publication.notes.published).toBe(1)
})

describe('notes that the settings leave out', () => {
  const files = {
    'notes/Open.md':
      '---\nby: "[[Hush Hush]]"\nof: "[[drafts/Half Done]]"\nfor: "[[Halfway]]"\nnick: Quiet Club\n---\nOn [[Half Done|this]]. With [[Quiet Club]].\n',
    'Hush Hush.md': '---\npublish: false\naliases: [Quiet Club]\n---\n',
    'drafts/Half Done.md': '---\nwikidata: Q5\naliases: [Halfway]\nx: y\n---\n# Half Title\n',
    'drafts/Broken Thing.md': '---\nx: [unclosed\n---\n',
    'drafts/_secret/Whisper Page.md': 'x'
  }
  test('are private where they say so, and else no more than a name', async () => {
    const published = await publishVault(files, { notes: ['notes/**'], base: 'https://example.org/' })
    const turtle = turtleOf(published)
    expect(turtle).not.toMatch(/hush|quiet|half title|Q5\b|whisper/i)
    expect(published.problems).toEqual([])
    expect(published.publication.sources.map(({ id }) => id)).toEqual(['notes/Open'])
    expect(turtle).toContain('e:note-half-done a wikibase:Item')
    expect(turtle).toContain('schema:mentions e:note-half-done')
    expect(turtle).not.toContain('halfway')
    expect(published.publication.notes).toEqual({ published: 1, keptBack: 0, unreadable: 0 })
  })
  test('do not come before those that are published', async () => {
    const { problems } = await publishVault(
      {
        'notes/Open.md': 'x:: [[Twin]]\n',
        'notes/a/Twin.md': 'y:: 1',
        'Twin.md': 'z:: 1',
        'notes/b/deep/Twin.md': ''
      },
      { notes: ['notes/**'] }
    )
    expect(problems).toEqual([])
  })
  test('keep a prose document back that says it is private', async () => {
    const source = { file: 'report.md', id: 'r', title: 'R', text: 'quote' as const, line: 1 }
    const { publication } = await publishVault(
      { 'A.md': 'x:: 1', 'report.md': '---\npublish: false\n---\n' },
      { sources: [source] }
    )
    expect(publication.sources.map(({ id }) => id)).toEqual(['A'])
  })
})
