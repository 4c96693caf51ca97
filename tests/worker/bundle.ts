import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'
import { compressSeeds } from '../compressed-seeds.ts'

const root = path.join(import.meta.dirname, '../..')

/** Where the bundle lands; not kept in git. */
export const bundle = path.join(root, '.hawksbill/worker/worker.js')

/** Wrangler's command line, to be run with this Node. */
export const wrangler = path.join(
  path.dirname(createRequire(import.meta.url).resolve('wrangler/package.json')),
  'bin/wrangler.js'
)

/** Its environment: no report of its use, no colours. */
export const wranglerEnvironment = { ...process.env, WRANGLER_SEND_METRICS: 'false', NO_COLOR: '1', CI: '1' }

/**
 * Bundles the worker as a deployment would, for the tests inside workerd: loaded module by module, Comunica's
 * CommonJS packages and its dynamic import do not work there.
 */
export default async function setup(): Promise<void> {
  const target = ['deploy', '--dry-run', '--outdir', path.dirname(bundle)]
  await compressSeeds()
  await promisify(execFile)(process.execPath, [wrangler, ...target], { cwd: root, env: wranglerEnvironment })
}
