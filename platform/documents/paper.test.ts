import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { written } from './paper-numbering.ts'
import { readPaper, type Paper } from './paper.ts'

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const p = (text: string, properties = '', run = '') =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:rPr>${run}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
const listed = (id: number, level: number) => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>`
const docx = (body: string, parts: Record<string, string> = {}) =>
  readPaper(
    'x.docx',
    zipSync({
      'word/document.xml': strToU8(`<w:document ${W}><w:body>${body}</w:body></w:document>`),
      ...Object.fromEntries(Object.entries(parts).map(([name, xml]) => [`word/${name}`, strToU8(xml)])),
    }),
  )
const lines = (paper: Paper) => paper.blocks.flatMap((block) => (block.kind === 'line' ? [paper.text.slice(block.start, block.end)] : []))
const codeOf = (name: string, content: Uint8Array | string): string => {
  try {
    readPaper(name, typeof content === 'string' ? strToU8(content) : content)
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem) return String(problem.code)
    throw problem
  }
  return 'none'
}

const level = (at: number, format: string, pattern: string, start = 1) =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${pattern}"/></w:lvl>`
const numbering = `<w:numbering ${W}><w:abstractNum w:abstractNumId="0">${level(0, 'chineseCounting', '%1、')}${level(1, 'chineseCounting', '（%2）')}${level(2, 'decimal', '%1.%3.')}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>`

describe('Word', () => {
  test('automatic numbers are written out, restart under a new parent and begin anew where overridden', () => {
    const body = [
      p('甲', listed(1, 0)),
      p('乙', listed(1, 1)),
      p('丙', listed(1, 1)),
      p('丁', listed(1, 0)),
      p('戊', listed(1, 1)),
      p('己', listed(1, 2)),
      p('庚', listed(2, 0)),
      p('辛', listed(2, 0)),
    ].join('')
    // %1 within a decimal level is written in its own level's characters, as Word does
    expect(lines(docx(body, { 'numbering.xml': numbering }))).toEqual([
      '一、甲',
      '（一）乙',
      '（二）丙',
      '二、丁',
      '（一）戊',
      '二.1. 己',
      '一、庚',
      '二、辛',
    ])
  })

  test('a number may come from the style, and outline levels are headings', () => {
    const styles = `<w:styles ${W}><w:style w:styleId="base"><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style><w:style w:styleId="h"><w:basedOn w:val="base"/><w:pPr>${listed(1, 0)}</w:pPr></w:style></w:styles>`
    const paper = docx(p('甲', '<w:pStyle w:val="h"/>'), { 'numbering.xml': numbering, 'styles.xml': styles })
    expect(lines(paper)).toEqual(['一、甲'])
    expect(paper.blocks[0]).toMatchObject({ kind: 'line', level: 2 })
  })

  test('what a tracked change deleted, hidden text and field codes are not text; inserted text is', () => {
    const body = `<w:p><w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>`
    expect(lines(docx(body))).toEqual(['新'])
  })

  test('cells merged downwards stand in each row, marked from the second on', () => {
    const cell = (text: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(text)}</w:tc>`
    const paper = docx(
      `<w:tbl><w:tr>${cell('甲', '<w:vMerge w:val="restart"/>')}${cell('乙')}</w:tr><w:tr>${cell('', '<w:vMerge/>')}${cell('丙')}</w:tr><w:tr>${cell('丁', '<w:gridSpan w:val="2"/>')}</w:tr></w:tbl>`,
    )
    const [table] = paper.blocks
    expect(
      table?.kind === 'table' &&
        table.rows.map((row) => row.map((one) => [paper.text.slice(one.start, one.end), one.column, one.width, one.continued])),
    ).toEqual([
      [
        ['甲', 0, 1, false],
        ['乙', 1, 1, false],
      ],
      [
        ['甲', 0, 1, true],
        ['丙', 1, 1, false],
      ],
      [['丁', 0, 2, false]],
    ])
  })

  test('text boxes are read once, not again from their fallback', () => {
    const box = `<w:p><w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice><w:txbxContent>${p('框')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>${p('框')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>`
    expect(lines(docx(box)).filter(Boolean)).toEqual(['框'])
  })

  test('number formats of Chinese papers', () => {
    expect([
      written(12, 'chineseCountingThousand'),
      written(20, 'chineseCounting'),
      written(105, 'taiwaneseCountingThousand'),
      written(10, 'ideographDigital'),
      written(3, 'decimalEnclosedCircle'),
      written(2, 'ideographTraditional'),
    ]).toEqual(['十二', '二十', '一百〇五', '一〇', '③', '乙'])
  })
})

describe('plain text and Markdown', () => {
  test('UTF-8 with and without mark, UTF-16 and GB18030 read the same', () => {
    const gb = Uint8Array.from([0xca, 0xb3, 0xc6, 0xb7, 0xb0, 0xb2, 0xc8, 0xab])
    const utf16 = new Uint8Array([
      0xff,
      0xfe,
      ...new Uint8Array(Uint16Array.from([...'食品安全'].map((sign) => sign.charCodeAt(0))).buffer),
    ])
    for (const content of [strToU8('食品安全'), strToU8('\ufeff食品安全'), gb, utf16])
      expect(lines(readPaper('a.txt', content))).toEqual(['食品安全'])
  })

  test('marks are no text; headings, bold runs, pipes and breaks keep their meaning', () => {
    const paper = readPaper('a.md', strToU8('## 一、治理\n**1\\. 管土。**正文\n\n| 甲 | 乙 |\n|---|:-:|\n| 丙\\|丁 | 戊<br>己 |\n'))
    expect(lines(paper).filter(Boolean)).toEqual(['一、治理', '1. 管土。正文'])
    expect(paper.blocks[0]).toMatchObject({ level: 2 })
    expect(paper.blocks[1]).toMatchObject({ bold: 6 })
    const table = paper.blocks.find((block) => block.kind === 'table')
    expect(table?.kind === 'table' && table.rows.map((row) => row.map((one) => paper.text.slice(one.start, one.end)))).toEqual([
      ['甲', '乙'],
      ['丙|丁', '戊\n己'],
    ])
  })

  test('lines parted by tabs into as many columns are a table', () => {
    expect(readPaper('a.txt', strToU8('题\n甲\t乙\t丙\n1\t2\t3\n')).blocks.map(({ kind }) => kind)).toContain('table')
  })
})

test('what cannot be read says what to do instead', () => {
  expect(codeOf('a.pdf', '%PDF-1.7')).toBe('paper.pdf')
  const ole = [0xd0, 0xcf, 0x11, 0xe0]
  expect(codeOf('a.doc', Uint8Array.from([...ole, 0, 0]))).toBe('paper.not-supported')
  expect(codeOf('a.docx', Uint8Array.from([...ole, ...Buffer.from('EncryptedPackage', 'utf16le')]))).toBe('file.encrypted')
  expect(codeOf('a.docx', 'words')).toBe('file.not-zip')
  expect(codeOf('a.docx', zipSync({ 'xl/workbook.xml': strToU8('<x/>') }))).toBe('paper.not-supported')
  expect(codeOf('a.docx', zipSync({ 'word/document.xml': strToU8('<w:document><w:body>') }))).toBe('file.not-zip')
  expect(codeOf('a.txt', ' \n')).toBe('paper.empty')
  expect(codeOf('a.docx', '')).toBe('paper.empty')
})

test.each([
  ['PNG', '89504e470d0a1a0a'],
  ['JPEG', 'ffd8ffe000104a464946'],
  ['TIFF', '49492a0008000000'],
  ['BMP', '424d361000000000000036000000'],
  ['HEIC', '0000001866747970686569630000'],
])('a picture (%s) is told, whatever its name says', (kind, hex) => {
  expect(() => readPaper('notice.txt', Buffer.from(hex, 'hex'))).toThrow(expect.objectContaining({ code: 'paper.picture', details: { kind } }))
})

test.each([
  ['a.docx', zipSync({ 'xl/workbook.xml': strToU8('<x/>') }), '.xlsx'],
  ['a.docx', zipSync({ 'META-INF/manifest.xml': strToU8('<x/>') }), '.odt'],
  ['a.txt', strToU8('\n<!DOCTYPE html><html><body>通知</body></html>'), '.html'],
  ['notice.bin', Uint8Array.from([1, 0, 2, 0]), '.bin'],
])('another kind of file is named: %s', (name, content, kind) => {
  expect(() => readPaper(name, content)).toThrow(expect.objectContaining({ code: 'paper.not-supported', details: { kind } }))
})

test('a notice that begins with the letters of a picture is a notice', () => {
  expect(readPaper('a.txt', strToU8('BM区食品安全工作安排')).text).toContain('BM区')
})
