import { cite, gb, law, named, rules } from './basis.ts'
import { additives, health, hygiene, meatPapers, pests, toxic, water } from './common.ts'
import * as kitchen from './kitchen.ts'
import { celsius, general, key, shipped } from './line.ts'

/** 小经营店. @source 食品安全法 art.36; 总局令49号 art.54: the rules of the province come first */
export const smallShop = shipped('small_shop', '小经营店监督检查要点表', 'Check sheet for small shops', [
  ['资质', 'Permit',
    key('site', '持有效许可、备案或登记证明并公示，经营范围和地址与实际一致',
      'A valid permit, filing or registration is posted; scope and address agree with it', cite(law(35), law(36), named.local), { photo: 'failed' })],
  ['场所与人员', 'Premises and staff',
    general('site', '店内整洁，食品与日化、农药等有毒有害物品分开存放', 'The shop is clean; food is apart from household chemicals, pesticides and other poisons', cite(law(33, 1), law(33, 6))),
    pests, health, hygiene],
  ['进货', 'Purchase',
    key('papers', '从有资质的供货者进货，进货票据留存，能当场说明来源',
      'Goods come from licensed suppliers; purchase papers are kept and the source can be told on the spot', cite(law(53), named.local)),
    general('papers', '食用农产品有来源凭证，凭证保存六个月以上', 'Farm produce has papers of origin kept for six months', law(65), { when: ['produce'] }), meatPapers],
  ['食品状况', 'State of the food',
    key('site', '抽查货架和仓库，没有超过保质期、变质、更改日期或无标签的食品', 'Shelves and store were searched: nothing expired, spoilt, redated or unlabelled', cite(law(34, 6), law(34, 10), law(34, 11)), { photo: 'failed' }),
    general('site', '临期食品集中摆放并提示，变质、过期食品单独存放、标识并及时处理', 'Food near its date is shown together with a notice; spoilt and expired food is kept apart, marked and disposed of', cite(law(54), rules(29))),
    general('site', '散装食品标明名称、日期、保质期和生产经营者，直接入口的防尘防蝇、用工具取用', 'Loose food bears name, date, shelf life and maker; ready-to-eat food is covered and served with tools', cite(law(68), law(33, 8)), { when: ['bulk'] }),
    general('measured', '冷藏柜温度为 0 ℃～10 ℃，标签另有要求的从其要求', 'The cool cabinet is at 0 to 10 °C, or as labels say', cite(law(33, 6), rules(24), gb.coldChain), { when: ['chilled'], measure: celsius({ min: 0, max: 10 }) }),
    general('measured', '冷冻柜温度不高于 -18 ℃，没有反复解冻迹象', 'The freezer is at most -18 °C and shows no signs of thawing', cite(law(33, 6), rules(24), gb.coldChain), { when: ['frozen'], measure: celsius({ max: -18 }) }),
    general('site', '校园周边不向学生销售无标签、来源不明的食品，不向未成年人销售酒类', 'Near schools nothing without label or known source is sold to pupils, and no alcohol to minors', cite(law(34, 11), named.minors), { when: ['near_school'] })],
])

/** 小餐饮, small places that feed others too. */
export const smallCatering = shipped('small_catering', '小餐饮监督检查要点表', 'Check sheet for small catering', [
  ['资质与公示', 'Permit and notices',
    key('site', '持有效小餐饮许可（备案、登记）证或食品经营许可证并公示，经营项目未超范围，没有经营禁止的生食、裱花等项目',
      'A valid permit, filing or licence is posted; activities lie within it, and nothing barred to small places, such as raw food or decorated cakes, is offered', cite(law(35), law(36), named.local), { photo: 'failed' }),
    general('site', '加工操作区公开可见，食品安全承诺和健康证明公示', 'The kitchen can be seen; undertaking and health certificates are posted', cite(law(55), named.local))],
  ['场所与设施', 'Premises and equipment',
    general('site', '场所整洁，厨房与就餐区、生活区分开，地面墙面无积垢', 'The place is clean; the kitchen is apart from tables and living quarters; floors and walls are not greasy', cite(law(33, 1), gb.catering)),
    general('site', '清洗水池、冷藏、消毒、保洁设施与经营规模相适应并正常使用', 'Sinks, refrigerators, disinfection and clean storage suit the size of the business and are in use', law(33, 2)),
    pests, toxic, water],
  ['人员', 'Staff', health, kitchen.staffHygiene],
  ['原料', 'Ingredients',
    key('papers', '食品和原料来源合法，进货票据或记录留存，米面油肉等主要原料可追溯', 'Food and ingredients have a lawful source; purchase papers are kept; rice, flour, oil and meat can be traced', cite(law(53), law(55))),
    kitchen.materials, meatPapers, kitchen.storage, kitchen.chilled, kitchen.frozen],
  ['加工制作', 'Preparation', kitchen.separation, kitchen.cookedThrough, kitchen.noNitrite, additives,
    general('site', '凉菜在专间或专用操作区由专人加工，刀、板、容器专用并消毒', 'Cold dishes are made in their own room or area by assigned staff with disinfected knives, boards and containers', cite(law(33, 4), gb.catering), { when: ['cold_dishes'] })],
  ['餐饮具与配送', 'Tableware and delivery', kitchen.tableware, kitchen.hiredTableware,
    general('site', '外卖包装清洁、封签完好，网上公示的许可和地址真实', 'Delivered meals are cleanly packed and sealed; licence and address shown online are true', named.onlineMeals, { when: ['online'] })],
  ['废弃物', 'Waste', kitchen.waste],
])

/** 小摊点. @source 食品安全法 art.36; 总局令49号 art.54: the rules of the province come first */
export const vendor = shipped('vendor', '食品小摊点监督检查要点表', 'Check sheet for food vendors', [
  ['备案与位置', 'Filing and place',
    key('site', '持有效备案卡（登记卡）并亮证经营，品种与备案一致，没有经营禁止的品种', 'A valid filing card is shown; foods agree with it and none is barred to vendors', cite(law(36), named.local), { photo: 'failed' }),
    general('site', '在划定区域和时段经营，与厕所、垃圾堆放点等污染源保持距离', 'The stall stands in the place and hours set for it, away from toilets, rubbish and other pollution', cite(law(36), law(33, 1)))],
  ['人员', 'Staff', health, hygiene],
  ['设施', 'Equipment',
    general('site', '有防尘、防蝇、防雨设施和加盖垃圾容器，收摊后清洁场地', 'There is cover against dust, flies and rain and a bin with a lid; the place is cleaned afterwards', cite(law(33, 2), named.local)),
    general('site', '用水清洁、数量够用，容器、工具洗净，直接入口食品用具消毒或使用合格一次性餐具', 'Water is clean and enough; containers and tools are washed, those for ready-to-eat food disinfected or disposable', cite(law(33, 5), law(33, 9)))],
  ['原料与加工', 'Ingredients and cooking',
    key('papers', '主要原料来源可查，留存进货票据或供货者信息', 'The source of the main ingredients is known, with purchase papers or the supplier’s name', cite(law(36), named.local)),
    key('site', '原料新鲜，没有腐败变质、超过保质期、来源不明的食品和非食用物质', 'Ingredients are fresh; nothing is spoilt, expired, of unknown source or not meant to be eaten', cite(law(34), law(36)), { photo: 'failed' }),
    meatPapers,
    general('site', '生熟分开，食品烧熟煮透，煎炸用油不发黑、不反复使用', 'Raw and cooked food are apart, food is cooked through, frying oil is not black or used over and over', cite(law(33, 4), gb.catering)),
    additives,
    general('site', '易腐食品有冷藏或保温措施，隔夜剩余食品不再销售', 'Perishable food is kept cold or hot; leftovers are not sold the next day', cite(law(33, 6), named.local)),
    general('site', '包装袋、餐盒、吸管为食品用产品，不用有色、回收塑料直接接触食品', 'Bags, boxes and straws are made for food; no coloured or recycled plastic touches it', cite(law(33, 7), gb.contact))],
  ['校园周边', 'Near schools',
    general('site', '校园周边不向学生销售无标签、来源不明的食品，遵守限制经营的时段和区域', 'Near schools nothing without label or known source is sold to pupils, and limits of hours and place are kept', cite(law(34, 11), named.local), { when: ['near_school'] })],
])
