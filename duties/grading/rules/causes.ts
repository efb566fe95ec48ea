import type { Choice } from '../../../platform/register/fields.ts'

export type Direction = 'raise' | 'lower' | 'note'
const cause = <const C extends string>(code: C, direction: Direction, zh: string, en: string): Choice<C> & { readonly direction: Direction } => ({ code, direction, label: { zh, en } })

/**
 * What is recorded of premises and moves their grade; codes are those that the table of rules names. `note` moves nothing by itself:
 * a penalty ends the clean years.
 * @source 食品生产经营风险分级管理办法（试行）2016, 第二十七至二十九条 [recalled]
 */
export const causes = [
  cause('intentional_violation', 'raise', '故意违法受到罚款、没收、责令停产停业处罚', 'Intentional violation fined, confiscated or stopped'),
  cause('failed_sample', 'raise', '国家或省级监督抽检不合格', 'A national or provincial sample failed'),
  cause('bad_influence', 'raise', '违法造成不良社会影响', 'A violation of bad influence on society'),
  cause('accident', 'raise', '发生食品安全事故', 'A food-safety accident'),
  cause('refused_recall', 'raise', '不按规定召回或停止生产经营', 'Recall or stop refused'),
  cause('obstructed_inspection', 'raise', '拒绝、逃避、阻挠执法检查或拒绝整改', 'Inspection obstructed or correction refused'),
  cause('other_raise', 'raise', '规定的其他应当上调的情形', 'Another case that raises'),
  cause('quality_award', 'lower', '获得地市级以上政府质量奖', 'Government quality award'),
  cause('other_lower', 'lower', '规定的其他可以下调的情形', 'Another case that lowers'),
  cause('penalty', 'note', '受到行政处罚（重新起算无处罚年限）', 'Penalty (the clean years begin anew)'),
] as const
export type Cause = (typeof causes)[number]['code']
