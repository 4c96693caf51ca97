import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const own = fileURLToPath(new URL('..', import.meta.url))

let known: string | undefined

/**
 * A fingerprint of this program: its own files, its tables, the packages it uses, and the Node it runs on; as they
 * were when this was asked first.
 */
export function programFingerprint(): string {
  known ??= fingerprintNow()
  return known
}

function fingerprintNow(): string {
  const hash = createHash('sha256').update(process.version)
  for (const folder of [own, path.join(own, '../ontology')])
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
      if (/\.(?:[cm]?[jt]s|tsv|ttl|jsonld|ya?ml)$/.test(file))
        hash.update(`\n${file}\n`).update(readFileSync(path.join(folder, file)))
  const { version, dependencies } = JSON.parse(readFileSync(path.join(own, '../package.json'), 'utf8'))
  hash.update(`\n${version}`)
  for (const name of Object.keys(dependencies).sort()) hash.update(`\n${name} ${versionOf(name)}`)
  return hash.digest('hex')
}

/** The version of an installed package. */
function versionOf(name: string): string {
  for (let folder = own; ; folder = path.dirname(folder)) {
    try {
      return JSON.parse(readFileSync(path.join(folder, 'node_modules', name, 'package.json'), 'utf8')).version
    } catch {
      if (folder === path.dirname(folder)) return ''
    }
  }
}
