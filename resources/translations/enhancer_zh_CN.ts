<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Enhancer {version}</source>
        <translation>Enhancer {version}</translation>
    </message>
    <message>
        <source>Enlarges, sharpens and restores photos on your own machine. Photos never leave it, nothing is reported to anybody, and an original is never overwritten.</source>
        <translation>在本机上放大、去模糊和修复照片。照片不会离开这台电脑，不上报任何信息，也绝不覆盖原片。</translation>
    </message>
    <message>
        <source>Apache License 2.0</source>
        <translation>Apache License 2.0</translation>
    </message>
</context>
<context>
    <name>Announcer</name>
    <message>
        <source>Details…</source>
        <translation>详细信息…</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>已保存为 {name}</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>{name} is there already and was left as it is.</source>
        <translation>{name} 已存在，未作改动。</translation>
    </message>
    <message>
        <source>{count} files are there already and were left as they are.</source>
        <translation>{count} 个文件已存在，未作改动。</translation>
    </message>
    <message>
        <source>Choose “Add a number” or “Replace the file” under Save as to write them again.</source>
        <translation>要重新写入，请在“保存”中选择“添加编号”或“替换文件”。</translation>
    </message>
    <message>
        <source>{name} is damaged and was left out.</source>
        <translation>{name} 已损坏，已跳过。</translation>
    </message>
    <message>
        <source>{count} photos are damaged and were left out.</source>
        <translation>{count} 张照片已损坏，已跳过。</translation>
    </message>
    <message>
        <source>Copy it again from where it came, then choose “Try again”.</source>
        <translation>请从来源重新复制，然后选择“重试”。</translation>
    </message>
    <message>
        <source>Copy them again from where they came, then choose “Try again”.</source>
        <translation>请从来源重新复制，然后选择“重试”。</translation>
    </message>
    <message>
        <source>One file was left out: it is the result of an earlier run.</source>
        <translation>已跳过一个文件：它是之前处理的结果。</translation>
    </message>
    <message>
        <source>{count} files were left out: they are results of earlier runs.</source>
        <translation>已跳过 {count} 个文件：它们是之前处理的结果。</translation>
    </message>
    <message>
        <source>Drop the files themselves to open them.</source>
        <translation>如需打开，请直接拖入这些文件。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Continue {count} photos</source>
        <translation>继续处理 {count} 张照片</translation>
    </message>
    <message>
        <source>One photo was not finished last time.</source>
        <translation>上次有 1 张照片没有处理完。</translation>
    </message>
    <message>
        <source>{count} photos were not finished last time.</source>
        <translation>上次有 {count} 张照片没有处理完。</translation>
    </message>
    <message>
        <source>What was computed is kept.</source>
        <translation>已完成的部分都已保留。</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>Open photos</source>
        <translation>打开照片</translation>
    </message>
    <message>
        <source>Photos ({patterns})</source>
        <translation>照片 ({patterns})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Save results in</source>
        <translation>结果保存位置</translation>
    </message>
    <message>
        <source>Save the result as</source>
        <translation>结果另存为</translation>
    </message>
    <message>
        <source>A photo is still being enhanced.</source>
        <translation>还有照片正在处理。</translation>
    </message>
    <message>
        <source>{count} photos are not finished yet.</source>
        <translation>还有 {count} 张照片没有处理完。</translation>
    </message>
    <message>
        <source>What is computed so far is kept, and you can go on at the next start.</source>
        <translation>已完成的部分会保留，下次启动时可以接着处理。</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>停止并关闭</translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>继续处理</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Open photos…</source>
        <translation>打开照片…</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Paste a photo</source>
        <translation>粘贴照片</translation>
    </message>
    <message>
        <source>Enhance</source>
        <translation>开始增强</translation>
    </message>
    <message>
        <source>Save the result</source>
        <translation>保存结果</translation>
    </message>
    <message>
        <source>Save the result as…</source>
        <translation>结果另存为…</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>Previous photo</source>
        <translation>上一张</translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation>下一张</translation>
    </message>
    <message>
        <source>Show or hide the panel</source>
        <translation>显示或隐藏侧边栏</translation>
    </message>
    <message>
        <source>Show or hide the filmstrip</source>
        <translation>显示或隐藏胶片栏</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Leave full screen, or cancel</source>
        <translation>退出全屏或取消</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Hold to see the original</source>
        <translation>按住查看原图</translation>
    </message>
    <message>
        <source>Move the divider</source>
        <translation>移动分割线</translation>
    </message>
    <message>
        <source>Fit the photo to the window</source>
        <translation>照片适合窗口</translation>
    </message>
    <message>
        <source>Zoom to 100 %, 200 %, 300 %, 400 %</source>
        <translation>缩放到 100%、200%、300%、400%</translation>
    </message>
</context>
<context>
    <name>CompareStage</name>
    <message>
        <source>Before · {width} × {height}</source>
        <translation>处理前 · {width} × {height}</translation>
    </message>
    <message>
        <source>After · {width} × {height}</source>
        <translation>处理后 · {width} × {height}</translation>
    </message>
</context>
<context>
    <name>CompareViewer</name>
    <message>
        <source>Drag to compare (Left and Right arrow keys); double-click to centre</source>
        <translation>拖动以对比（左右方向键）；双击回到中间</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>处理前与处理后</translation>
    </message>
    <message>
        <source>The photo and its result at the same place. Left and Right move the divider, Space shows the original while held, 0 shows the whole photo, 1 to 4 zoom to 100 to 400 percent.</source>
        <translation>照片与结果的同一位置。左右方向键移动分割线，按住空格键查看原图，0 显示整张照片，1 到 4 缩放到 100% 至 400%。</translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Drop to add photos</source>
        <translation>松开以添加照片</translation>
    </message>
    <message>
        <source>Drop to add the photo</source>
        <translation>松开以添加这张照片</translation>
    </message>
    <message numerus="yes">
        <source>Drop to add %n photos</source>
        <translation>
            <numerusform>松开以添加 %n 张照片</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Drop photos or folders here</source>
        <translation>将照片或文件夹拖到这里</translation>
    </message>
    <message>
        <source>Enlarge, sharpen or restore them. Your originals are never changed.</source>
        <translation>放大、去模糊、修复，原片始终保持不变。</translation>
    </message>
    <message>
        <source>Open photos…</source>
        <translation>打开照片…</translation>
    </message>
    <message>
        <source>Choose photos on this computer</source>
        <translation>选择本机上的照片</translation>
    </message>
    <message>
        <source>Try a sample photo</source>
        <translation>试试示例照片</translation>
    </message>
    <message>
        <source>Open the photo that comes along</source>
        <translation>打开随附的示例照片</translation>
    </message>
</context>
<context>
    <name>ErrorDetail</name>
    <message>
        <source>Something went wrong</source>
        <translation>出错了</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the message and its detail for a report</source>
        <translation>复制错误信息和详情，便于反馈</translation>
    </message>
    <message>
        <source>Technical detail</source>
        <translation>技术详情</translation>
    </message>
    <message>
        <source>Technical detail for a report</source>
        <translation>用于反馈的技术详情</translation>
    </message>
</context>
<context>
    <name>Filmstrip</name>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>All photos with their state</source>
        <translation>全部照片及其状态</translation>
    </message>
</context>
<context>
    <name>FilmstripModel</name>
    <message>
        <source>Drop more photos</source>
        <translation>继续添加照片</translation>
    </message>
    <message>
        <source>Drop photos or folders here, or press to choose them</source>
        <translation>将照片或文件夹拖到这里，或点击选择</translation>
    </message>
</context>
<context>
    <name>FinishPanel</name>
    <message>
        <source>Finish</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Mixes the enlarged original with the result, at once.</source>
        <translation>将放大的原图与结果混合，即时生效。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Enhancer</source>
        <translation>Enhancer</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>PresetAsking</name>
    <message>
        <source>Save as a preset</source>
        <translation>保存为预设</translation>
    </message>
    <message>
        <source>Rename the preset</source>
        <translation>重命名预设</translation>
    </message>
    <message>
        <source>Export the preset</source>
        <translation>导出预设</translation>
    </message>
    <message>
        <source>Import a preset</source>
        <translation>导入预设</translation>
    </message>
    <message>
        <source>Delete the preset “{name}”?</source>
        <translation>删除预设“{name}”？</translation>
    </message>
    <message>
        <source>It cannot be brought back. Export it first to keep a copy.</source>
        <translation>删除后无法恢复。如需留底，请先导出。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Presets (*.{suffix})</source>
        <translation>预设 (*.{suffix})</translation>
    </message>
</context>
<context>
    <name>PresetName</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>预设名称</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>There is a preset of this name already.</source>
        <translation>已有同名预设。</translation>
    </message>
</context>
<context>
    <name>PresetPanel</name>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>已修改</translation>
    </message>
    <message>
        <source>The steps or the size differ from the preset&apos;s</source>
        <translation>步骤或尺寸与预设不同</translation>
    </message>
    <message>
        <source>Preset actions</source>
        <translation>预设操作</translation>
    </message>
    <message>
        <source>Save, rename, share presets</source>
        <translation>保存、重命名、分享预设</translation>
    </message>
    <message>
        <source>Save as a new preset…</source>
        <translation>保存为新预设…</translation>
    </message>
    <message>
        <source>Reset to the preset</source>
        <translation>还原到预设</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制一份</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Export to a file…</source>
        <translation>导出到文件…</translation>
    </message>
    <message>
        <source>Import from a file…</source>
        <translation>从文件导入…</translation>
    </message>
</context>
<context>
    <name>Presets</name>
    <message>
        <source>Enlarge 2×</source>
        <translation>放大 2×</translation>
    </message>
    <message>
        <source>Twice the size, crisp detail</source>
        <translation>尺寸翻倍，细节清晰</translation>
    </message>
    <message>
        <source>Enlarge 4×</source>
        <translation>放大 4×</translation>
    </message>
    <message>
        <source>For small pictures and crops</source>
        <translation>适合小图和裁切后的照片</translation>
    </message>
    <message>
        <source>4K screen</source>
        <translation>4K 屏幕</translation>
    </message>
    <message>
        <source>As large as fits a 4K screen</source>
        <translation>放大到适合 4K 屏幕</translation>
    </message>
    <message>
        <source>Print A4 at 300 dpi</source>
        <translation>A4 打印 300 dpi</translation>
    </message>
    <message>
        <source>Sharp on paper, either way up</source>
        <translation>横竖皆可，纸上清晰</translation>
    </message>
    <message>
        <source>Sharpen motion blur</source>
        <translation>消除运动模糊</translation>
    </message>
    <message>
        <source>Shaken camera or moving subject</source>
        <translation>手抖或主体移动</translation>
    </message>
    <message>
        <source>Sharpen soft focus</source>
        <translation>修复轻微脱焦</translation>
    </message>
    <message>
        <source>Brings back soft edges</source>
        <translation>让发虚的边缘变清晰</translation>
    </message>
    <message>
        <source>Clean noise and JPEG</source>
        <translation>清理噪点与压缩</translation>
    </message>
    <message>
        <source>Grain and JPEG blocks removed</source>
        <translation>去除噪点和 JPEG 色块</translation>
    </message>
    <message>
        <source>Old photo</source>
        <translation>老照片</translation>
    </message>
    <message>
        <source>Cleans a scan, doubles its size</source>
        <translation>清理扫描件，尺寸翻倍</translation>
    </message>
</context>
<context>
    <name>ProblemPage</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Read the photo again</source>
        <translation>重新读取照片</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>详细信息…</translation>
    </message>
    <message>
        <source>Show and copy the technical detail</source>
        <translation>查看并复制技术详情</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>{done} of {all} tiles</source>
        <translation>{done}/{all} 块</translation>
    </message>
</context>
<context>
    <name>SavePanel</name>
    <message>
        <source>Save as</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>File format of the result</source>
        <translation>结果的文件格式</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>位深</translation>
    </message>
    <message>
        <source>Bits for each colour of a pixel</source>
        <translation>每个颜色通道的位数</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>品质</translation>
    </message>
    <message>
        <source>Higher keeps more detail in a larger file.</source>
        <translation>数值越高，细节越多，文件越大。</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Where the result is saved</source>
        <translation>结果保存在哪里</translation>
    </message>
    <message>
        <source>Insert into the name</source>
        <translation>插入到文件名</translation>
    </message>
    <message>
        <source>If it exists</source>
        <translation>若已存在</translation>
    </message>
    <message>
        <source>What happens when there is such a file. Originals are safe.</source>
        <translation>遇到同名文件时如何处理。原片不受影响。</translation>
    </message>
    <message>
        <source>Keep camera data</source>
        <translation>保留拍摄信息</translation>
    </message>
    <message>
        <source>Date, camera, place and rating</source>
        <translation>日期、相机、地点和星级</translation>
    </message>
    <message>
        <source>Beside the photo</source>
        <translation>与照片同一文件夹</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Name pattern</source>
        <translation>命名规则</translation>
    </message>
    <message>
        <source>Name of the file; words in braces are filled in</source>
        <translation>文件名；花括号中的词会自动替换</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Camera data</source>
        <translation>拍摄信息</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Takes effect at the next start</source>
        <translation>下次启动时生效</translation>
    </message>
    <message>
        <source>Compute on</source>
        <translation>运算设备</translation>
    </message>
    <message>
        <source>For photos enhanced from now on</source>
        <translation>对之后处理的照片生效</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Automatic takes the fastest that is safe; fp32 is the slowest and exact</source>
        <translation>“自动”选用安全范围内最快的精度；fp32 最慢但最精确</translation>
    </message>
    <message>
        <source>Keep up to</source>
        <translation>最多保留</translation>
    </message>
    <message>
        <source>Room for computed tiles, so that nothing is computed twice</source>
        <translation>存放已处理的分块，避免重复运算</translation>
    </message>
    <message>
        <source>Shortcuts…</source>
        <translation>快捷键…</translation>
    </message>
    <message>
        <source>Show what each key does</source>
        <translation>查看每个按键的作用</translation>
    </message>
    <message>
        <source>About…</source>
        <translation>关于…</translation>
    </message>
    <message>
        <source>Show version and licence</source>
        <translation>查看版本和许可证</translation>
    </message>
    <message>
        <source>{size} in use</source>
        <translation>已用 {size}</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Automatic: {device}</source>
        <translation>自动：{device}</translation>
    </message>
    <message>
        <source> GB</source>
        <translation> GB</translation>
    </message>
    <message>
        <source>Keep tiles up to</source>
        <translation>缓存上限</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Remove the tiles of photos that are not open</source>
        <translation>清除未打开照片的缓存</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>缓存</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ShortcutList</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Side panel</source>
        <translation>侧边栏</translation>
    </message>
    <message numerus="yes">
        <source>Enhance %n photos</source>
        <translation>
            <numerusform>增强 %n 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>Enhance and save the selected photos</source>
        <translation>处理并保存所选照片</translation>
    </message>
    <message>
        <source>Enhance</source>
        <translation>开始增强</translation>
    </message>
    <message>
        <source>Enhance this photo; nothing is saved yet</source>
        <translation>处理这张照片，暂不保存</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Hold still and free the memory; nothing is lost</source>
        <translation>暂停并释放内存，进度不会丢失</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Go on where it was paused</source>
        <translation>从暂停处继续</translation>
    </message>
    <message>
        <source>Save the result as chosen above; with Shift, under a name of your own</source>
        <translation>按上面的设置保存结果；按住 Shift 可自定文件名</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop; what is computed is kept for the next time</source>
        <translation>停止；已完成的部分留待下次使用</translation>
    </message>
</context>
<context>
    <name>SizePanel</name>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Kind of size</source>
        <translation>尺寸类型</translation>
    </message>
    <message>
        <source>How the size of the result is given</source>
        <translation>以哪种方式指定结果的尺寸</translation>
    </message>
    <message>
        <source>Height of the box</source>
        <translation>限定框高度</translation>
    </message>
    <message>
        <source>Width of the box in pixels</source>
        <translation>限定框宽度（像素）</translation>
    </message>
    <message>
        <source>Height of the box in pixels</source>
        <translation>限定框高度（像素）</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Progress of all photos</source>
        <translation>全部照片的进度</translation>
    </message>
    <message>
        <source>Memory that this program uses</source>
        <translation>本程序占用的内存</translation>
    </message>
    <message>
        <source>Looking for devices…</source>
        <translation>正在检测设备…</translation>
    </message>
    <message>
        <source>Memory {0}</source>
        <translation>内存 {0}</translation>
    </message>
    <message>
        <source>{0} of {1} done</source>
        <translation>已完成 {0}/{1}</translation>
    </message>
</context>
<context>
    <name>StepRow</name>
    <message>
        <source>{0}: switch the step on or off</source>
        <translation>{0}：启用或停用此步骤</translation>
    </message>
</context>
<context>
    <name>StepsPanel</name>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open photos</source>
        <translation>打开照片</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Paste a photo</source>
        <translation>粘贴照片</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合</translation>
    </message>
    <message>
        <source>Show the whole photo</source>
        <translation>显示整张照片</translation>
    </message>
    <message>
        <source>Present zoom; 100 % shows each pixel of the result as one of the screen</source>
        <translation>当前缩放；100% 即结果的每个像素对应屏幕的一个像素</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Filmstrip</source>
        <translation>胶片栏</translation>
    </message>
    <message>
        <source>Show or hide the filmstrip</source>
        <translation>显示或隐藏胶片栏</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>侧边栏</translation>
    </message>
    <message>
        <source>Show or hide the panel</source>
        <translation>显示或隐藏侧边栏</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Zoom to {0} of the result</source>
        <translation>缩放到结果的 {0}</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>Before and after with a divider to drag</source>
        <translation>处理前后对比，可拖动分割线</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Before and after beside each other</source>
        <translation>处理前后并排显示</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>处理前</translation>
    </message>
    <message>
        <source>Only the original</source>
        <translation>只看原图</translation>
    </message>
    <message>
        <source>After</source>
        <translation>处理后</translation>
    </message>
    <message>
        <source>Only the result</source>
        <translation>只看结果</translation>
    </message>
</context>
<context>
    <name>ValueSlider</name>
    <message>
        <source> %</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Double-click for {0} %.</source>
        <translation>双击恢复为 {0}%。</translation>
    </message>
</context>
<context>
    <name>WorkActions</name>
    <message>
        <source>There is no result to save yet.</source>
        <translation>还没有可保存的结果。</translation>
    </message>
    <message>
        <source>Enhance first.</source>
        <translation>请先进行处理。</translation>
    </message>
</context>
<context>
    <name>save</name>
    <message>
        <source>JPEG</source>
        <translation>JPEG</translation>
    </message>
    <message>
        <source>PNG</source>
        <translation>PNG</translation>
    </message>
    <message>
        <source>TIFF</source>
        <translation>TIFF</translation>
    </message>
    <message>
        <source>WebP</source>
        <translation>WebP</translation>
    </message>
    <message>
        <source>Like the photo ({0})</source>
        <translation>与照片相同 ({0})</translation>
    </message>
    <message>
        <source>8 bit</source>
        <translation>8 位</translation>
    </message>
    <message>
        <source>16 bit</source>
        <translation>16 位</translation>
    </message>
    <message>
        <source>32 bit float</source>
        <translation>32 位浮点</translation>
    </message>
    <message>
        <source>Like the photo</source>
        <translation>与照片相同</translation>
    </message>
    <message>
        <source>Add a number</source>
        <translation>添加编号</translation>
    </message>
    <message>
        <source>Skip the photo</source>
        <translation>跳过这张照片</translation>
    </message>
    <message>
        <source>Replace the file</source>
        <translation>替换文件</translation>
    </message>
    <message>
        <source>Name of the photo</source>
        <translation>照片名称</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>预设名称</translation>
    </message>
    <message>
        <source>Enlargement</source>
        <translation>放大倍数</translation>
    </message>
    <message>
        <source>Width in pixels</source>
        <translation>宽度（像素）</translation>
    </message>
    <message>
        <source>Height in pixels</source>
        <translation>高度（像素）</translation>
    </message>
</context>
<context>
    <name>size</name>
    <message>
        <source>Enlarge by</source>
        <translation>放大倍数</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Long side</source>
        <translation>长边</translation>
    </message>
    <message>
        <source>Megapixels</source>
        <translation>总像素 (MP)</translation>
    </message>
    <message>
        <source>Fit inside</source>
        <translation>适合框内</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>填满</translation>
    </message>
    <message>
        <source>The photo&apos;s own size</source>
        <translation>照片原始尺寸</translation>
    </message>
    <message>
        <source>Made smaller by resampling</source>
        <translation>重新采样缩小</translation>
    </message>
    <message>
        <source>Resampled only: Enlarge is off</source>
        <translation>仅重新采样：“放大”已停用</translation>
    </message>
    <message>
        <source>{0}×</source>
        <translation>{0}×</translation>
    </message>
    <message>
        <source>resampled</source>
        <translation>重新采样</translation>
    </message>
    <message>
        <source>Enlarged {0}</source>
        <translation>放大 {0}</translation>
    </message>
    <message>
        <source>, then </source>
        <translation> → </translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>Enlarge</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Sharpen</source>
        <translation>去模糊</translation>
    </message>
    <message>
        <source>Clean up</source>
        <translation>降噪修复</translation>
    </message>
    <message>
        <source>Enlarges with a network that restores fine detail.</source>
        <translation>用神经网络放大，还原细节。</translation>
    </message>
    <message>
        <source>Removes blur of motion or focus.</source>
        <translation>消除运动模糊或脱焦。</translation>
    </message>
    <message>
        <source>Removes noise and the traces of JPEG compression.</source>
        <translation>去除噪点和 JPEG 压缩痕迹。</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Enhancing</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>保存中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>What went wrong…</source>
        <translation>查看出错原因…</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分钟</translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation>{0} 小时 {1} 分钟</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>剩余 {0}</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0}%</translation>
    </message>
    <message>
        <source>{0} × {1} px · {2} MP</source>
        <translation>{0} × {1} 像素 · {2} MP</translation>
    </message>
    <message>
        <source>{0} MP/s</source>
        <translation>{0} MP/s</translation>
    </message>
</context>
</TS>
