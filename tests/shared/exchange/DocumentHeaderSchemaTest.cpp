// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm3.h"
#include "shared/exchange/DocumentHeader.h"
#include "tests/shared/exchange/ExchangeFixtures.h"

#include <QFile>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::exchange;
using namespace Qt::StringLiterals;

namespace {

constexpr int Written = 300;
constexpr int Mutants = 2000;

/// Characters that texts hold, and such as hide in them.
const QStringList oddities{u"a"_s, u"中"_s, u"\u3000"_s, u" "_s, u"\n"_s, u"\t"_s, u"\u00a0"_s, u"\u2003"_s,
    u"\u200b"_s, u"\u202e"_s, u"\ufe0f"_s, u"\u3164"_s, u"\u2800"_s, u"\ufffd"_s, u"\ue000"_s,
    QString::fromUcs4(U"\U00020000"), QString::fromUcs4(U"\U000e0041"), u"\u0007"_s, u"."_s, u"/"_s, u"\\"_s, u"0"_s,
    u"-"_s, u"&amp;"_s, u"&lt;"_s, u"<"_s, u"★"_s, u"\u0085"_s, u"\u2028"_s};

/// Headers of random content that keep the rules.
class HeaderMaker
{
public:
    explicit HeaderMaker(tests::FixedRandom &random)
        : m_random(random)
    {
    }

    DocumentHeader make()
    {
        DocumentHeader header;
        header.identifier = u"11320281014000001A-%1-%2"_s.arg(2000 + number(50)).arg(1 + number(99'999));
        header.kind = u"通知"_s;
        header.title = line(500);
        header.date = QDate(1000, 1, 1).addDays(static_cast<qint64>(number(3'000'000)));
        header.copyNumber = maybe(u"000001"_s);
        header.secrecy = maybe(u"秘密★1年"_s);
        header.urgency = maybe(u"加急"_s);
        header.issuerMark = maybe(line(500));
        header.number = maybe(line(100));
        header.note = maybe(line(1000));
        header.printer = maybe(line(500));
        header.distribution = maybe(line(100));
        if (number(2) == 0)
            header.printDate = header.date;
        for (QStringList *list :
            {&header.signers, &header.recipients, &header.attachments, &header.signatories, &header.copyTo}) {
            for (quint64 count = number(4); count > 0; --count)
                list->append(line(100));
        }
        header.parts = {{PartRole::Document, u"公文.ofd"_s, static_cast<qint64>(number(1'000'000)), crypto::sm3("a")}};
        for (quint64 count = number(3); count > 0; --count)
            header.parts.append({number(5) == 0 ? PartRole::Source : PartRole::Attachment,
                u"附件 %1.v%2.xlsx"_s.arg(count).arg(number(9)), 0, crypto::sm3("b")});
        return header;
    }

private:
    quint64 number(quint64 below) { return m_random.number(below); }
    QString maybe(const QString &text) { return number(2) == 0 ? text : QString(); }
    QString line(quint64 longest)
    {
        const QStringList pieces{u"关于"_s, u"<安全>"_s, u" & "_s, u"\u3000"_s, u"\""_s, u"'"_s, u"〔2026〕"_s,
            u"\ue123"_s, QString::fromUcs4(U"\U0002a700"), u"]]>"_s, u"é"_s, u"通"_s};
        QString text = u"文"_s;
        for (quint64 count = number(longest / 12); count > 0; --count)
            text += pieces.at(static_cast<qsizetype>(number(static_cast<quint64>(pieces.size()))));
        return text + u"事"_s;
    }

    tests::FixedRandom &m_random;
};

/// Changes a header's text somewhere: lines taken out, doubled and exchanged, characters put in, taken out and
/// replaced.
QString mutated(const QString &xml, tests::FixedRandom &random)
{
    QStringList lines = xml.split(u'\n');
    const auto at = [&](qsizetype size) {
        return static_cast<qsizetype>(random.number(static_cast<quint64>(std::max<qsizetype>(size, 1))));
    };
    const qsizetype line = 1 + at(lines.size() - 2);
    switch (random.number(6)) {
    case 0:
        lines.removeAt(line);
        return lines.join(u'\n');
    case 1:
        lines.insert(line, lines.at(line));
        return lines.join(u'\n');
    case 2:
        lines.swapItemsAt(line, 1 + at(lines.size() - 2));
        return lines.join(u'\n');
    default:
        break;
    }
    QString &text = lines[line];
    const qsizetype place = at(text.size());
    const QString odd = oddities.at(at(oddities.size()));
    if (random.number(3) == 0)
        text.remove(place, 1);
    else
        text.replace(place, random.number(2) == 0 ? 1 : 0, odd);
    return lines.join(u'\n');
}

/// Reasons for which the program refuses what the schema cannot or need not see: it has no say about how XML is
/// written; it lets white space stand around dates and numbers, and does not know device names of file systems nor
/// that one document is exactly one.
bool isBeyondTheSchema(const Error &error)
{
    static const QSet<QByteArray> reasons{
        "document-header.dtd", "document-header.encoding", "document-header.too-large", "document-header.parts"};
    const bool isDate = error.detail.startsWith(u"CWRQ") || error.detail.startsWith(u"YFRQ");
    return reasons.contains(error.reason) || (error.reason == "document-header.value" && isDate);
}

} // namespace

/// The schema that other systems are given and the program say the same of a header, by the eye of xmllint.
class DocumentHeaderSchemaTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyHeaderThatIsWrittenIsValid();
    void whatTheSchemaRefusesTheProgramRefusesAndTheReverse();

private:
    /// Whether each of them is valid, in one run of xmllint.
    static QList<bool> validBySchema(const QByteArrayList &headers);
};

QList<bool> DocumentHeaderSchemaTest::validBySchema(const QByteArrayList &headers)
{
    const QTemporaryDir folder;
    QStringList arguments{
        u"--noout"_s, u"--nonet"_s, u"--schema"_s, QStringLiteral(WENYI_SOURCE_DIR "/docs/schema/document-header.xsd")};
    for (qsizetype i = 0; i < headers.size(); ++i) {
        QFile file(folder.filePath(QString::number(i)));
        if (!file.open(QIODevice::WriteOnly) || file.write(headers.at(i)) != headers.at(i).size())
            qFatal("a header cannot be written");
        arguments.append(file.fileName());
    }
    QProcess xmllint;
    xmllint.start(u"xmllint"_s, arguments);
    if (!xmllint.waitForFinished(120'000))
        qFatal("xmllint is missing or hangs");
    QList<bool> valid(headers.size(), false);
    for (const QByteArray &line : xmllint.readAllStandardError().split('\n')) {
        if (line.endsWith(" validates"))
            valid[line.chopped(10).mid(line.lastIndexOf('/') + 1).toInt()] = true;
    }
    return valid;
}

void DocumentHeaderSchemaTest::everyHeaderThatIsWrittenIsValid()
{
    tests::FixedRandom random;
    HeaderMaker maker(random);
    QByteArrayList written;
    for (int i = 0; i < Written; ++i) {
        const DocumentHeader header = maker.make();
        const auto xml = header.toXml();
        QVERIFY2(xml, xml ? "" : qPrintable(describe(xml.error())));
        const auto read = DocumentHeader::fromXml(*xml);
        QVERIFY(read && *read == header);
        written.append(*xml);
    }
    const QList<bool> valid = validBySchema(written);
    for (qsizetype i = 0; i < valid.size(); ++i)
        QVERIFY2(valid.at(i), written.at(i).constData());
}

void DocumentHeaderSchemaTest::whatTheSchemaRefusesTheProgramRefusesAndTheReverse()
{
    tests::FixedRandom random;
    HeaderMaker maker(random);
    QByteArrayList mutants;
    for (int i = 0; i < Mutants; ++i)
        mutants.append(mutated(QString::fromUtf8(maker.make().toXml().value()), random).toUtf8());
    const QList<bool> valid = validBySchema(mutants);
    int refused = 0;
    for (qsizetype i = 0; i < valid.size(); ++i) {
        const auto read = DocumentHeader::fromXml(mutants.at(i));
        if (!valid.at(i))
            QVERIFY2(!read, mutants.at(i).constData());
        else if (!read)
            QVERIFY2(isBeyondTheSchema(read.error()),
                qPrintable(describe(read.error()) + u'\n' + QString::fromUtf8(mutants.at(i))));
        refused += read ? 0 : 1;
    }
    // Both kinds came up, or nothing was compared.
    QVERIFY(refused > Mutants / 4 && refused < Mutants);
    QVERIFY(valid.contains(true) && valid.contains(false));
}

QTEST_APPLESS_MAIN(DocumentHeaderSchemaTest)
#include "DocumentHeaderSchemaTest.moc"
