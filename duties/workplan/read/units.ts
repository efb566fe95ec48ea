/** What work is counted in. Data of the target reader: one entry a unit, longest first where one begins another. */

/** Shares and rates bind wherever they stand. */
export const RATES = ['%', '‰', '批次/千人', '批次/万人', '批/千人', '份/千人', '份/万人', '件/千人', '人次/万人', '个百分点'] as const

/** Counts bind only when something is to be attained with them. */
export const COUNTS = [
  '批次', '人次', '场次', '户次', '家次', '车次', '学时', '课时', '小时', '平方米', '公顷', '公里', '千克', '公斤', '万元', '亿元', '起', '件', '家', '户', '个', '次', '场', '轮', '期', '名', '人', '处',
  '所', '份', '批', '亩', '吨', '元', '项', '台', '套', '条', '座', '篇', '部', '辆', '只', '头', '株', '间', '块', '支', '宗', '例', '幅', '册', '位', '遍', '回', '村', '组', '分',
] as const

/** Counters of doings: with these a Chinese numeral counts too (检查一次). */
export const DOINGS = ['人次', '场次', '次', '场', '轮', '批次', '遍', '回'] as const
