// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/HeadsFile.h"

#include "shared/base/DurableFile.h"
#include "shared/exchange/ExchangeLimits.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::exchange {

namespace {

QString lineForPeople(const Receipt &receipt)
{
    const ReceiptFacts &facts = receipt.facts();
    const QString whose = facts.kind == ReceiptKind::Accepted ? u"server"_s : facts.unit.toString();
    return u"# %1  %2  %3  %4  %5\n"_s.arg(toDateTime(facts.time).toString(Qt::ISODate), whose,
        QString::fromLatin1(receiptKindName(facts.kind)), facts.envelope.toString(), receipt.auditHead()->toString());
}

Result<Receipt> readLine(QByteArrayView line, qsizetype number)
{
    const Error refused{ErrorCode::Corrupt, "heads.form", QString::number(number)};
    if (line.size() > 2 * bounds::Receipt)
        return refused;
    const auto bytes = QByteArray::fromBase64Encoding(line.toByteArray(), QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes)
        return refused;
    auto receipt = Receipt::fromBytes(*bytes);
    return receipt && receipt->auditHead() ? receipt : refused;
}

} // namespace

QByteArray writeHeads(const QList<Receipt> &receipts)
{
    QByteArray text("# Heads of audit logs, each in a receipt that its owner signed.\n");
    for (const Receipt &receipt : receipts) {
        if (receipt.auditHead())
            text += lineForPeople(receipt).toUtf8() + receipt.toBytes().toBase64() + '\n';
    }
    return text;
}

Result<QList<Receipt>> readHeads(QByteArrayView text)
{
    if (text.size() > bounds::HeadsFile)
        return Error{ErrorCode::TooLarge, "heads.size", QString::number(text.size())};
    QList<Receipt> receipts;
    qsizetype number = 0;
    while (!text.isEmpty()) {
        const qsizetype found = text.indexOf('\n');
        const qsizetype end = found < 0 ? text.size() : found;
        const QByteArrayView line = text.first(end).trimmed();
        text = text.sliced(std::min(end + 1, text.size()));
        ++number;
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        WENYI_TRY(const auto receipt, readLine(line, number));
        receipts.append(receipt);
    }
    if (receipts.isEmpty())
        return Error{ErrorCode::NotFound, "heads.none", {}};
    return receipts;
}

Result<QList<Receipt>> readHeadsFiles(const QStringList &paths)
{
    QList<Receipt> all;
    for (const QString &path : paths) {
        WENYI_TRY(const QByteArray text, readBounded(path, bounds::HeadsFile));
        WENYI_TRY(const auto receipts, readHeads(text));
        all += receipts;
    }
    return all;
}

} // namespace wenyi::exchange
