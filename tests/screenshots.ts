/** `npm run screenshots [-- folder]`: pictures of each kind of page of the seeds, light and dark, on a phone and wide. */
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openPublished } from '../src/node/published.ts'
import { serve } from '../src/node/server.ts'
import { openChromium, pageKinds, views } from './chromium.ts'

const folder = path.resolve(process.argv[2] ?? path.join(tmpdir(), 'hawksbill-screenshots'))
await mkdir(folder, { recursive: true })
const browser = await openChromium()
if (typeof browser === 'string') throw new Error(browser)
const server = await serve(await openPublished(path.join(import.meta.dirname, '../out')), { port: 0 })
try {
  for (const { name, width, colorScheme } of views) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme })
    const page = await context.newPage()
    for (const [kind, address] of Object.entries(pageKinds)) {
      await page.goto(server.url + address)
      const file = `${kind} ${name}.png`.replaceAll(/[ ,]+/g, '-')
      await page.screenshot({ path: path.join(folder, file) })
      console.log(path.join(folder, file))
    }
    await context.close()
  }
} finally {
  await Promise.all([browser.close(), server.close()])
}
