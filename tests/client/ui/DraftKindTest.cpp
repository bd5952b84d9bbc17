// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/drafting/DraftForm.h"
#include "client/ui/drafting/DraftText.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QTest>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;

/// Orders and minutes are drafted where other kinds are: choosing the kind brings its layout and what goes with it.
class DraftKindTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void anOrderIsClosedByTheStampOfTheHead();
    void minutesBearNoSeal();
    void anotherKindTakesItAllBack();
    void whatAPersonWroteStays();
    void onlyAGovernmentsHeadIsKnown();

private:
    void choose(const QString &kind);
    document::OfficialDocument document() const { return m_form->document(); }

    std::unique_ptr<DraftForm> m_form;
    document::OfficialDocument m_notice;
};

void DraftKindTest::init()
{
    m_form = std::make_unique<DraftForm>();
    m_notice = newDocument(u"澄江镇人民政府"_s, QDate(2026, 11, 30));
    m_form->showDocument(m_notice);
    QCOMPARE(document().issuerMark, u"澄江镇人民政府文件"_s);
}

void DraftKindTest::choose(const QString &kind)
{
    for (QComboBox *choice : m_form->findChildren<QComboBox *>()) {
        if (choice->findText(kind) < 0)
            continue;
        choice->setCurrentText(kind);
        Q_EMIT choice->activated(choice->currentIndex());
    }
}

void DraftKindTest::anOrderIsClosedByTheStampOfTheHead()
{
    const QSignalSpy edited(m_form.get(), &DraftForm::edited);
    choose(u"命令"_s);
    QVERIFY(!edited.isEmpty());
    QCOMPARE(document().kind, u"命令"_s);
    QVERIFY(document().format == document::Format::Order);
    QVERIFY(document().signing == document::Signing::SignatureStamp);
    QCOMPARE(document().issuerMark, u"澄江镇人民政府令"_s);
    QCOMPARE(document().signatories, QStringList{u"镇长"_s});
}

void DraftKindTest::minutesBearNoSeal()
{
    choose(u"纪要"_s);
    QVERIFY(document().format == document::Format::Minutes);
    QVERIFY(document::bearsNoSeal(document()));
    QCOMPARE(document().issuerMark, u"澄江镇人民政府会议纪要"_s);
    QVERIFY(document().signatories.isEmpty());
}

void DraftKindTest::anotherKindTakesItAllBack()
{
    for (const QString &kind : {u"命令"_s, u"纪要"_s, u"命令"_s})
        choose(kind);
    choose(u"通知"_s);
    QVERIFY(document() == m_notice);
}

void DraftKindTest::whatAPersonWroteStays()
{
    document::OfficialDocument own = m_notice;
    own.issuerMark = u"澄江镇防汛指挥部文件"_s;
    own.signatories = {u"澄江镇防汛指挥部"_s};
    m_form->showDocument(own);
    choose(u"命令"_s);
    QVERIFY(document().format == document::Format::Order);
    QCOMPARE(document().issuerMark, own.issuerMark);
    QCOMPARE(document().signatories, own.signatories);
    // A kind that has no layout of its own leaves the letter a letter.
    document::OfficialDocument letter = m_notice;
    letter.format = document::Format::Letter;
    QVERIFY(withKind(letter, u"函"_s).format == document::Format::Letter);
    QCOMPARE(withKind(letter, u"函"_s).issuerMark, letter.issuerMark);
}

void DraftKindTest::onlyAGovernmentsHeadIsKnown()
{
    const auto dutiesOf = [](const QString &unit) {
        return withKind(newDocument(unit, QDate(2026, 11, 30)), u"命令"_s).signatories;
    };
    QCOMPARE(dutiesOf(u"江阴市人民政府"_s), QStringList{u"市长"_s});
    // Of others somebody has to say in which duty it is signed: the format check asks for it.
    QVERIFY(dutiesOf(u"江阴市人民政府办公室"_s).isEmpty());
    QVERIFY(dutiesOf(u"江阴市财政局"_s).isEmpty());
}

QTEST_MAIN(DraftKindTest)
#include "DraftKindTest.moc"
