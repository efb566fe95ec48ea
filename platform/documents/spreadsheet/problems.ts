import { problems } from '../../core/problem.ts'

problems({
  'spreadsheet.empty': [
    422,
    '这个文件是空的，里面没有任何内容。请检查后重新选择文件。',
    'This file is empty. Check it and choose the file again.',
  ],
  'spreadsheet.old-xls': [
    422,
    '这是旧版 Excel 文件（.xls）。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再导入。',
    'This is an old Excel file (.xls). Open it in Excel or WPS, save it as “Excel Workbook (.xlsx)”, then import that.',
  ],
  'spreadsheet.password': [
    422,
    '这个文件设有打开密码，系统无法读取。请在 Excel 或 WPS 中取消密码并保存后再导入。',
    'This file is protected by a password and cannot be read. Remove the password in Excel or WPS, save it, then import it.',
  ],
  'spreadsheet.html': [
    422,
    '这个文件的内容是网页（HTML），只是文件名像表格。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。',
    'This file is a web page (HTML) named like a spreadsheet. Open it in Excel or WPS, save it as .xlsx, then import that.',
  ],
  'spreadsheet.other-table': [
    422,
    '这是{format}格式的表格。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。',
    'This is a spreadsheet in {format} format. Open it in Excel or WPS, save it as .xlsx, then import that.',
  ],
  'spreadsheet.not-a-table': [
    422,
    '这是{format}文件，不是表格。请选择 .xlsx 或 .csv 文件。',
    'This is a file of another kind ({format}), not a spreadsheet. Choose an .xlsx or .csv file.',
  ],
  'spreadsheet.archive': [
    422,
    '这是压缩包，请先解压，再选择里面的 .xlsx 或 .csv 文件。',
    'This is an archive. Unpack it first, then choose the .xlsx or .csv file inside.',
  ],
  'spreadsheet.encoding': [
    422,
    '无法识别这个文本文件的文字编码。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。',
    'The text encoding of this file is not recognised. Open it in Excel or WPS, save it as .xlsx, then import that.',
  ],
  'spreadsheet.damaged': [
    422,
    '这个文件已损坏或不完整，无法读取（{part}）。请重新导出或重新保存后再试。',
    'This file is damaged or incomplete and cannot be read ({part}). Export or save it again, then retry.',
  ],
  'spreadsheet.unsafe': [
    422,
    '这个文件含有不安全的内容（{part}），已拒绝读取。请用 Excel 或 WPS 重新保存后再试。',
    'This file holds unsafe content ({part}) and was refused. Save it again in Excel or WPS, then retry.',
  ],
  'spreadsheet.too-large': [
    413,
    '这个文件太大（{what}超过上限 {limit}）。请拆成几个文件分别导入。',
    'This file is too large ({what} is over the limit of {limit}). Split it into several files.',
  ],
  'spreadsheet.cell-too-long': [
    422,
    '第 {row} 行有一个单元格超过 {limit} 个字。请缩短后再试。',
    'A cell in row {row} is longer than {limit} characters. Shorten it and try again.',
  ],
})
