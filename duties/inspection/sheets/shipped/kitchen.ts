import { cite, gb, law, named, rules } from './basis.ts'
import { celsius, general, key } from './line.ts'

/** Items that restaurants, canteens and small kitchens share. */

export const licence = key('site', '持有效食品经营许可证并在显著位置公示，实际地址、主体业态和经营项目与许可一致',
  'A valid food business licence is posted where it can be seen; address, kind of business and activities agree with it', cite(law(35), named.licences), { photo: 'failed' })

export const openKitchen = general('site', '加工制作过程通过透明玻璃、视频等方式公开，图像清晰、正常运行，食材来源信息公示',
  'Food preparation can be seen through glass or on screen, with a clear, working picture; sources of ingredients are shown', law(55))

export const morningCheck = general('both', '每日上岗前检查从业人员健康并记录，有发热、腹泻、皮肤伤口感染等症状的立即离岗',
  'Staff are checked each day before work and the check is recorded; anyone with fever, diarrhoea or an infected wound leaves at once', cite(law(45), gb.catering))

export const staffHygiene = general('site', '从业人员工作衣帽清洁、头发不外露，不佩戴饰物，操作前和污染后洗净双手，专间内戴口罩',
  'Work clothes and caps are clean, hair is covered, no jewellery is worn, hands are washed before work and after soiling, and masks are worn in separate rooms', cite(law(33, 8), gb.catering))

export const premises = general('site', '场所内外环境整洁，地面、墙壁、门窗、天花板无破损、积垢、霉斑，与污染源保持规定距离',
  'The place is clean inside and out; floors, walls, doors and ceilings are not broken, greasy or mouldy; sources of pollution are far enough away', law(33, 1))

export const layout = general('site', '布局和流程合理，原料入口与成品出口分开，各操作区用途明确，防止交叉污染',
  'Layout and flow are sensible: raw materials in and food out by different ways, each area for its purpose, no cross-contamination', law(33, 4))

export const equipment = general('both', '加工、贮存、排烟、保温、冷藏冷冻等设施设备定期维护、清洗、校验并有记录，运行正常',
  'Equipment for cooking, storage, ventilation, heating and cooling works, and is serviced, cleaned and calibrated on schedule with records', law(56))

export const purchase = key('papers', '查验并留存供货者许可证和食品合格证明文件，进货记录或票据真实完整、可追溯，按期保存',
  'Suppliers’ licences and certificates of conformity are checked and kept; purchase records are true, complete and traceable, and kept for the legal time', cite(law(53), law(55), rules(18)))

export const materials = key('site', '食品原料感官正常、标签齐全、在保质期内，没有腐败变质、霉变生虫、混有异物或来源不明的原料',
  'Ingredients look and smell as they should, are labelled and within date; nothing is spoilt, mouldy, infested, mixed with foreign matter or of unknown origin', cite(law(34), law(55)), { photo: 'failed' })

export const storage = general('site', '食品分区、分类、离地离墙存放，原料、半成品、成品分开，拆封和自制食品标明名称和时间，先进先出',
  'Food is stored by area and kind, off floor and wall, with raw, half-made and finished food apart; opened and home-made food bears name and time; first in, first out', cite(law(54), gb.catering))

export const chilled = key('measured', '冷藏设施运行正常，冷藏温度保持在 0 ℃～8 ℃，显示温度与实测一致',
  'Refrigerators work and hold 0 to 8 °C; the display agrees with the measured temperature', cite(law(33, 6), rules(24), gb.catering), { measure: celsius({ min: 0, max: 8 }), photo: 'failed' })

export const frozen = general('measured', '冷冻设施运行正常，冷冻温度不高于 -12 ℃，无过厚积霜，生熟食品不混放',
  'Freezers work and hold -12 °C or below, without thick frost; raw and cooked food are not mixed', cite(law(33, 6), rules(24), gb.catering), { measure: celsius({ max: -12 }), photo: 'failed' })

export const separation = key('site', '生熟食品的加工工具、容器分开使用并有明显标识，动物性、植物性、水产原料分池清洗、分案切配',
  'Tools and containers for raw and cooked food are separate and clearly marked; meat, vegetables and seafood are washed and cut apart', cite(law(33, 4), gb.catering), { photo: 'failed' })

export const cookedThrough = key('measured', '需熟制的食品烧熟煮透，中心温度不低于 70 ℃',
  'Food that needs cooking is cooked through: at least 70 °C at its centre', gb.catering, { measure: celsius({ min: 70 }) })

export const hotHolding = general('measured', '热藏食品的中心温度不低于 60 ℃；在 8 ℃～60 ℃ 存放超过 2 小时的高危易腐食品不再供应',
  'Food held hot is at least 60 °C at its centre; high-risk food that stood between 8 and 60 °C for more than two hours is not served', gb.catering, { when: ['hot_holding'], measure: celsius({ min: 60 }) })

export const thawing = general('asked', '解冻、清洗、腌制、冷却和再加热方法得当，再加热彻底，油炸用油及时更换',
  'Thawing, washing, curing, cooling and reheating are done properly, reheating is thorough, and frying oil is changed in time', gb.catering)

export const noNitrite = key('both', '没有采购、贮存、使用亚硝酸盐，没有加工河鲀、野生毒蘑菇、发芽马铃薯等有毒有害食品',
  'Nitrite is not bought, stored or used; no pufferfish, poisonous wild mushrooms, sprouted potatoes or other toxic food is prepared', cite(law(34), named.practice), { photo: 'failed' })

export const coldDishes = key('site', '冷食类食品在专间或专用操作区由专人加工，使用专用消毒工具、容器和冷藏设施，无关食品和人员不进入',
  'Cold dishes are made in a separate room or area by assigned staff, with disinfected tools, containers and a refrigerator of their own; other food and people stay out', cite(law(33, 4), gb.catering), { when: ['cold_dishes'], photo: 'failed' })

export const roomTemperature = general('measured', '专间温度不高于 25 ℃，每次使用前空气和操作台消毒并有记录，洗手消毒设施可用',
  'The separate room is at most 25 °C; air and surfaces are disinfected before each use and recorded; hands can be washed and disinfected', gb.catering, { when: ['cold_room'], measure: celsius({ max: 25 }) })

export const tableware = key('site', '餐饮具和盛放直接入口食品的容器使用前洗净、消毒，消毒后放入密闭保洁设施，表面光洁、无污渍异味',
  'Tableware and containers for ready-to-eat food are washed and disinfected before use and then kept closed away; they are clean, without stains or smell', cite(law(33, 5), law(56), gb.tableware), { photo: 'failed' })

export const heat = general('measured', '热力消毒达到所用方法的温度和时间：蒸汽、煮沸不低于 100 ℃，红外不低于 120 ℃，洗碗机不低于 85 ℃',
  'Heat disinfection reaches temperature and time: steam or boiling 100 °C, infrared 120 °C, dishwasher 85 °C, at least', cite(law(56), gb.catering), { when: ['heat_disinfection'], measure: celsius({ min: 85 }) })

export const chlorine = general('measured', '化学消毒液有效氯浓度不低于 250 mg/L，现配现用，浸泡时间足够，消毒后冲净',
  'Disinfectant holds at least 250 mg/L of available chlorine, is freshly made, acts long enough and is rinsed off', cite(law(33, 10), gb.catering), { when: ['chemical_disinfection'], measure: { unit: 'mg/L', min: 250 } })

export const hiredTableware = general('papers', '查验、留存集中消毒单位营业执照复印件和消毒合格证明，独立包装标注完整，在使用期限内',
  'The disinfection firm’s business licence and certificates of disinfection are checked and kept; packs are fully labelled and within date', cite(law(56), law(58), rules(26)), { when: ['hires_disinfection'] })

export const waste = general('both', '废弃物容器加盖、及时清运，餐厨废弃物（含废弃油脂）交有资质单位收运，合同和台账齐全',
  'Waste bins are covered and emptied in time; kitchen waste and used oil go to a qualified collector, with contract and ledger', cite(law(33, 2), gb.catering))
