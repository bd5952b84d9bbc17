// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/uses/ApplicationService.h"

#include "shared/base/VisibleText.h"
#include "shared/crypto/Sm3.h"
#include "shared/ofd/OfdReader.h"

#include <QSet>

#include <limits>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr qsizetype LongestText = 500; ///< Characters of a reason, an opinion or a file's name.
constexpr qsizetype NonceSize = 16;
constexpr qsizetype ShortestBeginning = 8;

bool isText(const QString &text)
{
    return text.size() <= LongestText && isVisibleLine(text);
}

Result<void> checkRequest(const ApplicationRequest &request)
{
    const auto refused = [](const char *reason) { return Error{ErrorCode::InvalidInput, reason, {}}; };
    if (request.reason.isEmpty() || !isText(request.reason))
        return refused("seal-application.reason");
    if (request.fileName.isEmpty() || !isText(request.fileName))
        return refused("seal-application.file-name");
    if (request.copies < 1 || request.copies > MostSealedCopies)
        return refused("seal-application.copies");
    return {};
}

} // namespace

QByteArray applicationStateName(SealApplicationState state)
{
    switch (state) {
    case SealApplicationState::Pending:
        return "pending";
    case SealApplicationState::Approved:
        return "approved";
    case SealApplicationState::Refused:
        return "refused";
    case SealApplicationState::Used:
        return "used";
    case SealApplicationState::Void:
        break;
    }
    return "void";
}

UseJudge ApplicationService::judgeOf(const UseRegister &uses)
{
    return {uses, m_workspace.trust(), m_workspace.directory(), m_workspace.profile().unit, issueFinder(m_workspace)};
}

Result<const directory::RegisteredSeal *> ApplicationService::sealNamed(const SealId &id) const
{
    const directory::RegisteredSeal *found = nullptr;
    for (const directory::RegisteredSeal &seal : m_workspace.directory().content().seals) {
        const bool isWanted = id.isEmpty() ? seal.state() == directory::SealState::Active : seal.id == id;
        // A person's own seal needs nobody's leave.
        const bool isOurs = seal.unit == m_workspace.profile().unit && seal.kind == directory::SealKind::Unit;
        if (!isOurs || !isWanted)
            continue;
        if (found)
            return Error{ErrorCode::InvalidInput, "seal-application.which-seal", seal.id.toString()};
        found = &seal;
    }
    if (!found)
        return Error{ErrorCode::NotFound, "seal-application.no-seal", id.toString()};
    return found;
}

Result<void> ApplicationService::write(QStringView kind, const QByteArray &content, const SignedStatement &statement,
    const QList<journal::BlobReference> &blobs, const SecretBytes &pin)
{
    WENYI_TRY(const auto signer, m_workspace.openKey(keyfile::PersonalSigning, pin));
    WENYI_TRY(const auto written, signContent(content, statement, *signer));
    const UnitCode &unit = m_workspace.profile().unit;
    const journal::NewEntry entry{
        useStream(unit), u"seal"_s, kind.toString(), written.toBytes(), blobs, unit.toString()};
    WENYI_CHECK(m_workspace.journal().append(m_workspace.member().id, {entry}));
    return {};
}

Result<Digest> ApplicationService::apply(const ApplicationRequest &request, const SecretBytes &pin)
{
    WENYI_CHECK(checkRequest(request));
    WENYI_TRY(const directory::RegisteredSeal *seal, sealNamed(request.seal));
    WENYI_TRY(const auto package, ofd::Package::open(request.ofd));
    WENYI_CHECK(ofd::readOfd(package, m_workspace.fonts()));
    const Environment &environment = m_workspace.environment();
    WENYI_TRY(const SecretBytes *key, m_workspace.contentKey());
    WENYI_TRY(const auto blob, m_workspace.blobs().store(request.ofd, *key, environment.random));
    SealApplication application;
    application.nonce = environment.random.bytes(NonceSize);
    application.seal = seal->id;
    application.document = crypto::sm3(request.ofd);
    application.copy = blob.digest;
    application.fileName = request.fileName;
    application.copies = request.copies;
    application.reason = request.reason;
    application.at = environment.clock.now();
    application.applicant = m_workspace.member().id;
    const QByteArray content = application.toBytes();
    const SignedStatement statement =
        statementOf(useact::Apply, m_workspace.profile().unit, content, application.at, application.applicant);
    WENYI_CHECK(write(entrykind::SealApplied, content, statement, {blob}, pin));
    return application.id();
}

Result<void> ApplicationService::mayDecide(const AppliedUse &applied, const UseJudge &judge, bool isApproved) const
{
    const MemberId &me = m_workspace.member().id;
    const auto refused = [&applied](const char *reason) {
        return Error{ErrorCode::NotAllowed, reason, QString::fromLatin1(applied.id.toHex())};
    };
    if (!judge.isLeader(me))
        return refused("seal-application.not-leader");
    if (applied.application.applicant == me)
        return refused("seal-application.own");
    for (const directory::RegisteredSeal &seal : m_workspace.directory().content().seals) {
        if (seal.id == applied.application.seal && seal.keeper == me)
            return refused("seal-application.keeper");
    }
    WENYI_CHECK(judge.isGenuine(applied));
    const DecidedUse *decided = judge.decisionOn(applied, std::numeric_limits<qsizetype>::max());
    if (decided && judge.isLeader(decided->decision.by))
        return refused("seal-application.decided");
    if (isApproved)
        WENYI_CHECK(UseService(m_workspace).copyOf(applied));
    return {};
}

Result<void> ApplicationService::decide(
    const Digest &application, bool isApproved, const QString &words, const SecretBytes &pin)
{
    if (!words.isEmpty() && !isText(words))
        return Error{ErrorCode::InvalidInput, "seal-application.words", {}};
    WENYI_TRY(const UseRegister uses, readRegister(m_workspace.journal(), m_workspace.profile().unit));
    const AppliedUse *applied = uses.application(application);
    if (!applied)
        return Error{ErrorCode::NotFound, "seal-application.none", QString::fromLatin1(application.toHex())};
    WENYI_CHECK(mayDecide(*applied, judgeOf(uses), isApproved));
    const SealDecision decision{
        application, isApproved, words, m_workspace.environment().clock.now(), m_workspace.member().id};
    const QByteArray content = decision.toBytes();
    const SignedStatement statement = statementOf(
        isApproved ? useact::Approve : useact::Refuse, m_workspace.profile().unit, content, decision.at, decision.by);
    return write(entrykind::SealDecided, content, statement, {}, pin);
}

Result<QList<ApplicationView>> ApplicationService::list()
{
    WENYI_TRY(const UseRegister uses, readRegister(m_workspace.journal(), m_workspace.profile().unit));
    const UseJudge judge = judgeOf(uses);
    QList<ApplicationView> views;
    QSet<Digest> known;
    for (const AppliedUse &applied : uses.applications) {
        ApplicationView view{applied, SealApplicationState::Pending, {}, {}};
        if (known.contains(applied.id) || !judge.isGenuine(applied)) {
            view.state = SealApplicationState::Void;
        } else if (const auto *decided = judge.decisionOn(applied, std::numeric_limits<qsizetype>::max());
                   // Nobody but a leader takes it from the leader's table.
                   decided && (judge.isLeader(decided->decision.by) || uses.useOf(applied.id))) {
            view.decision = decided->decision;
            view.state = decided->decision.isApproved ? SealApplicationState::Approved : SealApplicationState::Refused;
        }
        if (const LoggedUse *use = uses.useOf(applied.id); use && view.state != SealApplicationState::Void) {
            view.state = SealApplicationState::Used;
            view.useNumber = use->use().number;
        }
        known.insert(applied.id);
        views.append(view);
    }
    return views;
}

Result<ApplicationView> ApplicationService::find(const QString &beginning)
{
    const QByteArray wanted = beginning.toLatin1().toLower();
    if (wanted.size() < ShortestBeginning)
        return Error{ErrorCode::InvalidInput, "seal-application.id", beginning};
    WENYI_TRY(const auto all, list());
    std::optional<ApplicationView> found;
    for (const ApplicationView &view : all) {
        if (view.state == SealApplicationState::Void || !view.applied.id.toHex().startsWith(wanted))
            continue;
        if (found)
            return Error{ErrorCode::InvalidInput, "seal-application.ambiguous", beginning};
        found = view;
    }
    if (!found)
        return Error{ErrorCode::NotFound, "seal-application.none", beginning};
    return *found;
}

} // namespace wenyi::core
