// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/ui/exchange/SendingOffice.h"

#include <QDir>
#include <QPixmap>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

SendingOffice::SendingOffice()
{
    // Their desktops are opened by sessions.
    m_exchange.sender.reset();
    m_exchange.finance.reset();
    m_exchange.town.reset();
}

Result<StreamId> SendingOffice::sealedNotice(const QStringList &recipients, const QString &urgency)
{
    const auto exchange = [this](core::Workspace &desk) -> Result<void> {
        WENYI_CHECK(m_exchange.sync(desk));
        return {};
    };
    const core::tests::OutgoingOffice members{u"江阴市人民政府办公室"_s, u"市政府办/clerk"_s, u"市政府办/reviewer"_s,
        u"市政府办/leader"_s, u"市政府办/registrar"_s, u"市政府办/sealkeeper"_s,
        [this](const QString &name) { return office().unlock(name); }, exchange};
    WENYI_TRY(const auto stream, core::tests::sealedNotice(members, recipients, urgency));
    WENYI_CHECK(exchange(*office().unlock(u"市政府办/mailroom"_s)));
    return stream;
}

Result<void> SendingOffice::retire(const UnitCode &unit, const UnitCode &successor)
{
    const auto desk = office().unlock(u"市政府办/mailroom"_s);
    const auto change = [&](directory::DirectoryContent &content) {
        content.desktops.removeIf([&unit](const directory::Desktop &desktop) { return desktop.unit == unit; });
        for (directory::Unit &known : content.units) {
            if (known.code == unit) {
                known.state = directory::UnitState::Retired;
                known.successor = successor;
            }
        }
    };
    WENYI_CHECK(m_exchange.publish(*desk, change));
    const auto isKnown = [&] {
        return m_exchange.sync(*desk) && desk->directory().unit(unit)->state == directory::UnitState::Retired;
    };
    if (!QTest::qWaitFor(isKnown, 30'000))
        return Error{ErrorCode::Unavailable, "test.directory", {}};
    return {};
}

std::unique_ptr<Session> SendingOffice::open(const QString &name, SessionFacts *facts)
{
    auto session = std::make_unique<Session>(office().environment(), office().folderOf(name));
    const MemberId member = office().domain().desktopOf(name)->second;
    const auto unlocked = answerOf(session->unlock(member, core::tests::SampleOffice::pin()));
    if (!unlocked)
        qFatal("%s", qPrintable(describe(unlocked.error())));
    if (facts)
        *facts = *unlocked;
    return session;
}

void keepPicture(QWidget *window, const QString &name)
{
    (void)QTest::qWaitForWindowExposed(window);
    QTest::qWait(300);
    const QPixmap picture = window->grab();
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QDir().mkpath(folder);
    const QString scale = picture.devicePixelRatio() > 1.5 ? u"-200"_s : u""_s;
    if (!picture.save(folder + u'/' + name + scale + u".png"_s))
        QFAIL("The picture cannot be kept.");
}

} // namespace wenyi::ui
