import type { Finding } from '../../../contract.ts'
import { findingAt, joined, type Paper } from '../../ground/paper.ts'
import { numeral, valueOf } from './names.ts'

const told = new RegExp(
  `(?<![第前近十百\\d.])(${numeral})个(国家(?:或地区|和地区)?|地区|省份?|区县|县区|县[（(]?市|市|城市|品种|部门|单位|环节)([^。；，]{0,10})，(?:产地|分别|依次|即|具体|原产国|来源地)(?:[为是])?[：:]?([^。；，：\\d]{3,160})(?=[。；])`,
  'g',
)

/** `涉及4个国家的2类产品，产地为甲国、乙国、丙国和丁国。`: the row is closed by its 和. */
export const checkNamesBehind = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(told)].flatMap((match) => {
    const said = valueOf(match[1]!)
    const list = joined(match[4]!).split(/、|以及|[和及]/)
    if (said < 2 || list.length < 3 || list.length === said || list.some((one) => one.length < 2 || one.length > 10 || one.endsWith('等')) || !/以及|[和及][^、和及]+$/.test(match[4]!)) return []
    return [
      findingAt(paper, match.index, match.index + match[1]!.length + 1 + match[2]!.length, {
        verdict: 'doubtful',
        kind: 'enumeration',
        calculation: `“${match[1]!}个${match[2]!}”：其后所列 ${list.length}（${list.join('、')}），所称 ${said}`,
        explanation: '其后所列各项与所称的个数不符；若所列只是其中一部分则无误。',
      }),
    ]
  })
