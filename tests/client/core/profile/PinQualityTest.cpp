// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/PinQuality.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;

/// What may be a new PIN, and how long it withstands somebody who has the file.
class PinQualityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesWhatIsGuessedFirst_data();
    void refusesWhatIsGuessedFirst();
    void tellsHowLongItStands_data();
    void tellsHowLongItStands();
};

void PinQualityTest::refusesWhatIsGuessedFirst_data()
{
    QTest::addColumn<QByteArray>("pin");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *pin, const char *reason) {
        QTest::newRow(*pin ? pin : "empty") << QByteArray(pin) << QByteArray(reason);
    };
    row("", "pin.too-short");
    row("13579", "pin.too-short");
    row("口令很好记", "pin.too-short"); // Five characters, however many bytes.
    row("111111", "pin.repeated");
    row("121212", "pin.repeated");
    row("1212121", "pin.repeated");
    row("123123", "pin.repeated");
    row("ababababab", "pin.repeated");
    row("好好好好好好", "pin.repeated");
    row("123456", "pin.sequential");
    row("987654", "pin.sequential");
    row("567890", "pin.sequential");
    row("890123", "pin.sequential");
    row("321098", "pin.sequential");
    row("abcdefgh", "pin.sequential");
    row("135790", "");
    row("123457", "");
    row("112233", "");
    row("12341234", "");
    row("六个字的口令", "");
}

void PinQualityTest::refusesWhatIsGuessedFirst()
{
    QFETCH(const QByteArray, pin);
    QFETCH(const QByteArray, reason);
    const auto checked = checkNewPin(SecretBytes(pin));
    QCOMPARE(checked ? QByteArray() : checked.error().reason, reason);
}

void PinQualityTest::tellsHowLongItStands_data()
{
    QTest::addColumn<QByteArray>("pin");
    QTest::addColumn<int>("strength");
    QTest::newRow("six digits") << QByteArray("135790") << int(PinStrength::Days);
    QTest::newRow("nine digits") << QByteArray("135790246") << int(PinStrength::Days);
    QTest::newRow("ten digits") << QByteArray("1357902468") << int(PinStrength::Fair);
    QTest::newRow("twelve digits") << QByteArray("135790246801") << int(PinStrength::Fair);
    QTest::newRow("letters and digits") << QByteArray("jy1357") << int(PinStrength::Fair);
    QTest::newRow("a sentence") << QByteArray("春江潮水连海平海上明月共潮生") << int(PinStrength::Strong);
    QTest::newRow("a passphrase") << QByteArray("tea at seven") << int(PinStrength::Strong);
}

void PinQualityTest::tellsHowLongItStands()
{
    QFETCH(const QByteArray, pin);
    QFETCH(const int, strength);
    QCOMPARE(int(strengthOf(SecretBytes(pin))), strength);
}

QTEST_GUILESS_MAIN(PinQualityTest)
#include "PinQualityTest.moc"
