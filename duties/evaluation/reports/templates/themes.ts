/**
 * What reports say on each subject, worded once and put together by the templates: a line a sentence, as `outline.ts` reads them.
 * The words are ours and claim nothing that no figure shows; people add what was done.
 */
export const themes = {
  region: `
全市辖{divisions}个县（市、区），常住人口{base:population}。
截至{day}，在营食品相关经营场所{registry.premises}，主要类型有食品生产企业{registry.premises.prod}、食品小作坊{registry.premises.work}、食品销售企业{registry.premises.dist}、餐饮服务单位{registry.premises.cate}、食堂{registry.premises.cant}、食用农产品市场{registry.premises.whol}。
持证率为{registry.licensed-share}。`,
  party: `
党委、政府专题研究食品安全工作{leadership.sessions}。
党政领导干部食品安全责任清单印发率为{leadership.duty-lists}，食品安全工作占党政考核权重为{leadership.assessment-weight}。
? 开展表彰奖励与约谈问责{leadership.rewards}。`,
  bound: `
列入包保台账的经营场所{registry.ledger-bound}，包保覆盖率为{bound-duty.covered}，包保干部督导完成率为{bound-duty.visits-done}。`,
  committee: `
食品安全委员会及其办公室成员、规则、人员齐备的比例为{committee.running}。
开展风险会商和情况通报{committee.consultations}。`,
  planWork: `
?? 年度重点工作中，{list:plan_task.heading?state=done&done_on=period|6}已经办结。`,
  standards: `
现行食品安全制度和地方标准{standards.in-force}。`,
  monitoring: `
食品污染物监测县级行政区域覆盖率为{monitoring.county-coverage}，年度风险监测任务完成率为{monitoring.plan-done}。
应报告食源性疾病的医疗机构监测覆盖率为{hospitals.reporting-share}，哨点医院{hospitals.sentinel}。
? 食源性疾病暴发事件及时处置率为{outbreaks.on-time}。
: 期内未发生食源性疾病暴发事件。`,
  farmland: `
? 受污染耕地安全利用率为{farmland.safe-use}。
: 辖区内没有受污染耕地，该项不适用。
化肥施用量（折纯）为{farming.fertiliser-use}，测土配方施肥覆盖率为{farming.soil-test-coverage}，农业投入品实名购销率为{farming.input-sellers-registered}。`,
  slaughter: `
生猪屠宰“两章两证”齐全率为{slaughter.two-seals}，病死畜禽无害化处理率为{slaughter.dead-animals-treated}。`,
  grain: `
粮食质量监测任务完成率为{grain.monitoring-done}，粮食质量安全合格率为{grain.pass-rate}。
? 超标粮食处置率为{grain.over-limit-disposed}。
: 期内未检出超标粮食。`,
  supervision: `
食品生产经营风险分级率为{grading.graded-share}，高风险企业检查覆盖率为{inspection.high-risk-covered}。
特殊食品生产企业体系检查覆盖率为{special-food.audited}。
? 体系检查发现问题的整改率为{special-food.findings-fixed}。
: 体系检查未发现需要整改的问题。`,
  schools: `
学校食堂开学检查覆盖率为{inspection.school-covered}，校园周边检查覆盖率为{inspection.school-surroundings}。
学校“互联网+明厨亮灶”覆盖率为{kitchens.school-connected}。`,
  catering: `
餐饮服务单位量化分级覆盖率为{catering.graded-share}，量化等级A级占比为{catering.a-share}，明厨亮灶覆盖率为{kitchens.open-share}。`,
  coldChain: `
? 进口冷链食品赋码率为{cold-chain.coded-share}。
: 辖区内没有进口冷链食品经营单位。`,
  sampling: `
食品抽检量为{sampling.per-thousand}，食用农产品抽检量为{sampling.agri-per-thousand}。
抽检计划完成率为{sampling.plan-done}，环节业态覆盖率为{sampling.type-coverage}。
监督抽检合格率为{sampling.pass-rate}，评价性抽检合格率为{sampling.evaluative-pass-rate}。
? 不合格食品核查处置率为{sampling.disposal-on-time}。
: 抽检未发现不合格食品。
抽检信息公开率为{sampling.published}。`,
  cases: `
? 食品安全案件立案查办率为{cases.closed-share}，处罚信息七个工作日内公示率为{cases.published-in-time}。
? 涉嫌犯罪案件移送率为{cases.transferred}。
: 期内没有应当移送公安机关的案件。
? 因程序违法败诉的案件{cases.lost-suits}。`,
  campaigns: `
开展农村假冒伪劣食品专项治理{campaigns.rural}，网络餐饮专项治理{campaigns.online}，保健食品专项治理{campaigns.health-food}。`,
  together: `
村级食品安全协管员覆盖率为{assistants.village-share}。
开展食品安全宣传周及科普活动{publicity.weeks}，校园食品安全教育为{schools.lessons}。
12315热线接通率为{complaints.hotline-answered}，投诉举报按时办结率为{complaints.on-time}。`,
  budget: `
食品安全经费{budget.spent}，经费到位率为{budget.arrived}。`,
  stations: `
乡镇（街道）监管所覆盖率为{stations.coverage}，监管所快检装备率为{stations.equipped}。`,
  staff: `
食品安全监管人员中专业人员占比为{staff.specialists}，监管人员年度培训学时达标率为{staff.trained}。
县级公安机关食品犯罪侦查专业队伍覆盖率为{police.county-units}。`,
  laboratory: `
检验机构对国家规定检验项目目录的覆盖率为{laboratory.covered-share}。`,
  emergency: `
开展食品安全应急演练{emergency.drills}。
发生重大及以上食品安全事故{accidents.major}。`,
  communication: `
开展食品安全风险交流活动{communication.sessions}。`,
  science: `
实施食品安全科技项目{science.projects}。`,
  smart: `
智慧监管覆盖率为{smart.online-share}。`,
  managers: `
应当配备食品安全总监的单位总监配备率为{registry.director-appointed}，食品安全员配备率为{registry.officer-appointed}。
食品安全管理人员抽考覆盖率为{managers.examined}，抽考人员合格率为{managers.passed}。
三小建档登记率为{registry.three-small-registered}。`,
  selfCheck: `
企业自查报告率为{self-check.reported}，从业人员健康证持有率为{handlers.health-cards}。`,
  online: `
网络食品经营者实名登记率为{platforms.real-name}，外卖封签使用率为{platforms.sealed}。`,
  canteens: `
学校食堂大宗食材集中采购率为{canteens.central-purchase}，学校陪餐制度落实率为{canteens.meals-shared}，餐厨废弃物集中处置率为{waste.collected}。`,
  traceability: `
重点食品生产企业电子追溯覆盖率为{traceability.share}，食用农产品承诺达标合格证查验率为{produce.certified-share}。`,
  insurance: `
投保食品安全责任保险的单位{insurance.insured}。`,
  credit: `
食品生产经营单位信用档案建档率为{credit.filed-share}。`,
  survey: `
第三方调查的群众食品安全满意度为{survey.satisfaction}，创建工作知晓率为{survey.awareness}，支持率为{survey.support}。`,
  standing: `
对照评价细则，应评指标{standing:items}，其中达到要求的{standing:met}，未达到要求的{standing:short}，暂无数据的{standing:unknown}，合理缺项的{standing:waived}。
?? 综合得分为{standing:score}。`,
  next: `
对未达到要求和暂无数据的指标，由责任单位逐项明确措施和完成时限，补齐后由系统重新核算。`,
} as const satisfies Record<string, string>

export type Theme = keyof typeof themes

/** Sentences on some subjects as one paragraph. */
export const about = (...names: readonly Theme[]): string => names.map((name) => themes[name].trim()).join('\n')
/** A heading with a paragraph on some subjects. */
export const section = (mark: '#' | '##' | '###', title: string, ...names: readonly Theme[]): string =>
  [`${mark} ${title}`, ...(names.length > 0 ? [about(...names)] : [])].join('\n')
/** The parts of a template, a blank line between. */
export const outline = (...parts: readonly string[]): string => `${parts.join('\n\n')}\n`
