// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/seals/SealsPresenter.h"

#include "client/core/domain/RegisterFounding.h"

namespace wenyi::ui {

namespace {

Result<SealOverviewRef> readOverview(const core::SealAdministration &administration)
{
    WENYI_TRY(auto overview, administration.overview());
    return SealOverviewRef(std::make_shared<const core::SealOverview>(std::move(overview)));
}

Result<SealSheetOfRegister> readSheet(const core::SealAdministration &administration, const SealId &seal)
{
    WENYI_TRY(auto details, administration.details(seal));
    SealSheetOfRegister sheet{seal, {}, {}, {ErrorCode::NotFound, "seal-sample.none", {}}, std::move(details.history)};
    if (!details.face) {
        sheet.noFace = details.face.error();
        return sheet;
    }
    sheet.face = QImage::fromData(details.face->bytes);
    sheet.measure = QSizeF(details.face->width, details.face->height);
    if (sheet.face.isNull())
        sheet.noFace = {ErrorCode::Unsupported, "seal-sample.picture", details.face->type};
    return sheet;
}

/// An act that gives nothing back but whether it was done.
template<typename T>
Result<void> outcomeOf(const Result<T> &done)
{
    return done ? Result<void>() : Result<void>(done.error());
}

Result<void> perform(const core::SealAdministration &administration, const SealActOrder &order,
    const SecretBytes &officerPin, const SecretBytes &authorityPin)
{
    using directory::SealState;
    const core::OfficerKey officer{order.officerKey, officerPin};
    switch (order.kind) {
    case SealActKind::Suspend:
    case SealActKind::Revoke: {
        const SealState state = order.kind == SealActKind::Revoke ? SealState::Revoked : SealState::Suspended;
        return outcomeOf(administration.withdraw(
            {order.seal, state, order.reason, order.since, order.words}, officer, authorityPin));
    }
    case SealActKind::AskToResume:
        return outcomeOf(administration.askToResume({order.seal, order.words}, officer));
    case SealActKind::DecideResumption:
        return administration.decide({order.application, order.isApproved, order.words}, officer);
    case SealActKind::HandOver:
        return administration.handOver(order.seal, order.medium);
    case SealActKind::BackUp:
        return administration.backUp(order.seal, officer, order.file);
    case SealActKind::Restore:
        return outcomeOf(administration.restore(order.file, order.medium));
    case SealActKind::TakeSample:
        return outcomeOf(administration.takeSample(order.file));
    case SealActKind::Publish:
        break;
    }
    return outcomeOf(administration.publish(authorityPin));
}

} // namespace

SealsPresenter::SealsPresenter(Session &session, core::AuthorityPlace place, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_place(std::move(place))
{
}

void SealsPresenter::setPlace(const core::AuthorityPlace &place)
{
    m_place = place;
    m_chosen = {};
}

void SealsPresenter::load()
{
    const core::SealAdministration administration(m_place, m_session.environment());
    Answer(m_session.core().start([administration] {
        return readOverview(administration);
    })).then(this, [this, place = m_place](const Result<SealOverviewRef> &overview) {
        if (place != m_place)
            return; // Of an authority that was left.
        if (overview)
            Q_EMIT loaded(*overview);
        else
            Q_EMIT failed(overview.error());
    });
}

void SealsPresenter::open(const SealId &seal)
{
    m_chosen = seal;
    const core::SealAdministration administration(m_place, m_session.environment());
    Answer(m_session.core().start([administration, seal] {
        return readSheet(administration, seal);
    })).then(this, [this, seal](const Result<SealSheetOfRegister> &sheet) {
        if (seal != m_chosen)
            return;
        if (sheet)
            Q_EMIT opened(*sheet);
        else
            Q_EMIT failed(sheet.error());
    });
}

void SealsPresenter::act(const SealActOrder &order, SecretBytes officerPin, SecretBytes authorityPin)
{
    Q_EMIT busyChanged(true);
    const core::SealAdministration administration(m_place, m_session.environment());
    // Work for the thread is copyable, a PIN is not.
    const auto officer = std::make_shared<SecretBytes>(std::move(officerPin));
    const auto authority = std::make_shared<SecretBytes>(std::move(authorityPin));
    Answer(m_session.core().start([administration, order, officer, authority] {
        return perform(administration, order, *officer, *authority);
    })).then(this, [this, kind = order.kind](const Result<void> &done) {
        Q_EMIT busyChanged(false);
        if (done)
            Q_EMIT acted(kind);
        else
            Q_EMIT actFailed(done.error());
        load();
    });
}

QString SealsPresenter::officerKeyFor(SealActKind kind) const
{
    using directory::Role;
    const bool isOfSystem = kind == SealActKind::AskToResume || kind == SealActKind::BackUp;
    return core::officerKeyPath(m_place.folder, isOfSystem ? Role::SystemAdministrator : Role::SecurityAdministrator);
}

} // namespace wenyi::ui
