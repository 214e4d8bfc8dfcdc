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
        <source>Enlarges, sharpens and restores photos on your own machine. Photos stay on it unless you choose another one, nothing is reported to anybody, and an original is never overwritten.</source>
        <translation>在本机上放大、去模糊和修复照片。除非您自己选择另一台机器，照片始终留在本机；不上报任何信息，也绝不覆盖原片。</translation>
    </message>
    <message>
        <source>Apache License 2.0</source>
        <translation>Apache License 2.0</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>程序库</translation>
    </message>
    <message>
        <source>Licence…</source>
        <translation>许可证…</translation>
    </message>
    <message>
        <source>Show the licence of the library chosen</source>
        <translation>显示所选程序库的许可证</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>未注明</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>尚未检测</translation>
    </message>
    <message>
        <source>{memory} free</source>
        <translation>可用 {memory}</translation>
    </message>
    <message>
        <source>Computes on</source>
        <translation>运算设备</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Libraries with their versions and licences</source>
        <translation>程序库及其版本和许可证</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
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
        <source>Compute here instead</source>
        <translation>改在本机运算</translation>
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
        <source>{file} is a result: “{recipe}”.</source>
        <translation>{file} 是一张处理结果：“{recipe}”。</translation>
    </message>
    <message>
        <source>It says itself how it was made; the same can be done to other photos.</source>
        <translation>文件中记录了处理方式，可用于其他照片。</translation>
    </message>
    <message>
        <source>Use its settings</source>
        <translation>使用其设置</translation>
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
    <name>BakeOffCell</name>
    <message>
        <source>Click to take this one (Enter); drag to look elsewhere</source>
        <translation>点击选用此方案（Enter）；拖动查看其他位置</translation>
    </message>
</context>
<context>
    <name>BakeOffControl</name>
    <message>
        <source>This photo is being enhanced just now.</source>
        <translation>这张照片正在处理。</translation>
    </message>
    <message>
        <source>Wait for its end, or cancel it.</source>
        <translation>请等待完成，或取消处理。</translation>
    </message>
    <message>
        <source>There is nothing else to compare this preset with.</source>
        <translation>没有其他方案可与此预设对比。</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>{done} of {all} done</source>
        <translation>已完成 {done}/{all}</translation>
    </message>
    <message>
        <source>Kept from before</source>
        <translation>沿用先前结果</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
</context>
<context>
    <name>BakeOffPage</name>
    <message>
        <source>Bake-off</source>
        <translation>预设对比</translation>
    </message>
    <message>
        <source>Click the one you like best.</source>
        <translation>点击最满意的一个。</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>对比方案</translation>
    </message>
    <message>
        <source>Choose what is compared, two to six</source>
        <translation>选择要对比的方案，2 到 6 个</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Back without a choice (Esc)</source>
        <translation>返回，不作选择（Esc）</translation>
    </message>
    <message>
        <source>{0} of {1} compared</source>
        <translation>对比 {0}/{1}</translation>
    </message>
    <message>
        <source>{0}, edited</source>
        <translation>{0}（已修改）</translation>
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
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
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
        <source>Try several presets on what is in view</source>
        <translation>用多个预设试处理当前画面</translation>
    </message>
    <message>
        <source>Paint a mask</source>
        <translation>绘制蒙版</translation>
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
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Use another machine…</source>
        <translation>使用另一台机器…</translation>
    </message>
    <message>
        <source>Choose all photos</source>
        <translation>选择全部照片</translation>
    </message>
    <message>
        <source>Copy the recipe</source>
        <translation>复制配方</translation>
    </message>
    <message>
        <source>Paste the recipe</source>
        <translation>粘贴配方</translation>
    </message>
    <message>
        <source>Give this recipe to the chosen photos</source>
        <translation>将此配方应用于所选照片</translation>
    </message>
    <message>
        <source>Give this recipe to all photos</source>
        <translation>将此配方应用于全部照片</translation>
    </message>
    <message>
        <source>Try all failed photos again</source>
        <translation>重试所有失败的照片</translation>
    </message>
    <message>
        <source>Plan a print…</source>
        <translation>打印规划…</translation>
    </message>
    <message>
        <source>Watch a folder…</source>
        <translation>监视文件夹…</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Take the tour</source>
        <translation>快速导览</translation>
    </message>
    <message>
        <source>Log…</source>
        <translation>日志…</translation>
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
        <source>Split, top and bottom, side by side</source>
        <translation>分割、上下分割、并排</translation>
    </message>
    <message>
        <source>Blink, difference</source>
        <translation>闪烁、差异</translation>
    </message>
    <message>
        <source>Only before, only after</source>
        <translation>只看处理前、只看处理后</translation>
    </message>
    <message>
        <source>Move the divider; set blink and difference</source>
        <translation>移动分割线；调整闪烁与差异</translation>
    </message>
    <message>
        <source>Move the photo</source>
        <translation>移动照片</translation>
    </message>
    <message>
        <source>Loupe, overview</source>
        <translation>放大镜、导航器</translation>
    </message>
    <message>
        <source>While painting: smaller and larger brush</source>
        <translation>绘制时：缩小和放大画笔</translation>
    </message>
    <message>
        <source>While painting: show or hide the mask</source>
        <translation>绘制时：显示或隐藏蒙版</translation>
    </message>
    <message>
        <source>100 % of the original</source>
        <translation>原图的 100%</translation>
    </message>
    <message>
        <source>Reset a slider</source>
        <translation>重置滑块</translation>
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
    <name>CompareCaptions</name>
    <message>
        <source>How much differences are amplified</source>
        <translation>差异的放大倍数</translation>
    </message>
    <message>
        <source>How fast the pictures alternate</source>
        <translation>画面交替的速度</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>处理前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>处理后</translation>
    </message>
    <message>
        <source>{title} · {width} × {height}</source>
        <translation>{title} · {width} × {height}</translation>
    </message>
    <message>
        <source>Difference × {0}</source>
        <translation>差异 × {0}</translation>
    </message>
    <message>
        <source>{0} a second</source>
        <translation>每秒 {0} 次</translation>
    </message>
</context>
<context>
    <name>CompareGroup</name>
    <message>
        <source>Loupe</source>
        <translation>放大镜</translation>
    </message>
    <message>
        <source>Magnify what is under the pointer</source>
        <translation>放大指针所在位置</translation>
    </message>
</context>
<context>
    <name>CompareStage</name>
    <message>
        <source>{0} %</source>
        <translation>{0}%</translation>
    </message>
</context>
<context>
    <name>CompareViewer</name>
    <message>
        <source>Drag to compare (Left and Right arrow keys); double-click to centre</source>
        <translation>拖动以对比（左右方向键）；双击回到中间</translation>
    </message>
    <message>
        <source>Drag to compare (Up and Down arrow keys); double-click to centre</source>
        <translation>拖动以对比（上下方向键）；双击回到中间</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>处理前与处理后</translation>
    </message>
    <message>
        <source>The photo and its result at the same place. Arrow keys move the divider and, with Ctrl, the photo. Space shows the original while held, 0 shows the whole photo, 1 to 4 zoom to 100 to 400 percent of the result, I to 100 percent of the original, L shows a loupe and N the overview.</source>
        <translation>照片与结果的同一位置。方向键移动分割线，按住 Ctrl 则移动照片。按住空格键查看原图，0 显示整张照片，1 到 4 缩放到结果的 100% 到 400%，I 缩放到原图的 100%，L 显示放大镜，N 显示导航器。</translation>
    </message>
</context>
<context>
    <name>Comparing</name>
    <message>
        <source>Original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Present result</source>
        <translation>当前结果</translation>
    </message>
    <message>
        <source>in part</source>
        <translation>部分完成</translation>
    </message>
</context>
<context>
    <name>DeviceMenu</name>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Automatic: {device}</source>
        <translation>自动：{device}</translation>
    </message>
</context>
<context>
    <name>DiagnosisPanel</name>
    <message>
        <source>What was found</source>
        <translation>检测结果</translation>
    </message>
    <message>
        <source>No step is expected to help. The preset Photo 4× may still make soft edges look crisper.</source>
        <translation>没有哪个步骤预计会有帮助。预设“照片 4×”仍可能让柔和的边缘看起来更锐利。</translation>
    </message>
    <message>
        <source>No benefit expected from enhancing this photo.</source>
        <translation>这张照片无需增强，处理后不会有明显改善。</translation>
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
        <source>Drop to add %Ln photos</source>
        <translation>
            <numerusform>松开以添加 %Ln 张照片</numerusform>
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
    <name>FaceCard</name>
    <message>
        <source>Face {0}</source>
        <translation>人脸 {0}</translation>
    </message>
    <message>
        <source>{0}: enhance it</source>
        <translation>{0}：增强</translation>
    </message>
    <message>
        <source>Off keeps the face as the photo has it</source>
        <translation>关闭则保持照片中的原样</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>How much of the result this face shows, at once.</source>
        <translation>这张脸显示多少结果，立即生效。</translation>
    </message>
    <message>
        <source>{0}: strength</source>
        <translation>{0}：强度</translation>
    </message>
    <message>
        <source>Kept as it is</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>Enhanced</source>
        <translation>已增强</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>混合</translation>
    </message>
</context>
<context>
    <name>FacePictures</name>
    <message>
        <source>Before and after. Click to look at the face.</source>
        <translation>之前与之后。单击可查看这张脸。</translation>
    </message>
</context>
<context>
    <name>FacesPanel</name>
    <message>
        <source>Faces</source>
        <translation>人脸</translation>
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
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take the last change back</source>
        <translation>撤销上一次更改</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Make the change again</source>
        <translation>重新应用该更改</translation>
    </message>
    <message>
        <source>Reset the finish</source>
        <translation>复位微调</translation>
    </message>
    <message>
        <source>More controls</source>
        <translation>更多选项</translation>
    </message>
    <message>
        <source>Show or hide all controls</source>
        <translation>显示或隐藏全部选项</translation>
    </message>
    <message>
        <source>Mask of the result</source>
        <translation>结果的蒙版</translation>
    </message>
    <message>
        <source>Paint where the result shall count.</source>
        <translation>涂出结果应生效的地方。</translation>
    </message>
    <message>
        <source>Protected blur</source>
        <translation>受保护的虚化</translation>
    </message>
    <message>
        <source>Show what is protected, and paint more or less of it.</source>
        <translation>显示受保护的部分，并可涂画增减。</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>半径</translation>
    </message>
    <message>
        <source>Width of the edges that are sharpened, in pixels of the result</source>
        <translation>锐化边缘的宽度，以结果的像素计</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
</context>
<context>
    <name>HelpAsking</name>
    <message>
        <source>Before and after</source>
        <translation>处理前与处理后</translation>
    </message>
    <message>
        <source>Drag the line to compare, or hold Space to see the original. Scroll to zoom, drag to move.</source>
        <translation>拖动分割线以对比，或按住空格键查看原图。滚动缩放，拖动移动画面。</translation>
    </message>
    <message>
        <source>Choose what to do</source>
        <translation>选择处理方式</translation>
    </message>
    <message>
        <source>A preset is a complete recipe. What is in view is previewed at once.</source>
        <translation>每个预设都是一份完整的配方，当前画面会立即生成预览。</translation>
    </message>
    <message>
        <source>Enhance, then save</source>
        <translation>先增强，再保存</translation>
    </message>
    <message>
        <source>Computes the whole photo. The result gets a name of its own; the original is never changed.</source>
        <translation>处理整张照片。结果另存为新文件，原片始终保持不变。</translation>
    </message>
    <message>
        <source>As many photos as you like</source>
        <translation>照片数量不限</translation>
    </message>
    <message>
        <source>Drop more photos or folders here. Choose several with Ctrl or Shift to enhance them together.</source>
        <translation>可将更多照片或文件夹拖到这里。按住 Ctrl 或 Shift 选择多张，一起增强。</translation>
    </message>
    <message>
        <source>When you want more</source>
        <translation>更多功能</translation>
    </message>
    <message>
        <source>Help, shortcuts, prints and watched folders are here. Nothing of it needs a network.</source>
        <translation>帮助、快捷键、打印规划和监视文件夹都在这里，全部无需联网。</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>The library ships no text of its licence; its name is in the list.</source>
        <translation>该程序库未附带许可证文本，许可证名称见列表。</translation>
    </message>
</context>
<context>
    <name>KeepingRows</name>
    <message>
        <source>Keep camera data</source>
        <translation>保留拍摄信息</translation>
    </message>
    <message>
        <source>Date, camera, place and rating</source>
        <translation>日期、相机、地点和星级</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>不保留</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>What of the camera data is not kept</source>
        <translation>选择不保留哪些拍摄信息</translation>
    </message>
    <message>
        <source>Say how it was made</source>
        <translation>写入处理方式</translation>
    </message>
    <message>
        <source>Models and settings are written into the file. Drop it here again to use them.</source>
        <translation>将所用模型和设置写入文件。再次拖入该文件即可沿用。</translation>
    </message>
    <message>
        <source>Camera data</source>
        <translation>拍摄信息</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>处理记录</translation>
    </message>
</context>
<context>
    <name>LogViewer</name>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>What the program has noted, for a report. It stays on this machine unless you send it yourself.</source>
        <translation>程序的运行记录，便于反馈问题。除非您自行发送，日志只保存在本机。</translation>
    </message>
    <message>
        <source>The end of the program&apos;s log</source>
        <translation>程序日志的末尾部分</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Copy what is shown to the clipboard</source>
        <translation>将显示的内容复制到剪贴板</translation>
    </message>
    <message>
        <source>The log is empty.</source>
        <translation>日志为空。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Include names of files and folders</source>
        <translation>包含文件和文件夹名称</translation>
    </message>
    <message>
        <source>They may tell names of people and places</source>
        <translation>其中可能含有人名和地名</translation>
    </message>
</context>
<context>
    <name>MachineDialog</name>
    <message>
        <source>Use another machine</source>
        <translation>使用另一台机器</translation>
    </message>
    <message>
        <source>A computer that runs “enhancer serve” does the computing; this one shows and saves. A photo is sent when you enhance it or try presets on it, to this address and to no other.</source>
        <translation>由运行“enhancer serve”的电脑负责运算，本机负责显示和保存。只有在您增强照片或对其试用预设时才会发送照片，且只发往此地址。</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>机器</translation>
    </message>
    <message>
        <source>Machines that were used before</source>
        <translation>以前用过的机器</translation>
    </message>
    <message>
        <source>Forget this machine</source>
        <translation>移除此机器</translation>
    </message>
    <message>
        <source>Forget this machine and its token</source>
        <translation>移除此机器及其令牌</translation>
    </message>
    <message>
        <source>Show the token</source>
        <translation>显示令牌</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Ask the machine what it has; nothing is sent</source>
        <translation>询问该机器有什么；不发送任何照片</translation>
    </message>
    <message>
        <source>Use this machine</source>
        <translation>使用此机器</translation>
    </message>
    <message>
        <source>Compute there from now on</source>
        <translation>从现在起在那里运算</translation>
    </message>
    <message>
        <source>A new machine</source>
        <translation>新机器</translation>
    </message>
    <message>
        <source>Kept in the system&apos;s keyring.</source>
        <translation>保存在系统密钥环中。</translation>
    </message>
    <message>
        <source>Kept in a file that only you can read: no keyring was found.</source>
        <translation>保存在只有您能读取的文件中：未找到密钥环。</translation>
    </message>
    <message>
        <source>Write it as {0}.</source>
        <translation>请写成 {0}。</translation>
    </message>
    <message>
        <source>Not encrypted: others in the network could read along. https is safe.</source>
        <translation>未加密：网络中的他人可能读到。https 是安全的。</translation>
    </message>
    <message>
        <source>Name or number of the machine, and its port</source>
        <translation>机器的名称或编号，以及端口</translation>
    </message>
    <message>
        <source>The word that whoever runs the server has set for it</source>
        <translation>运行服务器的人为其设置的口令</translation>
    </message>
    <message>
        <source>Empty for a server on this machine</source>
        <translation>服务器在本机时留空</translation>
    </message>
</context>
<context>
    <name>MachineResult</name>
    <message>
        <source>The machine is being asked</source>
        <translation>正在询问该机器</translation>
    </message>
    <message>
        <source>Compute on</source>
        <translation>运算设备</translation>
    </message>
    <message>
        <source>Which of its devices computes</source>
        <translation>由它的哪个设备运算</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Asking {host}…</source>
        <translation>正在询问 {host}…</translation>
    </message>
    <message>
        <source>The best: {device}</source>
        <translation>最佳：{device}</translation>
    </message>
    <message>
        <source>It runs version {version}, as this machine does.</source>
        <translation>它运行版本 {version}，与本机相同。</translation>
    </message>
    <message>
        <source>It runs version {there}, this machine {here}: update one of them if anything fails.</source>
        <translation>它运行版本 {there}，本机为 {here}：若出现问题，请更新其中之一。</translation>
    </message>
    <message>
        <source>{host} is ready.</source>
        <translation>{host} 已就绪。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} 等，另有 {count} 项</translation>
    </message>
    <message>
        <source>{size} free</source>
        <translation>可用 {size}</translation>
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
    <name>ManyPhotos</name>
    <message>
        <source>The recipe “{name}” is copied.</source>
        <translation>已复制配方“{name}”。</translation>
    </message>
    <message>
        <source>Choose other photos and paste it.</source>
        <translation>请选择其他照片并粘贴。</translation>
    </message>
    <message>
        <source>No recipe has been copied yet.</source>
        <translation>尚未复制配方。</translation>
    </message>
    <message>
        <source>Choose a photo and copy its recipe first.</source>
        <translation>请先选择一张照片并复制其配方。</translation>
    </message>
    <message>
        <source>No photo has failed.</source>
        <translation>没有失败的照片。</translation>
    </message>
    <message>
        <source>The photo has the recipe “{name}” now.</source>
        <translation>已将配方“{name}”应用于这张照片。</translation>
    </message>
    <message>
        <source>{count} photos have the recipe “{name}” now.</source>
        <translation>已将配方“{name}”应用于 {count} 张照片。</translation>
    </message>
</context>
<context>
    <name>ManyWiring</name>
    <message>
        <source>Enhancer</source>
        <translation>Enhancer</translation>
    </message>
    <message>
        <source>There is no photo to plan a print for.</source>
        <translation>没有可规划打印的照片。</translation>
    </message>
    <message>
        <source>Open a photo first.</source>
        <translation>请先打开一张照片。</translation>
    </message>
    <message>
        <source>“{folder}” is watched again.</source>
        <translation>已重新监视“{folder}”。</translation>
    </message>
    <message>
        <source>Photos that arrive there are enhanced and saved.</source>
        <translation>到达那里的照片会被增强并保存。</translation>
    </message>
    <message>
        <source>Watch a folder…</source>
        <translation>监视文件夹…</translation>
    </message>
    <message>
        <source>Watching {folder}…</source>
        <translation>正在监视 {folder}…</translation>
    </message>
    <message>
        <source>The watched folder “{folder}” is not there now.</source>
        <translation>监视的文件夹“{folder}”目前不存在。</translation>
    </message>
    <message>
        <source>Watching goes on when it is back.</source>
        <translation>文件夹恢复后会继续监视。</translation>
    </message>
</context>
<context>
    <name>MaskAsking</name>
    <message>
        <source>Import a mask</source>
        <translation>导入蒙版</translation>
    </message>
    <message>
        <source>Masks (*.{suffix})</source>
        <translation>蒙版 (*.{suffix})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Export the mask</source>
        <translation>导出蒙版</translation>
    </message>
</context>
<context>
    <name>MaskBar</name>
    <message>
        <source>Mask</source>
        <translation>蒙版</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>擦除</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>反转</translation>
    </message>
    <message>
        <source>Remove the mask</source>
        <translation>移除蒙版</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Take the mask from a picture</source>
        <translation>从图片取得蒙版</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Write the mask into a PNG file</source>
        <translation>将蒙版写入 PNG 文件</translation>
    </message>
    <message>
        <source>Show the mask</source>
        <translation>显示蒙版</translation>
    </message>
    <message>
        <source>Lay the mask over the photo</source>
        <translation>将蒙版叠加在照片上</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Paint no more; the mask stays</source>
        <translation>结束绘制；蒙版保留</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Diameter of the brush in pixels of the photo ({0})</source>
        <translation>画笔直径，以照片像素计（{0}）</translation>
    </message>
    <message>
        <source>Feather</source>
        <translation>羽化</translation>
    </message>
    <message>
        <source>Width of the mask&apos;s soft edges in pixels of the photo</source>
        <translation>蒙版柔和边缘的宽度，以照片像素计</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Softness</source>
        <translation>柔和度</translation>
    </message>
    <message>
        <source>How much of the brush fades towards its edge</source>
        <translation>画笔向边缘淡出的比例</translation>
    </message>
    <message>
        <source>Protect</source>
        <translation>保护</translation>
    </message>
    <message>
        <source>Do not protect</source>
        <translation>不保护</translation>
    </message>
    <message>
        <source>with the right button, or with Ctrl or Alt, the other one</source>
        <translation>按右键，或按住 Ctrl 或 Alt，则为另一种</translation>
    </message>
    <message>
        <source>Mask of the result</source>
        <translation>结果蒙版</translation>
    </message>
    <message>
        <source>Protected blur</source>
        <translation>受保护的虚化</translation>
    </message>
    <message>
        <source>Mask: {0}</source>
        <translation>蒙版：{0}</translation>
    </message>
    <message>
        <source>Seen once it is enhanced again.</source>
        <translation>再次增强后可见。</translation>
    </message>
    <message>
        <source>The step is switched off.</source>
        <translation>此步骤已关闭。</translation>
    </message>
    <message>
        <source>What is blue gains no detail.</source>
        <translation>蓝色部分不会增加细节。</translation>
    </message>
    <message>
        <source>Paint where it counts, erase where not.</source>
        <translation>涂抹处生效，擦除处不生效。</translation>
    </message>
    <message>
        <source>Counts where it is pink. Seen at once.</source>
        <translation>粉色处生效。立即可见。</translation>
    </message>
</context>
<context>
    <name>MaskButton</name>
    <message>
        <source>{0} There is a mask.</source>
        <translation>{0}已有蒙版。</translation>
    </message>
</context>
<context>
    <name>ModelAsking</name>
    <message>
        <source>Accept the licence of {model}?</source>
        <translation>接受 {model} 的许可证？</translation>
    </message>
    <message>
        <source>Accept and download</source>
        <translation>接受并下载</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>Remove {model}?</source>
        <translation>移除 {model}？</translation>
    </message>
    <message>
        <source>It can be downloaded again.</source>
        <translation>以后可以重新下载。</translation>
    </message>
    <message>
        <source>Its file is deleted from this computer.</source>
        <translation>其文件将从这台电脑中删除。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Import a model</source>
        <translation>导入模型</translation>
    </message>
    <message>
        <source>Weights ({patterns})</source>
        <translation>权重文件 ({patterns})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>Progress of the download</source>
        <translation>下载进度</translation>
    </message>
    <message>
        <source>{action}: {model}</source>
        <translation>{action}：{model}</translation>
    </message>
</context>
<context>
    <name>ModelEdit</name>
    <message>
        <source>Edit the model</source>
        <translation>编辑模型</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>What the model does to a photo</source>
        <translation>该模型对照片的处理</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>ModelList</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>本机模型</translation>
    </message>
    <message>
        <source>To download</source>
        <translation>可下载</translation>
    </message>
    <message>
        <source>No model matches.</source>
        <translation>没有匹配的模型。</translation>
    </message>
</context>
<context>
    <name>ModelWords</name>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <source>Installing</source>
        <translation>正在安装</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>正在校验</translation>
    </message>
    <message>
        <source>{purpose} {scale}×</source>
        <translation>{purpose} {scale}×</translation>
    </message>
    <message>
        <source>size not known</source>
        <translation>大小未知</translation>
    </message>
    <message>
        <source>{licence}, non-commercial</source>
        <translation>{licence}（非商业）</translation>
    </message>
    <message>
        <source>{licence}, with restrictions</source>
        <translation>{licence}（有限制）</translation>
    </message>
    <message>
        <source>licence not stated</source>
        <translation>未注明许可证</translation>
    </message>
    <message>
        <source>The licence forbids commercial use: results may not be sold or used for business.</source>
        <translation>该许可证禁止商业用途：结果不得出售或用于经营。</translation>
    </message>
    <message>
        <source>Its authors state no licence, so all rights are theirs. Ask them before you publish results.</source>
        <translation>作者未注明许可证，保留全部权利。发布结果前请先征得作者同意。</translation>
    </message>
    <message>
        <source>The licence restricts what the model may be used for. Read it first.</source>
        <translation>该许可证限制模型的用途，请先阅读。</translation>
    </message>
    <message>
        <source>Nobody publishes its checksum: the first download is trusted and remembered.</source>
        <translation>该模型没有公布校验值：首次下载的文件将被信任并记录。</translation>
    </message>
    <message>
        <source>Needs the optional library spandrel.</source>
        <translation>需要可选程序库 spandrel。</translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation>排队等待中</translation>
    </message>
    <message>
        <source>Checking the file and trying the model on a small picture</source>
        <translation>正在校验文件，并用小图试运行模型</translation>
    </message>
    <message>
        <source>{amount}/s</source>
        <translation>{amount}/s</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Go on where the download stopped</source>
        <translation>从中断处继续下载</translation>
    </message>
    <message>
        <source>Download again</source>
        <translation>重新下载</translation>
    </message>
    <message>
        <source>Replace the damaged file</source>
        <translation>替换损坏的文件</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Download, check and install it</source>
        <translation>下载、校验并安装</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Pause; what has arrived is kept</source>
        <translation>暂停，已下载的部分会保留</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Throw away what has arrived</source>
        <translation>丢弃已下载的部分</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Use it for the photo in the window</source>
        <translation>用于窗口中的照片</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Compare the file with its checksum</source>
        <translation>用校验值核对文件</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Change its name, task and licence</source>
        <translation>更改名称、用途和许可证</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Show its file in the file manager</source>
        <translation>在文件管理器中显示其文件</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove it from this computer</source>
        <translation>从这台电脑中移除</translation>
    </message>
    <message>
        <source>Open its page</source>
        <translation>打开网页</translation>
    </message>
    <message>
        <source>Read about it in the browser</source>
        <translation>在浏览器中查看介绍</translation>
    </message>
    <message>
        <source>Included</source>
        <translation>内置</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>已安装</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>已校验</translation>
    </message>
    <message>
        <source>{done} so far</source>
        <translation>已下载 {done}</translation>
    </message>
    <message>
        <source>{done} of {total} · {percent} %</source>
        <translation>{done} / {total} · {percent}%</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>Sharpen motion and focus</source>
        <translation>锐化运动模糊与失焦</translation>
    </message>
    <message>
        <source>Faithful 2×</source>
        <translation>忠实放大 2×</translation>
    </message>
    <message>
        <source>Faithful 4×</source>
        <translation>忠实放大 4×</translation>
    </message>
    <message>
        <source>Photo 4×</source>
        <translation>照片 4×</translation>
    </message>
    <message>
        <source>Clean noise and JPEG</source>
        <translation>清理噪点与 JPEG 痕迹</translation>
    </message>
    <message>
        <source>Mend scratches</source>
        <translation>修补划痕</translation>
    </message>
    <message>
        <source>Real-ESRGAN general v3 4×</source>
        <translation>Real-ESRGAN 通用 v3 4×</translation>
    </message>
    <message>
        <source>Real-ESRGAN general v3 4×, gentle on noise</source>
        <translation>Real-ESRGAN 通用 v3 4×，少除噪点</translation>
    </message>
    <message>
        <source>Real-ESRGAN anime video v3 4×</source>
        <translation>Real-ESRGAN 动漫视频 v3 4×</translation>
    </message>
    <message>
        <source>Real-ESRGAN 4× plus</source>
        <translation>Real-ESRGAN 4× 增强版</translation>
    </message>
    <message>
        <source>Real-ESRGAN 2× plus</source>
        <translation>Real-ESRGAN 2× 增强版</translation>
    </message>
    <message>
        <source>Real-ESRGAN 4× plus anime</source>
        <translation>Real-ESRGAN 4× 增强版，动漫</translation>
    </message>
    <message>
        <source>Real-ESRNet 4× plus</source>
        <translation>Real-ESRNet 4× 增强版</translation>
    </message>
    <message>
        <source>SwinIR light 4×</source>
        <translation>SwinIR 轻量 4×</translation>
    </message>
    <message>
        <source>SwinIR light 2×</source>
        <translation>SwinIR 轻量 2×</translation>
    </message>
    <message>
        <source>SwinIR classical 4×</source>
        <translation>SwinIR 经典 4×</translation>
    </message>
    <message>
        <source>SwinIR classical 2×</source>
        <translation>SwinIR 经典 2×</translation>
    </message>
    <message>
        <source>SwinIR real world 2×</source>
        <translation>SwinIR 实拍 2×</translation>
    </message>
    <message>
        <source>SwinIR real world 4×</source>
        <translation>SwinIR 实拍 4×</translation>
    </message>
    <message>
        <source>SwinIR real world 4×, large</source>
        <translation>SwinIR 实拍 4×，大型</translation>
    </message>
    <message>
        <source>SwinIR denoise 15</source>
        <translation>SwinIR 降噪 15</translation>
    </message>
    <message>
        <source>SwinIR denoise 25</source>
        <translation>SwinIR 降噪 25</translation>
    </message>
    <message>
        <source>SwinIR denoise 50</source>
        <translation>SwinIR 降噪 50</translation>
    </message>
    <message>
        <source>SwinIR JPEG 10</source>
        <translation>SwinIR JPEG 10</translation>
    </message>
    <message>
        <source>SwinIR JPEG 20</source>
        <translation>SwinIR JPEG 20</translation>
    </message>
    <message>
        <source>SwinIR JPEG 30</source>
        <translation>SwinIR JPEG 30</translation>
    </message>
    <message>
        <source>SwinIR JPEG 40</source>
        <translation>SwinIR JPEG 40</translation>
    </message>
    <message>
        <source>NAFNet motion 64</source>
        <translation>NAFNet 去运动模糊 64</translation>
    </message>
    <message>
        <source>NAFNet motion 32</source>
        <translation>NAFNet 去运动模糊 32</translation>
    </message>
    <message>
        <source>MPRNet deblur</source>
        <translation>MPRNet 去模糊</translation>
    </message>
    <message>
        <source>MPRNet denoise</source>
        <translation>MPRNet 降噪</translation>
    </message>
    <message>
        <source>MPRNet derain</source>
        <translation>MPRNet 去雨</translation>
    </message>
    <message>
        <source>Restormer motion</source>
        <translation>Restormer 去运动模糊</translation>
    </message>
    <message>
        <source>Restormer focus</source>
        <translation>Restormer 去失焦</translation>
    </message>
    <message>
        <source>Restormer denoise</source>
        <translation>Restormer 降噪</translation>
    </message>
    <message>
        <source>Restormer derain</source>
        <translation>Restormer 去雨</translation>
    </message>
    <message>
        <source>SCUNet denoise</source>
        <translation>SCUNet 降噪</translation>
    </message>
    <message>
        <source>Skin contrast, high</source>
        <translation>皮肤反差，强</translation>
    </message>
    <message>
        <source>Skin contrast, high, other</source>
        <translation>皮肤反差，强，另一种</translation>
    </message>
    <message>
        <source>Skin contrast</source>
        <translation>皮肤反差</translation>
    </message>
    <message>
        <source>ESRGAN 4× (DF2K and OST)</source>
        <translation>ESRGAN 4×（DF2K 与 OST）</translation>
    </message>
    <message>
        <source>DnCNN colour, blind</source>
        <translation>DnCNN 彩色，自适应</translation>
    </message>
    <message>
        <source>Soft focus sharpened, camera shake reduced</source>
        <translation>改善失焦，减轻手抖模糊</translation>
    </message>
    <message>
        <source>Twice the size, nothing invented</source>
        <translation>放大为两倍，不添加任何内容</translation>
    </message>
    <message>
        <source>Four times the size, nothing invented</source>
        <translation>放大为四倍，不添加任何内容</translation>
    </message>
    <message>
        <source>Real photos with noise, JPEG traces or softness, four times the size</source>
        <translation>有噪点、JPEG 痕迹或发虚的真实照片，放大为四倍</translation>
    </message>
    <message>
        <source>Noise and JPEG blocks removed, edges kept</source>
        <translation>去除噪点与 JPEG 方块，保留边缘</translation>
    </message>
    <message>
        <source>Scratches, dust and creases found and filled</source>
        <translation>找出并填补划痕、灰尘与折痕</translation>
    </message>
    <message>
        <source>Quick and clean for everyday photos; smooths fine texture</source>
        <translation>日常照片，快速干净；细密纹理会变平滑</translation>
    </message>
    <message>
        <source>Twin of the general model that keeps noise and grain; the two can be mixed</source>
        <translation>通用模型的搭档，保留噪点与颗粒；两者可以混合</translation>
    </message>
    <message>
        <source>Drawings and anime; fast, not meant for photos</source>
        <translation>绘画与动漫；速度快，不适合照片</translation>
    </message>
    <message>
        <source>Small or damaged photos; invents convincing detail, slow without a GPU</source>
        <translation>小图或受损照片；会补出可信的细节，没有 GPU 时很慢</translation>
    </message>
    <message>
        <source>The same at twice the size, for photos that are less damaged</source>
        <translation>同上，放大为两倍，适合受损较轻的照片</translation>
    </message>
    <message>
        <source>Illustrations with crisp lines</source>
        <translation>线条清晰的插画</translation>
    </message>
    <message>
        <source>Removes damage without inventing detail; softer than its GAN sister</source>
        <translation>去除损伤而不添加细节；比它的 GAN 版本更柔和</translation>
    </message>
    <message>
        <source>Faithful enlargement of clean photos with a small network</source>
        <translation>小型网络，忠实放大干净的照片</translation>
    </message>
    <message>
        <source>The most faithful enlargement of clean photos; slow without a GPU</source>
        <translation>最忠实地放大干净的照片；没有 GPU 时很慢</translation>
    </message>
    <message>
        <source>Damaged photos at twice the size; invents convincing detail</source>
        <translation>受损照片，放大为两倍；会补出可信的细节</translation>
    </message>
    <message>
        <source>Damaged photos; invents convincing detail</source>
        <translation>受损照片；会补出可信的细节</translation>
    </message>
    <message>
        <source>Damaged photos, the best of the family; needs a GPU and patience</source>
        <translation>受损照片，同系列中最好；需要 GPU 和耐心</translation>
    </message>
    <message>
        <source>Light, even noise; faithful, slow without a GPU</source>
        <translation>轻微而均匀的噪点；忠实，没有 GPU 时很慢</translation>
    </message>
    <message>
        <source>Visible, even noise; faithful, slow without a GPU</source>
        <translation>明显而均匀的噪点；忠实，没有 GPU 时很慢</translation>
    </message>
    <message>
        <source>Strong, even noise; faithful, slow without a GPU</source>
        <translation>强烈而均匀的噪点；忠实，没有 GPU 时很慢</translation>
    </message>
    <message>
        <source>Removes the traces of JPEG quality around 10</source>
        <translation>去除质量约为 10 的 JPEG 痕迹</translation>
    </message>
    <message>
        <source>Removes the traces of JPEG quality around 20</source>
        <translation>去除质量约为 20 的 JPEG 痕迹</translation>
    </message>
    <message>
        <source>Removes the traces of JPEG quality around 30</source>
        <translation>去除质量约为 30 的 JPEG 痕迹</translation>
    </message>
    <message>
        <source>Removes the traces of JPEG quality around 40</source>
        <translation>去除质量约为 40 的 JPEG 痕迹</translation>
    </message>
    <message>
        <source>Camera shake and moving subjects; the best freely licensed</source>
        <translation>相机抖动与移动的主体；自由许可中最好的</translation>
    </message>
    <message>
        <source>Camera shake and moving subjects; four times as fast as its larger sister</source>
        <translation>相机抖动与移动的主体；速度是大型版的四倍</translation>
    </message>
    <message>
        <source>Motion blur, quick and small</source>
        <translation>运动模糊，小而快</translation>
    </message>
    <message>
        <source>Motion blur, stronger and slower</source>
        <translation>运动模糊，更强但更慢</translation>
    </message>
    <message>
        <source>Camera shake and moving subjects</source>
        <translation>相机抖动与移动的主体</translation>
    </message>
    <message>
        <source>Noise of real cameras</source>
        <translation>真实相机的噪点</translation>
    </message>
    <message>
        <source>Rain streaks</source>
        <translation>雨丝</translation>
    </message>
    <message>
        <source>Camera shake and moving subjects; large</source>
        <translation>相机抖动与移动的主体；大型</translation>
    </message>
    <message>
        <source>Soft focus; large</source>
        <translation>失焦；大型</translation>
    </message>
    <message>
        <source>Noise of real cameras; large</source>
        <translation>真实相机的噪点；大型</translation>
    </message>
    <message>
        <source>Rain streaks; large</source>
        <translation>雨丝；大型</translation>
    </message>
    <message>
        <source>Noise of real photos, without invented texture</source>
        <translation>真实照片的噪点，不添加纹理</translation>
    </message>
    <message>
        <source>JPEG damage of unknown quality</source>
        <translation>质量未知的 JPEG 损伤</translation>
    </message>
    <message>
        <source>Fast and faithful; a base for training</source>
        <translation>快速而忠实；可作训练的基础</translation>
    </message>
    <message>
        <source>Pictures saved as JPEG several times; fast</source>
        <translation>多次存为 JPEG 的图片；快速</translation>
    </message>
    <message>
        <source>Drawings and game graphics; fast</source>
        <translation>绘画与游戏图像；快速</translation>
    </message>
    <message>
        <source>Clean photos; fast</source>
        <translation>干净的照片；快速</translation>
    </message>
    <message>
        <source>Photos from the web, with noise and JPEG damage; slow without a GPU</source>
        <translation>网络照片，有噪点与 JPEG 损伤；没有 GPU 时很慢</translation>
    </message>
    <message>
        <source>Damaged photos with faces; very slow without a GPU</source>
        <translation>有人脸的受损照片；没有 GPU 时非常慢</translation>
    </message>
    <message>
        <source>The most faithful of large networks; very slow without a GPU</source>
        <translation>大型网络中最忠实；没有 GPU 时非常慢</translation>
    </message>
    <message>
        <source>Clean photos of good quality; slow without a GPU</source>
        <translation>质量良好的干净照片；没有 GPU 时很慢</translation>
    </message>
    <message>
        <source>Photos with JPEG damage; fast</source>
        <translation>有 JPEG 损伤的照片；快速</translation>
    </message>
    <message>
        <source>Motion blur</source>
        <translation>运动模糊</translation>
    </message>
    <message>
        <source>Soft pictures made crisp</source>
        <translation>让发虚的图片变清晰</translation>
    </message>
    <message>
        <source>Stills from video with compression damage</source>
        <translation>有压缩损伤的视频截图</translation>
    </message>
    <message>
        <source>JPEG damage</source>
        <translation>JPEG 损伤</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪点</translation>
    </message>
    <message>
        <source>More contrast in skin; changes the look on purpose</source>
        <translation>增强皮肤反差；有意改变观感</translation>
    </message>
    <message>
        <source>A little more contrast in skin; changes the look on purpose</source>
        <translation>略微增强皮肤反差；有意改变观感</translation>
    </message>
    <message>
        <source>Photos at twice the size; fast</source>
        <translation>照片放大为两倍；快速</translation>
    </message>
    <message>
        <source>Clean photos, second version; fast</source>
        <translation>干净的照片，第二版；快速</translation>
    </message>
    <message>
        <source>Photos with JPEG damage, first version; fast</source>
        <translation>有 JPEG 损伤的照片，第一版；快速</translation>
    </message>
    <message>
        <source>Undamaged photos; fast</source>
        <translation>未受损的照片；快速</translation>
    </message>
    <message>
        <source>Damaged photos, first version; fast</source>
        <translation>受损照片，第一版；快速</translation>
    </message>
    <message>
        <source>Damaged photos; fast</source>
        <translation>受损照片；快速</translation>
    </message>
    <message>
        <source>Photos with light JPEG damage</source>
        <translation>有轻微 JPEG 损伤的照片</translation>
    </message>
    <message>
        <source>Photos from the web, with noise and JPEG damage</source>
        <translation>网络照片，有噪点与 JPEG 损伤</translation>
    </message>
    <message>
        <source>Photos from the web; slow without a GPU</source>
        <translation>网络照片；没有 GPU 时很慢</translation>
    </message>
    <message>
        <source>Photos from the web; sharp</source>
        <translation>网络照片；锐利</translation>
    </message>
    <message>
        <source>A base for training; faithful</source>
        <translation>可作训练的基础；忠实</translation>
    </message>
    <message>
        <source>A base for training; sharp</source>
        <translation>可作训练的基础；锐利</translation>
    </message>
    <message>
        <source>The classic for clean, sharp pictures; exaggerates noise and JPEG damage</source>
        <translation>适合干净锐利图片的经典；会放大噪点与 JPEG 损伤</translation>
    </message>
    <message>
        <source>ESRGAN trained on more kinds of texture</source>
        <translation>用更多种纹理训练的 ESRGAN</translation>
    </message>
    <message>
        <source>The first network that enlarged photos, 2014; of historical interest</source>
        <translation>2014 年，第一个放大照片的网络；有历史意义</translation>
    </message>
    <message>
        <source>Deep and simple, 2016; one network for 2, 3 and 4 times</source>
        <translation>2016 年，深而简单；一个网络放大 2、3、4 倍</translation>
    </message>
    <message>
        <source>Removes even noise of unknown strength; quick</source>
        <translation>去除强度未知的均匀噪点；快速</translation>
    </message>
    <message>
        <source>Small and fast; crisp edges, some invented texture</source>
        <translation>小而快；边缘清晰，会添加一些纹理</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search models</source>
        <translation>搜索模型</translation>
    </message>
    <message>
        <source>Find models by name, network or licence</source>
        <translation>按名称、网络或许可证查找模型</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Show only models for a task</source>
        <translation>只显示某一用途的模型</translation>
    </message>
    <message>
        <source>All tasks</source>
        <translation>全部用途</translation>
    </message>
    <message>
        <source>Your models take {size}</source>
        <translation>您的模型占用 {size}</translation>
    </message>
    <message>
        <source>No models of your own yet</source>
        <translation>尚无自行添加的模型</translation>
    </message>
    <message>
        <source>Importing {file}…</source>
        <translation>正在导入 {file}…</translation>
    </message>
    <message>
        <source>It is read, converted and tried on a small picture.</source>
        <translation>正在读取、转换，并用小图试运行。</translation>
    </message>
    <message>
        <source>“{title}” is imported.</source>
        <translation>已导入“{title}”。</translation>
    </message>
    <message>
        <source>“{title}” is here already: the same weights.</source>
        <translation>已有“{title}”：权重相同。</translation>
    </message>
    <message>
        <source>“{title}” is used for the photo in the window.</source>
        <translation>窗口中的照片将使用“{title}”。</translation>
    </message>
    <message>
        <source>Choosing a preset undoes this.</source>
        <translation>选择任一预设即可还原。</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Add a file of weights from this computer</source>
        <translation>添加本机上的权重文件</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>显示文件夹</translation>
    </message>
    <message>
        <source>Show the folder of your models</source>
        <translation>显示您的模型所在的文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close; downloads go on</source>
        <translation>关闭，下载会继续</translation>
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
    <name>PaneLabel</name>
    <message>
        <source>Choose what is compared here</source>
        <translation>选择此处要对比的内容</translation>
    </message>
</context>
<context>
    <name>PlaceControl</name>
    <message>
        <source>The best of {machine}: {device}</source>
        <translation>{machine} 的最佳设备：{device}</translation>
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
    <name>PresetCard</name>
    <message>
        <source>Left: the photo as it is. Right: with this preset.</source>
        <translation>左：照片原样。右：使用此预设。</translation>
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
        <source>A4 print</source>
        <translation>A4 打印</translation>
    </message>
    <message>
        <source>300 dpi, either way up</source>
        <translation>300 dpi，横竖皆可</translation>
    </message>
    <message>
        <source>Motion blur</source>
        <translation>消除运动模糊</translation>
    </message>
    <message>
        <source>Soft focus</source>
        <translation>修复轻微脱焦</translation>
    </message>
    <message>
        <source>Noise and JPEG</source>
        <translation>清理噪点与压缩</translation>
    </message>
    <message>
        <source>Shaken camera or moving subject</source>
        <translation>手抖或主体移动</translation>
    </message>
    <message>
        <source>Brings back soft edges</source>
        <translation>让发虚的边缘变清晰</translation>
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
        <source>Mends and cleans a scan, doubles its size</source>
        <translation>修补并清理，尺寸翻倍</translation>
    </message>
    <message>
        <source>Photo 4×</source>
        <translation>照片 4×</translation>
    </message>
    <message>
        <source>For real photos: noise, JPEG and softness go</source>
        <translation>去除噪点、压缩与发虚</translation>
    </message>
</context>
<context>
    <name>PrintPlanner</name>
    <message>
        <source>Plan a print</source>
        <translation>打印规划</translation>
    </message>
    <message>
        <source>Plan a print of {name}</source>
        <translation>{name} 的打印规划</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>适配方式</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>分辨率</translation>
    </message>
    <message>
        <source>Viewing distance</source>
        <translation>观看距离</translation>
    </message>
    <message>
        <source>Pixels per inch of the print</source>
        <translation>打印成品每英寸的像素数</translation>
    </message>
    <message>
        <source> dpi</source>
        <translation> dpi</translation>
    </message>
    <message>
        <source>Part kept</source>
        <translation>保留部分</translation>
    </message>
    <message>
        <source>Which part of the photo is on the paper; or drag the paper.</source>
        <translation>纸上保留照片的哪一部分；也可拖动纸张。</translation>
    </message>
    <message>
        <source>Use this size</source>
        <translation>使用此尺寸</translation>
    </message>
    <message>
        <source>Set the size in the recipe of the photo</source>
        <translation>将此尺寸写入照片的配方</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Fit, with white edges</source>
        <translation>适合，留白边</translation>
    </message>
    <message>
        <source>Fill, edges cut off</source>
        <translation>填满，裁去边缘</translation>
    </message>
    <message>
        <source>In the hand, {distance}</source>
        <translation>手持，{distance}</translation>
    </message>
    <message>
        <source>On a table, {distance}</source>
        <translation>桌面，{distance}</translation>
    </message>
    <message>
        <source>On a wall, {distance}</source>
        <translation>墙面，{distance}</translation>
    </message>
    <message>
        <source>Across a room, {distance}</source>
        <translation>房间另一端，{distance}</translation>
    </message>
    <message>
        <source>By resolution</source>
        <translation>按分辨率</translation>
    </message>
    <message>
        <source>Not possible from this photo</source>
        <translation>这张照片无法达到</translation>
    </message>
    <message>
        <source>The photo itself has {dpi} dpi at this size.</source>
        <translation>在此尺寸下，照片本身为 {dpi} dpi。</translation>
    </message>
    <message>
        <source>Enlarged {factor}×, it has {dpi} dpi.</source>
        <translation>放大 {factor}× 后为 {dpi} dpi。</translation>
    </message>
    <message>
        <source>That is reduced to {dpi} dpi.</source>
        <translation>将缩减为 {dpi} dpi。</translation>
    </message>
    <message>
        <source>{share} of the photo is cut off.</source>
        <translation>照片的 {share} 被裁去。</translation>
    </message>
    <message>
        <source>{share} of the paper stays white.</source>
        <translation>纸张的 {share} 为留白。</translation>
    </message>
    <message>
        <source>The photo carries this print without being enlarged.</source>
        <translation>照片无需放大即可满足此打印尺寸。</translation>
    </message>
    <message>
        <source>An enlargement carries this print.</source>
        <translation>放大后即可满足此打印尺寸。</translation>
    </message>
    <message>
        <source>The photo is too small: the most is {most}×.</source>
        <translation>照片太小：最多只能放大 {most}×。</translation>
    </message>
    <message>
        <source>The photo hardly carries this print: beyond {most}× detail is invented.</source>
        <translation>照片难以满足此打印尺寸：超过 {most}× 后，细节属于凭空生成。</translation>
    </message>
    <message>
        <source>Its detail is good for {dpi} dpi here, sharp from {distance} on. Choose smaller paper, or more distance.</source>
        <translation>其细节在此相当于 {dpi} dpi，清晰观看距离不小于 {distance}。请选择更小的纸张或更远的观看距离。</translation>
    </message>
    <message>
        <source>{0} cm</source>
        <translation>{0} 厘米</translation>
    </message>
    <message>
        <source>{0} m</source>
        <translation>{0} 米</translation>
    </message>
</context>
<context>
    <name>PrintPreview</name>
    <message>
        <source>Preview of the print</source>
        <translation>打印预览</translation>
    </message>
    <message>
        <source>The photo on its paper</source>
        <translation>照片在纸张上的效果</translation>
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
    <name>QueueResult</name>
    <message>
        <source>Queue finished</source>
        <translation>队列已完成</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Try failed again</source>
        <translation>重试失败项</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>… 及另外 {count} 张</translation>
    </message>
    <message>
        <source>Photos that failed</source>
        <translation>失败的照片</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>It can be downloaded.</source>
        <translation>可以下载。</translation>
    </message>
    <message>
        <source>Import its file, or choose another preset.</source>
        <translation>请导入其文件，或选择其他预设。</translation>
    </message>
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
        <translation>{done}/{all} 个图块</translation>
    </message>
    <message>
        <source>Preparing a preview</source>
        <translation>正在准备预览</translation>
    </message>
    <message>
        <source>Preview: {done} of {all} in view</source>
        <translation>预览：当前画面 {done}/{all} 块</translation>
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
        <source>Also as</source>
        <translation>另存格式</translation>
    </message>
    <message>
        <source>Nothing more</source>
        <translation>无</translation>
    </message>
    <message>
        <source>The same result in further formats, beside the first</source>
        <translation>将同一结果再保存为其他格式，与首个文件放在一起</translation>
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
        <source>Colour detail</source>
        <translation>色彩细节</translation>
    </message>
    <message>
        <source>Half is smaller and softens fine coloured lines.</source>
        <translation>减半时文件更小，但会柔化彩色细线。</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Every program shows sRGB right; the photo&apos;s own may hold more colours.</source>
        <translation>任何程序都能正确显示 sRGB；照片自己的配置文件可容纳更多颜色。</translation>
    </message>
    <message>
        <source>Sharpen for</source>
        <translation>输出锐化</translation>
    </message>
    <message>
        <source>A last sharpening for what the file will be looked at on</source>
        <translation>根据查看结果的介质作最后锐化</translation>
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
        <source>All files together; a quiet photo needs half of it, a noisy one twice.</source>
        <translation>所有文件合计。平整的照片约为一半，噪点多的约为两倍。</translation>
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
        <source>File size</source>
        <translation>文件大小</translation>
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
        <source>about {size}</source>
        <translation>约 {size}</translation>
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
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>“{0}” is no server&apos;s address.</source>
        <translation>“{0}”不是服务器地址。</translation>
    </message>
    <message>
        <source>Write http://host:port or https://host:port.</source>
        <translation>请写成 http://主机:端口 或 https://主机:端口。</translation>
    </message>
    <message>
        <source>The other machine does not answer any more: the rest is computed here.</source>
        <translation>另一台机器不再响应：其余部分在本机运算。</translation>
    </message>
    <message>
        <source>{0} has no device that is ready.</source>
        <translation>{0} 没有就绪的设备。</translation>
    </message>
    <message>
        <source>It may still be loading its models: try again in a minute.</source>
        <translation>可能仍在加载模型：请稍后重试。</translation>
    </message>
    <message>
        <source>The library that computes (torch) cannot be loaded.</source>
        <translation>无法加载运算库（torch）。</translation>
    </message>
    <message>
        <source>Install it again.</source>
        <translation>请重新安装。</translation>
    </message>
    <message>
        <source>There is not enough memory to share {0} MB with the process that computes.</source>
        <translation>内存不足，无法与运算进程共享 {0} MB。</translation>
    </message>
    <message>
        <source>Close other programs.</source>
        <translation>请关闭其他程序。</translation>
    </message>
    <message>
        <source>{0} ran out of memory: the rest is computed on the CPU.</source>
        <translation>{0} 内存不足：其余部分由 CPU 运算。</translation>
    </message>
    <message>
        <source>Memory is short: tiles are computed in smaller pieces.</source>
        <translation>内存紧张：图块将分成更小的部分运算。</translation>
    </message>
    <message>
        <source>{0} points to {1}, which was not asked.</source>
        <translation>{0} 指向 {1}，而该地址并非所要连接的地址。</translation>
    </message>
    <message>
        <source>Give that address yourself.</source>
        <translation>请自行填写该地址。</translation>
    </message>
    <message>
        <source>{0} answered {1} {2}.</source>
        <translation>{0} 返回 {1} {2}。</translation>
    </message>
    <message>
        <source>Check the address: it must be a machine that runs “enhancer serve”.</source>
        <translation>请检查地址：对方必须正在运行“enhancer serve”。</translation>
    </message>
    <message>
        <source>{0} cannot prove that it is the machine you named, so nothing was sent.</source>
        <translation>{0} 无法证明自己是您指定的机器，因此没有发送任何内容。</translation>
    </message>
    <message>
        <source>Its certificate must be valid for this name (SSL_CERT_FILE names one of your own). A server without a certificate is reached by http://.</source>
        <translation>其证书必须对此名称有效（可用 SSL_CERT_FILE 指定您自己的证书）。没有证书的服务器请使用 http://。</translation>
    </message>
    <message>
        <source>The far side&apos;s answer cannot be understood.</source>
        <translation>无法理解对方的应答。</translation>
    </message>
    <message>
        <source>Check the address, and that it runs the same version of this program.</source>
        <translation>请检查地址，并确认对方运行的是相同版本的程序。</translation>
    </message>
    <message>
        <source>{0} does not answer.</source>
        <translation>{0} 没有响应。</translation>
    </message>
    <message>
        <source>Check that it is on, that “enhancer serve” runs there, and the address.</source>
        <translation>请检查对方是否开机、是否正在运行“enhancer serve”，以及地址是否正确。</translation>
    </message>
    <message>
        <source>There is no machine called “{0}” in this network.</source>
        <translation>网络中没有名为“{0}”的机器。</translation>
    </message>
    <message>
        <source>Check the name, or write its number instead, as in http://192.168.1.20:8765.</source>
        <translation>请检查名称，或改用 IP 地址，例如 http://192.168.1.20:8765。</translation>
    </message>
    <message>
        <source>{0} does not answer on port {1}.</source>
        <translation>{0} 的端口 {1} 没有响应。</translation>
    </message>
    <message>
        <source>Nothing listens there: start “enhancer serve” on it, or check the port ({0} as a rule).</source>
        <translation>该端口没有服务：请在对方机器上启动“enhancer serve”，或检查端口（通常为 {0}）。</translation>
    </message>
    <message>
        <source>It may be off or asleep, or its firewall keeps port {0} closed.</source>
        <translation>对方可能已关机或休眠，或其防火墙关闭了端口 {0}。</translation>
    </message>
    <message>
        <source>{0} Finished tiles are kept.</source>
        <translation>{0}已完成的图块会保留。</translation>
    </message>
    <message>
        <source>What answers at {0} port {1} is not “enhancer serve”.</source>
        <translation>{0} 端口 {1} 上应答的不是“enhancer serve”。</translation>
    </message>
    <message>
        <source>Check the port: it listens on {0} unless it was told otherwise.</source>
        <translation>请检查端口：如未另行指定，端口为 {0}。</translation>
    </message>
    <message>
        <source>The job was cancelled at {0}.</source>
        <translation>任务已在 {0} 取消。</translation>
    </message>
    <message>
        <source>The process that computes ended before it could answer.</source>
        <translation>运算进程在应答之前已退出。</translation>
    </message>
    <message>
        <source>Choose another device, or compute without a process of its own.</source>
        <translation>请选择其他设备，或不使用独立的运算进程。</translation>
    </message>
    <message>
        <source>The far side sent a tile of another picture.</source>
        <translation>对方发来的是另一张图像的图块。</translation>
    </message>
    <message>
        <source>Check that it runs the same version of this program.</source>
        <translation>请确认对方运行的是相同版本的程序。</translation>
    </message>
    <message>
        <source>What the far side sends cannot be understood.</source>
        <translation>无法理解对方发来的内容。</translation>
    </message>
    <message>
        <source>Close other programs, or compute without a process of its own.</source>
        <translation>请关闭其他程序，或不使用独立进程计算。</translation>
    </message>
    <message>
        <source>The process that computes ended {0} times in a row at one place of this photo.</source>
        <translation>运算进程在照片的同一处连续退出了 {0} 次。</translation>
    </message>
    <message>
        <source>Close other programs if memory is short, or choose another model or device.</source>
        <translation>如内存不足请关闭其他程序，或选择其他模型或设备。</translation>
    </message>
    <message>
        <source>The process that computes ended unexpectedly; it was started again and nothing is lost.</source>
        <translation>运算进程意外退出，已重新启动，没有任何损失。</translation>
    </message>
    <message>
        <source>{0} failed twice: the rest is computed on the CPU.</source>
        <translation>{0} 两次出错：其余部分由 CPU 运算。</translation>
    </message>
    <message>
        <source>The process that computes ended again: it goes on in smaller pieces.</source>
        <translation>运算进程再次退出：将分成更小的部分继续。</translation>
    </message>
    <message>
        <source>The process that computes cannot be started.</source>
        <translation>无法启动运算进程。</translation>
    </message>
    <message>
        <source>Install the program again, or compute without a process of its own.</source>
        <translation>请重新安装程序，或不使用独立的运算进程。</translation>
    </message>
    <message>
        <source>The device does not answer.</source>
        <translation>设备没有响应。</translation>
    </message>
    <message>
        <source>Something went wrong inside the process that computes ({0}).</source>
        <translation>运算进程内部出错（{0}）。</translation>
    </message>
    <message>
        <source>Please report it with the details; the photo itself was not touched.</source>
        <translation>请附上详细信息反馈此问题；照片本身未受影响。</translation>
    </message>
    <message>
        <source>{0} {1} is not a size.</source>
        <translation>{0} {1} 不是有效的尺寸。</translation>
    </message>
    <message>
        <source>Give a number above zero.</source>
        <translation>请输入大于零的数值。</translation>
    </message>
    <message>
        <source>{0} dpi is not a resolution.</source>
        <translation>{0} dpi 不是有效的分辨率。</translation>
    </message>
    <message>
        <source>Give one of 1 to {0} dpi.</source>
        <translation>请输入 1 到 {0} dpi。</translation>
    </message>
    <message>
        <source>{0} is no place to cut.</source>
        <translation>{0} 不是有效的裁切位置。</translation>
    </message>
    <message>
        <source>Give one of 0 to 1.</source>
        <translation>请输入 0 到 1 之间的数值。</translation>
    </message>
    <message>
        <source>This size is {0} times the photo&apos;s; the most is {1} times.</source>
        <translation>此尺寸是照片的 {0} 倍，最多为 {1} 倍。</translation>
    </message>
    <message>
        <source>Choose a smaller size.</source>
        <translation>请选择较小的尺寸。</translation>
    </message>
    <message>
        <source>{0} cannot be read safely: torch {1} can be tricked into running hidden code.</source>
        <translation>无法安全读取 {0}：torch {1} 可能被诱导执行隐藏代码。</translation>
    </message>
    <message>
        <source>Update it with: pip install --upgrade &quot;torch&gt;={0}&quot;. Or use the model as a safetensors file, which every version reads safely.</source>
        <translation>请更新：pip install --upgrade &quot;torch&gt;={0}&quot;。或改用 safetensors 格式的模型文件，任何版本都能安全读取。</translation>
    </message>
    <message>
        <source>{0} is a {1} network and cannot enlarge {2} times.</source>
        <translation>{0} 是 {1} 网络，无法放大 {2} 倍。</translation>
    </message>
    <message>
        <source>It can: {0}.</source>
        <translation>可用倍数：{0}。</translation>
    </message>
    <message>
        <source>{0} was tried on a small picture and did not return one.</source>
        <translation>用小图试运行 {0} 时，没有得到图像。</translation>
    </message>
    <message>
        <source>The file may be damaged, or made for another purpose.</source>
        <translation>文件可能已损坏，或用于其他用途。</translation>
    </message>
    <message>
        <source>The converted weights cannot be written to {0}.</source>
        <translation>无法将转换后的权重写入 {0}。</translation>
    </message>
    <message>
        <source>Check the disk.</source>
        <translation>请检查磁盘。</translation>
    </message>
    <message>
        <source>The device “{0}” is not there or failed its self-test.</source>
        <translation>设备“{0}”不存在，或未通过自检。</translation>
    </message>
    <message>
        <source>Choose one of: auto, {0}.</source>
        <translation>请从以下选项中选择：auto、{0}。</translation>
    </message>
    <message>
        <source>“{0}” is no precision.</source>
        <translation>“{0}”不是有效的精度。</translation>
    </message>
    <message>
        <source>Use auto, fp32, bf16 or fp16.</source>
        <translation>请使用 auto、fp32、bf16 或 fp16。</translation>
    </message>
    <message>
        <source>This model is not safe in {0}.</source>
        <translation>此模型不宜以 {0} 运行。</translation>
    </message>
    <message>
        <source>Use auto or one of: {0}.</source>
        <translation>请使用 auto，或从以下选项中选择：{0}。</translation>
    </message>
    <message>
        <source>{0} failed while computing.</source>
        <translation>{0} 在运算时出错。</translation>
    </message>
    <message>
        <source>Try another device.</source>
        <translation>请换用其他设备。</translation>
    </message>
    <message>
        <source>“{0}” needs the whole picture at once; {1} has too little memory for it.</source>
        <translation>“{0}”需要一次处理整张图像，{1} 的内存不足。</translation>
    </message>
    <message>
        <source>Choose another model, or a smaller photo.</source>
        <translation>请选择其他模型，或较小的照片。</translation>
    </message>
    <message>
        <source>{0} has too little free memory even for {1} × {2} pixels.</source>
        <translation>{0} 的可用内存连 {1} × {2} 像素也不够。</translation>
    </message>
    <message>
        <source>Close other programs or choose the CPU.</source>
        <translation>请关闭其他程序，或改用 CPU。</translation>
    </message>
    <message>
        <source>The model returned no picture for a part of this photo, in float32 too.</source>
        <translation>对于照片的某一部分，模型没有得到图像，改用 float32 也一样。</translation>
    </message>
    <message>
        <source>Choose another model or another device.</source>
        <translation>请选择其他模型或其他设备。</translation>
    </message>
    <message>
        <source>These weights belong to no network known here (first keys: {0}).</source>
        <translation>这些权重不属于任何已知的网络（前几个键：{0}）。</translation>
    </message>
    <message>
        <source>Use a checkpoint of a network that enlarges or restores colour photos.</source>
        <translation>请使用用于放大或修复彩色照片的网络权重。</translation>
    </message>
    <message>
        <source>The weights do not fit the {0} network: {1}</source>
        <translation>权重与 {0} 网络不符：{1}</translation>
    </message>
    <message>
        <source>Many more are known with the community extra: {0}.</source>
        <translation>安装 community 附加组件后可识别更多网络：{0}。</translation>
    </message>
    <message>
        <source>{0} networks do not turn a colour picture into a colour picture, and cannot be a step of a recipe.</source>
        <translation>{0} 网络不能由彩色图像得到彩色图像，不能作为配方中的步骤。</translation>
    </message>
    <message>
        <source>Use a model that enlarges or restores colour photos.</source>
        <translation>请使用用于放大或修复彩色照片的模型。</translation>
    </message>
    <message>
        <source>This network rotates its features, which needs a working torchvision.</source>
        <translation>此网络需要旋转特征，必须有可用的 torchvision。</translation>
    </message>
    <message>
        <source>Install the torchvision that belongs to the installed torch.</source>
        <translation>请安装与 torch 版本对应的 torchvision。</translation>
    </message>
    <message>
        <source>The two models are of different architectures and cannot be mixed.</source>
        <translation>两个模型的结构不同，无法混合。</translation>
    </message>
    <message>
        <source>Choose a model and its own denoising twin.</source>
        <translation>请选择一个模型及其配套的降噪模型。</translation>
    </message>
    <message>
        <source>The weights are packed in an unknown way.</source>
        <translation>权重的打包方式未知。</translation>
    </message>
    <message>
        <source>The weights {0} are missing.</source>
        <translation>缺少权重 {0}。</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation>请重新安装程序。</translation>
    </message>
    <message>
        <source>The weights {0} are damaged: their checksum differs from the model card&apos;s.</source>
        <translation>权重 {0} 已损坏：校验值与模型信息不符。</translation>
    </message>
    <message>
        <source>The weights {0} cannot be read.</source>
        <translation>无法读取权重 {0}。</translation>
    </message>
    <message>
        <source>Use another copy.</source>
        <translation>请换用另一份副本。</translation>
    </message>
    <message>
        <source>{0} holds more than plain tensors and was refused.</source>
        <translation>{0} 中含有张量以外的内容，已拒绝读取。</translation>
    </message>
    <message>
        <source>Use a safetensors file or a plain state dict.</source>
        <translation>请使用 safetensors 文件，或纯权重文件。</translation>
    </message>
    <message>
        <source>{0} is no plain set of tensors ({1} is a {2}).</source>
        <translation>{0} 不是纯张量文件（{1} 的类型是 {2}）。</translation>
    </message>
    <message>
        <source>A file cannot be used: {0}.</source>
        <translation>无法使用某个文件：{0}。</translation>
    </message>
    <message>
        <source>There is too little memory for this photo.</source>
        <translation>内存不足，无法处理这张照片。</translation>
    </message>
    <message>
        <source>Close other programs or open a smaller photo.</source>
        <translation>请关闭其他程序，或打开较小的照片。</translation>
    </message>
    <message>
        <source>“{0}” is {1} × {2} pixels, which is not the shape of the photo ({3} × {4}).</source>
        <translation>“{0}”为 {1} × {2} 像素，与照片（{3} × {4}）的形状不符。</translation>
    </message>
    <message>
        <source>Choose a mask that was made for this photo.</source>
        <translation>请选择为这张照片制作的蒙版。</translation>
    </message>
    <message>
        <source>There is no photo here.</source>
        <translation>这里没有照片。</translation>
    </message>
    <message>
        <source>Copy or drag a photo or its file.</source>
        <translation>请复制或拖入照片或照片文件。</translation>
    </message>
    <message>
        <source>There is no photo in this folder.</source>
        <translation>此文件夹中没有照片。</translation>
    </message>
    <message>
        <source>The pasted picture cannot be kept.</source>
        <translation>无法保存粘贴的图像。</translation>
    </message>
    <message>
        <source>Free some space and paste it again.</source>
        <translation>请腾出一些空间后重新粘贴。</translation>
    </message>
    <message>
        <source>Unfinished work cannot be remembered ({0}).</source>
        <translation>无法记录未完成的处理（{0}）。</translation>
    </message>
    <message>
        <source>The list of unfinished photos cannot be read.</source>
        <translation>无法读取未完成照片的列表。</translation>
    </message>
    <message>
        <source>It was kept as {0}; open the photos again.</source>
        <translation>已另存为 {0}；请重新打开照片。</translation>
    </message>
    <message>
        <source>The photo cannot be read ({0}).</source>
        <translation>无法读取照片（{0}）。</translation>
    </message>
    <message>
        <source>The process ended while it worked on this photo.</source>
        <translation>程序在处理这张照片时退出。</translation>
    </message>
    <message>
        <source>The result cannot be read back ({0}).</source>
        <translation>无法读回结果（{0}）。</translation>
    </message>
    <message>
        <source>Transparency becomes white: {0} cannot hold it.</source>
        <translation>{0} 不支持透明度，透明处将变为白色。</translation>
    </message>
    <message>
        <source>{0} cannot hold {1} bits a channel, the file has {2}.</source>
        <translation>{0} 无法保存每通道 {1} 位，文件为 {2} 位。</translation>
    </message>
    <message>
        <source>The photo has {0} bits a channel, the file {1}.</source>
        <translation>照片每通道 {0} 位，文件为 {1} 位。</translation>
    </message>
    <message>
        <source>{0} keeps {1} of the file&apos;s {2} bits.</source>
        <translation>{0} 只保留 {2} 位中的 {1} 位。</translation>
    </message>
    <message>
        <source>The journal {0} cannot be used ({1}).</source>
        <translation>无法使用日志文件 {0}（{1}）。</translation>
    </message>
    <message>
        <source>“{0}” is offered by no place that a program may download from.</source>
        <translation>没有允许程序直接下载“{0}”的地址。</translation>
    </message>
    <message>
        <source>{0} See {1}</source>
        <translation>{0}请参阅 {1}</translation>
    </message>
    <message>
        <source>The licence of “{0}” ({1}) has restrictions and was not accepted yet.</source>
        <translation>“{0}”的许可证（{1}）有限制条件，尚未接受。</translation>
    </message>
    <message>
        <source>Read it at {0}, then accept it (`--accept-licence` on the command line).</source>
        <translation>请在 {0} 阅读后接受（命令行选项 `--accept-licence`）。</translation>
    </message>
    <message>
        <source>“{0}” needs the library {1}, which is not installed.</source>
        <translation>“{0}”需要尚未安装的程序库 {1}。</translation>
    </message>
    <message>
        <source>Install it: pip install &quot;enhancer-gui[{0}]&quot;.</source>
        <translation>请安装：pip install &quot;enhancer-gui[{0}]&quot;。</translation>
    </message>
    <message>
        <source>There is no file {0}.</source>
        <translation>文件 {0} 不存在。</translation>
    </message>
    <message>
        <source>Check the name.</source>
        <translation>请检查名称。</translation>
    </message>
    <message>
        <source>{0} cannot be read ({1}).</source>
        <translation>无法读取 {0}（{1}）。</translation>
    </message>
    <message>
        <source>Check the file.</source>
        <translation>请检查文件。</translation>
    </message>
    <message>
        <source>{0} cannot be imported ({1}).</source>
        <translation>无法导入 {0}（{1}）。</translation>
    </message>
    <message>
        <source>{0} {1}: its task cannot be “{2}”.</source>
        <translation>{0}{1}：其用途不能是“{2}”。</translation>
    </message>
    <message>
        <source>Choose its task among: {0}.</source>
        <translation>请从以下用途中选择：{0}。</translation>
    </message>
    <message>
        <source>“{0}” cannot be the twin: it is another kind of network.</source>
        <translation>“{0}”不能作为配套模型：它是另一种网络。</translation>
    </message>
    <message>
        <source>Name the model it belongs to.</source>
        <translation>请指定它所属的模型。</translation>
    </message>
    <message>
        <source>The name pattern “{0}” cannot be used.</source>
        <translation>无法使用命名规则“{0}”。</translation>
    </message>
    <message>
        <source>Known tokens are {0}.</source>
        <translation>可用的变量有：{0}。</translation>
    </message>
    <message>
        <source>The name pattern “{0}” gives an empty name.</source>
        <translation>命名规则“{0}”得到的名称为空。</translation>
    </message>
    <message>
        <source>Use at least {name}.</source>
        <translation>请至少使用 {name}。</translation>
    </message>
    <message>
        <source>{0} is the photo itself.</source>
        <translation>{0} 就是照片本身。</translation>
    </message>
    <message>
        <source>Choose another name: originals are never overwritten.</source>
        <translation>请选择其他名称：原片不会被覆盖。</translation>
    </message>
    <message>
        <source>The backend stopped before every tile was computed.</source>
        <translation>运算在完成全部图块之前停止。</translation>
    </message>
    <message>
        <source>“{0}” has no denoise strength of its own.</source>
        <translation>“{0}”没有独立的降噪强度。</translation>
    </message>
    <message>
        <source>Leave it out, add a restoring step, or choose a model with a denoising twin.</source>
        <translation>请不使用降噪强度、添加修复步骤，或选择带配套降噪模型的模型。</translation>
    </message>
    <message>
        <source>“{0}” needs the whole picture at once, at most {1} megapixels; it would get {2} × {3}.</source>
        <translation>“{0}”需要一次处理整张图像，上限为 {1} 百万像素，而此处为 {2} × {3}。</translation>
    </message>
    <message>
        <source>Use a smaller photo, or another model.</source>
        <translation>请使用较小的照片，或其他模型。</translation>
    </message>
    <message>
        <source>There is no model installed for {0} at {1}×.</source>
        <translation>没有安装用于{0}、倍数为 {1}× 的模型。</translation>
    </message>
    <message>
        <source>{0} cannot be read any more ({1}).</source>
        <translation>已无法读取 {0}（{1}）。</translation>
    </message>
    <message>
        <source>Open it again.</source>
        <translation>请重新打开。</translation>
    </message>
    <message>
        <source>Something went wrong inside the program ({0}).</source>
        <translation>程序内部出错（{0}）。</translation>
    </message>
    <message>
        <source>Try again in a minute.</source>
        <translation>请稍后重试。</translation>
    </message>
    <message>
        <source>The process of the device ended while it loaded. The server&apos;s log may say why.</source>
        <translation>设备的进程在加载时结束。服务器日志可能说明了原因。</translation>
    </message>
    <message>
        <source>A token from the server&apos;s token file.</source>
        <translation>服务器令牌文件中的令牌。</translation>
    </message>
    <message>
        <source>A server without a token answers programs on its own machine only, no web pages.</source>
        <translation>没有令牌的服务器只应答本机上的程序，不应答网页。</translation>
    </message>
    <message>
        <source>Start it with a token.</source>
        <translation>请使用令牌启动服务器。</translation>
    </message>
    <message>
        <source>The server wants a token.</source>
        <translation>服务器需要令牌。</translation>
    </message>
    <message>
        <source>The server does not know this token.</source>
        <translation>服务器不认识此令牌。</translation>
    </message>
    <message>
        <source>Ask whoever runs the server for one.</source>
        <translation>请向服务器管理者索取令牌。</translation>
    </message>
    <message>
        <source>A preset and a recipe exclude each other.</source>
        <translation>预设和配方不能同时使用。</translation>
    </message>
    <message>
        <source>Send one of them.</source>
        <translation>请只发送其中之一。</translation>
    </message>
    <message>
        <source>A mask was sent that the recipe does not name, and something limits the whole result already.</source>
        <translation>发送了配方中没有的蒙版，而整个结果已有其他限制。</translation>
    </message>
    <message>
        <source>Send the pictures that the recipe names, or leave its masks out.</source>
        <translation>请发送配方所用的图像，或不使用其蒙版。</translation>
    </message>
    <message>
        <source>Send it as a grey PNG.</source>
        <translation>请以灰度 PNG 发送。</translation>
    </message>
    <message>
        <source>{0} was not sent: the recipe names its picture {1}.</source>
        <translation>没有发送{0}：配方中其图像名为 {1}。</translation>
    </message>
    <message>
        <source>Send the picture in the form field “mask”.</source>
        <translation>请在表单字段“mask”中发送该图像。</translation>
    </message>
    <message>
        <source>The {0} has {1} megapixels; this server takes {2}.</source>
        <translation>{0}为 {1} 百万像素，此服务器最多接受 {2}。</translation>
    </message>
    <message>
        <source>Choose a smaller size, or enhance it on your own machine.</source>
        <translation>请选择较小的尺寸，或在本机处理。</translation>
    </message>
    <message>
        <source>Tiles of {0} pixels are too small.</source>
        <translation>{0} 像素的图块过小。</translation>
    </message>
    <message>
        <source>Use {0} or more.</source>
        <translation>请使用 {0} 或更大。</translation>
    </message>
    <message>
        <source>The server has no device “{0}”.</source>
        <translation>服务器没有设备“{0}”。</translation>
    </message>
    <message>
        <source>Choose one of: {0}.</source>
        <translation>请从以下选项中选择：{0}。</translation>
    </message>
    <message>
        <source>The photo took longer than the {0} seconds that this server allows.</source>
        <translation>处理照片的时间超过此服务器允许的 {0} 秒。</translation>
    </message>
    <message>
        <source>The process that computes ended unexpectedly, twice, while it worked on this photo.</source>
        <translation>运算进程在处理这张照片时两次意外退出。</translation>
    </message>
    <message>
        <source>Try a smaller size; if that fails too, please report it with the photo.</source>
        <translation>请尝试较小的尺寸；如果仍然失败，请附上照片反馈此问题。</translation>
    </message>
    <message>
        <source>There is no {0}.</source>
        <translation>没有{0}。</translation>
    </message>
    <message>
        <source>It may have been deleted, or was too old.</source>
        <translation>可能已被删除，或已过期。</translation>
    </message>
    <message>
        <source>The server has as many photos waiting as it takes.</source>
        <translation>服务器上等待处理的照片已达上限。</translation>
    </message>
    <message>
        <source>Try again in {0} seconds.</source>
        <translation>请在 {0} 秒后重试。</translation>
    </message>
    <message>
        <source>The photo is larger than the {0} MB that this server takes.</source>
        <translation>照片超过此服务器接受的 {0} MB。</translation>
    </message>
    <message>
        <source>Enhance it on your own machine, or ask whoever runs the server.</source>
        <translation>请在本机处理，或联系服务器管理者。</translation>
    </message>
    <message>
        <source>The request stopped before its end.</source>
        <translation>请求在结束前中断。</translation>
    </message>
    <message>
        <source>The request is wrong at {0}: {1}.</source>
        <translation>请求有误，位于 {0}：{1}。</translation>
    </message>
    <message>
        <source>The server has no device “{0}” that is ready.</source>
        <translation>服务器没有就绪的设备“{0}”。</translation>
    </message>
    <message>
        <source>A process for the device cannot be started ({0}).</source>
        <translation>无法为该设备启动进程（{0}）。</translation>
    </message>
    <message>
        <source>It may still be loading: try again in a minute.</source>
        <translation>可能仍在加载：请稍后重试。</translation>
    </message>
    <message>
        <source>There is nothing at {0}.</source>
        <translation>{0} 处没有内容。</translation>
    </message>
    <message>
        <source>{0} takes no {1}.</source>
        <translation>{0} 不接受 {1}。</translation>
    </message>
    <message>
        <source>The request broke off.</source>
        <translation>请求中断。</translation>
    </message>
    <message>
        <source>The server cannot keep the photo ({0}).</source>
        <translation>服务器无法保存照片（{0}）。</translation>
    </message>
    <message>
        <source>Ask whoever runs the server to make room.</source>
        <translation>请联系服务器管理者腾出空间。</translation>
    </message>
    <message>
        <source>Something went wrong inside the server ({0}).</source>
        <translation>服务器内部出错（{0}）。</translation>
    </message>
    <message>
        <source>Please report it.</source>
        <translation>请反馈此问题。</translation>
    </message>
    <message>
        <source>The server has no file with this hash, or none any more.</source>
        <translation>服务器上没有此校验值的文件，或已不再保留。</translation>
    </message>
    <message>
        <source>The file that arrived is not the one that was announced: its SHA-256 is another.</source>
        <translation>收到的文件与预告的不同：SHA-256 不符。</translation>
    </message>
    <message>
        <source>Send it again.</source>
        <translation>请重新发送。</translation>
    </message>
    <message>
        <source>The file was removed just now.</source>
        <translation>文件刚刚被移除。</translation>
    </message>
    <message>
        <source>Download or import the model again.</source>
        <translation>请重新下载或导入该模型。</translation>
    </message>
    <message>
        <source>There is no model “{0}”.</source>
        <translation>没有名为“{0}”的模型。</translation>
    </message>
    <message>
        <source>The weights of “{0}” are missing.</source>
        <translation>缺少“{0}”的权重。</translation>
    </message>
    <message>
        <source>The weights of “{0}” are damaged.</source>
        <translation>“{0}”的权重已损坏。</translation>
    </message>
    <message>
        <source>The model card {0} cannot be used: {1}.</source>
        <translation>无法使用模型信息文件 {0}：{1}。</translation>
    </message>
    <message>
        <source>The model card {0} has the id of another card, “{1}”, and was left out.</source>
        <translation>模型信息文件 {0} 与另一个文件的编号“{1}”相同，已忽略。</translation>
    </message>
    <message>
        <source>The photo is in high dynamic range ({0}); its values were taken as they are.</source>
        <translation>照片为高动态范围（{0}），数值按原样使用。</translation>
    </message>
    <message>
        <source>{0} cannot hold the photo&apos;s colour profile here: it was converted to sRGB.</source>
        <translation>此处的 {0} 无法保存照片的色彩配置文件，已转换为 sRGB。</translation>
    </message>
    <message>
        <source>The photo&apos;s {0} is larger than {1} MB and was left out.</source>
        <translation>照片的{0}超过 {1} MB，已省略。</translation>
    </message>
    <message>
        <source>The photo&apos;s colour profile is damaged; sRGB is assumed.</source>
        <translation>照片的色彩配置文件已损坏，按 sRGB 处理。</translation>
    </message>
    <message>
        <source>The photo&apos;s colour profile does not fit its pixels; sRGB is assumed.</source>
        <translation>照片的色彩配置文件与像素不符，按 sRGB 处理。</translation>
    </message>
    <message>
        <source>There is not enough room in “{0}”: about {1} are needed, {2} are free.</source>
        <translation>“{0}”空间不足：约需 {1}，可用 {2}。</translation>
    </message>
    <message>
        <source>Free some space, or choose another folder, a smaller size or a lossy format.</source>
        <translation>请腾出一些空间，或选择其他文件夹、较小的尺寸或有损格式。</translation>
    </message>
    <message>
        <source>No place is known that offers “{0}”.</source>
        <translation>没有已知的“{0}”下载地址。</translation>
    </message>
    <message>
        <source>Download it by hand and import the file.</source>
        <translation>请手动下载后导入文件。</translation>
    </message>
    <message>
        <source>“{0}” arrived damaged, or was changed at its source: its checksum is wrong.</source>
        <translation>“{0}”在传输中损坏，或在来源处已被更改：校验值不符。</translation>
    </message>
    <message>
        <source>What arrived was thrown away. Try again; if that fails too, do not use the file.</source>
        <translation>已丢弃收到的内容。请重试；如果仍然失败，请勿使用该文件。</translation>
    </message>
    <message>
        <source>A file that was downloaded elsewhere can be imported.</source>
        <translation>也可以导入在别处下载的文件。</translation>
    </message>
    <message>
        <source>{0} have arrived and are kept: resume to go on.</source>
        <translation>已收到 {0} 并保留：可继续下载。</translation>
    </message>
    <message>
        <source>The proxy refused the connection.</source>
        <translation>代理服务器拒绝连接。</translation>
    </message>
    <message>
        <source>Check the proxy settings of this computer. {0}</source>
        <translation>请检查本机的代理设置。{0}</translation>
    </message>
    <message>
        <source>{0} could not prove that it is {1}.</source>
        <translation>{0} 无法证明自己是 {1}。</translation>
    </message>
    <message>
        <source>Check the clock of this computer, and the network.</source>
        <translation>请检查本机的时间和网络。</translation>
    </message>
    <message>
        <source>There is no connection to {0}.</source>
        <translation>无法连接到 {0}。</translation>
    </message>
    <message>
        <source>Check the network and try again. {0}</source>
        <translation>请检查网络后重试。{0}</translation>
    </message>
    <message>
        <source>{0} fell silent while “{1}” was downloaded.</source>
        <translation>下载“{1}”时，{0} 没有继续响应。</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>请稍后重试。</translation>
    </message>
    <message>
        <source>{0} sends from one address to the next without end.</source>
        <translation>{0} 在多个地址之间无休止地跳转。</translation>
    </message>
    <message>
        <source>Try again later. {0}</source>
        <translation>请稍后重试。{0}</translation>
    </message>
    <message>
        <source>The connection was cut while “{0}” was downloaded.</source>
        <translation>下载“{0}”时连接中断。</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>请重试。</translation>
    </message>
    <message>
        <source>“{0}” is no longer at {1}.</source>
        <translation>{1} 上已没有“{0}”。</translation>
    </message>
    <message>
        <source>Look for it on its page. {0}</source>
        <translation>请到其网页上查找。{0}</translation>
    </message>
    <message>
        <source>{0} does not give out “{1}” ({2}).</source>
        <translation>{0} 拒绝提供“{1}”（{2}）。</translation>
    </message>
    <message>
        <source>{0} is busy or broken ({1}).</source>
        <translation>{0} 繁忙或出现故障（{1}）。</translation>
    </message>
    <message>
        <source>Try again later; what has arrived is kept.</source>
        <translation>请稍后重试；已收到的内容会保留。</translation>
    </message>
    <message>
        <source>{0} answered with an error ({1}).</source>
        <translation>{0} 返回了错误（{1}）。</translation>
    </message>
    <message>
        <source>The proxy that this computer is set to cannot be used.</source>
        <translation>无法使用本机设置的代理服务器。</translation>
    </message>
    <message>
        <source>Set an HTTP proxy.</source>
        <translation>请设置 HTTP 代理。</translation>
    </message>
    <message>
        <source>{0} sent a web page in place of “{1}”.</source>
        <translation>{0} 返回的是网页，而不是“{1}”。</translation>
    </message>
    <message>
        <source>Open its page in a browser, download the file by hand and import it.</source>
        <translation>请在浏览器中打开其网页，手动下载文件后导入。</translation>
    </message>
    <message>
        <source>{0} leads to a place without encryption ({1}).</source>
        <translation>{0} 转到了未加密的地址（{1}）。</translation>
    </message>
    <message>
        <source>“{0}” was not downloaded. Try again later or import a file of your own.</source>
        <translation>没有下载“{0}”。请稍后重试，或导入自己的文件。</translation>
    </message>
    <message>
        <source>“{0}” cannot be written to the disk ({1}).</source>
        <translation>无法将“{0}”写入磁盘（{1}）。</translation>
    </message>
    <message>
        <source>Check the folder {0}.</source>
        <translation>请检查文件夹 {0}。</translation>
    </message>
    <message>
        <source>It needs {0} in all.</source>
        <translation>共需 {0}。</translation>
    </message>
    <message>
        <source>The disk is full: “{0}” does not fit.{1}</source>
        <translation>磁盘已满：放不下“{0}”。{1}</translation>
    </message>
    <message>
        <source>Free some room and resume; what has arrived is kept.</source>
        <translation>请腾出一些空间后继续；已收到的内容会保留。</translation>
    </message>
    <message>
        <source>“{0}” is not the file that was promised: {1} instead of {2}.</source>
        <translation>“{0}”不是预期的文件：{1}，应为 {2}。</translation>
    </message>
    <message>
        <source>What arrived was thrown away. Try again later.</source>
        <translation>已丢弃收到的内容。请稍后重试。</translation>
    </message>
    <message>
        <source>The OpenEXR photo is in linear light; it was encoded with the curve of sRGB.</source>
        <translation>OpenEXR 照片为线性光，已按 sRGB 曲线编码。</translation>
    </message>
    <message>
        <source>Install its library with: pip install &quot;{0}[{1}]&quot;.</source>
        <translation>请安装相应的程序库：pip install &quot;{0}[{1}]&quot;。</translation>
    </message>
    <message>
        <source>The file holds several pictures; only the first is used.</source>
        <translation>文件中有多张图像，只使用第一张。</translation>
    </message>
    <message>
        <source>A part of the photo&apos;s XMP data is damaged and was left out.</source>
        <translation>照片的部分 XMP 数据已损坏，已省略。</translation>
    </message>
    <message>
        <source>The file is an animation; only its first picture is used.</source>
        <translation>文件是动画，只使用第一帧。</translation>
    </message>
    <message>
        <source>{0} is not on this computer.</source>
        <translation>本机没有{0}。</translation>
    </message>
    <message>
        <source>Copy {0}{1} into {2} from the computer that has it, or choose its picture again.</source>
        <translation>请从存有该蒙版的电脑将 {0}{1} 复制到 {2}，或重新选择其图像。</translation>
    </message>
    <message>
        <source>The mask cannot be kept: {0}</source>
        <translation>无法保存蒙版：{0}</translation>
    </message>
    <message>
        <source>The mask is {0} × {1} pixels, which is not the shape of the photo ({2} × {3}).</source>
        <translation>蒙版为 {0} × {1} 像素，与照片（{2} × {3}）的形状不符。</translation>
    </message>
    <message>
        <source>Use a mask that was made for this photo.</source>
        <translation>请使用为这张照片制作的蒙版。</translation>
    </message>
    <message>
        <source>“{0}” is not installed.</source>
        <translation>尚未安装“{0}”。</translation>
    </message>
    <message>
        <source>“{0}” cannot be installed ({1}).</source>
        <translation>无法安装“{0}”（{1}）。</translation>
    </message>
    <message>
        <source>“{0}” cannot be removed ({1}).</source>
        <translation>无法移除“{0}”（{1}）。</translation>
    </message>
    <message>
        <source>The card of “{0}” cannot be changed ({1}).</source>
        <translation>无法更改“{0}”的信息（{1}）。</translation>
    </message>
    <message>
        <source>The weights of “{0}” cannot be read ({1}).</source>
        <translation>无法读取“{0}”的权重（{1}）。</translation>
    </message>
    <message>
        <source>Remove the model, then download or import it again.</source>
        <translation>请移除该模型，然后重新下载或导入。</translation>
    </message>
    <message>
        <source>“{0}” came with the program.</source>
        <translation>“{0}”是程序自带的。</translation>
    </message>
    <message>
        <source>It can be neither changed nor removed.</source>
        <translation>不能更改，也不能移除。</translation>
    </message>
    <message>
        <source>There is no model “{0}” of yours.</source>
        <translation>没有您添加的模型“{0}”。</translation>
    </message>
    <message>
        <source>`enhancer models list` shows those that are installed.</source>
        <translation>`enhancer models list` 可列出已安装的模型。</translation>
    </message>
    <message>
        <source>The card of “{0}” cannot be used: {1}.</source>
        <translation>无法使用“{0}”的信息：{1}。</translation>
    </message>
    <message>
        <source>Delete {0} and import the model again.</source>
        <translation>请删除 {0} 后重新导入该模型。</translation>
    </message>
    <message>
        <source>The checksum of “{0}” cannot be remembered ({1}).</source>
        <translation>无法记录“{0}”的校验值（{1}）。</translation>
    </message>
    <message>
        <source>The checksums of earlier downloads cannot be read ({0}).</source>
        <translation>无法读取以往下载的校验值（{0}）。</translation>
    </message>
    <message>
        <source>Delete {0} to trust the next download of each model.</source>
        <translation>如要信任每个模型的下一次下载，请删除 {0}。</translation>
    </message>
    <message>
        <source>The program&apos;s own data folder is missing.</source>
        <translation>缺少程序自带的数据文件夹。</translation>
    </message>
    <message>
        <source>The folder {0} cannot be created ({1}).</source>
        <translation>无法创建文件夹 {0}（{1}）。</translation>
    </message>
    <message>
        <source>Free the path, or set {0} to a folder that can be written.</source>
        <translation>请腾出该路径，或将 {0} 设为可写入的文件夹。</translation>
    </message>
    <message>
        <source>“{0}” was written, but cannot be read back; it was not kept.</source>
        <translation>“{0}”已写入，但无法重新读取，因此未保留。</translation>
    </message>
    <message>
        <source>Save it again, in another folder or format.</source>
        <translation>请换一个文件夹或格式重新保存。</translation>
    </message>
    <message>
        <source>“{0}” is a folder, not a photo.</source>
        <translation>“{0}”是文件夹，不是照片。</translation>
    </message>
    <message>
        <source>Choose the photos in it.</source>
        <translation>请选择其中的照片。</translation>
    </message>
    <message>
        <source>“{0}” does not exist.</source>
        <translation>“{0}”不存在。</translation>
    </message>
    <message>
        <source>It may have been moved or renamed.</source>
        <translation>文件可能已被移动或重命名。</translation>
    </message>
    <message>
        <source>“{0}” cannot be opened ({1}).</source>
        <translation>无法打开“{0}”（{1}）。</translation>
    </message>
    <message>
        <source>Check that you may read it.</source>
        <translation>请检查您是否有读取权限。</translation>
    </message>
    <message>
        <source>“{0}” is empty.</source>
        <translation>“{0}”是空文件。</translation>
    </message>
    <message>
        <source>Copy the photo again from where it came.</source>
        <translation>请从来源处重新复制这张照片。</translation>
    </message>
    <message>
        <source>“{0}” is not an ordinary file.</source>
        <translation>“{0}”不是普通文件。</translation>
    </message>
    <message>
        <source>Choose a photo.</source>
        <translation>请选择一张照片。</translation>
    </message>
    <message>
        <source>“{0}” is {1}, which cannot be read.</source>
        <translation>“{0}”是{1}，无法读取。</translation>
    </message>
    <message>
        <source>Save it as one of {0}.</source>
        <translation>请另存为以下格式之一：{0}。</translation>
    </message>
    <message>
        <source>“{0}” is not a photo that can be read.</source>
        <translation>“{0}”不是可以读取的照片。</translation>
    </message>
    <message>
        <source>{0} are.</source>
        <translation>可读取的格式：{0}。</translation>
    </message>
    <message>
        <source>“{0}” is a {1} photo, which needs a library that is not installed.</source>
        <translation>“{0}”是 {1} 照片，需要尚未安装的程序库。</translation>
    </message>
    <message>
        <source>“{0}” claims {1} x {2} pixels, more than can be worked on.</source>
        <translation>“{0}”标称为 {1} × {2} 像素，超出可处理的范围。</translation>
    </message>
    <message>
        <source>The limit is {0} megapixels; a file like this is often damaged or hostile.</source>
        <translation>上限为 {0} 百万像素；这样的文件往往已损坏，或带有恶意。</translation>
    </message>
    <message>
        <source>“{0}” is damaged, incomplete or of an unusual kind.</source>
        <translation>“{0}”已损坏、不完整，或属于少见的类型。</translation>
    </message>
    <message>
        <source>Copy it again from where it came, or open and save it with another program.</source>
        <translation>请从来源处重新复制，或用其他程序打开后另存。</translation>
    </message>
    <message>
        <source>“{0}” does not fit into this computer&apos;s free memory{1}.</source>
        <translation>本机可用内存放不下“{0}”{1}。</translation>
    </message>
    <message>
        <source>Close other programs, or save it as TIFF: a large one is read in pieces.</source>
        <translation>请关闭其他程序，或另存为 TIFF：大图可分块读取。</translation>
    </message>
    <message>
        <source>{0} files need a library that is not installed.</source>
        <translation>{0} 文件需要尚未安装的程序库。</translation>
    </message>
    <message>
        <source>{0} cannot hold {1} x {2} pixels: its limit is {3} a side.</source>
        <translation>{0} 无法保存 {1} × {2} 像素：每边上限为 {3}。</translation>
    </message>
    <message>
        <source>Choose TIFF or PNG, or a smaller size.</source>
        <translation>请选择 TIFF 或 PNG，或较小的尺寸。</translation>
    </message>
    <message>
        <source>{0} cannot hold {1} x {2} pixels: its limit is {3} megapixels.</source>
        <translation>{0} 无法保存 {1} × {2} 像素：上限为 {3} 百万像素。</translation>
    </message>
    <message>
        <source>There is too little memory to write {0} x {1} pixels as {2}: about {3} are needed, {4} are free.</source>
        <translation>内存不足，无法将 {0} × {1} 像素写为 {2}：约需 {3}，可用 {4}。</translation>
    </message>
    <message>
        <source>Close other programs, or choose TIFF or PNG, which are written in pieces.</source>
        <translation>请关闭其他程序，或选择可分块写入的 TIFF 或 PNG。</translation>
    </message>
    <message>
        <source>{0} cannot hold {1} bits a channel.</source>
        <translation>{0} 无法保存每通道 {1} 位。</translation>
    </message>
    <message>
        <source>Choose {0}, or 8 bits.</source>
        <translation>请选择 {0}，或 8 位。</translation>
    </message>
    <message>
        <source>“{0}” is no folder: a file has this name, or that of a folder above it.</source>
        <translation>“{0}”不是文件夹：已有同名文件，或上级文件夹的位置是一个文件。</translation>
    </message>
    <message>
        <source>The folder “{0}” cannot be used ({1}).</source>
        <translation>无法使用文件夹“{0}”（{1}）。</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>请选择其他文件夹。</translation>
    </message>
    <message>
        <source>Download it in the models dialog, or with `enhancer models download {0}`.</source>
        <translation>请在“模型”对话框中下载，或使用命令 `enhancer models download {0}`。</translation>
    </message>
    <message>
        <source>The photo&apos;s {0} is damaged and was left out.</source>
        <translation>照片的{0}已损坏，已略去。</translation>
    </message>
    <message>
        <source>The folder {0} is in use by another server.</source>
        <translation>文件夹 {0} 正被另一个服务器使用。</translation>
    </message>
    <message>
        <source>Stop that one, or choose another folder.</source>
        <translation>请停止它，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>The folder “{0}” cannot be read; what is in it is left out.</source>
        <translation>无法读取文件夹“{0}”，其中的内容已略过。</translation>
    </message>
    <message>
        <source>{0} folders cannot be read, “{1}” among them; what is in them is left out.</source>
        <translation>有 {0} 个文件夹无法读取（包括“{1}”），其中的内容已略过。</translation>
    </message>
    <message>
        <source>“{0}” is in use by another program; the result was kept as {1}.</source>
        <translation>“{0}”正被其他程序使用，结果已保存为 {1}。</translation>
    </message>
    <message>
        <source>Close the other program and rename the file.</source>
        <translation>请关闭该程序，然后重命名文件。</translation>
    </message>
    <message>
        <source>“{0}” exists already and was left as it is.</source>
        <translation>“{0}”已存在，未作改动。</translation>
    </message>
    <message>
        <source>Choose another name, or allow overwriting.</source>
        <translation>请选择其他名称，或允许覆盖。</translation>
    </message>
    <message>
        <source>There is not enough room in “{0}” to save “{1}”.</source>
        <translation>“{0}”空间不足，无法保存“{1}”。</translation>
    </message>
    <message>
        <source>Up to {0} MB are needed: free some, or choose another folder.</source>
        <translation>最多需要 {0} MB：请腾出一些空间，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>“{0}” cannot be written.</source>
        <translation>无法写入“{0}”。</translation>
    </message>
    <message>
        <source>Choose another folder, or change its permissions.</source>
        <translation>请选择其他文件夹，或更改其权限。</translation>
    </message>
    <message>
        <source>“{0}” could not be saved ({1}).</source>
        <translation>无法保存“{0}”（{1}）。</translation>
    </message>
    <message>
        <source>Try another folder or another name.</source>
        <translation>请换一个文件夹或名称。</translation>
    </message>
    <message>
        <source>The photo is in CMYK; it was converted to sRGB.</source>
        <translation>照片为 CMYK，已转换为 sRGB。</translation>
    </message>
    <message>
        <source>A block of metadata ({0}) is damaged and was left out.</source>
        <translation>一段元数据（{0}）已损坏，已省略。</translation>
    </message>
    <message>
        <source>“{0}” is too large for a preset.</source>
        <translation>“{0}”过大，不可能是预设文件。</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>请选择其他文件。</translation>
    </message>
    <message>
        <source>The preset “{0}” was made by a newer version of this program.</source>
        <translation>预设“{0}”由本程序的较新版本创建。</translation>
    </message>
    <message>
        <source>Update the program.</source>
        <translation>请更新程序。</translation>
    </message>
    <message>
        <source>“{0}” is not a usable preset ({1}).</source>
        <translation>“{0}”不是可用的预设（{1}）。</translation>
    </message>
    <message>
        <source>“{0}” came with the program and stays.</source>
        <translation>“{0}”是程序自带的，不能删除。</translation>
    </message>
    <message>
        <source>It can be reset.</source>
        <translation>可以将其还原。</translation>
    </message>
    <message>
        <source>No preset “{0}” came with the program.</source>
        <translation>程序没有自带预设“{0}”。</translation>
    </message>
    <message>
        <source>Choose another.</source>
        <translation>请另选一个。</translation>
    </message>
    <message>
        <source>There is no preset “{0}”.</source>
        <translation>没有名为“{0}”的预设。</translation>
    </message>
    <message>
        <source>Known presets are: {0}.</source>
        <translation>已知的预设有：{0}。</translation>
    </message>
    <message>
        <source>The preset “{0}” has the id “{1}”.</source>
        <translation>预设“{0}”的编号是“{1}”。</translation>
    </message>
    <message>
        <source>{0} It was left as it is.</source>
        <translation>{0}文件未作改动。</translation>
    </message>
    <message>
        <source>The preset “{0}” cannot be read ({1}).</source>
        <translation>无法读取预设“{0}”（{1}）。</translation>
    </message>
    <message>
        <source>It was left out.</source>
        <translation>已忽略。</translation>
    </message>
    <message>
        <source>It was kept as “{0}”.</source>
        <translation>已另存为“{0}”。</translation>
    </message>
    <message>
        <source>It was left out ({0}).</source>
        <translation>已忽略（{0}）。</translation>
    </message>
    <message>
        <source>A preset needs a name.</source>
        <translation>预设需要名称。</translation>
    </message>
    <message>
        <source>Type one.</source>
        <translation>请输入名称。</translation>
    </message>
    <message>
        <source>The preset file “{0}” cannot be used ({1}).</source>
        <translation>无法使用预设文件“{0}”（{1}）。</translation>
    </message>
    <message>
        <source>Choose another place, or check its permissions.</source>
        <translation>请选择其他位置，或检查其权限。</translation>
    </message>
    <message>
        <source>The layers of the Photoshop document are flattened.</source>
        <translation>Photoshop 文档的图层已合并。</translation>
    </message>
    <message>
        <source>The photo is in Lab; it was converted to sRGB.</source>
        <translation>照片为 Lab，已转换为 sRGB。</translation>
    </message>
    <message>
        <source>There is no model “{0}” to download.</source>
        <translation>没有可下载的模型“{0}”。</translation>
    </message>
    <message>
        <source>`enhancer models list --all` shows those there are.</source>
        <translation>`enhancer models list --all` 可列出全部模型。</translation>
    </message>
    <message>
        <source>The catalogue {0} cannot be used: {1}.</source>
        <translation>无法使用目录 {0}：{1}。</translation>
    </message>
    <message>
        <source>Row {0} of the catalogue {1} cannot be used: {2}.</source>
        <translation>无法使用目录 {1} 的第 {0} 行：{2}。</translation>
    </message>
    <message>
        <source>The raw photo was developed with the camera&apos;s white balance, in 16 bits of sRGB.</source>
        <translation>RAW 照片已按相机白平衡冲印为 16 位 sRGB。</translation>
    </message>
    <message>
        <source>This is not a usable recipe ({0}).</source>
        <translation>这不是可用的配方（{0}）。</translation>
    </message>
    <message>
        <source>Export it again.</source>
        <translation>请重新导出。</translation>
    </message>
    <message>
        <source>The recipe has an unknown field, “{0}”.</source>
        <translation>配方中有未知字段“{0}”。</translation>
    </message>
    <message>
        <source>Remove the field.</source>
        <translation>请移除该字段。</translation>
    </message>
    <message>
        <source>A strength in the recipe is outside 0 to 1.</source>
        <translation>配方中有强度超出 0 到 1 的范围。</translation>
    </message>
    <message>
        <source>Choose one between.</source>
        <translation>请选择范围内的数值。</translation>
    </message>
    <message>
        <source>A denoise strength in the recipe is outside 0 to 1.</source>
        <translation>配方中有降噪强度超出 0 到 1 的范围。</translation>
    </message>
    <message>
        <source>The radius of sharpening is outside {0}.</source>
        <translation>锐化半径超出 {0}的范围。</translation>
    </message>
    <message>
        <source>A mask in the recipe has no usable name.</source>
        <translation>配方中有蒙版缺少可用的名称。</translation>
    </message>
    <message>
        <source>Export the recipe again.</source>
        <translation>请重新导出配方。</translation>
    </message>
    <message>
        <source>The soft edge of a mask is outside {0}.</source>
        <translation>蒙版的柔边超出 {0}的范围。</translation>
    </message>
    <message>
        <source>Quality {0} is outside 1 to 100.</source>
        <translation>质量 {0} 超出 1 到 100 的范围。</translation>
    </message>
    <message>
        <source>“{0}” does not say how it was made.</source>
        <translation>“{0}”中没有处理记录。</translation>
    </message>
    <message>
        <source>Choose a result of this program that was saved with its record.</source>
        <translation>请选择由本程序保存、带有处理记录的结果。</translation>
    </message>
    <message>
        <source>The record in “{0}” is damaged.</source>
        <translation>“{0}”中的处理记录已损坏。</translation>
    </message>
    <message>
        <source>Choose another result.</source>
        <translation>请选择其他结果。</translation>
    </message>
    <message>
        <source>The record was written by a newer version of this program.</source>
        <translation>处理记录由本程序的较新版本写入。</translation>
    </message>
    <message>
        <source>The photo was saved without its resolution, which makes no sense.</source>
        <translation>照片的分辨率信息不合理，保存时已省略。</translation>
    </message>
    <message>
        <source>The photo was saved without its IPTC data, which {0} cannot hold.</source>
        <translation>{0} 无法容纳 IPTC 数据，保存时已省略。</translation>
    </message>
    <message>
        <source>The photo was saved without its {0}, which could not be embedded.</source>
        <translation>照片的{0}无法嵌入，保存时已省略。</translation>
    </message>
    <message>
        <source>The file does not say how it was made: the photo&apos;s XMP data is damaged.</source>
        <translation>照片的 XMP 数据已损坏，文件中没有写入处理记录。</translation>
    </message>
    <message>
        <source>The photo was saved without its {0}, which is too large for a JPEG file.</source>
        <translation>照片的{0}过大，JPEG 文件无法容纳，保存时已省略。</translation>
    </message>
    <message>
        <source>Some values of the photo are no numbers: they became black, and endless ones white.</source>
        <translation>照片中有些数值无效：已改为黑色，无穷大的改为白色。</translation>
    </message>
    <message>
        <source>There is not enough room in {0} for the decoded photo.</source>
        <translation>{0} 空间不足，放不下解码后的照片。</translation>
    </message>
    <message>
        <source>About {0} MB are needed: free some.</source>
        <translation>约需 {0} MB：请腾出一些空间。</translation>
    </message>
    <message>
        <source>The folder {0} cannot be used ({1}).</source>
        <translation>无法使用文件夹 {0}（{1}）。</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>请检查其权限。</translation>
    </message>
    <message>
        <source>The settings cannot be read ({0}); the defaults are used.</source>
        <translation>无法读取设置（{0}），已使用默认设置。</translation>
    </message>
    <message>
        <source>The settings are of a newer version; they were kept as “{0}”, defaults are used.</source>
        <translation>设置来自较新的版本，已另存为“{0}”，现使用默认设置。</translation>
    </message>
    <message>
        <source>The settings were damaged; they were kept as “{0}”, and the defaults are used.</source>
        <translation>设置已损坏，已另存为“{0}”，现使用默认设置。</translation>
    </message>
    <message>
        <source>The settings cannot be saved ({0}).</source>
        <translation>无法保存设置（{0}）。</translation>
    </message>
    <message>
        <source>Check the disk and the folder&apos;s permissions.</source>
        <translation>请检查磁盘和文件夹权限。</translation>
    </message>
    <message>
        <source>There is not enough room for the result in the cache folder: {0} MB are needed{1}.</source>
        <translation>缓存文件夹空间不足，放不下结果：需要 {0} MB{1}。</translation>
    </message>
    <message>
        <source>Free some room, or lower the size wanted.</source>
        <translation>请腾出一些空间，或减小目标尺寸。</translation>
    </message>
    <message>
        <source>The cache folder {0} cannot be written ({1}).</source>
        <translation>无法写入缓存文件夹 {0}（{1}）。</translation>
    </message>
    <message>
        <source>Check the folder&apos;s permissions and the disk.</source>
        <translation>请检查文件夹权限和磁盘。</translation>
    </message>
    <message>
        <source>The file holds several pages; only the first is used.</source>
        <translation>文件中有多页，只使用第一页。</translation>
    </message>
    <message>
        <source>The photo has further channels that are not transparency; they were left out.</source>
        <translation>照片含有透明度以外的其他通道，已省略。</translation>
    </message>
    <message>
        <source>The tiles in {0} are made and discarded by another program again and again.</source>
        <translation>{0} 中的图块被另一个程序反复生成和删除。</translation>
    </message>
    <message>
        <source>Work on this photo with one program at a time.</source>
        <translation>请一次只用一个程序处理这张照片。</translation>
    </message>
    <message>
        <source>There is no usable tile store in {0}.</source>
        <translation>{0} 中没有可用的结果缓存。</translation>
    </message>
    <message>
        <source>Run the job again.</source>
        <translation>请重新处理。</translation>
    </message>
    <message>
        <source>A finished tile in {0} cannot be read.</source>
        <translation>无法读取 {0} 中已完成的图块。</translation>
    </message>
    <message>
        <source>The token cannot be kept ({0}).</source>
        <translation>无法保存令牌（{0}）。</translation>
    </message>
    <message>
        <source>Check the disk and the folder&apos;s permissions; it is used until the program ends.</source>
        <translation>请检查磁盘和文件夹权限；在程序退出之前仍会使用该令牌。</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation> PDF 文档</translation>
    </message>
    <message>
        <source>a drawing (SVG)</source>
        <translation>矢量图（SVG）</translation>
    </message>
    <message>
        <source>a web page</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>an archive</source>
        <translation>压缩文件</translation>
    </message>
    <message>
        <source>a film or sound</source>
        <translation>视频或音频</translation>
    </message>
    <message>
        <source>camera raw</source>
        <translation>相机 RAW</translation>
    </message>
    <message>
        <source>EXIF data</source>
        <translation> EXIF 数据</translation>
    </message>
    <message>
        <source>XMP data</source>
        <translation> XMP 数据</translation>
    </message>
    <message>
        <source>IPTC data</source>
        <translation> IPTC 数据</translation>
    </message>
    <message>
        <source>colour profile</source>
        <translation>色彩配置文件</translation>
    </message>
    <message>
        <source>PNG or TIFF</source>
        <translation>PNG 或 TIFF</translation>
    </message>
    <message>
        <source>{0} to {1} pixels</source>
        <translation>{0} 到 {1} 像素</translation>
    </message>
    <message>
        <source>{0} bytes instead of {1}</source>
        <translation>{0} 字节，应为 {1}</translation>
    </message>
    <message>
        <source>: decoding takes about {0}, {1} are free</source>
        <translation>：解码约需 {0}，可用 {1}</translation>
    </message>
    <message>
        <source>, {0} MB are free</source>
        <translation>，可用 {0} MB</translation>
    </message>
    <message>
        <source>another address</source>
        <translation>其他地址</translation>
    </message>
    <message>
        <source>A mask of the recipe</source>
        <translation>配方中的蒙版</translation>
    </message>
    <message>
        <source>The mask of the result</source>
        <translation>结果的蒙版</translation>
    </message>
    <message>
        <source>The mask of what is protected from sharpening</source>
        <translation>锐化保护区的蒙版</translation>
    </message>
    <message>
        <source>The mask of the step “{0}”</source>
        <translation>步骤“{0}”的蒙版</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>设备空间不足</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>超出磁盘配额</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>不允许此操作</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>文件系统为只读</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有此文件或文件夹</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>文件已存在</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>是文件夹</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>不是文件夹</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>文件名过长</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>文件过大</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>读写错误</translation>
    </message>
    <message>
        <source>Invalid argument</source>
        <translation>参数无效</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>打开的文件过多</translation>
    </message>
    <message>
        <source>Cannot allocate memory</source>
        <translation>无法分配内存</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>设备或资源忙</translation>
    </message>
    <message>
        <source>Resource temporarily unavailable</source>
        <translation>资源暂时不可用</translation>
    </message>
    <message>
        <source>No such device</source>
        <translation>没有此设备</translation>
    </message>
    <message>
        <source>Stale file handle</source>
        <translation>文件句柄已失效</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>连接被拒绝</translation>
    </message>
    <message>
        <source>Connection reset by peer</source>
        <translation>连接被对方重置</translation>
    </message>
    <message>
        <source>Network is unreachable</source>
        <translation>无法访问网络</translation>
    </message>
    <message>
        <source>Broken pipe</source>
        <translation>管道已断开</translation>
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
        <source>Compute in</source>
        <translation>运算进程</translation>
    </message>
    <message>
        <source>A process of its own can crash without the window; takes effect at the next start</source>
        <translation>独立进程崩溃时不会影响窗口；下次启动时生效</translation>
    </message>
    <message>
        <source>Live preview</source>
        <translation>实时预览</translation>
    </message>
    <message>
        <source>Compute what is in view before Enhance is pressed</source>
        <translation>点击“开始增强”之前先处理当前画面</translation>
    </message>
    <message>
        <source>Preset previews</source>
        <translation>预设预览</translation>
    </message>
    <message>
        <source>Show on each preset what it does to the photo; computed while you rest, and not on battery</source>
        <translation>在每个预设上显示它对照片的效果；在您空闲时计算，用电池时不算</translation>
    </message>
    <message>
        <source>Keep up to</source>
        <translation>最多保留</translation>
    </message>
    <message>
        <source>Room for computed tiles, so that nothing is computed twice</source>
        <translation>存放已处理的图块，避免重复运算</translation>
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
        <source>Empty</source>
        <translation>空</translation>
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
        <source>Use another machine…</source>
        <translation>使用另一台机器…</translation>
    </message>
    <message>
        <source>A process of its own</source>
        <translation>独立进程</translation>
    </message>
    <message>
        <source>The window’s process</source>
        <translation>窗口进程</translation>
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
    <message>
        <source>Get it…</source>
        <translation>获取…</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Nothing has changed since it was saved</source>
        <translation>保存后没有任何更改</translation>
    </message>
    <message>
        <source>Save again</source>
        <translation>再次保存</translation>
    </message>
    <message>
        <source>Save it once more; with Shift, under a name of your own</source>
        <translation>再保存一次；按住 Shift 可自定名称</translation>
    </message>
    <message>
        <source>Enhance and save the selected photos</source>
        <translation>处理并保存所选照片</translation>
    </message>
    <message numerus="yes">
        <source>Enhance %Ln photos</source>
        <translation>
            <numerusform>增强 %Ln 张照片</numerusform>
        </translation>
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
        <source>Resolution</source>
        <translation>分辨率</translation>
    </message>
    <message>
        <source>Pixels an inch of the print; 300 is fine</source>
        <translation>打印成品每英寸的像素数，300 已足够精细</translation>
    </message>
    <message>
        <source>Width of the box in pixels</source>
        <translation>限定框宽度（像素）</translation>
    </message>
    <message>
        <source>One side of the paper</source>
        <translation>纸张的一边</translation>
    </message>
    <message>
        <source>Height of the box in pixels</source>
        <translation>限定框高度（像素）</translation>
    </message>
    <message>
        <source>The other side of the paper</source>
        <translation>纸张的另一边</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Choose where photos are computed</source>
        <translation>选择照片在哪里运算</translation>
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
        <source>Before</source>
        <translation>处理前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>处理后</translation>
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
    <message>
        <source>Denoise</source>
        <translation>降噪</translation>
    </message>
    <message>
        <source>How much grain and noise the model takes away.</source>
        <translation>模型去除多少颗粒与噪点。</translation>
    </message>
    <message>
        <source>Mask: {0}</source>
        <translation>蒙版：{0}</translation>
    </message>
    <message>
        <source>Paint where the step shall count.</source>
        <translation>涂出此步骤应生效的地方。</translation>
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
    <name>SummaryWords</name>
    <message>
        <source>1 photo saved</source>
        <translation>已保存 1 张照片</translation>
    </message>
    <message>
        <source>{count} photos saved</source>
        <translation>已保存 {count} 张照片</translation>
    </message>
    <message>
        <source>1 photo enhanced</source>
        <translation>已处理 1 张照片</translation>
    </message>
    <message>
        <source>{count} photos enhanced</source>
        <translation>已处理 {count} 张照片</translation>
    </message>
    <message>
        <source>1 left as it was</source>
        <translation>1 张未作改动</translation>
    </message>
    <message>
        <source>{count} left as they were</source>
        <translation>{count} 张未作改动</translation>
    </message>
    <message>
        <source>1 failed</source>
        <translation>1 张失败</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} 张失败</translation>
    </message>
    <message>
        <source>1 stopped</source>
        <translation>1 张已停止</translation>
    </message>
    <message>
        <source>{count} stopped</source>
        <translation>{count} 张已停止</translation>
    </message>
    <message>
        <source>{parts}, in {time}.</source>
        <translation>{parts}，用时 {time}。</translation>
    </message>
    <message>
        <source>{parts}.</source>
        <translation>{parts}。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>What failed…</source>
        <translation>查看失败项…</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
</context>
<context>
    <name>Tasks</name>
    <message>
        <source>upscale</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>deblur</source>
        <translation>去模糊</translation>
    </message>
    <message>
        <source>restore</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>repair</source>
        <translation>修补</translation>
    </message>
</context>
<context>
    <name>Telling</name>
    <message>
        <source>{0} {1}</source>
        <translation>{0}{1}</translation>
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
        <source>Bake-off</source>
        <translation>预设对比</translation>
    </message>
    <message>
        <source>Try several presets on what is in view</source>
        <translation>用多个预设试处理当前画面</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Only the photo, on the whole screen</source>
        <translation>全屏仅显示照片</translation>
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
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Download, import and choose models</source>
        <translation>下载、导入和选择模型</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Prints, a watched folder, help and more</source>
        <translation>打印规划、监视文件夹、帮助等</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>End the tour</source>
        <translation>结束导览</translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation>{place}/{count}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
</context>
<context>
    <name>TruthPanel</name>
    <message>
        <source>Truth</source>
        <translation>真实度</translation>
    </message>
    <message>
        <source>Show where</source>
        <translation>显示位置</translation>
    </message>
    <message>
        <source>Colours what the photo does not confirm: amber a little, red much</source>
        <translation>为原片无法印证之处着色：琥珀色为轻微，红色为明显</translation>
    </message>
    <message>
        <source>Show what the photo does not confirm</source>
        <translation>显示原片无法印证之处</translation>
    </message>
    <message>
        <source>Back to photo</source>
        <translation>贴近原片</translation>
    </message>
    <message>
        <source>Pulls the result back until, reduced to its original size, it is your photo again.</source>
        <translation>将结果拉近原片，直到缩回原尺寸后与照片一致。</translation>
    </message>
    <message>
        <source>Reduced to its original size, the result differs from your photo by {0} %.</source>
        <translation>缩回原尺寸后与照片相差 {0}%。</translation>
    </message>
    <message>
        <source>Reduced to its original size, the result is your photo.</source>
        <translation>缩回原尺寸后，结果与照片完全一致。</translation>
    </message>
    <message>
        <source>Not visible.</source>
        <translation>肉眼难辨。</translation>
    </message>
    <message>
        <source>Barely visible side by side.</source>
        <translation>并排对比时勉强可见。</translation>
    </message>
    <message>
        <source>Clearly visible.</source>
        <translation>肉眼明显可见。</translation>
    </message>
    <message>
        <source>{0} dB · ΔE {1}</source>
        <translation>{0} dB · ΔE {1}</translation>
    </message>
    <message>
        <source>{words} {seen}</source>
        <translation>{words}{seen}</translation>
    </message>
</context>
<context>
    <name>ValueSlider</name>
    <message>
        <source> %</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Double-click or Backspace for {0} %.</source>
        <translation>双击或按退格键恢复为 {0} %。</translation>
    </message>
</context>
<context>
    <name>ViewerMenu</name>
    <message>
        <source>Loupe</source>
        <translation>放大镜</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>导航器</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合</translation>
    </message>
    <message>
        <source>100 % of the original</source>
        <translation>原图的 100%</translation>
    </message>
    <message>
        <source>{0} of the result</source>
        <translation>结果的 {0}</translation>
    </message>
</context>
<context>
    <name>WatchDialog</name>
    <message>
        <source>Watch a folder</source>
        <translation>监视文件夹</translation>
    </message>
    <message>
        <source>Photos that arrive in the folder are enhanced and saved while this window is open. Each is taken when it has been written in full.</source>
        <translation>在程序窗口打开期间，新存入该文件夹的照片会自动处理并保存。每张照片写入完整后才会开始处理。</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Choose the folder to watch</source>
        <translation>选择要监视的文件夹</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>What is done with each photo</source>
        <translation>对每张照片的处理方式</translation>
    </message>
    <message>
        <source>Save in</source>
        <translation>保存到</translation>
    </message>
    <message>
        <source>Choose where results go</source>
        <translation>选择结果的保存位置</translation>
    </message>
    <message>
        <source>Photos in it already</source>
        <translation>已有照片</translation>
    </message>
    <message>
        <source>Enhance photos that are in the folder now, too</source>
        <translation>同时处理文件夹中现有的照片</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Not chosen yet</source>
        <translation>尚未选择</translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation>停止监视</translation>
    </message>
    <message>
        <source>Start watching</source>
        <translation>开始监视</translation>
    </message>
    <message>
        <source>The folder is not there now.</source>
        <translation>文件夹目前不存在。</translation>
    </message>
    <message>
        <source>Watching goes on when it is back.</source>
        <translation>文件夹恢复后会继续监视。</translation>
    </message>
    <message>
        <source>Watching</source>
        <translation>正在监视</translation>
    </message>
    <message>
        <source>Results cannot go into the watched folder itself.</source>
        <translation>结果不能保存到被监视的文件夹中。</translation>
    </message>
    <message>
        <source>Choose another folder for them.</source>
        <translation>请为结果选择其他文件夹。</translation>
    </message>
    <message>
        <source>1 photo has been taken.</source>
        <translation>已接收 1 张照片。</translation>
    </message>
    <message>
        <source>{count} photos have been taken.</source>
        <translation>已接收 {count} 张照片。</translation>
    </message>
    <message>
        <source>1 is still arriving.</source>
        <translation>还有 1 张正在写入。</translation>
    </message>
    <message>
        <source>{count} are still arriving.</source>
        <translation>还有 {count} 张正在写入。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Folder to watch</source>
        <translation>要监视的文件夹</translation>
    </message>
    <message>
        <source>Save results in</source>
        <translation>结果保存位置</translation>
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
    <name>ZoomGroup</name>
    <message>
        <source>Fit</source>
        <translation>适合</translation>
    </message>
    <message>
        <source>Show the whole photo</source>
        <translation>显示整张照片</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Present zoom; 100 % shows each pixel of the result as one of the screen</source>
        <translation>当前缩放；100% 即结果的每个像素对应屏幕的一个像素</translation>
    </message>
    <message>
        <source>Zoom to {0} of the result</source>
        <translation>缩放到结果的 {0}</translation>
    </message>
    <message>
        <source>100 % of the original</source>
        <translation>原图的 100%</translation>
    </message>
    <message>
        <source>{0} of the result</source>
        <translation>结果的 {0}</translation>
    </message>
</context>
<context>
    <name>diagnosis</name>
    <message>
        <source>Slightly noisy</source>
        <translation>轻微噪点</translation>
    </message>
    <message>
        <source>Noisy</source>
        <translation>有噪点</translation>
    </message>
    <message>
        <source>Very noisy</source>
        <translation>噪点严重</translation>
    </message>
    <message>
        <source>JPEG quality about {0}</source>
        <translation>JPEG 品质约 {0}</translation>
    </message>
    <message>
        <source>Soft, or enlarged before: its detail would fit into {0} of the width</source>
        <translation>偏软或曾被放大：细节仅相当于 {0} 的宽度</translation>
    </message>
    <message>
        <source>Faded: {0} of the tones are in use</source>
        <translation>褪色：仅使用了 {0} 的色调范围</translation>
    </message>
    <message>
        <source>A slight colour cast</source>
        <translation>轻微偏色</translation>
    </message>
    <message>
        <source>A colour cast</source>
        <translation>偏色</translation>
    </message>
    <message>
        <source>Scratched</source>
        <translation>有划痕</translation>
    </message>
    <message>
        <source>Small: {0} megapixels</source>
        <translation>尺寸偏小：{0} MP</translation>
    </message>
    <message>
        <source>Mend the scratches</source>
        <translation>修补划痕</translation>
    </message>
    <message>
        <source>Clean up noise and JPEG traces</source>
        <translation>清除噪点和 JPEG 痕迹</translation>
    </message>
    <message>
        <source>Remove the blur</source>
        <translation>消除模糊</translation>
    </message>
    <message>
        <source>Enlarge the photo</source>
        <translation>放大照片</translation>
    </message>
    <message>
        <source>Bring the tones back</source>
        <translation>恢复影调</translation>
    </message>
    <message>
        <source>Take the cast off</source>
        <translation>校正偏色</translation>
    </message>
    <message>
        <source>Motion blur of about {0} pixels, {1}°</source>
        <translation>运动模糊约 {0} 像素，方向 {1}°</translation>
    </message>
    <message>
        <source>Out of focus by about {0} pixels</source>
        <translation>脱焦约 {0} 像素</translation>
    </message>
    <message>
        <source>Blurred: edges are about {0} pixels wide</source>
        <translation>模糊：边缘宽约 {0} 像素</translation>
    </message>
    <message>
        <source>Soft: blurred by about {0} pixels</source>
        <translation>偏软：模糊约 {0} 像素</translation>
    </message>
</context>
<context>
    <name>finish</name>
    <message>
        <source>Mixes the enlarged original with the result, at once.</source>
        <translation>将放大的原图与结果混合，即时生效。</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>How much of the change in lightness is kept.</source>
        <translation>保留多少明度变化。</translation>
    </message>
    <message>
        <source>Lightness</source>
        <translation>明度</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>How much of the change in colour is kept.</source>
        <translation>保留多少颜色变化。</translation>
    </message>
    <message>
        <source>How much of the change in large areas is kept: blotches, shading, tone.</source>
        <translation>保留多少大范围变化：色斑、明暗、影调。</translation>
    </message>
    <message>
        <source>Large areas</source>
        <translation>大范围</translation>
    </message>
    <message>
        <source>How much of the change in fine detail is kept: texture, edges, noise.</source>
        <translation>保留多少细节变化：纹理、边缘、噪点。</translation>
    </message>
    <message>
        <source>Fine detail</source>
        <translation>细节</translation>
    </message>
    <message>
        <source>Holds the result&apos;s broad colours to those of the photo.</source>
        <translation>使结果的整体颜色与照片保持一致。</translation>
    </message>
    <message>
        <source>Lock colours</source>
        <translation>锁定颜色</translation>
    </message>
    <message>
        <source>Keeps detail from growing where the photo is out of focus on purpose.</source>
        <translation>避免在有意虚化的区域生成细节。</translation>
    </message>
    <message>
        <source>Keep bokeh</source>
        <translation>保护虚化</translation>
    </message>
    <message>
        <source>Makes edges crisper. The radius says how wide they are.</source>
        <translation>让边缘更锐利，半径决定边缘的宽度。</translation>
    </message>
    <message>
        <source>Crispness</source>
        <translation>锐度</translation>
    </message>
    <message>
        <source>Adds grain; 100 % is as much as the photo itself has.</source>
        <translation>添加颗粒；100% 即与照片自身的颗粒相当。</translation>
    </message>
    <message>
        <source>Grain</source>
        <translation>颗粒</translation>
    </message>
    <message>
        <source>Gives a faded print its black and white back.</source>
        <translation>恢复褪色照片的黑与白。</translation>
    </message>
    <message>
        <source>Faded tones</source>
        <translation>褪色校正</translation>
    </message>
    <message>
        <source>Takes the cast from a yellowed or tinted print.</source>
        <translation>消除泛黄或偏色照片的色偏。</translation>
    </message>
    <message>
        <source>Colour cast</source>
        <translation>偏色校正</translation>
    </message>
</context>
<context>
    <name>modes</name>
    <message>
        <source>Split</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>Before and after with a divider to drag</source>
        <translation>处理前后对比，可拖动分割线</translation>
    </message>
    <message>
        <source>Before above after, with a divider to drag</source>
        <translation>处理前在上、处理后在下，可拖动分割线</translation>
    </message>
    <message>
        <source>Top and bottom</source>
        <translation>上下分割</translation>
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
        <source>Blink</source>
        <translation>闪烁</translation>
    </message>
    <message>
        <source>Before and after take turns in one place</source>
        <translation>处理前后在同一位置交替显示</translation>
    </message>
    <message>
        <source>Grey where nothing changed, brighter the more did</source>
        <translation>无变化处为灰色，变化越大越亮</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
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
    <name>save</name>
    <message>
        <source>Like the photo ({0})</source>
        <translation>与照片相同 ({0})</translation>
    </message>
    <message>
        <source>By quality</source>
        <translation>按品质</translation>
    </message>
    <message>
        <source>Full (4:4:4)</source>
        <translation>完整 (4:4:4)</translation>
    </message>
    <message>
        <source>Half (4:2:0)</source>
        <translation>减半 (4:2:0)</translation>
    </message>
    <message>
        <source>Convert to sRGB</source>
        <translation>转换为 sRGB</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>A screen</source>
        <translation>屏幕</translation>
    </message>
    <message>
        <source>A print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Camera and lens</source>
        <translation>相机和镜头</translation>
    </message>
    <message>
        <source>All EXIF</source>
        <translation>全部 EXIF</translation>
    </message>
    <message>
        <source>All XMP</source>
        <translation>全部 XMP</translation>
    </message>
    <message>
        <source>All IPTC</source>
        <translation>全部 IPTC</translation>
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
        <source>File extension of the photo</source>
        <translation>照片的扩展名</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>预设名称</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
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
    <message>
        <source>Day of the photo</source>
        <translation>照片日期</translation>
    </message>
    <message>
        <source>Number in the run</source>
        <translation>批次序号</translation>
    </message>
</context>
<context>
    <name>size</name>
    <message>
        <source>Enlarge by</source>
        <translation>放大倍数</translation>
    </message>
    <message>
        <source>Per cent</source>
        <translation>百分比</translation>
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
        <source>Fill and cut</source>
        <translation>填满并裁切</translation>
    </message>
    <message>
        <source>Paper (cm)</source>
        <translation>纸张（厘米）</translation>
    </message>
    <message>
        <source>Paper (inch)</source>
        <translation>纸张（英寸）</translation>
    </message>
    <message>
        <source>{0}, then cut</source>
        <translation>{0}，再裁切</translation>
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
        <source>Mend</source>
        <translation>修补</translation>
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
        <source>Finds scratches, dust and creases and fills them.</source>
        <translation>查找并填补划痕、灰尘和折痕。</translation>
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
        <source>Calling</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>正在发送</translation>
    </message>
    <message>
        <source>Waiting there</source>
        <translation>在那边等待</translation>
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
        <source>Compute on this machine</source>
        <translation>在本机运算</translation>
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
        <source>{0}, {1} cores</source>
        <translation>{0}，{1} 核</translation>
    </message>
    <message>
        <source>Calling {0}…</source>
        <translation>正在连接 {0}…</translation>
    </message>
    <message>
        <source>Sending to {0}: {1} of {2}</source>
        <translation>正在发送到 {0}：{1} / {2}</translation>
    </message>
    <message>
        <source>Waiting for {0}</source>
        <translation>正在等待 {0}</translation>
    </message>
    <message>
        <source>{0} of {1} received</source>
        <translation>已接收 {0} / {1}</translation>
    </message>
    <message>
        <source>{0} MP/s</source>
        <translation>{0} MP/s</translation>
    </message>
</context>
</TS>
