import type { NextOccurrence } from './next-occurrence.ts'

const unread = new Set(
  'audio button canvas datalist dialog embed footer frameset iframe map math meter nav noscript object output progress rp rt script select style svg template textarea video'.split(
    ' '
  )
)

const roles = new Set(
  'alert alertdialog banner complementary contentinfo dialog menu menubar navigation search tablist toolbar'.split(
    ' '
  )
)

/** Words that authors of pages put into the classes of what is not the page's matter. */
const furniture = new Set(
  'ad ads advert advertisement ambox amzn author-bio breadcrumb breadcrumbs byline catlinks comment-form comments consent cookie cookies disqus editsection email-signup footer gdpr hatnote jump-link masthead mbox menu metadata modal navbar navbox navigation newsletter noprint pagination paywall popup print-only printfooter promo promotion recirc recirculation recommended related-articles related-links screen-reader-text share sharing shortdescription sidebar signup siteNotice skip-link skiplink social social-links sponsored sr-only subscribe subscription toc toolbar tooltip visually-hidden vector-menu widget'
    .toLowerCase()
    .split(' ')
)
// `page-with-sidebar` is not the sidebar.
const around =
  /(?:^|[-_])(?:with|has|no|non|layout|wrapper|wrap|container|content|main|page|body|col|columns?|grid)(?:$|[-_])/

/** A form longer than this holds the page, not a question to the reader. */
const longestForm = 20_000

/** Elements that hold the page as a whole, whatever their classes say. */
const whole = new Set(['html', 'body', 'main', 'article'])

/**
 * Whether an element is furniture of the page: scripts and controls, what is hidden, what says in its role or
 * its class that it is navigation, notice or advertisement, and marks of notes at the foot of the page.
 */
export function isFurniture(
  name: string,
  attributes: ReadonlyMap<string, string>,
  end: number,
  next: NextOccurrence
): boolean {
  if (unread.has(name)) return true
  if (name === 'form') {
    const close = next.of('</form', end)
    return close >= 0 && close - end < longestForm
  }
  if (attributes.size === 0 || whole.has(name)) return false
  if (attributes.has('hidden') || attributes.get('aria-hidden') === 'true') return true
  if (/(?:display:\s*none|visibility:\s*hidden)/i.test(attributes.get('style') ?? '')) return true
  if (roles.has(attributes.get('role') ?? '')) return true
  if (name === 'a' && /^#(?:cite|fn|ref|note|footnote)/i.test(attributes.get('href') ?? '')) return true
  const tokens = `${attributes.get('class') ?? ''} ${attributes.get('id') ?? ''}`.slice(0, 1000).toLowerCase()
  if (name === 'sup' && /\b(?:reference|footnote)\b/.test(tokens)) return true
  return tokens.split(/\s+/).some(isFurnitureName)
}

function isFurnitureName(token: string): boolean {
  if (token === '' || around.test(token)) return false
  if (furniture.has(token)) return true
  const parts = token.split(/[-_]+/)
  return parts.length > 1 && (furniture.has(parts.at(-1)!) || furniture.has(parts.slice(-2).join('-')))
}
