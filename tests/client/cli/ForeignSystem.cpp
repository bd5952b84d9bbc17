// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/cli/ForeignSystem.h"

#include "shared/base/DurableFile.h"
#include "tests/client/core/ForeignDocument.h"

#include <QDir>
#include <QJsonDocument>

namespace wenyi::cli::tests {

using namespace Qt::StringLiterals;

ForeignSystem::ForeignSystem(const CommandOffice &office)
{
    const auto keeper = office.unlock(u"市政府办/sealkeeper"_s);
    const auto ofd = core::tests::foreignOfd(*keeper, 1);
    if (!ofd)
        qFatal("nothing could be sealed: %s", qPrintable(describe(ofd.error())));
    m_ofd = *ofd;
}

QJsonObject ForeignSystem::header(int serial)
{
    return {{u"WZ"_s, u"通知"_s}, {u"FWZH"_s, u"澄政办发〔2026〕%1号"_s.arg(serial)},
        {u"BT"_s, u"关于系统对接的第%1号通知"_s.arg(serial)}, {u"ZSJG"_s, QJsonArray{u"江阴市财政局"_s}},
        {u"FWJGSM"_s, QJsonArray{u"江阴市人民政府办公室"_s}}, {u"CWRQ"_s, u"2026-06-18"_s}};
}

QJsonObject ForeignSystem::order(const QString &message, int serial)
{
    return {{u"message"_s, message}, {u"document"_s, u"正文.ofd"_s}, {u"attachments"_s, QJsonArray{u"附表.csv"_s}},
        {u"header"_s, header(serial)}};
}

bool ForeignSystem::write(const QString &folder, const QJsonObject &order) const
{
    return QDir().mkpath(folder) && writeDurably(folder + u"/正文.ofd"_s, m_ofd).has_value()
           && writeDurably(folder + u"/附表.csv"_s, "科目,金额\n").has_value()
           && writeDurably(folder + u"/order.json"_s, QJsonDocument(order).toJson()).has_value();
}

QByteArray contentOf(const QString &path)
{
    return readBounded(path, 64 << 20).value_or(QByteArray());
}

QJsonObject jsonOf(const QString &path)
{
    return QJsonDocument::fromJson(contentOf(path)).object();
}

QStringList namesIn(const QString &folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::System, QDir::Name);
}

} // namespace wenyi::cli::tests
