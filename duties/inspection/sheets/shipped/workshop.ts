import { cite, law, named, rules } from './basis.ts'
import { accidentDuty, additives, additiveStore, forbidden, health, hygiene, meatPapers, pests, resultPosted, toxic, water } from './common.ts'
import { general, key, shipped } from './line.ts'

/** 食品小作坊. @source 食品安全法 art.36; 总局令49号 art.54: the rules of the province come first */
export const workshop = shipped('workshop', '食品小作坊监督检查要点表', 'Check sheet for food workshops', [
  ['资质与承诺', 'Permit and undertaking',
    key('site', '持有效小作坊许可（登记）证并公示，生产品种在许可范围内，没有生产禁止目录内的食品',
      'A valid workshop permit is posted; products lie within it, and none is on the list of foods that workshops may not make', cite(law(36), named.local), { photo: 'failed' }),
    general('site', '公示食品安全承诺书和从业人员健康证明', 'The food safety undertaking and the staff’s health certificates are posted', named.local), resultPosted],
  ['场所与设备', 'Premises and equipment',
    general('site', '生产场所固定、整洁，与生活区分开，与污染源保持规定距离',
      'The workplace is fixed and clean, apart from living quarters and far enough from pollution', cite(law(33, 1), law(36))),
    general('site', '按流程合理布局，待加工食品与直接入口食品、原料与成品分开',
      'The layout follows the process; raw material is apart from products and ready-to-eat food', law(33, 4)),
    general('site', '设备、容器、工具无毒无害，用后洗净，直接接触入口食品的使用前消毒',
      'Machines, containers and tools are harmless, washed after use and, where they touch ready-to-eat food, disinfected before it', cite(law(33, 5), law(33, 7))), pests, toxic, water],
  ['人员', 'Staff', health, hygiene],
  ['原料', 'Ingredients',
    key('papers', '查验供货者资质和原料合格证明，进货票据或记录留存，能说明每种原料来源',
      'Suppliers’ papers and certificates are checked and purchase papers kept; the source of every ingredient is known', cite(law(36), law(50))),
    forbidden, meatPapers,
    key('site', '原料在保质期内、感官正常，没有腐败、霉变、酸败或污染',
      'Ingredients are within date and sound; nothing is spoilt, mouldy, rancid or soiled', cite(law(34, 3), law(34, 6)), { photo: 'failed' })],
  ['加工与添加剂', 'Making and additives', additives, additiveStore,
    general('asked', '加工、冷却、包装过程避免污染，油炸用油定期更换，不用非食品级塑料、油墨纸等包装',
      'Food is kept from contamination while made, cooled and packed; frying oil is changed; packaging is food grade', cite(law(33, 7), law(34, 9)))],
  ['检验与销售', 'Testing and sale',
    general('papers', '按省级规定定期送检，首批产品和主要品种有检验报告，不合格的已停售整改',
      'Products are sent for testing as the province requires; first batches and main products have reports; what failed was stopped and corrected', named.local),
    general('site', '预包装或简易包装标明名称、配料、生产日期、保质期、地址电话和许可编号',
      'Packs state name, ingredients, date, shelf life, address, telephone and permit number', cite(law(67), named.local)),
    general('papers', '生产和销售台账记录品种、数量、日期和去向，能够追溯',
      'The ledger records kind, amount, date and buyer, so that products can be traced', cite(law(36), named.local)),
    key('site', '没有变质、超过保质期的成品待售，此类食品单独存放并及时销毁、记录',
      'No spoilt or expired product is for sale; such food is kept apart, destroyed and recorded', cite(law(34, 10), rules(29)), { photo: 'failed' })],
  ['事故处置', 'Accidents', accidentDuty],
])
