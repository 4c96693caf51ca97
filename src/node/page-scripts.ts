import { existsSync } from 'node:fs'
import { copyFile, mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Published, type ScriptName, scriptNames } from '../http/http.ts'

/** Where the scripts of pages lie: beside the compiled program, also where the program runs uncompiled. */
const folder = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/assets/' : '../assets/', import.meta.url)
)

/** The scripts of pages that this program came with; none in a checkout where nobody made them. */
export function programScripts(): Required<Pick<Published, 'scripts' | 'script'>> {
  return {
    scripts: scriptNames.filter(name => existsSync(fileOf(name))),
    script: async name => new Uint8Array(await readFile(fileOf(name)))
  }
}

const fileOf = (name: ScriptName): string => path.join(folder, name)

/** Puts the scripts beside a dataset, for hosts that have no other files than its own. */
export async function copyScripts(out: string): Promise<void> {
  const { scripts } = programScripts()
  if (scripts.length === 0) return
  await mkdir(path.join(out, 'assets'), { recursive: true })
  for (const name of scripts) await copyFile(fileOf(name), path.join(out, 'assets', name))
}
