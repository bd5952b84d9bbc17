// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/core/sealing/PdfOffice.h"

#include "client/core/render/RenderThread.h"
#include "tests/shared/crypto/Hierarchy.h"
#include "tests/shared/layout/LayoutFixtures.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace wenyi::tests {

namespace {

/// Without a container, which costs each start its time.
core::RenderProcess::Settings settings()
{
    return {QStringLiteral(WENYI_BUILD_DIR "/client/render/wenyi-render"), core::RenderProcess::Containers::Never,
        std::chrono::seconds(20), 4};
}

bool run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished() && process.exitCode() == 0;
}

} // namespace

PdfOffice::PdfOffice()
    : m_root(*crypto::CertificateAuthority::createRoot({u"江阴市PDF签名CA"_s, u"江阴市人民政府"_s, {}},
        Hierarchy::days(-10), Hierarchy::days(3650), m_random, crypto::Suite::EcdsaP256WithSha256))
    , m_signer(issue(u"江阴市人民政府办公室"_s))
{
    m_trust.addRoot(m_root.certificate());
    const auto list = m_root.revocationList({}, 1, Hierarchy::days(-9), Hierarchy::days(3000));
    if (!list || !m_trust.addRevocationList(*list))
        qFatal("The list does not hold");
}

std::unique_ptr<crypto::KeySigner> PdfOffice::issue(const QString &name)
{
    auto key = *crypto::PrivateKey::generate(crypto::Suite::EcdsaP256WithSha256);
    auto certificate = *m_root.issue({name, u"江阴市人民政府"_s, u"11320281014033000A"_s},
        crypto::CertificatePurpose::PdfSigner, key.publicKey(), Hierarchy::days(-5), Hierarchy::days(700), m_random);
    return std::make_unique<crypto::KeySigner>(std::move(key), std::move(certificate));
}

core::PdfVerdict PdfOffice::verdict(const QByteArray &pdf) const
{
    const core::RenderThread helper(settings());
    const auto opened = core::waitFor(helper.open(pdf));
    const auto found = opened ? core::waitFor(helper.ask<render::Signatures>(render::ReadSignatures{}))
                              : Result<render::Signatures>(opened.error());
    return core::judgePdf(found, {m_trust, Hierarchy::now()});
}

Result<QByteArray> PdfOffice::sign(const QByteArray &pdf, const core::PdfSigningRequest &request)
{
    return sign(pdf, request, *m_signer);
}

Result<QByteArray> PdfOffice::sign(
    const QByteArray &pdf, const core::PdfSigningRequest &request, crypto::Signer &signer)
{
    return core::signPdf(pdf, request, signer, Hierarchy::now(), settings());
}

QString pdfsigWords(const QByteArray &pdf, const crypto::Certificate &root)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"root.pem"_s));
    const QString store = u"sql:"_s + folder.path();
    if (!file.open(QFile::WriteOnly) || file.write(root.toPem()) < 0)
        return {};
    file.close();
    if (!run(u"certutil"_s, {u"-N"_s, u"-d"_s, store, u"--empty-password"_s})
        || !run(u"certutil"_s,
            {u"-A"_s, u"-d"_s, store, u"-n"_s, u"root"_s, u"-t"_s, u"C,C,C"_s, u"-i"_s, file.fileName()}))
        return {};
    return QString::fromUtf8(toolOutput(u"pdfsig"_s, {u"-nssdir"_s, folder.path(), u"%"_s}, pdf));
}

CutOut cutOut(const QByteArray &pdf)
{
    static const QRegularExpression form(u"/ByteRange\\s*\\[0 (\\d+) (\\d+) (\\d+) *\\]"_s);
    QRegularExpressionMatch last;
    for (auto matches = form.globalMatch(QString::fromLatin1(pdf)); matches.hasNext();)
        last = matches.next();
    const qsizetype begin = last.captured(1).toLongLong();
    const qsizetype end = last.captured(2).toLongLong();
    const QByteArray value = QByteArray::fromHex(pdf.mid(begin + 1, end - begin - 2));
    // DER tells its length; zeros stand behind.
    constexpr qsizetype HeadSize = 4;
    const qsizetype size = HeadSize + quint8(value.at(2)) * 256 + quint8(value.at(3));
    return {value.left(size), pdf.left(begin) + pdf.mid(end, last.captured(3).toLongLong())};
}

} // namespace wenyi::tests
