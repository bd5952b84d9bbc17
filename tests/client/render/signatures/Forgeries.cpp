// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/render/signatures/Forgeries.h"

#include "tests/client/core/render/PdfParts.h"

using namespace wenyi::core;

namespace wenyi::tests {

namespace {

using Texts = SignatureTexts;
using Numbers = QList<qint64>;

PdfDraft signedDraft(const Signers &signers, const Texts &texts = {})
{
    PdfDraft draft(texts);
    draft.sign(signers.honest);
    return draft;
}

/// The value's object with everything that it says, as it stands in a signed file.
QByteArray valueText(const QByteArray &file)
{
    const qsizetype at = file.lastIndexOf("<</Type/Sig");
    return file.mid(at, file.indexOf(">>\nendobj", at) + 2 - at);
}

QByteArray contentsText(const QByteArray &file)
{
    const qsizetype at = file.lastIndexOf("/Contents<");
    return file.mid(at, file.indexOf('>', at) + 1 - at);
}

QByteArray rangeText(const QByteArray &file)
{
    const qsizetype at = file.lastIndexOf("/ByteRange[");
    return file.mid(at, file.indexOf(']', at) + 1 - at);
}

const QByteArray OtherWords = PdfDraft::drawing("Pay 900");

/// Entries of the signature that are missing, empty, of another type, or say too much; offsets stay as they were.
void addEditedEntries(QList<Forgery> &all, const QByteArray &good)
{
    const auto edited = [&](const QByteArray &name, const QByteArray &from, const QByteArray &to,
                            const QByteArray &reason = {}) {
        all << Forgery{"in place: " + name, replacedInPlace(good, from, to), PdfConclusion::Invalid, reason};
    };
    const QByteArray range = rangeText(good);
    for (const QByteArray value : {"/ByteRange[]", "/ByteRange null", "/ByteRange 7", "/ByteRange(0 1 2 3)",
             "/ByteRange[0 0 0]", "/ByteRange[0 9 9]", "/ByteRange[0.0 9.0 9.0 9.0]", "/ByteRange[null]",
             "/ByteRange<</A 1>>", "/ByteRange[true 1 2 3]"})
        edited(value, range, value, "pdf-signature.byte-range");
    edited("ByteRange missing", "/ByteRange[", "/ByteRangX[", "pdf-signature.byte-range");
    edited("zero lengths", range, "/ByteRange[0 0 0 0]", "pdf-signature.byte-range-order");
    edited("negative length", range, "/ByteRange[0 -1 5 9]", "pdf-signature.byte-range-order");
    edited("negative start", range, "/ByteRange[-1 9 20 9]", "pdf-signature.byte-range-start");
    edited("overlap", range, "/ByteRange[0 900 100 900]", "pdf-signature.byte-range-order");
    edited("far too long", range, "/ByteRange[0 9 20 9223372036854775807]", "pdf-signature.byte-range-end");
    edited("behind the end", range, "/ByteRange[0 9 99999999999 9]", "pdf-signature.byte-range-end");
    // qpdf finds nothing in a number of no size, and so no signature.
    all << Forgery{"in place: numbers of no size",
        replacedInPlace(good, range, "/ByteRange[0 9 99999999999999999999999 9]"), PdfConclusion::Removed, {}};
    const QByteArray contents = contentsText(good);
    for (const QByteArray value : {"/Contents null", "/Contents 0", "/Contents[]", "/Contents/None", "/Contents<>",
             "/Contents()", "/Contents<</A 1>>"})
        edited(value, contents, value, "pdf-signature.contents");
    edited("Contents missing", "/Contents<", "/Contentz<", "pdf-signature.contents");
    for (const QByteArray value : {"/Contents<00>", "/Contents(\\000)", "/Contents 9 9 R"})
        edited(value, contents, value);
    edited("digest of zeros", contents, "/Contents<" + QByteArray(contents.size() - 11, '0') + ">", "cms.form");
    edited("Contents no longer whole", contents, contents.left(contents.size() / 8) + ">");
    edited("a blank among the digits", contents, contents.left(contents.size() - 2) + " >", "pdf-signature.gap");
    edited("SubFilter missing", "/SubFilter/", "/SubFiltez/", "pdf-signature.dictionary");
    edited("Filter missing", "/Filter/A", "/Filtez/A", "pdf-signature.dictionary");
    edited("SubFilter no name", "/SubFilter/adbe.pkcs7.detached", "/SubFilter(adbe)", "pdf-signature.dictionary");
}

/// Ranges that are not what they should be, with a signature over just these bytes: the rule alone refuses.
void addClaimedRanges(QList<Forgery> &all, const Signers &signers)
{
    const auto claimed = [&](const QByteArray &name, const std::function<Numbers(Numbers)> &claim,
                             const QByteArray &reason) {
        PdfDraft draft;
        draft.sign(signers.honest, claim);
        all << Forgery{"signed: " + name, draft.bytes(), PdfConclusion::Invalid, reason};
    };
    claimed(
        "not from the beginning",
        [](Numbers n) {
            return Numbers{9, n[1] - 9, n[2], n[3]};
        },
        "pdf-signature.byte-range-start");
    claimed(
        "three parts",
        [](Numbers n) {
            return Numbers{0, 20, 20, n[1] - 20, n[2], n[3]};
        },
        "pdf-signature.byte-range");
    claimed(
        "one part",
        [](Numbers n) {
            return Numbers{0, n[1]};
        },
        "pdf-signature.byte-range");
    claimed(
        "gap begins early",
        [](Numbers n) {
            return Numbers{0, n[1] - 9, n[2], n[3]};
        },
        "pdf-signature.gap");
    claimed(
        "gap ends late",
        [](Numbers n) {
            return Numbers{0, n[1], n[2] + 2, n[3] - 2};
        },
        "pdf-signature.gap");
    claimed(
        "gap without brackets",
        [](Numbers n) {
            return Numbers{0, n[1] + 1, n[2] - 1, n[3] + 1};
        },
        "pdf-signature.gap");
    claimed(
        "nothing behind",
        [](Numbers n) {
            return Numbers{0, n[1], n[2], 0};
        },
        "pdf-signature.byte-range-order");
}

/// Dictionaries that say something odd, and are signed like that.
void addToldOddities(QList<Forgery> &all, const Signers &signers)
{
    const auto told = [&](const QByteArray &name, const Texts &texts, const QByteArray &reason) {
        all << Forgery{"signed: " + name, signedDraft(signers, texts).bytes(), PdfConclusion::Invalid, reason};
    };
    for (const QByteArray kind : {"adbe.pkcs7.sha1", "adbe.x509.rsa_sha1"})
        told(kind, {"/Type/Sig", "/Filter/Adobe.PPKLite", "/SubFilter/" + kind, {}}, "pdf-signature.weak-kind");
    for (const QByteArray kind : {"ETSI.RFC3161", "adbe.pkcs7", "Nobody.Knows", ""})
        told("kind " + kind, {"/Type/Sig", "/Filter/Adobe.PPKLite", "/SubFilter/" + kind, {}}, {});
    told("another type", {"/Type/Page", "/Filter/Adobe.PPKLite", "/SubFilter/adbe.pkcs7.detached", {}},
        "pdf-signature.dictionary");
    const Texts twice{"/Type/Sig", "/Filter/Adobe.PPKLite", "/SubFilter/adbe.pkcs7.detached", "/ByteRange[]"};
    all << Forgery{"signed: range told twice, the second empty", signedDraft(signers, twice).bytes(),
        PdfConclusion::Removed, "pdf-signature.byte-range"};
    told("value told twice",
        {"/Type/Sig", "/Filter/Adobe.PPKLite", "/SubFilter/adbe.pkcs7.detached", "/Contents<3000>"},
        "pdf-signature.gap");
    PdfDraft trailing;
    trailing.signWriting(signers.honest, [](const QByteArray &cms) { return cms + QByteArray(9, '\0') + "junk"; });
    all << Forgery{"signed: junk behind the value", trailing.bytes(), PdfConclusion::Invalid, "cms.trailing"};
}

} // namespace

QList<Forgery> universalForgeries(const Signers &signers)
{
    QList<Forgery> all;
    const PdfDraft good = signedDraft(signers);
    addEditedEntries(all, good.bytes());
    addClaimedRanges(all, signers);
    addToldOddities(all, signers);
    const QByteArray value = valueText(good.bytes());
    const auto replacedBy = [&](const QByteArray &name, const QByteArray &body) {
        PdfDraft draft = good;
        draft.update({{Value, body}, {Drawing, OtherWords}});
        all << Forgery{"update: value is " + name, draft.bytes(), PdfConclusion::Removed, {}};
    };
    for (const QByteArray body : {"7", "(signed)", "[]", "<<>>", "<</Type/Sig>>", "true", "null"})
        replacedBy(body, body);
    for (const QByteArray &range : {QByteArray("/ByteRange[0 0 0 0]"), QByteArray("/ByteRange[]"), QByteArray()}) {
        QByteArray body = value;
        replacedBy("one with " + range, body.replace(rangeText(value), range));
    }
    QByteArray empty = value;
    replacedBy("one without contents", empty.replace(contentsText(value), QByteArray()));
    return all;
}

QList<Forgery> savingAttacks(const Signers &signers)
{
    QList<Forgery> all;
    const PdfDraft good = signedDraft(signers);
    const auto after = [&](const QByteArray &name, PdfDraft draft) {
        all << Forgery{name, draft.bytes(), PdfConclusion::Changed, "pdf-signature.changed-after"};
    };
    after("other words in an update", PdfDraft(good).update({{Drawing, OtherWords}}));
    after("another page object", PdfDraft(good).update({{Page, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"}}));
    after("body without a table", PdfDraft(good).append(PdfDraft::objectOf(Drawing, OtherWords)));
    after("body and trailer without a table",
        PdfDraft(good).append(PdfDraft::objectOf(Drawing, OtherWords) + "trailer\n<</Size 9/Root 1 0 R>>\n%%EOF\n"));
    after("an update of nothing", PdfDraft(good).update({}));
    for (const QByteArray bytes : {"\n", " ", "%", "\0x", "%%EOF\n", "% nothing to see\n"})
        after("added " + bytes.toHex(), PdfDraft(good).append(bytes.isEmpty() ? QByteArray(1, '\0') : bytes));
    after("a page more",
        PdfDraft(good).update({{Pages, "<</Type/Pages/Kids[3 0 R 9 0 R]/Count 2>>"},
            {9, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 10 0 R>>"}, {10, OtherWords}}));
    const auto removed = [&](const QByteArray &name, const PdfDraft &draft, const QByteArray &reason = {}) {
        all << Forgery{name, draft.bytes(), PdfConclusion::Removed, reason};
    };
    removed("catalogue without the form",
        PdfDraft(good).update({{Catalogue, "<</Type/Catalog/Pages 2 0 R>>"}, {Field, "null"}, {Drawing, OtherWords}}));
    removed("field without its value",
        PdfDraft(good).update({{Field, "<</FT/Sig/T(Signature1)/Type/Annot/Subtype/Widget/Rect[0 0 1 1]>>"}}));
    // The attacker's copy of the signature says that it covers the whole file.
    PdfDraft copied = good;
    QByteArray value = valueText(good.bytes());
    const QByteArray range = rangeText(value);
    value.replace(range, PdfDraft::RangeRoom);
    value.replace(contentsText(value), "/Contents<" + QByteArray(8192, '0') + '>');
    copied.update({{Value, value}, {Drawing, OtherWords}});
    const QByteArray old = QByteArray::fromHex(contentsText(good.bytes()).mid(10).chopped(1));
    const qsizetype cms = 4 + ((quint8(old[2]) << 8) | quint8(old[3]));
    copied.sign([&](const QByteArray &) { return old.left(cms); });
    removed("a copy of the signature that claims all", copied, "cms.digest");
    return all;
}

namespace {

/// The signed parts stand apart, the second one moved to the end, and the attacker's matter between them: the bytes
/// under the signature are as they were.
QByteArray wrapped(const Signers &signers, const QByteArray &between, bool hasOwnTable)
{
    const PdfDraft good = signedDraft(signers);
    const QByteArray &file = good.bytes();
    const qsizetype gap = file.indexOf('<', file.lastIndexOf("/Contents<"));
    const qsizetype behind = file.indexOf('>', gap) + 1;
    const QByteArray second = file.mid(behind);
    const QByteArray drawing = PdfDraft::objectOf(Drawing, OtherWords);
    const auto valueFor = [&](qsizetype start) {
        return PdfDraft::objectOf(Value, "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[0 "
                                             + QByteArray::number(gap) + ' '
                                             + QByteArray::number(start).rightJustified(10, '0') + ' '
                                             + QByteArray::number(second.size()) + "]" + contentsText(file) + ">>");
    };
    // What the second part says of the table's place is now in the attacker's part.
    const QByteArray head = (file.left(behind) + ">>\nendobj\n").leftJustified(good.table(), ' ') + between;
    const qsizetype tableSize = hasOwnTable ? 300 : 0;
    const qsizetype value = head.size() + tableSize;
    const qsizetype start = value + valueFor(0).size() + drawing.size();
    QByteArray table = "xref\n0 9\n0000000000 65535 f \n";
    for (int number = Catalogue; number <= Font; ++number) {
        const qsizetype before = file.indexOf("\n" + QByteArray::number(number) + " 0 obj") + 1;
        const bool isMoved = before > behind;
        table += tableLine(number == Value     ? value
                           : number == Drawing ? start - drawing.size()
                           : isMoved           ? before - behind + start
                                               : before);
    }
    table += "trailer\n<</Size 9/Root 1 0 R>>\n";
    return head + (hasOwnTable ? table.leftJustified(tableSize, ' ') : QByteArray()) + valueFor(start) + drawing
           + second;
}

} // namespace

QList<Forgery> wrappings(const Signers &signers)
{
    QList<Forgery> all;
    const auto add = [&](const QByteArray &name, const QByteArray &bytes) {
        all << Forgery{"second part moved, " + name, bytes, PdfConclusion::Removed, "pdf-signature.gap"};
    };
    add("table of the attacker", wrapped(signers, {}, true));
    add("no table", wrapped(signers, {}, false));
    add("long padding", wrapped(signers, QByteArray(30'000, ' '), true));
    add("comment between", wrapped(signers, "% " + QByteArray(3'000, 'x') + '\n', true));
    // The gap grows by a second value; the signed parts are as they were.
    PdfDraft wide;
    wide.sign(signers.honest);
    const QByteArray file = wide.bytes();
    const qsizetype behind = file.indexOf('>', file.lastIndexOf("/Contents<")) + 1;
    for (const QByteArray extra : {"/Contents<00>", "/Reference[]", "% hidden\n"}) {
        QByteArray forged = file;
        forged.insert(behind, extra);
        QByteArray range = rangeText(file);
        const QList<QByteArray> numbers = range.mid(11).simplified().split(' ');
        forged = replacedInPlace(forged, range,
            "/ByteRange[" + numbers[0] + ' ' + numbers[1] + ' '
                + QByteArray::number(numbers[2].toLongLong() + extra.size()) + ' ' + numbers[3] + ']');
        all << Forgery{"between the parts: " + extra, forged, PdfConclusion::Invalid, "pdf-signature.gap"};
    }
    return all;
}

QList<Forgery> shadowAttacks(const Signers &signers)
{
    QList<Forgery> all;
    const auto shadow = [&](const QByteArray &name, PdfDraft prepared, const QMap<int, QByteArray> &later) {
        prepared.sign(signers.honest).update(later);
        all << Forgery{name, prepared.bytes(), PdfConclusion::Changed, "pdf-signature.changed-after"};
    };
    const QByteArray pageWithCover = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents[4 0 R 10 0 R]"
                                     "/Resources<</Font<</F 8 0 R>>/XObject<</Cover 11 0 R>>>>/Annots[5 0 R]>>";
    const auto covered = [&] {
        PdfDraft draft;
        draft.update({{Page, pageWithCover}, {10, streamOf({}, "/Cover Do")},
            {11, streamOf("/Type/XObject/Subtype/Form/BBox[0 0 595 842]", "1 g 0 0 595 842 re f")}});
        return draft;
    };
    // The room for the signature stands in the first part, so that the update before signing is covered too.
    shadow("hide: the cover goes", covered(), {{11, streamOf("/Type/XObject/Subtype/Form/BBox[0 0 1 1]", "")}});
    shadow("hide: the cover's object goes", covered(), {{11, "null"}});
    shadow("hide: the page forgets the cover", covered(),
        {{Page, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
                "/Resources<</Font<</F 8 0 R>>>>/Annots[5 0 R]>>"}});
    shadow("replace: another font", PdfDraft(),
        {{Font, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[49/nine]>>>>"}});
    const QMap<int, QByteArray> form{{Form, "<</Fields[5 0 R 10 0 R]>>"},
        {10, "<</FT/Tx/T(amount)/V(100)/DV(100)/Type/Annot/Subtype/Widget/Rect[0 0 90 20]/P 3 0 R>>"}};
    shadow("replace: a field's value", PdfDraft().update(form),
        {{10, "<</FT/Tx/T(amount)/V(900)/DV(100)/Type/Annot/Subtype/Widget/Rect[0 0 90 20]/P 3 0 R>>"}});
    shadow("replace: a field's appearance", PdfDraft().update(form),
        {{11, streamOf("/Type/XObject/Subtype/Form/BBox[0 0 90 20]", "1 g 0 0 90 20 re f")},
            {10, "<</FT/Tx/T(amount)/V(100)/AP<</N 11 0 R>>/Type/Annot/Subtype/Widget/Rect[0 0 90 20]/P 3 0 R>>"}});
    // Hide and replace: a second page tree lies ready, and an update of the table alone brings it up.
    for (const int target : {int(Drawing), int(Page), int(Pages)}) {
        PdfDraft draft;
        const QByteArray hidden = target == Drawing ? OtherWords
                                  : target == Page  ? "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>"
                                                    : "<</Type/Pages/Kids[]/Count 0>>";
        draft.append(PdfDraft::objectOf(target, hidden)).update({{10, "null"}});
        const qsizetype place = draft.bytes().lastIndexOf("\n" + QByteArray::number(target) + " 0 obj") + 1;
        draft.sign(signers.honest);
        const qsizetype table = draft.bytes().size();
        draft.append("xref\n" + QByteArray::number(target) + " 1\n" + tableLine(place)
                     + "trailer\n<</Size 11/Root 1 0 R/Prev " + QByteArray::number(draft.table()) + ">>\nstartxref\n"
                     + QByteArray::number(table) + "\n%%EOF\n");
        all << Forgery{"hide and replace: object " + QByteArray::number(target), draft.bytes(), PdfConclusion::Changed,
            "pdf-signature.changed-after"};
    }
    return all;
}

QList<Forgery> certificationAbuses(const Signers &signers)
{
    QList<Forgery> all;
    for (const QByteArray level : {"1", "2", "3"}) {
        const Texts certified{"/Type/Sig", "/Filter/Adobe.PPKLite", "/SubFilter/adbe.pkcs7.detached",
            "/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P " + level
                + "/V/1.2>>>>]"};
        const PdfDraft good = signedDraft(signers, certified);
        const auto add = [&](const QByteArray &name, const PdfDraft &draft, const QByteArray &reason) {
            all << Forgery{"P" + level + ": " + name, draft.bytes(), PdfConclusion::Changed, reason};
        };
        const QByteArray page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
                                "/Resources<</Font<</F 8 0 R>>>>/Annots[5 0 R 10 0 R]>>";
        for (const QByteArray kind : {"FreeText", "Stamp", "Redact", "Ink"})
            add("evil annotation " + kind,
                PdfDraft(good).update({{Page, page},
                    {10, "<</Type/Annot/Subtype/" + kind
                             + "/Rect[60 690 400 730]/F 4/Contents(Pay 900)/AP<</N 11 0 R>>>>"},
                    {11, streamOf("/Type/XObject/Subtype/Form/BBox[0 0 340 40]", "1 g 0 0 340 40 re f")}}),
                "pdf-signature.changed-after");
        add("evil signature without a value",
            PdfDraft(good).update({{Page, page}, {Form, "<</Fields[5 0 R 10 0 R]/SigFlags 3>>"},
                {10, "<</FT/Sig/T(S2)/Type/Annot/Subtype/Widget/Rect[60 690 400 730]/F 4/P 3 0 R/AP<</N 11 0 R>>>>"},
                {11, streamOf("/Type/XObject/Subtype/Form/BBox[0 0 340 40]", "1 g 0 0 340 40 re f")}}),
            "pdf-signature.changed-after");
        add("evil signature of the attacker's", PdfDraft(good).addSignature(10).sign(signers.attacker),
            "pdf-signature.signed-later");
        add("evil signature of the signer's own, over other words",
            PdfDraft(good).update({{Drawing, OtherWords}}).addSignature(10).sign(signers.honest),
            "pdf-signature.signed-later");
    }
    return all;
}

} // namespace wenyi::tests
