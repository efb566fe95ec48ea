import { matter } from '../../../platform/matter/declare.ts'
import { choice, date, reference, text } from '../../../platform/register/fields.ts'
import { DRAW, draws, drawStates, preparing, redrawGrounds } from './registers.ts'

const reason = text({ zh: '原因', en: 'Reason' }, { required: true, max: 1000, multiline: true })
const title = text({ zh: '抽查名称', en: 'Name of the draw' }, { required: true, max: 200 })
const due_on = date({ zh: '抽取期限', en: 'To be drawn by' })
/** Another area is another draw. */
const { region: _, ...changeable } = preparing

/** SM3 of `salt|number`: what is kept of the first number until it is revealed. */
const seal = /^[0-9a-f]{64}$/
/** Digits alone: a sign that parts salt from number would let one seal fit two numbers. */
const digits = /^[0-9]{1,12}$/

/**
 * 双随机抽取: pool frozen → first number sealed → second number → first revealed → drawn → published → assigned. Each step is one
 * action by one person, none can be taken back, and a draw that is left unfinished stays on the public page with its reason.
 * @source 食品生产经营监督检查管理办法 art. 5, 23; order of the numbers: the program's own
 */
export const draw = matter('draw', {
  title: { zh: '双随机抽查', en: 'Random draw' },
  record: draws,
  states: drawStates,
  actions: {
    open: { label: { zh: '准备抽查', en: 'Prepare a draw' }, to: 'preparing', may: DRAW, input: { title, ...preparing, due_on } },
    edit: { label: { zh: '修改准备', en: 'Change what is prepared' }, from: ['preparing'], may: DRAW, input: { title, ...changeable, due_on } },
    freeze: {
      label: { zh: '封存名录和规则', en: 'Freeze pool and rules' }, from: ['preparing'], to: 'frozen', may: DRAW, grave: true,
      input: {
        public_source: text({ zh: '公共数出处（可不用）', en: 'Source of a public number (optional)' }, { max: 200, help: { zh: '例如某彩票某期的开奖号码；须在封存后才公开。', en: 'Such as the numbers of a lottery draw that takes place after the freeze.' } }),
        public_on: date({ zh: '公共数公开日', en: 'Public number known on' }),
      },
    },
    seal: {
      label: { zh: '第一人封数', en: 'Seal the first number' }, from: ['frozen'], to: 'sealed', may: DRAW,
      input: { commitment: text({ zh: '封存值', en: 'Seal' }, { required: true, max: 64, pattern: seal }) },
    },
    enter: {
      label: { zh: '第二人填数', en: 'Enter the second number' }, from: ['sealed'], to: 'entered', may: DRAW,
      input: { number: text({ zh: '第二数', en: 'Second number' }, { required: true, max: 12, pattern: digits }) },
    },
    reveal: {
      label: { zh: '揭示第一数并抽取', en: 'Reveal the first number and draw' }, from: ['entered'], to: 'drawn', may: DRAW,
      input: {
        number: text({ zh: '第一数', en: 'First number' }, { required: true, max: 12, pattern: digits }),
        salt: text({ zh: '盐', en: 'Salt' }, { required: true, max: 64, pattern: /^[0-9a-f]{16,64}$/ }),
        public_number: text({ zh: '公共数', en: 'Public number' }, { max: 40, pattern: /^[0-9]{1,40}$/ }),
      },
    },
    publish: {
      label: { zh: '公布名单', en: 'Publish the list' }, from: ['drawn'], to: 'published', may: DRAW,
      input: { shown_from: date({ zh: '名单公开日（不填为今天）', en: 'List public from (empty: today)' }, { help: { zh: '检查不预先告知的，可定在检查之后；承诺值和封存值一直公开。', en: 'May lie after the visits where these are unannounced; the hashes are public all along.' } }) },
    },
    assign: {
      label: { zh: '派出检查', en: 'Assign the inspections' }, from: ['published'], to: 'assigned', may: 'inspection.manage',
      input: { planned_on: date({ zh: '计划检查日', en: 'Planned for' }), inspect_by: date({ zh: '检查期限（不填为 14 天）', en: 'Inspect by (empty: 14 days)' }) },
    },
    redraw: {
      label: { zh: '回避换人', en: 'Replace by the method' }, from: ['drawn', 'published', 'assigned'], may: DRAW, grave: true,
      input: {
        place: reference({ zh: '抽中对象', en: 'Place' }, 'drawn_place', { required: true }),
        out: reference({ zh: '回避或调离的检查人员', en: 'Who stands back or has left' }, 'person', { required: true }),
        ground: choice({ zh: '情形', en: 'Ground' }, redrawGrounds, { required: true }),
        note: text({ zh: '说明（不公开）', en: 'Note (not public)' }, { max: 1000, multiline: true }),
      },
    },
    withdraw: { label: { zh: '作废', en: 'Withdraw' }, from: ['preparing', 'frozen', 'sealed', 'entered'], to: 'withdrawn', may: DRAW, input: { reason }, grave: true },
  },
  clocks: { due: { label: { zh: '抽取期限', en: 'To be drawn by' }, limit: 'due_on', starts: ['open', 'edit'], stops: ['edit', 'reveal', 'withdraw'] } },
})
