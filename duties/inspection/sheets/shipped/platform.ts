import { cite, law, named, rules } from './basis.ts'
import { accident, managers, resultPosted } from './common.ts'
import { general, key, shipped } from './line.ts'

/** 网络食品交易第三方平台. @source 食品安全法 art.62; 实施条例 art.32 */
export const platform = shipped('platform', '网络食品交易第三方平台监督检查要点表', 'Check sheet for online food platforms', [
  ['备案与机构', 'Filing and organisation',
    general('papers', '平台提供者及分支机构按规定备案，备案信息公开并及时变更', 'The platform and its branches have filed as required; the filing is public and kept current', cite(named.online, named.onlineMeals)),
    general('papers', '设置食品安全管理机构，配备专职管理人员，建立审查登记、自查、违法行为制止报告、投诉处理等制度', 'A food safety department with full-time staff exists, with rules for registration, checks, stopping and reporting breaches, and complaints', cite(law(44), named.online)),
    managers, resultPosted],
  ['入网审查', 'Admission of sellers',
    key('papers', '对入网食品经营者实名登记，审查其许可证（备案），抽查十户资质真实有效', 'Sellers are registered by their real names and their licences or filings examined; those of ten, picked at random, are genuine and valid', law(62)),
    key('both', '没有为无证、套证、超范围或虚假地址的经营者提供服务', 'No service is given to sellers without licence, with another’s licence, beyond their scope or at a false address', cite(law(62), law(35)), { photo: 'failed' }),
    general('papers', '与入网经营者签订协议，明确食品安全责任，档案记录每半年核实更新一次', 'Agreements state the duties of sellers; their files are verified and renewed every half year', cite(law(62), named.trade)),
    general('site', '网店首页显著公示营业执照、许可证或备案信息，图片清晰、与登记一致', 'Business licence and food licence or filing are shown clearly on each shop’s front page and agree with the register', cite(named.online, named.onlineMeals), { photo: 'failed' })],
  ['信息保存', 'Records',
    key('papers', '妥善保存入网经营者登记信息和交易信息，交易记录可追溯，能按要求向监管部门提供', 'Registration and trade data are kept safely, dealings can be traced, and data are given to the authority on request', cite(rules(32), named.online)),
    general('papers', '数据备份、故障恢复等技术条件满足要求，消费者信息安全', 'Backup and recovery are adequate, and consumers’ data are safe', named.online)],
  ['检查与制止', 'Supervision',
    general('papers', '对平台上的食品信息和经营行为检查并记录，虚假宣传、声称疾病治疗功能的及时处理', 'Pages and conduct are checked on record; false claims and claims to cure disease are dealt with', cite(law(73), law(62))),
    key('papers', '发现违法行为及时制止并立即报告，严重违法的立即停止平台服务', 'Breaches are stopped and reported at once; service ends at once where they are serious', law(62)),
    general('papers', '消费者投诉举报及时处理，抽检不合格食品及时下架并通知', 'Complaints are dealt with in time; food that failed tests is taken down and those concerned are told', cite(law(63), named.online)),
    general('site', '平台销售的特殊食品、进口食品标签信息齐全，与注册备案或中文标签一致', 'Special and imported foods are shown with full label data that agree with registration, filing or Chinese label', cite(law(97), rules(39)), { when: ['goods_platform'] })],
  ['网络餐饮', 'Meals',
    general('site', '引导公开后厨，推广食品封签，公示量化等级等信息', 'Kitchens are shown, meals sealed, and grades displayed', cite(law(55), named.onlineMeals), { when: ['meals_platform'] }),
    general('both', '送餐人员健康状况和培训有管理，送餐箱（包）清洁消毒，保证配送过程不受污染', 'Health and training of couriers are managed; boxes are cleaned and disinfected and keep food from contamination', cite(law(33, 6), named.onlineMeals), { when: ['meals_platform'] }),
    general('papers', '对入网餐饮单位实地核查并记录，线下地址与线上一致', 'Restaurants were visited on record, and their address is the one shown', named.onlineMeals, { when: ['meals_platform'] })],
  ['事故处置', 'Accidents', accident],
])
