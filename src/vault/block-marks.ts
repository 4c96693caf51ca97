/**
 * A line without what a reader does not see of it: the id of its block (`^id` at its end), and the numbers of its
 * footnotes (`[^1]`) or the notes themselves where they stand in it (`^[…]`).
 */
export const withoutMarks = (line: string): string =>
  line.includes('^')
    ? line
        .replace(/\^\[(?:[^[\]]|\[[^[\]]*\]|\[\[[^[\]]*\]\])*\]|\[\^[^\s[\]]{1,100}\](?!\()/g, '')
        .replace(/(?<=^|\s)\^[A-Za-z0-9-]{1,100}\s*$/, '')
        .trim()
    : line.trim()
