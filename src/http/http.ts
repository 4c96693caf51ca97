/** The site as an application of web-standard requests and responses. */
export { type Compressed, compressedFile, historyFiles, withCompressed } from '../dumps/dumps.ts'
export type { MetricFamily } from './about/exposition.ts'
export { Metrics } from './about/metrics.ts'
export { type AppOptions, createApp, type SeenAnswer } from './app.ts'
export { clientFault, Fault, type FaultCode, faults, queryFault } from './faults.ts'
export { scriptPolicy } from './protocol/header-fields.ts'
export {
  type ByteRange,
  isTextFile,
  type Past,
  type Published,
  rangeOf,
  type ScriptName,
  scriptNames
} from './published.ts'
export { createQueryService, defaultSparqlLimits, type Queried, type SparqlLimits } from './sparql/answer.ts'
export type { QueryGateLimits } from './sparql/query-gate.ts'
export type { QueryAnswer, QueryQuestion, QueryService, QueryTally } from './sparql/query-service.ts'
export {
  askEndpoint,
  type ServiceForm,
  type ServiceHost,
  type ServiceLimits,
  type ServiceResponse
} from './sparql/service-protocol.ts'
