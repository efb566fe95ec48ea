import { cite, gb, law, rules } from './basis.ts'
import { hygiene, pests, water } from './common.ts'
import { celsius, general, key, shipped } from './line.ts'

/** 餐具饮具集中消毒服务单位, supervised by health. @source 食品安全法 art.58; 实施条例 art.27, 64 */
export const tablewareSheet = shipped('tableware', '餐具饮具集中消毒服务单位监督检查要点表', 'Check sheet for tableware disinfection firms', [
  ['资质与管理', 'Licence and management',
    general('site', '营业执照经营范围包括餐饮具集中消毒服务，地址与实际一致', 'The business licence covers tableware disinfection and the address is right', cite(law(58), gb.tablewareFirm)),
    general('papers', '有专兼职卫生管理人员和卫生管理、检验、追溯制度，从业人员培训有记录', 'Hygiene staff and rules for hygiene, testing and tracing exist; training is recorded', gb.tablewareFirm),
    general('papers', '从业人员每年健康检查并持有效健康证明上岗', 'Staff are examined every year and hold valid health certificates', gb.tablewareFirm), hygiene],
  ['场所与设备', 'Premises and equipment',
    key('site', '具备与服务量相适应的作业场所，回收、去残渣、清洗、消毒、包装、储存按流程分区，不交叉', 'The workplace suits the volume; collection, scraping, washing, disinfection, packing and storage follow one another without crossing', cite(law(58), gb.tablewareFirm), { photo: 'failed' }),
    general('site', '包装间独立封闭，有二次更衣、洗手消毒和空气消毒设施并正常使用', 'The packing room is closed, with second changing, hand washing and air disinfection in use', gb.tablewareFirm),
    general('site', '清洗消毒设备正常运行，定期维护，参数可显示或记录', 'Washing and disinfection machines work, are serviced, and show or record their settings', cite(law(58), gb.tablewareFirm)), pests, water],
  ['用水与洗涤剂、消毒剂', 'Water and agents',
    key('papers', '用水符合生活饮用水卫生标准，有有效检测报告', 'Water meets the drinking-water standard, with a valid report', cite(law(58), gb.water)),
    key('both', '洗涤剂、消毒剂符合食品安全国家标准，索证齐全，在有效期内，浓度符合使用要求', 'Detergents and disinfectants meet the national standards, have their papers, are in date and at the right strength', cite(law(58), gb.detergents, gb.disinfectants))],
  ['清洗消毒', 'Washing and disinfection',
    key('measured', '热力消毒温度不低于 85 ℃，时间达到设备和标准要求', 'Heat disinfection reaches at least 85 °C for the time that machine and standard ask', cite(law(58), gb.tablewareFirm), { measure: celsius({ min: 85 }), photo: 'failed' }),
    general('site', '抽查成品表面光洁、干爽，无附着物、油渍、泡沫和异味，无破损', 'Finished pieces are smooth and dry, without residue, grease, foam or smell, and not broken', gb.tableware, { photo: 'failed' }),
    general('site', '破损、不洁餐具剔除重洗或报废，已消毒与未消毒的分开存放、运输', 'Broken or dirty pieces are taken out; clean and used ones are stored and carried apart', gb.tablewareFirm)],
  ['检验与出厂', 'Testing and release',
    key('papers', '逐批检验合格后出厂，随附消毒合格证明，检验项目包括感官、大肠菌群等', 'Each batch passes its tests, coliforms among them, before release and leaves with a certificate of disinfection', cite(law(58), gb.tableware)),
    key('papers', '出厂检验记录如实记载数量、消毒日期和批号、使用期限、出厂日期和委托方信息，保存至使用期限后六个月以上', 'Release records truly state amount, date and batch, use-by date, date of release and customer, kept until six months after the use-by date', rules(27)),
    general('site', '独立包装标注单位名称、地址、联系方式、消毒日期和批号、使用期限，包装膜为食品用产品', 'Packs bear name, address, contact, date and batch of disinfection and use-by date; the film is made for food', cite(law(58), rules(27), gb.contact), { photo: 'failed' }),
    general('both', '成品离地离墙存放，运输车辆专用、密闭、定期清洗消毒', 'Finished packs are stored off floor and wall; vehicles are closed, used for nothing else and disinfected', gb.tablewareFirm)],
])
