import { monthNames } from '../prose/prose.ts'
import type { Referent } from './lexicon.ts'
import type { Slots } from './slots.ts'

/** Fills a label's template; `[…]` is left out where a slot in it is empty. Undefined where another is. */
export function render(
  template: string,
  filled: Slots,
  minted: ReadonlyMap<string, Referent>,
  subject: Referent | undefined
): string | undefined {
  const part = (text: string): string | undefined => {
    let lacking = false
    const rendered = text.replace(/\{(\w+)(?::(\w+))?\}/g, (_, slot: string, form: string | undefined) => {
      const words = slotWords(slot, form, filled, minted, subject)
      if (words === undefined) lacking = true
      return words ?? ''
    })
    return lacking ? undefined : rendered
  }
  const withOptions = template.replace(/\[([^\]]*)\]/g, (_, text: string) => part(text) ?? '')
  return part(withOptions)?.replace(/\s+/g, ' ').trim()
}

function slotWords(
  slot: string,
  form: string | undefined,
  filled: Slots,
  minted: ReadonlyMap<string, Referent>,
  subject: Referent | undefined
): string | undefined {
  const value = filled.get(slot)
  const referent = slot === 'SUBJECT' ? subject : (minted.get(slot) ?? value?.referents[0])
  if (value?.date) {
    const { year, month, day } = value.date.date
    if (form === 'year') return String(year)
    if (month === undefined) return form === undefined || form === 'date' ? String(year) : undefined
    if (form === 'month' || day === undefined)
      return form === 'day' ? undefined : `${monthNames[month - 1]} ${year}`
    return `${day} ${monthNames[month - 1]} ${year}`
  }
  if (value?.number) return value.number.amount
  if (referent)
    return form === 'label'
      ? referent.label
      : form === 'adjective'
        ? referent.adjective
        : (referent.short ?? referent.label)
  return value?.text
}
