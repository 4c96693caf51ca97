import { tmpdir } from 'node:os'
import path from 'node:path'
import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { bundle, historyBundle } from './tests/worker/bundle.ts'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['tests/*.test.ts'],
          testTimeout: 30_000,
          // Command lines leave their caches here, and not with those of whoever runs the tests.
          env: { XDG_CACHE_HOME: path.join(tmpdir(), 'hawksbill-tests-cache') }
        }
      },
      {
        // The worker as it would be deployed, with `out/` as its assets.
        plugins: [cloudflareTest({ main: bundle, wrangler: { configPath: './wrangler.toml' } })],
        test: {
          name: 'workerd',
          include: ['tests/worker/*.test.ts'],
          globalSetup: ['tests/worker/bundle.ts'],
          testTimeout: 60_000
        }
      },
      {
        // The same worker over a dataset with a past.
        plugins: [
          cloudflareTest({ main: historyBundle, wrangler: { configPath: './tests/worker/history.toml' } })
        ],
        test: {
          name: 'workerd-history',
          include: ['tests/worker/history/*.test.ts'],
          globalSetup: ['tests/worker/history-bundle.ts'],
          testTimeout: 60_000
        }
      }
    ]
  }
})
