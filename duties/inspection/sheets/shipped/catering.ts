import { cite, gb, law, named, rules } from './basis.ts'
import { accident, additives, additiveStore, dutyRecords, expired, health, managers, meatPapers, pests, resultPosted, toxic } from './common.ts'
import * as kitchen from './kitchen.ts'
import { celsius, general, grams, key, shipped } from './line.ts'

/** 餐饮服务, with central kitchens and delivered meals. @source 总局令49号 art.20 names the subjects */
export const catering = shipped('catering', '餐饮服务监督检查要点表', 'Check sheet for catering', [
  ['许可与公示', 'Licence and notices', kitchen.licence, resultPosted, kitchen.openKitchen],
  ['管理与人员', 'Management and staff', managers, dutyRecords, health, kitchen.morningCheck, kitchen.staffHygiene],
  ['场所与设施', 'Premises and equipment', kitchen.premises, kitchen.layout, kitchen.equipment, pests, toxic],
  ['原料控制', 'Ingredients', kitchen.purchase, kitchen.materials, meatPapers, kitchen.storage, kitchen.chilled, kitchen.frozen, expired],
  ['加工制作', 'Preparation',
    kitchen.separation, kitchen.cookedThrough, kitchen.hotHolding, kitchen.noNitrite, kitchen.coldDishes, kitchen.roomTemperature,
    key('both', '生食类食品在专间加工，原料符合生食要求、来源可查，加工后冷藏或冰上保存并在 1 小时内食用',
      'Food eaten raw is prepared in a separate room from materials fit and traceable for it, kept chilled or on ice, and eaten within an hour', cite(law(33, 4), gb.catering), { when: ['raw_food'] }),
    general('site', '裱花在专间内进行，裱浆和水果当天加工、当天使用，植脂奶油和裱花蛋糕冷藏存放',
      'Cakes are decorated in a separate room; cream and fruit are prepared and used the same day; cream and decorated cakes are kept chilled', gb.catering, { when: ['decorated_cakes'] })],
  ['食品添加剂', 'Additives', additives, additiveStore],
  ['餐饮具清洗消毒', 'Tableware', kitchen.tableware, kitchen.heat, kitchen.chlorine, kitchen.hiredTableware],
  ['供餐与配送', 'Serving and delivery',
    general('site', '网络经营公示许可信息和真实地址，配送容器清洁，餐食封签完好，需控温的食品有保温、冷藏措施',
      'Online, the licence and the true address are shown; delivery boxes are clean, meals are sealed, and food that needs it is kept hot or cold', cite(law(33, 6), named.onlineMeals), { when: ['online'] }),
    general('measured', '宴席和重大活动供餐每个品种留样不少于 125 g，冷藏保存 48 小时以上，标签和记录齐全',
      'At banquets and major events at least 125 g of each dish is retained and kept chilled for 48 hours or more, labelled and recorded', gb.catering, { when: ['banquets'], measure: grams({ min: 125 }), photo: 'failed' }),
    key('measured', '集体配送的膳食当餐加工，标明加工时间和食用时限；热藏配送的中心温度不低于 60 ℃，配送容器密闭、车辆清洁',
      'Delivered meals are made for that meal and marked with time made and time to eat by; hot meals are at least 60 °C at the centre; containers are closed and vehicles clean', cite(law(57), gb.catering), { when: ['delivers_meals'], measure: celsius({ min: 60 }) }),
    general('papers', '中央厨房产品标明名称、加工时间、保存条件和期限，批次留样、检验和配送记录可追溯，冷链配送全程温度有记录',
      'Products of the central kitchen bear name, time, storage and shelf life; retained samples, tests and deliveries are traceable by batch; temperatures of chilled deliveries are recorded', cite(rules(18), rules(24), gb.catering), { when: ['central_kitchen'] })],
  ['废弃物与事故处置', 'Waste and accidents', kitchen.waste, accident],
], { key: 4, general: 2 })
