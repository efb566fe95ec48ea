import { Modal } from 'antd'
import type { Bilingual } from '../../platform/core/bilingual.ts'
import { useText } from '../kit/language.tsx'

type Keys = { readonly title: Bilingual; readonly keys: readonly (readonly [keys: string, does: Bilingual])[] }

/** What the keyboard does, page by page; the handlers stand in the pages themselves. */
const all: readonly Keys[] = [
  {
    title: { zh: '处处可用', en: 'Everywhere' },
    keys: [
      ['Ctrl K', { zh: '查找企业、许可证号、事项、页面', en: 'Find a business, licence number, matter or page' }],
      ['?', { zh: '显示本说明', en: 'Show this help' }],
      ['Esc', { zh: '关闭弹窗', en: 'Close a dialog' }],
    ],
  },
  {
    title: { zh: '列表', en: 'Lists' },
    keys: [
      ['/', { zh: '搜索', en: 'Search' }],
      ['J  K', { zh: '下一行、上一行', en: 'Next row, previous row' }],
      ['Enter', { zh: '打开所在行', en: 'Open the row' }],
      [']  [', { zh: '下一页、上一页', en: 'Next page, previous page' }],
      ['F', { zh: '筛选', en: 'Filter' }],
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
      ['1 … 9', { zh: '时间轴、附件、版本对照等', en: 'Timeline, files, versions and so on' }],
      ['U', { zh: '回到列表', en: 'Back to the list' }],
    ],
  },
  {
    title: { zh: '表单', en: 'Forms' },
    keys: [['Ctrl S', { zh: '保存', en: 'Save' }]],
  },
]

/** The keys by which an official works without the mouse. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const say = useText()
  return (
    <Modal open title={say({ zh: '键盘操作', en: 'Keyboard' })} footer={null} onCancel={onClose} width={640}>
      <div className="form">
        {all.map(({ title, keys }) => (
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
