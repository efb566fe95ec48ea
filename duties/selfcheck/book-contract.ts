import { z } from 'zod'
import { dateText, idText } from '../../platform/register/schema.ts'
import { disinfectionChoices, mealChoices } from './words.ts'

const meal = z.enum(mealChoices.map(({ code }) => code))
/** Text without the control characters that no keyboard writes and PostgreSQL refuses. */
// oxlint-disable-next-line no-control-regex
export const plainText = (most: number) => z.string().trim().max(most).regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/)
const name = plainText(60)
const text = plainText
const base = { id: idText, premises: idText, on: dateText, photos: z.array(idText).max(20).default([]) }

/** What the pages of the canteen book send. `id` is made with the draft: sent twice it is kept once. */
export const bookInput = z.discriminatedUnion('kind', [
  z.strictObject({
    ...base, kind: z.literal('morning_check'), checked_by: name,
    people: z.array(z.strictObject({ name, fit: z.boolean(), celsius: z.number().min(30).max(45).nullable().default(null), sign: text(200).default(''), sent_away: z.boolean().default(false) })).max(200),
  }),
  z.strictObject({
    ...base, kind: z.literal('purchase'), goods: text(120), supplier: text(120), quantity: z.number().min(0).max(1_000_000), unit: text(20),
    produced_on: dateText.nullable().default(null), best_before: dateText.nullable().default(null), papers: text(300).default(''), refused: z.boolean().default(false),
  }),
  z.strictObject({
    ...base, kind: z.literal('disinfection'), meals: z.array(meal).min(1).max(4), method: z.enum(disinfectionChoices.map(({ code }) => code)),
    reached: z.number().min(0).max(10_000), seconds: z.int().min(0).max(86_400), done_by: name.default(''),
  }),
  z.strictObject({
    ...base, kind: z.literal('sample'), meal, dishes: z.array(z.strictObject({ dish: text(120), grams: z.number().min(0).max(100_000) })).min(1).max(60),
    kept_at: z.iso.datetime(), celsius: z.number().min(-50).max(100), kept_by: name,
  }),
  z.strictObject({ ...base, kind: z.literal('leader_meal'), meal, leader: name, post: name, opinion: text(1000).default('') }),
])
export type BookInput = z.output<typeof bookInput>
export type BookSent = z.input<typeof bookInput>
