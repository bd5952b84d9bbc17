// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/SignatureWriter.h"

#include "shared/crypto/Sm3.h"
#include "shared/ofd/DocumentTree.h"
#include "shared/ofd/Geometry.h"
#include "shared/ofd/Location.h"
#include "shared/ofd/SignatureReader.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

namespace {

constexpr auto Sm3Identifier = "1.2.156.10197.1.401";

/// The number in "s012" or "12"; 0 for what has none.
int numberOf(const QString &id)
{
    static const QRegularExpression digits(u"^s?(\\d{1,8})$"_s);
    const auto match = digits.match(id);
    return match.hasMatch() ? match.captured(1).toInt() : 0;
}

QString idOf(int number)
{
    return u"s%1"_s.arg(number, 3, 10, QChar(u'0'));
}

QString typeName(SignatureType type)
{
    return type == SignatureType::Seal ? u"Seal"_s : u"Sign"_s;
}

/// OFD.xml with the place of Signatures.xml put in by text, so that not another byte changes. DocInfo, DocRoot,
/// Versions, Signatures is the order, so it is the DocBody's last child.
Result<QByteArray> withSignatures(const QByteArray &rootFile, const QString &signaturesPath)
{
    static const QRegularExpression closing(u"</([A-Za-z_][\\w.-]*:)?DocBody\\s*>"_s);
    const QString text = QString::fromUtf8(rootFile);
    const auto match = closing.match(text);
    if (!match.hasMatch() || (text.toUtf8() != rootFile && !rootFile.startsWith("\xEF\xBB\xBF")))
        return Error{ErrorCode::Unsupported, "ofd.root-not-editable", {}};
    const QByteArray end = match.captured(0).toUtf8();
    const QByteArray prefix = match.captured(1).toUtf8();
    QByteArray edited = rootFile;
    edited.insert(
        edited.indexOf(end), '<' + prefix + "Signatures>/" + signaturesPath.toUtf8() + "</" + prefix + "Signatures>");
    WENYI_TRY(const XmlElement root, parseXml(edited));
    const XmlElement *body = root.child(u"DocBody");
    if (!body || body->childText(u"Signatures") != u'/' + signaturesPath)
        return Error{ErrorCode::Unsupported, "ofd.root-not-editable", {}};
    return edited;
}

/// One signature on its way into a package.
class Preparer
{
public:
    Preparer(
        const SignatureRequest &request, const Package &package, const DocumentTree &tree, QList<PackageEntry> entries)
        : m_request(request)
        , m_package(package)
        , m_tree(tree)
        , m_entries(std::move(entries))
    {
    }

    Result<SignaturePreparation> prepare()
    {
        WENYI_CHECK(checkStamps());
        WENYI_CHECK(readList());
        WENYI_CHECK(placeList());
        chooseFolder();
        WENYI_CHECK(writeList());
        if (!m_request.seal.isEmpty())
            put(m_folder + u"/Seal.esl"_s, m_request.seal);
        SignaturePreparation result;
        WENYI_TRY(result.signatureXml, writeSignature());
        result.signaturePath = u'/' + m_folder + u"/Signature.xml"_s;
        result.signedValuePath = m_folder + u"/SignedValue.dat"_s;
        put(m_folder + u"/Signature.xml"_s, result.signatureXml);
        result.entries = std::move(m_entries);
        return result;
    }

private:
    Result<void> checkStamps() const;
    Result<void> readList();
    Result<void> placeList();
    void chooseFolder();
    Result<void> writeList();
    Result<QByteArray> writeSignature() const;
    void writeParameters(XmlWriter &xml) const;
    void writeReferences(XmlWriter &xml) const;
    void put(const QString &path, const QByteArray &bytes);

    const SignatureRequest &m_request;
    const Package &m_package;
    const DocumentTree &m_tree;
    QList<PackageEntry> m_entries;
    QString m_signaturesPath;
    QString m_folder; ///< Of the new signature.
    SignatureRecords m_records;
    int m_number = 0; ///< Of the new signature; its stamps follow.
};

Result<void> Preparer::checkStamps() const
{
    for (const Stamp &stamp : m_request.stamps) {
        if (stamp.page < 0 || stamp.page >= m_tree.pages.size())
            return Error{ErrorCode::InvalidInput, "ofd.stamp-page", QString::number(stamp.page)};
        if (!(stamp.boundary.width > 0 && stamp.boundary.height > 0))
            return Error{ErrorCode::InvalidInput, "ofd.stamp-box", formatBox(stamp.boundary)};
    }
    return {};
}

Result<void> Preparer::readList()
{
    m_signaturesPath = m_tree.signaturesPath;
    if (m_signaturesPath.isEmpty())
        return {};
    WENYI_TRY(m_records, readSignatureRecords(m_package, m_signaturesPath));
    WENYI_TRY(const SignatureList existing, readSignatures(m_package));
    for (const OfdSignature &signature : existing.signatures) {
        const auto closes = [this](const auto &reference) { return reference.path == m_signaturesPath; };
        if (std::ranges::any_of(signature.references, closes))
            return Error{ErrorCode::NotAllowed, "ofd.document-closed", signature.id};
    }
    return {};
}

/// The entry point comes into OFD.xml with the first signature, before OFD.xml is hashed.
Result<void> Preparer::placeList()
{
    m_number = numberOf(m_records.maximumId);
    for (const SignatureRecord &record : m_records.records)
        m_number = std::max(m_number, numberOf(record.id));
    ++m_number;
    if (!m_signaturesPath.isEmpty())
        return {};
    const QString folder = m_tree.folder();
    m_signaturesPath = (folder.isEmpty() ? QString() : folder + u'/') + u"Signs/Signatures.xml"_s;
    if (m_package.contains(m_signaturesPath))
        return Error{ErrorCode::Corrupt, "ofd.signatures-unlinked", m_signaturesPath};
    for (PackageEntry &entry : m_entries) {
        if (entry.path != u"OFD.xml")
            continue;
        WENYI_TRY(entry.bytes, withSignatures(entry.bytes, m_signaturesPath));
    }
    return {};
}

void Preparer::chooseFolder()
{
    const QString parent = folderOf(m_signaturesPath);
    for (int k = 0;; ++k) {
        m_folder = (parent.isEmpty() ? QString() : parent + u'/') + u"Sign_%1"_s.arg(k);
        const auto isUsed = [this](const PackageEntry &entry) {
            return entry.path.startsWith(m_folder + u'/', Qt::CaseInsensitive);
        };
        if (std::ranges::none_of(m_entries, isUsed))
            return;
    }
}

Result<void> Preparer::writeList()
{
    XmlWriter xml(u"Signatures"_s);
    xml.element(u"MaxSignId"_s, idOf(m_number + static_cast<int>(m_request.stamps.size())));
    m_records.records.append(
        SignatureRecord{idOf(m_number), typeName(m_request.type), u'/' + m_folder + u"/Signature.xml"_s});
    for (const SignatureRecord &record : m_records.records) {
        xml.start(u"Signature"_s).attribute(u"ID"_s, record.id);
        if (!record.type.isEmpty())
            xml.attribute(u"Type"_s, record.type);
        xml.attribute(u"BaseLoc"_s, record.location).end();
    }
    WENYI_TRY(const QByteArray bytes, xml.finish());
    put(m_signaturesPath, bytes);
    return {};
}

void Preparer::writeParameters(XmlWriter &xml) const
{
    if (m_request.parameters.isEmpty())
        return;
    xml.start(u"Parameters"_s);
    for (const SignatureParameter &parameter : m_request.parameters) {
        xml.start(u"Parameter"_s).attribute(u"Name"_s, parameter.name);
        if (!parameter.type.isEmpty())
            xml.attribute(u"Type"_s, parameter.type);
        xml.text(parameter.value).end();
    }
    xml.end();
}

void Preparer::writeReferences(XmlWriter &xml) const
{
    xml.start(u"References"_s).attribute(u"CheckMethod"_s, QString::fromLatin1(Sm3Identifier));
    for (const PackageEntry &entry : m_entries) {
        if (entry.path == m_signaturesPath && m_request.coverage == Coverage::LeaveOpen)
            continue;
        xml.start(u"Reference"_s).attribute(u"FileRef"_s, u'/' + entry.path);
        xml.element(u"CheckValue"_s, QString::fromLatin1(crypto::sm3(entry.bytes).toBytes().toBase64())).end();
    }
    xml.end();
}

Result<QByteArray> Preparer::writeSignature() const
{
    XmlWriter xml(u"Signature"_s);
    xml.start(u"SignedInfo"_s).start(u"Provider"_s);
    xml.attribute(u"ProviderName"_s, m_request.provider.name).attribute(u"Version"_s, m_request.provider.version);
    xml.attribute(u"Company"_s, m_request.provider.company).end();
    xml.element(u"SignatureMethod"_s, m_request.method);
    xml.element(u"SignatureDateTime"_s, toDateTime(m_request.time).toString(u"yyyyMMddHHmmss'Z'"_s));
    writeParameters(xml);
    writeReferences(xml);
    int number = m_number;
    for (const Stamp &stamp : m_request.stamps) {
        xml.start(u"StampAnnot"_s).attribute(u"ID"_s, idOf(++number));
        xml.attribute(u"PageRef"_s, m_tree.pages[stamp.page].id);
        xml.attribute(u"Boundary"_s, formatBox(stamp.boundary));
        if (stamp.clip)
            xml.attribute(u"Clip"_s, formatBox(*stamp.clip));
        xml.end();
    }
    if (!m_request.seal.isEmpty())
        xml.start(u"Seal"_s).element(u"BaseLoc"_s, u'/' + m_folder + u"/Seal.esl"_s).end();
    xml.end().element(u"SignedValue"_s, u'/' + m_folder + u"/SignedValue.dat"_s);
    return xml.finish();
}

void Preparer::put(const QString &path, const QByteArray &bytes)
{
    const auto place = std::ranges::find(m_entries, path, &PackageEntry::path);
    if (place == m_entries.end())
        m_entries.append(PackageEntry{path, bytes});
    else
        place->bytes = bytes;
}

} // namespace

Result<SignaturePreparation> prepareSignature(const QByteArray &package, const SignatureRequest &request)
{
    WENYI_TRY(const Package opened, Package::open(package));
    WENYI_TRY(const DocumentTree tree, readDocumentTree(opened));
    WENYI_TRY(QList<PackageEntry> entries, opened.readAll());
    return Preparer(request, opened, tree, std::move(entries)).prepare();
}

Result<QByteArray> finishSignature(const SignaturePreparation &preparation, const QByteArray &signedValue)
{
    constexpr qsizetype LargestSignedValue = 16 * limits::MiB;
    if (signedValue.isEmpty() || signedValue.size() > LargestSignedValue)
        return Error{ErrorCode::InvalidInput, "ofd.signed-value-size", QString::number(signedValue.size())};
    QList<PackageEntry> entries = preparation.entries;
    entries.append(PackageEntry{preparation.signedValuePath, signedValue});
    return writePackage(entries);
}

} // namespace wenyi::ofd
