// Loaded into a measured process with `--import`: says at its end what it used.
import { writeSync } from 'node:fs'

const started = performance.now()
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  const usage = {
    wall: (performance.now() - started) / 1e3,
    cpu: (userCPUTime + systemCPUTime) / 1e6,
    peak: maxRSS / 1024
  }
  writeSync(2, `\nusage ${JSON.stringify(usage)}\n`)
})
