import type { Report } from '../problem.ts'
import { parseFrontmatter } from './frontmatter.ts'
import { logseqDayFormats, logseqPage } from './logseq.ts'
import { parseBody } from './markdown.ts'
import type { Note } from './note.ts'

/** A way of writing a vault: which files are its notes, and how one is read. */
export interface Dialect {
  readonly name: string
  /** Whether a folder with these paths is such a vault. */
  detects(paths: readonly string[]): boolean
  /** Whether a file may be a note; files of the program itself, its templates and backups are none. */
  holds(path: string): boolean
  /**
   * Whether keys are the author's own words: then only an exact label or a P-id makes one a property of
   * Wikidata. Where notes are imported, looser spellings do too.
   */
  readonly ownKeys: boolean
  /** Whether a link to a page that has no file is no slip, since pages come into being by being linked. */
  readonly linksMakePages: boolean
  /** The file in which the program keeps how days are written. */
  readonly configFile?: string
  /** In which formats pages are called by their day besides `yyyy-MM-dd`, by the text of that file. */
  dayFormats(config?: string): readonly string[]
  /** Reads a note; undefined, with its faults reported, when its frontmatter cannot be read. */
  read(path: string, text: string, report: Report): Note | undefined
}

const hidden = /(?:^|\/)\./

function readMarkdown(path: string, text: string, report: Report): Omit<Note, 'dialect'> | undefined {
  const frontmatter = parseFrontmatter(text, path, report)
  if (!frontmatter) return undefined
  return {
    path,
    id: path.replace(/\.md$/i, ''),
    text,
    frontmatter: frontmatter.fields,
    ...parseBody(text, frontmatter.bodyStart)
  }
}

const reader =
  (name: string): Dialect['read'] =>
  (path, text, report) => {
    const note = readMarkdown(path, text, report)
    return note && { ...note, dialect: name }
  }

/** Obsidian's Markdown, its notes filled by an importer of Wikidata items (VAULT.md). */
export const importedObsidian: Dialect = {
  name: 'wikidata',
  detects: () => true,
  holds: path => !hidden.test(path),
  ownKeys: false,
  linksMakePages: false,
  dayFormats: () => [],
  read: reader('wikidata')
}

/** Obsidian with keys of the author's own. */
export const obsidian: Dialect = {
  ...importedObsidian,
  name: 'obsidian',
  detects: () => false,
  ownKeys: true,
  read: reader('obsidian')
}

const logseqConfig = 'logseq/config.edn'

/** Logseq: pages and journals in Markdown, page properties `key:: value` at their top. */
export const logseq: Dialect = {
  name: 'logseq',
  detects: paths => paths.includes(logseqConfig),
  holds: path => !hidden.test(path) && !/^(?:logseq|assets|whiteboards|draws)\/|(?:^|\/)bak\//.test(path),
  ownKeys: true,
  linksMakePages: true,
  configFile: logseqConfig,
  dayFormats: logseqDayFormats,
  read: (path, text, report) => {
    const note = readMarkdown(path, text, report)
    return note && { ...logseqPage(note), dialect: 'logseq' }
  }
}

/** Foam: wiki links, with their definitions at the end of the file. */
export const foam: Dialect = {
  ...obsidian,
  name: 'foam',
  detects: paths => paths.some(path => /^(?:\.foam\/|\.vscode\/foam\.json$|_layouts\/foam)/.test(path)),
  read: reader('foam')
}

/** All dialects; of those that detect a vault the first is taken, so that the one for everything else is the last. */
export const dialects: readonly Dialect[] = [logseq, foam, obsidian, importedObsidian]

/** The dialect the settings name, or else the one the vault's files show. */
export const dialectOf = (name: string | undefined, paths: readonly string[]): Dialect =>
  dialects.find(dialect => (name === undefined ? dialect.detects(paths) : dialect.name === name)) ??
  importedObsidian
