import { problems } from '../../../platform/core/problem.ts'

problems({
  'rank.schema': [400, '数据说明（schema）有误，请按各项提示改正。', 'The schema is not right. Correct it as each line says.'],
  'rank.history': [400, '检查记录（history）与数据说明不符，请按各项提示改正。', 'The history does not fit the schema. Correct it as each line says.'],
})
