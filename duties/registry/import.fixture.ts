import { createWriteStream, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeWorkbook, type Cell } from '../../platform/documents/spreadsheet/index.ts'
import { makeLicenceNumber, makeUscc } from './numbers.ts'

const HEADINGS = [
  '企业名称',
  '统一社会信用代码',
  '法定代表人',
  '业态',
  '所属县区',
  '经营地址',
  '联系人',
  '联系电话',
  '许可证编号',
  '发证日期',
  '有效期至',
  '食品安全员',
] as const
export type Line = Partial<Record<(typeof HEADINGS)[number], Cell>>

const COUNTIES = [
  ['140702', '榆次区'],
  ['140728', '平遥县'],
  ['140727', '祁县'],
] as const

/** The `n`th invented restaurant: valid numbers, one enterprise each, in turn in three counties unless told. */
export function line(n: number, county = n % 3): Line {
  const [code, name] = COUNTIES[county]!
  return {
    企业名称: `${name}甲${n}号面馆`,
    统一社会信用代码: makeUscc('92', code, n),
    法定代表人: `赵${n}`,
    业态: '餐馆',
    所属县区: name,
    经营地址: `${name}一街${n}号`,
    联系人: `钱${n}`,
    联系电话: `1990000${String(n % 10_000).padStart(4, '0')}`,
    许可证编号: makeLicenceNumber('JY', '2', code, n),
    发证日期: '2024-05-06',
    有效期至: '2029-05-05',
    食品安全员: `孙${n}`,
  }
}

/** A workbook as a clerk would send it, a heading perhaps called otherwise. @returns its path */
export async function sheetOf(lines: Iterable<Line>, called: Partial<Record<keyof Line, string>> = {}): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'shian-sheet-')), 'businesses.xlsx')
  function* rows(): Generator<Cell[]> {
    for (const one of lines) yield HEADINGS.map((heading) => one[heading] ?? null)
  }
  await writeWorkbook(createWriteStream(file), {
    sheets: [{ name: '名单', columns: HEADINGS.map((header) => ({ header: called[header] ?? header })), rows: rows() }],
  })
  return file
}
