import path from 'node:path'
import { parseArgs } from 'node:util'
import { benchBuilds } from './builds.ts'
import { benchProse } from './prose.ts'

const { values } = parseArgs({
  options: {
    vault: { type: 'string', default: path.join(import.meta.dirname, '../../shared/vaults') },
    sizes: { type: 'string', default: '0,5000,50000' },
    runs: { type: 'string', default: '5' },
    only: { type: 'string' }
  }
})
const runs = Number(values.runs)

if (values.only !== 'builds') await benchProse(runs)
if (values.only !== 'prose') await benchBuilds(values.vault, values.sizes.split(',').map(Number), runs)
