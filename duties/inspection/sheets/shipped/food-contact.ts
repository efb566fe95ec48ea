import { cite, gb, law, named } from './basis.ts'
import { general, key, shipped } from './line.ts'

/** 食品相关产品生产. @source 食品安全法 art.41, 50, 52 */
export const foodContact = shipped('food_contact', '食品相关产品生产监督检查要点表', 'Check sheet for makers of food-contact materials', [
  ['资质', 'Licence',
    key('papers', '实行生产许可的产品持有效工业产品生产许可证，产品在许可范围内，告知承诺内容属实', 'Products under licence have a valid industrial licence that covers them; what was undertaken to get it is true', cite(law(41), named.industrial), { when: ['licence_required'] }),
    general('papers', '生产地址、主体信息与证照一致，生产条件变化后按规定办理变更', 'Address and operator agree with the licence; changes were applied for', cite(law(41), named.contact))],
  ['生产条件', 'Conditions',
    general('site', '厂房清洁，远离污染源，生产、包装、仓储区域分开', 'The factory is clean, far from pollution, with production, packing and storage apart', gb.contactProduction),
    general('site', '更衣、洗手、防尘、防虫、防鼠和通风设施齐全有效', 'Changing, hand washing and protection from dust, insects and rodents are in place and work', gb.contactProduction, { photo: 'failed' }),
    general('both', '生产设备、模具清洁完好，定期维护，润滑油等不污染产品', 'Machines and moulds are clean, sound and serviced; lubricants do not soil products', gb.contactProduction),
    general('site', '人员工作衣帽清洁，接触产品前洗手，不佩戴饰物', 'Staff wear clean clothes, wash before touching products and wear no jewellery', gb.contactProduction)],
  ['原料控制', 'Materials',
    key('papers', '原料、助剂供货者资质和合格证明经查验，进货记录可追溯', 'Suppliers and certificates of materials and auxiliaries are checked; purchases can be traced', cite(law(50), gb.contactProduction)),
    key('both', '所用树脂、添加剂在标准允许的名单和用量范围内，没有使用回收料、工业级或不明原料', 'Resins and additives are on the permitted list and within limits; nothing recycled, technical grade or unknown is used', cite(law(34), gb.contact, gb.contactAdditives), { photo: 'failed' }),
    general('site', '食品级与非食品级原料分开存放、标识清楚', 'Food-grade and other materials are stored apart and marked', gb.contactProduction),
    general('papers', '油墨、胶粘剂等符合食品接触要求，印刷面不直接接触食品', 'Inks and adhesives are fit for food contact; printed sides do not touch food', gb.contact, { when: ['printing'] })],
  ['过程控制', 'Process control',
    general('both', '关键工序（温度、配比、固化时间等）有控制要求，记录与工艺文件一致', 'Critical steps such as temperature, mix and curing time are defined; records agree with them', gb.contactProduction),
    general('both', '溶剂残留有控制和检测，车间通风排气正常', 'Solvent residues are controlled and tested; extraction works', gb.contact, { when: ['printing'] }),
    general('site', '边角料回用符合规定，防止异物混入和交叉污染', 'Trimmings are reused only as allowed; foreign matter and cross-contamination are kept out', gb.contactProduction)],
  ['检验', 'Testing',
    key('papers', '按标准检验合格后出厂，总迁移量、重金属等项目报告有效，型式检验按期进行', 'Products leave only when they pass; reports on overall migration, heavy metals and the like are valid and type tests are on time', cite(law(52), gb.contact)),
    general('both', '出厂检验设备经校准，检验人员能胜任，委托检验机构有资质', 'Instruments are calibrated, testers able, and outside laboratories qualified', cite(law(52), named.contact)),
    general('papers', '不合格品隔离、评审、处置并记录，没有降级流入食品用途', 'Rejects are apart, reviewed, disposed of and recorded; none goes to food use at a lower grade', gb.contactProduction)],
  ['标识与追溯', 'Labels and tracing',
    key('both', '产品标识标明名称、材质、生产者、生产日期、执行标准和“食品接触用”字样，提供符合性声明', 'Products state name, material, maker, date, standard and “for food contact”, with a declaration of compliance', cite(named.contact, gb.contact), { photo: 'failed' }),
    general('papers', '使用条件（温度、接触食品种类、一次性等）说明清楚', 'Conditions of use, such as temperature, kinds of food and single use, are clear', gb.contact),
    general('papers', '原料到成品、销售去向可按批次追溯，发现不安全产品能及时召回', 'Batches are traced from materials to buyers; unsafe products can be recalled in time', cite(named.contact, gb.contactProduction)),
    general('papers', '质量安全责任人明确，风险管控和自查有记录，抽检不合格已整改', 'Responsible people are named; risk control and self-checks are recorded; failed samples were followed by correction', named.contact)],
])
