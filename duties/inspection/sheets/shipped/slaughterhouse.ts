import { cite, gb, law, named, produceLaw } from './basis.ts'
import { accident, health, pests, water } from './common.ts'
import { celsius, general, key, shipped } from './line.ts'

/** 定点屠宰, supervised by agriculture; meat is within the food law once it is sold. */
export const slaughterhouse = shipped('slaughterhouse', '畜禽定点屠宰厂监督检查要点表', 'Check sheet for slaughterhouses', [
  ['资质', 'Licence',
    key('site', '持有效定点屠宰证书和标志牌并悬挂，动物防疫条件合格证有效，没有出租、转让', 'Certificate and plate of designated slaughter are valid and shown, as is the animal epidemic certificate; none is lent or transferred', cite(named.pigs, named.epidemics), { photo: 'failed' }),
    general('papers', '屠宰技术人员、肉品品质检验人员数量和资质符合要求', 'Slaughter staff and meat inspectors are enough and qualified', cite(named.pigs, gb.slaughter))],
  ['进厂与待宰', 'Arrival and lairage',
    key('papers', '进厂畜禽逐车查验检疫证明、畜禽标识和运输车辆备案，如实记录来源、数量和检疫证号', 'Every vehicle is checked for quarantine certificate, ear tags and filing; source, number and certificate are truly recorded', cite(named.pigs, named.epidemics)),
    key('papers', '按规定开展非洲猪瘟检测，阳性的按规定处置和报告', 'African swine fever is tested for as required; positives are dealt with and reported', named.epidemics, { when: ['pigs'] }),
    general('both', '按规定检测“瘦肉精”等违禁物质，结果记录，阳性的不屠宰并报告', 'Clenbuterol and other banned substances are tested for; results are recorded, positives are not slaughtered and are reported', cite(produceLaw(36), law(34, 2))),
    general('site', '待宰静养和宰前检查符合要求，急宰、隔离设施可用，没有注水或注入其他物质', 'Animals rest and are examined before slaughter; emergency and isolation pens are usable; no water or other substance is injected', cite(named.pigs, gb.slaughter))],
  ['场所与卫生', 'Premises and hygiene',
    general('site', '厂区清洁区与非清洁区分开，畜禽与产品、人流与物流不交叉，车辆出入口分设、消毒', 'Clean and unclean areas are separate; animals, products, people and goods do not cross; vehicles have their own disinfected gates', gb.slaughter),
    general('site', '车间地面、墙面、排水、照明、通风完好清洁，班前班后清洗消毒并记录', 'Floors, walls, drains, light and ventilation are sound and clean; washing and disinfection before and after each shift are recorded', gb.slaughter),
    general('measured', '刀具等工器具消毒用热水不低于 82 ℃，做到一头一换一消毒', 'Water for disinfecting knives is at least 82 °C; knives are changed and disinfected for each animal', gb.slaughter, { measure: celsius({ min: 82 }), photo: 'failed' }),
    pests, water, health],
  ['屠宰与检验', 'Slaughter and inspection',
    key('both', '同步检验与屠宰同步进行，头、胴体、内脏编号对应，检验岗位和人员到位', 'Inspection keeps step with slaughter; head, carcass and organs bear one number; every post is manned', cite(named.pigs, gb.slaughter)),
    key('site', '出厂肉品加盖检疫验讫印章和肉品品质检验合格印章，附两证，票货相符', 'Meat leaves with both stamps and both certificates, and papers match the goods', cite(law(34, 8), named.pigs), { photo: 'failed' }),
    key('both', '没有屠宰、加工、出售病死、毒死、死因不明或未经检疫检验的畜禽', 'No animal that died of disease, poison or unknown cause, or was not inspected, is slaughtered, processed or sold', cite(law(34, 7), law(34, 8))),
    general('site', '牛羊屠宰、剥皮、去内脏过程不污染胴体，受污染部位及时修除', 'Slaughter, skinning and gutting of cattle and sheep do not soil the carcass; soiled parts are trimmed off', gb.slaughter, { when: ['ruminants'] }),
    general('site', '甲状腺、肾上腺和病变淋巴结等摘除干净，集中存放处理', 'Thyroid, adrenal glands and diseased lymph nodes are removed, collected and disposed of', gb.slaughter, { when: ['pigs'] })],
  ['冷却、分割与贮运', 'Chilling, cutting and storage',
    general('measured', '分割车间温度不高于 12 ℃', 'The cutting room is at most 12 °C', gb.slaughter, { when: ['cutting'], measure: celsius({ max: 12 }), photo: 'failed' }),
    general('measured', '冷冻肉贮存库温度不高于 -18 ℃，温度有记录', 'The store for frozen meat is at most -18 °C, with records', cite(law(33, 6), gb.slaughter), { when: ['frozen'], measure: celsius({ max: -18 }), photo: 'failed' }),
    general('site', '肉品吊挂、密闭、控温运输，车辆清洗消毒，不与活畜禽同车', 'Meat is carried hanging, closed and cold in disinfected vehicles, never with live animals', cite(law(33, 6), gb.slaughter))],
  ['无害化处理与追溯', 'Disposal and tracing',
    key('both', '病死畜禽和检验不合格产品按规定无害化处理，数量与记录、影像一致', 'Dead animals and rejected products are rendered harmless; numbers agree with records and pictures', named.epidemics, { photo: 'failed' }),
    general('papers', '出厂记录产品、数量、检验证号、购货者和日期，保存两年以上，能追溯来源和去向', 'Product, amount, certificate, buyer and date are recorded on exit and kept for two years; source and buyer can be traced', cite(law(42), named.pigs)),
    general('papers', '发现产品不安全时停止屠宰、召回并报告，召回和处理有记录', 'Where products are unsafe, slaughter stops, they are recalled and this is reported, with records', cite(law(63), named.pigs)), accident],
])
