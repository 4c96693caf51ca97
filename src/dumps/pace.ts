/** Lets others run now and then in long work: signals, timers, requests. */
export class Pace {
  #since = performance.now()

  async rest(): Promise<void> {
    if (performance.now() - this.#since < 50) return
    await new Promise(resolve => setTimeout(resolve))
    this.#since = performance.now()
  }
}
