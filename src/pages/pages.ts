/** What people see: HTML made on the server, with nothing to run in the browser. */
export { type EntityPageContent, entityPage } from './entity.ts'
export { faultPage } from './fault.ts'
export { type FragmentPageContent, fragmentPage } from './fragment.ts'
export { exampleQuery, homePage, ontologyPage, sampleOf } from './home.ts'
export type { PageSite, SiteDescription } from './layout.ts'
export { queryPage, resultPage, type ShownAnswer } from './query.ts'
export { shapesPage } from './shapes.ts'
export { style } from './style.ts'
