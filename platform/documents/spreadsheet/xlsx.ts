import { posix } from 'node:path'
import { Problem } from '../../core/problem.ts'
import { builtinLook, formatLook, type NumberLook, type SheetRow } from './cells.ts'
import { tooLarge, type Limits } from './limits.ts'
import { textGatherer } from './strings.ts'
import { sheetRows, type SheetContext } from './xlsx-sheet.ts'
import { readXml, type XmlHandler } from './xml.ts'
import type { Package } from './zip.ts'

/** A workbook opened for reading. */
export type Workbook = {
  readonly format: 'xlsx' | 'csv'
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean }[]
  /** The rows of a sheet that hold something, from the first on; may be asked for again and again. */
  rows(sheet: number): AsyncGenerator<SheetRow>
}

type SheetEntry = { readonly name: string; readonly hidden: boolean; readonly part: string }

/** Opens the workbook in a package; shared strings are read with the first row that is asked for. */
export async function openXlsx(zip: Package, limits: Limits): Promise<Workbook> {
  const root = await readRelations(zip, '')
  const workbookPart = root.find((relation) => relation.type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  if (!zip.has(workbookPart)) throw new Problem('spreadsheet.damaged', { part: 'xl/workbook.xml' })
  const relations = await readRelations(zip, workbookPart)
  const { sheets, date1904 } = await readSheets(zip, workbookPart, relations)
  const partOf = (type: string): string | undefined =>
    relations.find((relation) => relation.type === type && zip.has(relation.target))?.target

  let context: Promise<SheetContext> | undefined
  const readContext = async (): Promise<SheetContext> => {
    const styles = partOf('styles')
    const strings = partOf('sharedStrings')
    return {
      looks: styles ? await readLooks(zip, styles) : [],
      strings: strings ? await readStrings(zip, strings, limits) : [],
      date1904,
    }
  }
  return {
    format: 'xlsx',
    sheets: sheets.map(({ name, hidden }) => ({ name, hidden })),
    async *rows(index) {
      const sheet = sheets[index]
      if (!sheet) throw new RangeError(`no sheet ${index}`)
      yield* sheetRows(zip, sheet.part, await (context ??= readContext()), limits)
    },
  }
}

type Relation = { readonly id: string; readonly type: string; readonly target: string }

/** The relations of a part; `type` is the last word of its address, which is the same in both OOXML dialects. */
async function readRelations(zip: Package, part: string): Promise<Relation[]> {
  const folder = posix.dirname(part)
  const own = posix.join(folder === '.' ? '' : folder, '_rels', `${posix.basename(part)}.rels`)
  if (!zip.has(own)) return []
  const relations: Relation[] = []
  await readXml(own, zip.read(own), {
    open(name, attributes) {
      if (name !== 'Relationship' || attributes['TargetMode'] === 'External') return
      const target = (attributes['Target'] ?? '').replaceAll('\\', '/')
      relations.push({
        id: attributes['Id'] ?? '',
        type: (attributes['Type'] ?? '').split('/').at(-1) ?? '',
        target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
      })
    },
  })
  return relations
}

async function readSheets(
  zip: Package,
  part: string,
  relations: readonly Relation[],
): Promise<{ sheets: SheetEntry[]; date1904: boolean }> {
  const sheets: SheetEntry[] = []
  let date1904 = false
  await readXml(part, zip.read(part), {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = ['1', 'true', 'on'].includes(attributes['date1904'] ?? '')
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1]
      const relation = relations.find((candidate) => candidate.id === id)
      if (relation?.type !== 'worksheet') return // charts and dialogs are sheets too
      sheets.push({ name: attributes['name'] ?? '', hidden: (attributes['state'] ?? 'visible') !== 'visible', part: relation.target })
    },
  })
  return { sheets, date1904 }
}

/** How each cell style makes a number look, by style index. */
async function readLooks(zip: Package, part: string): Promise<NumberLook[]> {
  const custom = new Map<number, NumberLook>()
  const looks: NumberLook[] = []
  let inCells = false
  await readXml(part, zip.read(part), {
    open(name, attributes) {
      if (name === 'numFmt') custom.set(Number(attributes['numFmtId']), formatLook(attributes['formatCode'] ?? ''))
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) {
        const id = Number(attributes['numFmtId'] ?? 0)
        looks.push(custom.get(id) ?? builtinLook(id))
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return looks
}

/** The shared strings: rich text joined, phonetic guides left out. */
async function readStrings(zip: Package, part: string, limits: Limits): Promise<string[]> {
  const strings: string[] = []
  let characters = 0
  const gather = textGatherer(limits, () => strings.length + 1)
  const handler: XmlHandler = {
    ...gather,
    open(name, attributes) {
      if (name === 'si') gather.begin()
      else gather.open(name, attributes)
    },
    close(name) {
      if (name !== 'si') return gather.close(name)
      const text = gather.end()
      characters += text.length
      if (characters > limits.sharedCharacters || strings.length > limits.sharedCharacters / 16) throw tooLarge('sharedCharacters', limits)
      strings.push(text)
    },
  }
  await readXml(part, zip.read(part), handler)
  return strings
}
