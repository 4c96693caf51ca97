import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPublished } from '../src/node/published.ts'
import { serve } from '../src/node/server.ts'
import { hawksbill as runIn, writeVault } from './command-line.ts'

/**
 * Private notes whose names all hold a word that stands nowhere else, named from public notes in every syntax
 * and place; no byte of what a build writes, prints or serves may hold it. The second word is not ASCII, so that
 * encodings are looked through too.
 */
const word = 'canary'
const encodedWord = 'зимородок'

const privateNotes: Record<string, string> = {
  'Canary publish.md':
    '---\npublish: false\naliases: [Canary nick, The Canary club]\ntitle: Canary titled\n---\n# Canary heading\n',
  'Canary capitals.md': '---\nPublish: False\n---\n',
  'Canary quoted.md': '---\npublish: "false"\n---\n',
  'Canary no.md': '---\npublish: no\n---\n',
  'Canary draft.md': '---\ndraft: true\n---\n',
  'Canary draft yes.md': '---\nDraft: yes\n---\n',
  'Canary deleted.md': '---\nisDeleted: true\n---\n',
  'Canary deleted too.md': '---\nIsdeleted: "True"\n---\n',
  'Canary confidential.md': '---\nconfidential: internal\n---\n',
  'Canary confidential list.md': '---\nconfidential: [secret]\n---\n',
  'Canary confidential true.md': '---\nCONFIDENTIAL: true\n---\n',
  'Canary twice.md': '---\npublish: false\npublish: true\n---\n',
  'Canary bom.md': '\ufeff---\npublish: false\naliases: Canary bom nick\n---\n',
  'Canary crlf.md': '---\r\naliases:\r\n  - Canary crlf nick\r\npublish: false\r\n---\r\ntext\r\n',
  'Canary broken.md': '---\npublish: false\ncanary: [unclosed\naliases:\n  - Canary broken nick\n---\n',
  'Canary broken two.md': '---\n"confidential": "secret"\nno colon canary here\n---\n',
  'Canary open.md': '---\ndraft: true\naliases: Canary open nick\n\ntext canary',
  'Canary quoted key.md': '---\n"publish": false\n---\n',
  'a/b/Canary deep.md': '---\npublish: false\n---\n',
  '_private/Canary folder.md':
    '---\naliases: [Canary folder nick]\ntitle: Canary folder title\n---\n# Canary folder heading\n',
  'a/_secret/b/Canary nested.md': 'text canary',
  '_Secret/Canary case.md': 'x',
  '_INTERNAL/Canary internal.md': 'x',
  '_personal/Canary personal.md': '---\nbroken: [canary\naliases: [Canary personal nick]\n---\n',
  '_protect/Canary protect.md': 'x',
  'hidden/Canary glob.md': '---\naliases: [Canary glob nick]\n---\n',
  'hidden/deeper/Canary glob deep.md': 'x',
  'Diary/Canary diary.md': 'x',
  'canary-notes.md': '# Canary by name\n',
  'Folder/Twin canary.md': '---\npublish: false\n---\n',
  '_secret/WD~Canary_item,990001.md': '---\nhas_id_wikidata: Q990001\n---\n',
  'WD~Canary_kept,990002.md': '---\nhas_id_wikidata: Q990002\npublish: false\n---\n',
  'Зимородок.md': '---\npublish: false\naliases: [Зимородок малый]\n---\n'
}

const otherFiles: Record<string, string | Uint8Array> = {
  '_secret/canary.png': new Uint8Array([137, 80, 78, 71]),
  '_secret/canary.pdf': 'x',
  'hidden/canary.canvas': '{}',
  'hidden/canary.txt': 'A canary document.\n'
}

// Ways to write a link, of a name or path.
const encodedPath = (target: string): string => encodeURIComponent(target).replaceAll('%2F', '/')
const syntaxes: readonly ((target: string) => string)[] = [
  target => `[[${target}]]`,
  target => `[[${target}.md]]`,
  target => `[[${target}|words of canary]]`,
  target => `[[${target}#A canary part]]`,
  target => `[[${target}#^canary-block|seen]]`,
  target => `![[${target}]]`,
  target => `![[${target}#part|300]]`,
  target => `[a canary](<${target}.md>)`,
  target => `[a canary](${encodedPath(target)}.md)`,
  target => `[a canary](${encodedPath(target)}.md#part "canary title")`,
  target => `![a canary](${encodedPath(target)}.md)`,
  target => `[a\ncanary](<${target}>)`,
  target => `<a href="${encodedPath(target)}.md">a canary</a>`,
  target => `[a canary](obsidian://open?vault=v&file=${encodeURIComponent(target)})`,
  target => `obsidian://open?vault=v&file=${encodeURIComponent(target)}`,
  target => `[a canary][ref-${target.length}]\n\n[ref-${target.length}]: <${target}.md> "canary"\n\n`,
  target => `[![a canary](x.png)](<${target}.md>)`
]

const targets = [
  'Canary publish',
  'canary PUBLISH',
  'Canary nick',
  'The Canary club',
  'Canary titled',
  'Canary heading',
  'Canary capitals',
  'Canary quoted',
  'Canary no',
  'Canary draft',
  'Canary draft yes',
  'Canary deleted',
  'Canary deleted too',
  'Canary confidential',
  'Canary confidential list',
  'Canary confidential true',
  'Canary twice',
  'Canary bom',
  'Canary bom nick',
  'Canary crlf',
  'Canary crlf nick',
  'Canary broken',
  'Canary broken nick',
  'Canary broken two',
  'Canary open',
  'Canary open nick',
  'Canary quoted key',
  'Canary deep',
  'a/b/Canary deep',
  '../a/b/Canary deep',
  'wrong/folder/Canary deep',
  'Canary folder',
  'Canary folder nick',
  'Canary folder title',
  'Canary folder heading',
  '_private/Canary folder',
  '/_private/Canary folder',
  '../../_private/Canary folder',
  '_private/Canary that is not there',
  '/_secret/Canary/not there.secret',
  '_PROTECT/Canary not there',
  '_private\\Canary folder',
  'Canary nested',
  'Canary case',
  'Canary internal',
  'Canary personal',
  'Canary personal nick',
  'Canary protect',
  'Canary glob',
  'Canary glob nick',
  'hidden/Canary not there',
  'HIDDEN/Canary not there',
  'Canary glob deep',
  'Canary diary',
  'Diary/Canary not there',
  'canary-notes',
  'Canary by name',
  'Twin canary',
  'WD~Canary_item,990001',
  'x/WD~Canary_kept,990002',
  '_secret/WD~Canary_other,990003',
  'canary.png',
  'canary.pdf',
  'canary.canvas',
  '_secret/canary.png',
  'Зимородок',
  'Зимородок малый'
]

const block = targets.flatMap(target => syntaxes.map(syntax => syntax(target)))
const yaml = (text: string): string => JSON.stringify(text)
const links = targets.flatMap(target => [
  `[[${target}]]`,
  `[a canary](<${target}.md>)`,
  `[[${target}|canary]]`
])

// Names of private notes in plain words, without a link: every name that one answers to.
const names = targets.filter(target => !/not there|[/\\.,]/.test(target))
const ways = (name: string): string[] => [
  name,
  name.replaceAll(' ', '_'),
  name.toUpperCase().includes('З') ? name : name.toUpperCase(),
  name.normalize('NFD'),
  `(${name})`,
  `**${name}**`
]
const plain = names.flatMap(ways)
const plainNote = [
  '---',
  `motto:\n${plain.map(name => `  - ${yaml(`It is said that ${name} is here.`)}`).join('\n')}`,
  `country:\n${plain.map(name => `  - ${yaml(name)}`).join('\n')}`,
  `aliases: [${plain.map(yaml).join(', ')}, Plainly]`,
  `tags: [${names.map(name => yaml(name.replaceAll(' ', '-'))).join(', ')}, plainly]`,
  `keywords: [${plain.map(yaml).join(', ')}]`,
  `type: [${names.map(yaml).join(', ')}]`,
  `address: [${names.map(name => yaml(`https://example.org/${encodeURIComponent(name)}/x`)).join(', ')}]`,
  `has_name: {${names.map((name, i) => `x${String.fromCharCode(97 + (i % 26))}: ${yaml(name)}`).join(', ')}}`,
  `nested:\n${names.map(name => `  ${yaml(name)}:\n    ${yaml(`${name} too`)}: 1`).join('\n')}`,
  ...names.map(name => `${yaml(`${name} key`)}: a value`),
  'title: On the Canary publish matter',
  '---',
  '# Here Canary titled is named',
  '',
  ...plain.flatMap((name, i) => [
    `It names ${name}. See [[Body|${name} again]] and [${name}](Body.md) and #${name.replaceAll(' ', '_')}.`,
    `said${i}:: of ${name}`,
    `- ${name} field:: ${name}, [[Body|${name}]] and [more:: by ${name}]`,
    `[[WD~The_${name.replaceAll(' ', '_')}_of_canary_nick,${7000 + i}]] and [[No such page on ${name}]]`,
    `link${i}:: [[WD~${name.replaceAll(' ', '_')}_of_canary_nick,${8000 + i}|${name}]]`
  ]),
  '## abstract',
  '',
  'This stays. ',
  ...plain.map(
    name => `> Of ${name} it is\n> said that ${name.replace(' ', '\n> ')} flies. Dr. ${name} too.\n`
  ),
  'This stays too.'
].join('\n')

const publicNotes: Record<string, string> = {
  'Plain.md': plainNote,
  'On the canary publish affair.md': '---\nwikidata: Q990004\n---\nIts path names a private note.\n',
  'Canary Nick/Inside.md': 'So does its folder.\n',
  'Frontmatter.md': [
    '---',
    'wikidata: Q100',
    'title: Frontmatter',
    `has_part_s_:\n${links.map(link => `  - ${yaml(link)}`).join('\n')}`,
    `related:\n${links.map(link => `  - ${yaml(`before ${link} after`)}`).join('\n')}`,
    `country: ${yaml(`${links.slice(0, 9).join(', ')}`)}`,
    `nested:\n  deeper:\n${links.map(link => `    - ${yaml(link)}`).join('\n')}`,
    `lists:\n${links
      .slice(0, 40)
      .map(link => `  - [${yaml(link)}, plain]`)
      .join('\n')}`,
    `${links
      .slice(0, 40)
      .map(link => `? ${yaml(link)}\n: as a key`)
      .join('\n')}`,
    `unquoted: [[Canary publish]]`,
    `maps:\n${targets
      .slice(0, 20)
      .map(target => `  ${yaml(`[[${target}]]`)}: 1`)
      .join('\n')}`,
    'path: /_secret/canary/file.md',
    'path_too: see vault/_private/canary.md for more',
    'address: obsidian://open?vault=v&file=Canary%20publish',
    `has_name:\n  de: ${yaml('[[Canary publish]]')}`,
    `official_name: ${yaml('The [[Canary publish|canary]] society')}`,
    `aliases: [${links.slice(0, 60).map(yaml).join(', ')}, Fine]`,
    `tags: [${yaml('[[Canary publish]]')}, ${yaml('#Canary publish')}, fine]`,
    `dv_is_same_as: [${yaml('[[Canary publish]]')}, ${yaml('[Canary.secret](/_secret/x/Canary.secret.md)')}]`,
    '---',
    '# Frontmatter'
  ].join('\n'),
  'Identity.md': `---\nhas_id_wikidata: "[[Canary publish]]"\nqid: ${yaml('[x](<_secret/canary.md>)')}\n---\n`,
  'Body.md': `# Body\n\n${block.join('\n\n')}\n`,
  'Bodies/Relative.md': `# Relative\n\n${block.join('\n\n')}\n`,
  'Inline.md': `# Inline\n\n${links
    .flatMap((link, i) => [
      `field${i % 7}:: ${link}`,
      `- text [key${i % 5}:: ${link}] and (other:: with ${link} in it)`,
      `#is_/part_of :: ${link}`,
      `### #is_/same_as :: ${link}`,
      `quoted${i % 3}:: "${link}", ${link}`,
      `> - [ ] task:: ${link}`
    ])
    .join('\n\n')}\n`,
  'Table.md': `# Table\n\n| a | b |\n| --- | --- |\n${targets.map(target => `| [[${target}\\|canary]] | x:: [[${target}]] |`).join('\n')}\n`,
  'Abstract.md': `# Abstract\n\n## #has_/text_of_/abstract\n\n${block.map(text => `> It says ${text.replaceAll('\n', '\n> ')} and more.`).join('\n')}\n\n> see /_secret/canary/x.md too <img src="_secret/canary.png" alt="canary">\n`,
  'Confidential.md': `# Confidential\n\nText.\n\n## Confidential Links & Embeds:\n\n${targets.map(target => `### [[/_secret/Earth/${target}.secret|${target}.secret]]\n\n### #is_/same_as :: [[/_private/${target}|${target}]]\n`).join('\n')}`,
  'Heading.md': '# [[Canary publish|the canary]]\n\ntext\n',
  'Heading two.md': '# About [[_private/Canary folder]] and [the canary](<Canary publish.md>)\n\ntext\n',
  'Setext.md': '[[Canary publish]]\n===\n\ntext\n',
  'Comment.md':
    '# Comment %% canary %%\n\n%%\n# Canary hidden\ncanary:: x [[Nowhere canary]]\n%%\n\n<!-- canary:: y -->\n\n`canary:: z`\n\n```\ncanary:: code [[Canary code]]\n```\n\n#fine #fine/sub\n',
  'Alias.md':
    '# Alias\n\n[[Body|Canary publish]] and [Canary publish](Body.md) and rel:: [[Body|Canary nick]]\n',
  'Twin/Twin canar.md': '# Twin\n',
  'Broken.md': '---\nx: [[Canary publish]\ny: "canary\n---\n',
  'Broken two.md': '---\ncanary colonless\n---\n',
  'Broken three.md': '---\nx: *canary\n---\n',
  'Duplicate.md': '---\n"[[Canary publish]]": 1\n"[[Canary publish]]": 2\n---\n'
}

const settings = [
  'title: Public things',
  'notes: ["**/*.md"]',
  'private:',
  '  - hidden/**',
  '  - diary',
  '  - canary-*.md',
  'sources:',
  '  - file: hidden/canary.txt',
  '    id: canary-report',
  '    title: The canary report',
  '    about: Q100',
  'types:',
  '  fine: schema:Thing'
].join('\n')

let folder: string
let ran: { code: number | null; out: string; err: string }

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hawksbill-private-'))
  await writeVault(folder, 'vault', {
    ...privateNotes,
    ...otherFiles,
    ...publicNotes,
    'hawksbill.yaml': settings
  })
  ran = await hawksbill(['build', 'vault', '--out', 'out'])
}, 60_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

const hawksbill = (args: readonly string[]): Promise<typeof ran> => runIn(folder, args)

/** Where a text names something private, with what stands around it. */
function leaks(where: string, text: string): string[] {
  const looks = new RegExp(
    [
      word,
      encodedWord,
      ...[encodedWord, encodedWord[0]!.toUpperCase() + encodedWord.slice(1)].map(encodeURIComponent)
    ].join('|'),
    'gi'
  )
  return [...text.matchAll(looks)]
    .slice(0, 5)
    .map(({ index }) => `${where}: …${text.slice(Math.max(0, index - 90), index + 60)}…`)
}

test('the vault builds, and its notes are told apart', () => {
  // Two more say the name of one in their paths.
  const kept = Object.keys(privateNotes).length + 2
  expect(ran.err + ran.out).toContain(
    '2 notes are kept back, since the path holds the name of a private note'
  )
  expect(ran.out).toContain(`kept back   ${kept} private notes`)
  expect(ran.out).toContain('left out    2 notes with errors')
})

test('nothing that is printed names a private note', async () => {
  const checked = await hawksbill(['check', 'vault'])
  const json = await hawksbill(['build', 'vault', '--out', 'out-json', '--json'])
  for (const [what, { out, err }] of Object.entries({ build: ran, checked, json }))
    expect([...leaks(`${what} stdout`, out), ...leaks(`${what} stderr`, err)]).toEqual([])
})

test('nothing that is written names a private note', async () => {
  const files = (await readdir(path.join(folder, 'out'), { recursive: true, withFileTypes: true })).filter(
    entry => entry.isFile()
  )
  expect(files.length).toBeGreaterThan(6)
  const found: string[] = []
  for (const entry of files) {
    const bytes = await readFile(path.join(entry.parentPath, entry.name))
    const plain = entry.name.endsWith('.gz') ? gunzipSync(bytes) : bytes
    found.push(...leaks(entry.name, entry.name), ...leaks(entry.name, plain.toString('utf8')))
    found.push(...leaks(`${entry.name} as UTF-16`, plain.toString('utf16le')))
  }
  expect(found).toEqual([])
})

test('nothing that is served names a private note', async () => {
  const published = await openPublished(path.join(folder, 'out'))
  const server = await serve(published, { port: 0 })
  try {
    const get = async (address: string, accept = '*/*'): Promise<string> => {
      const response = await fetch(new URL(address, server.url), { headers: { accept }, redirect: 'follow' })
      return `${[...response.headers].join('\n')}\n${await response.text()}`
    }
    const all = 'SELECT DISTINCT ?s ?p ?o ?g { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }'
    const addresses = [
      '',
      'sparql',
      'ontology',
      'context.jsonld',
      'dataset',
      `sparql?query=${encodeURIComponent(all)}`
    ]
    const entities = [...new Set((await get('dump/dataset.nt')).match(/(?<=\/entity\/)[^>\s]+/g) ?? [])]
    expect(entities.length).toBeGreaterThan(10)
    for (const entity of entities.slice(0, 60)) {
      addresses.push(`entity/${entity}`, `page/${entity}`)
      for (const extension of ['ttl', 'nt', 'nq', 'trig', 'jsonld', 'rdf'])
        addresses.push(`data/${entity}.${extension}`)
    }
    for (const extension of ['ttl', 'nt', 'nq', 'trig', 'jsonld', 'rdf'])
      addresses.push(`dump/dataset.${extension}`)
    const found: string[] = []
    for (const address of addresses) {
      found.push(...leaks(address, await get(address)))
      found.push(...leaks(`${address} as HTML`, await get(address, 'text/html')))
    }
    expect(found.slice(0, 20)).toEqual([])
    // What is asked for by a private name is not there, and the answer says no more than was asked.
    for (const name of ['canary-publish', 'note-canary-publish', 'item-canary-other', 'Q990002', 'Q990003']) {
      const response = await fetch(new URL(`page/${name}`, server.url))
      expect([name, response.status]).toEqual([name, 404])
      const rest = (await response.text()).replaceAll(name, '')
      expect(leaks(`page/${name}`, rest)).toEqual([])
    }
  } finally {
    await server.close()
  }
}, 60_000)

test('in other dialects too', async () => {
  const links =
    '[[Canary page]], #[[Canary hidden]], #Canary, [[Canary alias]], [[canary___sub]], [[canary/sub]]'
  const name = await writeVault(folder, 'logseq', {
    'logseq/config.edn': '{}',
    'logseq/bak/pages/Canary backup.md': 'x',
    'pages/Canary page.md': 'public:: false\nalias:: Canary alias, Canary\n\n- canary',
    'pages/Canary hidden.md': '- exclude-from-graph-view:: true\n',
    'pages/canary___sub.md': 'publish:: no\n',
    'pages/Open.md': `tags:: ${links}\nalias:: [[Canary page]]\nrelated:: ${links}\ntitle:: [[Canary page]]\n\n- text ${links}\n  block:: ${links}\n- {{embed [[Canary page]]}} ((canary))\n`
  })
  const foam = await writeVault(folder, 'foam', {
    '.foam/templates/canary.md': '# Canary template',
    'canary-note.md': '---\npublish: false\n---\n# Canary\n',
    'open.md':
      '# Open\n\n[[canary-note]] [see][canary] [[c]] [canary]\n\nrel:: [[c]]\n\n## abstract\n\nOf [[c]] and [the canary][canary].\n\n[canary]: canary-note.md "Canary"\n[c]: canary-note "Canary"\n'
  })
  for (const vault of [name, foam]) {
    const { code, out, err } = await hawksbill(['build', vault, '--out', `${vault}-out`])
    expect(code, err).toBe(0)
    const data = await readFile(path.join(folder, `${vault}-out/dumps/dataset.nq`), 'utf8')
    const manifest = await readFile(path.join(folder, `${vault}-out/manifest.json`), 'utf8')
    expect([out, err, data, manifest].flatMap(text => leaks(vault, text))).toEqual([])
    expect(data.toLowerCase()).toContain('open')
  }
})
