/** The site as an application of web-standard requests and responses. */
export { type AppOptions, createApp } from './app.ts'
export { Fault, type FaultCode, faults } from './faults.ts'
export type { Published } from './published.ts'
export { defaultSparqlLimits, type SparqlLimits } from './sparql.ts'
