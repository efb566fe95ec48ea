import { expect, test } from 'vitest'
import { openSpreadsheet } from './open.ts'
import { cellsOf, handmade, inline, rowsOf, sheetOf, worksheet } from './handmade.ts'

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

test('shared strings join rich text, keep spaces and leave phonetic guides out', async () => {
  const strings =
    `<sst ${MAIN}><si><t>晨光</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">面 </t></r><r><t>馆</t></r></si>` +
    '<si><t>太原</t><rPh sb="0" eb="2"><t>タイゲン</t></rPh><phoneticPr fontId="1"/></si></sst>'
  const file = sheetOf('<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c r="D2" t="s"><v>2</v></c></row>', {
    'xl/sharedStrings.xml': strings,
  })
  expect(await rowsOf(file)).toEqual([{ row: 2, cells: ['晨光', null, '面 馆', '太原'], spread: ['晨光', null, '面 馆', '太原'] }])
})

test('rows and cells without addresses follow each other', async () => {
  expect(
    await rowsOf(
      sheetOf(`<row>${inline('甲')}${inline('乙')}</row><row r="5"><c r="C5"><v>3</v></c>${inline('丁')}</row><row>${inline('戊')}</row>`),
    ),
  ).toMatchObject([
    { row: 1, cells: ['甲', '乙'] },
    { row: 5, cells: [null, null, 3, '丁'] },
    { row: 6, cells: ['戊'] },
  ])
})

test('elements may carry a namespace prefix, and relations may be absolute', async () => {
  const prefixed =
    '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>名称</x:t></x:is></x:c>' +
    '<x:c r="B1" t="str"><x:f>1+1</x:f><x:v>二</x:v></x:c></x:row></x:sheetData><x:mergeCells count="1"><x:mergeCell ref="A1:B1"/></x:mergeCells></x:worksheet>'
  expect(await cellsOf(handmade({ 'xl/worksheets/sheet1.xml': prefixed }))).toEqual([['名称', '二']])
})

const STYLES =
  `<styleSheet ${MAIN}><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="177" formatCode="000000"/>` +
  '<numFmt numFmtId="178" formatCode="[$-804]0.00&quot;day&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="22"/><xf numFmtId="177"/><xf numFmtId="10"/><xf numFmtId="178"/><xf numFmtId="31"/></cellXfs></styleSheet>'

test('a number is a date by the format of its cell, built in or custom', async () => {
  const cells = [1, 2, 3, 7].map((style) => `<c s="${style}"><v>${style === 3 ? 44931.5 : 44931}</v></c>`).join('')
  const day = { date: '2023-01-05', time: null }
  expect(await cellsOf(sheetOf(`<row>${cells}</row>`, { 'xl/styles.xml': STYLES }))).toEqual([
    [day, day, { date: '2023-01-05', time: '12:00:00' }, day],
  ])
})

test('padded numbers and percentages come as they are shown; a quoted d makes no date', async () => {
  expect(
    await cellsOf(
      sheetOf('<row><c s="4"><v>1234</v></c><c s="5"><v>0.855</v></c><c s="6"><v>3</v></c><c s="0"><v>44931</v></c></row>', {
        'xl/styles.xml': STYLES,
      }),
    ),
  ).toEqual([['001234', '85.5%', 3, 44931]])
})

test('the 1904 system counts from 1 January 1904; the 1900 system has a 29 February 1900 that never was', async () => {
  const row = '<row><c s="1"><v>1</v></c><c s="1"><v>59</v></c><c s="1"><v>61</v></c></row>'
  const workbook = `<workbook ${MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="1"/><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`
  const dates = async (file: Buffer) => (await cellsOf(file))[0]!.map((cell) => (cell as { date: string }).date) // each cell has a date format
  expect(await dates(sheetOf(row, { 'xl/styles.xml': STYLES }))).toEqual(['1900-01-01', '1900-02-28', '1900-03-01'])
  expect(await dates(sheetOf(row, { 'xl/styles.xml': STYLES, 'xl/workbook.xml': workbook }))).toEqual([
    '1904-01-02',
    '1904-02-29',
    '1904-03-02',
  ])
})

test('a formula gives its stored value, an error its text, a truth value itself, an ISO date its date', async () => {
  const row =
    '<row><c><f>SUM(A1:A9)</f><v>12.5</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c t="b"><v>1</v></c><c t="d"><v>2023-01-05T08:30:00</v></c><c><f>NOW()</f></c></row>'
  expect(await cellsOf(sheetOf(row))).toEqual([[12.5, { fault: 'error', text: '#DIV/0!' }, true, { date: '2023-01-05', time: '08:30:00' }]])
})

test('a number of more than 15 digits is marked as rounded, never passed on', async () => {
  expect(await cellsOf(sheetOf('<row><c><v>1.4107020000123E+17</v></c><c><v>123456789012345</v></c></row>'))).toEqual([
    [{ fault: 'imprecise', text: '1.4107020000123E+17' }, 123456789012345],
  ])
})

test('a merged value stands in its first cell, and in every covered cell of the spread row', async () => {
  const rows = `<row r="1">${inline('台账')}</row><row r="2">${inline('北关镇')}${inline('甲店')}</row><row r="3"><c r="B3" t="inlineStr"><is><t>乙店</t></is></c></row><row r="4">${inline('南关镇')}${inline('丙店')}</row>`
  const merged = await rowsOf(sheetOf(rows, {}, '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="A1:C1"/></mergeCells>'))
  expect(merged.map(({ spread }) => spread)).toEqual([
    ['台账', '台账', '台账'],
    ['北关镇', '甲店'],
    ['北关镇', '乙店'],
    ['南关镇', '丙店'],
  ])
  expect(merged[2]!.cells).toEqual([null, '乙店'])
})

test('hidden sheets are told, charts are no sheets, and each sheet is read by itself', async () => {
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const file = handmade({
    'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="${relation}"><sheets><sheet name="图" sheetId="3" r:id="r9"/><sheet name="字典" state="veryHidden" sheetId="1" r:id="r1"/><sheet name="数据" sheetId="2" r:id="r2"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="r9" Type="x/chartsheet" Target="c.xml"/><Relationship Id="r1" Type="x/worksheet" Target="a.xml"/><Relationship Id="r2" Type="x/worksheet" Target="b.xml"/></Relationships>',
    'xl/a.xml': worksheet(`<row>${inline('隐')}</row>`),
    'xl/b.xml': worksheet(`<row>${inline('显')}</row>`),
  })
  const workbook = await openSpreadsheet(file)
  expect(workbook.sheets).toEqual([
    { name: '字典', hidden: true },
    { name: '数据', hidden: false },
  ])
  expect(await rowsOf(file, 1)).toMatchObject([{ cells: ['显'] }])
})

test('a file of LibreOffice is read: texts, dates and numbers in their own types', async () => {
  const cells = await cellsOf(`${import.meta.dirname}/fixtures/libreoffice.xlsx`)
  expect(cells[2]).toEqual([
    '晨光面馆（虚构）',
    '92140702MA0HX7W3XN',
    { date: '2021-03-05', time: null },
    { date: '2026-03-04', time: null },
    12.5,
    'JY21407020001235',
  ])
})
