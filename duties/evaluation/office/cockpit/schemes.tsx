import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { Link, useLocation } from 'wouter'
import { api } from '../../../../web/kit/api.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { useOnce } from '../../../../web/kit/once.ts'
import { Card, Fault, Loading } from '../../../../web/kit/Page.tsx'
import { State } from '../../../../web/kit/State.tsx'
import { TakeIn } from '../../../../web/kit/TakeIn.tsx'
import { useToast } from '../../../../web/kit/toast.tsx'
import { evaluationKey, useSchemes, type SchemeItem } from './data.ts'
import { EvaluationFrame } from './frame.tsx'

export const schemeStates = {
  draft: { tone: 'soon', label: { zh: '编辑中', en: 'Draft' } },
  in_force: { tone: 'good', label: { zh: '启用', en: 'In force' } },
  retired: { tone: 'plain', label: { zh: '停用', en: 'Retired' } },
} as const

/** 评价细则: every edition; a copy is a draft that may be changed, by hand or as a workbook. */
export function Schemes() {
  const say = useText()
  const found = useSchemes()
  const rows = found.data?.items
  const may = found.data?.may.includes('manage') ?? false
  const [copying, setCopying] = useState<SchemeItem | null>(null)
  return (
    <EvaluationFrame
      title={say({ zh: '评价细则', en: 'Evaluation schemes' })}
      about={say({ zh: '启用过的版本不再改动；要改，先复制成草稿，改好再启用。', en: 'What was in force stays. To change it, copy it as a draft, and put that in force.' })}
      actions={may && <TakeScheme />}
    >
      <Card>
        {!rows ? (
          <Loading error={found.error} retry={() => void found.refetch()} />
        ) : (
          <div className="ev-scroll" tabIndex={0} role="region" aria-label={say({ zh: '评价细则', en: 'Schemes' })}>
            <table className="rows">
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <th scope="row">
                      <Link href={`/evaluation/schemes/${row.id}`}>{say({ zh: row.title, en: row.title_en })}</Link>
                    </th>
                    <td>{row.edition}</td>
                    <td>
                      <State tone={schemeStates[row.state].tone}>{say(schemeStates[row.state].label)}</State> {row.reconstructed && <State tone="soon">{say({ zh: '复原稿', en: 'Reconstructed' })}</State>}
                    </td>
                    <td className="quiet nowrap">
                      {row.valid_from} – {row.valid_to}
                    </td>
                    <td className="figures">{say({ zh: '{n} 项', en: '{n} items' }, { n: row.items })}</td>
                    <td>
                      <Export id={row.id} />{' '}
                      {may && (
                        <Button size="small" onClick={() => setCopying(row)}>
                          {say({ zh: '复制', en: 'Copy' })}
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Card>
      {copying && <CopyDialog scheme={copying} onClose={() => setCopying(null)} />}
    </EvaluationFrame>
  )
}

function Export({ id }: { id: string }) {
  const say = useText()
  const toast = useToast()
  return (
    <Button size="small" onClick={() => void api.download(`/evaluation/schemes/${id}/export`).catch((error: unknown) => toast.failed(error))}>
      {say({ zh: '导出 .xlsx', en: 'Export .xlsx' })}
    </Button>
  )
}

function CopyDialog({ scheme, onClose }: { scheme: SchemeItem; onClose: () => void }) {
  const say = useText()
  const [, go] = useLocation()
  const client = useQueryClient()
  const [edition, setEdition] = useState(`${scheme.edition}-1`)
  const { busy, failure, once } = useOnce()
  const copy = () =>
    once(async () => {
      const { id } = await api.post<{ id: string }>(`/evaluation/schemes/${scheme.id}/copy`, { edition: edition.trim() })
      await client.invalidateQueries({ queryKey: evaluationKey })
      go(`/evaluation/schemes/${id}`)
    })
  return (
    <Modal
      open
      title={say({ zh: '复制为草稿', en: 'Copy as a draft' })}
      okText={say({ zh: '复制', en: 'Copy' })}
      cancelText={say({ zh: '取消', en: 'Cancel' })}
      confirmLoading={busy}
      okButtonProps={{ disabled: edition.trim() === '' }}
      onOk={() => void copy()}
      onCancel={onClose}
    >
      {failure !== null && <Fault error={failure} />}
      <label htmlFor="scheme-edition">{say({ zh: '新版次（不能与已有的相同）', en: 'New edition (unlike any on record)' })}</label>
      <Input id="scheme-edition" value={edition} maxLength={40} onChange={(event) => setEdition(event.target.value)} />
    </Modal>
  )
}

function TakeScheme() {
  const say = useText()
  const client = useQueryClient()
  return (
    <TakeIn
      title={say({ zh: '导入评价细则', en: 'Take in a scheme' })}
      path="/evaluation/schemes/import"
      about={say({ zh: '先导出一版，改好后（版次须另取）拖到这里，成为草稿。', en: 'Export one, change it (with another edition), and drop it here: it becomes a draft.' })}
      hint={say({ zh: '四个工作表须齐全', en: 'All four sheets must be there' })}
      onDone={() => void client.invalidateQueries({ queryKey: evaluationKey })}
    />
  )
}
