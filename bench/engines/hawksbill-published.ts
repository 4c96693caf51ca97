import { labelExtras } from '../../src/compiled/compiled.ts'
import { engineWith } from './hawksbill.ts'

/** Ours as a dataset is published, with the index of names. */
export const engine = engineWith({ extras: labelExtras() })
