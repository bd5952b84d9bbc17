// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/core/uses/UseOffice.h"

#include "shared/ofd/OfdWriter.h"
#include "tests/shared/layout/LayoutFixtures.h"

#include <QDir>
#include <QDirIterator>

using namespace Qt::StringLiterals;

namespace wenyi::core {

QByteArray UseOffice::file(const QString &text)
{
    ofd::OfdContent content;
    content.scene.pages.append(pageWith(text));
    return ofd::writeOfd(content).value();
}

Result<Digest> UseOffice::apply(Workspace &desk, const QByteArray &ofd)
{
    office.clock.advance(std::chrono::seconds(60));
    WENYI_TRY(
        const Digest id, ApplicationService(desk).apply({ofd, u"合同.ofd"_s, {}, 2, u"签订服务合同"_s}, office.pin()));
    WENYI_CHECK(office.exchangeAll());
    return id;
}

Result<void> UseOffice::decide(Workspace &desk, const Digest &application, bool isApproved)
{
    office.clock.advance(std::chrono::seconds(60));
    WENYI_CHECK(ApplicationService(desk).decide(application, isApproved, u"同意"_s, office.pin()));
    return office.exchangeAll();
}

Result<Digest> UseOffice::approved(const QByteArray &ofd)
{
    // Asked for by name before the exchange, so that every desktop takes part in it.
    Workspace &leads = leader();
    (void)keeper();
    WENYI_TRY(const Digest id, apply(clerk(), ofd));
    WENYI_CHECK(decide(leads, id, true));
    return id;
}

Result<SealedDocument> UseOffice::seal(Workspace &desk, const QByteArray &ofd)
{
    office.clock.advance(std::chrono::seconds(60));
    return FileSealing(desk).seal(ofd, placing(), ofd::Coverage::CloseDocument, office.pin());
}

Result<SealedDocument> UseOffice::sealedFile(const QByteArray &ofd)
{
    WENYI_CHECK(approved(ofd));
    WENYI_TRY(const auto sealedDocument, seal(ofd));
    WENYI_CHECK(office.exchangeAll());
    return sealedDocument;
}

std::unique_ptr<Workspace> UseOffice::copyOfKeepersDesk()
{
    const QString from = keepersFolder();
    const QString to = m_copies.filePath(QString::number(++m_count));
    QDirIterator files(from, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString copy = to + path.mid(from.size());
        QDir().mkpath(QFileInfo(copy).path());
        QFile::copy(path, copy);
    }
    return Workspace::unlock(to, keeper().member().id, office.pin(), keeper().environment()).value();
}

journal::DesktopKeys UseOffice::desktopKeys(const Workspace &workspace)
{
    return [&workspace](const DesktopId &id) -> Result<crypto::PublicKey> {
        const directory::Desktop *desktop = workspace.directory().desktop(id);
        if (!desktop)
            return Error{ErrorCode::NotFound, "test.desktop", id.toString()};
        WENYI_TRY(const auto certificate, crypto::Certificate::fromDer(desktop->certificate));
        return certificate.publicKey();
    };
}

Result<DomainAuthority> UseOffice::authority()
{
    const QString folder = QFileInfo(keepersFolder() + u"/../../authority"_s).absoluteFilePath();
    return DomainAuthority::open(folder, office.pin(), keeper().environment());
}

QStringList UseOffice::namesOf(const QList<UseFinding> &findings)
{
    QStringList names;
    for (const UseFinding &finding : findings) {
        const QString name = u"%1 %2"_s.arg(QString::fromLatin1(useFaultName(finding.fault))).arg(finding.number);
        names.append(finding.isWrong() ? name : u'(' + name + u')');
    }
    return names;
}

QStringList UseOffice::findings(Workspace &desk)
{
    return namesOf(UseService(desk).check().value().findings);
}

} // namespace wenyi::core
