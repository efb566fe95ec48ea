import { date } from '../../../platform/core/dates.ts'
import type { GradeTable, Raise, StaticLine } from '../rules/risk-grade.ts'
import type { Where } from '../../registry/index.ts'

const LAW = '《食品生产经营风险分级管理办法（试行）》（食药监食监一〔2016〕115号）'
const line = (where: Where, points: number, zh: string, en: string): StaticLine => ({ where, points, title: { zh, en } })
const raise = (code: string, zh: string, en: string): Raise => ({
  code, title: { zh, en }, steps: 1, months: 12, source: LAW, confidence: 'recalled_medium',
})

/**
 * How premises are graded unless the city says otherwise. The 40 + 60 and the letters are sure; the bands are recalled; how the
 * 40 points spread over food, size and consumers is ours (the printed tables of 2016 are by trade and were not at hand), and
 * each city replaces that part by its own table.
 */
export const shippedGradeTables: readonly GradeTable[] = [
  {
    version: '2016-1', valid_from: date('2016-12-01'), valid_to: null, source: `${LAW}；静态分值分配为系统默认`, confidence: 'recalled_medium',
    applies: { types: ['PRODUCTION', 'SALE', 'CATERING', 'COLD'], notTypes: ['PACK'] },
    bands: [{ grade: 'A', upTo: 30 }, { grade: 'B', upTo: 45 }, { grade: 'C', upTo: 60 }, { grade: 'D', upTo: null }],
    newBands: [{ grade: 'A', upTo: 30 }, { grade: 'B', upTo: 45 }, { grade: 'C', upTo: 60 }, { grade: 'D', upTo: null }],
    static: {
      of: 40,
      factors: [
        {
          code: 'category', title: { zh: '食品类别', en: 'Food' },
          lines: [
            line({ foods: ['infant_formula', 'fsmp'] }, 20, '婴幼儿配方或特殊医学用途配方食品', 'infant formula or food for medical purposes'),
            line({ types: ['INFA', 'HEAL'] }, 18, '特殊食品生产', 'special food producer'),
            line({ types: ['CENT'] }, 18, '中央厨房、集体用餐配送', 'central kitchen or group-meal delivery'),
            line({ foods: ['dairy', 'meat', 'health_food', 'cold_dishes', 'raw_food', 'aquatic'] }, 15,
              '乳、肉、水产、冷食生食等高风险食品', 'dairy, meat, aquatic, cold or raw food'),
            line({ types: ['CANT'] }, 14, '食堂', 'canteen'),
            line({ types: ['CATERING', 'WORK', 'ADDI'] }, 12, '餐饮、小作坊、食品添加剂', 'catering, workshop or additives'),
            line({ types: ['PRODUCTION'] }, 10, '一般食品生产', 'other production'),
            line({ types: ['SALE', 'COLD'] }, 8, '食品销售、贮存', 'sale or storage'),
          ],
          otherwise: { points: 12, title: { zh: '未登记，按中等计', en: 'not on record, taken as middling' } },
        },
        {
          code: 'scale', title: { zh: '规模', en: 'Size' },
          lines: [
            line({ dinersFrom: 1000 }, 12, '供餐 1000 人以上', '1,000 diners or more'),
            line({ scales: ['large', 'chain-head'] }, 12, '大型或连锁总部', 'large or head of a chain'),
            line({ areaFrom: 3000 }, 12, '3000 平方米以上', '3,000 m² or more'),
            line({ dinersFrom: 300 }, 9, '供餐 300 人以上', '300 diners or more'),
            line({ scales: ['medium'] }, 9, '中型', 'middle-sized'),
            line({ areaFrom: 500 }, 9, '500 平方米以上', '500 m² or more'),
            line({ scales: ['small'] }, 6, '小型', 'small'),
            line({ scales: ['micro'] }, 3, '微型', 'very small'),
          ],
          otherwise: { points: 6, title: { zh: '未登记，按小型计', en: 'not on record, taken as small' } },
        },
        {
          code: 'consumers', title: { zh: '消费对象', en: 'Consumers' },
          lines: [
            line({ consumers: ['infants', 'pupils', 'elderly', 'patients'] }, 8, '婴幼儿、学生、老人或病人', 'infants, pupils, elderly or patients'),
            line({ types: ['INFA', 'INFA_SALE', 'CANT_SCHOOL', 'CANT_KINDERGARTEN', 'CARE'] }, 8, '按业态为特定人群', 'a vulnerable group by type'),
            line({ nearSchool: true }, 6, '校园周边', 'around schools'),
          ],
          otherwise: { points: 3, title: { zh: '一般消费者', en: 'general public' } },
        },
      ],
    },
    dynamic: { of: 60, weights: { general: 1, key: 3 } },
    raises: [
      raise('intentional_violation', '故意违法受到罚款、没收、责令停产停业处罚', 'intentional violation fined, confiscated or stopped'),
      raise('failed_sample', '国家或省级监督抽检不合格一次以上', 'a national or provincial sample failed'),
      raise('bad_influence', '违法造成不良社会影响', 'a violation of bad influence on society'),
      raise('accident', '发生食品安全事故', 'a food-safety accident'),
      raise('refused_recall', '不按规定召回或停止生产经营', 'recall or stop refused'),
      raise('obstructed_inspection', '拒绝、逃避、阻挠执法检查或拒绝整改', 'inspection obstructed or correction refused'),
      raise('other_raise', '法律、法规、规章和省级规定的其他应当上调的情形', 'another case in which law or province asks to raise'),
    ],
    mostRaised: 2,
    lowers: [
      { code: 'clean_years', title: { zh: '连续三年未受行政处罚', en: 'three years without a penalty' }, clean: { months: 36 },
        source: LAW, confidence: 'recalled_medium' },
      { code: 'certified', title: { zh: '获得良好生产规范或危害分析与关键控制点认证', en: 'GMP or HACCP certified' }, holds: ['gmp', 'haccp'],
        except: { foods: ['infant_formula', 'fsmp'] }, source: `${LAW}（婴幼儿配方、特殊医学用途配方食品除外）`, confidence: 'recalled_medium' },
      { code: 'award', title: { zh: '获得地市级以上政府质量奖', en: 'government quality award of a city or above' }, holds: ['quality_award'],
        source: LAW, confidence: 'recalled_medium' },
      { code: 'other_lower', title: { zh: '省级规定的其他可以下调的情形', en: 'another case in which the province allows to lower' }, recorded: { months: 12 },
        source: LAW, confidence: 'recalled_medium' },
    ],
    forced: [
      { code: 'near_school', title: { zh: '校园周边食品销售单位定为 D 级', en: 'sellers around schools are grade D' },
        where: { types: ['SALE'], nearSchool: true }, grade: 'D', source: '某市城区 2023 年重点工作安排（任务 9），地方规定', confidence: 'found' },
    ],
    regradeMonths: 12,
  },
]
