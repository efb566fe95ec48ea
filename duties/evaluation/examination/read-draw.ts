import { z } from 'zod'
import type { DrawFile } from './contract.ts'

const text = z.string().max(10_000)
const count = z.int().min(0)
const part = z.object({ areas: z.object({ district: count, county: count }), quotas: z.record(text, count) })
const entry = z.object({ id: text, name: text, area: text, kind: text })
const drawn = z.object({ areas: z.array(text), points: z.array(entry), short: z.array(z.object({ kind: text, wanted: count, got: count })) })
const file = z.object({
  commitment: z.looseObject({ format: z.literal('shian-draw/1'), rules: z.object({ open: part, covert: part }), poolHash: text, secretHash: text, places: count }),
  commitmentHash: text, seed: text,
  reserve: z.array(text).optional(), added: z.array(text).optional(),
  replaced: z.array(z.object({ team: count, out: text, in: text.nullable(), passed: z.array(z.object({ id: text, why: z.enum(['recused', 'gone']) })), kind: z.enum(['unable', 'recused']), on: text })).optional(),
  pool: z.object({ areas: z.array(z.object({ code: text, name: text, stratum: z.enum(['district', 'county']) })), entries: z.array(entry) }),
  open: drawn, secret: text.optional(), covert: drawn.optional(),
})

/** The published draw of an examination, as it was read from a file; undefined where the file is none. */
export function readExaminationDraw(content: string): DrawFile | undefined {
  try {
    const value: unknown = JSON.parse(content.replace(/^\uFEFF/, ''))
    return file.safeParse(value).success ? (value as DrawFile) : undefined // whole, as it was hashed
  } catch {
    return undefined
  }
}
