import { readFile, writeFile } from 'node:fs/promises'
import { Problem, problems } from '../platform/core/problem.ts'

/** A file's content. @throws Problem `cli.no-file` in a sentence, where it cannot be read */
export async function contentOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    throw new Problem('cli.no-file', { file, ...whyNot(error) })
  }
}

problems({
  'cli.no-file': [404, '无法读取文件 {file}：{why}。', 'The file {file} cannot be read: {whyEn}.'],
  'cli.no-write': [409, '无法写入文件 {file}：{why}。', 'The file {file} cannot be written: {whyEn}.'],
})

const REASONS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  ENOENT: ['没有这个文件或文件夹', 'there is no such file or folder'],
  EISDIR: ['这是文件夹，不是文件', 'it is a folder, not a file'],
  EACCES: ['没有权限', 'permission is denied'],
  ENOSPC: ['磁盘已满', 'the disk is full'],
}

/** Why the system refused a file, in both languages; its own code where it has no words here. */
const whyNot = (error: unknown): { why: string; whyEn: string } => {
  const code = (error as NodeJS.ErrnoException).code ?? String(error)
  const [why, whyEn] = REASONS[code] ?? [code, code]
  return { why, whyEn }
}

/** What a file that cannot be written tells. */
export const noWrite = (file: string, error: unknown): Problem => new Problem('cli.no-write', { file, ...whyNot(error) })

/** Writes a whole file, its text at once or in pieces. @throws Problem `cli.no-write` */
export const writeOut = (file: string, text: string | Iterable<string>): Promise<void> => writeFile(file, text).catch((error: unknown) => {
  throw noWrite(file, error)
})
