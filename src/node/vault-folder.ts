import { hash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { OntologyTexts } from '../publish/publish.ts'
import type { VaultFiles } from '../vault/vault.ts'
import { InputError } from './input-error.ts'
import { readInThreads } from './reading-pool.ts'
import { fileShelf } from './shelf.ts'

// Folders by which a dialect is told; no note is looked for in them.
const toolFolders = new Set(['.foam', '.vscode'])

/** The vault in a folder: all its files but those of tools, whose folders begin with a dot. */
export async function openVault(
  folder: string,
  onRead?: (path: string, sha256: string | undefined) => void
): Promise<VaultFiles> {
  const found = await stat(folder).catch(() => undefined)
  if (!found) throw new InputError(`There is no folder ${folder}`, 'check the path')
  if (!found.isDirectory())
    throw new InputError(`${folder} is a file, not a folder`, 'name the folder that holds it')
  const paths: string[] = []
  const walk = async (relative: string): Promise<void> => {
    for (const entry of await readdir(path.join(folder, relative), { withFileTypes: true })) {
      if ((entry.name.startsWith('.') && !toolFolders.has(entry.name)) || entry.name === 'node_modules')
        continue
      const inside = relative === '' ? entry.name : `${relative}/${entry.name}`
      // Links are not followed: they may lead out of the vault, or round in a circle.
      if (entry.isDirectory()) await walk(inside)
      else if (entry.isFile()) paths.push(inside)
    }
  }
  await walk('')
  const read = (file: string): Promise<Uint8Array> => readFile(path.join(folder, file))
  return {
    paths: paths.sort(),
    read,
    readNotes: (tasks, dialect) => readInThreads(folder, tasks, dialect, read, onRead),
    shelf: fileShelf,
    sha256: text => hash('sha256', text)
  }
}

let ontology: Promise<OntologyTexts> | undefined

/** The texts of the package's own `ontology/` folder, read once. */
export function readOntology(): Promise<OntologyTexts> {
  ontology ??= readTexts()
  return ontology
}

const gazetteers = ['gazetteer.tsv', 'landmarks.tsv']

const tables = {
  properties: 'properties.tsv',
  formerLabels: 'former-labels.tsv',
  languages: 'languages.tsv',
  territories: 'territories.tsv',
  alignment: 'alignment.ttl',
  vocabulary: 'vocabulary.ttl',
  shapes: 'shapes.ttl',
  context: 'context.jsonld',
  frame: 'frame.jsonld',
  constraints: 'constraints.tsv'
} as const

async function readTexts(): Promise<OntologyTexts> {
  const text = (file: string): Promise<string> =>
    readFile(new URL(`../../ontology/${file}`, import.meta.url), 'utf8')
  const texts = await Promise.all(
    Object.entries(tables).map(async ([name, file]) => [name, await text(file)] as const)
  )
  return {
    ...(Object.fromEntries(texts) as Record<keyof typeof tables, string>),
    gazetteer: await Promise.all(gazetteers.map(text)),
    prose: await readProseTexts()
  }
}

async function readProseTexts(): Promise<OntologyTexts['prose']> {
  const folder = new URL('../../ontology/', import.meta.url)
  const text = (file: string): Promise<string> => readFile(new URL(file, folder), 'utf8')
  const [places, names, classes, units, words] = await Promise.all(
    ['places.tsv', 'names.tsv', 'classes.tsv', 'units.tsv', 'rules/words.yaml'].map(text)
  )
  const files = (await readdir(new URL('rules/', folder))).filter(
    file => file.endsWith('.yaml') && file !== 'words.yaml'
  )
  const rules = await Promise.all(
    files.sort().map(async file => ({ file: `ontology/rules/${file}`, text: await text(`rules/${file}`) }))
  )
  return { places: places!, names: names!, classes: classes!, units: units!, words: words!, rules }
}
