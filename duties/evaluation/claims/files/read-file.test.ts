import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Problem } from '../../../../platform/core/problem.ts'
import { pageOf } from './claim-text.ts'
import { docxOf, pdfOf } from './made.fixture.ts'
import { readClaimFile } from './read-file.ts'

const fixture = (name: string): Buffer => readFileSync(new URL(`fixtures/${name}`, import.meta.url))
const PAPER = '全市共有食品生产企业４５６户，合格率98.1%。\n其中小作坊2000户。\n'

async function codeOf(name: string, content: Uint8Array): Promise<string> {
  try {
    await readClaimFile(name, content)
    return 'read'
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    expect(error.sentence.zh, error.code).not.toMatch(/\{\w+\}/)
    expect(error.sentence.en, error.code).not.toMatch(/\{\w+\}/)
    return error.code
  }
}

describe('text files', () => {
  test.each([
    ['UTF-8', Buffer.from(PAPER)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${PAPER}`)],
    ['UTF-16 with its mark', Buffer.from(`\ufeff${PAPER}`, 'utf16le')],
    ['UTF-16, high byte first, with its mark', Buffer.from(`\ufeff${PAPER}`, 'utf16le').swap16()],
    ['UTF-16 without its mark', Buffer.from(PAPER, 'utf16le')],
    ['GB18030', Buffer.from('c8abcad0b9b2d3d0cab3c6b7c9fab2fac6f3d2b53435bba7a3acbacfb8f1c2ca39382e3125a1a30a', 'hex')],
  ])('%s is read to the same text', async (encoding, content) => {
    const { text, pages } = await readClaimFile('报告.txt', content)
    expect(text).toBe(encoding === 'GB18030' ? '全市共有食品生产企业45户，合格率98.1%。\n' : PAPER)
    expect(pages).toEqual([])
  })

  test('line ends of every kind become line feeds without moving what stands behind them', async () => {
    const windows = PAPER.replaceAll('\n', '\r\n')
    const { text } = await readClaimFile('报告.txt', Buffer.from(windows))
    expect(text).not.toContain('\r')
    expect(text.indexOf('其中小作坊')).toBe(windows.indexOf('其中小作坊'))
  })

  test('a form feed begins a page', async () => {
    const { text, pages } = await readClaimFile('报告.txt', Buffer.from(`${PAPER}\f第二页的内容。`))
    expect(pageOf(pages, text.indexOf('其中'))).toBe(1)
    expect(pageOf(pages, text.indexOf('第二页'))).toBe(2)
    expect(pageOf([], 0)).toBeNull()
  })
})

describe('a paper that LibreOffice wrote', () => {
  test('headings bear the numbers that are printed, tables are lines, an explicit break begins a page', async () => {
    const { text, pages, form } = await readClaimFile('报告.docx', fixture('lo-report.docx'))
    expect(form).toBe('docx')
    expect(text).toContain('\n一、基本情况\n')
    expect(text).toContain('\n（一）监督抽检\n')
    expect(text).toContain('\n二、经费保障\n')
    expect(text).toContain('2020年\t4254\t市级')
    expect([pageOf(pages, text.indexOf('合格率98.1%')), pageOf(pages, text.indexOf('近三年'))]).toEqual([1, 2])
  })

  test('its PDF gives the same paragraphs, joined where only the page was too narrow', async () => {
    const [word, pdf] = [
      await readClaimFile('报告.docx', fixture('lo-report.docx')),
      await readClaimFile('报告.pdf', fixture('lo-report.pdf')),
    ]
    const lines = (text: string): string[] =>
      text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
    expect(lines(pdf.text)).toEqual(lines(word.text))
    expect(pageOf(pdf.pages, pdf.text.indexOf('近三年'))).toBe(2)
  })

  test('a page is where Word laid it out, when Word has noted that', async () => {
    const p = (text: string, before = ''): string => `<w:p><w:r>${before}<w:t>${text}</w:t></w:r></w:p>`
    const body =
      p('第一页的内容在这里。') +
      p('第二页的内容在这里。', '<w:br w:type="page"/><w:lastRenderedPageBreak/>') +
      p('第三页的内容在这里。', '<w:lastRenderedPageBreak/>')
    const { text, pages } = await readClaimFile('报告.docx', docxOf(body))
    expect(['第一页', '第二页', '第三页'].map((words) => pageOf(pages, text.indexOf(words)))).toEqual([1, 2, 3])
  })
})

describe('PDF', () => {
  const shown = (text: string): string => `BT /F1 16 Tf 60 700 Td <${text}> Tj ET`

  test('a font that is only named with a Chinese character map is read by that map', async () => {
    // GBK of 全市共有小作坊二千户，其中合格一千户
    const { text } = await readClaimFile(
      '报告.pdf',
      pdfOf(shown('c8abcad0b9b2d3d0d0a1d7f7b7bbb6fec7a7bba7a3acc6e4d6d0bacfb8f1d2bbc7a7bba7')),
    )
    expect(text).toContain('全市共有小作坊二千户')
  })

  test('a scan without text says that it holds pictures only', async () => {
    expect(await codeOf('扫描.pdf', pdfOf('0.5 g 60 60 400 600 re f'))).toBe('claims.no-text')
  })

  test('more than a thousand pages are too many at a time', async () => {
    expect(await codeOf('年鉴.pdf', pdfOf(shown('c8abcad0'), 2_000))).toBe('claims.too-long')
  })

  test.each([
    ['one that is cut off', fixture('lo-report.pdf').subarray(0, 900)],
    ['nothing but its mark', Buffer.from('%PDF-1.7\n')],
    ['its mark before noise', Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(4_000, 0xc7)])],
  ])('%s is damaged', async (_, content) => {
    expect(await codeOf('坏.pdf', content)).toBe('claims.pdf-damaged')
  })
})

describe('what cannot be checked says so', () => {
  const word = fixture('lo-report.docx')
  test.each([
    ['a .docx that is a PDF', '报告.docx', fixture('lo-report.pdf'), 'claims.misnamed'],
    ['a .pdf that is a .docx', '报告.pdf', word, 'claims.misnamed'],
    ['a .txt that is a .docx', '报告.txt', word, 'claims.misnamed'],
    ['a .docx that is plain text', '报告.docx', Buffer.from(PAPER), 'claims.misnamed'],
    ['a .docx that is a picture', '报告.docx', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'claims.misnamed'],
    ['a picture', '报告.png', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'claims.kind'],
    ['a PDF with a password', '报告.pdf', fixture('lo-locked.pdf'), 'file.encrypted'],
    [
      'a .docx with a password',
      '报告.docx',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
      'file.encrypted',
    ],
    ['an old .doc', '报告.doc', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'paper.not-supported'],
    ['a ZIP without a paper in it', '报告.docx', docxOf('').subarray(0, 60), 'file.not-zip'],
    ['an empty file', '报告.txt', Buffer.alloc(0), 'paper.empty'],
    ['white space', '报告.txt', Buffer.from(' \n\n\t\n'), 'paper.empty'],
    ['a .docx without text', '报告.docx', docxOf('<w:p/>'), 'paper.empty'],
    [
      'English',
      'report.txt',
      Buffer.from('The city has 456 food producers, of which 98 % passed their inspections in 2021.'),
      'claims.not-chinese',
    ],
    ['noise', '报告.txt', Buffer.from(Array.from({ length: 3_000 }, (_, at) => (at * 7 + 1) % 32)), 'claims.garbled'],
    ['two thousand pages of text', '报告.txt', Buffer.from(PAPER.repeat(30_000)), 'claims.too-long'],
    ['two thousand pages by their breaks', '报告.txt', Buffer.from(`${PAPER}\f`.repeat(2_000)), 'claims.too-long'],
  ])('%s', async (_, name, content, code) => {
    expect(await codeOf(name, content)).toBe(code)
  })

  test('a .docx that unpacks to far more than any paper is refused before it is parsed', async () => {
    const bomb = docxOf(`<w:p><w:r><w:t>${'全市共有'.repeat(1_500_000)}</w:t></w:r></w:p>`)
    expect(bomb.byteLength).toBeLessThan(400_000)
    expect(await codeOf('报告.docx', bomb)).toBe('file.too-much-inside')
  })
})
