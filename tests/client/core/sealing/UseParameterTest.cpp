// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/UseParameter.h"

#include "shared/crypto/Sm3.h"
#include "tests/client/core/sealing/OddSealOffice.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

/// The number of a seal's use in Signature.xml, where the seal's provider takes no extensions.
class UseParameterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isReadFromTheSealedDocument();
    void countsOnlyUnderTheSignature();
    void isNothingInAnotherForm_data();
    void isNothingInAnotherForm();

private:
    static seal::UseMark mark() { return {7, crypto::sm3("use"), crypto::sm3("previous")}; }
    QByteArray sealedWith(const QList<ofd::SignatureParameter> &parameters) const
    {
        ofd::SignatureRequest request = m_office.request();
        request.parameters = parameters;
        return m_office.sealed(request);
    }
    std::optional<seal::UseMark> useOf(const QByteArray &package) const
    {
        return m_office.judge(package).seals.constFirst().use;
    }

    OddSealOffice m_office;
};

void UseParameterTest::isReadFromTheSealedDocument()
{
    const ofd::SignatureParameter other{u"SealCount"_s, {}, u"1"_s};
    QVERIFY(useOf(sealedWith({other, useParameter(mark())})) == mark());
    const seal::UseMark largest{static_cast<quint64>(std::numeric_limits<qint64>::max()), mark().use, mark().previous};
    QVERIFY(useOf(sealedWith({useParameter(largest)})) == largest);
    QVERIFY(!useOf(sealedWith({other})));
    QCOMPARE(m_office.conclusion(sealedWith({useParameter(mark())})), m_office.conclusion(sealedWith({})));
}

void UseParameterTest::countsOnlyUnderTheSignature()
{
    seal::UseMark another = mark();
    ++another.number;
    auto entries = ofd::Package::open(sealedWith({useParameter(mark())}))->readAll().value();
    const auto file = std::ranges::find(entries, u"Doc_0/Signs/Sign_0/Signature.xml"_s, &ofd::PackageEntry::path);
    QVERIFY(file != entries.end());
    const QByteArray before = file->bytes;
    file->bytes.replace(useParameter(mark()).value.toLatin1(), useParameter(another).value.toLatin1());
    QVERIFY(file->bytes != before);
    const QByteArray altered = ofd::writePackage(entries).value();
    QVERIFY(!useOf(altered));
    QCOMPARE(m_office.conclusion(altered), QByteArray("content-changed"));
}

void UseParameterTest::isNothingInAnotherForm_data()
{
    QTest::addColumn<QStringList>("values");
    const QString good = useParameter(mark()).value;
    QTest::newRow("twice") << QStringList{good, good};
    QTest::newRow("not base64") << QStringList{u"?"_s + good.sliced(1)};
    QTest::newRow("cut") << QStringList{good.chopped(4)};
    QTest::newRow("nothing") << QStringList{QString()};
    QTest::newRow("far too long") << QStringList{good.repeated(4)};
}

void UseParameterTest::isNothingInAnotherForm()
{
    QFETCH(const QStringList, values);
    QList<ofd::SignatureParameter> parameters;
    for (const QString &value : values)
        parameters.append({QString::fromLatin1(seal::UseMark::Id), u"base64"_s, value});
    QVERIFY(!useOf(sealedWith(parameters)));
}

QTEST_GUILESS_MAIN(UseParameterTest)
#include "UseParameterTest.moc"
