import path from 'node:path'
import { parseArgs } from 'node:util'
import { benchBuilds } from './builds.ts'
import { benchHttp } from './http.ts'
import { benchPool } from './pool.ts'
import { benchProse } from './prose.ts'
import { benchQueries } from './queries.ts'
import { benchStore } from './store.ts'

const usage = `npm run bench -- [--only PART] …: every figure we claim, beside its peer

  --only PART       one of prose, store, queries, pool, http, builds; all of them by default
  --entities N,N    sizes of the generated graphs for store, queries, pool and http (20000,130000)
  --sizes N,N       sizes of the vaults for builds, in notes (0,5000,50000)
  --vault FOLDER    where vaults to build lie
  --runs N          how often each thing is measured (5); medians are printed
  --limit SECONDS   how long one answer to a query may take (60)
`

const { values } = parseArgs({
  options: {
    help: { type: 'boolean' },
    vault: { type: 'string', default: path.join(import.meta.dirname, '../../shared/vaults') },
    sizes: { type: 'string', default: '0,5000,50000' },
    entities: { type: 'string', default: '20000,130000' },
    runs: { type: 'string', default: '5' },
    limit: { type: 'string', default: '60' },
    only: { type: 'string' }
  }
})
if (values.help) {
  process.stdout.write(usage)
  process.exit()
}
const runs = Number(values.runs)
const entities = values.entities.split(',').map(Number)

const isAsked = (part: string): boolean => values.only === undefined || values.only === part

if (isAsked('prose')) await benchProse(runs)
if (isAsked('store')) await benchStore(entities, runs)
if (isAsked('queries')) await benchQueries(entities, { runs, limit: Number(values.limit) * 1000 })
if (isAsked('pool')) await benchPool(entities[0]!)
if (isAsked('http')) await benchHttp(entities, runs)
if (isAsked('builds')) await benchBuilds(values.vault, values.sizes.split(',').map(Number), runs)
