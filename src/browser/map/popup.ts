import type { Mark } from './marks.ts'

/** Names that are listed of what is at one place. */
const mostListed = 50

/** What is at a place, each with the link to its page. */
export function popupContent(members: readonly Mark[]): HTMLElement {
  const [first] = members as [Mark]
  if (members.length === 1) {
    const line = document.createElement('div')
    line.append(named(first))
    return line
  }
  const list = document.createElement('ul')
  for (const mark of members.slice(0, mostListed)) {
    const item = document.createElement('li')
    item.append(named(mark))
    list.append(item)
  }
  if (members.length > mostListed) {
    const more = document.createElement('li')
    more.textContent = `and ${members.length - mostListed} more`
    list.append(more)
  }
  return list
}

function named({ name, language, href }: Mark): HTMLElement {
  const element =
    href === undefined ? document.createElement('span') : Object.assign(document.createElement('a'), { href })
  element.textContent = name
  element.dir = 'auto'
  if (language !== '') element.lang = language
  return element
}
