import { fill } from '../../../platform/core/bilingual.ts'
import { Problem, problems } from '../../../platform/core/problem.ts'
import type { ClaimReport, Known, ReadDocument } from './contract.ts'
import type { ClaimText } from './files/claim-text.ts'
import { readClaimFile } from './files/read-file.ts'
import { checkDocuments, readDocument } from './index.ts'

problems({
  'claims.unreadable': [
    422,
    '{count} 份文件不能核验：{list}请更换后再试。',
    '{count} of the files cannot be checked. {listEn} Choose others and try again.',
  ],
})

/** A paper as it comes: its name and its bytes. */
export type PaperFile = { readonly name: string; readonly content: Uint8Array }

/**
 * Reads papers to text, all faults at once.
 * @param step told before each paper, how many are done
 * @throws Problem as `readClaimFile` does for one paper; `claims.unreadable` (422) with what is wrong with each where several were given
 */
export async function readPapers(
  papers: readonly PaperFile[],
  step: (done: number, name: string) => Promise<void> = async () => {},
): Promise<ClaimText[]> {
  const texts: ClaimText[] = []
  const faults: { name: string; problem: Problem }[] = []
  for (const [done, { name, content }] of papers.entries()) {
    await step(done, name)
    try {
      texts.push(await readClaimFile(name, content))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      faults.push({ name, problem: error })
    }
  }
  const [first] = faults
  if (!first) return texts
  if (papers.length === 1) throw first.problem
  const list = (language: 'zh' | 'en', form: string, between: string): string =>
    faults.map(({ name, problem }) => fill(form, { name, said: problem.sentence[language] })).join(between)
  throw new Problem('claims.unreadable', {
    count: faults.length,
    list: list('zh', '{name}：{said}', ''),
    listEn: list('en', '{name}: {said}', ' '),
  })
}

/** Checks papers that were read, against each other and against what is known. */
export async function checkTexts(
  texts: readonly ClaimText[],
  known: (papers: readonly ReadDocument[]) => Promise<Known>,
): Promise<ClaimReport> {
  const papers = texts.map(({ file, text }, at) => readDocument(file, text, at))
  return checkDocuments(papers, await known(papers))
}
