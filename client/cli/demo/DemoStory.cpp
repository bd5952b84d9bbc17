// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/demo/DemoStory.h"

#include "client/cli/Unlock.h"
#include "client/core/exchange/ArrivalService.h"
#include "client/core/exchange/ExchangeProjection.h"
#include "client/core/exchange/ReceiptService.h"
#include "client/core/outgoing/OutgoingService.h"
#include "client/core/sealing/VerificationService.h"
#include "client/core/uses/UseService.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

using namespace Qt::StringLiterals;

namespace wenyi::cli {

Result<void> DemoStory::run(const QByteArray &sourceText)
{
    WENYI_CHECK(enrol());
    WENYI_CHECK(draftOffline(sourceText));
    WENYI_CHECK(review());
    WENYI_CHECK(issue());
    WENYI_CHECK(number());
    WENYI_CHECK(seal());
    WENYI_CHECK(dispatch());
    WENYI_CHECK(receiveOverNetwork());
    WENYI_CHECK(handleAtBureau());
    WENYI_CHECK(carryToTown());
    WENYI_CHECK(carryBack());
    WENYI_CHECK(track());
    return verifyEverything();
}

Result<void> DemoStory::verifyEverything()
{
    m_office.stopServer();
    m_office.lockAll(); // From here on everything is read from the disk again.
    WENYI_CHECK(m_office.verifyServer());
    tell(u"核验"_s, u"服务器：单位日志、封装包、回执全部有效"_s);
    WENYI_CHECK(verifyDesktops());
    WENYI_CHECK(verifySender());
    return verifyRecipients();
}

Result<void> DemoStory::verifyDesktops()
{
    quint64 entries = 0;
    for (const core::DomainDesktop &desktop : m_office.domain().desktops) {
        WENYI_TRY(core::Workspace *const desk, at(desktop.members.first().toString()));
        WENYI_TRY(const quint64 here, desk->journal().verify(desktopKeys(*desk)));
        WENYI_TRY(const auto damaged, desk->blobs().scrub());
        if (!damaged.isEmpty())
            return Error{ErrorCode::Corrupt, "blob.damaged", desktop.folder};
        WENYI_CHECK(desk->audit().verify());
        entries += here;
    }
    tell(u"核验"_s, u"%1台终端：%2条日志的链、链头签名、数据块、审计全部有效"_s.arg(m_office.domain().desktops.size())
                        .arg(entries));
    return {};
}

Result<void> DemoStory::verifySender()
{
    WENYI_TRY(core::Workspace *const sender, at(u"市政府办/mailroom"_s));
    WENYI_TRY(const auto checks, core::RecordService(*sender).verifySignatures(m_stream));
    for (const core::SignatureCheck &check : checks) {
        if (check.fault)
            return *check.fault;
    }
    WENYI_TRY(const QByteArray kept, readBounded(m_office.resultPath(u"document.ofd"_s), limits::Blob));
    WENYI_TRY(const QByteArray stored, core::OutgoingService(*sender).sealedOfd(m_stream));
    const core::VerificationService verification(sender->trust(), sender->directory(), sender->environment().clock);
    WENYI_TRY(const auto verdict, verification.verify(kept, sender->member().unit));
    if (!verdict.isFullyValid() || kept != stored)
        return Error{ErrorCode::NotTrusted, "demo.seal", QString::fromLatin1(core::conclusionName(verdict.conclusion))};
    WENYI_CHECK(verifyUses(*sender, kept));
    WENYI_TRY(const auto tracking, core::ReceiptService(*sender).tracking(m_stream));
    tell(u"核验"_s,
        u"发文：个人签名%1处、电子印章、OFD每个文件的摘要有效；%2"_s.arg(checks.size()).arg(tracking.toString()));
    return {};
}

Result<void> DemoStory::verifyUses(core::Workspace &desk, const QByteArray &ofd)
{
    core::UseService service(desk);
    WENYI_TRY(const auto report, service.check());
    WENYI_TRY(const auto ofDocument, service.checkDocument(ofd, u"document.ofd"_s, report.uses));
    for (const core::UseFinding &finding : report.findings + ofDocument) {
        if (finding.isWrong())
            return Error{ErrorCode::NotTrusted, "demo.uses", QString::fromLatin1(core::useFaultName(finding.fault))};
    }
    tell(u"核验"_s,
        u"用印登记簿：%1次用印，编号、链、签名、批准有效；公文上的用印在登记簿中"_s.arg(report.uses.uses.size()));
    return {};
}

Result<void> DemoStory::verifyRecipients()
{
    for (const auto &[name, stream] :
        {std::pair(u"市财政局/mailroom"_s, m_bureauStream), std::pair(u"澄江镇/mailroom"_s, m_townStream)}) {
        WENYI_TRY(core::Workspace *const desk, at(name));
        WENYI_TRY(const auto arrived, core::ExchangeProjection::arrivedIn(desk->journal().database(), stream));
        if (!arrived)
            return Error{ErrorCode::NotFound, "demo.inbox", name};
        WENYI_TRY(const auto verdict, core::ArrivalService(*desk).verify(*arrived));
        WENYI_TRY(const auto checks, core::RecordService(*desk).verifySignatures(stream));
        for (const core::SignatureCheck &check : checks) {
            if (check.fault)
                return *check.fault;
        }
        if (!verdict.isFullyValid())
            return Error{
                ErrorCode::NotTrusted, "demo.seal", QString::fromLatin1(core::conclusionName(verdict.conclusion))};
        tell(u"核验"_s, u"%1：来文印章有效，个人签名%2处有效"_s.arg(name.section(u'/', 0, 0)).arg(checks.size()));
    }
    return {};
}

} // namespace wenyi::cli
