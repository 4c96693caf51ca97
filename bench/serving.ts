import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'

/** Our program, as it is called from a command line. */
export const cli = path.join(import.meta.dirname, '../src/node/cli.ts')

/** A server in a process of its own. */
export interface ServingProcess {
  /** Of its SPARQL endpoint. */
  readonly url: string
  /** Seconds of processor time that it has taken so far, on Linux. */
  cpu(): number
  stop(): Promise<unknown>
}

/** Linux counts processor time in hundredths of a second (proc(5)). */
const ticksPerSecond = 100

function cpuOf(pid: number): number {
  // The name of the program may hold spaces; what follows its bracket does not.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

/** Starts a program that says where its SPARQL endpoint is once it listens. */
export async function serving(args: readonly string[]): Promise<ServingProcess> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise(resolve => child.once('close', resolve))
  const url = await new Promise<string>((resolve, reject) => {
    let out = ''
    child.stdout.on('data', data => {
      out += data
      const found = /SPARQL +(\S+)/.exec(out)
      if (found) resolve(found[1]!)
    })
    child.once('close', () => reject(new Error(`The server ended: ${out}`)))
  })
  return {
    url,
    cpu: () => cpuOf(child.pid!),
    stop: () => {
      child.kill('SIGINT')
      return ended
    }
  }
}
