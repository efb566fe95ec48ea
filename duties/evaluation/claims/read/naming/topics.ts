import { parseRate, peeled } from './parse.ts'
import { PLAIN_HEADING } from './words.ts'

const OPENING =
  /^(?:进一步|提高|建强|建好|补齐|管好|把好|严把|严防|守护|夯实|持续|深入|扎实|全面|切实|坚决|严格|大力|着力|不断|积极|均衡|有效|有力|稳步|加快|加密|加大|从严|推进|推动|推行|推广|强化|加强|提升|开展|抓好|抓牢|做好|落实|构建|健全|完善|夯实|规范|聚焦|组织|督促|实施|集中|整治|提供|加压|拓展|深化|优化|建立|守好|守住|打好|逐步|保持|促进|引导|助推|培育|搭建|及时|统筹|均|大)+/
const CLOSING =
  /(?:有序|有力|有效|有为|持续|不断|稳步|更加|较快|明显|逐年|快于|慢于|增长|提升|推进|提质|增效|扩面|降|升|加[快强密]|抓|全面|走在|进一步|得到|取得|扎实|显著|成效|向好|全覆盖|补短|强|更|再|多元|制度化|规范化|智慧化|一体化|精准化|集群化|到位|到边|落地|有保障|迈上|常态).*$/

/** What a heading or the first words of a paragraph are about: 3.农村集体聚餐。, （三）案件数降款升。 */
export function topicOf(title: string): string {
  const words = title.replace(/\([^()]*$/, '').replace(/(?:情况)?(?:如下|见下表|一览表|统计表|情况表)[：:]?$/, '').replaceAll(/[“”"]/g, '').replaceAll(/\([^()]*\)/g, '').trim()
  if (words === '' || words.length > 24 || /\d/.test(words) || PLAIN_HEADING.test(words) || /^[压守护亮听进抓把].{1,3}(?:$|[，：])/.test(words)) return ''
  const first = words.replace(/^(?:表\d{0,2})?[:：、]?(?:各[市县区旗](?:[、市县区旗()]*)|分[县市区]+)/, '').split(/[，：、]/)[0]!.replace(OPENING, '')
  const cut = first.replace(CLOSING, '')
  return peeled(cut.length >= 2 ? cut : first).replace(/(?<=..)(?<!基础)(?:工作|情况)$/, '')
}

/** Clauses that go on with what was said. */
const TURNED = /^(?:成为|纳入|列入|作为|形成|使|让|并|有力|有效|实现|逐步|被|从而|进一步|切实|经|按照|根据|对照|其中)/

/** What the words of a sentence before its first figure are about: 一是群众满意度稳步提高，2019年…. */
export function leadOf(words: string): { readonly subject: string; readonly measure: string } | null {
  const clause = words.split(/[，；：。]/).filter((part) => /[\u4e00-\u9fff]{2}/.test(part)).findLast((part) => !TURNED.test(part))
  if (clause === undefined || clause.length > 40) return null
  const bare = clause.replace(/^[一二三四五六七八九十]{1,2}是/, '').replace(OPENING, '').replace(CLOSING, '')
  const rate = parseRate(bare, '', '%')
  if (rate.measure.length > 1 && rate.measure !== '占比') return { subject: rate.subject, measure: rate.measure }
  const subject = topicOf(bare)
  return subject.length >= 2 ? { subject, measure: '' } : null
}
