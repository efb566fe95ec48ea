import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { date } from '../core/dates.ts'
import { titleLines, type OfficialDocument } from './official.ts'
import { officialPdf } from './pdf.ts'

const letter: OfficialDocument = {
  masthead: '春江市食品安全委员会办公室文件', number: '春江食安办督〔2026〕3号', title: '关于限期办理校园食品安全专项检查任务的督办函', recipients: '春江市教育局',
  body: [
    { kind: 'heading', level: 1, text: '督办事项' }, { kind: 'paragraph', text: '请于收到本函之日起办结，逾期未办结的，将约谈有关负责人。'.repeat(40) },
    { kind: 'table', head: ['序号', '任务'], rows: [['1', '学校食堂检查']], widths: [1, 4] },
  ],
  attachments: ['任务清单'], issuer: '春江市食品安全委员会办公室', date: date('2026-11-02'), copyTo: '市人民政府办公室',
}

/** Objects of a PDF as pdfkit writes them: their dictionaries and unpacked streams. */
function objectsOf(pdf: Buffer): Map<string, { head: string; stream: Buffer }> {
  const text = pdf.toString('latin1')
  return new Map(Array.from(text.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g), (match) => {
    const at = match[2]!.indexOf('\nstream\n')
    if (at < 0) return [match[1]!, { head: match[2]!, stream: Buffer.alloc(0) }]
    const stream = Buffer.from(match[2]!.slice(at + 8, match[2]!.lastIndexOf('\nendstream')), 'latin1')
    return [match[1]!, { head: match[2]!.slice(0, at), stream: match[2]!.includes('/FlateDecode') ? inflateSync(stream) : stream }]
  }))
}

/** What glyphs of a font stand for: from its ToUnicode map, whose ranges here list every glyph in order. */
function lettersOf(map: string): string[] {
  return Array.from(map.matchAll(/<[0-9a-f]{4}> <[0-9a-f]{4}> \[([^\]]*)\]/g), (range) =>
    Array.from(range[1]!.matchAll(/<([0-9a-f ]*)>/g), (one) => String.fromCharCode(...(one[1]!.replaceAll(' ', '').match(/.{4}/g) ?? []).map((hex) => Number.parseInt(hex, 16))))).flat()
}

/** The text of each page of a PDF in the order in which it is drawn. */
function pagesOf(pdf: Buffer): string[] {
  const objects = objectsOf(pdf)
  const fonts = new Map<string, string[]>()
  for (const { head } of objects.values()) {
    for (const [, name, id] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id!)?.head ?? '')?.[1]
      if (map) fonts.set(name!, lettersOf(objects.get(map)!.stream.toString('latin1')))
    }
  }
  const pages = [...objects.values()].filter(({ stream }) => stream.includes('BT'))
  return pages.map(({ stream }) => {
    let letters: string[] = []
    return Array.from(stream.toString('latin1').matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9a-f]+)>/g), ([, font, glyphs]) => {
      if (font) letters = fonts.get(font) ?? []
      return font ? '' : glyphs!.match(/.{4}/g)!.map((glyph) => letters[Number.parseInt(glyph, 16)] ?? '?').join('')
    }).join('')
  })
}
const textOf = (pdf: Buffer): string => pagesOf(pdf).join('')

test('a PDF holds the paper’s text, searchable, on numbered A4 pages with its fonts inside', async () => {
  const pdf = await officialPdf(letter)
  const text = textOf(pdf)
  for (const said of [letter.masthead!, letter.number!, ...titleLines(letter.title), '春江市教育局：', '一、督办事项', '学校食堂检查', '附件：任务清单', letter.issuer, '2026年11月2日', '抄送：市人民政府办公室。', '－1－', '－2－']) {
    expect(text.replaceAll(' ', '')).toContain(said)
  }
  const whole = pdf.toString('latin1')
  expect(whole.match(/\/MediaBox \[0 0 595\.28 841\.89\]/g)?.length).toBeGreaterThanOrEqual(2)
  expect(whole).toContain('/FontFile2')
  // Only the characters that are used go in: the fonts themselves have 14 MB each.
  expect(pdf.length).toBeLessThan(200_000)
})

test('fonts of the operator’s folder take the place of those that ship', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shian-test-'))
  try {
    writeFileSync(join(folder, 'body.ttf'), 'no font at all')
    await expect(officialPdf(letter, folder)).rejects.toThrow(/font/i)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('no heading stands last on a page where charts follow', async () => {
  const chart = { form: 'lines', title: '图题', unit: '%', labels: ['2024年', '2025年'], series: [{ name: '甲', values: [1, 2], printed: ['1', '2'] }], notes: ['口径：略。'] } as const
  for (let lines = 18; lines <= 23; lines++) {
    const pdf = await officialPdf({
      ...letter,
      body: [
        ...Array.from({ length: lines }, () => ({ kind: 'paragraph', text: '前文。' }) as const),
        { kind: 'heading', level: 1, text: '上级标题' }, { kind: 'heading', level: 2, text: '下级标题' }, { kind: 'paragraph', text: '正文。'.repeat(60) },
        { kind: 'chart', chart }, { kind: 'paragraph', text: '正文。'.repeat(200) }, { kind: 'chart', chart },
      ],
    })
    for (const page of pagesOf(pdf)) expect(page.replace(/－\d+－$/, '')).not.toMatch(/标题$/)
  }
})
