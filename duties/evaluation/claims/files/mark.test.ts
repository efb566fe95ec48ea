import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, describe, expect, test } from 'vitest'
import { instant } from '../../../../platform/core/dates.ts'
import { readXml } from '../../../../platform/documents/paper-xml.ts'
import type { Comment } from './comments.ts'
import { docxOf } from './made.fixture.ts'
import { markDocx } from './mark-docx.ts'
import { newDocx } from './new-docx.ts'
import { readClaimFile } from './read-file.ts'

const NOW = instant(Date.parse('2026-11-22T10:00:00Z'))
const report = readFileSync(new URL('fixtures/lo-report.docx', import.meta.url))

const on = (text: string, words: string, ...lines: string[]): Comment => {
  const start = text.indexOf(words)
  if (start < 0) throw new Error(`not in the text: ${words}`)
  return { start, end: start + words.length, lines }
}

/** What a reader sees between the marks of each comment, and what the comment says. */
function commentsIn(docx: Uint8Array): { readonly on: string; readonly says: string }[] {
  const files = unzipSync(docx)
  const body = strFromU8(files['word/document.xml']!)
  const said = readXml(files['word/comments.xml'])!
  return said.all('comment').map((comment) => {
    const id = comment.value('id')
    const within =
      new RegExp(
        `<w:commentRangeStart w:id="${id}"/>([^]*)<w:commentRangeEnd w:id="${id}"/><w:r>(?:<w:rPr>[^]*?</w:rPr>)?<w:commentReference w:id="${id}"/>`,
      ).exec(body)?.[1] ?? 'no range'
    const part = strFromU8(files['word/comments.xml']!).split(`w:id="${id}"`)[1]!.split('</w:comment>')[0]!
    const textOf = (xml: string): string =>
      [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
        .map(([, text]) => text)
        .join('')
        .replaceAll('&lt;', '<')
        .replaceAll('&amp;', '&')
    return { on: textOf(within), says: textOf(part) }
  })
}

describe('a copy of a .docx with comments', () => {
  test('comments stand on exactly the words, runs are parted where they must, and the text stays what it was', async () => {
    const { text } = await readClaimFile('报告.docx', report)
    const copy = markDocx(
      report,
      [
        on(text, '23456户，其中食品生产企业456户', '【矛盾 · 合计】', '456 + 21,000 < 23,456 & 不等'),
        on(text, '食品生产企业456', '重叠的第二条'),
        on(text, '98.1%', '比率'),
        on(text, '市级\t\n二、经费保障', '跨表格'),
      ],
      NOW,
    )
    expect((await readClaimFile('副本.docx', copy)).text).toBe(text)
    expect(commentsIn(copy)).toEqual([
      { on: '23456户，其中食品生产企业456户', says: '【矛盾 · 合计】456 + 21,000 < 23,456 & 不等' },
      { on: '食品生产企业456', says: '重叠的第二条' },
      { on: '98.1%', says: '比率' },
      { on: '市级经费保障', says: '跨表格' },
    ])
  })

  test('a comment on a number that Word writes itself stands on the heading behind it', async () => {
    const { text } = await readClaimFile('报告.docx', report)
    expect(commentsIn(markDocx(report, [on(text, '二、', '跳号')], NOW))).toEqual([{ on: '经费保障', says: '跳号' }])
  })

  test('comments that a paper has already are kept, and ours follow', async () => {
    const { text } = await readClaimFile('报告.docx', report)
    const once = markDocx(report, [on(text, '98.1%', '第一次')], NOW)
    const twice = markDocx(once, [on(text, '48321户次', '第二次')], NOW)
    expect(commentsIn(twice)).toEqual([
      { on: '98.1%', says: '第一次' },
      { on: '48321户次', says: '第二次' },
    ])
    expect((await readClaimFile('副本.docx', twice)).text).toBe(text)
  })

  test('entities, tabs inside a run, and characters beyond the first plane are counted as a reader sees them', async () => {
    const body =
      '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>甲&amp;乙&#x20000;丙共456户</w:t><w:tab/><w:t>合格 98 批次</w:t></w:r></w:p><w:p><w:r><w:t>其余材料另见附件一览表。</w:t></w:r></w:p>'
    const docx = docxOf(body)
    const { text } = await readClaimFile('报告.docx', docx)
    const copy = markDocx(docx, [on(text, '丙共456', '数'), on(text, '98', '率')], NOW)
    expect(commentsIn(copy)).toEqual([
      { on: '丙共456', says: '数' },
      { on: '98', says: '率' },
    ])
    expect((await readClaimFile('副本.docx', copy)).text).toBe(text)
  })

  test('a paper without findings is answered as it came', async () => {
    const copy = markDocx(report, [], NOW)
    expect(Object.entries(unzipSync(copy)).map(([name, bytes]) => [name, strFromU8(bytes)])).toEqual(
      Object.entries(unzipSync(report)).map(([name, bytes]) => [name, strFromU8(bytes)]),
    )
  })
})

describe('a new .docx for papers that are none', () => {
  test('it bears the text, its pages, and the comments on their words', async () => {
    const paper = await readClaimFile('报告.pdf', readFileSync(new URL('fixtures/lo-report.pdf', import.meta.url)))
    const copy = await newDocx(
      paper,
      [on(paper.text, '23456户，其中', '矛盾'), on(paper.text, '23456', '重叠'), on(paper.text, '合格率98.1%。\n近三年食品', '跨页')],
      NOW,
    )
    const read = await readClaimFile('副本.docx', copy)
    expect(read.text).toBe(paper.text)
    expect(read.pages).toEqual(paper.pages)
    expect(commentsIn(copy).map(({ on: words }) => words)).toEqual(['23456户，其中', '23456', '合格率98.1%。近三年食品'])
  })
})

const folder = mkdtempSync(join(tmpdir(), 'shian-mark-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const office = (() => {
  try {
    return execFileSync('soffice', ['--version'], { encoding: 'utf8' }).startsWith('LibreOffice')
  } catch {
    return false
  }
})()

test.skipIf(!office)('LibreOffice opens the copies and sees every comment (where it is installed)', { timeout: 240_000 }, async () => {
  const paper = await readClaimFile('报告.docx', report)
  const comments = [on(paper.text, '23456户', '一'), on(paper.text, '98.1%', '二'), on(paper.text, '市级\t\n二、经费保障', '三')]
  writeFileSync(join(folder, 'marked.docx'), markDocx(report, comments, NOW))
  writeFileSync(join(folder, 'made.docx'), await newDocx(paper, comments, NOW))
  for (const name of ['marked', 'made']) {
    execFileSync(
      'soffice',
      [
        `-env:UserInstallation=file://${folder}/profile`,
        '--headless',
        '--convert-to',
        'fodt',
        '--outdir',
        folder,
        join(folder, `${name}.docx`),
      ],
      { stdio: 'ignore' },
    )
    const seen = readFileSync(join(folder, `${name}.fodt`), 'utf8')
    expect([seen.split('<office:annotation ').length - 1, seen.split('<office:annotation-end ').length - 1], name).toEqual([3, 3])
  }
})
