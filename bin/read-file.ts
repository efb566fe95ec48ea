import { readFile, writeFile } from 'node:fs/promises'
import { Problem, problems } from '../platform/core/problem.ts'

/** A file's content. @throws Problem `cli.no-file` in a sentence, where it cannot be read */
export async function contentOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    throw new Problem('cli.no-file', { file, why: (error as NodeJS.ErrnoException).code ?? String(error) })
  }
}

problems({
  'cli.no-file': [404, '无法读取文件 {file}：{why}', 'The file {file} cannot be read: {why}'],
  'cli.no-write': [409, '无法写入文件 {file}：{why}', 'The file {file} cannot be written: {why}'],
})

/** What a file that cannot be written tells. */
export const noWrite = (file: string, error: unknown): Problem => new Problem('cli.no-write', { file, why: (error as NodeJS.ErrnoException).code ?? String(error) })

/** Writes a whole file, its text at once or in pieces. @throws Problem `cli.no-write` */
export const writeOut = (file: string, text: string | Iterable<string>): Promise<void> => writeFile(file, text).catch((error: unknown) => {
  throw noWrite(file, error)
})
