import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'
import { copyScripts } from '../../src/node/page-scripts.ts'
import { compressSeeds } from '../compressed-seeds.ts'

const root = path.join(import.meta.dirname, '../..')

/** Where bundles land, which are not kept in git: one for each project of tests, since they are made side by side. */
export const bundle = path.join(root, '.hawksbill/worker/worker.js')
export const historyBundle = path.join(root, '.hawksbill/worker-history/worker.js')

/** Wrangler's command line, to be run with this Node. */
export const wrangler = path.join(
  path.dirname(createRequire(import.meta.url).resolve('wrangler/package.json')),
  'bin/wrangler.js'
)

/** Its environment: no report of its use, no colours. */
export const wranglerEnvironment = { ...process.env, WRANGLER_SEND_METRICS: 'false', NO_COLOR: '1', CI: '1' }

/**
 * Bundles the worker as a deployment would, for the tests inside workerd: loaded module by module, CommonJS packages
 * and dynamic imports do not work there.
 */
export default async function setup(): Promise<void> {
  await compressSeeds()
  await copyScripts(path.join(root, 'out'))
  await bundleInto(path.dirname(bundle))
}

/** Bundles the worker into a folder. */
export async function bundleInto(folder: string): Promise<void> {
  const target = ['deploy', '--dry-run', '--outdir', folder]
  await promisify(execFile)(process.execPath, [wrangler, ...target], { cwd: root, env: wranglerEnvironment })
}
