import { cite, gb, law, named, rules } from './basis.ts'
import { general, key, shipped } from './line.ts'

const made = { when: ['makes_special'] } as const
const sold = { when: ['special_food'] } as const

/** 特殊食品, filled in beside the sheet of production or sale. @source 总局令49号 art.18; 食品安全法 art.74–83 */
export const specialFood = shipped('special_food', '特殊食品监督检查要点表', 'Check sheet for special foods', [
  ['注册与备案', 'Registration and filing',
    key('papers', '生产的特殊食品均经注册或备案，证书有效，生产许可品种与注册备案内容一致', 'Every special food made is registered or filed, certificates are valid, and the production licence agrees with them', cite(law(76), law(80), law(81), law(82)), made),
    key('papers', '按注册或备案的产品配方、生产工艺等技术要求组织生产，批生产记录可核对', 'Production follows the registered or filed recipe and process; batch records show it', law(82), made),
    general('papers', '婴幼儿配方食品的原料、食品添加剂、配方和标签已向省级部门备案，乳粉配方已注册', 'Materials, additives, recipes and labels of infant formula are filed with the province; powder recipes are registered', cite(law(81), named.infantFormula), { when: ['makes_special', 'infant_formula'] }),
    key('papers', '没有以分装方式生产婴幼儿配方乳粉，没有用同一配方生产不同品牌', 'Infant formula powder is not repacked, and no recipe serves two brands', law(81), { when: ['makes_special', 'infant_formula'] })],
  ['质量管理体系', 'Quality system',
    key('papers', '按良好生产规范建立生产质量管理体系，定期自查其运行情况，自查报告提交县级监管部门', 'A quality system by good manufacturing practice exists, is checked regularly, and its reports go to the county authority', law(83), made),
    general('papers', '质量管理部门独立行使物料放行和成品放行权，质量授权人履职有记录', 'The quality department releases materials and products on its own authority; its decisions are on record', cite(law(83), gb.production), made),
    general('papers', '食品安全总监、质量负责人、生产负责人资质与任命符合要求，不相互兼任', 'The food safety director and the heads of quality and production are qualified, appointed and not the same person', cite(law(44), named.duty), made)],
  ['原辅料与前处理', 'Materials',
    key('both', '原辅料符合质量标准，逐批查验或检验，保健食品原料目录内的原料来源可追溯，没有添加药品或违禁物质', 'Materials meet their standards and are checked batch by batch; listed health-food materials can be traced; no drugs or banned substances are added', cite(law(38), law(50), law(75)), made),
    general('both', '具备与工艺相适应的原料前处理能力，提取、纯化的工艺参数和记录与注册备案一致', 'Extraction and purification can be done here; parameters and records agree with what is registered or filed', rules(35), { when: ['makes_special', 'pretreatment'] }),
    general('both', '生鲜乳和乳原料等关键原料有供应商审核和批批检验记录', 'Key materials such as raw milk come from audited suppliers and are tested batch by batch', cite(law(81), gb.infantFormula), { when: ['makes_special', 'infant_formula'] })],
  ['生产与检验', 'Production and testing',
    general('both', '洁净车间级别、环境监测、人流物流和清场符合相应良好生产规范', 'Clean rooms, monitoring, flow of people and goods, and line clearance follow good manufacturing practice', cite(gb.healthFood, gb.infantFormula, gb.medicalFood), made),
    general('papers', '关键工序验证充分，投料、混合、灭菌等记录完整，物料平衡无异常', 'Critical steps are validated; records of dosing, mixing and sterilising are complete; material balance shows nothing odd', law(46), made),
    key('papers', '婴幼儿配方食品逐批检验合格后出厂，项目覆盖食品安全国家标准', 'Every batch of infant formula is tested for all that the national standard asks before it leaves', law(81), { when: ['makes_special', 'infant_formula'] }),
    key('papers', '特殊医学用途配方食品按食品安全国家标准规定的项目逐批检验合格后出厂', 'Every batch of medical food passes the tests of the national standard before it leaves', rules(36), { when: ['makes_special', 'medical_food'] }),
    general('papers', '保健食品按产品技术要求检验，功效或标志性成分检验有记录', 'Health food is tested to its technical requirements; active or marker ingredients are tested on record', cite(law(52), law(78)), { when: ['makes_special', 'health_food'] }),
    general('both', '产品留样和稳定性考察按计划进行，追溯信息可到每批原料和最终去向', 'Samples are retained and stability is studied by plan; every batch can be traced from materials to buyers', cite(rules(18), gb.healthFood), made)],
  ['标签与宣传', 'Labels and claims',
    key('site', '标签、说明书与注册或备案的内容一致，不涉及疾病预防、治疗功能', 'Labels and leaflets agree with what is registered or filed and claim no effect on disease', cite(law(78), law(71), rules(39)), { photo: 'failed' }),
    general('site', '保健食品标明适宜和不适宜人群、功效成分及含量，并声明“本品不能代替药物”', 'Health food states for whom it is and is not suited, its active ingredients and amounts, and that it does not replace medicine', law(78), { when: ['health_food'] }),
    general('both', '没有通过会议、讲座、健康咨询等方式虚假宣传，广告经审查批准且内容一致', 'There is no false advertising at meetings, lectures or consultations; advertisements are approved and agree with the approval', cite(law(73), law(79), rules(34), rules(37)))],
  ['销售', 'Sale',
    key('site', '特殊食品专区专柜销售并设提示牌，不与普通食品、药品混放', 'Special foods stand on marked shelves of their own, apart from ordinary food and medicines', rules(39), { ...sold, photo: 'failed' }),
    general('papers', '进货时核对注册证书或备案凭证、批次检验报告，进口产品有入境检验合格证明', 'On purchase, registration or filing and the batch report are checked; imports have proof of inspection', cite(law(53), law(92), rules(39)), sold),
    general('site', '特定全营养配方食品只由医疗机构、药品零售企业向消费者销售', 'Complete formulas for given diseases are sold to consumers by hospitals and pharmacies only', rules(36), { when: ['special_food', 'medical_food'] }),
    general('site', '婴幼儿配方乳粉在保质期内，临期产品有提示或提前下架，不以普通乳粉混充', 'Infant formula is within date, near-date tins are marked or taken down, and ordinary milk powder does not pose as it', cite(law(34, 6), law(54)), { when: ['special_food', 'infant_formula'] })],
])
