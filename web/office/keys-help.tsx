import { Modal } from 'antd'
import type { Bilingual } from '../../platform/core/bilingual.ts'
import { useText } from '../kit/language.tsx'
import type { MenuSection } from './menu.tsx'

type Keys = { readonly title: Bilingual; readonly keys: readonly (readonly [keys: string, does: Bilingual])[] }

/** What the keyboard does, page by page; the handlers stand in the pages themselves. */
const all: readonly Keys[] = [
  {
    title: { zh: '处处可用', en: 'Everywhere' },
    keys: [
      ['Ctrl K', { zh: '查找场所、许可证号、事项、页面', en: 'Find premises, a licence number, a matter or a page' }],
      ['U', { zh: '回到上一级；从列表打开的，回到原来的列表和所在行', en: 'Go up; back to the list it was opened from, on the row' }],
      ['J  K', { zh: '从列表打开后：下一条、上一条', en: 'Opened from a list: the next and the previous of its rows' }],
      ['1 … 9', { zh: '标题右侧的操作，从左数起', en: 'What stands beside the title, from the left' }],
      ['?', { zh: '显示本说明', en: 'Show this help' }],
      ['Esc', { zh: '关闭弹窗', en: 'Close a dialog' }],
    ],
  },
  {
    title: { zh: '列表', en: 'Lists' },
    keys: [
      ['/', { zh: '搜索；回车到第一行，再回车打开', en: 'Search; Enter goes to the first row, Enter again opens it' }],
      ['J  K', { zh: '下一行、上一行（↓ ↑ 亦可）', en: 'Next row, previous row (↓ ↑ too)' }],
      ['Enter', { zh: '打开所在行', en: 'Open the row' }],
      [']  [', { zh: '下一页、上一页', en: 'Next page, previous page' }],
      ['1 … 9', { zh: '常用筛选，从左数起', en: 'Common filters, from the left' }],
      ['F', { zh: '筛选；Esc 收起', en: 'Filter; Esc puts it away' }],
      ['V', { zh: '打开保存的视图', en: 'Open a saved view' }],
      ['W', { zh: '把现在的条件存为视图', en: 'Keep these conditions as a view' }],
      ['C', { zh: '选择显示的列', en: 'Choose columns' }],
      ['X', { zh: '导出所列', en: 'Export what is shown' }],
      ['N', { zh: '新建', en: 'New' }],
      ['I', { zh: '导入', en: 'Import' }],
    ],
  },
  {
    title: { zh: '一企一档', en: 'Dossier' },
    keys: [
      ['E', { zh: '修改', en: 'Change' }],
      ['S', { zh: '变更状态', en: 'Change status' }],
      ['L  P  C', { zh: '登记许可、人员、证书', en: 'Add a licence, a person, a certificate' }],
      ['D', { zh: '注销', en: 'Close the record' }],
      ['1 … 9', { zh: '时间轴、附件、版本对照等', en: 'Timeline, files, versions and so on' }],
    ],
  },
  {
    title: { zh: '许可、人员等单条记录', en: 'One licence, person and so on' },
    keys: [
      ['E', { zh: '修改', en: 'Change' }],
      ['D', { zh: '注销', en: 'Close the record' }],
      ['O', { zh: '打开所属场所（主体）', en: 'Open the premises or enterprise it belongs to' }],
    ],
  },
  {
    title: { zh: '核对工作安排', en: 'Checking a plan notice' },
    keys: [
      ['J  K', { zh: '下一项、上一项', en: 'Next task, previous task' }],
      ['E', { zh: '修改这一项', en: 'Change the task' }],
      ['A', { zh: '核对无误', en: 'Accept it' }],
      ['U', { zh: '下一处待定', en: 'The next thing to decide' }],
    ],
  },
  {
    title: { zh: '表单', en: 'Forms' },
    keys: [
      ['Ctrl S', { zh: '保存、提交（Ctrl Enter 亦可）', en: 'Save, send (Ctrl Enter too)' }],
      ['Ctrl G', { zh: '跳到字段：输入字段名称中的字，回车', en: 'Go to a field: a part of its name, Enter' }],
      ['Esc', { zh: '离开输入框，再按返回', en: 'Leave the box; again: leave the form' }],
    ],
  },
]

/** The keys by which an official works without the mouse. @param places pages with a letter of their own */
export function KeysHelp({ places, onClose }: { places: MenuSection['entries']; onClose: () => void }) {
  const say = useText()
  const go: Keys = {
    title: { zh: '先按 G', en: 'G, then' },
    keys: places.flatMap(({ letter, label }) => (letter ? [[letter.toUpperCase(), label] as const] : [])),
  }
  return (
    <Modal open title={say({ zh: '键盘操作', en: 'Keyboard' })} footer={null} onCancel={onClose} width={860}>
      <div className="form">
        {[all[0]!, go, ...all.slice(1)].map(({ title, keys }) => (
          <section key={title.en}>
            <h2>{say(title)}</h2>
            <dl className="pairs">
              {keys.map(([key, does]) => (
                <div key={key} style={{ display: 'contents' }}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{say(does)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
