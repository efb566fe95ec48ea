import type { Finding } from '../../contract.ts'
import { show } from '../ground/interval.ts'
import { before, between, finding, isCount, isExact, lead, printed, type Figure, type Paper } from '../ground/paper.ts'

/** `共抽检755批次…。预包装食品抽检600批次…。食用农产品抽检57批次…`: sections that each begin with how much was done there make all that was done. */
const deeds = [/抽检|抽样|抽取|采样|检验|监测/, /检查|巡查|排查/, /受理|接收|接报|收到|登记/, /查处|立案|查办/, /培训|宣传/]
const all = /共(?!享|同)|总计|合计|累计/
const MOST = 12

export function checkSections(paper: Paper): Finding[] {
  const counts = paper.figures.filter((one) => isCount(one) && one.cell === null && isExact(one))
  return counts.flatMap((whole, at) => {
    const words = lead(paper, whole, 24)
    const deed = deeds.find((one) => one.test(words))
    if (!deed || !all.test(words) || whole.value < 20) return []
    const parts: Figure[] = []
    let last = whole
    for (const one of counts.slice(at + 1, at + 60)) {
      if (one.start - whole.start > 1500 || parts.length > MOST || (one.unit === whole.unit && one.value >= whole.value)) break
      // the first count of its clause between semicolons and stops, and of no part of what was counted there
      const fresh = one.sentence !== last.sentence || /；/.test(between(paper, last, one))
      if (one.unit !== whole.unit) continue
      if (fresh && deed.test(before(paper, one, 60).split(/[。；]/).at(-1)!) && !/合格|问题|其中|检出|发现/.test(lead(paper, one, 20))) parts.push(one)
      last = one
    }
    if (parts.length < 3) return []
    const made = parts.reduce((sum, { value }) => sum + value, 0)
    const off = made - whole.value
    // two digits that changed places are apart by a multiple of nine
    if (off === 0 || off % 9 !== 0 || Math.abs(off) > 0.15 * whole.value) return []
    return [
      finding(paper, [whole, ...parts], {
        verdict: 'doubtful',
        kind: 'total',
        calculation: `${parts.map(({ value }) => show(value)).join(' + ')} = ${show(made)}${whole.unit}，所列总数 ${printed(whole)}`,
        explanation: '各部分所列之和接近而不等于总数，相差为九的倍数，疑有两位数字颠倒；若另有未列出的部分则无误。',
      }),
    ]
  })
}
