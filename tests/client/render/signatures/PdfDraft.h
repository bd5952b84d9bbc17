// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QMap>

#include <functional>

namespace wenyi::tests {

/// Gives the detached CMS over bytes.
using SignBytes = std::function<QByteArray(const QByteArray &content)>;

/// The number of each object of a PdfDraft as it begins.
enum Part : int { Catalogue = 1, Pages, Page, Drawing, Field, Form, Value, Font };

/// What a signature's dictionary says, in the form of the file.
struct SignatureTexts
{
    QByteArray type = "/Type/Sig";
    QByteArray filter = "/Filter/Adobe.PPKLite";
    QByteArray subFilter = "/SubFilter/adbe.pkcs7.detached";
    QByteArray more = {};
    /// With room for a value of so many bytes.
    QByteArray value(qsizetype room = 4096) const;
};

/// A PDF in the making, by its own bytes: objects, updates behind them, and signatures whose room is kept.
class PdfDraft
{
public:
    /// One page with words and a signature field.
    explicit PdfDraft(const SignatureTexts &texts = {}, const QByteArray &words = "Pay 100", qsizetype room = 4096);

    /// ISO 32000 7.5.6: these objects behind what there is, with a table of their own.
    PdfDraft &update(const QMap<int, QByteArray> &objects, const QByteArray &ofTrailer = {});
    /// Bytes behind the end.
    PdfDraft &append(const QByteArray &bytes);
    /// A second field and signature in an update, under the numbers from `first` on.
    PdfDraft &addSignature(int first, const SignatureTexts &texts = {});

    /// Fills in the last signature that has room: over everything but its value.
    PdfDraft &sign(const SignBytes &sign);
    /// The same over the parts that `claim` makes of the right ones (start, length, start, length).
    PdfDraft &sign(const SignBytes &sign, const std::function<QList<qint64>(QList<qint64>)> &claim);
    /// As sign(), and the value as it is written is what `write` makes of the CMS.
    PdfDraft &signWriting(const SignBytes &sign, const std::function<QByteArray(QByteArray)> &write);

    /// What stands in a dictionary as long as its signature has room.
    static const QByteArray RangeRoom;

    const QByteArray &bytes() const { return m_bytes; }
    int size() const { return m_size; }
    qsizetype table() const { return m_table; }

    static QByteArray drawing(const QByteArray &words);
    static QByteArray objectOf(int number, const QByteArray &body);

private:
    void writeTable(const QMap<int, qsizetype> &places, const QByteArray &ofTrailer);
    void fill(const SignBytes &sign, const std::function<QList<qint64>(QList<qint64>)> &claim,
        const std::function<QByteArray(QByteArray)> &write);

    QByteArray m_bytes;
    qsizetype m_table = -1;
    int m_size = 0;
};

/// One line of a cross-reference table.
QByteArray tableLine(qsizetype place);

/// The same bytes with one text in place of another, blanks making up for what it lacks; both are checked to fit.
QByteArray replacedInPlace(QByteArray bytes, const QByteArray &from, const QByteArray &to);

} // namespace wenyi::tests
