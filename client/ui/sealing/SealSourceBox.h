// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/token/SealProvider.h"
#include "client/ui/session/LongWork.h"
#include "client/ui/session/Session.h"

#include <QSet>
#include <QWidget>

class QComboBox;
class QLabel;
class QProgressBar;

namespace wenyi::ui {

class NoticeStrip;

/// 印章来源: the seal whose key the member holds, and those that vendors' providers keep, with their pictures. Hidden
/// while there is nothing to choose. Shows also how long a provider is at work, and stops it.
class SealSourceBox final : public QWidget
{
    Q_OBJECT

public:
    explicit SealSourceBox(Session &session, QWidget *parent = nullptr);

    /// Asks the providers on a thread of its own: one that hangs keeps nobody from the seal that is at hand.
    void load();
    /// For work by the seal that is chosen; empty for the member's own, which is done at once.
    Progress begin();
    void end();
    bool isWorking() const;
    void cancel();

Q_SIGNALS:
    /// Nothing: the member's own.
    void chosen(const std::optional<wenyi::core::ProvidedSeal> &provided);

private:
    /// What the core thread tells before anybody else is asked.
    struct Desk
    {
        core::Profile profile;
        QString ownName; ///< Empty where the member keeps no seal.
        QByteArray ownFace;
        QSet<Digest> ours; ///< Seals that the directory registers for the unit with the member as their keeper.
    };
    static Result<Desk> readDesk(Office &office);
    void askProviders(const Desk &desk);
    void show(const Result<core::ProvidedSeals> &found);
    void add(const QString &words, const QByteArray &face);
    void choose();

    Session &m_session;
    bool m_hasOwn = false;
    QSet<Digest> m_ours;
    QList<core::ProvidedSeal> m_provided;
    LongWork m_asking; ///< Nobody waits for an answer once the window is gone.
    LongWork m_work;
    QWidget *m_choice;
    QComboBox *m_seals;
    QWidget *m_working;
    QProgressBar *m_bar;
    NoticeStrip *m_faults;
};

} // namespace wenyi::ui
