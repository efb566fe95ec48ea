import { describe, expect, test } from 'vitest'
import { date } from '../core/dates.ts'
import { Problem } from '../core/problem.ts'
import { mastheadSize, numbered, titleLines, widthOf, writtenDate, type OfficialDocument } from './official.ts'
import { readDocx } from './paper-docx.ts'
import { officialPdf } from './pdf.ts'
import { fillTemplate, ladderTemplates } from './templates.ts'
import { officialDocument } from './word.ts'
import { unzipLimited } from './zip.ts'

const letter: OfficialDocument = {
  masthead: '春江市食品安全委员会办公室文件', number: '春江食安办督〔2026〕3号', title: '关于限期办理校园食品安全专项检查任务的督办函', recipients: '春江市教育局',
  body: [
    { kind: 'heading', level: 1, text: '督办事项' }, { kind: 'paragraph', text: '应于2026年10月31日办结。' },
    { kind: 'heading', level: 2, text: '已做的工作' }, { kind: 'heading', level: 2, text: '未做的工作' }, { kind: 'heading', level: 1, text: '办理要求' },
    { kind: 'table', head: ['序号', '任务'], rows: [['1', '食堂 <检查> & 抽检']], widths: [1, 4] },
  ],
  attachments: ['任务清单', '报告格式'], issuer: '春江市食品安全委员会办公室', date: date('2026-11-02'), copyTo: '市人民政府办公室',
}

const LIMITS = { maxEntries: 100, maxBytes: 10_000_000 }

const partOf = async (name: string, content = letter): Promise<string> => {
  const parts = unzipLimited(await officialDocument(content), LIMITS)
  return new TextDecoder().decode(parts.get(name))
}

describe('the order of an official document', () => {
  test('headings are numbered 一、 （一） 1. （1）, each level anew under the one above', () => {
    const levels = [1, 2, 2, 3, 4, 1, 2] as const
    expect(numbered(levels.map((level) => ({ kind: 'heading', level, text: '' }))).map((block) => 'text' in block && block.text.trim()))
      .toEqual(['一、', '（一）', '（二）', '1.', '（1）', '二、', '（一）'])
  })

  test('the date has no leading zeros', () => expect(writtenDate(date('2026-01-02'))).toBe('2026年1月2日'))

  test('a long title breaks into lines of like length where a word ends', () => {
    const lines = titleLines(letter.title)
    expect(lines.join('')).toBe(letter.title)
    expect(lines).toHaveLength(2)
    expect(Math.abs(widthOf(lines[0]!) - widthOf(lines[1]!))).toBeLessThanOrEqual(4)
    expect(titleLines('督办函')).toEqual(['督办函'])
    for (const title of ['关于“10 推进厨余垃圾处置”逾期未办结情况的通报', '关于限期办理“2 规范农业投入品使用”的督办函', '关于印发《某市食品安全重点工作安排和任务分工》的通知']) {
      expect(titleLines(title).join('')).toBe(title)
      for (const line of titleLines(title)) expect(line).not.toMatch(/^[”》）、，]|[“《（]$/)
    }
    expect(titleLines('某市创建国家食品安全示范城市半年工作进展情况（2026年1月1日至2026年6月30日）').at(-1)).toBe('（2026年1月1日至2026年6月30日）')
    expect(titleLines('关于第10项“推进厨余垃圾处置”逾期未办结情况的通报')).toEqual(['关于第10项“推进厨余垃圾处置”', '逾期未办结情况的通报'])
    expect(titleLines('关于2026年食品安全重点工作完成情况的总结')).toEqual(['关于2026年食品安全', '重点工作完成情况的总结'])
  })

  test('the red name keeps to one line of 156 mm', () => {
    const long = '某某自治州某某自治县食品安全委员会办公室文件'
    expect(mastheadSize('食安办文件')).toBe(36)
    expect(mastheadSize(long) * widthOf(long)).toBeLessThanOrEqual((156 / 25.4) * 72)
  })
})

describe('the Word file', () => {
  test('reads back as it was written, in its order', async () => {
    const texts = readDocx(await officialDocument(letter)).text.split(/[\n\t]/).map((text) => text.trim()).filter(Boolean)
    expect(texts).toEqual([
      letter.masthead, letter.number, ...titleLines(letter.title), '春江市教育局：', '一、督办事项', '应于2026年10月31日办结。', '（一）已做的工作', '（二）未做的工作', '二、办理要求',
      '序号', '任务', '1', '食堂 <检查> & 抽检', '附件：1. 任务清单', '2. 报告格式', letter.issuer, '2026年11月2日', '抄送：市人民政府办公室。',
    ])
  })

  test('has the faces and sizes of GB/T 9704-2012', async () => {
    const xml = await partOf('word/document.xml')
    const runOf = (text: string): string => xml.slice(xml.lastIndexOf('<w:r>', xml.indexOf(text)), xml.indexOf(text))
    expect(runOf(titleLines(letter.title)[0]!)).toMatch(/w:eastAsia="方正小标宋简体"[\s\S]*<w:sz w:val="44"\/>/)
    expect(runOf('一、督办事项')).toContain('w:eastAsia="黑体"')
    expect(runOf('（一）已做')).toContain('w:eastAsia="楷体_GB2312"')
    expect(runOf('应于2026年')).toMatch(/w:eastAsia="仿宋_GB2312"[\s\S]*<w:sz w:val="32"\/>/)
    // A4, 37 mm above and 28 mm to the left, in twentieths of a point.
    expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/)
    expect(xml).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/)
  })

  test('numbers its pages － 1 －, odd ones to the right, even ones to the left', async () => {
    const parts = unzipLimited(await officialDocument(letter), LIMITS)
    const footers = [...parts].filter(([name]) => /^word\/footer\d+\.xml$/.test(name)).map(([, content]) => new TextDecoder().decode(content))
    expect(footers).toHaveLength(2)
    for (const footer of footers) expect(footer).toMatch(/－ [\s\S]*PAGE[\s\S]* －/)
    expect(footers.map((footer) => /<w:jc w:val="(\w+)"/.exec(footer)?.[1]).toSorted()).toEqual(['left', 'right'])
    expect(await partOf('word/settings.xml')).toContain('<w:evenAndOddHeaders')
  })

  test('a receipt to be signed stands below the signature, and goes along with it', async () => {
    const receipt = '收件人签字：　　　　日期：'
    const content = { ...letter, body: [...letter.body, { kind: 'paragraph', text: '逾期不改正的，依法处理。' }], attachments: [], receipt } as const
    const xml = await partOf('word/document.xml', content)
    const paragraphOf = (text: string): string => xml.slice(xml.lastIndexOf('<w:p>', xml.lastIndexOf(text)), xml.lastIndexOf(text))
    expect(xml.indexOf(receipt)).toBeGreaterThan(xml.indexOf('2026年11月2日'))
    for (const text of ['逾期不改正的', letter.issuer, '2026年11月2日']) expect(paragraphOf(text)).toContain('<w:keepNext/>')
    expect((await officialPdf(content)).length).toBeGreaterThan(0)
  })

  test('keeps a heading with what follows it, and sets an annex behind the signature on a page of its own', async () => {
    const annex = { title: '数据说明', body: [{ kind: 'table', head: ['数据', '数值'], rows: [['户数', '1608']], dense: true }] } as const
    const xml = await partOf('word/document.xml', { ...letter, attachments: [], annex })
    const paragraphOf = (text: string): string => xml.slice(xml.lastIndexOf('<w:p>', xml.indexOf(text)), xml.indexOf(text))
    expect(paragraphOf('一、督办事项')).toContain('<w:keepNext/>')
    const order = [xml.indexOf('附件：数据说明'), xml.lastIndexOf(letter.issuer), xml.indexOf('附件<'), xml.indexOf('1608')]
    expect(order.every((at, index) => at > (order[index - 1] ?? -1))).toBe(true)
    expect(paragraphOf('附件<')).toContain('<w:pageBreakBefore/>')
    expect(paragraphOf('1608')).toMatch(/<w:jc w:val="center"\/>[\s\S]*<w:sz w:val="18"\/>/)
  })

  test('takes other fonts where the city has others', async () => {
    const parts = unzipLimited(await officialDocument(letter, { body: '思源宋体' }), LIMITS)
    expect(new TextDecoder().decode(parts.get('word/document.xml'))).toContain('w:eastAsia="思源宋体"')
  })

  test('without masthead, number and recipients has none of them', async () => {
    const { masthead: _m, number: _n, recipients: _r, copyTo: _c, attachments: _a, ...bare } = letter
    const xml = await partOf('word/document.xml', bare)
    expect(xml).not.toMatch(/D7000F|〔2026〕|抄送|附件/)
  })
})

describe('the papers of the ladder', () => {
  const values = { task: '校园检查', source: '年度工作安排', due: '2026年10月31日', reply: '2026年11月9日', days: '5', unit: '市教育局', office: '市食安办', time: '11月9日上午9时', location: '三楼会议室', contact: '值班室' }

  test.each(Object.entries(ladderTemplates))('%s says what it must and leaves no place unfilled', (_kind, template) => {
    const { title, body } = fillTemplate(template, values)
    const whole = [title, ...body.map((block) => ('text' in block ? block.text : ''))].join('\n')
    expect(title).toContain('校园检查')
    expect(whole).toContain('2026年10月31日')
    expect(whole).not.toMatch(/[{}]/)
  })

  test('only a paper that urges tells days late: a request (商请函) to a court or Party organ does not', () => {
    const { body } = fillTemplate(ladderTemplates.request_letter, values)
    expect(JSON.stringify(body)).not.toMatch(/逾期|督办|约谈|通报/)
  })

  test('a paper with a hole in it is refused, and every hole is named', () => {
    const { task: _task, due: _due, ...rest } = values
    expect(() => fillTemplate(ladderTemplates.reminder, rest)).toThrow(Problem)
    try {
      fillTemplate(ladderTemplates.reminder, rest)
    } catch (error) {
      expect((error as Problem).details['names']).toBe('task、due')
    }
  })
})
