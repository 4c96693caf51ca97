import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

const cli = path.join(import.meta.dirname, '../src/node/cli.ts')

/** What a run of the command line gave. */
export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs the command line as a person would, in this folder and without colours. */
export function hawksbill(
  folder: string,
  args: readonly string[],
  input: string | Uint8Array = ''
): Promise<Ran> {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1' }
  })
  let out = ''
  let err = ''
  child.stdout.on('data', data => {
    out += data
  })
  child.stderr.on('data', data => {
    err += data
  })
  child.stdin.end(input)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code => resolve({ code, out, err }))
  })
}

/** Writes files, by path, into a folder of this name; gives the name. */
export async function writeVault(
  folder: string,
  name: string,
  files: Readonly<Record<string, string | Uint8Array>>
): Promise<string> {
  for (const [file, content] of Object.entries(files)) {
    const place = path.join(folder, name, file)
    await mkdir(path.dirname(place), { recursive: true })
    await writeFile(place, content)
  }
  return name
}
