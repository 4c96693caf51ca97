import { itemOf, NamesToHide, nameOf, type PrivateNames, parseLink } from '../vault/vault.ts'

/** What decides which private names must stand in no text. */
export interface NamesOfVault {
  /** Names that private notes and other private files answer to. */
  readonly private: Iterable<string>
  /** Paths of what is not private: notes and other files. */
  readonly publicPaths: readonly string[]
  /** The readings of notes to publish, as JSON. */
  readonly readings: () => Iterable<{ readonly path: string; readonly text: string }>
  /** Whether a link with this target names something private. */
  readonly isHidden: (target: string, file: string) => boolean
}

// In JSON a link to an item is as it was, but for quotes and backslashes.
const itemName = /WD~[^[\]"\\|<>\n]{1,300}?,\d{1,20}(?!\d)/g
const folders = /[^[\]"\\|(<>\n]*$/
/** How far a target reaches before its last part. */
const longestFolders = 500
const links = /\[\[[^\]]*\]\]|\]\([^)]*\)|\\./g

/** The private names to hide. It costs nothing where nothing is private, else one look at every reading. */
export function hiddenNames({ private: names, publicPaths, readings, isHidden }: NamesOfVault): PrivateNames {
  const chosen = new NamesToHide()
  for (const name of names) chosen.addPrivate(name)
  if (chosen.isEmpty) return chosen.chosen()
  for (const path of publicPaths) {
    const name = nameOf(path)
    chosen.addPublic(name)
    const item = itemOf(name)
    if (item) chosen.addPublic(item.label)
    for (const folder of path.split('/').slice(0, -1)) chosen.addFolder(folder)
  }
  const labels = new Set<string>()
  for (const { path, text } of readings()) {
    chosen.addText(text.replace(links, ' '))
    for (const { 0: name, index } of text.matchAll(itemName)) {
      const label = itemOf(name)?.label ?? ''
      if (label === '' || labels.has(label) || !chosen.concerns(label)) continue
      const target = `${folders.exec(text.slice(Math.max(0, index - longestFolders), index))?.[0] ?? ''}${name}`
      if (!isHidden(parseLink(target, 0, 0, false).target, path)) labels.add(label)
    }
  }
  for (const label of labels) chosen.addItem(label)
  return chosen.chosen()
}
