import path from 'node:path'
import { parseArgs } from 'node:util'
import { benchBuilds } from './builds.ts'
import { benchPool } from './pool.ts'
import { benchProse } from './prose.ts'
import { benchStore } from './store.ts'

const { values } = parseArgs({
  options: {
    vault: { type: 'string', default: path.join(import.meta.dirname, '../../shared/vaults') },
    sizes: { type: 'string', default: '0,5000,50000' },
    entities: { type: 'string', default: '20000,130000' },
    runs: { type: 'string', default: '5' },
    only: { type: 'string' }
  }
})
const runs = Number(values.runs)

const isAsked = (part: string): boolean => values.only === undefined || values.only === part

if (isAsked('prose')) await benchProse(runs)
if (isAsked('store')) benchStore(values.entities.split(',').map(Number), runs)
if (isAsked('pool')) await benchPool(Number(values.entities.split(',')[0]))
if (isAsked('builds')) await benchBuilds(values.vault, values.sizes.split(',').map(Number), runs)
