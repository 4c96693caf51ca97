/** What people see: HTML made on the server, in the reader's language as far as the dataset has it, with nothing to run in the browser. */

export { imageHosts } from './commons.ts'
export { type EntityPageContent, entityPage } from './entity.ts'
export { type FaultContent, faultPage } from './fault.ts'
export { type FragmentPageContent, fragmentPage } from './fragment.ts'
export { exampleQuery, homePage, ontologyPage, sampleOf } from './home.ts'
export { queryPage, resultPage, type ShownAnswer } from './query.ts'
export { bytesOf } from './room.ts'
export { searchPage } from './search.ts'
export { shapesPage } from './shapes.ts'
export type { PageSite, SiteDescription } from './site.ts'
export { style } from './style.ts'
export { languageFor } from './words.ts'
