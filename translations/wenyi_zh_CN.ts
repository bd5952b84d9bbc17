<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>wenyi::ui::AddRecipientsDialog</name>
    <message>
        <source>Add recipients</source>
        <translation>增加收文单位</translation>
    </message>
    <message>
        <source>Further recipients</source>
        <translation>增加的收文单位</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>收文单位</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>送达方式</translation>
    </message>
    <message>
        <source>Remove &amp;recipient</source>
        <translation>移除单位(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>发送(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>They get the document as it was dispatched, with the same attachments.</source>
        <translation>所加单位收到的是原发公文及其附件。</translation>
    </message>
    <message>
        <source>One of these units returned the document, or it was taken back from it. Press “Send” once more to send it all the same.</source>
        <translation>其中有单位曾退回此件或此件曾从该单位撤回。如仍要发送，请再按一次“发送”。</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::PinChangePresenter</name>
    <message>
        <source>At least %1 characters; letters and signs are allowed.</source>
        <translation>至少 %1 个字符，可用字母和符号。</translation>
    </message>
    <message>
        <source>Allowed, but weak: whoever copies the key files can try all such numbers within days.</source>
        <translation>可以使用，但较弱：复制了密钥文件的人几天内就能试遍这样的数字。</translation>
    </message>
    <message>
        <source>Fair. Twelve characters or more, not digits alone, are strong.</source>
        <translation>一般。12 个字符以上且不全是数字为强。</translation>
    </message>
    <message>
        <source>Strong.</source>
        <translation>强。</translation>
    </message>
    <message>
        <source>Allowed. The token counts wrong PINs itself and locks.</source>
        <translation>可以使用。密钥设备自行计数，输错过多即锁定。</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::PinChangeDialog</name>
    <message>
        <source>Change PIN</source>
        <translation>更改 PIN</translation>
    </message>
    <message>
        <source>&amp;Change</source>
        <translation>更改(&amp;C)</translation>
    </message>
    <message>
        <source>Cance&amp;l</source>
        <translation>取消(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;PIN so far</source>
        <translation>原 PIN(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;New PIN</source>
        <translation>新 PIN(&amp;N)</translation>
    </message>
    <message>
        <source>New PIN once &amp;more</source>
        <translation>再次输入新 PIN(&amp;M)</translation>
    </message>
    <message>
        <source>The new PIN is for all of your keys on this desktop. What you unlocked stays open.</source>
        <translation>新 PIN 用于您在本终端的全部密钥，已解锁的工作不受影响。</translation>
    </message>
    <message>
        <source>Which PIN</source>
        <translation>更改哪个 PIN</translation>
    </message>
    <message>
        <source>PIN of the key files on this desktop</source>
        <translation>本终端密钥文件的 PIN</translation>
    </message>
    <message>
        <source>Token %1: not plugged in</source>
        <translation>密钥设备 %1：没有插入</translation>
    </message>
    <message>
        <source>Token %1: does not answer</source>
        <translation>密钥设备 %1：没有应答</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Token %1: locked</source>
        <translation>密钥设备 %1：已锁定</translation>
    </message>
    <message numerus="yes">
        <source>Token %1: %n attempts left</source>
        <translation><numerusform>密钥设备 %1：还可输错 %n 次</numerusform></translation>
    </message>
    <message>
        <source>Token %1: wrong PINs were given</source>
        <translation>密钥设备 %1：已有人输错 PIN</translation>
    </message>
    <message>
        <source>Token %1</source>
        <translation>密钥设备 %1</translation>
    </message>
    <message>
        <source>The new PIN is for this token alone, wherever it is used.</source>
        <translation>新 PIN 只用于这个密钥设备，在任何机器上都如此。</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::FormatCheckPanel</name>
    <message>
        <source>Format check</source>
        <translation>版式检查</translation>
    </message>
    <message>
        <source>&amp;Go to place</source>
        <translation>定位(&amp;G)</translation>
    </message>
    <message>
        <source>Mend &amp;this</source>
        <translation>一键修正(&amp;T)</translation>
    </message>
    <message>
        <source>Mend a&amp;ll</source>
        <translation>全部修正(&amp;L)</translation>
    </message>
    <message>
        <source>Undo mending</source>
        <translation>撤销修正</translation>
    </message>
    <message>
        <source>■ must</source>
        <translation>■必改</translation>
    </message>
    <message>
        <source>▲ look</source>
        <translation>▲请看</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>✔ Format check: nothing to mend</source>
        <translation>✔ 版式检查：没有问题</translation>
    </message>
    <message numerus="yes">
        <source>Format check: %n to mend</source>
        <translation><numerusform>版式检查：%n 项</numerusform></translation>
    </message>
</context>
<context>
    <name>wenyi::ui::ComparisonView</name>
    <message>
        <source>Both versions side by side</source>
        <translation>两稿并排</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Attachment %1</source>
        <translation>附件%1</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::CompareAction</name>
    <message>
        <source>Com&amp;pare</source>
        <translation>比较(&amp;P)</translation>
    </message>
    <message>
        <source>Compare the versions of the document (Ctrl+Shift+D)</source>
        <translation>比较该公文的各稿（Ctrl+Shift+D）</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::CompareWindow</name>
    <message>
        <source>What you decided about the changes was not kept yet.</source>
        <translation>对修订的处理结果还没有保存。</translation>
    </message>
    <message>
        <source>&amp;Keep as new version</source>
        <translation>存为新一稿(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>放弃(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Go on deciding</source>
        <translation>继续处理(&amp;G)</translation>
    </message>
    <message>
        <source>Keep &amp;merged version</source>
        <translation>保留合并稿(&amp;M)</translation>
    </message>
    <message>
        <source>Compare versions</source>
        <translation>版本比较</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>另存为 PDF</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF 文件 (*.pdf)</translation>
    </message>
    <message>
        <source>Save the pages of the second tab as PDF</source>
        <translation>把“花脸稿”页上的版面存为 PDF</translation>
    </message>
    <message>
        <source>Earlier version</source>
        <translation>前一稿</translation>
    </message>
    <message>
        <source>Later version</source>
        <translation>后一稿</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Ticked differences stay as in the earlier version</source>
        <translation>勾选的差异保留前一稿的写法，其余采用后一稿</translation>
    </message>
    <message>
        <source>Changes marked</source>
        <translation>显示修订</translation>
    </message>
    <message>
        <source>Final text</source>
        <translation>最终稿</translation>
    </message>
    <message>
        <source>Original text</source>
        <translation>原稿</translation>
    </message>
    <message>
        <source>What the pages show</source>
        <translation>版面显示</translation>
    </message>
    <message>
        <source>&amp;Side by side</source>
        <translation>并排(&amp;S)</translation>
    </message>
    <message>
        <source>Marked pa&amp;ges</source>
        <translation>花脸稿(&amp;G)</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>The merged version was kept; both versions stay among the earlier ones.</source>
        <translation>合并稿已保存，两个原稿仍保留在各稿之中。</translation>
    </message>
    <message>
        <source>✔ Both versions are the same.</source>
        <translation>✔ 两稿相同。</translation>
    </message>
    <message>
        <source>%1 added (%2 characters), %3 deleted (%4 characters), %5 moved</source>
        <translation>增加 %1 处（%2 字），删除 %3 处（%4 字），移动 %5 段</translation>
    </message>
    <message>
        <source>&amp;Previous change</source>
        <translation>上一处(&amp;P)</translation>
    </message>
    <message>
        <source>Previous change (Shift+F7 or Alt+Up)</source>
        <translation>上一处修改（Shift+F7 或 Alt+↑）</translation>
    </message>
    <message>
        <source>&amp;Next change</source>
        <translation>下一处(&amp;N)</translation>
    </message>
    <message>
        <source>Next change (F7 or Alt+Down)</source>
        <translation>下一处修改（F7 或 Alt+↓）</translation>
    </message>
    <message>
        <source>P&amp;rint pages</source>
        <translation>打印版面(&amp;R)</translation>
    </message>
    <message>
        <source>Print the pages of the second tab, with a preview (Ctrl+P)</source>
        <translation>预览并打印“花脸稿”页上的版面（Ctrl+P）</translation>
    </message>
    <message>
        <source>Save pages as P&amp;DF</source>
        <translation>版面另存为 PDF(&amp;D)</translation>
    </message>
    <message>
        <source>Who made the change</source>
        <translation>修改说明</translation>
    </message>
    <message>
        <source>At a change stands here who made it, when, and how. F7: next, Shift+F7: previous change.</source>
        <translation>光标移到或鼠标指向修改处，可看到修改人、时间和方式。F7 下一处，Shift+F7 上一处。</translation>
    </message>
    <message>
        <source>What was decided is the newest version now; the version it was made from stays among the others.</source>
        <translation>已按所作决定形成最新一稿，原来的一稿仍保留在各稿之中。</translation>
    </message>
    <message>
        <source>%1 | %2</source>
        <translation>%1｜%2</translation>
    </message>
    <message>
        <source>Marked pages</source>
        <translation>花脸稿</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Layout</source>
        <translation>版式</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>文种</translation>
    </message>
    <message>
        <source>Copy number</source>
        <translation>份号</translation>
    </message>
    <message>
        <source>Secrecy</source>
        <translation>密级</translation>
    </message>
    <message>
        <source>Urgency</source>
        <translation>紧急程度</translation>
    </message>
    <message>
        <source>Issuer&apos;s mark</source>
        <translation>发文机关标志</translation>
    </message>
    <message>
        <source>Issuers</source>
        <translation>发文机关</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>发文字号</translation>
    </message>
    <message>
        <source>Signers</source>
        <translation>签发人</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation>主送机关</translation>
    </message>
    <message>
        <source>Seals</source>
        <translation>生效标志</translation>
    </message>
    <message>
        <source>Signatories</source>
        <translation>署名</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>成文日期</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>附注</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>出席</translation>
    </message>
    <message>
        <source>Excused</source>
        <translation>请假</translation>
    </message>
    <message>
        <source>Observers</source>
        <translation>列席</translation>
    </message>
    <message>
        <source>Copies to</source>
        <translation>抄送</translation>
    </message>
    <message>
        <source>Printed by</source>
        <translation>印发机关</translation>
    </message>
    <message>
        <source>Printing date</source>
        <translation>印发日期</translation>
    </message>
    <message>
        <source>paragraph %1</source>
        <translation>第 %1 段</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Body, %1</source>
        <translation>正文%1</translation>
    </message>
    <message>
        <source>Attachment %1</source>
        <translation>附件%1</translation>
    </message>
    <message>
        <source>Attachment %1, %2</source>
        <translation>附件%1%2</translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <translation>%1：%2 %3</translation>
    </message>
    <message>
        <source>Version %1, %2, %3</source>
        <translation>第 %1 稿 %2 %3</translation>
    </message>
    <message>
        <source>✔ accepted</source>
        <translation>✔ 已接受</translation>
    </message>
    <message>
        <source>✘ rejected</source>
        <translation>✘ 已拒绝</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>moved here</source>
        <translation>移入</translation>
    </message>
    <message>
        <source>inserted</source>
        <translation>增加</translation>
    </message>
    <message>
        <source>moved away</source>
        <translation>移走</translation>
    </message>
    <message>
        <source>Changed in several versions</source>
        <translation>经多稿修改</translation>
    </message>
    <message>
        <source>%1 “%2”</source>
        <translation>%1：“%2”</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message>
        <source>The server of %1 has not taken this domain&apos;s newest card; it waits since %2</source>
        <translation>%1的服务器尚未换用本域的新名片，自%2起等候</translation>
    </message>
    <message>
        <source>The server of %1 has it; that domain&apos;s newest card has not been taken here since %2</source>
        <translation>%1的服务器已收到，本域尚未换用该域的新名片，自%2起等候确认</translation>
    </message>
    <message>
        <source>The server of %1 has not been reached since %2</source>
        <translation>自%2起与%1的服务器联系不上，等候发出</translation>
    </message>
    <message>
        <source>The server of %1 has no room; it waits since %2</source>
        <translation>%1的服务器存储空间已满，自%2起等候</translation>
    </message>
    <message>
        <source>This domain has no room left at the server of %1; it waits since %2</source>
        <translation>本域在%1服务器上的存储额度已用完，自%2起等候</translation>
    </message>
    <message>
        <source>The server of %1 cannot take it for now; it waits since %2</source>
        <translation>%1的服务器暂时不能接收，自%2起等候</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>USB</source>
        <translation>U盘</translation>
    </message>
    <message>
        <source>Not delivered: waits to be sent</source>
        <translation>未送达（待发）</translation>
    </message>
    <message>
        <source>Not delivered: packed</source>
        <translation>未送达（已打包）</translation>
    </message>
    <message>
        <source>Not delivered: on a USB drive</source>
        <translation>未送达（已导出到U盘）</translation>
    </message>
    <message>
        <source>Not delivered: being sent</source>
        <translation>未送达（发送中）</translation>
    </message>
    <message>
        <source>Not delivered: at the server</source>
        <translation>未送达（服务器已收）</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>已阅</translation>
    </message>
    <message>
        <source>Signed for</source>
        <translation>已签收</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>已登记</translation>
    </message>
    <message>
        <source>Concluded</source>
        <translation>已办结</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>退文</translation>
    </message>
    <message>
        <source>Recalled</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Being recalled</source>
        <translation>撤回中</translation>
    </message>
    <message>
        <source>Not delivered: failed</source>
        <translation>未送达（投递失败）</translation>
    </message>
    <message>
        <source>Receipt: accepted by the server</source>
        <translation>服务器已收回执</translation>
    </message>
    <message>
        <source>Receipt: delivered</source>
        <translation>送达回执</translation>
    </message>
    <message>
        <source>Receipt: read</source>
        <translation>已阅回执</translation>
    </message>
    <message>
        <source>Receipt: signed for</source>
        <translation>签收回执</translation>
    </message>
    <message>
        <source>Receipt: registered</source>
        <translation>登记回执</translation>
    </message>
    <message>
        <source>Receipt: returned</source>
        <translation>退文回执</translation>
    </message>
    <message>
        <source>Receipt: concluded</source>
        <translation>办结回执</translation>
    </message>
    <message>
        <source>Journal entries</source>
        <translation>日志条目</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>公文</translation>
    </message>
    <message>
        <source>Part of a document</source>
        <translation>公文内容</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>回执</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Directory</source>
        <translation>通讯录</translation>
    </message>
    <message>
        <source>Revocation list</source>
        <translation>吊销列表</translation>
    </message>
</context>
<context>
    <name>Seals</name>
    <message>
        <source>Something lies beside the page</source>
        <translation>页面之外另有内容</translation>
    </message>
    <message>
        <source>Text without ink</source>
        <translation>有未着色的文字</translation>
    </message>
    <message>
        <source>White text on white ground</source>
        <translation>有白底白字</translation>
    </message>
    <message>
        <source>Text that is cut away</source>
        <translation>有被裁去的文字</translation>
    </message>
    <message>
        <source>Text with something laid over it</source>
        <translation>有被遮盖的文字</translation>
    </message>
    <message>
        <source>Text too small to read</source>
        <translation>有小得无法辨认的文字</translation>
    </message>
    <message>
        <source>Text larger than a page can show</source>
        <translation>有大得页面无法显示的文字</translation>
    </message>
    <message>
        <source>Characters that its font does not have</source>
        <translation>有字体缺字</translation>
    </message>
    <message>
        <source>Numbers drawn as other numbers than the text says</source>
        <translation>数字的字形与文字不一致</translation>
    </message>
    <message>
        <source>Hidden characters in the text</source>
        <translation>文字中有隐藏字符</translation>
    </message>
    <message>
        <source>Characters that only look like the common ones</source>
        <translation>有形近的异体字符</translation>
    </message>
    <message>
        <source>Figures in a line that look like writing and are no text</source>
        <translation>行中有形似文字、却不是文字的图形</translation>
    </message>
    <message>
        <source>A page too small to see</source>
        <translation>有小得看不见的页面</translation>
    </message>
    <message>
        <source>A page that cannot be shown</source>
        <translation>有无法显示的页面</translation>
    </message>
    <message>
        <source>The file holds something that is not shown</source>
        <translation>文件中有未显示的内容</translation>
    </message>
    <message>
        <source>A hidden note</source>
        <translation>有隐藏的批注</translation>
    </message>
    <message>
        <source>A note that is shown and not printed</source>
        <translation>有只显示不打印的批注</translation>
    </message>
    <message>
        <source>The file wants to start something</source>
        <translation>文件带有要执行的动作</translation>
    </message>
    <message>
        <source>The file holds other versions of the document</source>
        <translation>文件中另有其他版本</translation>
    </message>
    <message>
        <source>The file holds further documents</source>
        <translation>文件中另有其他文档</translation>
    </message>
    <message>
        <source>%1 (page %2)</source>
        <translation>%1（第%2页）</translation>
    </message>
    <message>
        <source>Form of the signature</source>
        <translation>签章格式</translation>
    </message>
    <message>
        <source>Signature value</source>
        <translation>签名值</translation>
    </message>
    <message>
        <source>Signer's certificate</source>
        <translation>签章人证书</translation>
    </message>
    <message>
        <source>Time of sealing</source>
        <translation>签章时间</translation>
    </message>
    <message>
        <source>Content unchanged</source>
        <translation>内容未改动</translation>
    </message>
    <message>
        <source>What was sealed</source>
        <translation>盖章范围</translation>
    </message>
    <message>
        <source>Maker's signature on the seal</source>
        <translation>制章单位签名</translation>
    </message>
    <message>
        <source>Maker's certificate</source>
        <translation>制章单位证书</translation>
    </message>
    <message>
        <source>Seal within its period</source>
        <translation>印章在有效期内</translation>
    </message>
    <message>
        <source>Signer belongs to the seal</source>
        <translation>签章人有权用印</translation>
    </message>
    <message>
        <source>Time stamp</source>
        <translation>时间戳</translation>
    </message>
    <message>
        <source>Seal registered</source>
        <translation>印章已备案</translation>
    </message>
    <message>
        <source>✔ holds</source>
        <translation>✔ 通过</translation>
    </message>
    <message>
        <source>▲ holds, with a remark</source>
        <translation>▲ 通过，有提示</translation>
    </message>
    <message>
        <source>▲ not checked</source>
        <translation>▲ 未核验</translation>
    </message>
    <message>
        <source>■ does not hold</source>
        <translation>■ 未通过</translation>
    </message>
    <message>
        <source>The seal is valid</source>
        <translation>签章有效</translation>
    </message>
    <message>
        <source>The seal is valid, with a remark</source>
        <translation>签章有效，但有提示</translation>
    </message>
    <message>
        <source>Minutes bear no seal; the sending unit&apos;s signature on the envelope vouches for them</source>
        <translation>纪要不加盖印章，由发文单位对封装包的签名作证</translation>
    </message>
    <message>
        <source>The seal could not be checked completely</source>
        <translation>签章未能完全核验</translation>
    </message>
    <message>
        <source>The document bears no seal</source>
        <translation>本件未盖章</translation>
    </message>
    <message>
        <source>Not valid: the seal is not that of the sending unit</source>
        <translation>无效：印章不是来文单位的</translation>
    </message>
    <message>
        <source>Not valid: part of the document is not under the seal</source>
        <translation>无效：部分内容不在签章保护之内</translation>
    </message>
    <message>
        <source>Not valid: seal or certificate was outside its period</source>
        <translation>无效：印章或证书不在有效期内</translation>
    </message>
    <message>
        <source>Not valid: seal or certificate was suspended at the time of sealing</source>
        <translation>无效：盖章时印章已停用或证书已冻结</translation>
    </message>
    <message>
        <source>Not valid: seal or certificate is revoked</source>
        <translation>无效：印章已作废或证书已吊销</translation>
    </message>
    <message>
        <source>Algorithm that the file names</source>
        <translation>文件所称的签名算法</translation>
    </message>
    <message>
        <source>Text that leaves no ink on the page</source>
        <translation>页面上没有留下墨迹的文字</translation>
    </message>
    <message>
        <source>Characters that the file&apos;s own font draws as others</source>
        <translation>文件自带字体把一个字画成另一个字</translation>
    </message>
    <message>
        <source>Not valid: the seal itself is not genuine or not registered</source>
        <translation>无效：印章不真实或未备案</translation>
    </message>
    <message>
        <source>Not valid: the signer's certificate does not hold</source>
        <translation>无效：签章人证书不成立</translation>
    </message>
    <message>
        <source>Not valid: the content was altered after sealing</source>
        <translation>无效：盖章后内容被改动</translation>
    </message>
    <message>
        <source>Not valid: the signature does not hold</source>
        <translation>无效：签名不成立</translation>
    </message>
    <message>
        <source>Not valid: the signature cannot be read</source>
        <translation>无效：签章无法读取</translation>
    </message>
    <message>
        <source>Not valid: a seal was removed from the document</source>
        <translation>无效：文件中有印章被移除</translation>
    </message>
    <message>
        <source>no reason told</source>
        <translation>未说明原因</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>遗失</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>损坏</translation>
    </message>
    <message>
        <source>replaced by a new one</source>
        <translation>换证重制</translation>
    </message>
    <message>
        <source>the unit was renamed, merged or dissolved</source>
        <translation>机构变更</translation>
    </message>
    <message>
        <source>misused</source>
        <translation>违规使用</translation>
    </message>
    <message>
        <source>its keeper changed</source>
        <translation>保管人变动</translation>
    </message>
    <message>
        <source>revoked, nobody knows since when (%1)</source>
        <translation>已作废，起始时间不详（%1）</translation>
    </message>
    <message>
        <source>suspended from %1 to %2 (%3)</source>
        <translation>自 %1 至 %2 停用（%3）</translation>
    </message>
    <message>
        <source>revoked since %1 (%2)</source>
        <translation>自 %1 起作废（%2）</translation>
    </message>
    <message>
        <source>suspended since %1 (%2)</source>
        <translation>自 %1 起停用（%2）</translation>
    </message>
    <message>
        <source>The issuer&apos;s signature stamp is valid</source>
        <translation>签发人签名章有效</translation>
    </message>
    <message>
        <source>The issuer&apos;s signature stamp is valid, with a remark</source>
        <translation>签发人签名章有效，但有提示</translation>
    </message>
    <message>
        <source>The issuer&apos;s signature stamp could not be checked completely</source>
        <translation>签发人签名章未能完全核验</translation>
    </message>
    <message>
        <source>✔ of a leader of the unit</source>
        <translation>✔ 持有人为该单位签发人</translation>
    </message>
    <message>
        <source>▲ of somebody who is no leader of the unit today</source>
        <translation>▲ 持有人目前不是该单位签发人</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>This computer's clock is far from the server's last time, so the year of a number cannot be told. Please set the clock or synchronise once.</source>
        <translation>本机时间与服务器最近的时间相差太大，无法确定编号的年份。请校正本机时间，或先同步一次。</translation>
    </message>
    <message>
        <source>The store lacks what the server has from this desktop already: an older one was put in its place, or its log is gone. Please recover it from the server.</source>
        <translation>本地库缺少服务器上已有的本终端内容：被换成了旧库，或库的日志丢失。请从服务器恢复。</translation>
    </message>
    <message>
        <source>The server has entries in this desktop's name that are not in its store, so nothing was exchanged. Please tell the system administrator, who recovers the store where an older one was put in its place.</source>
        <translation>服务器上有以本终端名义写入、而本地库中没有的条目，未交换任何内容。请告知系统管理员；如是换上了旧库，由其恢复本地库。</translation>
    </message>
    <message>
        <source>This desktop is coming from the server anew. Nothing is written until that is done; please see to the connection and try again then.</source>
        <translation>本终端正在从服务器恢复，完成前不能写入。请确认网络连接，恢复后再试。</translation>
    </message>
    <message>
        <source>The server has less from this desktop than was sent to it, and the rest cannot be read any more. Please have the system administrator enrol a new desktop.</source>
        <translation>服务器上的本终端内容少于已发送的内容，其余部分已无法读出。请由系统管理员重新登记终端。</translation>
    </message>
    <message>
        <source>A standalone desktop has no server to come from. Please restore its folder from the backup.</source>
        <translation>单机没有可供恢复的服务器。请从备份恢复其目录。</translation>
    </message>
    <message>
        <source>Another program has this desktop's store open. Please close it and try again.</source>
        <translation>另有程序正在使用本终端的本地库。请关闭后再试。</translation>
    </message>
    <message>
        <source>The desktop's keys can be read neither in its store nor beside it. Please have the system administrator enrol a new desktop.</source>
        <translation>终端密钥在本地库及其备存文件中均无法读出。请由系统管理员重新登记终端。</translation>
    </message>
    <message>
        <source>Nothing is wrong with the store, so it was left as it is.</source>
        <translation>本地库没有问题，未作改动。</translation>
    </message>
    <message>
        <source>A row of the audit log was deleted, altered or put in. Please leave the desktop as it is and tell the auditor.</source>
        <translation>审计日志中有记录被删除、改动或插入。请保持终端原状，并告知安全审计员。</translation>
    </message>
    <message>
        <source>The end of the audit log was cut off: rows that were told of before are not there. Please leave the desktop as it is and tell the auditor.</source>
        <translation>审计日志的末尾被截去：以前记下的链头已不在其中。请保持终端原状，并告知安全审计员。</translation>
    </message>
    <message>
        <source>The audit log was written anew: it is another one than was told of before. Please leave the desktop as it is and tell the auditor.</source>
        <translation>审计日志被重写：与以前记下的链头不符。请保持终端原状，并告知安全审计员。</translation>
    </message>
    <message>
        <source>The audit log holds, but notes of it in the journal cannot be opened, so that nobody can tell what they said. Please have the system administrator hand out the content keys again.</source>
        <translation>审计日志本身完好，但终端日志中有审计链头打不开，无法与之核对。请系统管理员重新分发内容密钥。</translation>
    </message>
    <message>
        <source>This is no head of an audit log: a number, a colon and 64 hexadecimal digits. Please copy it again.</source>
        <translation>这不是审计链头：应为序号、冒号和 64 位十六进制数字，请重新抄录。</translation>
    </message>
    <message>
        <source>Nobody has told of an audit log here, so there is nothing to compare.</source>
        <translation>此处没有任何审计链头，无从核对。</translation>
    </message>
    <message>
        <source>None of the heads in the file is of this desktop&apos;s audit log, so nothing was compared.</source>
        <translation>文件中没有本终端的审计链头，未作任何核对。</translation>
    </message>
    <message>
        <source>The file of heads is damaged or no such file. Please have it written again.</source>
        <translation>审计链头文件已损坏，或不是这种文件，请对方重新导出。</translation>
    </message>
    <message>
        <source>The file of heads is too large. Please have it written for one unit.</source>
        <translation>审计链头文件过大，请只导出一个单位的。</translation>
    </message>
    <message>
        <source>The audit log or a note of it cannot be read. Please tell the auditor.</source>
        <translation>审计日志或其链头无法读取，请告知安全审计员。</translation>
    </message>
    <message>
        <source>The heads of audit logs could not be compared.</source>
        <translation>审计链头未能核对。</translation>
    </message>
    <message>
        <source>The act that was noted is not in the register: its end was cut off, or all of it was written anew.</source>
        <translation>台账中没有上次记下的那一条：末尾被截去，或整个台账被重写。</translation>
    </message>
    <message>
        <source>What was noted is no head of the register: that has 64 hexadecimal digits.</source>
        <translation>记下的链头不完整：应为 64 位十六进制数字，请核对。</translation>
    </message>
    <message>
        <source>The new PIN was not typed the same twice. Please type it again.</source>
        <translation>两次输入的新 PIN 不一致，请重新输入。</translation>
    </message>
    <message>
        <source>The key file is not locked. There is nothing to unblock.</source>
        <translation>密钥文件没有锁定，无需解锁。</translation>
    </message>
    <message>
        <source>The domain does not allow such a long pause. Please choose a shorter one.</source>
        <translation>本交换域不允许这么长的间隔。请选择短一些的时间。</translation>
    </message>
    <message>
        <source>The permission was used already, or was for an earlier lock. Please make a new request.</source>
        <translation>该解锁许可已用过，或针对的是以前的锁定，请重新申请。</translation>
    </message>
    <message>
        <source>The share of the backup is damaged, or is none. Please take another custodian's share.</source>
        <translation>备份分片已损坏或不是备份分片，请改用其他分管人的分片。</translation>
    </message>
    <message>
        <source>The share was made by a newer program. Please update this one.</source>
        <translation>备份分片由更新版本的程序制作，请升级本程序。</translation>
    </message>
    <message>
        <source>The name of a custodian is missing, too long, or has characters that cannot be seen.</source>
        <translation>分管人姓名为空、过长或含有不可见字符，请更正。</translation>
    </message>
    <message>
        <source>Three shares are for three people. The same name was given twice.</source>
        <translation>三个分片须由三人分管，姓名有重复。</translation>
    </message>
    <message>
        <source>The PIN of this custodian's share is wrong. Please type it again.</source>
        <translation>该分管人的分片 PIN 不正确，请重新输入。</translation>
    </message>
    <message>
        <source>The two shares are of different keys or certificates. Nothing was restored.</source>
        <translation>两个分片不属于同一把密钥或同一张证书，未恢复。</translation>
    </message>
    <message>
        <source>The two shares are of different backups of the key. Nothing was restored.</source>
        <translation>两个分片不是同一次备份的，未恢复。</translation>
    </message>
    <message>
        <source>It is the same share twice. A second custodian's share is needed.</source>
        <translation>两次给出的是同一个分片，还需要另一位分管人的分片。</translation>
    </message>
    <message>
        <source>The two shares do not fit: one of them was altered. Please take the third one.</source>
        <translation>两个分片不相符，其中一个被改动过，请改用第三个分片。</translation>
    </message>
    <message>
        <source>There is a file already where a share is to be written. Nothing was written.</source>
        <translation>分片的目标位置已有文件，没有写入任何内容。</translation>
    </message>
    <message>
        <source>The shares of the secret do not fit together. Please take another one.</source>
        <translation>秘密分片彼此不符，请改用其他分片。</translation>
    </message>
    <message>
        <source>The new PIN is too short: it has 6 characters at the least.</source>
        <translation>新 PIN 太短，至少需要 6 个字符。</translation>
    </message>
    <message>
        <source>The new PIN repeats the same characters. Please choose another one.</source>
        <translation>新 PIN 只是几个字符的重复，请另选一个。</translation>
    </message>
    <message>
        <source>The new PIN is a row of neighbouring characters. Please choose another one.</source>
        <translation>新 PIN 是连续的字符，请另选一个。</translation>
    </message>
    <message>
        <source>The new PIN is the old one. Please choose another one.</source>
        <translation>新 PIN 与原 PIN 相同，请另选一个。</translation>
    </message>
    <message>
        <source>One of the key files has another PIN, so none was changed. Please change that one by itself first.</source>
        <translation>有一个密钥文件的 PIN 不同，因此都没有更改，请先单独更改该文件的 PIN。</translation>
    </message>
    <message>
        <source>There is no key file here whose PIN could be changed.</source>
        <translation>此处没有可更改 PIN 的密钥文件。</translation>
    </message>
    <message>
        <source>The new PIN counts, but the disk did not take every key file yet. Please check the disk and unlock with the new PIN.</source>
        <translation>新 PIN 已生效，但磁盘尚未写完全部密钥文件，请检查磁盘后用新 PIN 解锁。</translation>
    </message>
    <message>
        <source>A change of PIN was begun and its journal is damaged. Please ask the system administrator.</source>
        <translation>PIN 更改中断且其记录已损坏，请联系系统管理员。</translation>
    </message>
    <message>
        <source>The file is no request for unblocking a key.</source>
        <translation>该文件不是密钥解锁申请。</translation>
    </message>
    <message>
        <source>The file is no permission for unblocking a key, or it is damaged.</source>
        <translation>该文件不是密钥解锁许可，或已损坏。</translation>
    </message>
    <message>
        <source>The permission is not signed by this authority's officer. Nothing was unblocked.</source>
        <translation>解锁许可不是由本机构管理员签署的，未解锁。</translation>
    </message>
    <message>
        <source>The permission is another officer's. Only the security administrator may unblock a key.</source>
        <translation>解锁许可由其他管理员签署，只有安全保密管理员可以解锁密钥。</translation>
    </message>
    <message>
        <source>The permission is for another key file. Nothing was unblocked.</source>
        <translation>解锁许可针对的是另一个密钥文件，未解锁。</translation>
    </message>
    <message>
        <source>The permission is older than a week, or this machine's clock is wrong. Please make a new request.</source>
        <translation>解锁许可已超过一周，或本机时钟有误，请重新申请。</translation>
    </message>
    <message>
        <source>No current revocation list tells whether the officer's certificate holds. Please ask for a new permission.</source>
        <translation>没有有效的吊销列表可以确认管理员证书是否有效，请重新索取解锁许可。</translation>
    </message>
    <message>
        <source>The directory of units is out of date. Please synchronise, or ask the system administrator for a newer one.</source>
        <translation>单位目录已过期，请同步，或向系统管理员索取新目录。</translation>
    </message>
    <message>
        <source>The document was not sealed: its pages do not show everything that the file holds. Please have it made anew.</source>
        <translation>未用印：页面没有如实显示文件的全部内容，请重新制作文件。</translation>
    </message>
    <message>
        <source>The signer&apos;s certificate comes from an authority that is not known here; who signed is what the certificate claims.</source>
        <translation>签名人证书不是本机信任的机构签发的，签名人身份仅为证书自称。</translation>
    </message>
    <message>
        <source>Whether the signer&apos;s certificate is revoked cannot be told here.</source>
        <translation>签名人证书是否已被吊销，本机无法确认。</translation>
    </message>
    <message>
        <source>The file was changed or added to after it was signed.</source>
        <translation>签名之后文件又有改动或增补。</translation>
    </message>
    <message>
        <source>The file was added to after this signature and signed again; what was added was not told apart.</source>
        <translation>此签名之后文件又有增补并再次签名，增补内容未作辨别。</translation>
    </message>
    <message>
        <source>The file&apos;s structure is too damaged to find its signatures.</source>
        <translation>文件结构损坏，无法查找其中的签名。</translation>
    </message>
    <message>
        <source>The file has more signature fields than are read.</source>
        <translation>文件中的签名域过多，未予读取。</translation>
    </message>
    <message>
        <source>The signature lacks entries that it must have.</source>
        <translation>签名缺少必需的内容。</translation>
    </message>
    <message>
        <source>The signature rests on SHA-1, which proves nothing any more.</source>
        <translation>签名依赖已不安全的 SHA-1，不予承认。</translation>
    </message>
    <message>
        <source>The signature does not name its certificate, as its kind (CAdES) demands.</source>
        <translation>签名未按其格式（CAdES）的要求指明所用证书。</translation>
    </message>
    <message>
        <source>The PDF is encrypted. Please sign a copy without encryption.</source>
        <translation>该 PDF 已加密，请用未加密的副本签名。</translation>
    </message>
    <message>
        <source>Whoever certified the PDF forbade every change, signatures too.</source>
        <translation>该 PDF 已被认证并禁止任何更改，不能再签名。</translation>
    </message>
    <message>
        <source>The PDF is an XFA form, which cannot be signed. Please print it into a plain PDF first.</source>
        <translation>该 PDF 是 XFA 表单，不能签名，请先打印为普通 PDF。</translation>
    </message>
    <message>
        <source>The PDF&apos;s structure is damaged, so nothing can be added to it. Please save it anew and sign that.</source>
        <translation>该 PDF 结构有损坏，不能追加签名，请另存后再签。</translation>
    </message>
    <message>
        <source>The key&apos;s certificate is not for signing PDFs. Nothing was signed.</source>
        <translation>该密钥的证书不能用于 PDF 签名，未作签名。</translation>
    </message>
    <message>
        <source>There the picture would reach beyond the page. Please choose another place.</source>
        <translation>图样在此处会超出页面，请另选位置。</translation>
    </message>
    <message>
        <source>A unit&apos;s seal is put on OFD files by its keeper, and on no PDF. Please name a picture or a personal seal.</source>
        <translation>单位印章由保管人用于 OFD 文件，不用于 PDF。请指明图片或个人名章。</translation>
    </message>
    <message>
        <source>Please name the picture or the seal that is to stand at that place.</source>
        <translation>请指明要放在该处的图片或印章。</translation>
    </message>
    <message>
        <source>The reason is longer than 500 characters.</source>
        <translation>签名原因超过 500 字。</translation>
    </message>
    <message>
        <source>The signed PDF did not hold when it was checked, so it was not kept.</source>
        <translation>签名后的 PDF 未通过检查，未予保存。</translation>
    </message>
    <message>
        <source>A certificate for PDFs is for a P-256 key; please make one by `pdf new-key`.</source>
        <translation>PDF 签名证书须用 P-256 密钥，请用 `pdf new-key` 生成。</translation>
    </message>
    <message>
        <source>The domain has no authority for PDFs yet; `ca pdf-authority` makes one.</source>
        <translation>本交换域尚无 PDF 签名 CA，可用 `ca pdf-authority` 建立。</translation>
    </message>
    <message>
        <source>The domain has an authority for PDFs already.</source>
        <translation>本交换域已有 PDF 签名 CA。</translation>
    </message>
    <message>
        <source>The key is of P-256, which is for signatures on PDFs alone.</source>
        <translation>该密钥为 P-256 密钥，只能用于 PDF 签名。</translation>
    </message>
    <message>
        <source>The key is of another suite than SM2. Nothing was done.</source>
        <translation>该密钥不是 SM2 密钥，未作处理。</translation>
    </message>
    <message>
        <source>The authority issues no certificate of that purpose for keys of that kind.</source>
        <translation>该 CA 不为此类密钥签发此用途的证书。</translation>
    </message>
    <message>
        <source>The PDF could not be signed. Nothing was changed.</source>
        <translation>未能对该 PDF 签名，未作更改。</translation>
    </message>
    <message>
        <source>The token has no P-256 key there that signs by ECDSA. Nothing was signed.</source>
        <translation>该设备上没有可用 ECDSA 签名的 P-256 密钥，未作签名。</translation>
    </message>
    <message>
        <source>This kind of signature is not known here.</source>
        <translation>无法识别此种签名格式。</translation>
    </message>
    <message>
        <source>The signature does not say in two parts what it covers.</source>
        <translation>签名没有按规定说明其覆盖范围。</translation>
    </message>
    <message>
        <source>The signature does not cover the file from its beginning.</source>
        <translation>签名没有从文件开头起覆盖。</translation>
    </message>
    <message>
        <source>The parts that the signature covers overlap or are empty.</source>
        <translation>签名覆盖的两部分重叠或为空。</translation>
    </message>
    <message>
        <source>The signature claims to cover more than the file has.</source>
        <translation>签名声称的覆盖范围超出文件长度。</translation>
    </message>
    <message>
        <source>Between the parts that the signature covers stands more than the signature itself.</source>
        <translation>签名未覆盖的部分不只是签名值本身。</translation>
    </message>
    <message>
        <source>The signature has no value.</source>
        <translation>签名没有签名值。</translation>
    </message>
    <message>
        <source>The signature value cannot be read.</source>
        <translation>签名值无法读取。</translation>
    </message>
    <message>
        <source>The signature value is larger than allowed.</source>
        <translation>签名值过大。</translation>
    </message>
    <message>
        <source>Something foreign stands behind the signature value.</source>
        <translation>签名值之后有多余内容。</translation>
    </message>
    <message>
        <source>The signature value does not have exactly one signer.</source>
        <translation>签名值中不是恰有一个签名人。</translation>
    </message>
    <message>
        <source>The signature value does not hold its signer&apos;s certificate.</source>
        <translation>签名值中没有签名人的证书。</translation>
    </message>
    <message>
        <source>The signature uses a digest method that is too weak or not known.</source>
        <translation>签名使用的摘要算法过弱或无法识别。</translation>
    </message>
    <message>
        <source>The signer&apos;s key is too weak, or of a kind that is not known.</source>
        <translation>签名人的密钥强度不足或种类无法识别。</translation>
    </message>
    <message>
        <source>The signature lacks what ties it to the content.</source>
        <translation>签名缺少与内容绑定的属性。</translation>
    </message>
    <message>
        <source>The content is not the one that was signed.</source>
        <translation>内容与签名时不一致。</translation>
    </message>
    <message>
        <source>The signature value is not the signer&apos;s.</source>
        <translation>签名值与签名人的证书不符。</translation>
    </message>
    <message>
        <source>Not every signature of the file is valid and covers all of it.</source>
        <translation>文件的签名并非全部有效并覆盖全文。</translation>
    </message>
    <message>
        <source>A signature of the file does not hold.</source>
        <translation>文件的签名不成立。</translation>
    </message>
    <message>
        <source>The signature value does not hold.</source>
        <translation>签名值不成立。</translation>
    </message>
    <message>
        <source>The printer does not take the pages. Please look at the printer and try again.</source>
        <translation>打印机没有接收页面。请检查打印机后重试。</translation>
    </message>
    <message>
        <source>Printing was stopped. Pages that the printer has taken already still come out.</source>
        <translation>打印已停止。打印机已接收的页面仍会印出。</translation>
    </message>
    <message>
        <source>The token says that the PIN is wrong. Please type it again; too many wrong ones lock the token.</source>
        <translation>密钥设备提示PIN错误，请重新输入；连续输错会锁定设备。</translation>
    </message>
    <message>
        <source>The token is locked after too many wrong PINs. Please ask the security administrator to unblock it.</source>
        <translation>PIN输错次数过多，密钥设备已锁定，请联系安全保密管理员解锁。</translation>
    </message>
    <message>
        <source>The token is not plugged in. Please plug it in and try again.</source>
        <translation>未找到密钥设备，请插入后重试。</translation>
    </message>
    <message>
        <source>The token was taken out. Nothing was signed; please plug it in and try again.</source>
        <translation>密钥设备已被拔出，未作签名；请插入后重试。</translation>
    </message>
    <message>
        <source>The token has no such key. Please ask the system administrator which one belongs to you.</source>
        <translation>密钥设备中没有这个密钥，请联系系统管理员核对。</translation>
    </message>
    <message>
        <source>The key on the token has no certificate for signing. Please ask the system administrator.</source>
        <translation>密钥设备中没有对应的签名证书，请联系系统管理员。</translation>
    </message>
    <message>
        <source>Several tokens or certificates bear the name. Please ask the system administrator to name one.</source>
        <translation>有多个同名的密钥设备或证书，请联系系统管理员指明其一。</translation>
    </message>
    <message>
        <source>The token does not sign by SM2, so it cannot be used here.</source>
        <translation>此密钥设备不支持SM2签名，不能在此使用。</translation>
    </message>
    <message>
        <source>What the token gave is not a signature of its certificate&apos;s key. Nothing was signed; please have the token looked at.</source>
        <translation>密钥设备返回的签名与其证书不符，未作签名；请检查该设备。</translation>
    </message>
    <message>
        <source>The token did not answer in time and was given up. Nothing was signed; please plug it in anew and try again.</source>
        <translation>密钥设备未在规定时间内应答，已中止，未作签名；请重新插入后再试。</translation>
    </message>
    <message>
        <source>The token&apos;s driver failed. Nothing was signed; please try again, and have the driver looked at if it happens again.</source>
        <translation>密钥设备的驱动出错，未作签名；请重试，若再次出现请检查驱动。</translation>
    </message>
    <message>
        <source>The token&apos;s driver answered what was not asked and was stopped. Nothing was signed.</source>
        <translation>密钥设备的驱动应答异常，已停止，未作签名。</translation>
    </message>
    <message>
        <source>The token reports a fault. Nothing was signed; please plug it in anew and try again.</source>
        <translation>密钥设备报告故障，未作签名；请重新插入后再试。</translation>
    </message>
    <message>
        <source>The seal provider&apos;s question was cancelled. Nothing was sealed.</source>
        <translation>已在印章组件中取消，未用印。</translation>
    </message>
    <message>
        <source>The helper process for tokens cannot be started. Please install the program again.</source>
        <translation>无法启动密钥进程，请重新安装程序。</translation>
    </message>
    <message>
        <source>The token&apos;s driver is not on this desktop&apos;s list. Please ask the system administrator to allow it.</source>
        <translation>密钥设备的驱动不在本终端的允许清单中，请联系系统管理员。</translation>
    </message>
    <message>
        <source>The token&apos;s driver is not the one that was allowed; it was not loaded. Please tell the system administrator.</source>
        <translation>密钥设备的驱动与允许清单不符，未加载；请告知系统管理员。</translation>
    </message>
    <message>
        <source>A driver is named by its whole path. Please correct it.</source>
        <translation>驱动须写明完整的绝对路径，请改正。</translation>
    </message>
    <message>
        <source>The token&apos;s driver cannot be loaded on this machine. Please install the one that was made for it.</source>
        <translation>密钥设备的驱动无法在本机加载，请安装适用的驱动。</translation>
    </message>
    <message>
        <source>The key on the token cannot be used. Please ask the system administrator.</source>
        <translation>密钥设备中的密钥无法使用，请联系系统管理员。</translation>
    </message>
    <message>
        <source>The file cannot be shown here.</source>
        <translation>此文件无法在此显示。</translation>
    </message>
    <message>
        <source>The document has no such page.</source>
        <translation>公文没有这一页。</translation>
    </message>
    <message>
        <source>This kind of file cannot be shown here. Please save it and open it with the program it was made for.</source>
        <translation>此类文件无法在此显示。请另存后用相应程序打开。</translation>
    </message>
    <message>
        <source>The file is too large to be shown here.</source>
        <translation>文件过大，无法在此显示。</translation>
    </message>
    <message>
        <source>A heading of the first level ends with a mark.</source>
        <translation>一级标题末尾有标点。</translation>
    </message>
    <message>
        <source>The text names an attachment that is not there.</source>
        <translation>正文提到的附件不在附件中。</translation>
    </message>
    <message>
        <source>There is not one signer for each issuing organ.</source>
        <translation>签发人与发文机关不是一一对应。</translation>
    </message>
    <message>
        <source>The numbers of the headings are not in sequence.</source>
        <translation>标题序号不连续。</translation>
    </message>
    <message>
        <source>A date is not written as 2026年6月8日.</source>
        <translation>日期没有写成“2026年6月8日”的形式。</translation>
    </message>
    <message>
        <source>The number of a document is not written as 澄政办发〔2026〕28号.</source>
        <translation>引用的发文字号没有写成“澄政办发〔2026〕28号”的形式。</translation>
    </message>
    <message>
        <source>There are half-width marks in Chinese text.</source>
        <translation>中文里用了半角标点。</translation>
    </message>
    <message>
        <source>The title is missing.</source>
        <translation>缺少标题。</translation>
    </message>
    <message>
        <source>The title does not end with the kind of document.</source>
        <translation>标题末尾应为文种。</translation>
    </message>
    <message>
        <source>The title does not name its matter in the form 关于…的….</source>
        <translation>标题没有用“关于……的……”写明事由。</translation>
    </message>
    <message>
        <source>The title has punctuation that titles do not have.</source>
        <translation>标题中一般不用标点符号（书名号等除外）。</translation>
    </message>
    <message>
        <source>The kind is none of the 15 kinds of document.</source>
        <translation>文种不在法定 15 种之内。</translation>
    </message>
    <message>
        <source>The issuer's mark is missing.</source>
        <translation>缺少发文机关标志。</translation>
    </message>
    <message>
        <source>The number is not of the form 澄政办发〔2026〕28号.</source>
        <translation>发文字号应如“澄政办发〔2026〕28号”。</translation>
    </message>
    <message>
        <source>The copy number is not six Arabic digits.</source>
        <translation>份号不是 6 位阿拉伯数字。</translation>
    </message>
    <message>
        <source>The secrecy mark is not of the form 秘密★1年.</source>
        <translation>密级应写作“秘密★1年”。</translation>
    </message>
    <message>
        <source>The term of secrecy is longer than its level allows.</source>
        <translation>保密期限超过该密级的最长期限（秘密 10 年、机密 20 年、绝密 30 年）。</translation>
    </message>
    <message>
        <source>A classified document has no copy number.</source>
        <translation>涉密公文没有标注份号。</translation>
    </message>
    <message>
        <source>The urgency is neither 特急 nor 加急.</source>
        <translation>紧急程度不是“特急”或“加急”。</translation>
    </message>
    <message>
        <source>A document to a higher body does not name its signer.</source>
        <translation>上行文没有标注签发人。</translation>
    </message>
    <message>
        <source>A request has more than one recipient.</source>
        <translation>请示的主送机关多于一个。</translation>
    </message>
    <message>
        <source>A request names no contact in its note.</source>
        <translation>请示没有在附注处注明联系人和电话。</translation>
    </message>
    <message>
        <source>The recipients are missing.</source>
        <translation>缺少主送机关。</translation>
    </message>
    <message>
        <source>A recipient is empty or ends with a colon of its own.</source>
        <translation>主送机关为空，或末尾自带冒号（冒号由排版加上）。</translation>
    </message>
    <message>
        <source>The body is empty.</source>
        <translation>正文为空。</translation>
    </message>
    <message>
        <source>The headings skip a level.</source>
        <translation>标题层次越级（一、→（一）→1.→（1））。</translation>
    </message>
    <message>
        <source>A heading's number does not fit its level.</source>
        <translation>标题序号与层次不符。</translation>
    </message>
    <message>
        <source>A heading's number is not in the form 一、（一）1. or （1）.</source>
        <translation>标题序号不是“一、（一）1.（1）”的写法。</translation>
    </message>
    <message>
        <source>An attachment has no name.</source>
        <translation>附件没有名称。</translation>
    </message>
    <message>
        <source>An attachment's name ends with a mark.</source>
        <translation>附件名称末尾有标点。</translation>
    </message>
    <message>
        <source>The signature of the issuing organ is missing.</source>
        <translation>缺少发文机关署名。</translation>
    </message>
    <message>
        <source>The date is missing.</source>
        <translation>缺少成文日期。</translation>
    </message>
    <message>
        <source>More than twelve seals do not find room on a page with text.</source>
        <translation>印章超过十二枚，不能全部与正文同处一页。</translation>
    </message>
    <message>
        <source>The printing date is before the date of issue.</source>
        <translation>印发日期早于成文日期。</translation>
    </message>
    <message>
        <source>There are characters that nobody sees.</source>
        <translation>有不可见字符。</translation>
    </message>
    <message>
        <source>The key cannot be opened. Please ask the system administrator.</source>
        <translation>密钥打不开，请联系系统管理员。</translation>
    </message>
    <message>
        <source>The local store failed. Please check the disk; if it happens again, restore the backup.</source>
        <translation>本地库出错，请检查磁盘；如再次出现，请从备份恢复。</translation>
    </message>
    <message>
        <source>The store's key cannot be opened. Please ask the system administrator.</source>
        <translation>本地库密钥打不开，请联系系统管理员。</translation>
    </message>
    <message>
        <source>The desktop's files cannot be used. Please ask the system administrator.</source>
        <translation>终端档案不可用，请联系系统管理员。</translation>
    </message>
    <message>
        <source>The rules of the process do not allow this. Nothing was changed.</source>
        <translation>流程规则不允许此操作，未作更改。</translation>
    </message>
    <message>
        <source>The calendar of holidays has a fault; until it is mended, weekends alone are free. Please ask the system administrator.</source>
        <translation>节假日历有误，改正之前只按周末休息计算，请联系系统管理员。</translation>
    </message>
    <message>
        <source>A field has a value that it cannot hold. Please correct it.</source>
        <translation>有填写内容不符合要求，请更正。</translation>
    </message>
    <message>
        <source>The record cannot be handled like that. Nothing was changed.</source>
        <translation>该件不能如此办理，未作更改。</translation>
    </message>
    <message>
        <source>An entry about the record cannot be read; it was left out.</source>
        <translation>该件的一条记录无法读取，已略过。</translation>
    </message>
    <message>
        <source>The draft could not be handled. Your text is still here.</source>
        <translation>稿件处理失败，您的文字仍在窗口中。</translation>
    </message>
    <message>
        <source>The number could not be drawn. Please synchronise and try again.</source>
        <translation>未能取号，请同步后重试。</translation>
    </message>
    <message>
        <source>The number series does not allow this. Please synchronise and try again.</source>
        <translation>编号序列不允许此操作，请同步后重试。</translation>
    </message>
    <message>
        <source>The document has something that is not allowed. Please correct it.</source>
        <translation>公文中有不符合要求的内容，请更正。</translation>
    </message>
    <message>
        <source>The document breaks a format rule. Please correct it.</source>
        <translation>公文不符合版式要求，请更正。</translation>
    </message>
    <message>
        <source>The file is damaged or no PDF; it cannot be shown.</source>
        <translation>文件已损坏或不是PDF，无法显示。</translation>
    </message>
    <message>
        <source>The file is under a password; it cannot be shown here.</source>
        <translation>文件设有密码，无法在此显示。</translation>
    </message>
    <message>
        <source>The file has too many pages, or none; it cannot be shown.</source>
        <translation>文件页数过多或没有页面，无法显示。</translation>
    </message>
    <message>
        <source>This page is damaged and cannot be shown.</source>
        <translation>本页已损坏，无法显示。</translation>
    </message>
    <message>
        <source>The file has no such page.</source>
        <translation>文件没有这一页。</translation>
    </message>
    <message>
        <source>This page's size is not one that can be shown.</source>
        <translation>本页的尺寸异常，无法显示。</translation>
    </message>
    <message>
        <source>The picture is too large to be shown whole. Please make it smaller.</source>
        <translation>图面过大，无法整幅显示，请缩小后再看。</translation>
    </message>
    <message>
        <source>This page needs more memory than a foreign file may take; it is not shown.</source>
        <translation>本页所需内存超出外来文件的限额，未予显示。</translation>
    </message>
    <message>
        <source>The file is too large to be shown here. Please save it and open it elsewhere.</source>
        <translation>文件过大，无法在此显示，请另存后用其他程序打开。</translation>
    </message>
    <message>
        <source>This cannot be shown: reading it made the viewing process fail twice.</source>
        <translation>无法显示：读取时查看进程两次异常退出。</translation>
    </message>
    <message>
        <source>This cannot be shown: reading it took too long and was stopped.</source>
        <translation>无法显示：读取用时过长，已停止。</translation>
    </message>
    <message>
        <source>The file makes the viewing process fail again and again; it is not opened any more.</source>
        <translation>该文件多次使查看进程异常退出，不再打开。</translation>
    </message>
    <message>
        <source>The viewing process cannot be started. Please install the program again.</source>
        <translation>查看进程无法启动，请重新安装程序。</translation>
    </message>
    <message>
        <source>The viewing process cannot be confined on this machine, so no foreign file is opened.</source>
        <translation>本机无法隔离查看进程，因此不打开外来文件。</translation>
    </message>
    <message>
        <source>The foreign file cannot be shown.</source>
        <translation>外来文件无法显示。</translation>
    </message>
    <message>
        <source>The folder for the pictures cannot be made. Please check the path.</source>
        <translation>无法建立存放图片的文件夹，请检查路径。</translation>
    </message>
    <message>
        <source>A picture cannot be written. Please check the folder and its free space.</source>
        <translation>无法写入图片，请检查文件夹及其剩余空间。</translation>
    </message>
    <message>
        <source>The document could not be typeset. Please look at its elements.</source>
        <translation>公文未能排版，请检查各要素。</translation>
    </message>
    <message>
        <source>A font cannot be used. Please install the program again.</source>
        <translation>字体不可用，请重新安装程序。</translation>
    </message>
    <message>
        <source>The docx lacks its text. Please save it again in WPS and import that.</source>
        <translation>docx 文件缺少正文，请在 WPS 中重新保存后再导入。</translation>
    </message>
    <message>
        <source>The docx is damaged or not allowed. Please save it again in WPS and import that.</source>
        <translation>docx 文件已损坏或不合规定，请在 WPS 中重新保存后再导入。</translation>
    </message>
    <message>
        <source>The docx has more in it than a document can hold; it was not imported.</source>
        <translation>docx 文件的内容超出公文的限度，未予导入。</translation>
    </message>
    <message>
        <source>The document has characters that no docx can hold. Please take them out.</source>
        <translation>公文中有 docx 不能容纳的字符，请删除后再导出。</translation>
    </message>
    <message>
        <source>The file's container is damaged or not allowed; it was not taken in.</source>
        <translation>文件的压缩包已损坏或不合规定，未予接收。</translation>
    </message>
    <message>
        <source>The page file does not follow the OFD standard; it was not taken in.</source>
        <translation>版式文件不符合 OFD 标准，未予接收。</translation>
    </message>
    <message>
        <source>The seal does not hold. Please look at the steps of the check.</source>
        <translation>印章验证未通过，请查看验证步骤。</translation>
    </message>
    <message>
        <source>The document could not be sealed. Nothing was changed.</source>
        <translation>未能用印，未作更改。</translation>
    </message>
    <message>
        <source>The check could not be finished. Treat the document as unverified.</source>
        <translation>验证未能完成，请按未验证对待。</translation>
    </message>
    <message>
        <source>A certificate does not hold. Please ask the system administrator.</source>
        <translation>证书验证未通过，请联系系统管理员。</translation>
    </message>
    <message>
        <source>The list of revoked certificates does not hold. Please ask the system administrator.</source>
        <translation>证书吊销列表无效，请联系系统管理员。</translation>
    </message>
    <message>
        <source>The directory does not hold or lacks what is needed. Please ask the system administrator.</source>
        <translation>通讯录无效或缺少所需内容，请联系系统管理员。</translation>
    </message>
    <message>
        <source>The envelope was refused: it does not match what its sender signed.</source>
        <translation>封装包被拒收：与发件单位所签内容不符。</translation>
    </message>
    <message>
        <source>The envelope's header was refused: it cannot be read.</source>
        <translation>封装包的文件头无法读取，已拒收。</translation>
    </message>
    <message>
        <source>The delivery does not allow this any more.</source>
        <translation>该投递已不允许此操作。</translation>
    </message>
    <message>
        <source>The server did not take the recall or the time of sending.</source>
        <translation>服务器未接受撤回或定时发送。</translation>
    </message>
    <message>
        <source>The document cannot be recalled.</source>
        <translation>该公文不能撤回。</translation>
    </message>
    <message>
        <source>The server&apos;s word about a recall does not hold; it was refused.</source>
        <translation>服务器关于撤回的裁定验证不通过，已拒收。</translation>
    </message>
    <message>
        <source>A receipt was refused: it does not hold.</source>
        <translation>回执无效，已拒收。</translation>
    </message>
    <message>
        <source>The recipients cannot be reached like that. Please look at the list.</source>
        <translation>收文单位有误，请检查列表。</translation>
    </message>
    <message>
        <source>The exchange refused this. Nothing was sent.</source>
        <translation>交换规则不允许，未发送。</translation>
    </message>
    <message>
        <source>The document could not be dispatched. Nothing was sent.</source>
        <translation>未能封发，未发送任何内容。</translation>
    </message>
    <message>
        <source>What arrived was refused. Nothing was changed.</source>
        <translation>来件被拒收，未作更改。</translation>
    </message>
    <message>
        <source>The exchange by USB could not be finished. Nothing was taken in halves.</source>
        <translation>U 盘交换未能完成，没有只办一半的内容。</translation>
    </message>
    <message>
        <source>Synchronising stopped. It goes on where it was at the next time.</source>
        <translation>同步中断，下次从中断处继续。</translation>
    </message>
    <message>
        <source>The package was refused: it is damaged or was altered.</source>
        <translation>交换包被拒收：已损坏或被改动。</translation>
    </message>
    <message>
        <source>The journal does not hold at one place. Please ask the system administrator to verify it.</source>
        <translation>日志有一处不能通过校验，请联系系统管理员核查。</translation>
    </message>
    <message>
        <source>A journal entry cannot be read. It was refused.</source>
        <translation>一条日志无法读取，已拒绝。</translation>
    </message>
    <message>
        <source>Stored content could not be read or written. Please check the disk.</source>
        <translation>内容读写失败，请检查磁盘。</translation>
    </message>
    <message>
        <source>A file could not be read or written. Please check the disk and the rights.</source>
        <translation>文件读写失败，请检查磁盘和权限。</translation>
    </message>
    <message>
        <source>What was received is damaged; it was refused.</source>
        <translation>收到的数据已损坏，已拒绝。</translation>
    </message>
    <message>
        <source>Encrypted content was altered or is incomplete; it was refused.</source>
        <translation>加密内容被改动或不完整，已拒绝。</translation>
    </message>
    <message>
        <source>The server cannot be reached. Work goes on offline.</source>
        <translation>连不上服务器，可继续离线办理。</translation>
    </message>
    <message>
        <source>The server answered something that cannot be understood. Please update the program.</source>
        <translation>服务器的应答无法识别，请升级程序。</translation>
    </message>
    <message>
        <source>The server ended the session. Please synchronise again.</source>
        <translation>服务器结束了会话，请重新同步。</translation>
    </message>
    <message>
        <source>A personal signature does not hold.</source>
        <translation>个人签名无效。</translation>
    </message>
    <message>
        <source>A business module cannot be read. Please ask the system administrator.</source>
        <translation>业务模块无法读取，请联系系统管理员。</translation>
    </message>
    <message>
        <source>The exchange domain's description has a fault.</source>
        <translation>交换域描述有误。</translation>
    </message>
    <message>
        <source>The domain's authority refused this.</source>
        <translation>交换域的证书机构不允许此操作。</translation>
    </message>
    <message>
        <source>The PIN is wrong. Please type it again.</source>
        <translation>PIN 不正确，请重新输入。</translation>
    </message>
    <message>
        <source>Too many wrong PINs: the key is locked. Please ask the security administrator to unblock it.</source>
        <translation>PIN 输错次数过多，密钥已锁定，请联系安全保密管理员解锁。</translation>
    </message>
    <message>
        <source>The PIN is too short or too long: 4 to 64 characters are allowed.</source>
        <translation>PIN 长度不符：应为 4 至 64 个字符。</translation>
    </message>
    <message>
        <source>The key is in use at this moment. Please try again.</source>
        <translation>密钥正被使用，请稍后重试。</translation>
    </message>
    <message>
        <source>The count of wrong PINs cannot be kept, so the key stays closed. Please check the disk.</source>
        <translation>无法记录 PIN 尝试次数，密钥不予打开。请检查磁盘。</translation>
    </message>
    <message>
        <source>The key file is damaged. Please ask the system administrator for a new one.</source>
        <translation>密钥文件已损坏，请联系系统管理员重新发放。</translation>
    </message>
    <message>
        <source>Only the system administrator can hand out content keys.</source>
        <translation>只有系统管理员可以发放内容密钥。</translation>
    </message>
    <message>
        <source>This desktop has not received the unit's content key yet. Please synchronise once and try again.</source>
        <translation>本终端尚未收到单位的内容密钥。请先同步一次再试。</translation>
    </message>
    <message>
        <source>This member may not open this desktop. Please choose another member or ask the system administrator.</source>
        <translation>该人员无权打开本终端。请另选人员，或联系系统管理员。</translation>
    </message>
    <message>
        <source>This desktop or member is not in the unit's directory any more. Please ask the system administrator.</source>
        <translation>本终端或该人员已不在单位通讯录中，请联系系统管理员。</translation>
    </message>
    <message>
        <source>The desktop's files were written by a newer version. Please update the program.</source>
        <translation>终端档案由更新版本的程序写成，请先升级本程序。</translation>
    </message>
    <message>
        <source>The desktop's description is damaged. Please ask the system administrator to set it up again.</source>
        <translation>终端档案已损坏，请联系系统管理员重新设置。</translation>
    </message>
    <message>
        <source>The store does not belong to this desktop, or it is damaged. Please recover it from the server, or ask the system administrator.</source>
        <translation>本地库不属于本终端，或已损坏。请从服务器恢复，或联系系统管理员。</translation>
    </message>
    <message>
        <source>The desktop's store is not there, and no empty one was begun in its place. Please recover it from the server, or from the backup.</source>
        <translation>本终端的本地库不存在，也没有另建空库。请从服务器或备份恢复。</translation>
    </message>
    <message>
        <source>The desktop's folder lies on a network drive, where its store would be damaged. Please move it to a disk of this machine.</source>
        <translation>终端文件夹位于网络共享盘上，本地库在那里会损坏，请移到本机磁盘。</translation>
    </message>
    <message>
        <source>The store was written by a newer version. Please update the program.</source>
        <translation>本地库由更新版本的程序写成，请先升级本程序。</translation>
    </message>
    <message>
        <source>The exchange server cannot reach its database at the moment. It is tried again by itself.</source>
        <translation>交换服务器暂时连不上数据库，稍后自动重试。</translation>
    </message>
    <message>
        <source>The exchange server had no memory for it at the moment. It is tried again by itself.</source>
        <translation>交换服务器暂时内存不足，稍后自动重试。</translation>
    </message>
    <message>
        <source>This machine may open no more files; nothing was changed. Please close other programs and try again.</source>
        <translation>本机可打开的文件数已达上限，没有任何改动，请关闭其他程序后重试。</translation>
    </message>
    <message>
        <source>This machine has no memory left; nothing was changed. Please close other programs and try again.</source>
        <translation>本机内存不足，没有任何改动，请关闭其他程序后重试。</translation>
    </message>
    <message>
        <source>The disk is full; nothing was changed. Please make room and try again. Reading goes on meanwhile.</source>
        <translation>磁盘已满，没有任何改动，请腾出空间后重试；其间仍可查阅。</translation>
    </message>
    <message>
        <source>The disk failed to keep what was written, so nothing more is written. Please start the program again and have the disk checked.</source>
        <translation>磁盘未能可靠保存写入的内容，已停止一切写入；请重新启动程序，并请人检查磁盘。</translation>
    </message>
    <message>
        <source>The store is damaged. Please recover it: it is put aside, and the desktop comes from the server anew.</source>
        <translation>本地库已损坏。请恢复：损坏的库会被另存，终端内容从服务器重新取得。</translation>
    </message>
    <message>
        <source>A file that is needed is not there. Please check the folder and try again.</source>
        <translation>所需文件不存在，请检查文件夹后重试。</translation>
    </message>
    <message>
        <source>The file is too large. Please choose a smaller one.</source>
        <translation>文件过大，请另选较小的文件。</translation>
    </message>
    <message>
        <source>The file could not be written. Please check free space and rights.</source>
        <translation>文件写不进去，请检查剩余空间和权限。</translation>
    </message>
    <message>
        <source>There is a file of this name already; nothing was changed. Please take another name, or choose the file with “Browse …” to replace it.</source>
        <translation>已有同名文件，未作更改。请换一个文件名；要替换它，请用“浏览…”选择。</translation>
    </message>
    <message>
        <source>The file could not be read. Please check it and try again.</source>
        <translation>文件读不出来，请检查后重试。</translation>
    </message>
    <message>
        <source>There is no such member in the domain. Please name UNIT/MEMBER.</source>
        <translation>交换域中没有此人。请按“单位/人员”指定。</translation>
    </message>
    <message>
        <source>The workspace is locked. Please unlock it and try again.</source>
        <translation>工作区已锁定，请解锁后重试。</translation>
    </message>
    <message>
        <source>This task is somebody else's. Nothing was changed.</source>
        <translation>这一步由他人办理，未作任何更改。</translation>
    </message>
    <message>
        <source>This step has been done already. Please open the list again.</source>
        <translation>这一步已经办过，请刷新列表。</translation>
    </message>
    <message>
        <source>The record has ended; nothing more can be done to it.</source>
        <translation>该件已经办结，不能再办理。</translation>
    </message>
    <message>
        <source>Your role does not allow this. Please ask the system administrator if it should.</source>
        <translation>您的角色无此权限。如确需办理，请联系系统管理员。</translation>
    </message>
    <message>
        <source>The record belongs to another unit.</source>
        <translation>该件属于其他单位。</translation>
    </message>
    <message>
        <source>This step cannot end that way. Please choose one of its buttons.</source>
        <translation>这一步不能如此办理，请从按钮中选择。</translation>
    </message>
    <message>
        <source>It cannot be returned to that step. Please choose an earlier step that was done.</source>
        <translation>不能退回到该步骤，请选择已办过的前一步骤。</translation>
    </message>
    <message>
        <source>Something that this step requires is not filled in. Please fill it in and try again.</source>
        <translation>本步骤要求的内容尚未填写，请补充后再办。</translation>
    </message>
    <message>
        <source>This step may not change that field.</source>
        <translation>本步骤不能修改该项内容。</translation>
    </message>
    <message>
        <source>This step wants an opinion. Please write one.</source>
        <translation>本步骤须填写意见，请填写后再办。</translation>
    </message>
    <message>
        <source>Please write the reason.</source>
        <translation>请写明理由。</translation>
    </message>
    <message>
        <source>This step wants your personal signature. Please type your PIN.</source>
        <translation>本步骤须本人签名，请输入 PIN。</translation>
    </message>
    <message>
        <source>There is nothing of yours to take back.</source>
        <translation>没有可以撤回的步骤。</translation>
    </message>
    <message>
        <source>The next person has already acted; it cannot be taken back any more.</source>
        <translation>下一步已有人办理，不能再撤回。</translation>
    </message>
    <message>
        <source>This was not circulated to you.</source>
        <translation>该件没有传阅给您。</translation>
    </message>
    <message>
        <source>The record is suspended. It can be handled once it is resumed.</source>
        <translation>该件已暂停办理，恢复后再办。</translation>
    </message>
    <message>
        <source>The record is not suspended.</source>
        <translation>该件没有暂停办理。</translation>
    </message>
    <message>
        <source>Only who began the record, or an administrator, may do this. Nothing was changed.</source>
        <translation>只有该件的发起人或管理员才能进行此操作，未作更改。</translation>
    </message>
    <message>
        <source>Only an administrator may do this. Nothing was changed.</source>
        <translation>只有管理员才能进行此操作，未作更改。</translation>
    </message>
    <message>
        <source>A step was done that is never taken back. Only an administrator may terminate the record now.</source>
        <translation>该件已办过不可撤回的步骤，现在只有管理员才能终止。</translation>
    </message>
    <message>
        <source>Records that are marked secret are exported for a reason. Nothing was written.</source>
        <translation>标明密级的事项须写明理由才能导出，未写入文件。</translation>
    </message>
    <message>
        <source>The list has no columns that could be exported.</source>
        <translation>列表没有可导出的列。</translation>
    </message>
    <message>
        <source>The list is longer than a workbook takes. Please narrow it by the filter.</source>
        <translation>列表超过工作簿的容量，请先筛选缩小范围。</translation>
    </message>
    <message>
        <source>The workbook cannot be written there. Please choose another folder, and close it where it is open.</source>
        <translation>无法在该处写入工作簿。请换一个文件夹；如文件已打开，请先关闭。</translation>
    </message>
    <message>
        <source>This step was urged a short while ago. Please wait before urging it again.</source>
        <translation>该步骤刚催办过，请过一段时间再催。</translation>
    </message>
    <message>
        <source>This task is your own; there is nobody to urge.</source>
        <translation>该步骤由您本人办理，无须催办。</translation>
    </message>
    <message>
        <source>You have had no part in this record.</source>
        <translation>您没有参与办理该件。</translation>
    </message>
    <message>
        <source>This step takes no further signers.</source>
        <translation>本步骤不能加签。</translation>
    </message>
    <message>
        <source>That person is among the signers already.</source>
        <translation>该人员已在会签人之中。</translation>
    </message>
    <message>
        <source>That person is not among those who have still to sign.</source>
        <translation>该人员不在尚未签署的会签人之中。</translation>
    </message>
    <message>
        <source>Only who sent it round to be countersigned, or an administrator, may take a signer out.</source>
        <translation>只有发起会签的人或管理员才能减签。</translation>
    </message>
    <message>
        <source>The only signer cannot be taken out.</source>
        <translation>不能减去唯一的会签人。</translation>
    </message>
    <message>
        <source>That person cannot do this step. Please choose somebody of the unit who has the role.</source>
        <translation>该人员不能办理本步骤，请选择本单位具有相应角色的人员。</translation>
    </message>
    <message>
        <source>Please choose a person.</source>
        <translation>请选择人员。</translation>
    </message>
    <message>
        <source>There is no such time limit at this step.</source>
        <translation>本步骤没有该项时限。</translation>
    </message>
    <message>
        <source>The time limit has not come yet.</source>
        <translation>时限未到。</translation>
    </message>
    <message>
        <source>The time limit was told of already.</source>
        <translation>该项时限已经提示过。</translation>
    </message>
    <message>
        <source>The process has elements that are not supported; the log names each with its line.</source>
        <translation>流程图中有不支持的元素，日志中已逐一列出其行号。</translation>
    </message>
    <message>
        <source>A newer program made this entry. It takes effect here once this program is updated.</source>
        <translation>该记录由更新版本的程序生成，本程序更新后即生效。</translation>
    </message>
    <message>
        <source>The record is not here. Please synchronise and open the list again.</source>
        <translation>本地没有该件，请同步后刷新列表。</translation>
    </message>
    <message>
        <source>The record is here already. Nothing was done twice.</source>
        <translation>该件已存在，未重复处理。</translation>
    </message>
    <message>
        <source>A step that has to be signed is not signed.</source>
        <translation>应当签名的步骤没有签名。</translation>
    </message>
    <message>
        <source>A signature says something else than the step that it stands at.</source>
        <translation>签名内容与所在步骤不符。</translation>
    </message>
    <message>
        <source>The signature is another person's.</source>
        <translation>签名不属于该人员。</translation>
    </message>
    <message>
        <source>The signature does not hold: what was signed has been altered.</source>
        <translation>签名无效：所签内容已被改动。</translation>
    </message>
    <message>
        <source>There is no draft of this record here yet. Please synchronise.</source>
        <translation>本地尚无该件的稿本，请先同步。</translation>
    </message>
    <message>
        <source>The draft is with somebody else now; your text was not saved there. Please copy what you need.</source>
        <translation>稿件已转他人办理，未能保存。请复制需要的文字。</translation>
    </message>
    <message>
        <source>The version that this one was made from is not here. Please synchronise.</source>
        <translation>所依据的稿本不在本地，请先同步。</translation>
    </message>
    <message>
        <source>The draft is too large. Please shorten it or move parts into attachments.</source>
        <translation>稿件过大，请精简或移作附件。</translation>
    </message>
    <message>
        <source>A saved version does not match its digest; it was damaged or altered.</source>
        <translation>已存稿本与其摘要不符，可能已损坏或被改动。</translation>
    </message>
    <message>
        <source>There is nothing to merge.</source>
        <translation>没有需要合并的稿本。</translation>
    </message>
    <message>
        <source>The content has not been fetched yet. Please synchronise.</source>
        <translation>内容尚未取到，请先同步。</translation>
    </message>
    <message>
        <source>The server no longer keeps this content: every recipient has had it for longer than the retention period. Please ask the sender to send it again.</source>
        <translation>服务器已不再保存该内容：各收文单位取走后已超过保留期。如需要，请发文单位重新发送。</translation>
    </message>
    <message>
        <source>Your unit&apos;s storage at the exchange server is full; nothing was sent. Please ask the server&apos;s administrator for more room.</source>
        <translation>本单位在交换服务器上的存储空间已满，未发送。请联系服务器管理员扩大配额。</translation>
    </message>
    <message>
        <source>Stored content is damaged. Please restore it from the backup or synchronise again.</source>
        <translation>所存内容已损坏，请从备份恢复或重新同步。</translation>
    </message>
    <message>
        <source>Only the registrar draws numbers.</source>
        <translation>只有编号员可以取号。</translation>
    </message>
    <message>
        <source>The number series is not confirmed by the unit's log yet. Please synchronise once and draw again.</source>
        <translation>编号序列尚未经单位日志确认。请同步一次后再取号。</translation>
    </message>
    <message>
        <source>A number can only be drawn, not typed.</source>
        <translation>编号只能取号，不能手工填写。</translation>
    </message>
    <message>
        <source>This number series counts by the year and knows no terms. There is nothing to begin.</source>
        <translation>该编号序列按年度编号，不分届次，无需启用新一届编号。</translation>
    </message>
    <message>
        <source>There is no number series of that name. Please choose one of those listed.</source>
        <translation>没有该名称的编号序列。请从所列序列中选择。</translation>
    </message>
    <message>
        <source>Another desktop draws the numbers of this series. Please do it there or ask for a block.</source>
        <translation>该序列由其他终端编号。请到该终端办理，或申请号段。</translation>
    </message>
    <message>
        <source>Nobody has opened this number series yet. Please synchronise and try again.</source>
        <translation>该编号序列尚未启用，请同步后重试。</translation>
    </message>
    <message>
        <source>The block of numbers is used up. Please synchronise to get another.</source>
        <translation>号段已用完，请同步后领取新号段。</translation>
    </message>
    <message>
        <source>There is no text in the file. Please choose another one.</source>
        <translation>文件中没有文字，请另选文件。</translation>
    </message>
    <message>
        <source>The text's encoding is unknown. Please save it as UTF-8 and import it again.</source>
        <translation>无法识别文本编码。请另存为 UTF-8 后再导入。</translation>
    </message>
    <message>
        <source>The text is too large to import: 4 MB are allowed.</source>
        <translation>文本过大，不能导入：上限为 4 MB。</translation>
    </message>
    <message>
        <source>The text has characters that no page shows. Please take them out.</source>
        <translation>文字中有页面无法显示的字符，请删除。</translation>
    </message>
    <message>
        <source>The remark lies outside the text.</source>
        <translation>批注位置超出正文。</translation>
    </message>
    <message>
        <source>A picture of the text is not on this machine. Please insert it again.</source>
        <translation>正文中的图片不在本机，请重新插入。</translation>
    </message>
    <message>
        <source>The official fonts are not installed. Please install the program again.</source>
        <translation>公文字体未安装，请重新安装程序。</translation>
    </message>
    <message>
        <source>The seal was used outside its period of validity.</source>
        <translation>印章不在有效期内。</translation>
    </message>
    <message>
        <source>The seal is not registered in the directory.</source>
        <translation>印章未在通讯录备案。</translation>
    </message>
    <message>
        <source>What was sealed has been altered since.</source>
        <translation>盖章之后内容被改动。</translation>
    </message>
    <message>
        <source>Some characters have no font, so the document cannot be sealed. Please mend them.</source>
        <translation>部分文字没有字体可显示，不能用印。请更正后再办。</translation>
    </message>
    <message>
        <source>This document may not travel on this network: its secrecy is too high. Please send it on paper.</source>
        <translation>该件密级过高，不得在本网络传输，请走机要渠道。</translation>
    </message>
    <message>
        <source>The secrecy mark is unknown, so the document is not sent. Please correct the mark.</source>
        <translation>密级标注无法识别，不予发送，请更正密级。</translation>
    </message>
    <message>
        <source>A recipient is not in the directory. Please choose it from the list.</source>
        <translation>有收文单位不在通讯录中，请从列表中选择。</translation>
    </message>
    <message>
        <source>Nobody is to receive it. Please choose recipients.</source>
        <translation>没有收文单位，请选择。</translation>
    </message>
    <message>
        <source>A recipient is named twice.</source>
        <translation>收文单位重复。</translation>
    </message>
    <message>
        <source>A recipient is in another domain, which a desktop without network does not reach. Please have it sent from one that is connected.</source>
        <translation>收文单位属于其他交换域，单机无法送达。请改由联网终端发送。</translation>
    </message>
    <message>
        <source>The directory does not know the unit that signed this.</source>
        <translation>签名的单位不在通讯录中。</translation>
    </message>
    <message>
        <source>The unit is not in the directory. Please choose one from the list.</source>
        <translation>通讯录中没有该单位，请从列表中选择。</translation>
    </message>
    <message>
        <source>The unit is retired and has no successor.</source>
        <translation>该单位已撤销且无承接单位。</translation>
    </message>
    <message>
        <source>It has been signed for already and cannot be recalled.</source>
        <translation>对方已签收，不能撤回。</translation>
    </message>
    <message>
        <source>Please write in one line why it is recalled: the recipients read it.</source>
        <translation>请用一行写明撤回理由，收文单位会看到。</translation>
    </message>
    <message>
        <source>The document has not been dispatched yet.</source>
        <translation>该公文尚未封发。</translation>
    </message>
    <message>
        <source>Please give a time of sending that lies ahead, within a year.</source>
        <translation>请给出一年之内、尚未过去的发送时间。</translation>
    </message>
    <message>
        <source>Its sender has recalled it; it can be neither signed for nor returned.</source>
        <translation>来文单位已撤回，不能再签收或退文。</translation>
    </message>
    <message>
        <source>The envelope is addressed to another unit.</source>
        <translation>该封装包的收件单位不是本单位。</translation>
    </message>
    <message>
        <source>The envelope came before; it was not taken in twice.</source>
        <translation>该封装包已收过，未重复接收。</translation>
    </message>
    <message>
        <source>This package was taken in before; nothing was done twice.</source>
        <translation>该交换包已导入过，未重复处理。</translation>
    </message>
    <message>
        <source>The package is meant for another unit.</source>
        <translation>该交换包不是给本单位的。</translation>
    </message>
    <message>
        <source>The package has expired. Please ask for a new one.</source>
        <translation>交换包已过期，请对方重新导出。</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation>已取消，未作更改。</translation>
    </message>
    <message>
        <source>The package is incomplete. Please copy it again.</source>
        <translation>交换包不完整，请重新复制。</translation>
    </message>
    <message>
        <source>The drive cannot be read or written. Please plug it in again.</source>
        <translation>U 盘无法读写，请重新插入。</translation>
    </message>
    <message>
        <source>The drive is full, and nothing was left on it. Please make room or take another drive.</source>
        <translation>移动盘已满，盘上未留下任何内容，请清出空间或换一个盘。</translation>
    </message>
    <message>
        <source>The package could not be taken in. Nothing was changed.</source>
        <translation>交换包未能导入，未作更改。</translation>
    </message>
    <message>
        <source>The server cannot be reached. Work goes on offline; what waits is sent later.</source>
        <translation>连不上服务器。可继续离线办理，待发件稍后自动发送。</translation>
    </message>
    <message>
        <source>The server does not answer. Work goes on offline; what waits is sent later.</source>
        <translation>服务器没有应答。可继续离线办理，待发件稍后自动发送。</translation>
    </message>
    <message>
        <source>The server refused the request. Please ask the system administrator.</source>
        <translation>服务器拒绝了请求，请联系系统管理员。</translation>
    </message>
    <message>
        <source>The server no longer understands this version of the program. Please have the program on this desktop updated.</source>
        <translation>服务器已不支持本程序的版本，请更新本终端上的程序。</translation>
    </message>
    <message>
        <source>The server speaks a newer version than this program does. Please have the program on this desktop updated.</source>
        <translation>服务器使用的版本比本程序新，请更新本终端上的程序。</translation>
    </message>
    <message>
        <source>Another unit or the server goes by another directory of the same version. Somebody may have been given false certificates. Please tell the security administrator.</source>
        <translation>其他单位或服务器使用的单位目录与本终端的同版本目录不同，可能有人得到了虚假的证书，请告知安全保密管理员。</translation>
    </message>
    <message>
        <source>Others have gone by a newer directory for an hour, and the server does not give it to this desktop. Somebody may keep new and revoked certificates from you. Please tell the security administrator.</source>
        <translation>其他单位使用更新的单位目录已超过一小时，而服务器未提供给本终端，可能有人使本终端得不到新证书和吊销信息，请告知安全保密管理员。</translation>
    </message>
    <message>
        <source>The directory of units was written for a newer version of the program. Please have the program on this desktop updated.</source>
        <translation>单位目录采用了新版本程序的格式，请更新本终端上的程序。</translation>
    </message>
    <message>
        <source>The server does not admit this desktop. Please ask the system administrator.</source>
        <translation>服务器不接纳本终端，请联系系统管理员。</translation>
    </message>
    <message>
        <source>A certificate has expired. Please ask the system administrator for a new one.</source>
        <translation>证书已过期，请联系系统管理员更换。</translation>
    </message>
    <message>
        <source>The certificate is revoked.</source>
        <translation>证书已被吊销。</translation>
    </message>
    <message>
        <source>The certificate is suspended. The suspension may be lifted again.</source>
        <translation>证书已被冻结，冻结可以解除。</translation>
    </message>
    <message>
        <source>The list tells changes to another list than the one that is here. Please fetch the complete one.</source>
        <translation>这是另一份吊销列表的增量，与本机已有的不符，请取完整列表。</translation>
    </message>
    <message>
        <source>The time stamp cannot be read, or is no good one.</source>
        <translation>时间戳无法读取，或不成立。</translation>
    </message>
    <message>
        <source>A certificate does not come from this domain's authority.</source>
        <translation>证书不是本交换域签发的。</translation>
    </message>
    <message>
        <source>What was entered is not allowed. Please correct it and try again.</source>
        <translation>输入内容不符合要求，请更正后重试。</translation>
    </message>
    <message>
        <source>What was asked for is not here. Please synchronise and try again.</source>
        <translation>所需内容不在本地，请同步后重试。</translation>
    </message>
    <message>
        <source>It exists already. Nothing was done twice.</source>
        <translation>已经存在，未重复处理。</translation>
    </message>
    <message>
        <source>The rules or your role do not allow this. Nothing was changed.</source>
        <translation>规则或您的角色不允许此操作，未作更改。</translation>
    </message>
    <message>
        <source>A signature or certificate does not hold. Nothing was taken in.</source>
        <translation>签名或证书验证未通过，未予接收。</translation>
    </message>
    <message>
        <source>It is larger than allowed. Please make it smaller.</source>
        <translation>超过允许的大小，请减小后重试。</translation>
    </message>
    <message>
        <source>The data is damaged. Nothing was taken in.</source>
        <translation>数据已损坏，未予接收。</translation>
    </message>
    <message>
        <source>This program does not know that version. Please update it.</source>
        <translation>本程序不支持该版本，请升级程序。</translation>
    </message>
    <message>
        <source>It is locked. Please ask the system administrator.</source>
        <translation>已锁定，请联系系统管理员。</translation>
    </message>
    <message>
        <source>It cannot be reached at this moment. Please try again later.</source>
        <translation>暂时连接不上，请稍后重试。</translation>
    </message>
    <message>
        <source>The disk or the store failed. Please check free space and try again.</source>
        <translation>磁盘或本地库出错，请检查剩余空间后重试。</translation>
    </message>
    <message>
        <source>Something inside the program failed. Please note the details and tell the system administrator.</source>
        <translation>程序内部出错。请记下详情并告知系统管理员。</translation>
    </message>
    <message>
        <source>Only the mail room dispatches: this member does not hold the unit's key. Please ask the mail room.</source>
        <translation>只有收发员可以封发：当前人员没有单位密钥，请交收发员办理。</translation>
    </message>
    <message>
        <source>The seal on the document does not hold, so nothing was sent. Please have it sealed again.</source>
        <translation>文件上的印章未通过验证，未作封发，请重新用印。</translation>
    </message>
    <message>
        <source>The sealed pages are not those of this document, so nothing was sent. Please have it sealed again.</source>
        <translation>盖章版面与本公文不一致，未作封发，请重新用印。</translation>
    </message>
    <message>
        <source>This recipient stands in the list already; it was not added twice.</source>
        <translation>该收文单位已在列表中，未重复加入。</translation>
    </message>
    <message>
        <source>This is no file. Please add files, not folders.</source>
        <translation>所选不是文件，请选择文件而不是文件夹。</translation>
    </message>
    <message>
        <source>The file is empty. Please choose the right one.</source>
        <translation>文件是空的，请重新选择。</translation>
    </message>
    <message>
        <source>The file's name cannot travel to every system. Please rename it and add it again.</source>
        <translation>文件名在其他系统上可能无法使用，请改名后再加。</translation>
    </message>
    <message>
        <source>An attachment of this name was added already. Please rename the file and add it again.</source>
        <translation>同名附件已经加入，请改名后再加。</translation>
    </message>
    <message>
        <source>The attachments are too large: 64 MB each and 128 MB together are allowed.</source>
        <translation>附件过大：单个不超过64 MB，合计不超过128 MB。</translation>
    </message>
    <message>
        <source>There are too many attachments: 50 are allowed. Please put some into one file.</source>
        <translation>附件过多，最多50个，请合并后再加。</translation>
    </message>
    <message>
        <source>The order's file is larger than 1 MB.</source>
        <translation>送发单文件超过1 MB。</translation>
    </message>
    <message>
        <source>The order is no JSON object.</source>
        <translation>送发单不是JSON对象。</translation>
    </message>
    <message>
        <source>A field of the order is unknown, missing or of another type. Please correct the order.</source>
        <translation>送发单中有字段无法识别、缺失或类型不符，请改正。</translation>
    </message>
    <message>
        <source>A field of the order has a value that is not allowed there.</source>
        <translation>送发单中有字段的值不合规定。</translation>
    </message>
    <message>
        <source>The order names a file by a name that is no plain file name.</source>
        <translation>送发单中的文件名不是普通文件名。</translation>
    </message>
    <message>
        <source>An order carries a document and attachments; a part with the role source is not taken.</source>
        <translation>送发单只带公文和附件，不接受角色为source的部分。</translation>
    </message>
    <message>
        <source>An order is a file whose name ends in .json or .xml.</source>
        <translation>送发单的文件名须以.json或.xml结尾。</translation>
    </message>
    <message>
        <source>The order has no message id, by which it is sent once only.</source>
        <translation>送发单没有系统报文号，无法保证只发一次。</translation>
    </message>
    <message>
        <source>The order itself says another message id than was given.</source>
        <translation>送发单中的系统报文号与给出的不同。</translation>
    </message>
    <message>
        <source>A file that the order names is missing, empty or no regular file.</source>
        <translation>送发单所列的文件不存在、为空或不是普通文件。</translation>
    </message>
    <message>
        <source>A file has another size or digest than the order says, so nothing was sent. Please write both anew.</source>
        <translation>有文件的大小或摘要与送发单不符，未发送，请重新写出。</translation>
    </message>
    <message>
        <source>A message with this id and another content was sent before. Please give a new one an id of its own.</source>
        <translation>该系统报文号已发送过另一内容，新的报文请另取报文号。</translation>
    </message>
    <message>
        <source>A folder cannot be made in the exchange folder.</source>
        <translation>无法在交换目录中建立文件夹。</translation>
    </message>
    <message>
        <source>Another adapter works on this exchange folder. Nothing was done.</source>
        <translation>另一个适配程序正在使用该交换目录，未作任何处理。</translation>
    </message>
    <message>
        <source>A file or folder of the exchange folder cannot be moved.</source>
        <translation>无法移动交换目录中的文件或文件夹。</translation>
    </message>
    <message>
        <source>A file or folder of the exchange folder cannot be removed.</source>
        <translation>无法删除交换目录中的文件或文件夹。</translation>
    </message>
    <message>
        <source>An order is a folder with its files in it; this is a file or a link.</source>
        <translation>送发单应是含有其文件的文件夹，而这是文件或链接。</translation>
    </message>
    <message>
        <source>A request is a file; this is a folder or a link.</source>
        <translation>请求应是文件，而这是文件夹或链接。</translation>
    </message>
    <message>
        <source>A file of the order cannot be read.</source>
        <translation>送发单的文件无法读取。</translation>
    </message>
    <message>
        <source>The order cannot be carried out. Nothing was sent.</source>
        <translation>无法按送发单办理，未发送。</translation>
    </message>
    <message>
        <source>The exchange folder cannot be used as it is.</source>
        <translation>交换目录目前无法使用。</translation>
    </message>
    <message>
        <source>Only the mail room carries by USB: this member does not hold the unit's key. Please ask the mail room.</source>
        <translation>只有收发员可以用U盘交换：当前人员没有单位密钥，请交收发员办理。</translation>
    </message>
    <message>
        <source>The folder is not there. Please plug the drive in or choose another folder.</source>
        <translation>文件夹不存在，请插好U盘或另选文件夹。</translation>
    </message>
    <message>
        <source>The drive or folder is write-protected. Please choose another one.</source>
        <translation>U盘或文件夹不可写入，请另选一个。</translation>
    </message>
    <message>
        <source>There is not enough room on the drive. Please make room or choose another one.</source>
        <translation>U盘空间不足，请腾出空间或另选一个。</translation>
    </message>
    <message>
        <source>The package comes from a desktop that the directory does not know. It was refused.</source>
        <translation>交换包来自通讯录中没有的终端，已拒收。</translation>
    </message>
    <message>
        <source>Desktops of one unit do not exchange by USB packages.</source>
        <translation>本单位的终端之间不用U盘交换包。</translation>
    </message>
    <message>
        <source>A package before this one never came. Please look for it first, or take this one in all the same.</source>
        <translation>此前还有交换包没有导入。请先找到前一个，或确认后直接导入。</translation>
    </message>
    <message>
        <source>Another package with the same number was taken in before. It was refused; please tell the system administrator.</source>
        <translation>此前导入过同一序号的另一个交换包，已拒收，请告知系统管理员。</translation>
    </message>
    <message>
        <source>The package does not continue the one before it. It was refused; please tell the system administrator.</source>
        <translation>交换包与前一个不能衔接，已拒收，请告知系统管理员。</translation>
    </message>
    <message>
        <source>The package is damaged or was altered; nothing was taken in. Please have it written again.</source>
        <translation>交换包已损坏或被改动，未导入任何内容，请让对方重新导出。</translation>
    </message>
    <message>
        <source>The package is incomplete or has something added. Nothing was taken in; please copy it again.</source>
        <translation>交换包不完整或被添加了内容，未导入任何内容，请重新拷贝。</translation>
    </message>
    <message>
        <source>This file is no exchange package.</source>
        <translation>该文件不是交换包。</translation>
    </message>
    <message>
        <source>What was read back differs from what was written. Please use another drive.</source>
        <translation>写入后读回的内容不一致，请换一个U盘。</translation>
    </message>
    <message>
        <source>Not everything about the seals holds or could be checked. Please look at the steps.</source>
        <translation>印章未能全部有效或未能全部核验，请查看各步骤。</translation>
    </message>
    <message>
        <source>The drive's folder is not there. Please plug it in and name its folder.</source>
        <translation>找不到 U 盘目录，请插好 U 盘并指明目录。</translation>
    </message>
    <message>
        <source>The unit has no desktop or several that can be meant. Please name the desktop.</source>
        <translation>该单位没有或有多台可能的终端，请指明终端。</translation>
    </message>
    <message>
        <source>A package is named by its file name alone. Please leave out the path.</source>
        <translation>交换包只按文件名指定，请去掉路径。</translation>
    </message>
    <message>
        <source>The folder for what arrived cannot be made. Please check the path.</source>
        <translation>存放来文的目录建不了，请检查路径。</translation>
    </message>
    <message>
        <source>No PIN was given. Please name a file with the PIN, or set WENYI_PIN.</source>
        <translation>没有给出 PIN，请指明 PIN 文件，或设置 WENYI_PIN。</translation>
    </message>
    <message>
        <source>Several members may unlock this desktop. Please name one.</source>
        <translation>这台终端有多人可以解锁，请指明是谁。</translation>
    </message>
    <message>
        <source>Some of its fields are encoded in another way than the standard says.</source>
        <translation>部分字段的编码方式与标准不符。</translation>
    </message>
    <message>
        <source>It has an extension that this program does not know and that its maker calls critical.</source>
        <translation>含有本程序不认识、而制章者标为关键的扩展项。</translation>
    </message>
    <message>
        <source>What is said to be sealed has another name than what is here.</source>
        <translation>签章所写的盖章范围与此处的名称不同。</translation>
    </message>
    <message>
        <source>The file names another algorithm than the one that it was signed with.</source>
        <translation>文件所称的签名算法与实际签名算法不一致。</translation>
    </message>
    <message>
        <source>The file calls the algorithm by a name that this program does not know.</source>
        <translation>文件所称的签名算法名称，本程序不认识。</translation>
    </message>
    <message>
        <source>The signer's certificate does not hold or cannot be read.</source>
        <translation>签章人证书不成立或无法读取。</translation>
    </message>
    <message>
        <source>The signer is not among those who may use the seal.</source>
        <translation>签章人不在该印章允许的使用人之列。</translation>
    </message>
    <message>
        <source>The maker's signature on the seal does not hold: it was altered, or is not the maker's.</source>
        <translation>印章上的制章单位签名不成立：印章被改动，或并非该单位所制。</translation>
    </message>
    <message>
        <source>The maker's certificate cannot be read.</source>
        <translation>制章单位证书无法读取。</translation>
    </message>
    <message>
        <source>The time of sealing lies in the future.</source>
        <translation>签章时间晚于现在。</translation>
    </message>
    <message>
        <source>There is no time of sealing to judge by.</source>
        <translation>没有可据以判断的签章时间。</translation>
    </message>
    <message>
        <source>There is no revocation list that reaches to this time, so whether the certificate was revoked is not known.</source>
        <translation>没有涵盖该时间的撤销列表，证书是否已撤销不得而知。</translation>
    </message>
    <message>
        <source>Whether the seal is registered could not be looked up.</source>
        <translation>印章是否备案未能查到。</translation>
    </message>
    <message>
        <source>There is a time stamp of the first version&apos;s form, which this program does not check.</source>
        <translation>带有第一版格式的时间戳，本程序不核验。</translation>
    </message>
    <message>
        <source>The time stamp is that of another signature.</source>
        <translation>时间戳属于另一个签名。</translation>
    </message>
    <message>
        <source>The time stamp is of a kind that this program does not check.</source>
        <translation>时间戳的算法或形式不在本程序核验范围内。</translation>
    </message>
    <message>
        <source>Who gave the time stamp was not entitled to at that time.</source>
        <translation>签发时间戳的一方当时无权签发。</translation>
    </message>
    <message>
        <source>The time stamp is of an authority that is not known here.</source>
        <translation>时间戳由本机不认识的时间戳机构签发。</translation>
    </message>
    <message>
        <source>The time-stamp authority was revoked later for a reason that leaves all its stamps without value.</source>
        <translation>时间戳机构后来被吊销，其原因使它签发的时间戳全部失效。</translation>
    </message>
    <message>
        <source>The time-stamp authority is suspended, so nothing can be built on its stamps for now.</source>
        <translation>时间戳机构已被冻结，暂不能以其时间戳为据。</translation>
    </message>
    <message>
        <source>The time-stamp authority refused. Please ask the system administrator.</source>
        <translation>时间戳机构拒绝了请求，请联系系统管理员。</translation>
    </message>
    <message>
        <source>The certificate was revoked later, after the sealing.</source>
        <translation>证书在签章之后被撤销。</translation>
    </message>
    <message>
        <source>The certificate was suspended later, after the sealing.</source>
        <translation>证书在签章之后被冻结。</translation>
    </message>
    <message>
        <source>It is a digital signature without a seal: no unit has sealed.</source>
        <translation>这是不带印章的数字签名：没有单位用印。</translation>
    </message>
    <message>
        <source>The seal itself does not hold, so it is not registered.</source>
        <translation>印章本身不成立，不予备案。</translation>
    </message>
    <message>
        <source>The seal is not for the keeper's unit, so it is not registered.</source>
        <translation>印章不属于保管人所在单位，不予备案。</translation>
    </message>
    <message>
        <source>Only an appointed officer of the authority may do this, with their own key.</source>
        <translation>只有认证机构在任的管理员用本人密钥才能办理。</translation>
    </message>
    <message>
        <source>This is another officer&apos;s work. Nothing was changed.</source>
        <translation>此事由另一位管理员办理，未作更改。</translation>
    </message>
    <message>
        <source>Two people are needed for this. Nothing was changed.</source>
        <translation>此事须由两人办理，未作更改。</translation>
    </message>
    <message>
        <source>There is no application of that number.</source>
        <translation>没有这个编号的申请。</translation>
    </message>
    <message>
        <source>The application is not approved yet by the security administrator.</source>
        <translation>申请尚未经安全保密管理员审核同意。</translation>
    </message>
    <message>
        <source>The application was decided or carried out already.</source>
        <translation>申请已经审核或办理完毕。</translation>
    </message>
    <message>
        <source>The register has no certificate of that serial number.</source>
        <translation>证书台账中没有这个序列号的证书。</translation>
    </message>
    <message>
        <source>The certificate is not in a state that allows this; `ca show` tells it.</source>
        <translation>证书目前的状态不允许此操作，可用 ca show 查看。</translation>
    </message>
    <message>
        <source>The application lacks a name, an id, a purpose or a length that is allowed.</source>
        <translation>申请缺少名称、编号、用途或允许的期限。</translation>
    </message>
    <message>
        <source>A renewal is for the same subject and purpose. Nothing was changed.</source>
        <translation>更新只能用于同一主体、同一用途，未作更改。</translation>
    </message>
    <message>
        <source>The certificate is not the one that was approved. It was refused.</source>
        <translation>证书与审核同意的内容不符，已拒绝。</translation>
    </message>
    <message>
        <source>A certificate is not revoked for that reason.</source>
        <translation>不能以此原因吊销证书。</translation>
    </message>
    <message>
        <source>The words are too long or have characters that cannot be seen.</source>
        <translation>说明过长，或含有看不见的字符。</translation>
    </message>
    <message>
        <source>A complete revocation list comes first. Please publish one.</source>
        <translation>须先发布一份完整的吊销列表。</translation>
    </message>
    <message>
        <source>The register was altered: its lines do not follow on one another.</source>
        <translation>证书台账被改动：前后记录不相衔接。</translation>
    </message>
    <message>
        <source>The register was altered: a line is not signed by its officer.</source>
        <translation>证书台账被改动：有一条记录不是经办人签名。</translation>
    </message>
    <message>
        <source>The file is no request for a certificate.</source>
        <translation>此文件不是证书申请。</translation>
    </message>
    <message>
        <source>The request is not signed as its key&apos;s kind demands. Please make it anew.</source>
        <translation>证书申请的签名与其密钥种类不符，请重新生成。</translation>
    </message>
    <message>
        <source>The certificate register does not hold or does not allow this. Nothing was changed.</source>
        <translation>证书台账有误或不允许此操作，未作更改。</translation>
    </message>
    <message>
        <source>The request for a certificate was refused: it does not hold.</source>
        <translation>证书申请不成立，已拒绝。</translation>
    </message>
    <message>
        <source>The keeper is not in the directory.</source>
        <translation>目录中没有这位保管人。</translation>
    </message>
    <message>
        <source>The unit has no seal of that id.</source>
        <translation>该单位没有这一编号的印章。</translation>
    </message>
    <message>
        <source>The seal is registered already. Nothing was done twice.</source>
        <translation>该印章已经备案，没有重复办理。</translation>
    </message>
    <message>
        <source>The member keeps no key for a seal on this desktop.</source>
        <translation>该人员在这台终端上没有印章密钥。</translation>
    </message>
    <message>
        <source>A unit's seal is 20 to 60 mm wide.</source>
        <translation>单位印章直径为 20 至 60 毫米。</translation>
    </message>
    <message>
        <source>Please write why it is returned: the sender reads the reason.</source>
        <translation>请填写退文理由，发文单位将看到。</translation>
    </message>
    <message>
        <source>Only the mail room's desktop can sign for documents: it has the unit's key.</source>
        <translation>只有收发室的终端持有单位密钥，请由收发员签收。</translation>
    </message>
    <message>
        <source>It has been signed for or returned already. Please look at its history.</source>
        <translation>该件已签收或已退文，请查看办理过程。</translation>
    </message>
    <message>
        <source>This record did not arrive in an envelope, so there is no receipt to give.</source>
        <translation>该件不是随封装包收到的，没有回执可给。</translation>
    </message>
    <message>
        <source>The document has been issued; its text stands as it was signed.</source>
        <translation>该文已签发，正文以签发稿为准，不能再改。</translation>
    </message>
    <message>
        <source>Nobody has issued the document yet.</source>
        <translation>该文尚未签发。</translation>
    </message>
    <message>
        <source>The draft that was issued is not on this desktop yet. Synchronise, then try again.</source>
        <translation>签发的那一稿还没有同步到本终端，请同步后再试。</translation>
    </message>
    <message>
        <source>The seals on this document do not hold, or could not be checked. To file it all the same, write the reason as your opinion.</source>
        <translation>文件上的印章未能通过核验。如仍需归档，请在意见中写明原因。</translation>
    </message>
    <message>
        <source>The document is not the one that was shown. Nothing was signed; please open it again.</source>
        <translation>公文与所显示的不一致，未作签名，请重新打开。</translation>
    </message>
    <message>
        <source>The record and the document say differently whether a seal or a signature stamp closes it. Nothing was signed; please return it to the clerk.</source>
        <translation>办理单与文件的生效标志（加盖印章或签名章）不一致。未签名，请退回拟稿人修改。</translation>
    </message>
    <message>
        <source>The record and the document name different formats, so its number would be of another form. Nothing was signed; please return it to the clerk.</source>
        <translation>办理单与文件的公文格式不一致，编号形式将与文件不符。未签名，请退回拟稿人修改。</translation>
    </message>
    <message>
        <source>The attachment is not there any more.</source>
        <translation>该附件已不存在。</translation>
    </message>
    <message>
        <source>A file of that name lies there already. Nothing was saved.</source>
        <translation>该处已有同名文件，未作保存。</translation>
    </message>
    <message>
        <source>The envelope tells of another document than the sealed one, so it was not taken in.</source>
        <translation>封装包所写与其中盖章的公文不符，未予接收。</translation>
    </message>
    <message>
        <source>The document's seal does not hold, so it was not taken in.</source>
        <translation>公文的印章验证不通过，未予接收。</translation>
    </message>
    <message>
        <source>This server was replaced by another one, so nothing was exchanged with it. Please tell the system administrator.</source>
        <translation>这台服务器已被另一台接替，未与其交换任何内容。请告知系统管理员。</translation>
    </message>
    <message>
        <source>The server has less than it had, and nobody said that it was restored. Nothing was exchanged; please tell the system administrator and the auditor.</source>
        <translation>服务器上的内容比以前少，且没有恢复记录。未交换任何内容，请告知系统管理员和审计员。</translation>
    </message>
    <message>
        <source>What the server says of itself does not bear its signature. Please tell the system administrator.</source>
        <translation>服务器的自我说明没有其签名。请告知系统管理员。</translation>
    </message>
    <message>
        <source>Synchronising was cancelled. It goes on where it was at the next time.</source>
        <translation>同步已取消，下次从中断处继续。</translation>
    </message>
    <message>
        <source>What came along could not be saved. Nothing was changed.</source>
        <translation>随文文件未能保存，未作更改。</translation>
    </message>
    <message>
        <source>The act could not be done. Nothing was changed.</source>
        <translation>未能办理，未作更改。</translation>
    </message>
    <message>
        <source>The copied text has more in it than a document can hold; it was not taken.</source>
        <translation>复制的内容超出公文的限度，未予采用。</translation>
    </message>
    <message>
        <source>Importing was stopped. Nothing was changed.</source>
        <translation>导入已停止，未作更改。</translation>
    </message>
    <message>
        <source>Files of this kind cannot be imported. Please save it as docx and import that.</source>
        <translation>不能导入这种文件，请另存为 docx 后再导入。</translation>
    </message>
    <message>
        <source>LibreOffice, which reads this kind of file, is not installed. Please save it as docx and import that.</source>
        <translation>读取这种文件要用 LibreOffice，本机没有安装，请另存为 docx 后再导入。</translation>
    </message>
    <message>
        <source>LibreOffice took too long. Please save the file as docx and import that.</source>
        <translation>LibreOffice 转换超时，请另存为 docx 后再导入。</translation>
    </message>
    <message>
        <source>LibreOffice cannot read this file. Please save it as docx and import that.</source>
        <translation>LibreOffice 读不了这个文件，请另存为 docx 后再导入。</translation>
    </message>
    <message>
        <source>The file was not imported. Nothing was changed.</source>
        <translation>文件未能导入，未作更改。</translation>
    </message>
    <message>
        <source>Somebody went on with the draft meanwhile. Compare its newest version and decide again.</source>
        <translation>草稿已有更新的一稿，请与最新一稿比较后重新决定。</translation>
    </message>
    <message>
        <source>Nothing can be sealed: this desktop's list of revoked certificates is too old. Please synchronise, or ask the system administrator for a newer directory.</source>
        <translation>不能用印：本终端的证书撤销列表过于陈旧。请先同步，或向系统管理员索取新的单位目录。</translation>
    </message>
    <message>
        <source>You keep no seal on this desktop.</source>
        <translation>您在本终端上没有保管印章。</translation>
    </message>
    <message>
        <source>Please say where the seal is to stand.</source>
        <translation>请指明印章盖在何处。</translation>
    </message>
    <message>
        <source>A place is told as PAGE,X,Y and an offset as X,Y, in millimetres.</source>
        <translation>位置写作“页,X,Y”，偏移写作“X,Y”，单位毫米。</translation>
    </message>
    <message>
        <source>The document has no such page, so nothing was sealed.</source>
        <translation>文件没有这一页，未予用印。</translation>
    </message>
    <message>
        <source>There the seal would reach beyond the page. Please choose another place.</source>
        <translation>印章会超出页面，请另选位置。</translation>
    </message>
    <message>
        <source>A blank page bears no seal (GB/T 9704). Please choose a page with text.</source>
        <translation>空白页不得用印（GB/T 9704），请选择有正文的页面。</translation>
    </message>
    <message>
        <source>The words that the seal is to stand on are not there, or not so often.</source>
        <translation>找不到用印所依的关键字，或没有出现这么多次。</translation>
    </message>
    <message>
        <source>A riding seal needs at least two pages to lie over.</source>
        <translation>骑缝章至少需要两页。</translation>
    </message>
    <message>
        <source>So many pages to one seal leave slices under 3 mm. Please let 2 to 50 pages share one, or fewer.</source>
        <translation>每枚骑缝章分的页数过多，每页不足3毫米；请让2至50页共用一枚，或再少些。</translation>
    </message>
    <message>
        <source>The margin beside a riding seal may be 0 to 20 mm wide.</source>
        <translation>骑缝章的页边留空应为0至20毫米。</translation>
    </message>
    <message>
        <source>A riding seal lies over 1000 pages at most. Please seal it in parts.</source>
        <translation>骑缝章最多跨1000页，请分册用印。</translation>
    </message>
    <message>
        <source>A seal&apos;s name has 2 to 30 characters, and 2 to 20 on an inner arc.</source>
        <translation>环行的名称为2至30个字，内圈为2至20个字。</translation>
    </message>
    <message>
        <source>Under the star stand at most two lines of 10 characters each.</source>
        <translation>横排文字至多两行，每行至多10个字。</translation>
    </message>
    <message>
        <source>A name seal has 2 to 6 characters.</source>
        <translation>个人名章为2至6个字。</translation>
    </message>
    <message>
        <source>A round seal is 20 to 60 mm wide, a name seal 10 to 40 mm.</source>
        <translation>圆形印章直径20至60毫米，个人名章边长10至40毫米。</translation>
    </message>
    <message>
        <source>No font here has one of the seal&apos;s characters, so it cannot be drawn.</source>
        <translation>印文中有字在本机字库中没有，无法制作。</translation>
    </message>
    <message>
        <source>Please name the picture that the seal is taken from.</source>
        <translation>请指明取印模的图片。</translation>
    </message>
    <message>
        <source>A seal that is drawn needs no picture. Please say that it is a scan.</source>
        <translation>绘制的印章不需要图片；如取自扫描件，请注明。</translation>
    </message>
    <message>
        <source>No seal or signature is found in the picture. Please scan it again.</source>
        <translation>图片中没有找到印章或签名，请重新扫描。</translation>
    </message>
    <message>
        <source>The picture is too coarse. Please scan it with at least 100 dots an inch.</source>
        <translation>图片过于粗糙，请以每英寸100点以上重新扫描。</translation>
    </message>
    <message>
        <source>There is more that is red in the picture than a seal. Please cut the picture down to the seal.</source>
        <translation>图片中除印章外还有别的红色内容，请裁剪到只剩印章。</translation>
    </message>
    <message>
        <source>What is scanned may be 5 to 100 mm long.</source>
        <translation>扫描的印章或签名长5至100毫米。</translation>
    </message>
    <message>
        <source>A seal&apos;s picture has 96 to 600 dots an inch.</source>
        <translation>印模分辨率为每英寸96至600点。</translation>
    </message>
    <message>
        <source>The picture is too large for a seal. Please take fewer dots an inch.</source>
        <translation>图片过大，不能作印模，请降低分辨率。</translation>
    </message>
    <message>
        <source>The seal has several places by rule here and cannot stand by hand for them.</source>
        <translation>此件按规定有几处盖同一枚印章，不能手工改为一处。</translation>
    </message>
    <message>
        <source>Another seal stands there, and seals do not cross. Please choose another place.</source>
        <translation>该处已有印章，印章不得相交，请另选位置。</translation>
    </message>
    <message>
        <source>No leader approved sealing this file. Please have a seal applied for first.</source>
        <translation>没有经批准的用印申请，未盖章。请先提交用印申请。</translation>
    </message>
    <message>
        <source>The application to seal this file is not decided yet.</source>
        <translation>该文件的用印申请尚未审批，未盖章。</translation>
    </message>
    <message>
        <source>The application to seal this file was refused.</source>
        <translation>该文件的用印申请未获批准，未盖章。</translation>
    </message>
    <message>
        <source>The application to seal this file is used up. Each entitles one sealing.</source>
        <translation>该文件的用印申请已经用过，未盖章。一次申请只能用印一次。</translation>
    </message>
    <message>
        <source>Only a leader of the unit may decide about the use of its seals.</source>
        <translation>只有本单位签发人可以审批用印申请。</translation>
    </message>
    <message>
        <source>Nobody decides an application of their own. Please ask another leader.</source>
        <translation>不能审批自己提出的用印申请，请其他签发人审批。</translation>
    </message>
    <message>
        <source>The keeper of a seal does not approve its use. Please ask another leader.</source>
        <translation>印章保管人不能审批本印章的用印申请，请其他签发人审批。</translation>
    </message>
    <message>
        <source>The application is decided already.</source>
        <translation>该用印申请已经审批过。</translation>
    </message>
    <message>
        <source>There is no such application here. Please synchronise and look again.</source>
        <translation>没有这份用印申请，请同步后再查看。</translation>
    </message>
    <message>
        <source>The same application stands here a second time and counts for nothing.</source>
        <translation>同一份用印申请重复出现，不起作用。</translation>
    </message>
    <message>
        <source>Please give the application&apos;s number, at least its first 8 characters.</source>
        <translation>请写明用印申请编号，至少前8位。</translation>
    </message>
    <message>
        <source>Several applications begin so. Please give more of the number.</source>
        <translation>有多份用印申请的编号以此开头，请多写几位。</translation>
    </message>
    <message>
        <source>Please say in up to 500 characters what the seal is needed for.</source>
        <translation>请写明用印事由，不超过500字。</translation>
    </message>
    <message>
        <source>The file&apos;s name is empty, too long or holds hidden characters.</source>
        <translation>文件名为空、过长或含有不可见字符，请改名后再申请。</translation>
    </message>
    <message>
        <source>The number of copies is 1 to 10000.</source>
        <translation>份数应为1至10000。</translation>
    </message>
    <message>
        <source>The opinion is too long or holds hidden characters.</source>
        <translation>意见过长或含有不可见字符。</translation>
    </message>
    <message>
        <source>The unit has several seals. Please say which one is applied for.</source>
        <translation>本单位有多枚印章，请写明申请使用哪一枚。</translation>
    </message>
    <message>
        <source>The unit has no such seal.</source>
        <translation>本单位没有这枚印章。</translation>
    </message>
    <message>
        <source>Another person or desktop wrote this than the one it names.</source>
        <translation>登记内容所载的人员或终端与实际写入者不符。</translation>
    </message>
    <message>
        <source>The personal signature is about something else than what stands here.</source>
        <translation>个人签名所签内容与登记内容不符。</translation>
    </message>
    <message>
        <source>The approval is about another document or another seal.</source>
        <translation>批准的是另一份文件或另一枚印章。</translation>
    </message>
    <message>
        <source>The issuing that this use names is not in the records.</source>
        <translation>用印所依据的签发在办理记录中不存在。</translation>
    </message>
    <message>
        <source>The use before is not the one that this use followed.</source>
        <translation>上一次用印登记与本次用印所接续的不一致。</translation>
    </message>
    <message>
        <source>Beside the seal&apos;s key a later use is noted than the log has.</source>
        <translation>印章密钥旁记录的用印次数比用印登记簿多。</translation>
    </message>
    <message>
        <source>The copy kept with the register is not the document it was made of.</source>
        <translation>登记簿所附的副本不是原来的文件。</translation>
    </message>
    <message>
        <source>The register of seal uses is not whole. Please see what was found.</source>
        <translation>用印登记簿不完整或有疑点，请查看核验结果。</translation>
    </message>
    <message>
        <source>The document is not the one that the leader issued. Please open it again.</source>
        <translation>要盖章的文件与签发人签发的不一致，请重新打开后再办。</translation>
    </message>
    <message>
        <source>The application to use a seal could not be written. Nothing was changed.</source>
        <translation>用印申请未能办理，未作更改。</translation>
    </message>
    <message>
        <source>The register of seal uses does not hold here.</source>
        <translation>用印登记簿的这一项不成立。</translation>
    </message>
    <message>
        <source>The seal was revoked before it was put here. Do not rely on it.</source>
        <translation>盖章之前该印章已作废，请勿采信。</translation>
    </message>
    <message>
        <source>The seal was suspended when it was put here. Do not rely on it.</source>
        <translation>盖章之时该印章已停用，请勿采信。</translation>
    </message>
    <message>
        <source>The seal was withdrawn later; a time stamp proves that it was put before.</source>
        <translation>该印章其后停用或作废；时间戳证明盖章在此之前。</translation>
    </message>
    <message>
        <source>The seal was withdrawn later, in good order; that it was put before is only what its signer says.</source>
        <translation>该印章其后按规定停用或作废；盖章在此之前仅为签章人自述。</translation>
    </message>
    <message>
        <source>The seal was withdrawn later, and that it was put before is only what its signer says: whoever had it may have dated it back. Please ask the sending unit.</source>
        <translation>该印章其后停用或作废，盖章在此之前仅为签章人自述，持有印章者可能倒填日期。请向发文单位核实。</translation>
    </message>
    <message>
        <source>The seal was suspended too often. Please have it revoked and replaced.</source>
        <translation>该印章停用次数过多，请作废并重制。</translation>
    </message>
    <message>
        <source>The register has withdrawn a seal that the directory cannot tell so; one of both is an old copy. Nothing was signed.</source>
        <translation>台账已停用或作废的印章无法载入通讯录，两者之一是旧的副本。未签发。</translation>
    </message>
    <message>
        <source>The seal there is of another kind: a unit&apos;s in a person&apos;s place, or a person&apos;s in a unit&apos;s. Nothing was sealed.</source>
        <translation>该处印章种类不符：单位印章与个人名章不得互代。未盖章。</translation>
    </message>
    <message>
        <source>The seal is not suspended. Nothing was changed.</source>
        <translation>印章未停用，未作更改。</translation>
    </message>
    <message>
        <source>The seal is suspended already. Nothing was changed.</source>
        <translation>印章已经停用，未作更改。</translation>
    </message>
    <message>
        <source>The seal is revoked, which is for good. Nothing was changed.</source>
        <translation>印章已经作废，不可恢复，未作更改。</translation>
    </message>
    <message>
        <source>Since when the seal is not to be trusted cannot lie in the future.</source>
        <translation>印章失效的时间不能晚于现在。</translation>
    </message>
    <message>
        <source>A moment is told as 2026-06-15, 2026-06-15T08:00 or 2026-06-15T00:00Z.</source>
        <translation>时间应写作 2026-06-15、2026-06-15T08:00 或 2026-06-15T00:00Z。</translation>
    </message>
    <message>
        <source>The directory brings a revoked signer of PDFs back, so it was not taken in.</source>
        <translation>名录使已吊销的 PDF 签名者恢复，未予接收。</translation>
    </message>
    <message>
        <source>The directory brings a withdrawn seal back, so it was not taken in.</source>
        <translation>通讯录使已停用或作废的印章恢复，故未收录。</translation>
    </message>
    <message>
        <source>The directory withdraws a seal from a later moment than before, so it was not taken in.</source>
        <translation>通讯录把印章停用或作废的时间推后，故未收录。</translation>
    </message>
    <message>
        <source>The directory leaves a registered seal out, so it was not taken in.</source>
        <translation>通讯录漏列已备案的印章，故未收录。</translation>
    </message>
    <message>
        <source>The directory makes another seal of a registered one, so it was not taken in.</source>
        <translation>通讯录改动了已备案印章的单位、印模或类型，故未收录。</translation>
    </message>
    <message>
        <source>What is told of a seal&apos;s suspension or revocation cannot be.</source>
        <translation>印章停用、作废的记载不合规则。</translation>
    </message>
    <message>
        <source>A seal that is used is kept by a seal keeper of its unit, a personal one by its person in that unit.</source>
        <translation>在用的单位印章须由本单位印章管理员保管，个人名章须由本单位本人保管。</translation>
    </message>
    <message>
        <source>The seal may not be used: it is %1. Nothing was sealed.</source>
        <translation>印章不能使用：%1。未盖章。</translation>
    </message>
    <message>
        <source>What the directory tells of the authority for PDFs does not hold, so it was not taken in.</source>
        <translation>通讯录中的 PDF 签名 CA 或其吊销列表不成立，未接收。</translation>
    </message>
    <message>
        <source>The directory has an older list of revoked signers of PDFs than the one of before, so it was not taken in.</source>
        <translation>通讯录所带的 PDF 签名吊销列表比已有的更旧，未接收。</translation>
    </message>
    <message>
        <source>The register has no seal of that id.</source>
        <translation>台账中没有这枚印章。</translation>
    </message>
    <message>
        <source>Nobody lifts the suspension of a seal that they keep. Nothing was changed.</source>
        <translation>保管人不得为自己保管的印章办理恢复，未作更改。</translation>
    </message>
    <message>
        <source>The register has another seal of that id, or one that is used no more.</source>
        <translation>台账中该编号是另一枚印章，或印章已不再使用。</translation>
    </message>
    <message>
        <source>What is told of the seal is not complete.</source>
        <translation>印章登记的内容不全。</translation>
    </message>
    <message>
        <source>The changes name something that is not in the directory. Nothing was changed.</source>
        <translation>更改所指的对象不在通讯录中，未作更改。</translation>
    </message>
    <message>
        <source>The changes add something that is in the directory already. Nothing was changed.</source>
        <translation>更改要新增的对象已在通讯录中，未作更改。</translation>
    </message>
    <message>
        <source>The member keeps a seal. Please hand it over or have it revoked first.</source>
        <translation>该人员保管着印章，请先移交或作废。</translation>
    </message>
    <message>
        <source>The unit still has members, desktops or seals. Please move or remove them first.</source>
        <translation>该单位还有人员、终端或印章，请先调出、撤销或作废。</translation>
    </message>
    <message>
        <source>The unit&apos;s people would have no system administrator any more. Please appoint another one first.</source>
        <translation>该单位将没有系统管理员，请先指定他人。</translation>
    </message>
    <message>
        <source>The unit is retired, so nothing can be put into it. Nothing was changed.</source>
        <translation>该单位已撤销，不能再作此更改。</translation>
    </message>
    <message>
        <source>The seal is revoked, so nobody needs to keep it. Nothing was changed.</source>
        <translation>印章已作废，不必移交，未作更改。</translation>
    </message>
    <message>
        <source>A personal seal is its person&apos;s and is not handed over. Nothing was changed.</source>
        <translation>个人名章归本人使用，不得移交，未作更改。</translation>
    </message>
    <message>
        <source>The certificate is not for the key that its subject has. Please say so where the key is a new one.</source>
        <translation>证书所用密钥与原密钥不符；确为新密钥的，请注明。</translation>
    </message>
    <message>
        <source>The certificate is older than the one in the directory. Nothing was changed.</source>
        <translation>证书早于通讯录中的证书，未作更改。</translation>
    </message>
    <message>
        <source>The change file is too large. Please part it.</source>
        <translation>更改文件过大，请分批办理。</translation>
    </message>
    <message>
        <source>The change file is no JSON. Please correct it.</source>
        <translation>更改文件不是有效的 JSON，请改正。</translation>
    </message>
    <message>
        <source>The change file has something that is missing, unknown or of another kind; the details say where.</source>
        <translation>更改文件有缺项、不认识的项或类型不符，详情指明位置。</translation>
    </message>
    <message>
        <source>The backup was not signed by an officer of the authority. It was refused.</source>
        <translation>备份不是证书机构管理员签名的，已拒绝。</translation>
    </message>
    <message>
        <source>The backup was altered. It was refused.</source>
        <translation>备份已被改动，已拒绝。</translation>
    </message>
    <message>
        <source>The backup is that of another seal than it says. It was refused.</source>
        <translation>备份中的印章与所载不符，已拒绝。</translation>
    </message>
    <message>
        <source>The directory in force does not know the seal. Nothing was done.</source>
        <translation>现行通讯录没有备案这枚印章，未作处理。</translation>
    </message>
    <message>
        <source>A seal is made for 1 to 10 years.</source>
        <translation>印章有效期为 1 至 10 年。</translation>
    </message>
    <message>
        <source>No picture of this seal is kept here. Its own file, from beside its keeper&apos;s key, brings it back.</source>
        <translation>这里没有留存该章的印模，可从保管人密钥旁的印章文件补留。</translation>
    </message>
    <message>
        <source>The picture that is kept is not that of the registered seal. Please keep it anew from the seal&apos;s own file.</source>
        <translation>留存的印模不是备案的那枚印章，请从印章文件重新补留。</translation>
    </message>
    <message>
        <source>The file&apos;s seal is none that the register knows. Nothing was kept.</source>
        <translation>该文件中的印章未在台账备案，未予留存。</translation>
    </message>
    <message>
        <source>The seal&apos;s picture is of a kind that cannot be shown here.</source>
        <translation>该章的印模格式无法在此显示。</translation>
    </message>
    <message>
        <source>The server gives no time stamps.</source>
        <translation>服务器不提供时间戳。</translation>
    </message>
    <message>
        <source>Without the server there is no time stamp.</source>
        <translation>未连接服务器，没有时间戳。</translation>
    </message>
    <message>
        <source>The server is asked for more than it allows this desktop or unit. It goes on by itself.</source>
        <translation>请求超过服务器对本终端或本单位的限额，稍后自动继续。</translation>
    </message>
    <message>
        <source>This desktop has asked for too many time stamps. They come later.</source>
        <translation>本终端申请时间戳过多，稍后再取。</translation>
    </message>
    <message>
        <source>The certificate of the server&apos;s time stamps does not hold. Please tell the system administrator.</source>
        <translation>服务器的时间戳证书无效，请告知系统管理员。</translation>
    </message>
    <message>
        <source>The server&apos;s clock and this machine&apos;s differ by more than ten minutes.</source>
        <translation>服务器与本机的时钟相差超过十分钟。</translation>
    </message>
    <message>
        <source>What was kept with a signature is not about it, or does not hold.</source>
        <translation>随签名保存的证据与该签名不符，或不成立。</translation>
    </message>
    <message>
        <source>Some signed acts do not hold; the list above tells which.</source>
        <translation>有办理签名不成立，见上面所列。</translation>
    </message>
    <message>
        <source>You have no seal of your own on this desktop. Please ask the system administrator.</source>
        <translation>本机上没有您本人的印章，请联系系统管理员。</translation>
    </message>
    <message>
        <source>This document is made valid by the signature stamp of whoever issued it, not by the unit&apos;s seal (GB/T 9704 7.3.5.3). Nothing was sealed.</source>
        <translation>本文件以签发人签名章为生效标志，不加盖单位印章（GB/T 9704 7.3.5.3），未用印。</translation>
    </message>
    <message>
        <source>This document is made valid by the unit&apos;s seal, not by a signature stamp (GB/T 9704 7.3.5). Nothing was sealed.</source>
        <translation>本文件以单位印章为生效标志，不加盖签名章（GB/T 9704 7.3.5），未用印。</translation>
    </message>
    <message>
        <source>The document names no signatory for whom the seal could stand. Please return it.</source>
        <translation>文件没有可供用印的署名，请退回。</translation>
    </message>
    <message>
        <source>The document names several signers, and one person alone has issued it. Signature stamps of several cannot be put here.</source>
        <translation>文件列有多名签发人，而签发的只有一人，不能在此加盖多人的签名章。</translation>
    </message>
    <message>
        <source>A signature stamp does not lie over the pages&apos; edges.</source>
        <translation>签名章不作骑缝章使用。</translation>
    </message>
    <message>
        <source>Somebody else issued this document. Nobody but the person who issued it puts the signature stamp on it.</source>
        <translation>本文件由他人签发，签名章只能由签发人本人加盖。</translation>
    </message>
    <message>
        <source>The signature stamp on the document is not that of the person who issued it. Nothing was sent; please return it to be stamped.</source>
        <translation>文件上的签名章不是签发人本人的。文件未发出，请退回重新加盖签名章。</translation>
    </message>
    <message>
        <source>The provider&apos;s seal is not registered for your unit. Nothing was sealed.</source>
        <translation>印章组件提供的印章没有为本单位备案。未用印。</translation>
    </message>
    <message>
        <source>The provider&apos;s seal is registered with another keeper. Nothing was sealed.</source>
        <translation>印章组件提供的印章登记在别的保管人名下。未用印。</translation>
    </message>
    <message>
        <source>The provider&apos;s seal does not hold: it is not its maker&apos;s, or expired. Nothing was sealed.</source>
        <translation>印章组件提供的印章无效：不是制章者所制，或已过期。未用印。</translation>
    </message>
    <message>
        <source>The seal provider tells a time that is more than ten minutes off this machine&apos;s. Nothing was sealed; please set the clock right.</source>
        <translation>印章组件给出的时间与本机相差十分钟以上。未用印；请校准时钟。</translation>
    </message>
    <message>
        <source>The seal provider did not answer in time and was stopped. Nothing was sealed; please try again.</source>
        <translation>印章组件没有在规定时间内应答，已被停止。未用印；请再试一次。</translation>
    </message>
    <message>
        <source>The seal provider failed. Nothing was sealed; please try again, and have it looked at if it happens again.</source>
        <translation>印章组件出错。未用印；请再试一次，若再次出现请找人检查。</translation>
    </message>
    <message>
        <source>The seal provider answered what was not asked and was stopped. Nothing was sealed.</source>
        <translation>印章组件答非所问，已被停止。未用印。</translation>
    </message>
    <message>
        <source>The seal provider reports a fault. Nothing was sealed.</source>
        <translation>印章组件报告故障。未用印。</translation>
    </message>
    <message>
        <source>What the seal provider gave is not this seal&apos;s signature over this document. Nothing was sealed; please have it looked at.</source>
        <translation>印章组件给出的不是这枚印章对本文件的签章。未用印；请找人检查。</translation>
    </message>
    <message>
        <source>The seal provider says that its PIN is wrong. Nothing was sealed.</source>
        <translation>印章组件报告其 PIN 不正确。未用印。</translation>
    </message>
    <message>
        <source>The seal provider has no such seal any more. Nothing was sealed.</source>
        <translation>印章组件中已没有这枚印章。未用印。</translation>
    </message>
    <message>
        <source>The seal provider has several seals. Please say which one is to be put.</source>
        <translation>印章组件中有多枚印章，请指明使用哪一枚。</translation>
    </message>
    <message>
        <source>This driver reaches keys on tokens and keeps no seals.</source>
        <translation>该驱动用于访问密钥设备，不是印章组件。</translation>
    </message>
    <message>
        <source>The seal provider does not show its seals, so they cannot be used here.</source>
        <translation>印章组件不出示其印章，因此不能在此使用。</translation>
    </message>
    <message>
        <source>The seal provider gave another seal than the one that was chosen. Nothing was sealed.</source>
        <translation>印章组件给出的不是所选的印章。未用印。</translation>
    </message>
    <message>
        <source>The token does not take the new PIN: it is too short, too long, or has characters that it does not know. The old one is still valid.</source>
        <translation>密钥设备不接受新 PIN：过短、过长，或含有它不认识的字符。原 PIN 仍然有效。</translation>
    </message>
    <message>
        <source>One PIN opens your seal&apos;s key and the one that you sign with, and only one of them lies on this token. With another PIN on it nothing could be sealed, so it was not changed.</source>
        <translation>印章密钥与签名密钥须由同一 PIN 打开，而只有其中一个在此密钥设备上。单独更改后将无法用印，因此未作更改。</translation>
    </message>
    <message>
        <source>This token&apos;s driver cannot change its PIN. Please use the vendor&apos;s program.</source>
        <translation>这个密钥设备的驱动不能更改 PIN，请使用厂商的程序。</translation>
    </message>
    <message>
        <source>Signing was cancelled. Nothing was written.</source>
        <translation>签名已取消，未写入文件。</translation>
    </message>
    <message>
        <source>This member has no key for PDFs yet; `pdf certify-key --profile` puts one in.</source>
        <translation>该人员还没有 PDF 签名密钥；用 `pdf certify-key --profile` 放入。</translation>
    </message>
    <message>
        <source>The certificate is not for signing PDFs. The key was not put in.</source>
        <translation>该证书不能用于 PDF 签名，密钥未放入。</translation>
    </message>
    <message>
        <source>The certificate is neither this member&apos;s nor this unit&apos;s. The key was not put in.</source>
        <translation>该证书既不属于此人员，也不属于其单位，密钥未放入。</translation>
    </message>
    <message>
        <source>The key&apos;s PIN is another one than that of the member&apos;s other keys. Please change it by `key change-pin` first.</source>
        <translation>该密钥的 PIN 与此人员其他密钥的 PIN 不同。请先用 `key change-pin` 改为相同的 PIN。</translation>
    </message>
    <message>
        <source>Not every seal of the document holds without doubt, or none is this unit&apos;s, so no copy of it was made.</source>
        <translation>公文上的印章并非全部确凿有效，或者没有本单位的印章，未生成副本。</translation>
    </message>
    <message>
        <source>A picture of the document cannot be read, so no copy of it was made.</source>
        <translation>公文中有图片无法读取，未生成副本。</translation>
    </message>
    <message>
        <source>The server sends the same again and again, so synchronising was stopped. Please tell the system administrator.</source>
        <translation>服务器反复发来同样的内容，同步已停止。请告知系统管理员。</translation>
    </message>
    <message>
        <source>The server&apos;s directory is larger than any can be; it was not fetched. Please tell the system administrator.</source>
        <translation>服务器上的单位目录大得不合理，没有取回。请告知系统管理员。</translation>
    </message>
    <message>
        <source>The speed or the pause is out of range. Nothing was changed.</source>
        <translation>限速或暂停时长超出范围，未作更改。</translation>
    </message>
    <message>
        <source>Only a system administrator can see how the server is.</source>
        <translation>只有系统管理员可以查看服务器运行状况。</translation>
    </message>
    <message>
        <source>It took too long, or the connection was a new one. Please try again.</source>
        <translation>等候过久，或连接已更换，请重试。</translation>
    </message>
    <message>
        <source>The server does not show its status any more: the connection is a new one, or the time is up. Please type your PIN again.</source>
        <translation>服务器不再提供运行状况：连接已更换，或查看时限已到，请重新输入 PIN。</translation>
    </message>
    <message>
        <source>The server has another certificate than this desktop&apos;s directory says. Please synchronise and try again.</source>
        <translation>服务器证书与本机通讯录所载不符，请同步后重试。</translation>
    </message>
    <message>
        <source>The question was signed for another desktop. Nothing was shown.</source>
        <translation>查看凭据是为另一终端签署的，未予显示。</translation>
    </message>
    <message>
        <source>This server is an older one and cannot show its status here. “wenyi-server status” on its machine shows it.</source>
        <translation>服务器版本较旧，不能在此显示运行状况，请在服务器上执行“wenyi-server status”查看。</translation>
    </message>
    <message>
        <source>The signed question to the server is malformed.</source>
        <translation>查看凭据格式有误。</translation>
    </message>
    <message>
        <source>The signed question is of a version that is not known here.</source>
        <translation>查看凭据的版本无法识别。</translation>
    </message>
    <message>
        <source>The question was not signed with the key that the directory names for you. Please ask the security administrator.</source>
        <translation>查看凭据不是用通讯录所载您的密钥签署的，请联系安全保密管理员。</translation>
    </message>
    <message>
        <source>The signature of the question does not hold. Nothing was shown.</source>
        <translation>查看凭据的签名无效，未予显示。</translation>
    </message>
    <message>
        <source>The server&apos;s report is of a newer version. Please update the program.</source>
        <translation>服务器运行报告的版本较新，请更新本程序。</translation>
    </message>
    <message>
        <source>The server&apos;s report is too large to be sent.</source>
        <translation>服务器运行报告过大，无法传送。</translation>
    </message>
    <message>
        <source>The server&apos;s report is malformed. It was not taken.</source>
        <translation>服务器运行报告格式有误，未予采用。</translation>
    </message>
    <message>
        <source>The server&apos;s report names a time that cannot be. It was not taken.</source>
        <translation>服务器运行报告中的时间有误，未予采用。</translation>
    </message>
    <message>
        <source>It came back to a domain that had handed it on already. Please ask the system administrator.</source>
        <translation>公文又回到了已经转交过它的交换域。请与系统管理员联系。</translation>
    </message>
    <message>
        <source>It went over too many domains. Please ask the system administrator.</source>
        <translation>公文途经的交换域过多。请与系统管理员联系。</translation>
    </message>
    <message>
        <source>The exchange does not know the recipient.</source>
        <translation>交换服务器不认识该收文单位。</translation>
    </message>
    <message>
        <source>The recipient&apos;s domain does not take it.</source>
        <translation>收文单位所在的交换域不予接收。</translation>
    </message>
    <message>
        <source>A unit of the linked domain has a code that is used here already. One of them needs another code.</source>
        <translation>对等域中有单位的代码与本域重复，须由一方更换代码。</translation>
    </message>
    <message>
        <source>The domain that is to lead there is not linked.</source>
        <translation>所经由的交换域与本域没有直接相连。</translation>
    </message>
    <message>
        <source>The domain is in the directory already.</source>
        <translation>目录中已有该交换域。</translation>
    </message>
    <message>
        <source>The linked domain&apos;s server has somebody else&apos;s key.</source>
        <translation>对等域服务器的密钥与他人重复。</translation>
    </message>
    <message>
        <source>What is told of a linked domain is older than what is known, so it was not taken in.</source>
        <translation>对等域的资料比已知的旧，未予采用。</translation>
    </message>
    <message>
        <source>The sender&apos;s certificate is not the one in the directory. Please ask the system administrator.</source>
        <translation>发文单位的证书与目录所载不一致，请联系系统管理员。</translation>
    </message>
    <message>
        <source>The recipient&apos;s domain does not know the sender&apos;s newest certificate and did not take the new card for a month. Please ask the system administrator.</source>
        <translation>收文单位所在的交换域不认识发文方的新证书，一个月内未换用新名片，公文已退回。请联系系统管理员。</translation>
    </message>
    <message>
        <source>The server of the recipient&apos;s domain did not take the document for a month. Please ask the system administrator.</source>
        <translation>收文单位所在交换域的服务器一个月内没有接收，公文已退回。请联系系统管理员。</translation>
    </message>
    <message>
        <source>The certificate of a server on the way is not the one in the directory. Please ask the system administrator.</source>
        <translation>途经服务器的证书与目录所载不一致，请联系系统管理员。</translation>
    </message>
    <message>
        <source>Its sender had taken it back before it came, so it was not taken in.</source>
        <translation>发文单位在送达之前已将其撤回，未予接收。</translation>
    </message>
    <message>
        <source>The server says that it did not deliver a document to this unit, since the unit was retired. Please ask its sender to send it again.</source>
        <translation>服务器称因本单位曾被撤销，有一件公文未予送达，请向发文单位要求重发。</translation>
    </message>
    <message>
        <source>The server had said that it could not deliver it to this unit, so it was not taken in. Please ask its sender to send it again.</source>
        <translation>服务器此前已说明无法将它投递到本单位，因此未予收取，请与发文单位联系重发。</translation>
    </message>
    <message>
        <source>The document was recalled from everybody, and the server took it back before anybody had answered it.</source>
        <translation>公文已向所有单位撤回，服务器在各单位签收或退回之前将其收回。</translation>
    </message>
    <message>
        <source>The document was recalled from everybody before the server had confirmed it. Whether it had gone out by then is not known here; if somebody signed for it, its receipts will say so.</source>
        <translation>公文在服务器确认收到之前已向所有单位撤回。此前是否已经发出，本机尚不能确定；如有单位签收，将在回执中说明。</translation>
    </message>
    <message>
        <source>One of these units has the document already, or it is on its way there; it is not sent twice.</source>
        <translation>所选单位中有的已收到此件或正在送达，不重复发送。</translation>
    </message>
    <message>
        <source>One of these units returned the document, or it was taken back from it. Please confirm that it is to have it again.</source>
        <translation>所选单位中有的曾退回此件，或此件曾从该单位撤回，请确认是否再次发送。</translation>
    </message>
    <message>
        <source>What was sent is not here as a whole, so it cannot be sent from here to anybody else. Please dispatch the document anew.</source>
        <translation>原发文件在此不完整，无法从此处补发，请重新封发。</translation>
    </message>
    <message>
        <source>The document cannot be sent to further units. Nothing was sent.</source>
        <translation>无法补发该公文，未发送任何内容。</translation>
    </message>
    <message>
        <source>Further units get what was dispatched, with the same attachments, urgency and print quota. Please name only them.</source>
        <translation>补发单位收到的是原发文件及原附件，紧急程度和打印份数同原件，只需写明补发单位。</translation>
    </message>
    <message>
        <source>Please write in one line what the recipients are to read.</source>
        <translation>请用一行写明给收文单位的话。</translation>
    </message>
    <message>
        <source>It cannot be urged now: it was answered, has not reached the server, or was urged within the last working hour.</source>
        <translation>现在不能催签：已经答复、尚未到达服务器，或一个工作小时内已催过。</translation>
    </message>
    <message>
        <source>Nobody was urged: they have answered, or were urged within the last working hour.</source>
        <translation>未催签：收文单位已答复，或一个工作小时内已催过。</translation>
    </message>
    <message>
        <source>The urging does not hold; it was refused.</source>
        <translation>催签不可信，已拒绝。</translation>
    </message>
    <message>
        <source>A number up to that one was given or set aside already. Please name the last one or a higher one.</source>
        <translation>该号以前的号已经编出或作空号。请填写最后一号或更大的号。</translation>
    </message>
    <message>
        <source>Another desktop holds these numbers. Please do it there, or ask for a block of numbers.</source>
        <translation>这些号由其他终端掌管。请在该终端办理，或申请预领号段。</translation>
    </message>
    <message>
        <source>Numbers stay unused only for a reason. Please write one.</source>
        <translation>作空号必须说明原因，请填写。</translation>
    </message>
    <message>
        <source>A series has the numbers from 1 to 99999. Please choose one of those.</source>
        <translation>编号范围是1至99999，请在此范围内选择。</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>Drafts</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>To read</source>
        <translation>待阅</translation>
    </message>
    <message>
        <source>Circulated</source>
        <translation>传阅</translation>
    </message>
    <message>
        <source>In hand</source>
        <translation>在办</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已办</translation>
    </message>
    <message>
        <source>There are no drafts. Ctrl+N begins one.</source>
        <translation>没有草稿。按 Ctrl+N 新建。</translation>
    </message>
    <message>
        <source>Nothing awaits you.</source>
        <translation>没有待办事项。</translation>
    </message>
    <message>
        <source>Everything that was circulated to you is read.</source>
        <translation>传阅给您的都已阅读。</translation>
    </message>
    <message>
        <source>Nothing was circulated to you.</source>
        <translation>没有传阅给您的文件。</translation>
    </message>
    <message>
        <source>Nothing that you had part in waits for others.</source>
        <translation>您经手的事项没有在他人处办理的。</translation>
    </message>
    <message>
        <source>Nothing is done yet.</source>
        <translation>还没有已办事项。</translation>
    </message>
    <message>
        <source>MMM d ddd HH:mm</source>
        <translation>M月d日 ddd HH:mm</translation>
    </message>
    <message>
        <source>yyyy MMM d ddd HH:mm</source>
        <translation>yyyy年M月d日 ddd HH:mm</translation>
    </message>
    <message>
        <source>● in time</source>
        <translation>●正常</translation>
    </message>
    <message>
        <source>▲ due soon</source>
        <translation>▲临期</translation>
    </message>
    <message>
        <source>■ overdue</source>
        <translation>■超期</translation>
    </message>
    <message>
        <source>■ %1 days overdue</source>
        <translation>■超期%1天</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Wenyi: official documents between government offices</source>
        <translation>文驿：政府机关公文交换</translation>
    </message>
    <message>
        <source>Folder of a domain that was set up</source>
        <translation>已建交换域的文件夹</translation>
    </message>
    <message>
        <source>Member who unlocks it</source>
        <translation>解锁的人员</translation>
    </message>
    <message>
        <source>Folder of one desktop</source>
        <translation>一个终端的档案文件夹</translation>
    </message>
    <message>
        <source>Folder of an authority: its certificates and keys, without a desktop</source>
        <translation>证书机构的文件夹：不经终端管理其证书与密钥</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::AttachmentList</name>
    <message>
        <source>Attachments</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>Attachment (drop files here)</source>
        <translation>附件（可将文件拖到这里）</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Remo&amp;ve file</source>
        <translation>移除附件(&amp;V)</translation>
    </message>
    <message>
        <source>Add &amp;file …</source>
        <translation>添加附件(&amp;F)…</translation>
    </message>
    <message>
        <source>Add attachments</source>
        <translation>添加附件</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::DispatchDialog</name>
    <message>
        <source>Recipients</source>
        <translation>收文单位</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>收文单位</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>送达方式</translation>
    </message>
    <message>
        <source>Remove &amp;recipient</source>
        <translation>移除单位(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Dispatch</source>
        <translation>封发(&amp;D)</translation>
    </message>
    <message>
        <source>Dispatch</source>
        <translation>封发</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>What is dispatched</source>
        <translation>封发的公文</translation>
    </message>
    <message>
        <source>Urgency</source>
        <translation>紧急程度</translation>
    </message>
    <message>
        <source>Prints with red head and seal for each recipient</source>
        <translation>每个收文单位可打印的红头盖章份数</translation>
    </message>
    <message>
        <source>&amp;Urgency</source>
        <translation>紧急程度(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Print quota</source>
        <translation>打印份数(&amp;P)</translation>
    </message>
    <message>
        <source>Dispatch – %1</source>
        <translation>封发 – %1</translation>
    </message>
    <message>
        <source>Number: %1</source>
        <translation>文号：%1</translation>
    </message>
    <message>
        <source>Pages: %1</source>
        <translation>页数：%1</translation>
    </message>
    <message>
        <source>This record has no page to show.</source>
        <translation>该事项没有可显示的版面。</translation>
    </message>
    <message>
        <source>■ not found</source>
        <translation>■ 未找到</translation>
    </message>
    <message>
        <source>The directory does not know %1. Choose whom it means from the list and remove it, or ask the system administrator to enter the name.</source>
        <translation>通讯录中没有“%1”。请从列表中选择所指单位并移除该名称，或请系统管理员登记。</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::DraftForm</name>
    <message>
        <source>&amp;Title</source>
        <translation>标题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>文种(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Recipients</source>
        <translation>主送机关(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Urgency</source>
        <translation>紧急程度(&amp;U)</translation>
    </message>
    <message>
        <source>Secrec&amp;y</source>
        <translation>密级和期限(&amp;Y)</translation>
    </message>
    <message>
        <source>Copy number</source>
        <translation>份号</translation>
    </message>
    <message>
        <source>Issuer's mark</source>
        <translation>发文机关标志</translation>
    </message>
    <message>
        <source>Signers</source>
        <translation>签发人</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>正文和附件</translation>
    </message>
    <message>
        <source>&amp;Add attachment</source>
        <translation>添加附件(&amp;A)</translation>
    </message>
    <message>
        <source>Re&amp;move attachment</source>
        <translation>删除附件(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Signatory</source>
        <translation>发文机关署名(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Date</source>
        <translation>成文日期(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>附注(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Copy to</source>
        <translation>抄送机关(&amp;C)</translation>
    </message>
    <message>
        <source>Printed by</source>
        <translation>印发机关</translation>
    </message>
    <message>
        <source>Printing date</source>
        <translation>印发日期</translation>
    </message>
    <message>
        <source>Name of the attachment</source>
        <translation>附件名称</translation>
    </message>
    <message>
        <source>Text of the attachment</source>
        <translation>附件正文</translation>
    </message>
    <message>
        <source>Its text; without any it is a file that goes along.</source>
        <translation>附件正文；不填则作为随文文件。</translation>
    </message>
    <message>
        <source>Attachment %1</source>
        <translation>附件 %1</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::DraftWindow</name>
    <message>
        <source>Saving …</source>
        <translation>正在保存……</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>拟稿</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Save now (Ctrl+S); it is saved by itself, too</source>
        <translation>立即保存（Ctrl+S）；平时自动保存</translation>
    </message>
    <message>
        <source>Su&amp;bmit for review</source>
        <translation>送核(&amp;B)</translation>
    </message>
    <message>
        <source>Submit for review (Ctrl+Enter)</source>
        <translation>送核（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>New draft</source>
        <translation>新建公文</translation>
    </message>
    <message>
        <source>Draft – %1</source>
        <translation>拟稿 – %1</translation>
    </message>
    <message>
        <source>Compare &amp;versions</source>
        <translation>版本比较(&amp;V)</translation>
    </message>
    <message>
        <source>What was changed, by whom and when</source>
        <translation>谁在什么时候改了什么</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>导入(&amp;I)</translation>
    </message>
    <message>
        <source>Recognise the elements in a text or docx; files can be dropped here, too</source>
        <translation>识别文本或 docx 中的公文要素；也可将文件拖放到本窗口</translation>
    </message>
    <message>
        <source>Import from cli&amp;pboard</source>
        <translation>从剪贴板导入(&amp;P)</translation>
    </message>
    <message>
        <source>Recognise the elements in what was copied in another program</source>
        <translation>识别从其他程序复制的内容中的公文要素</translation>
    </message>
    <message>
        <source>E&amp;xport as docx</source>
        <translation>导出 docx(&amp;X)</translation>
    </message>
    <message>
        <source>Write the draft as docx; each element keeps a style of its name</source>
        <translation>将草稿写成 docx，各要素保留为同名样式</translation>
    </message>
    <message>
        <source>The draft was written to %1.</source>
        <translation>草稿已写入 %1。</translation>
    </message>
    <message>
        <source>Clipboard</source>
        <translation>剪贴板</translation>
    </message>
    <message>
        <source>The draft was changed in another window; you see its newest version.</source>
        <translation>草稿已在另一窗口形成新的一稿，现在显示的是最新一稿。</translation>
    </message>
    <message>
        <source>■ Not saved</source>
        <translation>■ 未保存</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::ExportWizard</name>
    <message>
        <source>Export to USB</source>
        <translation>U盘导出</translation>
    </message>
    <message>
        <source>Whom to</source>
        <translation>交给谁</translation>
    </message>
    <message>
        <source>Where and what</source>
        <translation>位置与内容</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>Which desktop is the drive carried to? Those for whom something waits stand first.</source>
        <translation>U盘将交给哪台终端？有待发内容的排在前面。</translation>
    </message>
    <message>
        <source>Desktops</source>
        <translation>终端</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>终端</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>公文</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>回执</translation>
    </message>
    <message>
        <source>There is nobody to carry anything to: nothing waits, and no other unit has a standalone desktop.</source>
        <translation>没有可以交换的终端：没有待发内容，其他单位也没有单机。</translation>
    </message>
    <message>
        <source>Size of the package</source>
        <translation>交换包大小</translation>
    </message>
    <message>
        <source>What will be written</source>
        <translation>将写入的内容</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>What it belongs to</source>
        <translation>所属公文</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>未写入任何内容。</translation>
    </message>
    <message>
        <source>This will be written for %1, about %2:</source>
        <translation>将为%1写入以下内容，约%2：</translation>
    </message>
    <message>
        <source>&amp;Write</source>
        <translation>写入U盘(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>下一步(&amp;N)</translation>
    </message>
    <message>
        <source>Writing and reading back. Please leave the drive plugged in …</source>
        <translation>正在写入并读回核对，请勿拔出U盘…</translation>
    </message>
    <message>
        <source>Written, read back and compared.</source>
        <translation>已写入，读回核对一致。</translation>
    </message>
    <message>
        <source>File: %1
Documents: %2
Receipts: %3</source>
        <translation>文件：%1
公文：%2件
回执：%3份</translation>
    </message>
    <message>
        <source>It is safe to remove the drive.</source>
        <translation>可安全拔出。</translation>
    </message>
    <message>
        <source>Cancelling …</source>
        <translation>正在取消…</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::FieldForm</name>
    <message>
        <source>%1 *</source>
        <translation>%1 *</translation>
    </message>
    <message>
        <source>one in a line</source>
        <translation>每行一个</translation>
    </message>
    <message>
        <source>2026-03-01</source>
        <translation>2026-03-01</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::FolderChoice</name>
    <message>
        <source>No drive is plugged in. Plug one in and press “Look again”, or name a folder.</source>
        <translation>没有发现U盘。请插入U盘后点“重新查找”，或指定文件夹。</translation>
    </message>
    <message>
        <source>Drives</source>
        <translation>U盘</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folder on the drive</source>
        <translation>U盘上的文件夹</translation>
    </message>
    <message>
        <source>Look &amp;again</source>
        <translation>重新查找(&amp;A)</translation>
    </message>
    <message>
        <source>B&amp;rowse …</source>
        <translation>浏览(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>%1 (%2), write-protected</source>
        <translation>%1（%2），写保护</translation>
    </message>
    <message>
        <source>%1 (%2), %3 free</source>
        <translation>%1（%2），剩余 %3</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::ImportWizard</name>
    <message>
        <source>Import from USB</source>
        <translation>U盘导入</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Which package</source>
        <translation>选择交换包</translation>
    </message>
    <message>
        <source>Taking in</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Where do the packages lie? Nothing on the drive is opened or run; packages are verified whole before anything is taken in.</source>
        <translation>交换包在哪里？U盘上的文件不会被打开或运行；交换包先整体核验，再导入。</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>交换包</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>交换包</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来自</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>导出时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>No package lies in this folder.</source>
        <translation>该文件夹中没有交换包。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>What became of each item</source>
        <translation>逐项结果</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>What it belongs to</source>
        <translation>所属公文</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Take it in &amp;all the same</source>
        <translation>仍然导入(&amp;A)</translation>
    </message>
    <message>
        <source>New</source>
        <translation>未导入</translation>
    </message>
    <message>
        <source>Imported before</source>
        <translation>已导入过</translation>
    </message>
    <message>
        <source>New, but one before it is missing</source>
        <translation>未导入，但缺少前一个交换包</translation>
    </message>
    <message>
        <source>&amp;Take in</source>
        <translation>导入(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>下一步(&amp;N)</translation>
    </message>
    <message>
        <source>The package is verified, then taken in …</source>
        <translation>正在核验并导入交换包…</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>未作任何更改。</translation>
    </message>
    <message>
        <source>This package was imported before; nothing was done twice.</source>
        <translation>该交换包已导入过，未重复办理。</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>第%1版</translation>
    </message>
    <message>
        <source>Known already</source>
        <translation>此前已收</translation>
    </message>
    <message>
        <source>Taken in</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>Taken in: %1 · known already: %2 · refused: %3</source>
        <translation>已导入：%1 · 此前已收：%2 · 拒收：%3</translation>
    </message>
    <message>
        <source>Some items were refused; the table says why.</source>
        <translation>部分内容被拒收，原因见下表。</translation>
    </message>
    <message>
        <source>The package was taken in.</source>
        <translation>交换包已导入。</translation>
    </message>
    <message>
        <source>Cancelling …</source>
        <translation>正在取消…</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::LockAction</name>
    <message>
        <source>&amp;Lock</source>
        <translation>锁定(&amp;L)</translation>
    </message>
    <message>
        <source>Lock (Ctrl+L)</source>
        <translation>锁定 (Ctrl+L)</translation>
    </message>
    <message>
        <source>&amp;Lock now</source>
        <translation>立即锁定(&amp;L)</translation>
    </message>
    <message>
        <source>By itself, when nobody has touched it for</source>
        <translation>无人操作时自动锁定</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>%1 minutes</source>
        <translation>%1 分钟后</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::LockScreen</name>
    <message>
        <source>&amp;Unlock</source>
        <translation>解锁(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Other member</source>
        <translation>更换人员(&amp;O)</translation>
    </message>
    <message>
        <source>Wenyi – locked</source>
        <translation>文驿 – 已锁定</translation>
    </message>
    <message>
        <source>%1 attempts left</source>
        <translation>还可尝试 %1 次</translation>
    </message>
    <message>
        <source>The session is locked. Open windows and what was typed are kept.</source>
        <translation>会话已锁定。已打开的窗口和已输入的内容都保留。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Ends this session; drafts are kept, other windows close.</source>
        <translation>结束当前会话：草稿会保存，其他窗口将关闭。</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>&amp;PIN</source>
        <translation>PIN 码(&amp;P)</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::MainWindow</name>
    <message>
        <source>Chan&amp;ge PIN</source>
        <translation>更改 PIN(&amp;G)</translation>
    </message>
    <message>
        <source>The PIN was changed.</source>
        <translation>PIN 已更改。</translation>
    </message>
    <message>
        <source>Wenyi – %1, %2</source>
        <translation>文驿 – %1 %2</translation>
    </message>
    <message>
        <source>Filter by title or number (Ctrl+K)</source>
        <translation>按标题或文号筛选（Ctrl+K）</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>事项列表</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接状态</translation>
    </message>
    <message>
        <source>Standalone desktop: exchange by USB</source>
        <translation>单机：通过 U 盘交换</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Nothing matches the filter. Esc clears it.</source>
        <translation>没有符合条件的事项。按 Esc 清除筛选。</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>新建(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>导入(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Handle</source>
        <translation>办理(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Seal</source>
        <translation>用印(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Dispatch</source>
        <translation>封发(&amp;D)</translation>
    </message>
    <message>
        <source>Sign &amp;for</source>
        <translation>签收(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Register</source>
        <translation>登记(&amp;R)</translation>
    </message>
    <message>
        <source>Re&amp;fresh</source>
        <translation>刷新(&amp;E)</translation>
    </message>
    <message>
        <source>USB e&amp;xport</source>
        <translation>U盘导出(&amp;X)</translation>
    </message>
    <message>
        <source>USB i&amp;mport</source>
        <translation>U盘导入(&amp;M)</translation>
    </message>
    <message>
        <source>S&amp;ynchronise</source>
        <translation>同步(&amp;Y)</translation>
    </message>
    <message>
        <source>S&amp;eal applications</source>
        <translation>用印申请(&amp;E)</translation>
    </message>
    <message>
        <source>Seal &amp;uses</source>
        <translation>用印登记簿(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Manage</source>
        <translation>管理(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Certificates and keys …</source>
        <translation>证书与密钥管理(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Seals …</source>
        <translation>印章管理(&amp;S)…</translation>
    </message>
    <message>
        <source>Open P&amp;DF</source>
        <translation>打开 PDF(&amp;D)</translation>
    </message>
    <message>
        <source>Server s&amp;tatus …</source>
        <translation>服务器运行状况(&amp;T) …</translation>
    </message>
    <message>
        <source>&amp;Running records …</source>
        <translation>运转监控(&amp;R)…</translation>
    </message>
    <message>
        <source>Exce&amp;l</source>
        <translation>导出Excel(&amp;J)</translation>
    </message>
    <message numerus="yes">
        <source>%n records were exported to %1.</source>
        <translation><numerusform>已导出%n件到 %1。</numerusform></translation>
    </message>
    <message>
        <source>&amp;Number series …</source>
        <translation>编号序列(&amp;N)…</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::NavigationPane</name>
    <message>
        <source>To sign</source>
        <translation>待签批</translation>
    </message>
    <message>
        <source>More</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Navigation</source>
        <translation>导航</translation>
    </message>
    <message>
        <source>%1, %2 records</source>
        <translation>%1，%2 件</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::NoticeStrip</name>
    <message>
        <source>&amp;Details</source>
        <translation>详情(&amp;D)</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Details of the notice</source>
        <translation>提示的详情</translation>
    </message>
    <message>
        <source>Put the notice away</source>
        <translation>收起提示</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::PageView</name>
    <message>
        <source>■ Page %1
%2</source>
        <translation>■ 第 %1 页
%2</translation>
    </message>
    <message>
        <source>No document is chosen.</source>
        <translation>没有选择公文。</translation>
    </message>
    <message>
        <source>Pages of the document</source>
        <translation>公文版面</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>第 %1 页，共 %2 页</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::PinEdit</name>
    <message>
        <source>PIN</source>
        <translation>PIN 码</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::RecipientPicker</name>
    <message>
        <source>Find a unit or group to add</source>
        <translation>查找单位或单位组</translation>
    </message>
    <message>
        <source>Find a unit or group</source>
        <translation>查找单位或单位组</translation>
    </message>
    <message>
        <source>Units and groups</source>
        <translation>单位和单位组</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>加入(&amp;A)</translation>
    </message>
    <message>
        <source>Add the chosen unit or group</source>
        <translation>加入所选单位或单位组</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>单位组</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n units)</source>
        <translation>
            <numerusform>%1（%n个单位）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Standing</name>
    <message>
        <source>%1 and others, %2 altogether</source>
        <translation>%1等%2人</translation>
    </message>
    <message>
        <source>nobody who could do it</source>
        <translation>无人可办</translation>
    </message>
    <message>
        <source>awaits: %1</source>
        <translation>待：%1</translation>
    </message>
    <message>
        <source>none of %1 has signed, awaits: %2</source>
        <translation>%1人尚无人签，待：%2</translation>
    </message>
    <message>
        <source>%2 of %1 have signed: %3, awaits: %4</source>
        <translation>%1人中已签%2人：%3，待：%4</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>, due %1</source>
        <translation>，时限 %1</translation>
    </message>
    <message>
        <source>, urged %1 times</source>
        <translation>，已催办%1次</translation>
    </message>
    <message>
        <source>Ended: terminated before its end</source>
        <translation>已结束：中途终止</translation>
    </message>
    <message>
        <source>Ended: its sender took it back</source>
        <translation>已结束：来文单位已撤回</translation>
    </message>
    <message>
        <source>Ended: %1</source>
        <translation>已结束：%1</translation>
    </message>
    <message>
        <source>Suspended by %1 on %2, at: %3</source>
        <translation>%1已于 %2 暂停，所在环节：%3</translation>
    </message>
    <message>
        <source>Now: %1</source>
        <translation>现在：%1</translation>
    </message>
    <message>
        <source>&amp;Return to</source>
        <translation>退回到(&amp;R)</translation>
    </message>
    <message>
        <source>Take &amp;back</source>
        <translation>撤回(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Hand over</source>
        <translation>转办(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Add signers</source>
        <translation>加签(&amp;A)</translation>
    </message>
    <message>
        <source>Take out a si&amp;gner</source>
        <translation>减签(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Urge</source>
        <translation>催办(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Suspend</source>
        <translation>暂停(&amp;S)</translation>
    </message>
    <message>
        <source>R&amp;esume</source>
        <translation>恢复(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Terminate</source>
        <translation>终止(&amp;T)</translation>
    </message>
    <message>
        <source>Reass&amp;ign</source>
        <translation>改派(&amp;I)</translation>
    </message>
    <message>
        <source>The record goes back to the chosen step; what others have open meanwhile is given up.</source>
        <translation>事项退回到所选环节，其他人正在办理的环节一并作罢。</translation>
    </message>
    <message>
        <source>Your last step is undone and awaits you again.</source>
        <translation>您刚办的一步作废，重新由您办理。</translation>
    </message>
    <message>
        <source>The task is the chosen person&apos;s from now on.</source>
        <translation>此后由所选人员办理。</translation>
    </message>
    <message>
        <source>The chosen people are asked to sign too.</source>
        <translation>请所选人员一并签署。</translation>
    </message>
    <message>
        <source>The chosen person is not asked to sign any more.</source>
        <translation>不再请所选人员签署。</translation>
    </message>
    <message>
        <source>Whoever has the task is told that it is waited for.</source>
        <translation>提醒正在办理的人员尽快办理，并记入办理过程。</translation>
    </message>
    <message>
        <source>Nothing goes on until it is resumed; deadlines stay.</source>
        <translation>恢复之前各环节都不能办理，时限照计。</translation>
    </message>
    <message>
        <source>The record goes on where it was suspended.</source>
        <translation>事项从暂停处继续办理。</translation>
    </message>
    <message>
        <source>The record ends here. This is final and cannot be undone.</source>
        <translation>事项就此结束，终止后不能恢复。</translation>
    </message>
    <message>
        <source>The task goes from whoever has it to the chosen person.</source>
        <translation>该环节改由所选人员办理。</translation>
    </message>
    <message>
        <source>What you did on %1 was overtaken and took no effect: %2</source>
        <translation>您 %1 的操作因他人先行办理而未生效：%2</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::FurtherActDialog</name>
    <message>
        <source>It is fi&amp;nal, and I want it</source>
        <translation>我已知道终止后不能恢复(&amp;N)</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>《%1》</translation>
    </message>
    <message>
        <source>Step: %1</source>
        <translation>环节：%1</translation>
    </message>
    <message>
        <source>Step: %1, %2</source>
        <translation>环节：%1，%2</translation>
    </message>
    <message>
        <source>Earlier ste&amp;p</source>
        <translation>退回到的环节(&amp;P)</translation>
    </message>
    <message>
        <source>Peo&amp;ple</source>
        <translation>人员(&amp;P)</translation>
    </message>
    <message>
        <source>Earlier step</source>
        <translation>退回到的环节</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter by name or post</source>
        <translation>按姓名或职务筛选</translation>
    </message>
    <message>
        <source>Reas&amp;on</source>
        <translation>理由(&amp;O)</translation>
    </message>
    <message>
        <source>W&amp;ords, if any</source>
        <translation>附言，可不填(&amp;O)</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>附言</translation>
    </message>
    <message>
        <source>Please handle this soon.</source>
        <translation>请尽快办理。</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::FurtherActsMenu</name>
    <message>
        <source>M&amp;ore</source>
        <translation>更多办理(&amp;W)</translation>
    </message>
    <message>
        <source>Return, hand over, urge, suspend and so on (%1)</source>
        <translation>退回、转办、催办、暂停等（%1）</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1：%2，%3</translation>
    </message>
    <message>
        <source>%1 …</source>
        <translation>%1 …</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::RecordModel</name>
    <message>
        <source>(no title)</source>
        <translation>（无标题）</translation>
    </message>
    <message>
        <source>%1 (%2 without effect)</source>
        <translation>%1（%2 项未生效）</translation>
    </message>
    <message>
        <source>unread, %1</source>
        <translation>未读，%1</translation>
    </message>
    <message>
        <source>Urgency</source>
        <translation>缓急</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>文号</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>From or to</source>
        <translation>来文/主送单位</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>更新时间</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::RecordPreview</name>
    <message numerus="yes">
        <source>You were urged to do this %n times, last on %1.</source>
        <translation><numerusform>此件已催办%n次，最近一次 %1，请尽快办理。</numerusform></translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message numerus="yes">
        <source>%n pages</source>
        <translation><numerusform>%n 页</numerusform></translation>
    </message>
    <message>
        <source>Seals checked when it was filed, %1, by %2: %3</source>
        <translation>归档核验（%1，%2）：%3</translation>
    </message>
    <message>
        <source>last: %1, %2</source>
        <translation>最近：%1 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n acts on this record took no effect: %1</source>
        <translation><numerusform>该件有 %n 项操作未生效：%1</numerusform></translation>
    </message>
    <message>
        <source>This record has no page to show.</source>
        <translation>该件没有可显示的版面。</translation>
    </message>
    <message>
        <source>Choose a record on the left to see it here.</source>
        <translation>在左侧选择一件，在此预览。</translation>
    </message>
    <message numerus="yes">
        <source>%n attachments</source>
        <translation><numerusform>%n 个附件</numerusform></translation>
    </message>
    <message>
        <source>shown in another face: %1</source>
        <translation>以其他字体显示：%1</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::SealDialog</name>
    <message>
        <source>&amp;Seal</source>
        <translation>用印(&amp;S)</translation>
    </message>
    <message>
        <source>Seal</source>
        <translation>用印</translation>
    </message>
    <message>
        <source>What is sealed</source>
        <translation>用印内容</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;PIN</source>
        <translation>PIN 码(&amp;P)</translation>
    </message>
    <message>
        <source>%1
%2 · seal: %3</source>
        <translation>%1
%2 · 印章：%3</translation>
    </message>
    <message>
        <source>Place by &amp;rule</source>
        <translation>按规定位置(&amp;R)</translation>
    </message>
    <message>
        <source>R&amp;iding seal over the</source>
        <translation>骑缝章(&amp;I)：</translation>
    </message>
    <message>
        <source>Where the seal stands</source>
        <translation>用印位置</translation>
    </message>
    <message>
        <source>The pointer moves the seal; so do the arrow keys, by 1 mm and with Shift by 0.1 mm.</source>
        <translation>可用鼠标拖动印章；方向键移动1毫米，按住 Shift 移动0.1毫米。</translation>
    </message>
    <message>
        <source>Edge of the riding seal</source>
        <translation>骑缝章所在页边</translation>
    </message>
    <message>
        <source>right edge</source>
        <translation>右边</translation>
    </message>
    <message>
        <source>left edge</source>
        <translation>左边</translation>
    </message>
    <message>
        <source>upper edge</source>
        <translation>上边</translation>
    </message>
    <message>
        <source>lower edge</source>
        <translation>下边</translation>
    </message>
    <message>
        <source>The newest list of revoked certificates is of %1; the next one should have come by %2. Please synchronise, or ask the system administrator for a newer directory: nothing can be sealed after %3.</source>
        <translation>最新的证书撤销列表为%1所发，下一份本应在%2前到达。请同步，或向系统管理员索取新的单位目录；%3之后将不能用印。</translation>
    </message>
    <message>
        <source>By rule: over signatory and date</source>
        <translation>按规定：下压署名和成文日期</translation>
    </message>
    <message>
        <source>By hand: page %1, %2 mm from the left, %3 mm from the top</source>
        <translation>手工：第%1页，距左%2毫米，距上%3毫米</translation>
    </message>
    <message>
        <source>%1
%2 · your own signature stamp: %3</source>
        <translation>%1
%2 · 本人签名章：%3</translation>
    </message>
    <message>
        <source>Whose seal</source>
        <translation>印章种类</translation>
    </message>
    <message>
        <source>Signature stamp</source>
        <translation>盖签名章</translation>
    </message>
    <message>
        <source>The unit&apos;s seal</source>
        <translation>单位印章</translation>
    </message>
    <message>
        <source>Your own signature stamp</source>
        <translation>本人签名章</translation>
    </message>
    <message>
        <source>By rule: beside the signer&apos;s duty</source>
        <translation>按规定位置：签发人职务右侧</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::SendingTime</name>
    <message>
        <source>Send &amp;later</source>
        <translation>定时发送(&amp;L)</translation>
    </message>
    <message>
        <source>Not before</source>
        <translation>发送时间</translation>
    </message>
    <message>
        <source>Nobody has it before %1; until then it can be recalled from everybody.</source>
        <translation>%1之前任何单位都收不到；在此之前可全部撤回。</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::SigningDialog</name>
    <message numerus="yes">
        <source>Go on with the &amp;next one (%n left)</source>
        <translation><numerusform>继续下一件(&amp;N)，还有%n件</numerusform></translation>
    </message>
    <message>
        <source>S&amp;kip</source>
        <translation>跳过(&amp;K)</translation>
    </message>
    <message>
        <source>Typed before; it holds for this one too</source>
        <translation>本次连续签批已输入，可不再输入</translation>
    </message>
    <message>
        <source>M&amp;ore</source>
        <translation>更多办理(&amp;W)</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>&amp;PIN</source>
        <translation>PIN 码(&amp;P)</translation>
    </message>
    <message>
        <source>Handle</source>
        <translation>办理</translation>
    </message>
    <message>
        <source>What is signed</source>
        <translation>签名内容</translation>
    </message>
    <message>
        <source>History and opinions</source>
        <translation>办理过程和意见</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Opinion</source>
        <translation>意见</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Common phrases</source>
        <translation>常用语</translation>
    </message>
    <message>
        <source>Common phrases …</source>
        <translation>常用语……</translation>
    </message>
    <message>
        <source>&amp;Opinion</source>
        <translation>意见(&amp;O)</translation>
    </message>
    <message>
        <source>Number: %1</source>
        <translation>文号：%1</translation>
    </message>
    <message>
        <source>Pages: %1</source>
        <translation>页数：%1</translation>
    </message>
    <message>
        <source>Digest (SM3): %1 …</source>
        <translation>摘要（SM3）：%1 ……</translation>
    </message>
    <message>
        <source>This record has no page to show.</source>
        <translation>该件没有可显示的版面。</translation>
    </message>
    <message>
        <source>There is nothing for you to do here.</source>
        <translation>该件没有需要您办理的步骤。</translation>
    </message>
    <message>
        <source>%1: returned to %2</source>
        <translation>%1：退回%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>An opinion is required here.</source>
        <translation>本步骤须填写意见。</translation>
    </message>
    <message>
        <source>An opinion, if there is one.</source>
        <translation>如有意见请填写。</translation>
    </message>
    <message>
        <source>&amp;Return</source>
        <translation>退回(&amp;R)</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>退回%1</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>From: %1</source>
        <translation>来文单位：%1</translation>
    </message>
    <message>
        <source>Circulated</source>
        <translation>传阅</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>已阅</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::StepDialog</name>
    <message>
        <source>&amp;Back</source>
        <translation>上一步(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>下一步(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::TrackingAction</name>
    <message>
        <source>&amp;Track</source>
        <translation>跟踪(&amp;T)</translation>
    </message>
    <message>
        <source>Track receipts (Ctrl+T)</source>
        <translation>回执跟踪 (Ctrl+T)</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::TrackingWindow</name>
    <message>
        <source>Recipients</source>
        <translation>收文单位</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>收文单位</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>送达方式</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Signed for by</source>
        <translation>签收人</translation>
    </message>
    <message>
        <source>Signed for at</source>
        <translation>签收时间</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Cop&amp;y list</source>
        <translation>复制列表(&amp;Y)</translation>
    </message>
    <message>
        <source>C&amp;onclude</source>
        <translation>办结(&amp;O)</translation>
    </message>
    <message>
        <source>Track receipts</source>
        <translation>回执跟踪</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>汇总</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Track receipts – %1</source>
        <translation>回执跟踪 – %1</translation>
    </message>
    <message>
        <source>%1
%2</source>
        <translation>%1
%2</translation>
    </message>
    <message>
        <source>%1/%2 signed for</source>
        <translation>%1/%2 已签收</translation>
    </message>
    <message>
        <source>%1 delivered</source>
        <translation>已送达 %1</translation>
    </message>
    <message>
        <source>%1 registered</source>
        <translation>已登记 %1</translation>
    </message>
    <message>
        <source>%1 returned</source>
        <translation>退文 %1</translation>
    </message>
    <message>
        <source>This document has not been dispatched yet.</source>
        <translation>该公文尚未封发。</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1 %2退文：%3</translation>
    </message>
    <message numerus="yes">
        <source>%n recipients have not signed for it yet. Press “Conclude” once more to conclude it all the same.</source>
        <translation>
            <numerusform>尚有%n个收文单位未签收。如仍要办结，请再按一次“办结”。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Recall</source>
        <translation>撤回(&amp;R)</translation>
    </message>
    <message>
        <source>Reason for recalling it</source>
        <translation>撤回理由</translation>
    </message>
    <message>
        <source>Reason for recalling it: the recipients read it.</source>
        <translation>撤回理由：收文单位会看到。</translation>
    </message>
    <message numerus="yes">
        <source>It is taken back from %n recipients who have neither signed for it nor returned it; they read your name and the reason. Who signs for it first keeps it. Press “Recall” once more to recall it.</source>
        <translation>
            <numerusform>将从%n个尚未签收、未退文的收文单位撤回，对方会看到您的姓名和理由；在撤回到达服务器之前签收的，仍归对方。确认撤回请再按一次“撤回”。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 recalled</source>
        <translation>%1个已撤回</translation>
    </message>
    <message>
        <source>answered already, could not be recalled</source>
        <translation>对方已签收或退文，未能撤回</translation>
    </message>
    <message>
        <source>it was too late to recall it</source>
        <translation>已来不及撤回</translation>
    </message>
    <message>
        <source>%1 recalled it, %2: %3</source>
        <translation>%1于%2撤回：%3</translation>
    </message>
    <message>
        <source>The unit is retired; its successor is %1</source>
        <translation>该单位已撤销，由%1承接</translation>
    </message>
    <message>
        <source>The unit is retired</source>
        <translation>该单位已撤销</translation>
    </message>
    <message>
        <source>goes out at %1</source>
        <translation>定于%1发出</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>Not delivered, %1: %2</source>
        <translation>未能送达，%1：%2</translation>
    </message>
    <message>
        <source>%1 of retired units</source>
        <translation>已撤销单位 %1</translation>
    </message>
    <message>
        <source>%1, unit retired</source>
        <translation>%1，单位已撤销</translation>
    </message>
    <message>
        <source>&amp;Add recipients…</source>
        <translation>增加收文单位(&amp;A)…</translation>
    </message>
    <message>
        <source>Send to the &amp;successor</source>
        <translation>发给继任单位(&amp;S)</translation>
    </message>
    <message>
        <source>It is sent to %1, in the stead of recipients that are retired. Press “Send to the successor” once more to send it.</source>
        <translation>将代已撤销的收文单位发给%1。请再按一次“发给继任单位”确认。</translation>
    </message>
    <message>
        <source>Not delivered: to be sent later</source>
        <translation>未送达（定时发送）</translation>
    </message>
    <message>
        <source>&amp;Urge to sign</source>
        <translation>催签(&amp;U)</translation>
    </message>
    <message>
        <source>Ask those who have not signed for it; once in a working hour</source>
        <translation>催促尚未签收的收文单位，每个工作小时一次</translation>
    </message>
    <message numerus="yes">
        <source>%n recipients are urged with the next synchronisation.</source>
        <translation>
            <numerusform>下次同步时向%n个收文单位催签。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>urged %n times, at last %1</source>
        <translation>
            <numerusform>已催签%n次，最近一次%1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wenyi::ui::RecoverDialog</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>Recover the store</source>
        <translation>恢复本地库</translation>
    </message>
    <message>
        <source>The desktop's store could not be opened. It is put aside and nothing of it is deleted; the desktop then comes from the server anew. What was written here and not sent yet is kept as far as it can be read.</source>
        <translation>本终端的本地库无法打开。该库将被另存，不删除任何内容；终端内容随后从服务器重新取得。在本终端写入而尚未发送的内容，凡能读出的都会保留。</translation>
    </message>
    <message>
        <source>&amp;PIN</source>
        <translation>PIN 码(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Recover</source>
        <translation>恢复(&amp;R)</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::UnlockDialog</name>
    <message>
        <source>&amp;Recover the store …</source>
        <translation>恢复本地库(&amp;R)…</translation>
    </message>
    <message>
        <source>The damaged store lies in %1. Please unlock the desktop now: it comes from the server.</source>
        <translation>损坏的库已另存到 %1。请现在解锁：终端内容将从服务器取得。</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>解锁(&amp;U)</translation>
    </message>
    <message>
        <source>Wenyi – unlock</source>
        <translation>文驿 – 解锁</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>&amp;Member</source>
        <translation>人员(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;PIN</source>
        <translation>PIN 码(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1 attempts left</source>
        <translation>还可尝试 %1 次</translation>
    </message>
    <message>
        <source>Un&amp;block a key …</source>
        <translation>解除锁定(&amp;B)…</translation>
    </message>
    <message>
        <source>Too many wrong PINs locked: %1. The security administrator can permit to unblock it.</source>
        <translation>连续输错 PIN，已锁定：%1。经安全保密管理员准许可以解锁。</translation>
    </message>
    <message>
        <source>Unblocked. Please type the PIN that you had before.</source>
        <translation>已解锁，请输入原来的 PIN。</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::VerifyPanel</name>
    <message>
        <source>%1; in doubt: %2</source>
        <translation>%1；存疑：%2</translation>
    </message>
    <message>
        <source>Steps of the &amp;check</source>
        <translation>验证步骤(&amp;C)</translation>
    </message>
    <message>
        <source>Check of the seal</source>
        <translation>签章验证</translation>
    </message>
    <message>
        <source>Steps of the check</source>
        <translation>验证步骤</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>%1, sealed %2</source>
        <translation>%1，%2 盖章</translation>
    </message>
    <message>
        <source>%1, signed %2 without a seal</source>
        <translation>%1，%2签名（无印章）</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Altered file</source>
        <translation>被改动的文件</translation>
    </message>
    <message>
        <source>File without protection</source>
        <translation>未受保护的文件</translation>
    </message>
    <message>
        <source>Seal withdrawn</source>
        <translation>印章停用或作废</translation>
    </message>
    <message>
        <source>Signature stamp</source>
        <translation>签名章</translation>
    </message>
    <message>
        <source>Use of the seal</source>
        <translation>用印次序</translation>
    </message>
    <message>
        <source>No. %1, as the seal's signature tells</source>
        <translation>第%1次用印（据签章记载）</translation>
    </message>
</context>
<context>
    <name>Synchronising</name>
    <message>
        <source>Store</source>
        <translation>本地库</translation>
    </message>
    <message>
        <source>Came from the server anew; %1 unsent entries kept</source>
        <translation>已从服务器恢复；保留未发送条目 %1 条</translation>
    </message>
    <message numerus="yes">
        <source>▲ %n entries of the damaged store could not be kept</source>
        <translation>
            <numerusform>▲ 损坏的库中有 %n 条未能保留</numerusform>
        </translation>
    </message>
    <message>
        <source>They are listed in %1</source>
        <translation>清单见 %1</translation>
    </message>
    <message>
        <source> · ▲ the directory is out of date since %1</source>
        <translation> · ▲ 单位目录自%1起已过期</translation>
    </message>
    <message>
        <source>directory</source>
        <translation>通讯录</translation>
    </message>
    <message>
        <source>entries</source>
        <translation>日志条目</translation>
    </message>
    <message>
        <source>content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>documents to send</source>
        <translation>封发公文</translation>
    </message>
    <message>
        <source>documents that arrive</source>
        <translation>接收来文</translation>
    </message>
    <message>
        <source>receipts</source>
        <translation>回执</translation>
    </message>
    <message>
        <source>recalls</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Nothing to do: it is tried again by itself.</source>
        <translation>无需操作，稍后自动重试。</translation>
    </message>
    <message>
        <source>Retry goes on where it stopped.</source>
        <translation>点“重试”从中断处继续。</translation>
    </message>
    <message>
        <source>Ask the sender to send it again. If it is refused once more, tell the security administrator.</source>
        <translation>请发文单位重新发送；若再次被拒，请告知安全保密管理员。</translation>
    </message>
    <message>
        <source>It may not have been sent yet: retry later.</source>
        <translation>对方可能尚未发出，请稍后重试。</translation>
    </message>
    <message>
        <source>Update this program.</source>
        <translation>请更新本软件。</translation>
    </message>
    <message>
        <source>Make room on the disk, then retry.</source>
        <translation>请清理磁盘空间后重试。</translation>
    </message>
    <message>
        <source>Copy the details for the system administrator.</source>
        <translation>请复制详情，交系统管理员处理。</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>公文</translation>
    </message>
    <message>
        <source>Document “%1”</source>
        <translation>公文《%1》</translation>
    </message>
    <message>
        <source> · synchronised %1</source>
        <translation> · 上次同步 %1</translation>
    </message>
    <message>
        <source>▲ Needs attention</source>
        <translation>▲ 需要处理</translation>
    </message>
    <message>
        <source>○ Connecting …</source>
        <translation>○ 正在连接 …</translation>
    </message>
    <message>
        <source>● Online</source>
        <translation>● 在线</translation>
    </message>
    <message numerus="yes">
        <source>○ Offline (%n records wait to be sent)</source>
        <translation><numerusform>○ 离线（已存 %n 件待发）</numerusform></translation>
    </message>
    <message>
        <source>○ Offline</source>
        <translation>○ 离线</translation>
    </message>
    <message>
        <source>↻ Synchronising %1/%2: %3</source>
        <translation>↻ 正在同步 %1/%2：%3</translation>
    </message>
    <message>
        <source>Directory</source>
        <translation>通讯录</translation>
    </message>
    <message>
        <source>A newer one was taken</source>
        <translation>已更新</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>▲ Restored from an older backup; what it lacks is sent again</source>
        <translation>▲ 服务器已从旧备份恢复，所缺内容重新送出</translation>
    </message>
    <message>
        <source>Entries of the unit</source>
        <translation>本单位日志条目</translation>
    </message>
    <message>
        <source>%1 sent, %2 taken</source>
        <translation>发出 %1 条，收到 %2 条</translation>
    </message>
    <message>
        <source>Sent: the server has it</source>
        <translation>已发出，服务器已收</translation>
    </message>
    <message>
        <source>Arrived from %1</source>
        <translation>已到达，来自%1</translation>
    </message>
    <message numerus="yes">
        <source>▲ %n earlier ones of that unit have not come</source>
        <translation><numerusform>▲ 该单位此前有 %n 件尚未到达</numerusform></translation>
    </message>
    <message>
        <source>They may be sent later; if they stay away, ask the sender.</source>
        <translation>可能定时发送或尚未发出，久未到达请向发文单位查询。</translation>
    </message>
    <message>
        <source>Receipts of this unit</source>
        <translation>本单位回执</translation>
    </message>
    <message numerus="yes">
        <source>%n sent</source>
        <translation><numerusform>发出 %n 份</numerusform></translation>
    </message>
    <message>
        <source>Receipts of other units</source>
        <translation>外单位回执</translation>
    </message>
    <message numerus="yes">
        <source>%n taken</source>
        <translation><numerusform>收到 %n 份</numerusform></translation>
    </message>
    <message>
        <source>▲ Refused</source>
        <translation>▲ 被拒</translation>
    </message>
    <message>
        <source>Synchronising</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>▲ Stopped</source>
        <translation>▲ 中断</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>● Online again</source>
        <translation>● 已恢复在线</translation>
    </message>
    <message numerus="yes">
        <source> · ▲ this computer&apos;s clock is %n minutes behind the server&apos;s</source>
        <translation><numerusform> · ▲ 本机时钟比服务器慢 %n 分钟</numerusform></translation>
    </message>
    <message numerus="yes">
        <source> · ▲ this computer&apos;s clock is %n minutes before the server&apos;s</source>
        <translation><numerusform> · ▲ 本机时钟比服务器快 %n 分钟</numerusform></translation>
    </message>
    <message>
        <source>‖ Paused until %1 (%2 wait to be sent)</source>
        <translation>‖ 已暂停到%1（%2 件待发）</translation>
    </message>
    <message>
        <source> · %1 moved</source>
        <translation> · 已传 %1</translation>
    </message>
    <message>
        <source>, %1 left</source>
        <translation>，剩 %1</translation>
    </message>
    <message>
        <source>, %1/s</source>
        <translation>，%1/秒</translation>
    </message>
    <message>
        <source>Acts and drafts</source>
        <translation>办理与草稿</translation>
    </message>
    <message>
        <source>Dispatched document</source>
        <translation>封发公文</translation>
    </message>
    <message>
        <source>Document for a stick</source>
        <translation>U 盘送达的公文</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>回执</translation>
    </message>
    <message>
        <source>Waits for a USB export: the recipient has no network</source>
        <translation>等待导出到 U 盘：对方未联网</translation>
    </message>
    <message>
        <source>Synchronising is paused</source>
        <translation>同步已暂停</translation>
    </message>
    <message>
        <source>Waits for the network</source>
        <translation>等待网络</translation>
    </message>
    <message>
        <source>Waits for the disk</source>
        <translation>等待磁盘</translation>
    </message>
    <message>
        <source>Is being sent</source>
        <translation>正在发送</translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation>等待发送</translation>
    </message>
    <message>
        <source>At the next USB export</source>
        <translation>下次导出到 U 盘时</translation>
    </message>
    <message>
        <source>By itself, when the network is back</source>
        <translation>网络恢复后自动重试</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message numerus="yes">
        <source>In %n seconds</source>
        <translation><numerusform>%n 秒后</numerusform></translation>
    </message>
</context>
<context>
    <name>wenyi::ui::SyncStatusView</name>
    <message>
        <source>Opens the synchronisation log</source>
        <translation>打开同步记录</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel synchronising</source>
        <translation>取消同步</translation>
    </message>
    <message>
        <source>Synchronising: %1</source>
        <translation>同步状态：%1</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::SyncLogModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::SyncLogDialog</name>
    <message>
        <source>&amp;Retry</source>
        <translation>重试(&amp;R)</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>取消(&amp;N)</translation>
    </message>
    <message>
        <source>Copy &amp;details</source>
        <translation>复制详情(&amp;D)</translation>
    </message>
    <message>
        <source>Synchronisation log</source>
        <translation>同步记录</translation>
    </message>
    <message>
        <source>Nothing went and nothing came since you unlocked.</source>
        <translation>解锁以来没有收发任何内容。</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::ArrivedAttachments</name>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>Save &amp;as …</source>
        <translation>另存为(&amp;A) …</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>A&amp;ttachments</source>
        <translation>附件(&amp;T)</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为“%1”。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Save the attachment</source>
        <translation>保存附件</translation>
    </message>
    <message>
        <source>A file “%1” lies there already. Replace it?</source>
        <translation>该处已有文件“%1”，是否替换？</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>替换(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>保留原文件(&amp;K)</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::SignForDialog</name>
    <message>
        <source>&amp;Sign for</source>
        <translation>签收(&amp;S)</translation>
    </message>
    <message>
        <source>Recalled by %1 (%2), %3: %4. It can be neither signed for nor returned.</source>
        <translation>%1（%2）已于%3撤回：%4。不能再签收或退文。</translation>
    </message>
    <message>
        <source>&amp;Return to sender</source>
        <translation>退文(&amp;R)</translation>
    </message>
    <message>
        <source>Sign for</source>
        <translation>签收</translation>
    </message>
    <message>
        <source>Reason for returning it</source>
        <translation>退文理由</translation>
    </message>
    <message>
        <source>Only for returning it: the sender reads this.</source>
        <translation>退文时填写，发文单位将看到。</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>What is signed for</source>
        <translation>签收内容</translation>
    </message>
    <message>
        <source>R&amp;eason for returning it</source>
        <translation>退文理由(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;PIN</source>
        <translation>PIN 码(&amp;P)</translation>
    </message>
    <message>
        <source>Sign for – %1</source>
        <translation>签收 – %1</translation>
    </message>
    <message>
        <source>This record has no page to show.</source>
        <translation>该件没有可显示的版面。</translation>
    </message>
    <message>
        <source>There is nothing for you to do here.</source>
        <translation>此处没有需要您办理的事项。</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来文单位</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>来文字号</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>文种</translation>
    </message>
    <message>
        <source>Urgency</source>
        <translation>紧急程度</translation>
    </message>
    <message>
        <source>Copy number</source>
        <translation>份号</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>发送时间</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>送达时间</translation>
    </message>
    <message>
        <source>Came by</source>
        <translation>途径</translation>
    </message>
    <message>
        <source>network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>USB stick</source>
        <translation>U 盘</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页数</translation>
    </message>
    <message>
        <source>Prints allowed</source>
        <translation>准印份数</translation>
    </message>
    <message>
        <source>Digest (SM3)</source>
        <translation>摘要（SM3）</translation>
    </message>
    <message>
        <source>%1 …</source>
        <translation>%1 …</translation>
    </message>
    <message>
        <source>%1 (%2) urges you to sign for it, %3.</source>
        <translation>%1（%2）于%3催促签收。</translation>
    </message>
    <message>
        <source>%1 (%2) urges you to sign for it, %3: %4</source>
        <translation>%1（%2）于%3催促签收：%4</translation>
    </message>
</context>
<context>
    <name>SealUses</name>
    <message>
        <source>A use of this number is missing</source>
        <translation>缺少此号用印登记</translation>
    </message>
    <message>
        <source>The use is not what its keeper signed, or not what the next one followed</source>
        <translation>用印登记与保管人所签或下一次用印所接续的不一致</translation>
    </message>
    <message>
        <source>Two uses of one number, or two documents of one use</source>
        <translation>同一号有两次用印，或一次用印盖了两份文件</translation>
    </message>
    <message>
        <source>Nothing that holds entitles the use</source>
        <translation>用印没有有效的批准依据</translation>
    </message>
    <message>
        <source>The application had been used before</source>
        <translation>所依据的用印申请此前已经用过</translation>
    </message>
    <message>
        <source>The note beside the seal&apos;s key tells of a later use that is not here</source>
        <translation>印章密钥旁记录了登记簿中没有的用印</translation>
    </message>
    <message>
        <source>The note beside the seal&apos;s key cannot be read</source>
        <translation>印章密钥旁的用印记录无法读取</translation>
    </message>
    <message>
        <source>The document bears a use that is not here</source>
        <translation>文件上的用印不在登记簿中</translation>
    </message>
    <message>
        <source>The document bears the seal and names no use</source>
        <translation>文件上的印章未载明用印号</translation>
    </message>
    <message>
        <source>An entry cannot be read</source>
        <translation>有登记内容无法读取</translation>
    </message>
    <message>
        <source>An application or decision that counts for nothing</source>
        <translation>不起作用的申请或审批</translation>
    </message>
    <message>
        <source>Whoever approved it is no leader of the unit today</source>
        <translation>批准人现已不是本单位签发人</translation>
    </message>
    <message>
        <source>The seal on the document does not hold and tells nothing about its uses</source>
        <translation>文件上的印章无效，不能作为用印的凭据</translation>
    </message>
    <message>
        <source>to be decided</source>
        <translation>待审批</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>不予批准</translation>
    </message>
    <message>
        <source>used</source>
        <translation>已用印</translation>
    </message>
    <message>
        <source>void</source>
        <translation>无效</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::UsesWindow</name>
    <message>
        <source>Seal uses</source>
        <translation>用印登记</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>用印次序</translation>
    </message>
    <message>
        <source>Seal</source>
        <translation>印章</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Keeper</source>
        <translation>保管人</translation>
    </message>
    <message>
        <source>Approved by</source>
        <translation>批准人</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>核验</translation>
    </message>
    <message>
        <source>&amp;Open document</source>
        <translation>打开文件(&amp;O)</translation>
    </message>
    <message>
        <source>Cop&amp;y list</source>
        <translation>复制清单(&amp;Y)</translation>
    </message>
    <message>
        <source>Register of seal uses</source>
        <translation>用印登记簿</translation>
    </message>
    <message>
        <source>Details of the use</source>
        <translation>用印详情</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>%1 No. %2: %3</source>
        <translation>%1第%2号：%3</translation>
    </message>
    <message numerus="yes">
        <source>%n uses: numbers, chain, signatures and approvals are whole.</source>
        <translation><numerusform>共%n次用印，编号、链、签名、批准均完整有效。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation><numerusform>另有%n项</numerusform></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1　%2</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无</translation>
    </message>
    <message>
        <source>✔ holds</source>
        <translation>✔有效</translation>
    </message>
    <message>
        <source>By the issuing of the document, entry %1</source>
        <translation>依据：公文签发，日志条目%1</translation>
    </message>
    <message>
        <source>By application %1</source>
        <translation>依据：用印申请%1</translation>
    </message>
    <message>
        <source>Approved by %1 on %2</source>
        <translation>批准：%1，%2</translation>
    </message>
    <message>
        <source>Applied for by %1: %2; %3 copies</source>
        <translation>申请：%1，事由：%2；%3份</translation>
    </message>
    <message>
        <source>SM3 before sealing: %1</source>
        <translation>盖章前文件SM3：%1</translation>
    </message>
    <message>
        <source>SM3 of the sealed document: %1</source>
        <translation>盖章后文件SM3：%1</translation>
    </message>
    <message>
        <source>SM3 of the use: %1</source>
        <translation>本次用印登记SM3：%1</translation>
    </message>
    <message>
        <source>SM3 of the use before: %1</source>
        <translation>上次用印登记SM3：%1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Page %1 of %2: %3 mm from the left, %4 mm from the top</source>
        <translation>第%1页（共%2页）：距左%3毫米，距上%4毫米</translation>
    </message>
    <message>
        <source>Desktop %1</source>
        <translation>终端：%1</translation>
    </message>
    <message>
        <source>Copy d&amp;etails</source>
        <translation>复制详情(&amp;E)</translation>
    </message>
    <message>
        <source>What the use is worth by its evidence</source>
        <translation>按留存证据核验的结论</translation>
    </message>
    <message>
        <source>No seal of the unit has been used yet; each use is written down here.</source>
        <translation>本单位印章尚未使用过；每次用印都会登记在此。</translation>
    </message>
    <message>
        <source>No. %1</source>
        <translation>第%1次</translation>
    </message>
    <message>
        <source>Use No. %1 of the seal %2</source>
        <translation>“%2”第%1次用印</translation>
    </message>
    <message>
        <source>The evidence is being judged …</source>
        <translation>正在核验证据…</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::ApplicationsWindow</name>
    <message>
        <source>Applications that wait</source>
        <translation>待审批的用印申请</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>份数</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>&amp;Approve</source>
        <translation>批准(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Refuse</source>
        <translation>不予批准(&amp;R)</translation>
    </message>
    <message>
        <source>Applications to use a seal</source>
        <translation>用印申请</translation>
    </message>
    <message>
        <source>What is applied for</source>
        <translation>申请内容</translation>
    </message>
    <message>
        <source>&amp;Opinion</source>
        <translation>意见(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;PIN</source>
        <translation>PIN(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Approved. The seal may be put on this file once.</source>
        <translation>已批准，可对此文件用印一次。</translation>
    </message>
    <message>
        <source>Refused.</source>
        <translation>已不予批准。</translation>
    </message>
    <message>
        <source>No application waits to be decided.</source>
        <translation>没有待审批的用印申请。</translation>
    </message>
    <message>
        <source>%1 · %2 copies · seal: %3
%4 · SM3 %5</source>
        <translation>%1 · %2份 · 印章：%3
%4 · SM3 %5</translation>
    </message>
</context>
<context>
    <name>SealMarks</name>
    <message>
        <source>✔ seal valid</source>
        <translation>✔ 签章有效</translation>
    </message>
    <message>
        <source>▲ seal with a reserve</source>
        <translation>▲ 签章存疑</translation>
    </message>
    <message>
        <source>■ seal not valid</source>
        <translation>■ 签章无效</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::DocumentViewer</name>
    <message>
        <source>Viewer</source>
        <translation>阅览</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>侧栏</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Single page</source>
        <translation>单页</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Page number</source>
        <translation>页码</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Fit width</source>
        <translation>适合宽度</translation>
    </message>
    <message>
        <source>Fit page</source>
        <translation>适合整页</translation>
    </message>
    <message>
        <source>/ %1 </source>
        <translation>/ %1 页 </translation>
    </message>
    <message>
        <source>Signed PDF …</source>
        <translation>导出带签名的 PDF…</translation>
    </message>
    <message>
        <source>A PDF copy signed by your key; the OFD stays the original</source>
        <translation>导出已盖章公文的 PDF 副本，用本人的密钥签名；OFD 仍是正本</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::SearchBar</name>
    <message>
        <source>&amp;Previous</source>
        <translation>上一处(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>下一处(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Find in the document</source>
        <translation>在公文中查找</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>%1 hits, page %2 of %3 …</source>
        <translation>%1 处，已查 %2 / %3 页 …</translation>
    </message>
    <message>
        <source>stopped: %1 / %2 hits</source>
        <translation>已停止：第 %1 处，共 %2 处</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>%1 / %2 hits</source>
        <translation>第 %1 处，共 %2 处</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::ViewerSide</name>
    <message>
        <source>Thumbnails</source>
        <translation>缩略图</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>大纲</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::ThumbnailModel</name>
    <message>
        <source>Page %1</source>
        <translation>第 %1 页</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::PrintPreview</name>
    <message>
        <source>&amp;Print …</source>
        <translation>打印(&amp;P) …</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>Print preview</source>
        <translation>打印预览</translation>
    </message>
    <message>
        <source>Progress of printing</source>
        <translation>打印进度</translation>
    </message>
    <message>
        <source>The first %1 pages are shown here; all pages can be printed.</source>
        <translation>此处预览前 %1 页，打印不受此限。</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::FileWindow</name>
    <message>
        <source>In doubt: %1.</source>
        <translation>存疑：%1。</translation>
    </message>
    <message>
        <source>Attachment – %1</source>
        <translation>附件 – %1</translation>
    </message>
    <message>
        <source>%1 – “%2”</source>
        <translation>%1 –“%2”</translation>
    </message>
    <message>
        <source>The maker of this file does not allow it to be printed.</source>
        <translation>此文件的制作者不允许打印。</translation>
    </message>
    <message>
        <source>An attached file: seals on it were not checked.</source>
        <translation>这是随文附件，其中的签章未经核验。</translation>
    </message>
    <message>
        <source>Shown in another face: %1.</source>
        <translation>以其他字体显示：%1。</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>File – %1</source>
        <translation>文件 – %1</translation>
    </message>
    <message>
        <source>&amp;Sign …</source>
        <translation>签名…(&amp;S)</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::BodyEdit</name>
    <message>
        <source>Paste as &amp;plain text	Ctrl+Shift+V</source>
        <translation>粘贴为纯文本(&amp;P)	Ctrl+Shift+V</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import a text</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Texts and docx (%1)</source>
        <translation>文本和 docx (%1)</translation>
    </message>
    <message>
        <source>Export as docx</source>
        <translation>导出为 docx</translation>
    </message>
    <message>
        <source>Word document (*.docx)</source>
        <translation>Word 文档 (*.docx)</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::ImportPanel</name>
    <message>
        <source>&amp;Only what was guessed or left</source>
        <translation>只看推测和未采用的(&amp;O)</translation>
    </message>
    <message>
        <source>Take ov&amp;er</source>
        <translation>接受(&amp;E)</translation>
    </message>
    <message>
        <source>Go to t&amp;his place</source>
        <translation>定位(&amp;H)</translation>
    </message>
    <message>
        <source>Undo the import</source>
        <translation>撤销导入(&amp;Z)</translation>
    </message>
    <message>
        <source>Close report</source>
        <translation>关闭报告(&amp;W)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消(&amp;Q)</translation>
    </message>
    <message>
        <source>What was recognised</source>
        <translation>识别结果</translation>
    </message>
    <message>
        <source>How far reading is</source>
        <translation>读取进度</translation>
    </message>
    <message>
        <source>Reading %1 …</source>
        <translation>正在读取《%1》……</translation>
    </message>
    <message>
        <source>%1: %2. Nothing has changed yet.</source>
        <translation>《%1》：%2。草稿尚未改动。</translation>
    </message>
    <message>
        <source>%1 was taken over: %2. A click goes to its place.</source>
        <translation>已导入《%1》：%2。点击一行可定位。</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::ImportFindingModel</name>
    <message>
        <source>Certainty</source>
        <translation>把握程度</translation>
    </message>
    <message>
        <source>Element</source>
        <translation>要素</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>说明</translation>
    </message>
</context>
<context>
    <name>ImportWords</name>
    <message>
        <source>✔ recognised</source>
        <translation>✔ 识别</translation>
    </message>
    <message>
        <source>▲ guessed</source>
        <translation>▲ 推测</translation>
    </message>
    <message>
        <source>■ left</source>
        <translation>■ 未采用</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1 recognised, %2 guessed, %3 left</source>
        <translation>识别 %1 处，推测 %2 处，未采用 %3 处</translation>
    </message>
    <message>
        <source>No name of an attachment could be read in it.</source>
        <translation>未能读出附件名称。</translation>
    </message>
    <message>
        <source>It stands behind the imprint.</source>
        <translation>位于版记之后。</translation>
    </message>
    <message>
        <source>A comment; it is no part of the text.</source>
        <translation>批注，不属于正文。</translation>
    </message>
    <message>
        <source>No date could be read in it.</source>
        <translation>未能读出日期。</translation>
    </message>
    <message>
        <source>There are several dates; the one at the signature was taken.</source>
        <translation>有多个日期，采用署名处的日期。</translation>
    </message>
    <message>
        <source>It points outside of the file; nothing was fetched.</source>
        <translation>指向文件之外，未予访问。</translation>
    </message>
    <message>
        <source>A footnote; official documents have none.</source>
        <translation>脚注或尾注，公文中不用。</translation>
    </message>
    <message>
        <source>From the page&apos;s header or footer.</source>
        <translation>出自页眉或页脚。</translation>
    </message>
    <message>
        <source>Concluded from the issuer&apos;s mark.</source>
        <translation>由发文机关标志推知。</translation>
    </message>
    <message>
        <source>Concluded from the code in the number.</source>
        <translation>由发文字号中的机关代字推知。</translation>
    </message>
    <message>
        <source>Concluded from the signature.</source>
        <translation>由署名推知。</translation>
    </message>
    <message>
        <source>Concluded from the title.</source>
        <translation>由标题推知。</translation>
    </message>
    <message>
        <source>The text does not say; what the draft has is kept.</source>
        <translation>文中未写，保留草稿原有内容。</translation>
    </message>
    <message>
        <source>Parted into names at its commas.</source>
        <translation>按标点分成各个名称。</translation>
    </message>
    <message>
        <source>Concluded from the issuer.</source>
        <translation>由发文机关推知。</translation>
    </message>
    <message>
        <source>Merged cells were parted; the text is in the first.</source>
        <translation>合并的单元格已拆开，文字在第一格。</translation>
    </message>
    <message>
        <source>A table within a cell became the cell&apos;s text.</source>
        <translation>单元格内的表格已变为文字。</translation>
    </message>
    <message>
        <source>Put into the form that the standard wants.</source>
        <translation>已改为标准的写法。</translation>
    </message>
    <message>
        <source>A picture; it was not taken.</source>
        <translation>图片，未采用。</translation>
    </message>
    <message>
        <source>Deleted as a tracked change.</source>
        <translation>修订中已删除。</translation>
    </message>
    <message>
        <source>Inserted as a tracked change; it was taken.</source>
        <translation>修订中插入，已采用。</translation>
    </message>
    <message>
        <source>It has no element&apos;s style; taken for the text.</source>
        <translation>没有要素样式，按正文处理。</translation>
    </message>
    <message>
        <source>Official documents have no subject words any more.</source>
        <translation>公文已不再标注主题词。</translation>
    </message>
    <message>
        <source>From a text box beside the text.</source>
        <translation>出自文本框。</translation>
    </message>
    <message>
        <source>Derived from what the document issues.</source>
        <translation>由所印发的文件名推知。</translation>
    </message>
    <message>
        <source>Joined from several lines.</source>
        <translation>由多行合成。</translation>
    </message>
    <message>
        <source>It is too long for this element.</source>
        <translation>超出本要素的长度。</translation>
    </message>
    <message>
        <source>There are too many attachments.</source>
        <translation>附件过多。</translation>
    </message>
</context>
<context>
    <name>PdfSignatures</name>
    <message>
        <source>no change</source>
        <translation>不得改动</translation>
    </message>
    <message>
        <source>filling in and signing</source>
        <translation>填表和签名</translation>
    </message>
    <message>
        <source>filling in, signing and annotating</source>
        <translation>填表、签名和批注</translation>
    </message>
    <message>
        <source>The signature is valid and covers the whole file</source>
        <translation>签名有效，覆盖整个文件</translation>
    </message>
    <message>
        <source>Certificate not trusted: the signature is intact and covers the whole file, but nobody here knows the signer&apos;s certificate</source>
        <translation>证书未受信任：签名完好并覆盖整个文件，但签名人证书不在本机信任范围内</translation>
    </message>
    <message>
        <source>The file bears no electronic signature; a seal in its pages is a picture</source>
        <translation>文件没有电子签名，页面上的印章只是图样</translation>
    </message>
    <message>
        <source>Changed after signing</source>
        <translation>签后有改动</translation>
    </message>
    <message>
        <source>Signature not valid: the signer&apos;s certificate does not hold</source>
        <translation>签名无效：签名人证书不成立</translation>
    </message>
    <message>
        <source>Signature not valid</source>
        <translation>签名无效</translation>
    </message>
    <message>
        <source>Signature not valid: a signature was taken out of the file&apos;s fields</source>
        <translation>签名无效：文件中有签名已被移出签名域</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Certificate issued by</source>
        <translation>证书签发机构</translation>
    </message>
    <message>
        <source>Time that the signer claims</source>
        <translation>签名人自称的时间</translation>
    </message>
    <message>
        <source>The signer allows afterwards</source>
        <translation>签名人允许的后续改动</translation>
    </message>
    <message>
        <source>Signature field</source>
        <translation>签名域</translation>
    </message>
    <message>
        <source>Signer unknown</source>
        <translation>签名人不明</translation>
    </message>
    <message>
        <source>Signatures could not be read: %1</source>
        <translation>签名无法读取：%1</translation>
    </message>
    <message>
        <source>%1, signed %2</source>
        <translation>%1，签于%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>The newest list of revoked signers of PDFs is of %1; the next one should have come by %2. Until it comes nobody takes a signature of today for valid. Please synchronise, or ask the system administrator for a newer directory.</source>
        <translation>最新的 PDF 签名吊销列表为%1所发，下一份本应在%2前到达；在其到达之前，今日所作的签名不会被认定为有效。请同步，或向系统管理员索取新的单位目录。</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::DecisionButtons</name>
    <message>
        <source>&amp;Accept</source>
        <translation>接受(&amp;A)</translation>
    </message>
    <message>
        <source>Accept the chosen changes</source>
        <translation>接受所选的修订</translation>
    </message>
    <message>
        <source>&amp;Reject</source>
        <translation>拒绝(&amp;R)</translation>
    </message>
    <message>
        <source>Reject the chosen changes: the earlier text comes back</source>
        <translation>拒绝所选的修订，恢复前一稿的写法</translation>
    </message>
    <message>
        <source>A&amp;ccept all</source>
        <translation>全部接受(&amp;C)</translation>
    </message>
    <message>
        <source>Accept all changes</source>
        <translation>接受全部修订</translation>
    </message>
    <message>
        <source>Re&amp;ject all</source>
        <translation>全部拒绝(&amp;J)</translation>
    </message>
    <message>
        <source>Reject all changes</source>
        <translation>拒绝全部修订</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>Take the last decision back (Ctrl+Z)</source>
        <translation>撤销上一步决定（Ctrl+Z）</translation>
    </message>
    <message>
        <source>&amp;Keep as new version</source>
        <translation>存为新一稿(&amp;K)</translation>
    </message>
    <message>
        <source>Make a new version of what was decided; open changes stay as in the later version</source>
        <translation>按所作决定形成新的一稿；未定的修订保留后一稿的写法</translation>
    </message>
    <message>
        <source>%1 accepted, %2 rejected, %3 open</source>
        <translation>已接受 %1 处，已拒绝 %2 处，未定 %3 处</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::PasteHint</name>
    <message>
        <source>How the text was pasted</source>
        <translation>粘贴方式</translation>
    </message>
    <message>
        <source>Pasted as:</source>
        <translation>粘贴为：</translation>
    </message>
    <message>
        <source>Recognised</source>
        <translation>按识别</translation>
    </message>
    <message>
        <source>Headings by their numbers, paragraphs and tables</source>
        <translation>按序号识别标题，保留段落和表格</translation>
    </message>
    <message>
        <source>As copied</source>
        <translation>保留原格式</translation>
    </message>
    <message>
        <source>Paragraphs, headings and tables as they were there; nothing is concluded from numbers</source>
        <translation>段落、标题和表格照原样，不按序号识别标题；字体字号仍按公文格式</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>纯文本</translation>
    </message>
    <message>
        <source>The bare text, without tables</source>
        <translation>只要文字，不要表格</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
    </message>
</context>
<context>
    <name>Directory</name>
    <message>
        <source>domain</source>
        <translation>交换域</translation>
    </message>
    <message>
        <source>server</source>
        <translation>交换服务器</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>member</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>desktop</source>
        <translation>终端</translation>
    </message>
    <message>
        <source>seal</source>
        <translation>印章</translation>
    </message>
    <message>
        <source>group</source>
        <translation>单位组</translation>
    </message>
    <message>
        <source>alias</source>
        <translation>别名</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>endpoint</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>transport key</source>
        <translation>传输密钥</translation>
    </message>
    <message>
        <source>certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>short name</source>
        <translation>简称</translation>
    </message>
    <message>
        <source>code in numbers</source>
        <translation>机关代字</translation>
    </message>
    <message>
        <source>parent</source>
        <translation>上级</translation>
    </message>
    <message>
        <source>signing certificate</source>
        <translation>签名证书</translation>
    </message>
    <message>
        <source>encryption certificate</source>
        <translation>加密证书</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>successor</source>
        <translation>承接单位</translation>
    </message>
    <message>
        <source>units</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>post</source>
        <translation>职务</translation>
    </message>
    <message>
        <source>rank</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>connection</source>
        <translation>联网方式</translation>
    </message>
    <message>
        <source>digest</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>keeper</source>
        <translation>保管人</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>在用</translation>
    </message>
    <message>
        <source>retired</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>联网</translation>
    </message>
    <message>
        <source>standalone</source>
        <translation>单机</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>drafter</source>
        <translation>拟稿人</translation>
    </message>
    <message>
        <source>reviewer</source>
        <translation>核稿人</translation>
    </message>
    <message>
        <source>issuing leader</source>
        <translation>签发人</translation>
    </message>
    <message>
        <source>registrar</source>
        <translation>编号员</translation>
    </message>
    <message>
        <source>seal keeper</source>
        <translation>印章管理员</translation>
    </message>
    <message>
        <source>mail room</source>
        <translation>收发员</translation>
    </message>
    <message>
        <source>handler</source>
        <translation>承办人</translation>
    </message>
    <message>
        <source>duty officer</source>
        <translation>值班员</translation>
    </message>
    <message>
        <source>supervisor</source>
        <translation>督查员</translation>
    </message>
    <message>
        <source>system administrator</source>
        <translation>系统管理员</translation>
    </message>
    <message>
        <source>security administrator</source>
        <translation>安全保密管理员</translation>
    </message>
    <message>
        <source>auditor</source>
        <translation>安全审计员</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>~ %1: %2 from “%3” to “%4”</source>
        <translation>~ %1：%2 由“%3”改为“%4”</translation>
    </message>
    <message>
        <source>authority for PDFs</source>
        <translation>PDF 签名 CA</translation>
    </message>
    <message>
        <source>linked domain</source>
        <translation>对等域</translation>
    </message>
    <message>
        <source>root certificate</source>
        <translation>根证书</translation>
    </message>
    <message>
        <source>by way of</source>
        <translation>经由</translation>
    </message>
    <message>
        <source>card</source>
        <translation>名片</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::ActDialog</name>
    <message>
        <source>Cance&amp;l</source>
        <translation>取消(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;PIN of the %1</source>
        <translation>%1的 PIN(&amp;P)</translation>
    </message>
    <message>
        <source>PIN of the operating CA</source>
        <translation>运行 CA 的 PIN</translation>
    </message>
    <message>
        <source>PIN of the &amp;operating CA</source>
        <translation>运行 CA 的 PIN(&amp;O)</translation>
    </message>
    <message>
        <source>Application %1: %2
Asked by %3, %4</source>
        <translation>申请 %1：%2
申请人：%3，%4</translation>
    </message>
    <message>
        <source>Key: SM3 %1</source>
        <translation>公钥 SM3：%1</translation>
    </message>
    <message>
        <source>%1 (%2) · %3
No. %4
Valid until %5</source>
        <translation>%1（%2）· %3
序列号 %4
有效期至 %5</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::ActsPage</name>
    <message>
        <source>&amp;Noted before</source>
        <translation>上次记下的链头(&amp;N)</translation>
    </message>
    <message>
        <source>Paste the head that was noted at the last check; empty where there is none</source>
        <translation>粘贴上次核验时记下的链头，可核对台账有无截断或重写；没有则留空</translation>
    </message>
    <message>
        <source>Head that was noted before</source>
        <translation>上次记下的链头</translation>
    </message>
    <message>
        <source>Every signature, the chain and every certificate hold, and the noted act is in its place: %1.</source>
        <translation>全部签名、链接和证书核验无误，上次记下的一条仍在原处：%1。</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>证书台账</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>职责</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>经办人</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>About</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation>核验(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Export …</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>Co&amp;py count and head</source>
        <translation>复制条数与链头(&amp;P)</translation>
    </message>
    <message>
        <source>Every signature, the chain and every certificate hold: %1.</source>
        <translation>全部签名、链接和证书核验无误：%1。</translation>
    </message>
    <message>
        <source>no act yet</source>
        <translation>尚无记录</translation>
    </message>
    <message>
        <source>%1 acts, head %2</source>
        <translation>共 %1 条，链头 %2</translation>
    </message>
    <message>
        <source>Export the register</source>
        <translation>导出台账</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>register-%1.csv</source>
        <translation>证书台账-%1.csv</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::ApplicationsPage</name>
    <message>
        <source>Applications</source>
        <translation>申请</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>What is asked for</source>
        <translation>申请事项</translation>
    </message>
    <message>
        <source>A&amp;pply …</source>
        <translation>申请证书(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Approve …</source>
        <translation>批准(&amp;A)…</translation>
    </message>
    <message>
        <source>Re&amp;ject …</source>
        <translation>驳回(&amp;J)…</translation>
    </message>
    <message>
        <source>&amp;Issue …</source>
        <translation>签发(&amp;I)…</translation>
    </message>
    <message>
        <source>Permit &amp;unblocking …</source>
        <translation>准予解锁(&amp;U)…</translation>
    </message>
    <message>
        <source>Details of the application</source>
        <translation>申请详情</translation>
    </message>
    <message>
        <source>Asked by %1, %2</source>
        <translation>申请人：%1，%2</translation>
    </message>
    <message>
        <source>Organisation: %1</source>
        <translation>单位：%1</translation>
    </message>
    <message>
        <source>Key: SM3 %1</source>
        <translation>公钥 SM3：%1</translation>
    </message>
    <message>
        <source>Words of who asked: %1</source>
        <translation>申请说明：%1</translation>
    </message>
    <message>
        <source>Words of the decision: %1</source>
        <translation>审核意见：%1</translation>
    </message>
    <message>
        <source>Nobody has asked for anything yet.</source>
        <translation>尚无申请。</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::ApplyDialog</name>
    <message>
        <source>Apply for a certificate</source>
        <translation>申请证书</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>提出申请(&amp;A)</translation>
    </message>
    <message>
        <source>Certificate request, certificate or key file</source>
        <translation>证书请求、证书或密钥文件</translation>
    </message>
    <message>
        <source>Choose the file with the key that is to be certified.</source>
        <translation>请选择待认证公钥所在的文件（证书请求、证书或密钥文件）。</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>P&amp;urpose</source>
        <translation>用途(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>O&amp;rganisation</source>
        <translation>单位(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Id (unit&apos;s code, member&apos;s or desktop&apos;s id)</source>
        <translation>标识(&amp;I)（单位代码、人员或终端标识）</translation>
    </message>
    <message>
        <source>&amp;Years</source>
        <translation>有效年数(&amp;Y)</translation>
    </message>
    <message>
        <source>There is no key in this file that can be certified for this purpose.</source>
        <translation>这个文件中没有可用于该用途的公钥。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Certificate request by “%1”: whoever made it has the private key. The name is only a wish.</source>
        <translation>“%1”的证书请求：制作者持有私钥；请求中的名称仅供参考，请核实本人。</translation>
    </message>
    <message>
        <source>The key of the certificate of %1. The file does not show who has the private key.</source>
        <translation>%1的证书中的公钥。此文件不能证明私钥在谁手中。</translation>
    </message>
    <message>
        <source>The key of the key file of %1.</source>
        <translation>%1的密钥文件中的公钥。</translation>
    </message>
    <message>
        <source>Key: SM3 %1</source>
        <translation>公钥 SM3：%1</translation>
    </message>
    <message>
        <source>The register has a certificate for this key already: %1 (%2), No. %3.</source>
        <translation>台账中已有此公钥的证书：%1（%2），序列号 %3。</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::AuthorityWindow</name>
    <message>
        <source>Folder of the authority</source>
        <translation>证书机构文件夹</translation>
    </message>
    <message>
        <source>Officer&apos;s key file</source>
        <translation>管理员密钥文件</translation>
    </message>
    <message>
        <source>Certificates and keys</source>
        <translation>证书与密钥管理</translation>
    </message>
    <message>
        <source>Done. The register has %1 acts now.</source>
        <translation>已办理并记入台账，台账现有 %1 条。</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>Please choose the folder of the domain&apos;s authority.</source>
        <translation>请选择本域证书机构的文件夹，然后点“打开”。</translation>
    </message>
    <message>
        <source>Who acts</source>
        <translation>办理人</translation>
    </message>
    <message>
        <source>officers/ of the authority&apos;s folder</source>
        <translation>默认：证书机构文件夹中的 officers/；在 U 盘上时请选择</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>Authority&apos;s &amp;folder</source>
        <translation>证书机构文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Who acts</source>
        <translation>办理人(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Key file</source>
        <translation>密钥文件(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;1 Certificates</source>
        <translation>证书(&amp;1)</translation>
    </message>
    <message>
        <source>&amp;2 Applications</source>
        <translation>申请(&amp;2)</translation>
    </message>
    <message>
        <source>&amp;3 Register</source>
        <translation>台账(&amp;3)</translation>
    </message>
    <message>
        <source>&amp;4 Officers</source>
        <translation>三员(&amp;4)</translation>
    </message>
    <message>
        <source>Refre&amp;sh</source>
        <translation>刷新(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;2 Applications (%1)</source>
        <translation>申请(&amp;2)：%1 件待审</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::CertificatesPage</name>
    <message>
        <source>Certificates</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>持有人</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Re&amp;new …</source>
        <translation>申请更新(&amp;N)…</translation>
    </message>
    <message>
        <source>Ask to &amp;lift …</source>
        <translation>申请解冻(&amp;L)…</translation>
    </message>
    <message>
        <source>Publish l&amp;ist …</source>
        <translation>发布吊销列表(&amp;I)…</translation>
    </message>
    <message>
        <source>S&amp;uspend …</source>
        <translation>冻结(&amp;U)…</translation>
    </message>
    <message>
        <source>Re&amp;voke …</source>
        <translation>吊销(&amp;V)…</translation>
    </message>
    <message>
        <source>S&amp;ave certificate …</source>
        <translation>导出证书(&amp;A)…</translation>
    </message>
    <message>
        <source>Details of the certificate</source>
        <translation>证书详情</translation>
    </message>
    <message>
        <source>Search certificates</source>
        <translation>查找证书</translation>
    </message>
    <message>
        <source>Name, id, organisation or serial number</source>
        <translation>按名称、标识、单位或序列号查找</translation>
    </message>
    <message>
        <source>Which certificates are shown</source>
        <translation>显示哪些证书</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>Good, ending within 90 days</source>
        <translation>有效，90 天内到期</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>吊销</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>过期</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2 张</translation>
    </message>
    <message>
        <source>Holder: %1 (%2)</source>
        <translation>持有人：%1（%2）</translation>
    </message>
    <message>
        <source>Organisation: %1</source>
        <translation>单位：%1</translation>
    </message>
    <message>
        <source>Valid: %1 to %2</source>
        <translation>有效期：%1 至 %2</translation>
    </message>
    <message>
        <source>Issued by act %1; suite %2</source>
        <translation>签发于台账第 %1 条；算法套件 %2</translation>
    </message>
    <message>
        <source>Suspended since %1. %2</source>
        <translation>%1 起冻结。%2</translation>
    </message>
    <message>
        <source>Revoked since %1: %2. %3</source>
        <translation>%1 起吊销：%2。%3</translation>
    </message>
    <message>
        <source>Renewed by No. %1</source>
        <translation>已更新为序列号 %1</translation>
    </message>
    <message>
        <source>Certificate: SM3 %1</source>
        <translation>证书 SM3：%1</translation>
    </message>
    <message>
        <source>No certificate is shown here.</source>
        <translation>没有符合条件的证书。</translation>
    </message>
    <message>
        <source>Save certificate</source>
        <translation>导出证书</translation>
    </message>
    <message>
        <source>Certificates (*.der)</source>
        <translation>证书 (*.der)</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::DecisionDialog</name>
    <message>
        <source>Approve an application</source>
        <translation>批准申请</translation>
    </message>
    <message>
        <source>Reject an application</source>
        <translation>驳回申请</translation>
    </message>
    <message>
        <source>&amp;Approve</source>
        <translation>批准(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Reject</source>
        <translation>驳回(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Words</source>
        <translation>意见(&amp;W)</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::IssueDialog</name>
    <message>
        <source>Issue a certificate</source>
        <translation>签发证书</translation>
    </message>
    <message>
        <source>&amp;Issue</source>
        <translation>签发(&amp;I)</translation>
    </message>
    <message>
        <source>Where the certificate goes</source>
        <translation>证书保存到</translation>
    </message>
    <message>
        <source>&amp;File of the certificate</source>
        <translation>证书文件(&amp;F)</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::OfficerButton</name>
    <message>
        <source>This is the work of the %1.</source>
        <translation>这是%1的职责。</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::OfficersPage</name>
    <message>
        <source>applies, issues, renews, publishes lists</source>
        <translation>申请、签发、更新、发布吊销列表</translation>
    </message>
    <message>
        <source>approves, rejects, suspends, revokes, permits unblocking</source>
        <translation>批准、驳回、冻结、吊销、准予解锁</translation>
    </message>
    <message>
        <source>reads, verifies, exports</source>
        <translation>查阅、核验、导出</translation>
    </message>
    <message>
        <source>Officers</source>
        <translation>三员</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>职责</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>Appointed</source>
        <translation>任命</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>办理事项</translation>
    </message>
    <message>
        <source>The operating CA appoints the three; nobody is two of them, and none does another&apos;s work (wenyictl ca appoint).</source>
        <translation>三员由运行 CA 任命（wenyictl ca appoint），一人不兼两员，任何一员不能办理他员的事项。</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无人</translation>
    </message>
    <message>
        <source>%1, act %2</source>
        <translation>%1，第 %2 条</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::PermitDialog</name>
    <message>
        <source>Permit unblocking</source>
        <translation>准予解锁</translation>
    </message>
    <message>
        <source>Per&amp;mit</source>
        <translation>准予(&amp;M)</translation>
    </message>
    <message>
        <source>Request of the key file&apos;s owner</source>
        <translation>密钥持有人的解锁申请</translation>
    </message>
    <message>
        <source>Where the permission goes</source>
        <translation>许可保存到</translation>
    </message>
    <message>
        <source>Choose the request that the owner of the locked key file sent.</source>
        <translation>请选择被锁密钥的持有人送来的解锁申请。</translation>
    </message>
    <message>
        <source>&amp;Request</source>
        <translation>解锁申请(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Words (how it was made sure who asks)</source>
        <translation>说明(&amp;W)（如何核实申请人身份）</translation>
    </message>
    <message>
        <source>&amp;File of the permission</source>
        <translation>许可文件(&amp;F)</translation>
    </message>
    <message>
        <source>The file is no request of a locked key file.</source>
        <translation>这个文件不是解锁申请。</translation>
    </message>
    <message>
        <source>%1 (%2), No. %3</source>
        <translation>%1（%2），序列号 %3</translation>
    </message>
    <message>
        <source>The register does not know the certificate of this key file: %1.</source>
        <translation>台账中没有这个密钥文件的证书：%1。</translation>
    </message>
    <message>
        <source>Key file of %1
%2 · the PIN stays the owner&apos;s, only the count of wrong PINs is forgotten.</source>
        <translation>%1 的密钥文件
%2 · PIN 仍为持有人原来的，只清除输错次数。</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::PublishDialog</name>
    <message>
        <source>Publish the revocation list</source>
        <translation>发布吊销列表</translation>
    </message>
    <message>
        <source>P&amp;ublish</source>
        <translation>发布(&amp;U)</translation>
    </message>
    <message>
        <source>Where the list goes</source>
        <translation>吊销列表保存到</translation>
    </message>
    <message>
        <source>Make the director&amp;y&apos;s next version, which brings the list to desktops</source>
        <translation>同时制作通讯录的下一版，把列表带到各终端(&amp;Y)</translation>
    </message>
    <message>
        <source>Directory in force</source>
        <translation>现行通讯录</translation>
    </message>
    <message>
        <source>Next version of the directory</source>
        <translation>下一版通讯录</translation>
    </message>
    <message numerus="yes">
        <source>%n certificates are revoked or suspended.</source>
        <translation>
            <numerusform>%n 张证书已吊销或冻结。</numerusform>
        </translation>
    </message>
    <message>
        <source>No list was published yet.</source>
        <translation>尚未发布过吊销列表。</translation>
    </message>
    <message>
        <source>The last list was No. %1.</source>
        <translation>上一份列表为第 %1 号。</translation>
    </message>
    <message>
        <source>Complete list</source>
        <translation>完整列表</translation>
    </message>
    <message>
        <source>Changes since the last complete list</source>
        <translation>增量列表（上一份完整列表以来的变化）</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>种类(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Good for (days)</source>
        <translation>有效天数(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;File of the list</source>
        <translation>列表文件(&amp;F)</translation>
    </message>
    <message>
        <source>It is kept in the authority&apos;s folder, and every next version of the directory has it.</source>
        <translation>该列表保存在 CA 文件夹中，此后各版通讯录都带有它。</translation>
    </message>
    <message>
        <source>D&amp;irectory in force</source>
        <translation>现行通讯录(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Next version</source>
        <translation>下一版通讯录(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Renew the list of the authority for PDFs too</source>
        <translation>同时更新 PDF 签名 CA 的吊销列表(&amp;R)</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::RenewDialog</name>
    <message>
        <source>Apply for a renewal</source>
        <translation>申请更新</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>提出申请(&amp;A)</translation>
    </message>
    <message>
        <source>The next certificate is for the same subject, purpose and key.</source>
        <translation>新证书的名称、用途和公钥不变。</translation>
    </message>
    <message>
        <source>&amp;Years</source>
        <translation>有效年数(&amp;Y)</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::StandingDialog</name>
    <message>
        <source>Suspend a certificate</source>
        <translation>冻结证书</translation>
    </message>
    <message>
        <source>Revoke a certificate</source>
        <translation>吊销证书</translation>
    </message>
    <message>
        <source>Apply to lift a suspension</source>
        <translation>申请解冻</translation>
    </message>
    <message>
        <source>It does not hold until the suspension is lifted, which takes two officers.</source>
        <translation>冻结后证书不再有效；解冻须两名管理员办理。</translation>
    </message>
    <message>
        <source>It never holds again. Other desktops know it when the list is published.</source>
        <translation>吊销后证书永不恢复；发布吊销列表后其他终端才会知道。</translation>
    </message>
    <message>
        <source>The security administrator decides on it.</source>
        <translation>由安全保密管理员审核。</translation>
    </message>
    <message>
        <source>&amp;Suspend</source>
        <translation>冻结(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Revoke</source>
        <translation>吊销(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>提出申请(&amp;A)</translation>
    </message>
    <message>
        <source>R&amp;eason</source>
        <translation>原因(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Words</source>
        <translation>说明(&amp;W)</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::UnblockPresenter</name>
    <message>
        <source>signing key</source>
        <translation>签名密钥</translation>
    </message>
    <message>
        <source>unit&apos;s signing key</source>
        <translation>单位签名密钥</translation>
    </message>
    <message>
        <source>unit&apos;s decryption key</source>
        <translation>单位解密密钥</translation>
    </message>
    <message>
        <source>seal&apos;s key</source>
        <translation>印章密钥</translation>
    </message>
    <message>
        <source>key for PDFs</source>
        <translation>PDF 签名密钥</translation>
    </message>
    <message>
        <source>key that unlocks this desktop</source>
        <translation>个人解密密钥</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::UnblockDialog</name>
    <message>
        <source>Where the request goes</source>
        <translation>申请保存到</translation>
    </message>
    <message>
        <source>Write re&amp;quest</source>
        <translation>写出申请(&amp;Q)</translation>
    </message>
    <message>
        <source>Permission of the security administrator</source>
        <translation>安全保密管理员的许可</translation>
    </message>
    <message>
        <source>&amp;Unblock</source>
        <translation>解锁(&amp;U)</translation>
    </message>
    <message>
        <source>Unblock a key</source>
        <translation>解除密钥锁定</translation>
    </message>
    <message>
        <source>The request was written to %1. Please bring it to the security administrator.</source>
        <translation>申请已写入 %1，请送交安全保密管理员。</translation>
    </message>
    <message>
        <source>Unblocked: %1. The PIN is the same as before.</source>
        <translation>已解锁：%1。PIN 与原来相同。</translation>
    </message>
    <message>
        <source>Locked key</source>
        <translation>被锁的密钥</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Locked &amp;key</source>
        <translation>被锁的密钥(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;1 Request</source>
        <translation>第一步：申请(&amp;1)</translation>
    </message>
    <message>
        <source>&amp;2 Permission</source>
        <translation>第二步：许可(&amp;2)</translation>
    </message>
    <message>
        <source>%1 wrong PINs locked: %2 (%3).
Unblocking keeps the PIN. Whoever has forgotten it needs the key&apos;s backup, or a new certificate.</source>
        <translation>连续 %1 次输错 PIN，已锁定：%2（%3）。
解锁后 PIN 不变。忘记 PIN 的，须用密钥备份恢复或申请新证书。</translation>
    </message>
</context>
<context>
    <name>Register</name>
    <message>
        <source>%1 (%2), No. %3</source>
        <translation>%1（%2），序列号 %3</translation>
    </message>
    <message>
        <source>%1 (%2): %3, %4 years</source>
        <translation>%1（%2）：%3，%4 年</translation>
    </message>
    <message>
        <source>%1 (%2): %3, %4 years, renews No. %5</source>
        <translation>%1（%2）：%3，%4 年，接续序列号 %5</translation>
    </message>
    <message>
        <source>Appoint officer</source>
        <translation>任命管理员</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Apply for certificate</source>
        <translation>申请证书</translation>
    </message>
    <message>
        <source>Apply for renewal</source>
        <translation>申请更新</translation>
    </message>
    <message>
        <source>Apply to lift suspension</source>
        <translation>申请解冻</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>驳回</translation>
    </message>
    <message>
        <source>application %1: %2</source>
        <translation>申请 %1：%2</translation>
    </message>
    <message>
        <source>Issue certificate</source>
        <translation>签发证书</translation>
    </message>
    <message>
        <source>%1, without an application, by the operating CA</source>
        <translation>%1，未经申请，由运行 CA 登记</translation>
    </message>
    <message>
        <source>Suspend certificate</source>
        <translation>冻结证书</translation>
    </message>
    <message>
        <source>Revoke certificate</source>
        <translation>吊销证书</translation>
    </message>
    <message>
        <source>Publish revocation list</source>
        <translation>发布吊销列表</translation>
    </message>
    <message>
        <source>No. %1, changes since No. %2</source>
        <translation>第 %1 号，第 %2 号以来的增量</translation>
    </message>
    <message>
        <source>No. %1, complete</source>
        <translation>第 %1 号，完整</translation>
    </message>
    <message>
        <source>Permit unblocking</source>
        <translation>准予解锁</translation>
    </message>
    <message>
        <source>Register seal</source>
        <translation>备案印章</translation>
    </message>
    <message>
        <source>%1, kept by %2</source>
        <translation>%1，保管人 %2</translation>
    </message>
    <message>
        <source>Suspend seal</source>
        <translation>停用印章</translation>
    </message>
    <message>
        <source>Revoke seal</source>
        <translation>作废印章</translation>
    </message>
    <message>
        <source>%1, since %2</source>
        <translation>%1，自 %2 起</translation>
    </message>
    <message>
        <source>Apply to resume seal</source>
        <translation>申请恢复印章</translation>
    </message>
    <message>
        <source>root CA</source>
        <translation>根 CA</translation>
    </message>
    <message>
        <source>operating CA</source>
        <translation>运行 CA</translation>
    </message>
    <message>
        <source>server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>unit signing</source>
        <translation>单位签名</translation>
    </message>
    <message>
        <source>unit encryption</source>
        <translation>单位加密</translation>
    </message>
    <message>
        <source>member signing</source>
        <translation>人员签名</translation>
    </message>
    <message>
        <source>member encryption</source>
        <translation>人员加密</translation>
    </message>
    <message>
        <source>desktop</source>
        <translation>终端</translation>
    </message>
    <message>
        <source>seal maker</source>
        <translation>制章</translation>
    </message>
    <message>
        <source>time stamp</source>
        <translation>时间戳</translation>
    </message>
    <message>
        <source>PDF signing</source>
        <translation>PDF 签名</translation>
    </message>
    <message>
        <source>key lost or known to others</source>
        <translation>密钥丢失或泄露</translation>
    </message>
    <message>
        <source>unit or post changed</source>
        <translation>单位或岗位变动</translation>
    </message>
    <message>
        <source>replaced by another certificate</source>
        <translation>已换新证书</translation>
    </message>
    <message>
        <source>not used any more</source>
        <translation>不再使用</translation>
    </message>
    <message>
        <source>right withdrawn</source>
        <translation>权限收回</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>no reason told</source>
        <translation>未说明原因</translation>
    </message>
    <message>
        <source>◆ suspended</source>
        <translation>◆冻结</translation>
    </message>
    <message>
        <source>■ revoked</source>
        <translation>■吊销</translation>
    </message>
    <message>
        <source>○ expired</source>
        <translation>○过期</translation>
    </message>
    <message>
        <source>● good</source>
        <translation>●有效</translation>
    </message>
    <message>
        <source>▲ to be decided</source>
        <translation>▲待审核</translation>
    </message>
    <message>
        <source>▶ approved, to be issued</source>
        <translation>▶已批准，待签发</translation>
    </message>
    <message>
        <source>■ rejected</source>
        <translation>■已驳回</translation>
    </message>
    <message>
        <source>● issued</source>
        <translation>●已签发</translation>
    </message>
    <message>
        <source>● approved</source>
        <translation>●已批准</translation>
    </message>
    <message>
        <source>lift the suspension of %1</source>
        <translation>解冻 %1</translation>
    </message>
    <message>
        <source>resume the seal %1</source>
        <translation>恢复印章 %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>职责</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>经办人</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>About</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Signer&apos;s certificate (SM3)</source>
        <translation>签名证书（SM3）</translation>
    </message>
    <message>
        <source>Digest of the act (SM3)</source>
        <translation>本条摘要（SM3）</translation>
    </message>
</context>
<context>
    <name>SealLife</name>
    <message>
        <source>● in use</source>
        <translation>● 在用</translation>
    </message>
    <message>
        <source>▲ suspended</source>
        <translation>▲ 停用</translation>
    </message>
    <message>
        <source>■ revoked</source>
        <translation>■ 作废</translation>
    </message>
    <message>
        <source>◆ ended</source>
        <translation>◆ 到期</translation>
    </message>
    <message>
        <source>unit&apos;s seal</source>
        <translation>单位印章</translation>
    </message>
    <message>
        <source>personal seal</source>
        <translation>个人名章</translation>
    </message>
    <message>
        <source>registered and issued</source>
        <translation>备案发放</translation>
    </message>
    <message>
        <source>handed over</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>revoked as replaced</source>
        <translation>换证重制作废</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>resumption asked for</source>
        <translation>申请恢复</translation>
    </message>
    <message>
        <source>resumed</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>resumption rejected</source>
        <translation>不同意恢复</translation>
    </message>
</context>
<context>
    <name>SealActs</name>
    <message>
        <source>Suspend</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Ask to resume</source>
        <translation>申请恢复</translation>
    </message>
    <message>
        <source>Decide resumption</source>
        <translation>审批恢复</translation>
    </message>
    <message>
        <source>Hand out</source>
        <translation>发放</translation>
    </message>
    <message>
        <source>Back up</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Restore backup</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>Keep picture</source>
        <translation>补留印模</translation>
    </message>
    <message>
        <source>Publish directory</source>
        <translation>发布通讯录</translation>
    </message>
    <message>
        <source>The security administrator suspends the seal. Desktops refuse it as soon as they have the directory that is made with it; two officers can resume it.</source>
        <translation>由安全保密管理员停用印章。随后生成的通讯录送达各终端后，该章即不能使用；恢复须经两名管理员办理。</translation>
    </message>
    <message>
        <source>The security administrator revokes the seal for good. Desktops refuse it as soon as they have the directory that is made with it.</source>
        <translation>由安全保密管理员作废印章，不可恢复。随后生成的通讯录送达各终端后，该章即不能使用。</translation>
    </message>
    <message>
        <source>The system administrator asks to lift the suspension; the security administrator decides.</source>
        <translation>由系统管理员申请恢复使用，安全保密管理员审批。</translation>
    </message>
    <message>
        <source>The security administrator decides what the system administrator asked for. The directory tells it when it is published.</source>
        <translation>由安全保密管理员审批系统管理员的恢复申请。发布通讯录后生效。</translation>
    </message>
    <message>
        <source>Puts the seal where its keeper&apos;s key is: on the keeper&apos;s desktop or USB key.</source>
        <translation>把印章放到保管人的密钥所在处：保管人的终端文件夹或 USB 密钥盘。</translation>
    </message>
    <message>
        <source>An officer signs a copy of the seal&apos;s public bytes. Its key is backed up by itself, among three custodians.</source>
        <translation>由管理员签名备份印章的公开数据。印章密钥另行备份，由三人分持。</translation>
    </message>
    <message>
        <source>Gives back the seal of a backup that an officer signed, if it is registered and not revoked.</source>
        <translation>从管理员签名的备份中恢复印章，该章须仍在备案且未作废。</translation>
    </message>
    <message>
        <source>Keeps a copy of a registered seal whose picture is not here yet: its file, as it lies beside its keeper&apos;s key.</source>
        <translation>为尚无印模的备案印章补留一份：选择保管人密钥旁的印章文件。</translation>
    </message>
    <message>
        <source>Makes the directory&apos;s next version, with every seal as the register has it. The server then has to be updated with it.</source>
        <translation>按台账中各印章的状态生成新版通讯录，随后须在服务器上更新。</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::SealFaceView</name>
    <message>
        <source>%1 × %2 mm</source>
        <translation>%1 × %2 毫米</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::PathField</name>
    <message>
        <source>Folder …</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>File …</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Browse …</source>
        <translation>浏览…</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::SealsWindow</name>
    <message>
        <source>Authority&apos;s folder</source>
        <translation>证书机构文件夹</translation>
    </message>
    <message>
        <source>Directory in force</source>
        <translation>现行通讯录</translation>
    </message>
    <message>
        <source>Directory (*.wyd)</source>
        <translation>通讯录 (*.wyd)</translation>
    </message>
    <message>
        <source>Seals</source>
        <translation>印章</translation>
    </message>
    <message>
        <source>Seal</source>
        <translation>印章</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Keeper</source>
        <translation>保管人</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Since, and why</source>
        <translation>起始与原因</translation>
    </message>
    <message>
        <source>Picture of the seal</source>
        <translation>印模</translation>
    </message>
    <message>
        <source>History of the seal</source>
        <translation>印章经历</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>By whom</source>
        <translation>办理人</translation>
    </message>
    <message>
        <source>Particulars</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Seals of the domain</source>
        <translation>印章管理</translation>
    </message>
    <message>
        <source>Please choose the folder of the domain&apos;s authority.</source>
        <translation>请选择证书机构的文件夹。</translation>
    </message>
    <message>
        <source>&amp;Authority&apos;s folder</source>
        <translation>证书机构文件夹(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Directory in force</source>
        <translation>现行通讯录(&amp;D)</translation>
    </message>
    <message>
        <source>Search by seal, unit, keeper or reason</source>
        <translation>按印章、单位、保管人或原因查找</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>every standing</source>
        <translation>全部状态</translation>
    </message>
    <message>
        <source>About the seal</source>
        <translation>印章信息</translation>
    </message>
    <message>
        <source>%1 …</source>
        <translation>%1…</translation>
    </message>
    <message>
        <source>&amp;Make a seal …</source>
        <translation>制章(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Done: %1.</source>
        <translation>已办理：%1。</translation>
    </message>
    <message>
        <source>%1 · directory version %2</source>
        <translation>%1 · 通讯录第 %2 版</translation>
    </message>
    <message>
        <source>The directory does not tell yet what the register says. Publish it, and then update the server with it.</source>
        <translation>通讯录与台账尚不一致，请发布通讯录并更新服务器。</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不详</translation>
    </message>
    <message>
        <source>%1, resumption asked for</source>
        <translation>%1，已申请恢复</translation>
    </message>
    <message>
        <source>No seal is like that.</source>
        <translation>没有符合条件的印章。</translation>
    </message>
    <message>
        <source>%1 · No. %2
SM3 %3</source>
        <translation>%1 · 编号 %2
SM3 %3</translation>
    </message>
    <message>
        <source>kept by %1</source>
        <translation>保管人 %1</translation>
    </message>
    <message>
        <source>made %1</source>
        <translation>制作于 %1</translation>
    </message>
    <message>
        <source>in place of %1</source>
        <translation>替换 %1</translation>
    </message>
    <message>
        <source>its successor is %1</source>
        <translation>新章为 %1</translation>
    </message>
    <message>
        <source>from %1 on: %2</source>
        <translation>自 %1 起：%2</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::SealActDialog</name>
    <message>
        <source>Cance&amp;l</source>
        <translation>取消(&amp;L)</translation>
    </message>
    <message>
        <source>%1 · %2 · kept by %3
No. %4</source>
        <translation>%1 · %2 · 保管人 %3
编号 %4</translation>
    </message>
    <message>
        <source>&amp;Decision</source>
        <translation>审批意见(&amp;D)</translation>
    </message>
    <message>
        <source>resume the seal</source>
        <translation>同意恢复</translation>
    </message>
    <message>
        <source>leave it suspended</source>
        <translation>不同意恢复</translation>
    </message>
    <message>
        <source>In &amp;words</source>
        <translation>说明(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Backup goes to</source>
        <translation>备份到(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Backup</source>
        <translation>备份文件(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Seal&apos;s file</source>
        <translation>印章文件(&amp;S)</translation>
    </message>
    <message>
        <source>Seal (*.esl)</source>
        <translation>印章 (*.esl)</translation>
    </message>
    <message>
        <source>&amp;Keeper&apos;s key medium</source>
        <translation>保管人的密钥介质(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Keeper&apos;s key medium, if it goes there</source>
        <translation>保管人的密钥介质（可不填）(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>原因(&amp;R)</translation>
    </message>
    <message>
        <source>please choose</source>
        <translation>请选择</translation>
    </message>
    <message>
        <source>Not to be trusted &amp;since</source>
        <translation>不可信起始时间(&amp;S)</translation>
    </message>
    <message>
        <source>Of a lost seal: from when it must be presumed lost.</source>
        <translation>遗失的印章：从推定遗失时起。</translation>
    </message>
    <message>
        <source>System administrator&apos;s &amp;key</source>
        <translation>系统管理员密钥(&amp;K)</translation>
    </message>
    <message>
        <source>Security administrator&apos;s &amp;key</source>
        <translation>安全保密管理员密钥(&amp;K)</translation>
    </message>
    <message>
        <source>Key file (*.key)</source>
        <translation>密钥文件 (*.key)</translation>
    </message>
    <message>
        <source>Officer&apos;s &amp;PIN</source>
        <translation>管理员 PIN(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Operating CA&apos;s PIN</source>
        <translation>运行 CA 的 PIN(&amp;O)</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::SealFaceForm</name>
    <message>
        <source>&amp;Kind of seal</source>
        <translation>印章种类(&amp;K)</translation>
    </message>
    <message>
        <source>round seal, drawn to the rules</source>
        <translation>圆形公章（按规格绘制）</translation>
    </message>
    <message>
        <source>scan of a stamped seal</source>
        <translation>扫描印模（已盖的印章）</translation>
    </message>
    <message>
        <source>person&apos;s name seal, drawn</source>
        <translation>个人名章（绘制）</translation>
    </message>
    <message>
        <source>scan of a signature</source>
        <translation>手写签名（扫描）</translation>
    </message>
    <message>
        <source>Seal &amp;of</source>
        <translation>印章归属(&amp;O)</translation>
    </message>
    <message>
        <source>a unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>a person</source>
        <translation>个人</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>Second &amp;arc</source>
        <translation>第二圈文字(&amp;A)</translation>
    </message>
    <message>
        <source>only for names that are too long for one</source>
        <translation>名称一圈排不下时填写</translation>
    </message>
    <message>
        <source>&amp;Measure</source>
        <translation>规格(&amp;M)</translation>
    </message>
    <message>
        <source>Si&amp;ze</source>
        <translation>尺寸(&amp;Z)</translation>
    </message>
    <message>
        <source> mm</source>
        <translation> 毫米</translation>
    </message>
    <message>
        <source>M&amp;iddle</source>
        <translation>中心(&amp;I)</translation>
    </message>
    <message>
        <source>by measure</source>
        <translation>按规格</translation>
    </message>
    <message>
        <source>star</source>
        <translation>五角星</translation>
    </message>
    <message>
        <source>empty (emblems are not drawn)</source>
        <translation>留空（国徽、党徽不绘制）</translation>
    </message>
    <message>
        <source>&amp;Words under it</source>
        <translation>下方文字(&amp;W)</translation>
    </message>
    <message>
        <source>such as the purpose of the seal; may be empty</source>
        <translation>如“合同专用章”，可不填</translation>
    </message>
    <message>
        <source>Second &amp;line</source>
        <translation>下方第二行(&amp;L)</translation>
    </message>
    <message>
        <source>Carvin&amp;g</source>
        <translation>刻法(&amp;G)</translation>
    </message>
    <message>
        <source>relief: red characters</source>
        <translation>朱文（红字）</translation>
    </message>
    <message>
        <source>intaglio: white characters</source>
        <translation>白文（白字）</translation>
    </message>
    <message>
        <source>&amp;Picture</source>
        <translation>图片(&amp;P)</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.bmp *.jp2 *.jb2)</source>
        <translation>图片 (*.png *.jpg *.jpeg *.bmp *.jp2 *.jb2)</translation>
    </message>
    <message>
        <source>&amp;Resolution</source>
        <translation>分辨率(&amp;R)</translation>
    </message>
    <message>
        <source> dots an inch</source>
        <translation> 点/英寸</translation>
    </message>
    <message>
        <source>at most %1 mm (%2)</source>
        <translation>不大于 %1 毫米（%2）</translation>
    </message>
    <message>
        <source>%1 mm (%2)</source>
        <translation>%1 毫米（%2）</translation>
    </message>
    <message>
        <source>▲ not the measure of this rank: %1</source>
        <translation>▲ 与该级别规格不符：%1</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::SealMakingWindow</name>
    <message>
        <source>Key medium or certificate</source>
        <translation>密钥介质或证书</translation>
    </message>
    <message>
        <source>The picture as it came</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>The seal as it will be</source>
        <translation>印模预览</translation>
    </message>
    <message>
        <source>Make and &amp;hand out</source>
        <translation>制章并发放(&amp;H)</translation>
    </message>
    <message>
        <source>Clo&amp;se</source>
        <translation>关闭(&amp;S)</translation>
    </message>
    <message>
        <source>Make a seal</source>
        <translation>制章</translation>
    </message>
    <message>
        <source>What it looks like</source>
        <translation>印模</translation>
    </message>
    <message>
        <source>Whose it is</source>
        <translation>归属与保管</translation>
    </message>
    <message>
        <source>&amp;Unit</source>
        <translation>单位(&amp;U)</translation>
    </message>
    <message>
        <source>K&amp;eeper or person</source>
        <translation>保管人或本人(&amp;E)</translation>
    </message>
    <message>
        <source>Key medium or certifica&amp;te</source>
        <translation>密钥介质或证书(&amp;T)</translation>
    </message>
    <message>
        <source>folder of the keeper&apos;s desktop or USB key, or a certificate&apos;s file</source>
        <translation>保管人的终端或 USB 密钥盘文件夹，或证书文件</translation>
    </message>
    <message>
        <source>In place o&amp;f</source>
        <translation>替换(&amp;F)</translation>
    </message>
    <message>
        <source> years</source>
        <translation> 年</translation>
    </message>
    <message>
        <source>&amp;Valid for</source>
        <translation>有效期(&amp;V)</translation>
    </message>
    <message>
        <source>PIN of the seal maker and the operating &amp;CA</source>
        <translation>制章机构与运行 CA 的 PIN(&amp;C)</translation>
    </message>
    <message>
        <source>No seal can be drawn yet.</source>
        <translation>尚不能生成印模。</translation>
    </message>
    <message>
        <source>✔ certificate of %1, valid to %2</source>
        <translation>✔ %1的证书，有效至 %2</translation>
    </message>
    <message>
        <source>%1（%2）</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>no other: a further seal</source>
        <translation>不替换（新增印章）</translation>
    </message>
    <message>
        <source>%1, No. %2</source>
        <translation>%1，编号 %2</translation>
    </message>
    <message>
        <source>before</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>%1 (No. %2) is made, registered and handed out. Please update the server with the directory.</source>
        <translation>%1（编号 %2）已制作、备案并发放，请在服务器上更新通讯录。</translation>
    </message>
    <message>
        <source>%1 (No. %2) is made and registered; it has to be handed out to its keeper yet. Please update the server with the directory.</source>
        <translation>%1（编号 %2）已制作并备案，尚须发放给保管人；请在服务器上更新通讯录。</translation>
    </message>
</context>
<context>
    <name>Acts</name>
    <message>
        <source>; the certificate was suspended later, on %1</source>
        <translation>；证书此后于 %1 被冻结</translation>
    </message>
    <message>
        <source>; the certificate was revoked later, on %1</source>
        <translation>；证书此后于 %1 被吊销</translation>
    </message>
    <message>
        <source>; the certificate ran out later, on %1</source>
        <translation>；证书此后于 %1 到期</translation>
    </message>
    <message>
        <source>Doubtful: by a time stamp it was there on %1, before it claims to be</source>
        <translation>存疑：时间戳证明 %1 已有此签名，早于签名人自述的时间</translation>
    </message>
    <message>
        <source>Doubtful: the certificate was revoked or suspended on %1, and nothing proves that the signature is older</source>
        <translation>存疑：证书已于 %1 被吊销或冻结，没有证据表明签名在此之前</translation>
    </message>
    <message>
        <source>Doubtful: the time that it claims lies in the future</source>
        <translation>存疑：签名人自述的时间在将来</translation>
    </message>
    <message>
        <source>The signature is valid; a time stamp proves that it was there on %1</source>
        <translation>签名有效，时间戳证明 %1 已有此签名</translation>
    </message>
    <message>
        <source>The signature is valid; its time is only what the signer claims</source>
        <translation>签名有效，时间仅为签名人自述</translation>
    </message>
    <message>
        <source>The signature holds; whether its certificate was revoked by then could not be looked up</source>
        <translation>签名成立，但无法查证其证书当时是否已被吊销</translation>
    </message>
    <message>
        <source>The signature holds; a time stamp says that it was there on %1, but its authority&apos;s certificate ran out on %2 and no further stamp is over it</source>
        <translation>签名成立；时间戳表明 %1 已有此签名，但时间戳机构的证书已于 %2 到期，未及时续加时间戳</translation>
    </message>
    <message>
        <source>Not valid: the certificate was outside its period</source>
        <translation>无效：签名时证书不在有效期内</translation>
    </message>
    <message>
        <source>Not valid: the certificate had been revoked or suspended</source>
        <translation>无效：签名前证书已被吊销或冻结</translation>
    </message>
    <message>
        <source>Not valid: it had to be signed and is not</source>
        <translation>无效：应当签名而没有签名</translation>
    </message>
    <message>
        <source>Not valid: the signature does not hold</source>
        <translation>无效：签名不成立</translation>
    </message>
    <message>
        <source>✔ time proven</source>
        <translation>✔ 时间有证</translation>
    </message>
    <message>
        <source>✔ time claimed</source>
        <translation>✔ 时间自述</translation>
    </message>
    <message>
        <source>▲ not checked</source>
        <translation>▲ 未能查证</translation>
    </message>
    <message>
        <source>▲ doubtful</source>
        <translation>▲ 存疑</translation>
    </message>
    <message>
        <source>■ not valid</source>
        <translation>■ 无效</translation>
    </message>
    <message>
        <source>; something that was kept with it does not fit and was left out</source>
        <translation>；随签名保存的证据中有不相符的，未予采信</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1。</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::SealSourceBox</name>
    <message>
        <source>Which seal</source>
        <translation>用哪枚印章</translation>
    </message>
    <message>
        <source>&amp;Which seal</source>
        <translation>用哪枚印章(&amp;W)</translation>
    </message>
    <message>
        <source>How long the provider has been at work</source>
        <translation>印章组件已工作的时间</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>The seal provider is at work. It may ask for its own PIN in a window.</source>
        <translation>印章组件正在用印，它可能另开窗口询问自己的 PIN。</translation>
    </message>
    <message>
        <source>your seal</source>
        <translation>您保管的印章</translation>
    </message>
    <message>
        <source>%1 (your own key)</source>
        <translation>%1（您保管的密钥）</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::TokenNotice</name>
    <message>
        <source>Your token is not plugged in: signing and sealing wait for it, and nothing is lost. Please plug it in to go on.</source>
        <translation>您的密钥设备没有插入：签名和用印须等它插入，已填内容不会丢失。请插入后继续。</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::PdfWindows</name>
    <message>
        <source>Open a PDF</source>
        <translation>打开 PDF</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::PdfSignDialog</name>
    <message>
        <source>Picture or personal seal</source>
        <translation>图片或个人名章</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>密钥文件</translation>
    </message>
    <message>
        <source>Key files (*.key);;All files (*)</source>
        <translation>密钥文件 (*.key);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Where the signed PDF goes</source>
        <translation>签名后的 PDF 保存到</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>&amp;Sign</source>
        <translation>签名(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>Export a signed PDF</source>
        <translation>导出带签名的 PDF</translation>
    </message>
    <message>
        <source>Sign a PDF</source>
        <translation>PDF 签名</translation>
    </message>
    <message>
        <source>%1
The signature is added behind the file: nothing that is in it changes, and the signed PDF becomes a file of its own.</source>
        <translation>%1
签名追加在文件之后，原有内容不变；签名后的 PDF 另存为新文件。</translation>
    </message>
    <message>
        <source>%1
The OFD stays the original. The PDF is a copy for readers of PDFs: its pictures of seals prove nothing, the signature proves who made the copy.</source>
        <translation>%1
OFD 仍是正本。PDF 只是供 PDF 软件阅读的副本：其中的印章图形不作凭证，签名证明副本由谁制作。</translation>
    </message>
    <message>
        <source>Page of the picture</source>
        <translation>图片所在页</translation>
    </message>
    <message>
        <source>Where the picture stands</source>
        <translation>图片位置</translation>
    </message>
    <message>
        <source>The pointer moves the picture; so do the arrow keys, by 1 mm and with Shift by 0.1 mm.</source>
        <translation>可用鼠标拖动图片；方向键每次移动 1 毫米，按住 Shift 为 0.1 毫米。</translation>
    </message>
    <message>
        <source>none: the signature cannot be seen on the pages</source>
        <translation>不选：签名在页面上不可见</translation>
    </message>
    <message>
        <source>Pict&amp;ure</source>
        <translation>图片(&amp;U)</translation>
    </message>
    <message>
        <source>Pa&amp;ge</source>
        <translation>页(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Key file</source>
        <translation>密钥文件(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;PIN</source>
        <translation>PIN(&amp;P)</translation>
    </message>
    <message>
        <source>Sa&amp;ve as</source>
        <translation>另存为(&amp;V)</translation>
    </message>
    <message>
        <source> (PDF copy)</source>
        <translation>（PDF 副本）</translation>
    </message>
    <message>
        <source> (signed)</source>
        <translation>（已签名）</translation>
    </message>
    <message>
        <source>There is no key for PDFs on this desktop yet. Please choose a key file; `wenyictl pdf certify-key --profile` puts one in for good.</source>
        <translation>本终端还没有 PDF 签名密钥。请选择密钥文件；`wenyictl pdf certify-key --profile` 可将密钥放入本终端。</translation>
    </message>
    <message>
        <source>%1 mm from the left, %2 mm from the top, to the middle of the picture</source>
        <translation>图片中心距左边 %1 毫米、距上边 %2 毫米</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::LimitDialog</name>
    <message>
        <source>Only between t&amp;wo hours</source>
        <translation>只在以下时段限速(&amp;W)</translation>
    </message>
    <message>
        <source>Limit the speed</source>
        <translation>限速设置</translation>
    </message>
    <message>
        <source>&amp;Sending</source>
        <translation>发送(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Fetching</source>
        <translation>接收(&amp;F)</translation>
    </message>
    <message>
        <source>F&amp;rom</source>
        <translation>从(&amp;R)</translation>
    </message>
    <message>
        <source>T&amp;o</source>
        <translation>到(&amp;O)</translation>
    </message>
    <message>
        <source>Acts, receipts and the list of documents are small and are never held back.</source>
        <translation>办理、回执和公文列表很小，不受限速影响。</translation>
    </message>
    <message>
        <source>S&amp;ave</source>
        <translation>保存(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source> KB/s</source>
        <translation> KB/秒</translation>
    </message>
    <message>
        <source>without limit</source>
        <translation>不限</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::UnsentDialog</name>
    <message>
        <source>Not sent yet</source>
        <translation>待发清单</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>公文</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>自何时</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Next attempt or step</source>
        <translation>下次尝试或办法</translation>
    </message>
    <message>
        <source>Everything was sent.</source>
        <translation>已全部发出。</translation>
    </message>
    <message>
        <source>&amp;Retry now</source>
        <translation>立即重试(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::SyncMenu</name>
    <message>
        <source>Pause and limits</source>
        <translation>暂停与限速</translation>
    </message>
    <message>
        <source>&amp;Not sent yet …</source>
        <translation>待发清单(&amp;N)…</translation>
    </message>
    <message>
        <source>Pause; goes on by itself</source>
        <translation>暂停（到时自动继续）</translation>
    </message>
    <message>
        <source>For &amp;30 minutes</source>
        <translation>30 分钟(&amp;3)</translation>
    </message>
    <message>
        <source>For an &amp;hour</source>
        <translation>1 小时(&amp;H)</translation>
    </message>
    <message>
        <source>For &amp;4 hours</source>
        <translation>4 小时(&amp;4)</translation>
    </message>
    <message>
        <source>Until 8:00 in the &amp;morning</source>
        <translation>到明早 8:00(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Go on now</source>
        <translation>立即继续(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Limit the speed …</source>
        <translation>限速设置(&amp;L)…</translation>
    </message>
</context>
<context>
    <name>ServerStatus</name>
    <message>
        <source>another server has taken this one&apos;s place</source>
        <translation>已由另一台服务器接替</translation>
    </message>
    <message>
        <source>the disk failed at writing; the server is to be started again</source>
        <translation>磁盘写入失败，须重新启动服务器</translation>
    </message>
    <message>
        <source>the database does not answer</source>
        <translation>数据库没有响应</translation>
    </message>
    <message>
        <source>the disk is full but for its reserve</source>
        <translation>磁盘空间只剩预留部分</translation>
    </message>
    <message>
        <source>a newer directory is overdue</source>
        <translation>通讯录逾期未更新</translation>
    </message>
    <message>
        <source>a certificate has expired</source>
        <translation>证书已过期</translation>
    </message>
    <message>
        <source>the standby is missing</source>
        <translation>热备失去联系</translation>
    </message>
    <message>
        <source>the last backup failed</source>
        <translation>最近一次备份失败</translation>
    </message>
    <message>
        <source>the newest backup is older than two days</source>
        <translation>最新的备份已超过两天</translation>
    </message>
    <message>
        <source>A desktop that the directory does not let in any more</source>
        <translation>通讯录已不再准入的终端</translation>
    </message>
    <message>
        <source>A desktop that gave itself out as another</source>
        <translation>冒用其他终端身份</translation>
    </message>
    <message>
        <source>A desktop of another version</source>
        <translation>版本不符的终端</translation>
    </message>
    <message>
        <source>A request before the greeting, as after a restart</source>
        <translation>未先建立会话的请求（如服务器重启之后）</translation>
    </message>
    <message>
        <source>Requests beyond the allowance</source>
        <translation>超出限额的请求</translation>
    </message>
    <message>
        <source>Somebody without the role asked for this status</source>
        <translation>无权人员请求查看运行状况</translation>
    </message>
    <message>
        <source>A ticket for this status that is old or was used</source>
        <translation>过期或重复使用的查看凭据</translation>
    </message>
    <message>
        <source>A question for this status without a ticket</source>
        <translation>未出示凭据的查看请求</translation>
    </message>
    <message>
        <source>A forged ticket for this status</source>
        <translation>伪造的查看凭据</translation>
    </message>
    <message>
        <source>A unit beyond its quota</source>
        <translation>超出存储配额的单位</translation>
    </message>
    <message>
        <source>No room on the disk</source>
        <translation>磁盘空间不足</translation>
    </message>
    <message>
        <source>Content that is not what it claims</source>
        <translation>与所称摘要不符的内容</translation>
    </message>
    <message>
        <source>none is set up</source>
        <translation>未设置</translation>
    </message>
    <message>
        <source>▲ it does not follow</source>
        <translation>▲ 未在跟随</translation>
    </message>
    <message>
        <source>● it follows and has everything</source>
        <translation>● 正在跟随，数据齐全</translation>
    </message>
    <message>
        <source>● it follows, %1 behind</source>
        <translation>● 正在跟随，落后 %1</translation>
    </message>
    <message>
        <source>none are scheduled</source>
        <translation>未设置</translation>
    </message>
    <message>
        <source>%1 old</source>
        <translation>%1前</translation>
    </message>
    <message>
        <source>none was made yet</source>
        <translation>尚未备份过</translation>
    </message>
    <message>
        <source>▲ the last one failed; the newest: %1</source>
        <translation>▲ 最近一次失败；最新的备份：%1</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>长期保留</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>%1 hours</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 minutes</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 seconds</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>running for %1</source>
        <translation>已运行 %1</translation>
    </message>
    <message>
        <source>● All is well · %1</source>
        <translation>● 一切正常 · %1</translation>
    </message>
    <message>
        <source>▲ To be seen to: %1 · %2</source>
        <translation>▲ 需要处理：%1 · %2</translation>
    </message>
    <message>
        <source>Desktops at work</source>
        <translation>在用终端</translation>
    </message>
    <message>
        <source>Desktops that are let in</source>
        <translation>准入终端</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接数</translation>
    </message>
    <message>
        <source>Envelopes accepted since the start</source>
        <translation>启动以来接收封装包</translation>
    </message>
    <message>
        <source>Their size</source>
        <translation>其内容大小</translation>
    </message>
    <message>
        <source>Requests since the start</source>
        <translation>启动以来请求</translation>
    </message>
    <message>
        <source>Of these refused</source>
        <translation>其中被拒绝</translation>
    </message>
    <message>
        <source>Strangers refused since the start</source>
        <translation>启动以来拒绝的陌生连接</translation>
    </message>
    <message>
        <source>Deliveries not signed for</source>
        <translation>未签收的投递</translation>
    </message>
    <message>
        <source>Directory in force</source>
        <translation>现行通讯录版本</translation>
    </message>
    <message>
        <source>Standby</source>
        <translation>热备</translation>
    </message>
    <message>
        <source>Scheduled backups</source>
        <translation>定时备份</translation>
    </message>
    <message>
        <source>Store on the disk</source>
        <translation>存储占用</translation>
    </message>
    <message>
        <source>Content of all units</source>
        <translation>各单位内容合计</translation>
    </message>
    <message>
        <source>Free on the disk</source>
        <translation>磁盘剩余</translation>
    </message>
    <message>
        <source>Disk reserve</source>
        <translation>磁盘预留</translation>
    </message>
    <message>
        <source>Quota of a unit</source>
        <translation>单位存储配额</translation>
    </message>
    <message>
        <source>Linked domains whose card is out of date</source>
        <translation>名片已过期的对等域</translation>
    </message>
    <message>
        <source>Units near their quota</source>
        <translation>接近配额的单位</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>保留期</translation>
    </message>
    <message>
        <source>Envelopes expired since the start</source>
        <translation>启动以来过保留期的封装包</translation>
    </message>
    <message>
        <source>Damaged content found since the start</source>
        <translation>启动以来发现的损坏内容</translation>
    </message>
    <message>
        <source>● none</source>
        <translation>● 无</translation>
    </message>
    <message>
        <source>Content dropped since the start</source>
        <translation>启动以来清除的内容</translation>
    </message>
    <message>
        <source>%1 not signed for, the oldest for %2</source>
        <translation>%1 件未签收，最早的已 %2</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::ServerStatusWindow</name>
    <message>
        <source>&amp;Look</source>
        <translation>查看(&amp;L)</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>运行数据</translation>
    </message>
    <message>
        <source>What</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Desktops</source>
        <translation>终端</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>终端</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Connected since</source>
        <translation>连接时间</translation>
    </message>
    <message>
        <source>Last asked</source>
        <translation>最近请求</translation>
    </message>
    <message>
        <source>Directory</source>
        <translation>通讯录版本</translation>
    </message>
    <message>
        <source>Entries behind</source>
        <translation>落后条目</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>投递队列</translation>
    </message>
    <message>
        <source>Waiting since</source>
        <translation>最早等待</translation>
    </message>
    <message>
        <source>Receipts owed</source>
        <translation>未回执</translation>
    </message>
    <message>
        <source>Owed by</source>
        <translation>欠回执单位</translation>
    </message>
    <message>
        <source>Owed to</source>
        <translation>发文单位</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>For</source>
        <translation>已等候</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Stored by unit</source>
        <translation>各单位存储</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>已存</translation>
    </message>
    <message>
        <source>Share of its quota</source>
        <translation>占配额</translation>
    </message>
    <message>
        <source>Refusals</source>
        <translation>拒绝记录</translation>
    </message>
    <message>
        <source>What was refused</source>
        <translation>被拒绝的内容</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Server status</source>
        <translation>服务器运行状况</translation>
    </message>
    <message>
        <source>How the server is</source>
        <translation>服务器健康状况</translation>
    </message>
    <message>
        <source>Your PIN signs the question to the server; it shows its status to system administrators alone.</source>
        <translation>请输入 PIN 签署查看凭据；服务器运行状况只向系统管理员提供。</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>&amp;Overview</source>
        <translation>概况(&amp;O)</translation>
    </message>
    <message>
        <source>In a minute</source>
        <translation>每分钟</translation>
    </message>
    <message>
        <source>Envelopes</source>
        <translation>封装包</translation>
    </message>
    <message>
        <source>Content, MB</source>
        <translation>内容（MB）</translation>
    </message>
    <message>
        <source>&amp;Desktops</source>
        <translation>终端(&amp;D)</translation>
    </message>
    <message>
        <source>Desktops at work</source>
        <translation>在用终端</translation>
    </message>
    <message>
        <source>&amp;Queues and receipts</source>
        <translation>队列与回执(&amp;Q)</translation>
    </message>
    <message>
        <source>Deliveries that wait</source>
        <translation>等待投递</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>投递</translation>
    </message>
    <message>
        <source>&amp;Storage</source>
        <translation>存储(&amp;S)</translation>
    </message>
    <message>
        <source>Store on the disk</source>
        <translation>存储占用</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>&amp;Refusals</source>
        <translation>拒绝记录(&amp;R)</translation>
    </message>
    <message>
        <source>Refused in a minute</source>
        <translation>每分钟拒绝</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Strangers</source>
        <translation>陌生连接</translation>
    </message>
    <message>
        <source>As of %1</source>
        <translation>截至 %1</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1前</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::StatusPlot</name>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1，%2：%3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 (the server takes a sample each minute)</source>
        <translation>%1（服务器每分钟采样一次）</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
</context>
<context>
    <name>SealProof</name>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation><numerusform>%n分钟</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation><numerusform>%n小时</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation><numerusform>%n天</numerusform></translation>
    </message>
    <message>
        <source>Time stamp: %1, given by %2</source>
        <translation>时间戳：%1，由“%2”签发</translation>
    </message>
    <message>
        <source>Time stamp: there is one, and it proves nothing; the time is only claimed</source>
        <translation>时间戳：有，但不能证明签名时间，时间仅为自述</translation>
    </message>
    <message>
        <source>Time stamp: none; the time is only what the keeper claims</source>
        <translation>时间戳：无，用印时间仅为保管人自述</translation>
    </message>
    <message>
        <source>✔ valid and not revoked at that time</source>
        <translation>✔当时有效、未被吊销</translation>
    </message>
    <message>
        <source>▲ within its period at that time; revocation could not be looked up</source>
        <translation>▲当时在有效期内，是否已被吊销无法查证</translation>
    </message>
    <message>
        <source>▲ in doubt, since the time is</source>
        <translation>▲时间存疑，当时状态无法确定</translation>
    </message>
    <message>
        <source>■ outside its period at that time</source>
        <translation>■当时不在有效期内</translation>
    </message>
    <message>
        <source>■ revoked or suspended at that time</source>
        <translation>■当时已被吊销或冻结</translation>
    </message>
    <message>
        <source>■ not judged, since the signature does not hold</source>
        <translation>■签名不成立，未作核验</translation>
    </message>
    <message>
        <source>Keeper's certificate: cannot be read</source>
        <translation>保管人证书：无法读取</translation>
    </message>
    <message>
        <source>Keeper's certificate: %1, from %2 to %3; %4</source>
        <translation>保管人证书：%1，有效期 %2 至 %3；%4</translation>
    </message>
    <message>
        <source>Revocation list: of %1, %2 before the signature; the next one was due on %3</source>
        <translation>吊销列表：%1 发布，早于签名%2；下一期应于 %3 发布</translation>
    </message>
    <message>
        <source>Revocation list: of %1, %2 after the signature; the next one was due on %3</source>
        <translation>吊销列表：%1 发布，晚于签名%2；下一期应于 %3 发布</translation>
    </message>
    <message>
        <source>Revocation list: one was kept and is not on this desktop yet; it comes with a later synchronisation</source>
        <translation>吊销列表：已留存，但尚未到达本终端，以后同步时取得</translation>
    </message>
    <message>
        <source>Revocation list: none that holds was kept</source>
        <translation>吊销列表：未留存有效的列表</translation>
    </message>
    <message>
        <source>Seal on the document: not checked, the sealed document is not on this desktop</source>
        <translation>文件上的印章：盖章后的文件不在本终端，未能核验</translation>
    </message>
    <message>
        <source>Application of %1: %2 %3</source>
        <translation>用印申请（%1）：%2 %3</translation>
    </message>
    <message>
        <source>Decision of %1: %2 %3</source>
        <translation>用印审批（%1）：%2 %3</translation>
    </message>
    <message>
        <source>Seal on the document: %1</source>
        <translation>文件上的印章：%1</translation>
    </message>
    <message>
        <source>  %1: %2</source>
        <translation>　%1：%2</translation>
    </message>
    <message>
        <source>Keeper: %1 The seal could not be checked: the sealed document is not on this desktop.</source>
        <translation>保管人：%1盖章后的文件不在本终端，印章未能核验。</translation>
    </message>
    <message>
        <source>Keeper: %1 Document: %2.</source>
        <translation>保管人：%1文件：%2。</translation>
    </message>
    <message>
        <source>Keeper's signature: %1</source>
        <translation>保管人签名：%1</translation>
    </message>
    <message>
        <source>Evidence: none is kept yet. The desktop where the seal was used keeps it with its next synchronisation or act.</source>
        <translation>证据：尚未留存，用印的终端下次同步或办理时留存。</translation>
    </message>
    <message>
        <source>Issuers' certificates that were kept: %1</source>
        <translation>留存的签发者证书：%1</translation>
    </message>
    <message>
        <source>▲ Not believed: %1</source>
        <translation>▲未予采信：%1</translation>
    </message>
    <message>
        <source>less than a minute</source>
        <translation>不足1分钟</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>document numbers</source>
        <translation>发文字号</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>令号</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>纪要期号</translation>
    </message>
    <message>
        <source>register numbers</source>
        <translation>收文编号</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>term %1</source>
        <translation>第%1届</translation>
    </message>
    <message>
        <source>year %1</source>
        <translation>%1年</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1至%2</translation>
    </message>
    <message>
        <source>○ not begun</source>
        <translation>○未启用</translation>
    </message>
    <message>
        <source>▲ waits to be synchronised</source>
        <translation>▲待同步确认</translation>
    </message>
    <message>
        <source>■ used up</source>
        <translation>■已用完</translation>
    </message>
    <message>
        <source>▲ drawn at another desktop</source>
        <translation>▲由其他终端编号</translation>
    </message>
    <message>
        <source>✔ drawn here</source>
        <translation>✔本终端编号</translation>
    </message>
    <message>
        <source>✔ a block is drawn here</source>
        <translation>✔本终端用预领号段</translation>
    </message>
    <message>
        <source>this desktop</source>
        <translation>本终端</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::RunningWindow</name>
    <message>
        <source>Running records</source>
        <translation>运转监控</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>当前步骤</translation>
    </message>
    <message>
        <source>With</source>
        <translation>承办</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>起始</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>Begun by</source>
        <translation>发起人</translation>
    </message>
    <message>
        <source>&amp;Reassign and more</source>
        <translation>改派等办理(&amp;R)</translation>
    </message>
    <message>
        <source>Cop&amp;y list</source>
        <translation>复制列表(&amp;Y)</translation>
    </message>
    <message>
        <source>Search by kind, number, step or person</source>
        <translation>按类别、编号、步骤或人员查找</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Done. The list tells where it stands now.</source>
        <translation>已完成，列表显示最新进展。</translation>
    </message>
    <message numerus="yes">
        <source>There are more than %n running records; the others are not shown.</source>
        <translation>
            <numerusform>在办事项超过%n件，其余未显示。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (suspended)</source>
        <translation>%1（已暂停）</translation>
    </message>
    <message numerus="yes">
        <source>%1, urged %n times</source>
        <translation>
            <numerusform>%1，已催办%n次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n records</source>
        <translation>
            <numerusform>共%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>No record of this unit waits for anybody.</source>
        <translation>本单位没有等待办理的事项。</translation>
    </message>
    <message>
        <source>No record matches.</source>
        <translation>没有符合的事项。</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::ListExport</name>
    <message numerus="yes">
        <source>%n records, %1</source>
        <translation><numerusform>共%n件，%1</numerusform></translation>
    </message>
    <message>
        <source>Export to Excel</source>
        <translation>导出 Excel</translation>
    </message>
    <message>
        <source>Excel workbooks (*.xlsx)</source>
        <translation>Excel 工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>Reading the list …</source>
        <translation>正在读取列表…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>Reading the list: %n records</source>
        <translation><numerusform>正在读取列表：%n件</numerusform></translation>
    </message>
    <message>
        <source>Some of these records are marked secret. Why are they exported? It is kept in the audit log.</source>
        <translation>其中有标明密级的事项。请写明导出理由，将记入审计日志。</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::NumbersWindow</name>
    <message>
        <source>Number series</source>
        <translation>编号序列</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>年度或届次</translation>
    </message>
    <message>
        <source>Next here</source>
        <translation>本终端下一号</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Leased blocks</source>
        <translation>预领号段</translation>
    </message>
    <message>
        <source>Unused numbers</source>
        <translation>空号</translation>
    </message>
    <message>
        <source>&amp;Go on behind a number …</source>
        <translation>接续已有编号(&amp;G)…</translation>
    </message>
    <message>
        <source>Begin a &amp;new term …</source>
        <translation>换届重新编号(&amp;N)…</translation>
    </message>
    <message>
        <source>Cop&amp;y list</source>
        <translation>复制清单(&amp;Y)</translation>
    </message>
    <message>
        <source>Details of the series</source>
        <translation>序列详情</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Done. The list tells what the series gives next.</source>
        <translation>已生效，下一号见列表。</translation>
    </message>
    <message>
        <source>No module of this unit draws numbers.</source>
        <translation>本单位没有需要编号的业务。</translation>
    </message>
    <message>
        <source>Only a registrar has a series go on or begins a term; you may look.</source>
        <translation>只有编号员可以接续编号或换届重编，此处仅供查看。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1，%2：%3</translation>
    </message>
    <message>
        <source>Kept by: %1</source>
        <translation>序列由此终端掌管：%1</translation>
    </message>
    <message>
        <source>No block is leased.</source>
        <translation>没有预领号段。</translation>
    </message>
    <message>
        <source>Leased blocks: %1</source>
        <translation>预领号段：%1</translation>
    </message>
    <message>
        <source>No number stays unused.</source>
        <translation>没有空号。</translation>
    </message>
    <message>
        <source>Unused: %1; reason: %2</source>
        <translation>空号：%1，原因：%2</translation>
    </message>
    <message>
        <source>of a leased block, not drawn so far</source>
        <translation>在预领号段内，尚未使用</translation>
    </message>
    <message numerus="yes">
        <source>%n entries about it took no effect.</source>
        <translation><numerusform>有%n条编号记录未生效。</numerusform></translation>
    </message>
    <message>
        <source>This series counts by the year and begins anew by itself.</source>
        <translation>此序列按年编号，每年自动重新编号。</translation>
    </message>
</context>
<context>
    <name>wenyi::ui::NumberActDialog</name>
    <message>
        <source>&amp;Go on</source>
        <translation>接续编号(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Begin the term</source>
        <translation>开始新一届(&amp;B)</translation>
    </message>
    <message>
        <source>Cance&amp;l</source>
        <translation>取消(&amp;L)</translation>
    </message>
    <message>
        <source>Go on behind a number</source>
        <translation>接续已有编号</translation>
    </message>
    <message>
        <source>Begin a new term</source>
        <translation>换届重新编号</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1，%2：%3</translation>
    </message>
    <message>
        <source>What will follow</source>
        <translation>将产生的结果</translation>
    </message>
    <message>
        <source>Last &amp;number given on paper or elsewhere</source>
        <translation>纸质或其他系统已编到的最后一号(&amp;N)</translation>
    </message>
    <message>
        <source>Last &amp;number of the new term given elsewhere</source>
        <translation>新一届在别处已编到的最后一号(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Reason, kept with the gap</source>
        <translation>空号原因，随空号保存(&amp;R)</translation>
    </message>
    <message>
        <source>The series begins at this desktop, with %1. This cannot be taken back.</source>
        <translation>此序列将在本终端启用，从%1开始编号。此操作不能撤回。</translation>
    </message>
    <message>
        <source>The next number is %1 as it is; nothing would change.</source>
        <translation>下一号本来就是%1，不需要接续。</translation>
    </message>
    <message>
        <source>Numbers before %1 are given or set aside already; none of them comes again.</source>
        <translation>%1之前的号已经编出或作空号，不能再用。</translation>
    </message>
    <message>
        <source>Please write why those numbers have no document here.</source>
        <translation>请填写这些号在本系统中没有文件的原因。</translation>
    </message>
    <message>
        <source>The next number here will be %1. %2 will have no document here, for that reason. This cannot be taken back.</source>
        <translation>本终端下一号将是%1。%2将按上述原因记为空号。此操作不能撤回。</translation>
    </message>
    <message>
        <source>Term %1 ends: nobody draws its numbers any more. Term %2 begins with %3. This cannot be taken back. Where the unit has several desktops, numbers are drawn once it is synchronised.</source>
        <translation>第%1届结束，不再编出该届的号。第%2届从%3开始编号。此操作不能撤回。单位有多台终端时，同步后方可编号。</translation>
    </message>
</context>
</TS>
