import type { Finding } from '../../../contract.ts'
import { findingAt, joined, type Paper } from '../../ground/paper.ts'
import { numeral, valueOf } from './names.ts'

/**
 * A list that its own number closes: `资料组、现场组、暗访组、访谈组4个小组`, `学校食堂、农贸市场、小餐饮“三项提升行动”`, `检验中心扩建、农贸市场改造、平台接入3项工作`,
 * `最严谨的标准、…、最严肃的问责，即“四个最严”`. What is counted is a word for members of any sort, so nothing else can be meant than the list.
 */
export const checkBeforeNumber = (paper: Paper): Finding[] =>
  paper.document.sentences.flatMap(({ start, end }) => {
    if (end - start > 1500) return []
    const sentence = paper.text.slice(start, end)
    if (!sentence.includes('、')) return []
    return [...sentence.matchAll(closing)].flatMap((match) => {
      const list = listOf(sentence.slice(Math.max(0, match.index - 180), match.index))
      const said = valueOf((match[1] ?? match[2])!)
      if (!list || said < 2 || said > 15) return []
      const counts = readings(list)
      if (counts.has(said) || Math.abs(list.length - said) > 3) return []
      // 食品、药品三项任务: two may only say whose
      const names = list.map((one) => one.slice(-8))
      if (list.length < 2 || (list.length === 2 && said > 3)) return []
      const sure = list.length > 2 && counts.size === 1 && even(list) && !/[“"]/.test(match[0].slice(1))
      const from = Math.max(0, sentence.lastIndexOf(list.at(-1)!.slice(-4), match.index))
      return [
        findingAt(paper, start + from, start + match.index + match[0].length, {
          verdict: sure ? 'contradiction' : 'doubtful',
          kind: 'enumeration',
          calculation: `“${joined(match[0])}”：其前所列 ${list.length} 项（${names.join('、')}），所称 ${said} 项`,
          explanation: `其前所列的项数与所称不符${sure ? '。' : '；若其中一项本是几项，或所列只是其中一部分，则无误。'}`,
        }),
      ]
    })
  })

const classifier = '个|项|大|类|种|张|道|条|级|支|套|方|份|场'
const members =
  '硬仗|片区|网格|等次|等级|类型|场所|保障|导向|小组|工作组|评价组|检查组|督导组|专班|方面|环节|阶段|领域|步骤|方式|方法|手段|途径|关口|关|防线|制度|机制|原则|工程|行动|整治|整治行动|提升行动|专项|任务|工作|重点工作|举措|措施|问题|短板|不足|清单|平台|系统|体系|维度|层面|层级|班子|网络|实事|民生实事|活动|品牌|渠道|模式|要素|要求|标准|指标|系列|特点|抓手|战役|攻坚战|机构|中心|基地|协议|办法|文件|预案|台账|课题|主题|板块|内容|类别|大类|门类|业态|岗位|责任|能力|优势|亮点|产业|产业链|监管网络|责任体系'
const closing = new RegExp(`[“"]?(?<![第前近约余超逾每各另其他\\d一二三四五六七八九十百.])(${numeral})(?:${classifier})[“"]?(?:重点|主要|专项|特色|民生|监管|核心|基本|主题|新)?(?:${members})|[“"]?(?<![第\\d一二三四五六七八九十百])(${numeral})位一体`, 'g')

const verbs =
  /(?:开展|实施|推进|组织|建立|建成|制定|落实|完成|出台|形成|围绕|作为|列入|纳入|提出|采取|推出|部署|召开|设立|设置|设|成立|分成|分为|分|有|共|等|涉及|抓好|抓|签订|承担|负责|牵头|印发|修订|用|的|以|其|这|为|是|了|在|和|及|与|联合|参与|配套|下设|存在|发现|梳理|确定|明确|聚焦|突出|打造|创新|构建|健全|实行|推行|严把|把好|把|做好|做到|包括|包含|通过|达到|取得|获得|破解|解决|新增|申报|承办|举办)$/
/** The list that ends right before the number, as far back as its clause; null where a verb or a number stands between. */
function listOf(words: string): string[] | null {
  const text = joined(words).replaceAll(/\([^()]*\)/g, '')
  const open = text.replace(/[“"]$/, '')
  // “甲”“乙”“丙” are told elsewhere
  if (/[”"]$/.test(open)) return null
  const clause = open.split(/[，。；：！？]/).at(-1)!
  const all = clause.split('、')
  // 按5人、5人、4人编为资料审查、现场核查、访谈测评
  const parts = all.slice(Math.max(0, all.findLastIndex((one, at) => at < all.length - 1 && /编为|分为|分成|设立|组成|包括|即/.test(one))))
  // 二、抓实三项任务: the number of a heading
  if (parts.length < 2 || parts.some((one) => one === '') || /^[一二三四五六七八九十]{1,3}$/.test(all[0]!) || /[（(]/.test(clause)) return null
  const last = parts.at(-1)!
  if (verbs.test(last) || /[等各]/.test(last) || /\d(?:个|项|家|次|批|名|件|%|万|类|人|位|分|户|元|起)/.test(parts.slice(1).join('')) || new RegExp(`(?:${numeral})(?:${classifier})`).test(parts.slice(1).join('、')) || parts.slice(1).some((one) => one.length > 18)) return null
  return [parts[0]!.replace(/^.*(?:[是为设把抓]|包括|编为|分为|下设|组织|开展|推进|实施|建立|落实|完成|做好|聚焦|围绕|坚持|推行|分设)(?=[一-鿿]{2,})/, ''), ...parts.slice(1)]
}

/** In how many ways the last may be one or two: 暗访组和访谈组. */
function readings(list: readonly string[]): Set<number> {
  const inner = list.at(-1)!.match(/以及|(?<![涉普触波惠以饱温中])[和与及](?!其|谐|平)/g)?.length ?? 0
  const wholes = list.slice(0, -1).reduce((all, one) => all + (one.match(/[和与及]/g)?.length ?? 0), 0)
  const found = new Set<number>([list.length])
  for (let more = 1; more <= inner + wholes; more++) found.add(list.length + more)
  return found
}
const even = (list: readonly string[]): boolean => {
  const lengths = list.slice(1).map(({ length }) => length)
  return Math.max(...lengths) - Math.min(...lengths) < 5
}
