import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { date } from '../../../platform/core/dates.ts'
import type { Item, Kind, Scheme } from '../contract.ts'
import type { ShippedItem } from './item.ts'
import { basicWork } from './shipped-2021-a.ts'
import { businesses, capacity, results } from './shipped-2021-bcd.ts'

const sections: Readonly<Record<string, Bilingual>> = {
  A1: { zh: '党政同责', en: 'Party and government' }, A2: { zh: '食安委食安办', en: 'Committee and office' },
  A3: { zh: '制度标准', en: 'Rules and standards' }, A4: { zh: '风险监测', en: 'Risk monitoring' },
  A5: { zh: '源头治理', en: 'At the source' }, A6: { zh: '粮食质量', en: 'Grain' },
  A7: { zh: '过程监管', en: 'Supervision' }, A8: { zh: '抽检监测', en: 'Sampling' },
  A9: { zh: '执法办案', en: 'Enforcement' }, A10: { zh: '专项治理', en: 'Campaigns' },
  A11: { zh: '社会共治', en: 'Public participation' }, B1: { zh: '经费保障', en: 'Budget' },
  B2: { zh: '基层基础', en: 'Township offices' }, B3: { zh: '队伍建设', en: 'Staff' },
  B4: { zh: '检验检测', en: 'Laboratories' }, B5: { zh: '应急管理', en: 'Emergencies' },
  B6: { zh: '风险交流', en: 'Risk communication' }, B7: { zh: '科技与智慧监管', en: 'Science and smart supervision' },
  C1: { zh: '主体责任', en: 'Duties of businesses' }, C2: { zh: '过程控制', en: 'Process control' },
  C3: { zh: '追溯准入', en: 'Traceability' }, C4: { zh: '责任保险', en: 'Insurance' },
  C5: { zh: '诚信建设', en: 'Integrity' }, D: { zh: '总体状况', en: 'Overall' },
}

const reviews: Readonly<Record<Kind, Bilingual>> = {
  computed: { zh: '数据核验、资料审查、现场检查', en: 'Data verified, papers reviewed, places visited' },
  evidence: { zh: '资料审查、领导访谈', en: 'Papers reviewed, leaders interviewed' },
  survey: { zh: '第三方抽样调查', en: 'Sample survey by a third party' },
}

const shipped: readonly ShippedItem[] = [...basicWork, ...capacity, ...businesses, ...results]

/** Equal parts of 100 in hundredths; what does not divide goes to the first ones, a hundredth each. */
function equalWeights(count: number): readonly number[] {
  const base = Math.floor(10_000 / count)
  const over = 10_000 - base * count
  return Array.from({ length: count }, (_, at) => (base + (at < over ? 1 : 0)) / 100)
}

const weights = equalWeights(shipped.length)
const whole = (part: ShippedItem, at: number): Item => {
  const section = part.code.split('-')[0]!
  return { ...part, section, section_title: sections[section]!, weight: weights[at]!, review: reviews[part.kind] }
}

/**
 * The 72 items of the 2021 rules as they can be put together from what is public: headings and figures of published papers, one draft
 * of the edition before. Numbering, weights and the split inside each section are ours.
 */
export const shipped2021: Scheme = {
  code: 'national-2021',
  edition: '2021-r1',
  title: { zh: '国家食品安全示范城市评价细则（2021版）复原稿', en: 'National food safety city: detailed rules of 2021, reconstructed' },
  source: {
    zh: '食安办〔2021〕5号、8号印发的办法和细则未全文公开；本稿据公开的自评、年度报告、省级初评和工作安排整理。',
    en: 'The rules issued as Shi’anban 2021 no. 5 and 8 are not public in full; this is put together from published reports and plans.',
  },
  note: {
    zh: '复原稿：编号、权重和小节内的划分为本系统所拟，门槛各注出处和可信程度。取得正式细则后请复制本稿修改启用。',
    en: 'Reconstructed: codes, weights and the split of sections are ours; each threshold bears its source and how sure it is. '
      + 'Copy it and put in the official rules once you have them.',
  },
  reconstructed: true,
  scoring: 'whole',
  valid_from: date('2021-01-01'),
  valid_to: null,
  parts: [
    { code: 'A', title: { zh: '一、基础工作', en: '1 Basic work' } },
    { code: 'B', title: { zh: '二、能力建设', en: '2 Capacity' } },
    { code: 'C', title: { zh: '三、生产经营状况', en: '3 Businesses' } },
    { code: 'D', title: { zh: '四、总体状况', en: '4 Overall' } },
  ],
  sources: [
    { mark: 'S0', title: { zh: '一地级市2022年自评报告', en: 'Self-assessment of a city, 2022' } },
    { mark: 'S1', title: { zh: '一地级市2020年年度报告', en: 'Annual report of a city, 2020' } },
    { mark: 'S2', title: { zh: '一省会城市2021年自评报告', en: 'Self-assessment of a provincial capital, 2021' } },
    { mark: 'S3', title: { zh: '一省会城市2022年省级初评意见', en: 'Provincial preliminary evaluation of a capital, 2022' } },
    { mark: 'S4', title: { zh: '一县区2023年重点工作安排', en: 'Work plan of a district, 2023' } },
    { mark: 'F', title: { zh: '2017版细则征求意见稿（转引）', en: 'Draft rules of 2017, as quoted' } },
    { mark: 'L', title: { zh: '法律法规规章', en: 'Laws and regulations' } },
  ],
  items: shipped.map(whole),
}
