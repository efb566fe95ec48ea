import { date, type DateOnly } from '../core/dates.ts'
import type { Confidence, Limit, LimitUnit } from './limits.ts'

type Amount = readonly [value: number, unit: LimitUnit, extension?: number]
type Line = readonly [code: string, zh: string, en: string, amount: Amount, article: string, confidence: Confidence]

/** Limits of one law, in force from its date. A law without a known end has none: the legal officer sets it when it is replaced. */
function of(law: string, from: DateOnly, lines: readonly Line[]): Limit[] {
  return lines.map(([code, title_zh, title_en, [value, unit, extension], article, confidence]) => ({
    code, title_zh, title_en, value, unit, counts_first_day: false, extension_value: extension ?? null,
    legal_basis: article === '' ? law : `${law}${article}`, confidence, valid_from: from, valid_to: null,
  }))
}

const WD = 'working_day'
const ND = 'natural_day'
const H = 'hour'

const licensing: readonly Limit[] = [
  ...of('《食品生产许可管理办法》（市场监管总局令第24号）', date('2020-03-01'), [
    ['licence.production.decide', '食品生产许可：作出决定', 'Production licence: decide after acceptance', [10, WD, 5], '', 'recalled_medium'],
    ['licence.production.verify', '食品生产许可：现场核查',
     'Production licence: check on site after the task is given', [5, WD], '', 'recalled_medium'],
    ['licence.production.issue', '食品生产许可：颁发证书', 'Production licence: issue after the decision', [5, WD], '', 'recalled_medium'],
    ['licence.production.renew-latest', '食品生产许可：最晚延续申请（届满前）',
     'Production licence: apply for renewal, before expiry', [30, WD], '', 'recalled_medium'],
    ['licence.production.report-change', '食品生产许可：变更申请', 'Production licence: apply after a change', [10, WD], '', 'recalled_medium'],
  ]),
  ...of('《食品经营许可和备案管理办法》（市场监管总局令第78号）', date('2023-12-01'), [
    ['licence.decide', '食品经营许可：作出决定', 'Trading licence: decide after acceptance', [10, WD, 5], '', 'recalled_medium'],
    ['licence.issue', '食品经营许可：颁发证书', 'Trading licence: issue after the decision', [5, WD], '', 'recalled_medium'],
    ['licence.renew-earliest', '食品经营许可：最早延续申请（届满前）',
     'Trading licence: earliest application for renewal, before expiry', [90, WD], '', 'recalled_medium'],
    ['licence.renew-latest', '食品经营许可：最晚延续申请（届满前）',
     'Trading licence: latest application for renewal, before expiry', [15, WD], '', 'recalled_medium'],
    ['licence.report-change', '食品经营许可：变更申请', 'Trading licence: apply after a change', [10, WD], '', 'recalled_medium'],
  ]),
  ...of('《食品安全法实施条例》', date('2019-12-01'), [
    ['coldchain.storage-filing', '非食品生产经营者贮存有温湿度要求食品：备案',
     'Cold store that is no food business: file with the county', [30, WD], '第二十五条', 'found'],
    ['enforcement.seizure', '查封、扣押期限', 'Sealing and seizure', [30, ND, 15], '第六十一条', 'found'],
  ]),
]

const complaints: readonly Limit[] = [
  ...of('《市场监督管理投诉举报处理暂行办法》（市场监管总局令第20号）', date('2020-01-01'), [
    ['complaint.decide', '投诉：决定是否受理并告知', 'Complaint: accept or refuse, and say so', [7, WD], '第十四条', 'found'],
    ['complaint.mediate', '投诉：终止调解', 'Complaint: mediation fails without agreement', [45, WD], '第二十一条', 'found'],
    ['complaint.notify-end', '投诉：告知调解终止', 'Complaint: tell that mediation has ended', [7, WD], '第二十一条', 'found'],
    ['complaint.verify-clue', '调解中发现违法线索：核查', 'Clue found in mediation: verify', [15, WD, 15], '第二十三条', 'found'],
    ['complaint.competence-dispute', '投诉举报：管辖争议协商', 'Complaint or report: settle who is competent', [7, WD], '第三十条', 'found'],
    ['report.notify-filing', '实名举报：告知是否立案', 'Real-name report: tell the filing decision', [5, WD], '第三十一条', 'found'],
  ]),
  ...of('《市场监督管理行政处罚程序规定》（市场监管总局令第2号，2021年修订）', date('2021-07-15'), [
    ['report.decide-filing', '举报：决定是否立案', 'Report: decide whether to open a case', [15, WD, 15], '第十八条', 'recalled_high'],
    ['enforcement.file', '违法线索：决定是否立案', 'Clue: decide whether to open a case', [15, WD, 15], '第十八条', 'recalled_high'],
    ['enforcement.legal-review', '案件法制审核', 'Legal review of a case', [10, WD], '', 'found'],
    ['enforcement.defence', '当事人陈述、申辩', 'Statement and defence of the party', [5, WD], '', 'found'],
    ['enforcement.decide', '作出处罚决定（自立案）', 'Decide a penalty, from filing', [90, ND, 30], '', 'found'],
  ]),
]

const penalties: readonly Limit[] = [
  ...of('《行政处罚法》', date('2021-07-15'), [
    ['enforcement.preserve-evidence', '先行登记保存：作出处理决定', 'Evidence registered for preservation: decide', [7, WD], '第五十六条、第八十五条', 'found'],
    ['enforcement.hearing-request', '听证申请', 'Ask for a hearing', [5, WD], '第六十四条、第八十五条', 'found'],
    ['enforcement.hearing-notice', '听证通知（举行前）', 'Notice of a hearing, before it is held', [7, WD], '第六十四条、第八十五条', 'found'],
    ['enforcement.serve', '处罚决定书送达', 'Serve the penalty decision', [7, WD], '第六十一条、第八十五条', 'found'],
    ['enforcement.pay', '缴纳罚款', 'Pay the fine', [15, ND], '第六十七条', 'found'],
  ]),
  ...of('《市场监督管理行政处罚信息公示规定》（市场监管总局令第45号）', date('2021-09-01'), [
    ['publicity.penalty', '行政处罚信息公示', 'Publish a penalty', [20, WD], '第九条', 'found'],
    ['publicity.penalty-withdrawn', '行政处罚决定变更、撤销后的公示处理',
     'Withdraw a published penalty that was changed or revoked', [3, WD], '第十一条', 'found'],
  ]),
  ...of('《政府信息公开条例》', date('2019-05-15'), [
    ['publicity.information', '主动公开政府信息', 'Publish information of itself', [20, WD], '第二十六条', 'found'],
  ]),
  ...of('行政许可和行政处罚等信用信息公示（“双公示”）要求（文号与起始日期待核）', date('2019-09-01'), [
    ['publicity.double', '许可、处罚“双公示”', 'Publish a permit or penalty to Credit China', [7, WD], '', 'recalled_high'],
  ]),
]

const sampling: readonly Limit[] = [
  ...of('《食品安全抽样检验管理办法》（市场监管总局令第15号）', date('2019-10-01'), [
    ['sampling.deliver', '样品送达承检机构', 'Bring the sample to the laboratory', [5, WD], '第二十条', 'found'],
    ['sampling.test-report', '出具检验报告', 'Issue the test report', [20, WD], '第二十四条', 'found'],
    ['sampling.report-pass', '合格结论报送', 'Report a pass', [7, WD], '第二十六条', 'recalled_medium'],
    ['sampling.report-fail', '不合格结论报送', 'Report a failure', [2, WD], '第二十六条', 'recalled_high'],
    ['sampling.report-fail-grave', '严重风险不合格结论报送', 'Report a failure of grave risk', [24, H], '第二十六条', 'recalled_medium'],
    ['sampling.serve-report', '送达不合格检验报告', 'Serve the report of a failure', [5, WD], '第二十九条', 'recalled_high'],
    ['sampling.reinspection-accept', '复检申请：受理决定', 'Re-inspection: accept or refuse', [5, WD], '第三十二条', 'recalled_high'],
    ['sampling.reinspection-laboratory', '复检：确定复检机构', 'Re-inspection: choose the laboratory', [5, WD, 5], '第三十二条', 'found'],
    ['sampling.reinspection-conclude', '复检：出具结论', 'Re-inspection: conclude', [10, WD], '', 'found'],
    ['sampling.disposal-start', '核查处置：启动', 'Disposal: begin', [5, WD], '', 'recalled_medium'],
    ['sampling.disposal-finish', '核查处置：完成', 'Disposal: finish', [90, ND], '第四十五条', 'recalled_high'],
  ]),
  ...of('《食品安全法》', date('2015-10-01'), [
    ['sampling.reinspection-request', '复检申请', 'Ask for re-inspection', [7, WD], '第八十八条', 'found'],
    ['sampling.rapid-dispute', '食用农产品快检结果异议', 'Dispute a rapid test of farm produce', [4, H], '第八十八条', 'found'],
  ]),
  ...of('《农产品质量安全法》', date('2023-01-01'), [
    ['sampling.farm-dispute', '农产品抽查结果异议', 'Dispute a test of farm produce', [5, WD], '第五十一条', 'found'],
    ['sampling.farm-retest', '农产品复检', 'Re-test farm produce', [7, WD], '第五十一条', 'found'],
  ]),
]

const other: readonly Limit[] = [
  ...of('《食品生产经营监督检查管理办法》（市场监管总局令第49号）', date('2022-03-15'), [
    ['inspection.publish', '监督检查结果公开', 'Publish the result of an inspection', [20, WD], '第三十九条', 'found'],
  ]),
  ...of('《食品召回管理办法》', date('2015-09-01'), [
    ['recall.start-1', '一级召回：启动', 'Recall level 1: start', [24, H], '', 'found'],
    ['recall.start-2', '二级召回：启动', 'Recall level 2: start', [48, H], '', 'found'],
    ['recall.start-3', '三级召回：启动', 'Recall level 3: start', [72, H], '', 'found'],
    ['recall.finish-1', '一级召回：完成（自公告）', 'Recall level 1: finish, from the announcement', [10, WD], '', 'found'],
    ['recall.finish-2', '二级召回：完成（自公告）', 'Recall level 2: finish, from the announcement', [20, WD], '', 'found'],
    ['recall.finish-3', '三级召回：完成（自公告）', 'Recall level 3: finish, from the announcement', [30, WD], '', 'found'],
  ]),
  ...of('《食源性疾病监测报告工作规范（试行）》', date('2020-01-01'), [
    ['illness.report-case', '食源性疾病病例报告', 'Report a case of foodborne disease', [2, WD], '第五条', 'found'],
  ]),
  ...of('《国家食品安全事故应急预案》', date('2011-10-05'), [
    ['emergency.report', '食品安全事故报告', 'Report a food-safety accident', [2, H], '4.2.2', 'found'],
  ]),
  // A local rule of another city: no national text was at hand.
  ...of('食品安全属地管理责任（包保）地方规定', date('2022-09-01'), [
    ['duty.tell-change', '包保主体状态变化：通报食安办', 'Duty level: tell the food-safety office of a change', [15, WD], '', 'recalled_low'],
    ['duty.rebind', '包保关系变化：重新确定包保干部', 'Duty level: bind the premises anew', [7, WD], '', 'recalled_low'],
  ]),
  // Not law: what the office works by until the city sets its own.
  ...of('系统默认（非法定）', date('2015-10-01'), [
    // The rule that a promise is checked afterwards is law; the number of days is not established.
    ['registry.promise-check', '告知承诺许可：承诺情况核查（期限请法制人员核定）',
     'Permit on promise: check that it is kept (days to be confirmed)', [30, WD], '', 'design'],
    ['workplan.report-notice', '重点工作报告：提前提醒（到期前）', 'Plan report: notice before it is due', [10, WD], '', 'design'],
    ['workplan.review', '重点工作：审核上报情况', 'Plan task: review what was reported', [10, WD], '', 'design'],
    ['duty.promise', '包保：签订承诺书（自包保关系确定）', 'Duty level: sign the promise, from the binding', [7, WD], '', 'design'],
    ['duty.receive', '包保：接收移交问题', 'Duty level: receive a problem handed over', [3, WD], '', 'design'],
    ['inspection.rectify', '监督检查：责令整改', 'Inspection: put right what was found', [15, ND], '', 'design'],
  ]),
]

/**
 * The limits the program ships, as rows of `time_limit` with their source and how sure it is. What could not be
 * established is not here; a city adds it. Several of these laws have been amended since: the legal officer confirms each.
 */
export const shippedLimits: readonly Limit[] = [...licensing, ...complaints, ...penalties, ...sampling, ...other]
