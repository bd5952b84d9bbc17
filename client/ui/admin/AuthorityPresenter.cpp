// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/admin/AuthorityPresenter.h"

#include "client/core/domain/AuthorityFolder.h"
#include "client/core/domain/RegisterFounding.h"
#include "client/ui/text/RegisterWords.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

constexpr qsizetype LargestRequest = 128 * limits::KiB;

RegisterSheetRef sheetOf(const core::CertificateRegister &certificates, const Clock &clock)
{
    return std::make_shared<RegisterSheet>(
        RegisterSheet{certificates.state(), certificates.acts(), certificates.head(), clock.now()});
}

Result<RegisterSheetRef> readSheet(const core::AuthorityWork &authority, const Clock &clock)
{
    WENYI_TRY(const auto opened, authority.open());
    return sheetOf(*opened, clock);
}

/// The head in what was copied from the page; null where there is nothing.
Result<Digest> headIn(const QString &noted)
{
    static const QRegularExpression form(u"(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])"_s);
    if (noted.trimmed().isEmpty())
        return Digest();
    const auto match = form.match(noted);
    if (!match.hasMatch())
        return Error{ErrorCode::InvalidInput, "register.head-form", noted.left(200)};
    WENYI_TRY(const Digest head, Digest::fromHex(match.captured().toLatin1()));
    if (head.isNull()) // No act has it, and below it says that nothing was noted.
        return Error{ErrorCode::NotTrusted, "register.head", noted.left(200)};
    return head;
}

/// Work for the thread is copyable, a PIN is not.
std::shared_ptr<SecretBytes> shared(SecretBytes pin)
{
    return std::make_shared<SecretBytes>(std::move(pin));
}

} // namespace

AuthorityPresenter::AuthorityPresenter(const core::Environment &environment, QObject *parent)
    : QObject(parent)
    , m_environment(environment)
{
}

void AuthorityPresenter::open(const QString &folder)
{
    const core::AuthorityWork wanted(folder, m_environment);
    const quint64 asked = ++m_asked;
    if (folder != m_folder)
        Q_EMIT leaving(true);
    Answer(m_thread.start([wanted, &clock = m_environment.clock] {
        return readSheet(wanted, clock);
    })).then(this, [this, folder, asked](const Result<RegisterSheetRef> &sheet) {
        if (asked != m_asked)
            return;
        Q_EMIT leaving(false);
        if (!sheet) {
            Q_EMIT failed(sheet.error());
            return;
        }
        m_folder = folder;
        Q_EMIT loaded(*sheet);
    });
}

void AuthorityPresenter::chooseOfficer(directory::Role role, const QString &keyFile)
{
    m_role = role;
    m_keyFile = keyFile;
    Q_EMIT officerChanged();
}

void AuthorityPresenter::perform(SecretBytes pin, Work work)
{
    Q_EMIT busyChanged(true);
    Answer(m_thread.start([authority = authority(), role = m_role, keyFile = m_keyFile, secret = shared(std::move(pin)),
                              &clock = m_environment.clock, work = std::move(work)]() -> Result<RegisterSheetRef> {
        WENYI_TRY(const auto opened, authority.open());
        WENYI_TRY(auto officer,
            core::openOfficer(keyFile.isEmpty() ? core::officerKeyPath(authority.folder(), role) : keyFile, *secret));
        WENYI_CHECK(work(*opened, officer));
        return sheetOf(*opened, clock);
    })).then(this, [this](const Result<RegisterSheetRef> &sheet) {
        Q_EMIT busyChanged(false);
        if (!sheet) {
            Q_EMIT actFailed(sheet.error());
            load(); // What was done before it failed stands, a certificate for one whose file could not be written.
            return;
        }
        Q_EMIT loaded(*sheet);
        Q_EMIT performed((*sheet)->state.size());
    });
}

void AuthorityPresenter::append(const core::RegisterContent &content, SecretBytes pin)
{
    perform(
        std::move(pin), [content](core::CertificateRegister &certificates, crypto::Signer &officer) -> Result<void> {
            WENYI_CHECK(certificates.append(content, officer));
            return {};
        });
}

void AuthorityPresenter::issue(quint64 application, const QString &target, SecretBytes pin, SecretBytes authorityPin)
{
    perform(std::move(pin),
        [authority = authority(), application, target, secret = shared(std::move(authorityPin))](
            core::CertificateRegister &certificates, crypto::Signer &officer) -> Result<void> {
            WENYI_TRY(const auto certificate, authority.issue(certificates, application, officer, *secret));
            return writeDurably(target, certificate.toDer());
        });
}

void AuthorityPresenter::publish(
    const core::AuthorityWork::Publication &publication, SecretBytes pin, SecretBytes authorityPin)
{
    perform(std::move(pin), [authority = authority(), publication, secret = shared(std::move(authorityPin))](
                                core::CertificateRegister &certificates, crypto::Signer &officer) {
        return authority.publish(certificates, publication, officer, *secret);
    });
}

void AuthorityPresenter::permit(
    const core::UnblockRequest &request, const QString &words, const QString &target, SecretBytes pin)
{
    perform(std::move(pin),
        [request, words, target](core::CertificateRegister &certificates, crypto::Signer &officer) -> Result<void> {
            WENYI_TRY(const QByteArray permission, core::permitUnblocking(certificates, request, words, officer));
            return writeDurably(target, permission);
        });
}

void AuthorityPresenter::verify(const QString &noted)
{
    const auto head = headIn(noted);
    if (!head) {
        Q_EMIT notVerified(head.error());
        return;
    }
    using Checked = std::pair<quint64, Digest>;
    Answer(m_thread.start([authority = authority(), noted = *head]() -> Result<Checked> {
        WENYI_TRY(const auto opened, authority.open());
        WENYI_CHECK(authority.verify(*opened, noted));
        return Checked(opened->state().size(), opened->head());
    })).then(this, [this](const Result<Checked> &checked) {
        if (checked)
            Q_EMIT verified(checked->first, checked->second);
        else
            Q_EMIT notVerified(checked.error());
    });
}

void AuthorityPresenter::save(const QString &target, std::function<Result<QByteArray>(const RegisterSheet &)> content)
{
    Answer(m_thread.start([authority = authority(), &clock = m_environment.clock, target,
                              content = std::move(content)]() -> Result<void> {
        WENYI_TRY(const auto sheet, readSheet(authority, clock));
        WENYI_TRY(const QByteArray bytes, content(*sheet));
        return writeDurably(target, bytes);
    })).then(this, [this, target](const Result<void> &done) {
        if (done)
            Q_EMIT saved(target);
        else
            Q_EMIT failed(done.error());
    });
}

void AuthorityPresenter::saveActs(const QString &target)
{
    save(target, [](const RegisterSheet &sheet) { return registerCsv(sheet.acts, sheet.state); });
}

void AuthorityPresenter::saveCertificate(const QByteArray &serialNumber, const QString &target)
{
    save(target, [serialNumber](const RegisterSheet &sheet) -> Result<QByteArray> {
        const core::RegisteredCertificate *registered = sheet.state.certificate(serialNumber);
        if (!registered)
            return Error{ErrorCode::NotFound, "register.no-certificate", QString::fromLatin1(serialNumber)};
        return registered->certificate.toDer();
    });
}

Answer<Result<core::KeyToCertify>> AuthorityPresenter::readKey(const QString &file, crypto::TakenSuites taken)
{
    return m_thread.start([file, taken] { return core::readKeyToCertify(file, taken); });
}

Answer<Result<core::UnblockRequest>> AuthorityPresenter::readRequest(const QString &file)
{
    return m_thread.start([file]() -> Result<core::UnblockRequest> {
        WENYI_TRY(const QByteArray bytes, readBounded(file, LargestRequest));
        return core::UnblockRequest::fromBytes(bytes);
    });
}

} // namespace wenyi::ui
