// SPDX-License-Identifier: GPL-3.0-or-later
// The first half of the story: from the draft to the closed envelope.
#include "client/cli/demo/DemoStory.h"

#include "client/cli/SyncOnce.h"
#include "client/core/outgoing/OutgoingService.h"
#include "client/core/records/DraftService.h"
#include "client/core/records/ImportService.h"
#include "client/core/records/NumberService.h"
#include "shared/document/FormatRules.h"

#include <QDate>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

QDate today(const core::Environment &environment)
{
    // China has one time, UTC+8.
    return toDateTime(environment.clock.now()).toOffsetFromUtc(8 * 3600).date();
}

QString shortDigest(const Digest &digest)
{
    return QString::fromLatin1(digest.toHex().left(12));
}

} // namespace

Result<void> DemoStory::synchronise(const QString &name)
{
    WENYI_TRY(core::Workspace *const desk, at(name));
    WENYI_TRY(const auto report, synchroniseDesk(*desk));
    for (const core::SyncRefusal &refusal : report.refused)
        return refusal.error;
    return {};
}

Result<void> DemoStory::act(const QString &name, const StreamId &stream, const QString &act, const QString &outcome,
    const QString &words, const QJsonObject &values, const Digest &document)
{
    WENYI_TRY(core::Workspace *const desk, at(name));
    core::RecordService records(*desk);
    WENYI_TRY(const auto view, records.load(stream));
    core::ActRequest request;
    for (const core::PossibleAct &possible : view.possible) {
        if (possible.possible.rules.act == act)
            request.task = possible.possible.task.id;
    }
    if (request.task.isEmpty())
        return Error{ErrorCode::NotAllowed, "demo.no-such-step", name + u' ' + act};
    request.outcome = outcome;
    request.opinion.words = words;
    request.values = values;
    request.document = document;
    const SecretBytes pin = m_office.pin();
    WENYI_CHECK(records.act(stream, request, &pin));
    return {};
}

Result<void> DemoStory::enrol()
{
    WENYI_CHECK(m_office.startServer());
    tell(u"交换服务器"_s, u"启动"_s);
    // Administrators first: their desktops hold the content keys that everybody else waits for.
    for (const core::DomainDesktop &desktop : m_office.domain().desktops) {
        const QString admin = desktop.members.first().toString();
        if (admin.endsWith(u"/admin"_s) && desktop.members.size() == 1)
            WENYI_CHECK(synchronise(admin));
    }
    int desks = 0;
    for (const core::DomainDesktop &desktop : m_office.domain().desktops) {
        if (desktop.members.size() != 1)
            continue; // A standalone desktop has its keys already.
        WENYI_CHECK(synchronise(desktop.members.first().toString()));
        ++desks;
    }
    tell(u"各终端"_s, u"%1台终端首次同步，取得本单位内容密钥"_s.arg(desks));
    for (const QString &registrar : {u"市政府办/registrar"_s, u"市财政局/mailroom"_s}) {
        WENYI_TRY(core::Workspace *const desk, at(registrar));
        WENYI_CHECK(core::NumberService(*desk).openAll());
        WENYI_CHECK(synchronise(registrar));
    }
    tell(u"许静 等"_s, u"启用本年度发文字号、收文编号序列"_s);
    m_office.stopServer();
    tell(u"交换服务器"_s, u"停机：以下拟稿在离线状态进行"_s);
    return {};
}

Result<void> DemoStory::draftOffline(const QByteArray &sourceText)
{
    WENYI_TRY(core::Workspace *const clerk, at(u"市政府办/clerk"_s));
    core::ImportService imports(*clerk);
    WENYI_TRY(const auto imported, imports.recognise(sourceText));
    document::OfficialDocument document = imported.document;
    const QString unit = u"江阴市人民政府办公室"_s;
    document.issuers = {unit};
    document.issuerMark = unit + u"文件"_s;
    document.signatories = {unit};
    document.number.clear(); // Drawn when it is registered.
    document.recipients = {u"江阴市财政局"_s, u"澄江镇人民政府"_s};
    document.urgency = u"加急"_s;
    document.printer = unit;
    document.date = today(m_office.context().environment);
    document.printDate = document.date;
    document.signers.clear();
    WENYI_TRY(m_stream, imports.begin(document));
    tell(u"陆文清"_s, u"导入并拟稿《%1》，识别%2处，待人工确认%3处"_s.arg(document.title)
                          .arg(imported.findings.size())
                          .arg(imported.left().size()));
    WENYI_CHECK(act(u"市政府办/clerk"_s, m_stream, u"draft"_s, u"submit"_s));
    WENYI_TRY(const quint64 unsent, clerk->journal().unsentCount());
    tell(u"陆文清"_s, u"送核（服务器未开，%1条待发）"_s.arg(unsent));
    WENYI_CHECK(m_office.startServer());
    WENYI_CHECK(synchronise(u"市政府办/clerk"_s));
    tell(u"交换服务器"_s, u"恢复运行，待发条目已送达"_s);
    return {};
}

Result<void> DemoStory::review()
{
    const QString name = u"市政府办/reviewer"_s;
    WENYI_CHECK(synchronise(name));
    WENYI_TRY(core::Workspace *const desk, at(name));
    core::DraftService drafts(*desk);
    WENYI_TRY(const auto draft, drafts.load(m_stream));
    document::RemarkPlace place;
    place.length = static_cast<int>(qMin<qsizetype>(4, document::textAt(draft.content.document, place).size()));
    WENYI_CHECK(drafts.addRemark(m_stream, place, u"文字已核，此处与方案标题一致，可以印发。"_s));
    WENYI_TRY(const auto revised, drafts.load(m_stream));
    WENYI_CHECK(act(name, m_stream, u"review"_s, u"agree"_s, u"拟同意印发，请国栋同志审签。"_s, {},
        core::documentDigest(revised.content.document)));
    WENYI_CHECK(synchronise(name));
    tell(u"顾晓岚"_s, u"核稿：加批注%1条，个人签名后送签发"_s.arg(revised.content.remarks.size()));
    return {};
}

Result<void> DemoStory::issue()
{
    const QString name = u"市政府办/leader"_s;
    WENYI_CHECK(synchronise(name));
    WENYI_TRY(core::Workspace *const desk, at(name));
    WENYI_TRY(const auto draft, core::DraftService(*desk).load(m_stream));
    const Digest digest = core::documentDigest(draft.content.document);
    WENYI_CHECK(act(name, m_stream, u"issue"_s, u"agree"_s, u"同意印发。"_s, {}, digest));
    WENYI_CHECK(synchronise(name));
    tell(u"沈国栋"_s, u"签发：对文稿摘要 %1… 个人签名"_s.arg(shortDigest(digest)));
    return {};
}

Result<void> DemoStory::number()
{
    const QString name = u"市政府办/registrar"_s;
    WENYI_CHECK(synchronise(name));
    const QString date = today(m_office.context().environment).toString(Qt::ISODate);
    WENYI_CHECK(act(name, m_stream, u"number"_s, u"numbered"_s, {}, {{u"issueDate"_s, date}}));
    WENYI_TRY(core::Workspace *const desk, at(name));
    WENYI_TRY(const auto document, core::OutgoingService(*desk).document(m_stream));
    if (document.number.isEmpty())
        return Error{ErrorCode::Internal, "demo.no-number", {}};
    WENYI_CHECK(synchronise(name));
    tell(u"许静"_s, u"编号：%1"_s.arg(document.number));
    return {};
}

Result<void> DemoStory::seal()
{
    const QString name = u"市政府办/sealkeeper"_s;
    WENYI_CHECK(synchronise(name));
    WENYI_TRY(core::Workspace *const desk, at(name));
    core::OutgoingService outgoing(*desk);
    WENYI_TRY(const auto preview, outgoing.sealPreview(m_stream));
    tell(u"吴志远"_s, u"排版：%1页"_s.arg(preview.document.pages.scene.pages.size()));
    const auto stamping = StampingConnection::open(*desk);
    WENYI_TRY(const auto sealed, outgoing.seal(m_stream, preview, m_office.pin()));
    WENYI_CHECK(m_office.keep(u"document.ofd"_s, sealed.ofd));
    WENYI_TRY(const QByteArray pdf, core::SealingService(*desk).pdfCopy(preview));
    WENYI_CHECK(m_office.keep(u"document.pdf"_s, pdf));
    WENYI_CHECK(synchronise(name));
    tell(u"吴志远"_s, u"用印：%1，验章结论 %2"_s.arg(
                          preview.sealName, QString::fromLatin1(core::conclusionName(sealed.verdict.conclusion))));
    return {};
}

Result<void> DemoStory::dispatch()
{
    const QString name = u"市政府办/mailroom"_s;
    WENYI_CHECK(synchronise(name));
    WENYI_TRY(core::Workspace *const desk, at(name));
    core::DispatchChoice choice;
    choice.recipients = {u"江阴市财政局"_s, u"澄江镇人民政府"_s};
    choice.urgency = exchange::Urgency::Expedited;
    WENYI_TRY(const auto sent, core::OutgoingService(*desk).dispatch(m_stream, choice));
    WENYI_CHECK(synchronise(name));
    tell(u"周敏"_s, u"封发：封装包 %1，%2个收文单位，加急"_s.arg(sent.envelope.toString()).arg(sent.routes.size()));
    return {};
}

} // namespace wenyi::cli
