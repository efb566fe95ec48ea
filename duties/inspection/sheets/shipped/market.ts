import { cite, law, named, produceLaw, rules } from './basis.ts'
import { accident, managers, pests, resultPosted } from './common.ts'
import { general, key, shipped } from './line.ts'

/** 集中交易市场开办者. @source 总局令49号 art.19; 食品安全法 art.61, 64; 实施条例 art.31 */
export const market = shipped('market', '食用农产品集中交易市场监督检查要点表', 'Check sheet for market operators', [
  ['报告与责任', 'Report and responsibility',
    general('papers', '开业前已向所在地县级食品安全监督管理部门报告', 'The county’s food safety authority was told before the market opened', rules(31)),
    key('papers', '审查入场食品经营者许可证（备案），留存入场销售者身份、联系方式等资料，档案及时更新', 'Licences or filings of food sellers are examined; identity and contact of every stallholder are on file and kept current', cite(law(61), named.produce)),
    general('papers', '与入场经营者签订食品安全协议，明确双方管理责任', 'An agreement with each stallholder states the food safety duties of both', cite(law(61), named.produce)),
    managers, resultPosted],
  ['入场查验', 'Entry',
    key('papers', '入场食用农产品查验产地证明、承诺达标合格证或购货凭证，无法提供的抽样检验或快速检测合格后入场', 'Produce enters with proof of origin, certificate of conformity or purchase papers; without them it is tested first', cite(produceLaw(39), named.produce)),
    key('papers', '畜禽肉类查验检疫合格证明，猪肉另查验肉品品质检验合格证明，进口产品查验入境合格证明', 'Meat is let in with its quarantine certificate, pork also with its quality certificate, imports with proof of entry', cite(law(34, 8), law(92), named.produce)),
    general('site', '抽查三个摊位，销售者能出示进货记录和凭证，保存六个月以上', 'At three stalls purchase records and papers are produced and kept for six months', law(65)),
    general('site', '抽查摊位没有病死、毒死、死因不明的肉类，没有腐败变质或国家禁止经营的动植物及其产品', 'At the stalls there is no meat of animals that died of disease, poison or unknown cause, nothing spoilt and nothing the state forbids', law(34), { photo: 'failed' })],
  ['检验检测', 'Testing',
    key('both', '批发市场配备检验设备和人员或委托有资质机构，按计划对入场食用农产品抽样检验', 'The wholesale market tests incoming produce by plan, with its own people and instruments or through a qualified laboratory', cite(law(64), produceLaw(37)), { when: ['wholesale'] }),
    general('both', '快速检测按规定开展，试剂在有效期内，结果每日公示，记录真实完整', 'Rapid tests are done as required with reagents in date; results are displayed daily and records are true and complete', named.produce),
    key('papers', '发现不符合食品安全标准的，要求销售者立即停止销售、依规处置，并向监管部门报告', 'Where produce fails, the seller is made to stop at once, it is dealt with by the rules, and the authority is told', cite(law(61), law(64)))],
  ['环境与设施', 'Premises',
    general('site', '按生鲜、水产、熟食、干货等分区经营，标识清楚，通道畅通', 'Fresh goods, seafood, cooked food and dry goods have marked areas of their own; ways are clear', cite(law(33, 4), named.produce)),
    general('site', '给排水、垃圾收集、防蝇防鼠、冷藏保鲜设施完备，日清洁、周消毒并记录', 'Water, drains, waste, pest control and cold storage are in place; the market is cleaned daily and disinfected weekly with records', cite(law(33, 2), named.produce)),
    pests,
    general('site', '熟食、现制售摊位防尘防蝇，生熟分开，人员持健康证明', 'Stalls with cooked food are covered, keep raw and cooked apart, and their staff hold health certificates', cite(law(33, 8), law(45)), { when: ['stalls_cooked'] }),
    general('site', '活禽经营区相对独立，宰杀与销售分开，按规定休市、清洗消毒', 'Live poultry has an area of its own, killing is apart from sale, and rest days, cleaning and disinfection are kept', named.epidemics, { when: ['live_poultry'] })],
  ['检查与信息公示', 'Supervision and notices',
    general('papers', '定期检查入场经营者的经营环境和条件并记录，发现违法行为及时制止并报告', 'Stalls are inspected regularly on record; breaches are stopped and reported', law(61)),
    general('site', '醒目位置公示市场管理制度、责任人、投诉电话、检验结果和不合格产品处理信息', 'Rules, responsible people, complaint number, test results and what was done about failures are displayed', named.produce),
    general('papers', '批发市场向购货者提供统一格式销售凭证，交易信息可追溯', 'Buyers at the wholesale market get a sales note in one form; dealings can be traced', cite(rules(18), named.produce), { when: ['wholesale'] }),
    accident],
])
