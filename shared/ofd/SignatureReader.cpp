// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/SignatureReader.h"

#include "shared/crypto/Sm3.h"
#include "shared/ofd/DocumentTree.h"
#include "shared/ofd/Geometry.h"
#include "shared/ofd/Location.h"
#include "shared/ofd/ShownFiles.h"

#include <QHash>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

bool OfdSignature::referencesMatch() const
{
    return !fault && !references.isEmpty()
           && std::ranges::all_of(references, [](const auto &one) { return one.result == ReferenceResult::Match; });
}

bool OfdSignature::coversWhatIsShown() const
{
    return !fault && std::ranges::none_of(uncovered, [](const auto &file) {
        return file.kind == UncoveredKind::NotProtected;
    });
}

namespace {

/// The ways in which makers name SM3 (OFD.md 3.3): by name, by the algorithm's identifier, and by its two variants'.
bool isSm3(const QString &method)
{
    static const QStringList names{
        u"sm3"_s, u"1.2.156.10197.1.401"_s, u"1.2.156.10197.1.401.1"_s, u"1.2.156.10197.1.401.2"_s};
    return names.contains(method.trimmed().toLower());
}

class SignatureReader
{
public:
    SignatureReader(const Package &package, const DocumentTree &tree, QSet<QString> shown)
        : m_package(package)
        , m_tree(tree)
        , m_shown(std::move(shown))
    {
    }

    Result<SignatureList> readAll();

private:
    OfdSignature read(const SignatureRecord &record);
    Result<void> fill(OfdSignature &signature, const SignatureRecord &record);
    void readSignedInfo(OfdSignature &signature, const XmlElement &info);
    Result<void> readReferences(OfdSignature &signature, const XmlElement &references);
    Result<void> readStamps(OfdSignature &signature, const XmlElement &info) const;
    Result<QByteArray> readPart(OfdSignature &signature, const QString &location);
    void listUncovered(OfdSignature &signature) const;
    bool isSignatureFile(const QString &path) const;
    QStringList unlisted(const QList<OfdSignature> &signatures) const;
    Result<Digest> digestOf(const QString &path);

    const Package &m_package;
    const DocumentTree &m_tree;
    const QSet<QString> m_shown;
    QHash<QString, Digest> m_digests;
    QHash<QString, QStringList> m_files; ///< Signature.xml's path -> all files of that signature.
};

Result<SignatureList> SignatureReader::readAll()
{
    SignatureList list;
    if (!m_tree.signaturesPath.isEmpty()) {
        WENYI_TRY(const SignatureRecords records, readSignatureRecords(m_package, m_tree.signaturesPath));
        for (const SignatureRecord &record : records.records)
            list.signatures.append(read(record));
    }
    for (OfdSignature &signature : list.signatures)
        listUncovered(signature);
    list.unlisted = unlisted(list.signatures);
    return list;
}

OfdSignature SignatureReader::read(const SignatureRecord &record)
{
    OfdSignature signature;
    signature.id = record.id;
    if (auto filled = fill(signature, record); !filled)
        signature.fault = std::move(filled).error();
    return signature;
}

Result<void> SignatureReader::fill(OfdSignature &signature, const SignatureRecord &record)
{
    const QString type = record.type.toLower();
    if (!type.isEmpty() && type != u"seal" && type != u"sign")
        return Error{ErrorCode::Unsupported, "ofd.signature-type", record.type};
    signature.type = type == u"sign" ? SignatureType::Sign : SignatureType::Seal;
    const auto path = locate(m_package, {folderOf(m_tree.signaturesPath)}, record.location);
    if (!path)
        return Error{ErrorCode::Corrupt, "ofd.signature-missing", record.location};
    signature.path = *path;
    // Listed twice it would show as two seals.
    if (m_files.contains(signature.path))
        return Error{ErrorCode::Corrupt, "ofd.signature-twice", signature.path};
    m_files[signature.path].append(signature.path);
    WENYI_TRY(signature.bytes, m_package.read(signature.path));
    WENYI_TRY(const XmlElement root, parseXml(signature.bytes));
    const XmlElement *info = root.child(u"SignedInfo");
    const XmlElement *references = info ? info->child(u"References") : nullptr;
    if (!root.is(u"Signature") || !references)
        return Error{ErrorCode::Corrupt, "ofd.signature-form", signature.path};
    readSignedInfo(signature, *info);
    WENYI_CHECK(readReferences(signature, *references));
    WENYI_CHECK(readStamps(signature, *info));
    if (const XmlElement *seal = info->child(u"Seal")) {
        WENYI_TRY(signature.seal, readPart(signature, seal->childText(u"BaseLoc")));
    }
    WENYI_TRY(signature.signedValue, readPart(signature, root.childText(u"SignedValue")));
    return {};
}

void SignatureReader::readSignedInfo(OfdSignature &signature, const XmlElement &info)
{
    if (const XmlElement *provider = info.child(u"Provider")) {
        // The schema has attributes; some makers write elements.
        const auto value = [provider](QStringView name) {
            return provider->hasAttribute(name) ? provider->attribute(name) : provider->childText(name);
        };
        signature.provider = {value(u"ProviderName"), value(u"Version"), value(u"Company")};
    }
    signature.method = info.childText(u"SignatureMethod");
    signature.dateTime = info.childText(u"SignatureDateTime");
    for (const XmlElement &set : info.children) {
        if (!set.is(u"Parameters"))
            continue;
        for (const XmlElement &one : set.children) {
            if (one.is(u"Parameter"))
                signature.parameters.append({one.attribute(u"Name"), one.attribute(u"Type"), one.text.trimmed()});
        }
    }
}

Result<Digest> SignatureReader::digestOf(const QString &path)
{
    if (const auto known = m_digests.constFind(path); known != m_digests.cend())
        return *known;
    WENYI_TRY(const QByteArray bytes, m_package.read(path));
    const Digest digest = crypto::sm3(bytes);
    m_digests.insert(path, digest);
    return digest;
}

Result<void> SignatureReader::readReferences(OfdSignature &signature, const XmlElement &references)
{
    signature.checkMethod = references.attribute(u"CheckMethod");
    const bool known = isSm3(signature.checkMethod);
    for (const XmlElement &element : references.children) {
        if (!element.is(u"Reference"))
            continue;
        const QString location = element.attribute(u"FileRef");
        SignatureReference reference{location, {}, ReferenceResult::Missing};
        QByteArray encoded = element.childText(u"CheckValue").toLatin1();
        encoded.removeIf([](char character) { return QChar::isSpace(static_cast<uchar>(character)); });
        const auto value = QByteArray::fromBase64Encoding(encoded, QByteArray::AbortOnBase64DecodingErrors);
        reference.checkValue = value ? *value : QByteArray();
        // Absolute by the standard; without the slash the root is meant as well.
        auto path = resolveLocation({}, location);
        if (!path || !m_package.contains(*path))
            path = locate(m_package, {folderOf(signature.path)}, location);
        if (path) {
            reference.path = *path;
            WENYI_TRY(const Digest digest, digestOf(*path));
            const bool same = reference.checkValue == digest.toBytes();
            reference.result = !known ? ReferenceResult::UnknownMethod
                               : same ? ReferenceResult::Match
                                      : ReferenceResult::Mismatch;
        }
        signature.references.append(reference);
    }
    return {};
}

Result<void> SignatureReader::readStamps(OfdSignature &signature, const XmlElement &info) const
{
    for (const XmlElement &element : info.children) {
        if (!element.is(u"StampAnnot"))
            continue;
        Stamp stamp;
        stamp.page = m_tree.pageIndex(element.attribute(u"PageRef"));
        const auto boundary = parseBox(element.attribute(u"Boundary"));
        if (stamp.page < 0 || !boundary)
            return Error{ErrorCode::Corrupt, "ofd.stamp-form", element.attribute(u"ID")};
        stamp.boundary = *boundary;
        if (const QString clip = element.attribute(u"Clip"); !clip.trimmed().isEmpty()) {
            stamp.clip = parseBox(clip);
            if (!stamp.clip)
                return Error{ErrorCode::Corrupt, "ofd.stamp-form", element.attribute(u"ID")};
        }
        signature.stamps.append(stamp);
    }
    return {};
}

Result<QByteArray> SignatureReader::readPart(OfdSignature &signature, const QString &location)
{
    const auto path = locate(m_package, {folderOf(signature.path)}, location);
    if (!path)
        return Error{ErrorCode::Corrupt, "ofd.signature-part-missing", location};
    m_files[signature.path].append(*path);
    return m_package.read(*path);
}

void SignatureReader::listUncovered(OfdSignature &signature) const
{
    QHash<QString, bool> covered;
    for (const SignatureReference &reference : signature.references) {
        // A file that is named twice holds only if both hold.
        const bool holds = reference.result == ReferenceResult::Match;
        covered[reference.path] = covered.value(reference.path, true) && holds;
    }
    QSet<QString> othersFiles;
    for (auto files = m_files.cbegin(); files != m_files.cend(); ++files) {
        if (files.key() != signature.path)
            othersFiles.unite(QSet<QString>(files->cbegin(), files->cend()));
    }
    const QStringList own = m_files.value(signature.path);
    for (const QString &path : m_package.paths()) {
        if (covered.value(path, false))
            continue;
        // What is shown comes first: calling a page another signature's seal must not excuse it.
        if (m_shown.contains(path))
            signature.uncovered.append({path, UncoveredKind::NotProtected});
        else if (path == m_tree.signaturesPath)
            signature.uncovered.append({path, UncoveredKind::SignatureList});
        else if (othersFiles.contains(path))
            signature.uncovered.append({path, UncoveredKind::LaterSignature});
        else if (!own.contains(path))
            signature.uncovered.append({path, UncoveredKind::NotShown});
    }
}

/// By its name, or by what is in it where it was renamed. What is shown is no signature, whatever it is called.
bool SignatureReader::isSignatureFile(const QString &path) const
{
    constexpr qsizetype MostToRead = 1000;
    if (m_shown.contains(path))
        return false;
    if (path == u"Signature.xml" || path.endsWith(u"/Signature.xml"))
        return true;
    if (!path.endsWith(u".xml", Qt::CaseInsensitive) || m_package.paths().size() > MostToRead)
        return false;
    const auto root = readXml(m_package, path);
    return root && root->is(u"Signature") && root->child(u"SignedInfo");
}

QStringList SignatureReader::unlisted(const QList<OfdSignature> &signatures) const
{
    QSet<QString> listed{m_tree.signaturesPath};
    QStringList found;
    const auto consider = [&](const QString &path) {
        if (!listed.contains(path) && !found.contains(path) && isSignatureFile(path))
            found.append(path);
    };
    for (const OfdSignature &signature : signatures)
        listed.insert(signature.path);
    for (const QString &path : m_package.paths())
        consider(path);
    for (const OfdSignature &signature : signatures) {
        for (const SignatureReference &reference : signature.references)
            consider(reference.path.startsWith(u'/') ? reference.path.mid(1) : reference.path);
    }
    return found;
}

} // namespace

Result<SignatureRecords> readSignatureRecords(const Package &package, const QString &signaturesPath)
{
    constexpr qsizetype MostSignatures = 1000;
    WENYI_TRY(const XmlElement root, readXml(package, signaturesPath));
    if (!root.is(u"Signatures"))
        return Error{ErrorCode::Corrupt, "ofd.signatures-form", signaturesPath};
    if (root.children.size() > MostSignatures)
        return Error{ErrorCode::TooLarge, "ofd.too-many-signatures", QString::number(root.children.size())};
    SignatureRecords records;
    records.maximumId = root.childText(u"MaxSignId");
    for (const XmlElement &element : root.children) {
        if (element.is(u"Signature"))
            records.records.append(
                SignatureRecord{element.attribute(u"ID"), element.attribute(u"Type"), element.attribute(u"BaseLoc")});
    }
    return records;
}

Result<SignatureList> readSignatures(const Package &package)
{
    WENYI_TRY(const DocumentTree tree, readDocumentTree(package));
    WENYI_TRY(QSet<QString> shown, shownFiles(package));
    return SignatureReader(package, tree, std::move(shown)).readAll();
}

} // namespace wenyi::ofd
