import { escapeXml } from './escape.ts'
import type { PartSource } from './zip-write.ts'

/** Indexes of the cell styles in `STYLES`. */
export const STYLE = { plain: 0, heading: 1, date: 2, moment: 3, amount: 4, text: 5 } as const

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const STYLES =
  `${DECLARATION}<styleSheet xmlns="${MAIN}">` +
  '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6">' +
  [
    [0, 0],
    [0, 1],
    [164, 0],
    [165, 0],
    [2, 0],
    [49, 0],
  ]
    .map(
      ([format, font]) =>
        `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`,
    )
    .join('') +
  '</cellXfs></styleSheet>'

/** Every part of a workbook but its sheets, which are `xl/worksheets/sheet1.xml` and on. */
export function workbookParts(sheets: readonly string[]): PartSource[] {
  const override = (part: string, kind: string): string => `<Override PartName="/xl/${part}.xml" ContentType="${TYPE}.${kind}+xml"/>`
  const types =
    `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    override('workbook', 'sheet.main') +
    override('styles', 'styles') +
    `${sheets.map((_, at) => override(`worksheets/sheet${at + 1}`, 'worksheet')).join('')}</Types>`
  const relation = (id: number, kind: string, target: string): string =>
    `<Relationship Id="rId${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`
  const relations = (inner: string): string => `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${inner}</Relationships>`
  const workbook =
    `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>` +
    `${sheets.map((name, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`
  return [
    { name: '[Content_Types].xml', text: [types] },
    { name: '_rels/.rels', text: [relations(relation(1, 'officeDocument', 'xl/workbook.xml'))] },
    { name: 'xl/workbook.xml', text: [workbook] },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: [
        relations(
          sheets.map((_, at) => relation(at + 1, 'worksheet', `worksheets/sheet${at + 1}.xml`)).join('') +
            relation(sheets.length + 1, 'styles', 'styles.xml'),
        ),
      ],
    },
    { name: 'xl/styles.xml', text: [STYLES] },
  ]
}

/** Names Excel accepts: at most 31 characters, none of `[]:*?/\`, each once. */
export function sheetNames(names: readonly string[]): string[] {
  const used = new Set<string>()
  return names.map((name, at) => {
    const plain =
      name
        .replace(/[[\]:*?/\\\u0000-\u001F]/g, ' ')
        .trim()
        .replace(/^'+|'+$/g, '')
        .slice(0, 31) || `Sheet${at + 1}`
    let unique = plain
    for (let count = 2; used.has(unique.toLowerCase()); count++) unique = `${plain.slice(0, 27)} ${count}`
    used.add(unique.toLowerCase())
    return unique
  })
}
