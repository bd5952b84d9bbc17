// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/domain/SealAdministration.h"
#include "tests/client/core/OutgoingSteps.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>

/// Signature stamps (签名章) in the sample office, and orders that they close.
namespace wenyi::core::tests {

/// A stamp's face as a scanned signature has it: strokes on nothing, of that many millimetres.
inline seal::SealFace signatureFace(int width = 36, int height = 12)
{
    QImage picture(width * 12, height * 12, QImage::Format_ARGB32);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(QColor(200, 30, 30), 9, Qt::SolidLine, Qt::RoundCap));
    const QPointF scale(picture.width() / 100.0, picture.height() / 100.0);
    const auto stroke = [&](double fromX, double fromY, double toX, double toY) {
        painter.drawLine(QPointF(fromX * scale.x(), fromY * scale.y()), QPointF(toX * scale.x(), toY * scale.y()));
    };
    for (const double x : {5.0, 38.0, 71.0}) {
        stroke(x, 25, x + 24, 20);
        stroke(x + 12, 5, x + 9, 95);
        stroke(x + 2, 90, x + 24, 50);
    }
    painter.end();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, "PNG");
    return {u"PNG"_s, buffer.data(), width, height};
}

inline AuthorityPlace authorityOf(const SampleOffice &office)
{
    return {office.path(u"authority"_s), office.path(u"directory.wyd"_s)};
}

/// A member's desktop with the newest directory of the authority.
inline std::unique_ptr<Workspace> informed(const SampleOffice &office, const QString &name)
{
    auto desk = office.unlock(name);
    (void)desk->takeDirectory(readBounded(authorityOf(office).directory, 1 << 26).value());
    return desk;
}

/// Makes a stamp for a member, registers it and hands it out to their desktop.
inline Result<MadeSeal> giveStamp(
    const SampleOffice &office, const QString &name, const seal::SealFace &face = signatureFace())
{
    const auto [folder, member] = office.domain().desktopOf(name).value();
    SealMaking making;
    making.face = face;
    making.name = name;
    making.type = seal::SealType::Personal;
    making.keeper = member;
    making.keyAt = folder;
    return SealAdministration(authorityOf(office), office.environment()).make(making, SampleOffice::pin());
}

/// An order (令) of a unit as its clerk writes it: without title and recipients, signed in that duty.
inline document::OfficialDocument orderOf(const QString &unit, const QStringList &duties)
{
    document::OfficialDocument order;
    order.format = document::Format::Order;
    order.kind = u"命令"_s;
    order.signing = document::Signing::SignatureStamp;
    order.issuerMark = unit + u"令"_s;
    order.issuers = {unit};
    order.body = {document::Paragraph{
        u"《澄江镇机关电子公文管理办法》已经镇政府常务会议审议通过，现予公布，自2026年12月1日起施行。"_s}};
    order.signatories = duties;
    order.copyTo = {u"镇党委"_s};
    order.printer = unit;
    return order;
}

/// Does the town's steps on a document until it is numbered; the leader issues it.
inline Result<StreamId> numberedAt(const OutgoingOffice &office, const document::OfficialDocument &document)
{
    StreamId stream;
    WENYI_CHECK(workAt(office, office.clerk, [&](Workspace &desk) -> Result<void> {
        WENYI_TRY(stream, ImportService(desk).begin(document));
        return doStep(desk, stream, u"submit"_s);
    }));
    WENYI_CHECK(workAt(office, office.reviewer, [&](Workspace &desk) { return doStep(desk, stream, u"agree"_s); }));
    WENYI_CHECK(workAt(
        office, office.leader, [&](Workspace &desk) { return doStep(desk, stream, u"agree"_s, u"同意发布。"_s); }));
    WENYI_CHECK(workAt(office, office.registrar, [&](Workspace &desk) {
        return doStep(desk, stream, u"numbered"_s, {}, {{u"issueDate"_s, u"2026-11-30"_s}});
    }));
    return stream;
}

} // namespace wenyi::core::tests
