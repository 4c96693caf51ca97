/** What the page tells the editor of its site. */
export interface Settings {
  readonly base: string
  /** The path of the site on this host, which begins and ends with `/`. */
  readonly root: string
  /** BCP 47 tag of the reader's language. */
  readonly language: string
  /** What queries need not declare. */
  readonly prefixes: Readonly<Record<string, string>>
}

export const readSettings = (): Settings =>
  JSON.parse(document.getElementById('editor-settings')!.textContent) as Settings
