// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/PdfTrail.h"

#include "shared/crypto/KeyFile.h"
#include "shared/crypto/Sm3.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

QString pdfTrailSubject(const QByteArray &pdf, const QString &keyFile)
{
    const QString digest = QString::fromLatin1(crypto::sm3(pdf).toHex());
    const auto file = crypto::KeyFile::open(keyFile, crypto::TakenSuites::Sm2AndP256);
    return file ? digest + u' ' + QString::fromLatin1(file->certificate().serialNumber()) : digest;
}

Result<void> recordPdfTry(Workspace &workspace, const QString &subject, const QByteArray &reason)
{
    return workspace.audit().record(
        workspace.member().id.toString(), u"pdf.sign"_s, QString::fromLatin1(reason), subject);
}

} // namespace wenyi::core
