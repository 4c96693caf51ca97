import { hash } from 'node:crypto'
import { readdirSync, realpathSync, rmSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'

/** Where caches of programs go, by the custom of the system. */
function cacheHome(): string {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = process.env
  if (xdg !== undefined && path.isAbsolute(xdg)) return xdg
  if (process.platform === 'darwin') return path.join(homedir(), 'Library/Caches')
  return process.platform === 'win32' && local ? local : path.join(homedir(), '.cache')
}

/**
 * The cache of one vault published into one folder; `home` is where all caches are, the system's place by default.
 */
export function cacheFolder(vault: string, out: string, home = path.join(cacheHome(), 'hawksbill')): string {
  return path.join(home, hash('sha256', JSON.stringify([real(vault), real(out)])).slice(0, 16))
}

function real(folder: string): string {
  const whole = path.resolve(folder)
  try {
    return realpathSync(whole)
  } catch {
    return whole
  }
}

const month = 30 * 24 * 3600 * 1000

/** Removes caches beside this one that no build has used for a month. */
export function removeOldCaches(folder: string): void {
  const home = path.dirname(folder)
  try {
    for (const name of readdirSync(home)) {
      if (!/^[0-9a-f]{16}$/.test(name) || name === path.basename(folder)) continue
      const used = statSync(path.join(home, name, 'state'), { throwIfNoEntry: false })
      if (used && Date.now() - used.mtimeMs > month)
        rmSync(path.join(home, name), { recursive: true, force: true })
    }
  } catch {
    // Somebody else's to sort out; the build does not depend on it.
  }
}
