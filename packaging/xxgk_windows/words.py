"""Every word that the folder for Windows shows: names of its files, its guide, sentences of its buttons."""

FOLDER = "xxgk-windows"
OPEN, CONVERT, SHELL, GUIDE, LICENCES = "开始.exe", "转换.exe", "命令行.bat", "说明.txt", "许可证"
WHEELHOUSE, INSTALL = "xxgk-wheelhouse", "安装.bat"
YEARS, FILLED = "年报", "填好的表"
"""Folders that the buttons make beside them: for the years; for who converts without dropping anything."""

RESULTS = "{name}-结果"
"""The folder of results, beside what was dropped."""

OPENING = "正在打开网页，稍等。网页在这台电脑上，不联网；用的时候不要关这个窗口，用完把它关掉。\n"
NOT_WRITABLE = "这个位置不能写文件：{folder}\n请把整个文件夹复制到可以写的地方（如 D 盘）再用。"
NOTHING_GIVEN = (
    "把装着填报表的文件夹拖到“{convert}”上，就开始转换。\n"
    "也可以把填报表放进这个文件夹，再双击“{convert}”：\n{folder}"
)
LEAVE = "\n按回车键关闭这个窗口。"

GUIDE_TEXT = """\
政府信息公开工作年度报告：填好的 Excel 表，成批转换为核对过的 Word 报告

一、要什么
  64 位 Windows 10 或更新。不用安装，不用管理员权限，不用联网，也不用另装 Python。
  先把压缩包全部解压（右键，“全部解压缩”），不要在压缩包里直接双击。
  放在哪里都可以：D 盘、桌面、U 盘。路径不要太长，最好不超过 100 个字。

二、怎么用
  双击“开始.exe”        在浏览器里办：建一个年度，收表、核对、退回、出报告。
                         旁边的黑色窗口用的时候不要关，用完关掉它。
                         各年度的文件夹在“年报”里，备份、换电脑就复制它。
                         也可以把别处的年度文件夹拖到“开始.exe”上。
  拖到“转换.exe”上      把装着填报表的文件夹（或几份表）拖上去松手，结果在旁边的“……-结果”里。
  双击“命令行.bat”      给会用命令的人：打开一个窗口，输入 xxgk --help 看有哪些命令。

三、第一次双击时 Windows 可能提示“已保护你的电脑”
  这是因为程序没有花钱买签名。点“更多信息”，再点“仍要运行”。
  或者在解压之前：右键压缩包，“属性”，勾选“解除锁定”，确定，再解压。

四、换成新版本
  解压新的文件夹，把旧文件夹里的“年报”移过去，旧文件夹就可以删掉。
  “runtime”和“app”里是程序，不要改动，程序也从不往里面写东西。

五、各部分的许可证
  在“许可证”文件夹里。
"""

LICENCES_TITLE = "这个文件夹由下列各部分组成，各有自己的许可证，全文在同名的文件里。\n\n"
LICENCE_LINE = "{name} {version}：{licence}\n"

WHEELHOUSE_TEXT = """\
政府信息公开工作年度报告：装到已经有 Python 的电脑上（版本 {version}）

  电脑上有 64 位 Python 3.11、3.12 或 3.13 时用这个文件夹；没有 Python 的，用 xxgk-windows 文件夹，不用安装。
  不用联网：要的都在“wheels”里。

  1. 压缩包全部解压，双击“安装.bat”，等到出现“请按任意键继续”。
  2. 装好以后，在命令行里输入 py -3 -m converter serve（或 python -m converter serve），浏览器里打开网页。
     输入 py -3 -m converter --help 看有哪些命令。
  3. 说找不到 Python，或者说没有合适的版本（No matching distribution）：
     这台电脑上没有上面写的几个版本的 Python，请改用 xxgk-windows 文件夹。
"""
