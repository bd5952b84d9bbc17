// SPDX-License-Identifier: GPL-3.0-or-later
// The second half of the story: arrival, handling, the way by stick and back.
#include "client/cli/demo/DemoStory.h"

#include "client/core/exchange/ArrivalService.h"
#include "client/core/exchange/CourierService.h"
#include "client/core/exchange/ExchangeProjection.h"
#include "client/core/exchange/ReceiptService.h"
#include "shared/crypto/Sm3.h"

#include <QDate>
#include <QDir>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

const QString SenderMailRoom = u"市政府办/mailroom"_s;
const QString BureauMailRoom = u"市财政局/mailroom"_s;
const QString TownMailRoom = u"澄江镇/mailroom"_s;

/// The one desktop of a unit that carries by stick.
Result<DesktopId> standaloneDesktopOf(core::Workspace &desk, const QString &unitName)
{
    const directory::Unit *unit = desk.directory().unitNamed(unitName);
    for (const directory::Desktop &desktop : desk.directory().content().desktops) {
        if (unit && desktop.unit == unit->code && desktop.connection == directory::Connection::Standalone)
            return desktop.id;
    }
    return Error{ErrorCode::NotFound, "demo.no-standalone", unitName};
}

Result<void> refusalOf(const core::ImportReport &report)
{
    for (const core::ImportLine &line : report.lines) {
        if (line.refusal)
            return *line.refusal;
    }
    return {};
}

} // namespace

Result<StreamId> DemoStory::onlyIncoming(const QString &name)
{
    WENYI_TRY(core::Workspace *const desk, at(name));
    WENYI_TRY(const auto inbox, core::ExchangeProjection::inbox(desk->journal().database()));
    if (inbox.size() != 1)
        return Error{ErrorCode::Corrupt, "demo.inbox", QString::number(inbox.size())};
    return inbox.first().stream;
}

Result<void> DemoStory::receiveOverNetwork()
{
    WENYI_CHECK(synchronise(BureauMailRoom));
    WENYI_TRY(m_bureauStream, onlyIncoming(BureauMailRoom));
    WENYI_TRY(core::Workspace *const desk, at(BureauMailRoom));
    core::ArrivalService arrivals(*desk);
    WENYI_TRY(const auto arrived, core::ExchangeProjection::arrivedIn(desk->journal().database(), m_bureauStream));
    WENYI_TRY(const auto verdict, arrivals.verify(*arrived));
    if (!verdict.holds())
        return Error{ErrorCode::NotTrusted, "demo.seal", QString::fromLatin1(core::conclusionName(verdict.conclusion))};
    tell(u"孙丽华"_s, u"收到加急文件，验章：%1，%2"_s.arg(verdict.seals.first().sealName,
                          QString::fromLatin1(core::conclusionName(verdict.conclusion))));
    return {};
}

Result<void> DemoStory::handleIncoming(const QString &unit, const StreamId &stream, const QString &channel)
{
    const bool connected = channel == u"网络"_s;
    const auto exchangeAt = [&](const QString &name) -> Result<void> {
        return connected ? synchronise(name) : Result<void>();
    };
    const QString mailRoom = unit + u"/mailroom"_s;
    WENYI_TRY(core::Workspace *const desk, at(mailRoom));
    core::ArrivalService arrivals(*desk);
    WENYI_TRY(const auto arrived, core::ExchangeProjection::arrivedIn(desk->journal().database(), stream));
    WENYI_TRY(const QByteArray ofd, arrivals.documentOfd(arrived->entry));
    const Digest digest = crypto::sm3(ofd);
    WENYI_CHECK(core::ReceiptService(*desk).signFor(stream, m_office.pin()));
    const QString date = toDateTime(m_office.context().environment.clock.now()).date().toString(Qt::ISODate);
    WENYI_CHECK(act(mailRoom, stream, u"register"_s, u"registered"_s, {}, {{u"receivedDate"_s, date}}));
    WENYI_CHECK(core::ReceiptService(*desk).giveDue(stream));
    WENYI_CHECK(exchangeAt(mailRoom));
    tell(desk->member().name, u"签收（个人签名、单位回执）并登记"_s);
    const auto decide = [&](const QString &who, const QString &step, const QString &outcome,
                            const QString &words) -> Result<void> {
        const QString name = unit + u'/' + who;
        WENYI_CHECK(exchangeAt(name));
        WENYI_CHECK(act(name, stream, step, outcome, words, {}, digest));
        WENYI_CHECK(exchangeAt(name));
        WENYI_TRY(core::Workspace *const own, at(name));
        tell(own->member().name, words);
        return {};
    };
    WENYI_CHECK(decide(u"clerk"_s, u"propose"_s, u"proposed"_s, u"拟请主要领导阅示，由业务科室牵头落实。"_s));
    return decide(u"leader"_s, u"instruct"_s, u"instructed"_s, u"请业务科室按方案要求抓好落实，按时反馈。"_s);
}

Result<void> DemoStory::handleAtBureau()
{
    return handleIncoming(u"市财政局"_s, m_bureauStream, u"网络"_s);
}

Result<void> DemoStory::carryToTown()
{
    const QString stick = m_office.resultPath(u"usb-out"_s);
    if (!QDir().mkpath(stick))
        return Error{ErrorCode::StorageFailure, "demo.stick", stick};
    exchange::FolderMedium medium(stick);
    WENYI_TRY(core::Workspace *const sender, at(SenderMailRoom));
    WENYI_TRY(const DesktopId town, standaloneDesktopOf(*sender, u"澄江镇人民政府"_s));
    WENYI_TRY(const auto exported, core::CourierService(*sender).exportTo(town, medium));
    tell(u"周敏"_s, u"导出U盘交换包 %1：%2件"_s.arg(exported.fileName).arg(exported.envelopes));
    WENYI_TRY(core::Workspace *const receiver, at(TownMailRoom));
    WENYI_TRY(const auto report, core::CourierService(*receiver).import(medium, exported.fileName));
    WENYI_CHECK(refusalOf(report));
    WENYI_TRY(m_townStream, onlyIncoming(TownMailRoom));
    WENYI_TRY(const auto again, core::CourierService(*receiver).import(medium, exported.fileName));
    tell(u"徐芳"_s, u"导入交换包：收%1项；再次导入无新增（%2项）"_s.arg(report.taken()).arg(again.taken()));
    return handleIncoming(u"澄江镇"_s, m_townStream, u"U盘"_s);
}

Result<void> DemoStory::carryBack()
{
    const QString stick = m_office.resultPath(u"usb-back"_s);
    if (!QDir().mkpath(stick))
        return Error{ErrorCode::StorageFailure, "demo.stick", stick};
    exchange::FolderMedium medium(stick);
    WENYI_TRY(core::Workspace *const town, at(TownMailRoom));
    WENYI_CHECK(core::ReceiptService(*town).giveAllDue());
    WENYI_TRY(core::Workspace *const sender, at(SenderMailRoom));
    WENYI_TRY(const auto exported, core::CourierService(*town).exportTo(sender->profile().desktop, medium));
    WENYI_TRY(const auto report, core::CourierService(*sender).import(medium, exported.fileName));
    WENYI_CHECK(refusalOf(report));
    tell(u"周敏"_s, u"带回U盘回执%1份"_s.arg(exported.receipts));
    return {};
}

Result<void> DemoStory::keepReceipts(const QString &name)
{
    WENYI_TRY(core::Workspace *const desk, at(name));
    WENYI_TRY(const auto outbox, core::ExchangeProjection::outbox(desk->journal().database(), m_stream));
    for (const core::DispatchedEnvelope &envelope : outbox) {
        WENYI_TRY(const auto receipts,
            core::ExchangeProjection::receipts(desk->journal().database(), envelope.header.digest()));
        for (qsizetype i = 0; i < receipts.size(); ++i)
            WENYI_CHECK(m_office.keep(u"receipts/%1.cbor"_s.arg(i + 1), receipts.at(i).toBytes()));
    }
    return {};
}

Result<void> DemoStory::track()
{
    WENYI_CHECK(synchronise(BureauMailRoom));
    WENYI_CHECK(synchronise(SenderMailRoom));
    WENYI_TRY(core::Workspace *const sender, at(SenderMailRoom));
    WENYI_TRY(const auto tracking, core::ReceiptService(*sender).tracking(m_stream));
    for (const core::TrackingLine &line : tracking.lines) {
        if (line.delivery.stage() < exchange::DeliveryStage::SignedFor)
            return Error{ErrorCode::Corrupt, "demo.not-signed-for", line.unitName};
    }
    WENYI_CHECK(keepReceipts(SenderMailRoom));
    tell(u"周敏"_s, u"回执跟踪：%1"_s.arg(tracking.toString()));
    return {};
}

} // namespace wenyi::cli
