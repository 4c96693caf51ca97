/** The rows of a table, by the names of its columns. */
export function tableRows(tsv: string): Readonly<Record<string, string | undefined>>[] {
  const [head = '', ...lines] = tsv.split('\n')
  const columns = head.split('\t')
  return lines
    .filter(line => line !== '')
    .map(line => Object.fromEntries(line.split('\t').map((cell, index) => [columns[index], cell])))
}
