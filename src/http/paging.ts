import { Fault } from './faults.ts'

/** The number of a page that a parameter `page` asks for, from 1; a Fault for what is no such number. */
export function pageNumber(given = '1'): number {
  const page = /^[1-9]\d{0,14}$/.test(given) ? Number(given) : 0
  if (page === 0) throw new Fault('bad-request', 'page is a whole number from 1 on')
  return page
}

/** How many pages there are, one at least; a Fault where there is no page of the number that is asked for. */
export function pagesOf(total: number, size: number, page: number): number {
  const pages = Math.max(1, Math.ceil(total / size))
  if (page > pages)
    throw new Fault('not-found', `There ${pages === 1 ? 'is 1 page' : `are ${pages} pages`}`, {
      headers: { Vary: 'Accept' }
    })
  return pages
}
