import { checks, cite, gb, law, named, rules } from './basis.ts'
import { director } from './common.ts'
import { general, key, shipped } from './line.ts'

/** 体系检查 of makers of special and high-risk foods and of large traders. @source 总局令49号 art.22, 53 */
export const system = shipped('system', '质量管理体系检查要点表', 'Sheet for system audits', [
  ['方针与机构', 'Policy and organisation',
    general('papers', '食品安全方针、目标由主要负责人批准，分解到部门并考核', 'Policy and targets are approved by the person in charge, broken down to departments and measured', cite(law(44), rules(19))),
    key('questions', '主要负责人全面负责食品安全，责任制落实到岗位，面谈能说清本企业主要风险和控制措施', 'The person in charge answers for food safety, duties reach every post, and in talk he or she can name the main risks and controls', cite(law(44), rules(19))),
    director,
    general('papers', '质量与生产部门独立，质量部门有权停线、拒收和否决放行，有行使的记录', 'Quality is independent of production, may stop lines and refuse goods or release, and has done so on record', cite(law(83), gb.production)),
    general('questions', '抽考食品安全管理人员和关键岗位人员，掌握本岗位要求', 'Managers and people at critical points were tested and know what their post asks', cite(law(44), rules(20), checks(29)))],
  ['风险分析与控制', 'Risks and controls',
    key('papers', '危害分析覆盖全部产品、原料和工序，关键控制点、限值和依据明确，变化后重新评估', 'Hazard analysis covers all products, materials and steps; critical points and limits are justified and reviewed after changes', cite(law(46), law(48))),
    key('both', '现场抽查关键控制点，监控、纠偏、验证记录与实际和仪器数据一致', 'At critical points on site, records of monitoring, correction and verification agree with what is seen and with instrument data', law(46), { photo: 'failed' }),
    general('papers', '风险管控清单、日管控、周排查、月调度与体系运行衔接，问题形成闭环', 'Risk list and daily, weekly and monthly checks are part of the system; problems are closed', cite(law(47), named.duty)),
    general('papers', '食品防护、过敏原和欺诈风险有评估和措施', 'Malicious contamination, allergens and fraud are assessed and guarded against', gb.production)],
  ['供应商与原料', 'Suppliers and materials',
    general('papers', '供应商准入、审核、评价和退出有规则，主要供应商现场审核有报告', 'Rules for admitting, auditing, rating and dropping suppliers exist; the main ones were audited on site', cite(law(50), rules(19))),
    key('papers', '抽取三批主要原料，查验、检验、放行和使用记录前后一致', 'For three batches of main materials, records of check, test, release and use agree', law(50))],
  ['生产与放行', 'Production and release',
    general('both', '工艺规程与批准的配方、注册备案资料一致，变更经审批验证', 'Procedures agree with approved recipes and registration; changes are approved and validated', cite(law(46), law(82))),
    general('papers', '设备、公用系统（水、空气、蒸汽）确认和维护计划落实', 'Machines, water, air and steam are qualified and serviced by plan', gb.production),
    general('both', '清洁消毒程序经验证，环境微生物监测有趋势分析，异常有处理', 'Cleaning is validated; environmental microbes are tracked, and deviations were dealt with', gb.production),
    key('papers', '抽取三批成品，批生产、检验、放行记录完整，放行人有授权，没有未检先放', 'For three batches of products, records of production, test and release are complete; release was authorised, none came before the tests', cite(law(51), law(52)))],
  ['实验室', 'Laboratory',
    general('both', '检验能力与项目匹配，方法验证、仪器校准、标准物质和人员比对受控', 'Ability matches the tests; methods, calibration, reference materials and comparisons are under control', law(89), { when: ['own_tests'] }),
    general('papers', '检验原始数据可追溯，电子数据有权限和审计追踪，没有修改痕迹', 'Raw data can be traced; electronic data have rights and an audit trail; nothing was altered', cite(law(52), gb.production))],
  ['追溯与召回', 'Tracing and recall',
    key('papers', '现场指定一批产品，在规定时间内完成正向、反向追溯，物料平衡吻合', 'One batch, named on the spot, is traced both ways within the set time, and material balance agrees', cite(law(42), rules(18))),
    general('papers', '召回制度可操作，每年演练并评价，投诉、舆情信息得到分析利用', 'Recall works, is rehearsed yearly and assessed; complaints and news are analysed and used', cite(law(63), named.recall))],
  ['自查与改进', 'Self-checks and improvement',
    general('papers', '内部审核和管理评审按计划进行，不符合项有原因分析和纠正措施', 'Internal audits and management reviews follow their plan; findings have causes and corrections', cite(law(47), law(83))),
    key('papers', '特殊食品生产企业定期自查体系运行并提交自查报告，内容与实际相符', 'Makers of special foods check the system regularly, submit their reports, and the reports are true', law(83), { when: ['makes_special'] }),
    general('papers', '监督检查、抽检发现的问题已整改并举一反三', 'Problems found by inspection and sampling were corrected, and like ones looked for', cite(law(47), checks(33))),
    general('papers', '委托生产、仓储、运输纳入体系，有审核和监督记录', 'Commissioned production, storage and transport are part of the system, audited and supervised on record', cite(rules(21), rules(25), checks(16)))],
])
