import { strToU8, zipSync } from 'fflate'
import type { Cell, SheetRow } from './cells.ts'
import { openSpreadsheet } from './open.ts'

/** For tests: workbooks written by hand as XML, so that the reader is not only tried on what our own writer makes. */
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A package of the parts given by path, over a plain workbook of one sheet. */
export function handmade(parts: Readonly<Record<string, string>>): Buffer {
  const relation = (id: string, kind: string, target: string): string =>
    `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`
  const relations = (inner: string): string =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`
  const all = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': relations(relation('r1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="${OFFICE}"><sheets><sheet name="台账" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      relation('r1', 'worksheet', 'worksheets/sheet1.xml') +
        relation('r2', 'sharedStrings', 'sharedStrings.xml') +
        relation('r3', 'styles', '/xl/styles.xml'),
    ),
    ...parts,
  }
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(all).map(([name, text]) => [name, strToU8(text)])), { level: 6 }))
}

/** A worksheet part of the given inner XML. */
export const worksheet = (rows: string, after = ''): string =>
  `<?xml version="1.0"?><worksheet ${MAIN}><sheetData>${rows}</sheetData>${after}</worksheet>`

/** A workbook whose one sheet has the given rows. */
export const sheetOf = (rows: string, parts: Readonly<Record<string, string>> = {}, after = ''): Buffer =>
  handmade({ 'xl/worksheets/sheet1.xml': worksheet(rows, after), ...parts })

/** Everything an async iterable gives. */
export async function gather<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

/** All rows of a sheet. */
export async function rowsOf(file: Buffer | string, sheet = 0): Promise<SheetRow[]> {
  return gather((await openSpreadsheet(file)).rows(sheet))
}

/** The cells of all rows of the first sheet. */
export const cellsOf = async (file: Buffer | string): Promise<(readonly Cell[])[]> => (await rowsOf(file)).map(({ cells }) => cells)

/** The value of an inline string cell. */
export const inline = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`
