// Stands in for the package `readable-stream` (see `wrangler.toml`): Workers has Node's streams.
export { Duplex, PassThrough, Readable, Transform, Writable } from 'node:stream'
