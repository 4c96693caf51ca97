import { exports } from 'cloudflare:workers'
import { historyContract } from '../../contracts/history.ts'

historyContract('workerd', (path, init) =>
  exports.default.fetch(new Request(`http://127.0.0.1:8787${path}`, { redirect: 'manual', ...init }))
)
