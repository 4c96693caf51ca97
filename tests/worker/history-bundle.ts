import path from 'node:path'
import { buildHistory } from '../fixtures/history.ts'
import { bundleInto, historyBundle } from './bundle.ts'

/** Builds the dataset with a past, and bundles the worker. */
export default async function setup(): Promise<void> {
  await buildHistory(path.join(import.meta.dirname, '../../.hawksbill/history'))
  await bundleInto(path.dirname(historyBundle))
}
