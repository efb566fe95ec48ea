/** What clerks put where there is no number (yet). */
const NO_NUMBER = { 无: null, 无证: null, 暂无: null, 没有: null, 未办: null, 未办理: null, 未办证: null, 未取得: null, 办理中: null, 正在办理: null, 待办: null, 待办理: null }

/** Spellings of choices beside their codes and labels, by field of a sheet of businesses; null leaves the cell empty (长期 has no date). */
export const businessAliases = {
  type: {
    食品生产: 'PROD', 生产企业: 'PROD', 食品生产者: 'PROD', 生产: 'PROD', 食品添加剂生产: 'ADDI', 添加剂: 'ADDI', 保健食品: 'HEAL', 保健食品生产: 'HEAL', 婴配乳粉生产: 'INFA',
    小作坊: 'WORK', 食品加工小作坊: 'WORK', 食品生产加工小作坊: 'WORK', 作坊: 'WORK',
    食品销售: 'DIST', 食品销售经营者: 'DIST', 食品流通: 'DIST', 流通: 'DIST', 销售: 'DIST', 食品经营: 'DIST', 超市: 'DIST', 商场超市: 'DIST', 便利店: 'DIST', 食杂店: 'DIST',
    批发: 'DIST', 零售: 'DIST', 食品批发: 'DIST', 食品零售: 'DIST', 小食杂店: 'SHOP', 小卖部: 'SHOP', 小店: 'SHOP',
    零售业: 'DIST', 批发业: 'DIST', 批发和零售业: 'DIST', 餐饮业: 'CATE', 正餐服务: 'CATE', 快餐服务: 'CATE', 食品制造业: 'PROD', 农副食品加工业: 'PROD', '酒、饮料和精制茶制造业': 'PROD',
    批发市场: 'WHOL_WHOLESALE', 农产品批发市场: 'WHOL_WHOLESALE', 集贸市场: 'WHOL_FARMERS', 菜市场: 'WHOL_FARMERS', 网络平台: 'PLAT', 第三方平台: 'PLAT',
    餐饮: 'CATE', 餐饮服务经营者: 'CATE', 餐饮服务: 'CATE', 餐馆: 'CATE', 饭店: 'CATE', 酒店: 'CATE', 餐厅: 'CATE', 大型餐馆: 'CATE', 中型餐馆: 'CATE', 小型餐馆: 'CATE',
    特大型餐馆: 'CATE', 快餐店: 'CATE', 饮品店: 'CATE', 糕点店: 'CATE', 小吃店: 'CATE', 小餐饮: 'SCAT', 小餐馆: 'SCAT', 小餐饮店: 'SCAT', 摊贩: 'VEND', 食品摊贩: 'VEND',
      小摊贩: 'VEND',
    单位食堂经营者: 'CANT', 集中用餐单位食堂: 'CANT', 学校食堂: 'CANT_SCHOOL', 中小学食堂: 'CANT_SCHOOL', 小学食堂: 'CANT_SCHOOL', 中学食堂: 'CANT_SCHOOL',
      托幼机构食堂: 'CANT_KINDERGARTEN',
    大学食堂: 'CANT_UNIVERSITY', 机关食堂: 'CANT_UNIT', 工地食堂: 'CANT_UNIT', 企业食堂: 'CANT_UNIT', 职工食堂: 'CANT_UNIT', 养老机构食堂: 'CANT_UNIT',
    集体配餐: 'CENT_MEALS', 校外供餐单位: 'CENT_MEALS', 校外供餐: 'CENT_MEALS', 小饭桌: 'CARE_TABLE', 托管机构: 'CARE_TABLE', 托育机构: 'CARE_NURSERY',
      农家乐: 'CARE_GUESTHOUSE',
    种植养殖: 'FARM', 合作社: 'FARM', 农资: 'INPU', 农资店: 'INPU', 屠宰场: 'SLAU', 生猪屠宰: 'SLAU_PIG', 粮食收购: 'GRAI', 粮食收购企业: 'GRAI', 餐具消毒: 'WASH',
      餐饮具集中消毒: 'WASH',
    冷库: 'COLD_STORE', 进口冷链: 'COLD_IMPORTER', 快检: 'LAB_RAPID', 检验机构: 'LAB_BODY',
    producer: 'PROD', workshop: 'WORK', retailer: 'DIST', supermarket: 'DIST', restaurant: 'CATE', canteen: 'CANT', vendor: 'VEND',
  },
  enterprise_kind: {
    有限责任公司: 'company', 股份有限公司: 'company', 公司: 'company', 企业法人: 'company', 分公司: 'company', 个人独资企业: 'company', 合伙企业: 'company',
      内资企业: 'company',
    个体: 'individual', 个体户: 'individual', 个体经营: 'individual', 合作社: 'cooperative', 学校: 'institution', 事业: 'institution', 民办非企业: 'social',
      民办非企业单位: 'social', 社会团体: 'social',
  },
  status: {
    正常: 'open', 营业: 'open', 在营: 'open', 开业: 'open', 经营: 'open', 在产: 'open', 营业中: 'open', 存续: 'open', 在业: 'open', 在册: 'open', 是: 'open', 歇业: 'suspended',
      暂停营业: 'suspended', 停产: 'suspended',
    暂停经营: 'suspended', 停业整顿: 'suspended', 复业: 'reopened', 恢复营业: 'reopened', 复产: 'reopened', 注销: 'closed', 关停: 'closed', 倒闭: 'closed',
      已关闭: 'closed', 已注销: 'closed', 否: 'suspended',
  },
  licence_kind: {
    食品生产许可: 'SC', 生产许可: 'SC', 生产许可证: 'SC', 食品经营许可: 'JY', 经营许可: 'JY', 经营许可证: 'JY', 备案: 'YB', 预包装食品备案: 'YB', 食品销售备案: 'YB',
      小作坊许可证: 'WORKSHOP',
    小作坊登记证: 'WORKSHOP', 小经营店许可证: 'SMALL_SHOP', 小餐饮许可证: 'SMALL_CATERING', 小餐饮登记证: 'SMALL_CATERING', 小摊点备案: 'VENDOR', 摊贩备案卡: 'VENDOR',
  },
  licence_state: { 正常: 'valid', 在期: 'valid', 有效期内: 'valid', 已过期: 'expired', 到期: 'expired', 已注销: 'cancelled', 已撤销: 'withdrawn',
    已吊销: 'revoked' },
  duty_level: { A级: 'A', B级: 'B', C级: 'C', D级: 'D', A类: 'A', B类: 'B', C类: 'C', D类: 'D', 市级: 'A', 县级: 'B', 乡级: 'C', 镇级: 'C', 村级: 'D' },
  scale: { 大: 'large', 中: 'medium', 小: 'small', 微: 'micro', 小微: 'micro', 连锁: 'chain-head', 特大型: 'large' },
  uscc: NO_NUMBER,
  licence_number: NO_NUMBER,
  expires_on: { 长期: null, 无固定期限: null, 永久: null, 无: null, 长期有效: null, '—': null, '-': null, '/': null },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string | null>>>>
