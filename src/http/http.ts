/** The site as an application of web-standard requests and responses. */
export { type Compressed, compressedFile, historyFiles, withCompressed } from '../dumps/dumps.ts'
export { type AppOptions, createApp, type SeenAnswer } from './app.ts'
export type { MetricFamily } from './exposition.ts'
export { clientFault, Fault, type FaultCode, faults, queryFault } from './faults.ts'
export { Metrics } from './metrics.ts'
export { type ByteRange, type Past, type Published, rangeOf } from './published.ts'
export type { QueryGateLimits } from './query-gate.ts'
export type { QueryAnswer, QueryQuestion, QueryService, QueryTally } from './query-service.ts'
export {
  askEndpoint,
  type ServiceForm,
  type ServiceHost,
  type ServiceLimits,
  type ServiceResponse
} from './service-protocol.ts'
export { createQueryService, defaultSparqlLimits, type Queried, type SparqlLimits } from './sparql-answer.ts'
