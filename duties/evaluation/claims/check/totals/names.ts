/** What yearly figures are made of, by the names that statistics give them. Data, not rules. */

/** The whole, and parts that leave nothing out. */
export const divisions: readonly { readonly whole: RegExp; readonly parts: readonly RegExp[]; readonly closed: boolean }[] = [
  { whole: /生产总值$/, parts: [/第一产业(?:增加值)?$/, /第二产业(?:增加值)?$/, /第三产业(?:增加值)?$/], closed: true },
  { whole: /粮食(?:总)?产量$/, parts: [/夏粮(?:总)?(?:产量)?$/, /秋粮(?:总)?(?:产量)?$/], closed: false },
  { whole: /粮食(?:作物)?(?:播种|种植)?面积$/, parts: [/夏粮(?:播种|种植)?(?:面积)?$/, /秋粮(?:播种|种植)?(?:面积)?$/], closed: false },
  { whole: /(?:肉类|猪牛羊禽肉(?:类)?)(?:总)?产量$/, parts: [/(?<![牛羊])猪肉(?:产量)?$/, /牛肉(?:产量)?$/, /羊肉(?:产量)?$/, /禽肉(?:产量)?$/], closed: false },
  { whole: /常住人口$/, parts: [/城镇(?:常住)?人口$/, /(?:乡村|农村)(?:常住)?人口$/], closed: true },
  { whole: /(?:常住|户籍|总)人口$/, parts: [/(?:男性|男)(?:人口)?$/, /(?:女性|女)(?:人口)?$/], closed: true },
  { whole: /农林牧渔业?总产值$/, parts: [/(?:种植业|(?<!林)农业)产值$/, /林业产值$/, /(?:畜)?牧业产值$/, /(?<!牧)渔业产值$/, /农林牧渔(?:专业及辅助性活动|服务业)(?:总)?产值$/], closed: true },
]

/** A part of one measure is no larger than its whole. */
export const inclusions: readonly (readonly [part: RegExp, whole: RegExp])[] = [
  [/(?:稻谷|小麦|玉米|水稻)(?:总)?产量$/, /(?:谷物|粮食)(?:总)?产量$/],
  [/谷物(?:总)?产量$/, /粮食(?:总)?产量$/],
  [/(?:夏|秋|早)粮(?:总)?产量$/, /粮食(?:总)?产量$/],
  [/(?<![猪牛羊])(?:猪|牛|羊|禽|鸡)肉(?:总)?产量$/, /肉类?(?:总)?产量$/],
  [/(?<!农林牧渔)(?<!服务)(?:畜牧业|牧业|林业|(?<!牧)渔业|种植业)增加值$/, /第一产业(?:增加值)?$/],
  [/(?:(?<!以上)工业|建筑业)增加值$/, /第二产业(?:增加值)?$/],
  [/第[一二三]产业增加值$/, /生产总值$/],
  [/农林牧渔业?增加值$/, /农林牧渔业?总产值$/],
  [/(?:城镇|乡村|农村)(?:常住)?人口$/, /常住人口$/],
  [/(?:稻谷|小麦|玉米|水稻)(?:播种|种植)?面积$/, /粮食(?:作物)?(?:播种|种植)?面积$/],
]
