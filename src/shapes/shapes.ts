/** Whether quads are what the shapes (SHACL) say everything published looks like. */
export { type Violation, violations } from './violations.ts'
