import { exports } from 'cloudflare:workers'
import { httpContract } from '../contracts/http.ts'

httpContract('workerd', (path, init) =>
  exports.default.fetch(new Request(`http://127.0.0.1:8787${path}`, { redirect: 'manual', ...init }))
)
