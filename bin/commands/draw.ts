import type { DrawFile } from '../../duties/evaluation/examination/contract.ts'
import { drawFaults, verifyDraw as verifyExamination } from '../../duties/evaluation/examination/draw.ts'
import { readExaminationDraw } from '../../duties/evaluation/examination/read-draw.ts'
import { fileText, makeDraw, verifyDraw, type DrawInput, type Parting } from '../../duties/inspection/draw/draw.ts'
import { sm3 } from '../../duties/inspection/draw/hash.ts'
import { readDrawFile, readLists } from '../../duties/inspection/draw/read.ts'
import { contentOf, writeOut } from '../read-file.ts'
import { say } from '../tell.ts'

export type MakeOptions = { readonly pool: string; readonly inspectors: string; readonly count: string; readonly seed: string; readonly out: string }

/** Draws objects and inspectors from two lists and a seed, without a server, and writes the file that anybody can verify. */
export async function makeDrawFile({ pool, inspectors, count, seed, out }: MakeOptions): Promise<void> {
  const input = await readLists({ pool: await contentOf(pool), inspectors: await contentOf(inspectors) }, { count: Number(count), seed })
  const file = makeDraw(input, seed, sm3)
  await writeOut(out, fileText(file))
  say(`已从 ${input.pool.length} 户中抽取 ${file.draws.length} 户，检查人员 ${input.inspectors.length} 名；承诺值（SM3）${file.hash}`)
  say(`Drew ${file.draws.length} of ${input.pool.length} with ${input.inspectors.length} inspectors; commitment (SM3) ${file.hash}`)
}

/** What the file's ids are called: whoever reads where a list parts looks for names. */
function namesIn({ pool, inspectors }: Pick<DrawInput, 'pool' | 'inspectors'>): (ids: string | number) => string {
  const names = new Map([...pool, ...inspectors].map(({ id, name }) => [id, name]))
  return (ids) => String(ids).split(', ').map((id) => (names.has(id) ? `${names.get(id)} (${id})` : id)).join(', ')
}

function told(parting: Parting, named: (ids: string | number) => string): readonly string[] {
  switch (parting.kind) {
    case 'hash': return [`承诺值不符：名录和参数应为 ${parting.expected}，文件为 ${parting.found}`, `The commitment parts: lists and options give ${parting.expected}, the file says ${parting.found}`]
    case 'weights': return ['名录中的权重不能用来抽取', 'The weights of the pool are none that a draw takes']
    case 'algorithm': return ['文件中的抽取方法与本程序不同', 'The method that the file tells is not this program’s']
    case 'numbers': return [`两人的数与公布的不符：应为 ${parting.expected}，文件为 ${parting.found}`, `The numbers part: ${parting.expected} expected, ${parting.found} in the file`]
    case 'length': return [`抽中户数不符：应为 ${parting.expected}，文件为 ${parting.found}`, `The number drawn parts: ${parting.expected} expected, ${parting.found} in the file`]
    case 'object': return [`第 ${parting.at + 1} 个抽中对象不符：应为 ${named(parting.expected)}，文件为 ${named(parting.found)}`, `Draw ${parting.at + 1} parts: object ${named(parting.expected)} expected, ${named(parting.found)} in the file`]
    case 'inspectors': return [`第 ${parting.at + 1} 个对象的检查人员不符：应为 ${named(parting.expected)}，文件为 ${named(parting.found)}`, `Draw ${parting.at + 1} parts: inspectors ${named(parting.expected)} expected, ${named(parting.found)} in the file`]
    case 'redrawn': return [`第 ${parting.at + 1} 次换人不符：应为 ${named(parting.expected) || '无人可换'}，文件为 ${named(parting.found)}`, `Replacement ${parting.at + 1} parts: ${named(parting.expected) || 'nobody'} expected, ${named(parting.found)} in the file`]
  }
}

const MOST_TOLD = 20

/** The draw of an examination: areas first, then open points, and covert ones where they are released. */
function tellExamination(file: DrawFile): void {
  const faults = verifyExamination(file)
  if (faults.length > 0) {
    for (const fault of faults) for (const line of [drawFaults[fault].zh, drawFaults[fault].en]) say(line)
    process.exitCode = 1
    return
  }
  say(`与承诺、名录和种子一致：明查 ${file.open.points.length} 个点位，${file.covert ? `暗访 ${file.covert.points.length} 个` : '暗访尚未公布'}；承诺值（SM3）${file.commitmentHash}`)
  say(`The lists follow from commitment, pool and seed: ${file.open.points.length} open points, ${file.covert ? `${file.covert.points.length} covert` : 'covert ones not released'}; commitment (SM3) ${file.commitmentHash}`)
}

/** Draws again from a published file; the program then ends with 1 where they part. @throws Problem `draw.file` (exit status 2) */
export async function verifyDrawFile(path: string): Promise<void> {
  const content = (await contentOf(path)).toString('utf8')
  const examination = readExaminationDraw(content)
  if (examination) return tellExamination(examination)
  const file = readDrawFile(content)
  const partings = verifyDraw(file, sm3)
  if (partings.length === 0) {
    say(`与名录和种子一致：${file.draws.length} 户。`)
    say(`The list follows from pool and seed: ${file.draws.length} objects.`)
    return
  }
  const named = namesIn(file)
  for (const parting of partings.slice(0, MOST_TOLD)) for (const line of told(parting, named)) say(line)
  if (partings.length > MOST_TOLD) say(`… ${partings.length - MOST_TOLD}`)
  process.exitCode = 1
}
