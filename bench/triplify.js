// The peer's whole work on a folder: read every note, make its triples, write them as N-Quads.
import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import { triplify } from 'vault-triplifier'

const [folder, out] = process.argv.slice(2)
const file = openSync(out, 'w')
let failed = 0
for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.md')) continue
  const note = path.join(folder, name)
  try {
    writeSync(file, triplify(note, readFileSync(note, 'utf8')).dataset.toString())
  } catch {
    failed++
  }
}
closeSync(file)
if (failed > 0) console.error(`${failed} notes failed`)
