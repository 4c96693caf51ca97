// A route of Hono's and nothing else: what the framework and Node leave room for. Its body has as many bytes as asked.
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

const body = new Uint8Array(Number(process.argv[2])).fill(120)
const app = new Hono()
app.get('/data/:name', () => new Response(body, { headers: { 'Content-Type': 'text/turtle;charset=utf-8' } }))
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
  console.log(`  SPARQL  http://127.0.0.1:${port}/sparql`)
)
