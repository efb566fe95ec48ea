import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Bilingual } from '../core/bilingual.ts'
import type { Instant } from '../core/dates.ts'

/** A place in the chain that was written down: in `audit_checkpoint`, and in a file outside the database. */
export type Checkpoint = { readonly at: Instant; readonly number: number; readonly link: Uint8Array }

/** Something wrong with a line of the file. */
export type FileFault = { readonly line: number; readonly sentence: Bilingual }

export type CheckpointFile = {
  readonly checkpoints: readonly Checkpoint[]
  readonly faults: readonly FileFault[]
  /** What the next line is tied to: the last line's seal, or empty. */
  readonly seal: string
  /** Bytes of whole lines. What follows was torn by a crash while it was written; cut the file here before appending. */
  readonly length: number
}

/**
 * The file outside the database, one line a checkpoint. The owner of the database can rewrite every table and every link;
 * without the key he cannot rewrite this.
 *
 *     v1 <at> <number> <link, 64 hex> <seal, 64 hex>
 *
 * The seal is HMAC-SM3 with the installation's audit key over the line's other words and the seal of the line before, so
 * that no line can be changed, moved, added or taken out from between.
 */
export const checkpointFileName = (city: string): string => `audit-checkpoints-${city}.log`

const sealOf = (key: Uint8Array, before: string, words: string): string =>
  createHmac('sm3', key).update(`shian.audit.checkpoint\n${before}\n${words}`).digest('hex')

/** The line to append, with its line end. @param before the `seal` that `readCheckpoints` gave, empty for a new file */
export function checkpointLine(
  key: Uint8Array,
  before: string,
  { at, number, link }: Checkpoint,
): { readonly line: string; readonly seal: string } {
  const words = `v1 ${at} ${number} ${Buffer.from(link).toString('hex')}`
  const seal = sealOf(key, before, words)
  return { line: `${words} ${seal}\n`, seal }
}

const LINE = /^(v1 (\d{4}-\d{2}-\d{2}T[\d:.]+Z) (\d{1,15}) ([0-9a-f]{64})) ([0-9a-f]{64})$/

const unreadable = { zh: '这一行不是检查点记录。', en: 'This line is not a checkpoint.' }
const broken = {
  zh: '这一行或它前面的一行被改动、移动或删除过，或者文件不是用本系统的密钥写的。',
  en: 'This line or the one before it was changed, moved or removed, or the file was not written with this installation’s key.',
}
const notRising = { zh: '编号没有递增：链条曾被截短后重新写入。', en: 'The numbers do not rise: the chain was cut and written again.' }

/** Reads the file: its checkpoints and all that is wrong with it. A last line without its end is torn, not a fault. */
export function readCheckpoints(key: Uint8Array, text: string): CheckpointFile {
  const end = text.lastIndexOf('\n') + 1
  const checkpoints: Checkpoint[] = []
  const faults: FileFault[] = []
  let seal = ''
  const lines = end === 0 ? [] : text.slice(0, end - 1).split('\n')
  lines.forEach((line, index) => {
    const parts = LINE.exec(line)
    if (!parts) return void faults.push({ line: index + 1, sentence: unreadable })
    const [, words, at, number, link, claimed] = parts as unknown as [string, string, string, string, string, string]
    const right = timingSafeEqual(Buffer.from(sealOf(key, seal, words), 'hex'), Buffer.from(claimed, 'hex'))
    if (!right) faults.push({ line: index + 1, sentence: broken })
    else if (Number(number) < (checkpoints.at(-1)?.number ?? 0)) faults.push({ line: index + 1, sentence: notRising })
    // A line that fails is no witness; the next is judged by the seal that stands before it, so one fault is told once.
    else checkpoints.push({ at: at as Instant, number: Number(number), link: Buffer.from(link, 'hex') })
    seal = claimed
  })
  return { checkpoints, faults, seal, length: Buffer.byteLength(text.slice(0, end)) }
}
