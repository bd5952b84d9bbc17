// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/render/signatures/SignatureFields.h"

#include "client/render/signatures/PageFrame.h"

#include <algorithm>
#include <set>
#include <vector>

using namespace Qt::StringLiterals;

namespace wenyi::render {

namespace {

constexpr int DeepestField = 32;
constexpr int MostFields = 50'000;
constexpr int MostParents = 64;
constexpr qsizetype LongestName = 200; ///< Characters.

QByteArray nameOf(QPDFObjectHandle dictionary, const char *key)
{
    QPDFObjectHandle value = dictionary.getKey(key);
    return value.isName() ? QByteArray::fromStdString(value.getName()).mid(1) : QByteArray();
}

QString fullNameOf(QPDFObjectHandle field)
{
    QString name;
    for (int i = 0; i < MostParents && field.isDictionary(); ++i) {
        QPDFObjectHandle part = field.getKey("/T");
        if (part.isString())
            name = QString::fromStdString(part.getUTF8Value()).left(LongestName) + (name.isEmpty() ? u""_s : u"."_s)
                   + name;
        field = field.getKey("/Parent");
    }
    return name.left(LongestName);
}

QList<qint64> wholeNumbers(QPDFObjectHandle array)
{
    constexpr int Most = 64;
    QList<qint64> numbers;
    if (!array.isArray() || array.getArrayNItems() > Most)
        return numbers;
    for (int i = 0; i < array.getArrayNItems(); ++i) {
        QPDFObjectHandle item = array.getArrayItem(i);
        if (!item.isInteger())
            return {};
        numbers << item.getIntValue();
    }
    return numbers;
}

/// ISO 32000 12.8.2.2: what the first signer allows afterwards.
int certificationOf(QPDFObjectHandle signature)
{
    constexpr int Usual = 2;
    constexpr int MostReferences = 16;
    QPDFObjectHandle references = signature.getKey("/Reference");
    const int count = references.isArray() ? std::min(references.getArrayNItems(), MostReferences) : 0;
    for (int i = 0; i < count; ++i) {
        QPDFObjectHandle reference = references.getArrayItem(i);
        if (!reference.isDictionary() || nameOf(reference, "/TransformMethod") != "DocMDP")
            continue;
        QPDFObjectHandle parameters = reference.getKey("/TransformParams");
        QPDFObjectHandle level = parameters.isDictionary() ? parameters.getKey("/P") : QPDFObjectHandle::newNull();
        const qint64 told = level.isInteger() ? level.getIntValue() : Usual;
        return told >= 1 && told <= 3 ? static_cast<int>(told) : 0;
    }
    return 0;
}

/// Collects fields; a hostile form may be a ring, or as large as it likes.
class Collector
{
public:
    explicit Collector(QPDF &pdf)
        : m_pdf(pdf)
    {
    }

    Result<SignatureFields> collect()
    {
        QPDFObjectHandle root = m_pdf.getRoot();
        QPDFObjectHandle form = root.getKey("/AcroForm");
        if (form.isDictionary())
            WENYI_CHECK(walk(form.getKey("/Fields"), 0));
        WENYI_CHECK(walkPages());
        countUsageRights(root.getKey("/Perms"));
        return std::move(m_found);
    }

private:
    Result<void> walk(QPDFObjectHandle fields, int depth)
    {
        if (!fields.isArray() || depth > DeepestField)
            return {};
        for (int i = 0; i < fields.getArrayNItems(); ++i) {
            QPDFObjectHandle field = fields.getArrayItem(i);
            if (!field.isDictionary() || isKnown(field))
                continue;
            if (++m_visited > MostFields)
                return tooMany();
            WENYI_CHECK(take(field));
            WENYI_CHECK(walk(field.getKey("/Kids"), depth + 1));
        }
        return {};
    }

    /// Fields may stand on a page and not in the form; and only pages tell where a field is shown.
    Result<void> walkPages()
    {
        const std::vector<QPDFObjectHandle> &pages = m_pdf.getAllPages();
        for (std::size_t number = 0; number < pages.size() && number < MostPages; ++number) {
            QPDFObjectHandle page = pages[number];
            QPDFObjectHandle annotations = page.getKey("/Annots");
            for (int i = 0; annotations.isArray() && i < annotations.getArrayNItems(); ++i) {
                QPDFObjectHandle widget = annotations.getArrayItem(i);
                if (!widget.isDictionary())
                    continue;
                if (++m_visited > MostFields)
                    return tooMany();
                if (!isKnown(widget))
                    WENYI_CHECK(take(widget));
                place(widget, page, static_cast<int>(number));
            }
        }
        return {};
    }

    bool isKnown(QPDFObjectHandle field) { return field.isIndirect() && !m_known.insert(field.getObjGen()).second; }

    Result<void> take(QPDFObjectHandle field)
    {
        QPDFObjectHandle type = inherited(field, "/FT");
        QPDFObjectHandle value = inherited(field, "/V");
        if (!type.isName() || type.getName() != "/Sig" || value.isNull())
            return {};
        // The field and its widget may be two objects with one value.
        if (value.isIndirect() && !m_values.insert(value.getObjGen()).second)
            return {};
        if (m_found.fields.size() == MostSignatures)
            return tooMany();
        m_found.fields << read(field, value);
        m_places.push_back(value.isIndirect() ? value.getObjGen() : QPDFObjGen());
        return {};
    }

    static SignatureField read(QPDFObjectHandle field, QPDFObjectHandle value)
    {
        SignatureField found;
        found.name = fullNameOf(field);
        found.isDictionary = value.isDictionary();
        if (!found.isDictionary)
            return found;
        found.type = nameOf(value, "/Type");
        found.filter = nameOf(value, "/Filter");
        found.subFilter = nameOf(value, "/SubFilter");
        found.hasRange = value.getKey("/ByteRange").isArray();
        found.byteRange = wholeNumbers(value.getKey("/ByteRange"));
        QPDFObjectHandle contents = value.getKey("/Contents");
        if (contents.isString())
            found.contents = QByteArray::fromStdString(contents.getStringValue());
        QPDFObjectHandle time = value.getKey("/M");
        if (time.isString())
            found.time = QByteArray::fromStdString(time.getStringValue());
        found.certification = certificationOf(value);
        return found;
    }

    /// Notes where the signature of this widget is shown, if it is one and shown at all.
    void place(QPDFObjectHandle widget, QPDFObjectHandle page, int number)
    {
        QPDFObjectHandle value = inherited(widget, "/V");
        if (!value.isIndirect())
            return;
        const auto known = std::find(m_places.begin(), m_places.end(), value.getObjGen());
        const auto rectangle = rectangleOf(widget.getKey("/Rect"));
        if (known == m_places.end() || !rectangle)
            return;
        const auto frame = frameOf(page);
        SignatureField &field = m_found.fields[known - m_places.begin()];
        if (!frame || field.page >= 0)
            return;
        field.page = number;
        field.box = boxOnPage(*rectangle, *frame);
    }

    /// ISO 32000 12.8.2.3: they are no signature of anybody under the document.
    void countUsageRights(QPDFObjectHandle permissions)
    {
        if (!permissions.isDictionary())
            return;
        for (const char *kind : {"/UR", "/UR3"}) {
            QPDFObjectHandle rights = permissions.getKey(kind);
            const bool isNew = rights.isIndirect() && !m_values.count(rights.getObjGen());
            if (isNew && rights.isDictionary() && rights.hasKey("/ByteRange"))
                ++m_found.dictionaries;
        }
    }

    static Error tooMany() { return {ErrorCode::TooLarge, "pdf-signature.count", {}}; }

    QPDF &m_pdf;
    SignatureFields m_found;
    std::vector<QPDFObjGen> m_places; ///< Of each field's value, in the order of the fields.
    std::set<QPDFObjGen> m_known;
    std::set<QPDFObjGen> m_values;
    int m_visited = 0;
};

} // namespace

Result<SignatureFields> findSignatureFields(const QByteArray &pdf)
{
    // qpdf tells faults by exceptions; none of them leaves this function.
    try {
        QPDF file;
        file.setSuppressWarnings(true);
        file.processMemoryFile("pdf", pdf.constData(), static_cast<size_t>(pdf.size()));
        return Collector(file).collect();
    } catch (const std::exception &fault) {
        return Error{ErrorCode::Corrupt, "pdf-signature.structure", QString::fromUtf8(fault.what()).left(LongestName)};
    }
}

} // namespace wenyi::render
