// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/unlock/UnblockPresenter.h"

#include "client/core/profile/ProfileUnblocking.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

/// As large as the revocation list that a permission brings along may be, and a little more.
constexpr qsizetype LargestPermission = 65 * limits::MiB;

struct Unblocked
{
    QString key;
    QStringList stillLocked;
};

Result<Unblocked> takeFile(const QString &folder, const MemberId &member, const QString &file, const Clock &clock)
{
    WENYI_TRY(const auto profile, core::Profile::open(folder));
    WENYI_TRY(const QByteArray permission, readBounded(file, LargestPermission));
    WENYI_TRY(const QString key, core::takePermission(profile, member, permission, clock.now()));
    return Unblocked{key, core::lockedKeys(profile, member)};
}

Result<void> writeRequest(
    const QString &folder, const MemberId &member, const QString &key, const QString &target, RandomSource &random)
{
    WENYI_TRY(const auto profile, core::Profile::open(folder));
    WENYI_TRY(const QByteArray request, core::requestUnblocking(profile, member, key, random));
    return writeDurably(target, request);
}

} // namespace

QString keyFileWords(const QString &name)
{
    if (name == core::keyfile::PersonalSigning)
        return UnblockPresenter::tr("signing key");
    if (name == core::keyfile::UnitSigning)
        return UnblockPresenter::tr("unit's signing key");
    if (name == core::keyfile::UnitEncryption)
        return UnblockPresenter::tr("unit's decryption key");
    if (name == core::keyfile::Seal)
        return UnblockPresenter::tr("seal's key");
    if (name == core::keyfile::PdfSigning)
        return UnblockPresenter::tr("key for PDFs");
    return UnblockPresenter::tr("key that unlocks this desktop");
}

UnblockPresenter::UnblockPresenter(Session &session, DesktopMember member, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_member(std::move(member))
{
}

void UnblockPresenter::request(const QString &key, const QString &target)
{
    Q_EMIT busyChanged(true);
    Answer(m_session.core().start([folder = m_session.folder(), id = m_member.id, key, target,
                                      &random = m_session.environment().random] {
        return writeRequest(folder, id, key, target, random);
    })).then(this, [this, target](const Result<void> &written) {
        Q_EMIT busyChanged(false);
        if (written)
            Q_EMIT requested(target);
        else
            Q_EMIT failed(written.error());
    });
}

void UnblockPresenter::take(const QString &permission)
{
    Q_EMIT busyChanged(true);
    Answer(m_session.core().start([folder = m_session.folder(), id = m_member.id, permission,
                                      &clock = m_session.environment().clock] {
        return takeFile(folder, id, permission, clock);
    })).then(this, [this](const Result<Unblocked> &taken) {
        Q_EMIT busyChanged(false);
        if (!taken) {
            Q_EMIT failed(taken.error());
            return;
        }
        m_member.lockedKeys = taken->stillLocked;
        Q_EMIT unblocked(taken->key, taken->stillLocked);
    });
}

} // namespace wenyi::ui
