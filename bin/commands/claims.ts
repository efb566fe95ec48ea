import { checkTexts, readPapers } from '../../duties/evaluation/claims/check-files.ts'
import { verdicts, type ClaimReport, type Finding } from '../../duties/evaluation/claims/contract.ts'
import { pageOf, type ClaimText } from '../../duties/evaluation/claims/files/claim-text.ts'
import { kindWords, verdictWords } from '../../duties/evaluation/claims/words.ts'
import { knownOf } from '../../duties/evaluation/claims/known.ts'
import { fill, type Bilingual, type Language } from '../../platform/core/bilingual.ts'
import { dateAt } from '../../platform/core/dates.ts'
import { contentOf } from '../read-file.ts'
import { say, tell } from '../tell.ts'

/** The terminal's language by the usual variables; Chinese where they name no language, as the papers are. */
export function terminalLanguage(env: Readonly<Record<string, string | undefined>> = process.env): Language {
  const named = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''
  return /^(C|POSIX)?(\.|$)/.test(named) || named.startsWith('zh') ? 'zh' : 'en'
}

const WORDS = {
  summary: { zh: '{papers} 份材料，{claims} 项数据：{counts}', en: '{papers} papers, {claims} figures: {counts}' },
  clean: { zh: '没有发现矛盾或存疑之处。', en: 'Nothing contradicts and nothing is doubtful.' },
  page: { zh: '第 {n} 页', en: 'page {n}' },
  line: { zh: '第 {n} 行', en: 'line {n}' },
  calculation: { zh: '计算：', en: 'Calculation: ' },
  explanation: { zh: '说明：', en: 'Explanation: ' },
} as const satisfies Record<string, Bilingual>

/** Where a finding stands in its paper: the page where the file tells pages, the line of the text always. */
function placeOf({ start, document }: Finding, texts: readonly ClaimText[], language: Language): string {
  const { file, text, pages } = texts[document]!
  const page = pageOf(pages, start)
  const line = text.slice(0, start).split('\n').length
  return [file, ...(page === null ? [] : [fill(WORDS.page[language], { n: page })]), fill(WORDS.line[language], { n: line })].join(' ')
}

function print({ documents, claims, findings }: ClaimReport, texts: readonly ClaimText[], language: Language): void {
  const of = (verdict: Finding['verdict']): readonly Finding[] => findings.filter((one) => one.verdict === verdict)
  const counts = verdicts.map((verdict) => `${verdictWords[verdict][language]} ${of(verdict).length}`).join(language === 'zh' ? '，' : ', ')
  say(fill(WORDS.summary[language], { papers: documents.length, claims: claims.length, counts }))
  const told = [...of('contradiction'), ...of('doubtful')]
  if (told.length === 0) say(WORDS.clean[language])
  for (const [at, one] of told.entries()) {
    say(`\n${at + 1}. ${verdictWords[one.verdict][language]} · ${kindWords[one.kind][language]} · ${placeOf(one, texts, language)}`)
    say(`   ${one.sentence.trim()}`)
    if (one.calculation) say(`   ${WORDS.calculation[language]}${one.calculation}`)
    if (one.explanation) say(`   ${WORDS.explanation[language]}${one.explanation}`)
  }
}

/**
 * Checks the figures of papers, without server or database. The program then ends with 1 where one of them contradicts.
 * @throws Problem (exit status 2) where a file cannot be read
 */
export async function checkClaims(files: readonly string[], { json }: { readonly json?: boolean }): Promise<void> {
  const papers = await Promise.all(files.map(async (file) => ({ name: file, content: await contentOf(file) })))
  const texts = await readPapers(papers)
  const report = await checkTexts(texts, (read) => knownOf(read, dateAt(Date.now())))
  tell(json, report, () => print(report, texts, terminalLanguage()))
  if (report.findings.some(({ verdict }) => verdict === 'contradiction')) process.exitCode = 1
}
