import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type Manifest, withCompressed } from '../src/dumps/dumps.ts'
import { compressedIn, gzipDumps } from '../src/node/gzip.ts'

/** Compresses the dumps of the committed `out/`, which a checkout has plain alone. */
export async function compressSeeds(): Promise<void> {
  const out = path.join(import.meta.dirname, '../out')
  const manifest = JSON.parse(await readFile(path.join(out, 'manifest.json'), 'utf8')) as Manifest
  if (withCompressed(manifest, compressedIn(out)).dumps.some(({ gzip }) => !gzip))
    await gzipDumps(out, manifest).done
}
