// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/render/wire/MessageCodec.h"

#include <QTest>

#include <functional>

using namespace wenyi;
using namespace wenyi::render;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QByteArray &frame)
{
    return frame.mid(4);
}

} // namespace

/// Messages between the client and the helper; neither believes a size that the other tells.
class MessageCodecTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textComesBackWithABoxForEachCharacter();
    void signaturesComeBackAsTheyWere();
    void whatIsPreparedComesBackAsItWas();
    void wishesOutsideOfTheBoundsAreNotTaken();
    void refusesWhatDoesNotAgreeWithItself_data();
    void refusesWhatDoesNotAgreeWithItself();
};

void MessageCodecTest::textComesBackWithABoxForEachCharacter()
{
    const PageText text{{{u"𠮷田"_s, true, {Box{1, 2, 3, 4}, Box{5, -6, 7, 8}}}, {u"局"_s, false, {Box{}}}}};
    const auto back = decodeAnswer(contentOf(encode(Answer{7, text})));
    QVERIFY(back);
    QCOMPARE(back->id, 7U);
    const auto *words = std::get_if<PageText>(&back->body);
    QVERIFY(words);
    QCOMPARE(words->words.size(), 2);
    QCOMPARE(words->words.first().text, u"𠮷田"_s);
    QVERIFY(words->words.first().spaceAfter);
    QCOMPARE(words->words.first().characters, text.words.first().characters);
}

void MessageCodecTest::signaturesComeBackAsTheyWere()
{
    const Signature sent{u"签名1"_s, 4, {1, -2, 3, 4}, Standing::Changed, "pdf-signature.changed-after", 2, u"张三"_s,
        u"某机构"_s, 1'780'000'000'000, "certificate"};
    const auto back = decodeAnswer(contentOf(encode(Answer{7, Signatures{{sent}, 3}})));
    QVERIFY(back);
    const auto *body = std::get_if<Signatures>(&back->body);
    QVERIFY(body);
    QCOMPARE(body->strays, 3);
    QCOMPARE(body->signatures.size(), 1);
    const Signature &got = body->signatures.first();
    QCOMPARE(got.field, sent.field);
    QCOMPARE(got.page, sent.page);
    QCOMPARE(got.box, sent.box);
    QCOMPARE(got.standing, sent.standing);
    QCOMPARE(got.reason, sent.reason);
    QCOMPARE(got.certification, sent.certification);
    QCOMPARE(got.signer, sent.signer);
    QCOMPARE(got.issuer, sent.issuer);
    QCOMPARE(got.signedAt, sent.signedAt);
    QCOMPARE(got.certificate, sent.certificate);
}

void MessageCodecTest::whatIsPreparedComesBackAsItWas()
{
    const PrepareSignature wanted{3, {1, 2, 3, 4}, "adbe.pkcs7.detached", 1'780'000'000'000, u"市政府办"_s, u"同意"_s,
        5000, {2, 1, "colours", "alpha"}};
    const auto asked = decodeRequest(contentOf(encode(Request{7, wanted})));
    QVERIFY(asked);
    const auto *back = std::get_if<PrepareSignature>(&asked->body);
    QVERIFY(back);
    QCOMPARE(back->page, wanted.page);
    QCOMPARE(back->box, wanted.box);
    QCOMPARE(back->subFilter, wanted.subFilter);
    QCOMPARE(back->signedAt, wanted.signedAt);
    QCOMPARE(back->name, wanted.name);
    QCOMPARE(back->reason, wanted.reason);
    QCOMPARE(back->room, wanted.room);
    QCOMPARE(back->picture.width, 2);
    QCOMPARE(back->picture.height, 1);
    QCOMPARE(back->picture.colours, wanted.picture.colours);
    QCOMPARE(back->picture.alpha, wanted.picture.alpha);
    const auto answered = decodeAnswer(contentOf(encode(Answer{7, PreparedSignature{"increment", 2, 5}})));
    QVERIFY(answered);
    const auto *prepared = std::get_if<PreparedSignature>(&answered->body);
    QVERIFY(prepared);
    QCOMPARE(prepared->increment, QByteArray("increment"));
    QCOMPARE(prepared->range, 2);
    QCOMPARE(prepared->contents, 5);
}

void MessageCodecTest::wishesOutsideOfTheBoundsAreNotTaken()
{
    const auto isTaken = [](const std::function<void(PrepareSignature &)> &change) {
        PrepareSignature wanted{0, {1, 2, 3, 4}, "adbe.pkcs7.detached", 1, {}, {}, 5000, {2, 1, "c", "a"}};
        change(wanted);
        return decodeRequest(contentOf(encode(Request{7, wanted}))).has_value();
    };
    QVERIFY(isTaken([](PrepareSignature &) {}));
    QVERIFY(!isTaken([](PrepareSignature &wanted) { wanted.page = -1; }));
    QVERIFY(!isTaken([](PrepareSignature &wanted) { wanted.box.left = -1; }));
    QVERIFY(!isTaken([](PrepareSignature &wanted) { wanted.room = MostSignatureRoom + 1; }));
    QVERIFY(!isTaken([](PrepareSignature &wanted) { wanted.room = 0; }));
    QVERIFY(!isTaken([](PrepareSignature &wanted) { wanted.picture.width = 0; })); // Shown without a picture.
    QVERIFY(!isTaken([](PrepareSignature &wanted) { wanted.box = {}; }));          // A picture shown nowhere.
    QVERIFY(!isTaken([](PrepareSignature &wanted) { wanted.signedAt = LatestTime + 1; }));
}

void MessageCodecTest::refusesWhatDoesNotAgreeWithItself_data()
{
    QTest::addColumn<QByteArray>("answer");
    const auto row = [](const char *name, const AnswerBody &body) {
        QTest::newRow(name) << contentOf(encode(Answer{1, body}));
    };
    row("fewer pixels than told", Picture{3, 3, QByteArray(35, 'p')});
    row("more pixels than told", Picture{3, 3, QByteArray(37, 'p')});
    row("picture without width", Picture{0, 9, {}});
    row("picture over the limit", Picture{LargestSide, LargestSide, QByteArray(4, 'p')});
    row("boxes for other characters", PageText{{{u"公文"_s, false, {Box{}}}}});
    row("page without width", Opened{{{0, 1}}});
    row("page of a mile", Opened{{{1, LargestPage + 1}}});
    row("more pages than there may be", Opened{QList<PageSize>(MostPages + 1, {1, 1})});
    row("title over the limit", Opened{{{1, 1}}, QString(5000, u'题'), true});
    row("outline to a place above its page", Outline{{{u"一"_s, 0, 1, -1}}});
    row("outline to a page that cannot be", Outline{{{u"一"_s, 0, MostPages}}});
    const auto signature = [](Standing standing, const QByteArray &reason, const QByteArray &certificate) {
        return Signatures{{{u"S"_s, -1, {}, standing, reason, 0, {}, {}, 0, certificate}}, 0};
    };
    row("whole signature of nobody", signature(Standing::Whole, {}, {}));
    row("whole signature with a fault", signature(Standing::Whole, "cms.form", "certificate"));
    row("changed for no reason", signature(Standing::Changed, {}, "certificate"));
    row("invalid signature of somebody", signature(Standing::Invalid, "cms.form", "certificate"));
    row("certificate over the limit", signature(Standing::Whole, {}, QByteArray(LargestCertificate + 1, 'c')));
    row("unknown standing", signature(static_cast<Standing>(3), "cms.form", {}));
    row("more signatures than there may be",
        Signatures{
            QList<Signature>(MostSignatures + 1, {{}, -1, {}, Standing::Invalid, "cms.form", 0, {}, {}, 0, {}}), 0});
    row("signed in no year", Signatures{{{u"S"_s, -1, {}, Standing::Whole, {}, 0, {}, {}, LatestTime + 1, "c"}}, 0});
    row("room behind the end", PreparedSignature{"increment", 0, 10});
    row("range before the begin", PreparedSignature{"increment", -1, 3});
    row("unknown code", Refused{static_cast<ErrorCode>(99), "render.pdf", {}});
}

void MessageCodecTest::refusesWhatDoesNotAgreeWithItself()
{
    QFETCH(QByteArray, answer);
    QVERIFY(!decodeAnswer(answer));
}

QTEST_GUILESS_MAIN(MessageCodecTest)
#include "MessageCodecTest.moc"
