// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/CborWriter.h"
#include "shared/crypto/SystemRandom.h"
#include "shared/directory/DirectoryCodec.h"
#include "tests/shared/directory/SampleDomain.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::directory;
using namespace Qt::StringLiterals;
using crypto::CertificatePurpose;
using tests::Hierarchy;

/// What is kept of a directory from one judgement to the next, and from one directory to the next, forgives nothing.
class DirectoryRenewalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stillHoldsWhereItWouldBeOpenedAnew();
    void takesOverWhatTheOneBeforeHasRead();
    void whatWasReadBeforeIsJudgedAnew();
    void ofManyTheFirstThatDoesNotHoldIsNamed();

private:
    Result<Directory> open()
    {
        WENYI_TRY(const QByteArray bytes, Directory::sign(m_domain.content(), m_domain.authority()));
        return Directory::open(bytes, m_domain.hierarchy().trust(), Hierarchy::now());
    }
    /// Signs whatever it is given, as an authority gone wrong would.
    QByteArray signUnchecked(const DirectoryContent &content)
    {
        const QByteArray contentBytes = encodeContent(content);
        CborWriter inner;
        inner.startArray(3);
        inner.text(u"wenyi.directory");
        inner.unsignedInteger(1);
        inner.bytes(contentBytes);
        inner.endArray();
        CborWriter out;
        out.startArray(4);
        out.unsignedInteger(1);
        out.bytes(contentBytes);
        out.bytes(m_domain.authority().certificate().toDer());
        out.bytes(*m_domain.authority().sign(inner.take()));
        out.endArray();
        return out.take();
    }

    tests::SampleDomain m_domain;
};

void DirectoryRenewalTest::stillHoldsWhereItWouldBeOpenedAnew()
{
    const Hierarchy &hierarchy = m_domain.hierarchy();
    crypto::SystemRandom random;
    // One desktop has its certificate from another authority than the directory has its signature from.
    const auto second = hierarchy.root().createOperating(
        {u"第二运行证书"_s, u"江阴市人民政府"_s, {}}, Hierarchy::days(-10), Hierarchy::days(3650), random);
    QVERIFY(second);
    DirectoryContent content = m_domain.content();
    Desktop &desktop = content.desktops.first();
    const auto key = crypto::PrivateKey::generate();
    desktop.certificate =
        second
            ->issue({u"终端"_s, u"江阴市人民政府"_s, desktop.id.toString()}, CertificatePurpose::Desktop,
                key->publicKey(), Hierarchy::days(-5), Hierarchy::days(365), random)
            ->toDer();
    const QByteArray bytes = Directory::sign(content, m_domain.authority()).value();
    crypto::TrustStore both = hierarchy.trust();
    QVERIFY(both.addAuthority(second->certificate(), Hierarchy::now()));
    const auto without = [&](const crypto::Certificate &authority) {
        crypto::TrustStore trust = both;
        const auto list = hierarchy.root().revocationList(
            {{authority.serialNumber(), Hierarchy::days(-1), crypto::RevocationReason::CessationOfOperation}}, 1,
            Hierarchy::now(), Hierarchy::days(30));
        return list && trust.addRevocationList(*list) ? trust : crypto::TrustStore();
    };
    const auto directory = Directory::open(bytes, both, Hierarchy::now());
    QVERIFY(directory);
    const auto judged = [&](const crypto::TrustStore &trust, Instant at) {
        const auto holds = directory->stillHolds(trust, at);
        const auto opened = Directory::open(bytes, trust, at);
        const QByteArray reason = holds ? QByteArray("holds") : holds.error().reason;
        return reason == (opened ? QByteArray("holds") : opened.error().reason) ? reason : "otherwise: " + reason;
    };
    QCOMPARE(judged(both, Hierarchy::now()), "holds");
    QCOMPARE(judged(both, Hierarchy::days(1000)), "holds");
    QCOMPARE(judged(both, Hierarchy::days(-2)), "directory.from-future");
    QCOMPARE(judged(both, Hierarchy::days(-20)), "directory.signer");
    QCOMPARE(judged(both, Hierarchy::days(4000)), "directory.signer");
    QCOMPARE(judged(hierarchy.trust(), Hierarchy::now()), "directory.certificate");
    QCOMPARE(judged(without(hierarchy.operating().certificate()), Hierarchy::now()), "directory.signer");
    QCOMPARE(judged(Hierarchy().trust(), Hierarchy::now()), "directory.signer");
    QCOMPARE(judged(without(second->certificate()), Hierarchy::now()), "holds"); // Revoked ones may stand there.
}

void DirectoryRenewalTest::takesOverWhatTheOneBeforeHasRead()
{
    const auto before = open();
    QVERIFY(before);
    DirectoryContent content = m_domain.content();
    ++content.version;
    content.desktops.append(m_domain.desktop(u"new-1"_s, content.units.first().code.toString()));
    const QByteArray bytes = Directory::sign(content, m_domain.authority()).value();
    const auto &trust = m_domain.hierarchy().trust();
    const auto next = Directory::open(bytes, trust, Hierarchy::now(), &*before);
    QVERIFY(next);
    const auto bytesOf = [](const Directory &directory, const QByteArray &der) {
        return directory.certificate(der)->toDer().constData();
    };
    const QByteArray known = content.desktops.first().certificate;
    QVERIFY(bytesOf(*next, known) == bytesOf(*before, known));
    QVERIFY(bytesOf(*Directory::open(bytes, trust, Hierarchy::now()), known) != bytesOf(*before, known));
    QVERIFY(next->certificate(content.desktops.last().certificate));
    // And what the content says of them is not kept a second time.
    for (const Desktop &desktop : next->content().desktops)
        QVERIFY(desktop.certificate.constData() == bytesOf(*next, desktop.certificate));
}

void DirectoryRenewalTest::whatWasReadBeforeIsJudgedAnew()
{
    const auto before = open();
    QVERIFY(before);
    const auto reasonOf = [&](const DirectoryContent &content, const crypto::TrustStore &trust) {
        const QByteArray bytes = signUnchecked(content);
        const auto opened = Directory::open(bytes, trust, Hierarchy::now(), &*before);
        return opened ? QByteArray("opens") : opened.error().reason;
    };
    const crypto::TrustStore trust = m_domain.hierarchy().trust();
    DirectoryContent content = m_domain.content();
    QCOMPARE(reasonOf(content, trust), "opens");
    QCOMPARE(reasonOf(content, Hierarchy().trust()), "directory.signer");
    std::swap(content.desktops[0].certificate, content.desktops[1].certificate);
    QCOMPARE(reasonOf(content, trust), "directory.certificate");
    content = m_domain.content();
    content.members[0].signingCertificate = content.members[0].encryptionCertificate;
    QCOMPARE(reasonOf(content, trust), "directory.certificate");
}

/// Two threads look at them.
void DirectoryRenewalTest::ofManyTheFirstThatDoesNotHoldIsNamed()
{
    tests::SampleDomain other;
    DirectoryContent content = m_domain.content();
    for (int i = 0; i < 300; ++i)
        content.desktops.append(m_domain.desktop(u"many-%1"_s.arg(i), content.units.first().code.toString()));
    const auto opening = [&] {
        const auto opened = Directory::open(signUnchecked(content), m_domain.hierarchy().trust(), Hierarchy::now());
        return opened ? u"opens"_s : QString::fromLatin1(opened.error().reason) + u' ' + opened.error().detail;
    };
    const auto replace = [&](qsizetype index) {
        Desktop &desktop = content.desktops[index];
        desktop.certificate = other.certificate(desktop.id.toString(), CertificatePurpose::Desktop);
        return u"directory.certificate %1:"_s.arg(desktop.id.toString());
    };
    QCOMPARE(opening(), u"opens"_s);
    const QString late = replace(content.desktops.size() - 1);
    QVERIFY2(opening().startsWith(late), qPrintable(opening()));
    const QString middle = replace(content.desktops.size() / 2 + 20);
    QVERIFY2(opening().startsWith(middle), qPrintable(opening()));
    const QString early = replace(3);
    QVERIFY2(opening().startsWith(early), qPrintable(opening()));
}

QTEST_APPLESS_MAIN(DirectoryRenewalTest)
#include "DirectoryRenewalTest.moc"
