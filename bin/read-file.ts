import { readFile } from 'node:fs/promises'
import { Problem } from '../platform/core/problem.ts'

/** A file's content. @throws Problem `cli.no-file` in a sentence, where it cannot be read */
export async function contentOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    throw new Problem('cli.no-file', { file, why: (error as NodeJS.ErrnoException).code ?? String(error) })
  }
}
