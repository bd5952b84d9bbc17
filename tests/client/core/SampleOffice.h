// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/domain/DomainBuilder.h"
#include "client/core/profile/Workspace.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/SystemRandom.h"
#include "shared/document/TextImport.h"

#include <QTemporaryDir>

namespace wenyi::core::tests {

using namespace Qt::StringLiterals;

/// The sample domain in a folder of its own, with cheap key files, and the sample notice.
class SampleOffice
{
public:
    /// `endpoint`: where the desktops look for their server.
    explicit SampleOffice(const QString &endpoint = u"tcp://127.0.0.1:7301"_s)
    {
        const auto json = readBounded(QStringLiteral(WENYI_SOURCE_DIR "/resources/domains/sample.json"), 1 << 20);
        const auto description = DomainDescription::fromJson(json.value());
        DomainOptions options;
        options.cost.logN = crypto::KeyDerivationCost::Least;
        options.endpoint = endpoint;
        m_domain = buildDomain(m_folder.path(), description.value(), options, m_environment).value();
    }

    const Domain &domain() const { return m_domain; }
    const Environment &environment() const { return m_environment; }
    crypto::SystemRandom &random() { return m_random; }
    QString path(const QString &name) const { return m_folder.path() + u'/' + name; }

    /// A member's unlocked desktop; `name` as "市政府办/mailroom".
    std::unique_ptr<Workspace> unlock(const QString &name) const
    {
        const auto desktop = m_domain.desktopOf(name).value();
        return Workspace::unlock(desktop.first, desktop.second, pin(), m_environment).value();
    }
    /// The same person's desktop by its folder.
    QString folderOf(const QString &name) const { return m_domain.desktopOf(name).value().first; }
    static SecretBytes pin() { return SecretBytes(QByteArrayView("135790")); }

    /// The sample notice with a number.
    static document::OfficialDocument notice(int serial = 28)
    {
        const auto text =
            readBounded(QStringLiteral(WENYI_SOURCE_DIR "/resources/documents/sample-notice.txt"), 1 << 20);
        document::ImportContext context;
        context.issuersByCode.insert(u"澄政办发"_s, u"江阴市人民政府办公室"_s);
        auto document = document::importText(text.value(), context).value().document;
        document.number = u"澄政办发〔2026〕%1号"_s.arg(serial);
        document.issuerMark = u"江阴市人民政府办公室文件"_s;
        return document;
    }

private:
    QTemporaryDir m_folder;
    SystemClock m_clock;
    crypto::SystemRandom m_random;
    Environment m_environment{
        m_clock, m_random, QStringLiteral(WENYI_SOURCE_DIR "/resources"), qEnvironmentVariable("WENYI_FONTS")};
    Domain m_domain;
};

template<typename T>
QByteArray reasonOf(const Result<T> &result)
{
    return result ? QByteArray() : result.error().reason;
}

} // namespace wenyi::core::tests
