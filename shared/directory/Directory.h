// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/Signer.h"
#include "shared/crypto/TrustStore.h"
#include "shared/directory/DirectoryContent.h"

#include <memory>

namespace wenyi::directory {

struct PeerDomain;

/// A signed directory (目录) that was found to hold: who belongs to the exchange domain, and by which keys. Immutable,
/// shared by value.
///
/// Form: canonical CBOR [1, content, certificate, signature]; content is CBOR in a byte string, and what is signed are
/// those very bytes after the name of the form.
class Directory
{
public:
    /// Signs with the operating authority's key. Fails as checkContent() does, and with InvalidInput
    /// "directory.certificate" where a certificate is not its owner's, NotAllowed "directory.signer".
    static Result<QByteArray> sign(const DirectoryContent &content, crypto::Signer &signer);

    /// Verifies and takes apart. The signer has to hold at `at`; the certificates inside are looked at as of the moment
    /// the directory was issued, so that one that expires later does not take everybody's addresses with it: who relies
    /// on a single certificate verifies that one for the moment it was used. Those of retired units may have ended, and
    /// any may have been revoked. Fails with TooLarge "directory.size", NotTrusted "directory.signature",
    /// "directory.signer", "directory.certificate", "directory.from-future", "directory.revocation-list",
    /// "directory.pdf-authority" (no P-256 root, or a list that is not its own), and as decodeContent() and
    /// checkContent() do. Certificates that stand in a directory of before (null: there is none) are taken over from
    /// it in their parsed form, and judged as all others are.
    static Result<Directory> open(
        QByteArrayView bytes, const crypto::TrustStore &trust, Instant at, const Directory *before = nullptr);
    /// What open() asks of the trust and the moment, of a directory that was open before: by what it knows of the
    /// signatures already, which makes it cheap with thousands of certificates. Fails with those of its reasons.
    Result<void> stillHolds(const crypto::TrustStore &trust, Instant at) const;

    /// Signs excerptOf(content) for other domains: under a name of its own, so that it never passes for the directory.
    static Result<QByteArray> signExcerpt(const DirectoryContent &content, crypto::Signer &signer);
    /// The same as open() for another domain's excerpt, by that domain's trust; one with desktops or peers of its own
    /// is refused with NotTrusted "directory.excerpt".
    static Result<Directory> openExcerpt(QByteArrayView bytes, const crypto::TrustStore &trust, Instant at);

    const DirectoryContent &content() const;
    const QByteArray &bytes() const;
    /// SM3 of the bytes; receipts name the directory by it.
    Digest digest() const;

    /// The domains whose units are known too.
    const QList<PeerDomain> &peers() const;
    /// Null for a unit of this domain, and for one that nobody knows.
    const PeerDomain *peerOf(const UnitCode &unit) const;
    /// Whom a unit's certificates are judged by: its domain's trust where that is a peer, else what is given.
    const crypto::TrustStore &trustFor(const UnitCode &unit, const crypto::TrustStore &own) const;

    /// The directory of a unit's own domain: a peer's excerpt, or this one. Lives as long as a copy of this.
    const Directory &homeOf(const UnitCode &unit) const;

    /// Also of a peer: no code is used twice. Null where there is none; the pointers live as long as a copy of this
    /// directory.
    const Unit *unit(const UnitCode &code) const;
    /// By full name, short name or alias, in this domain; retired units only where nobody else bears the name.
    const Unit *unitNamed(const QString &name) const;
    const Member *member(const MemberId &id) const;
    /// In order of rank.
    QList<const Member *> membersOf(const UnitCode &unit) const;
    const Desktop *desktop(const DesktopId &id) const;
    /// Whose CURVE key this is.
    const Desktop *desktopOfKey(QByteArrayView curveKey) const;
    const RegisteredSeal *sealOf(const Digest &digest) const;
    /// A certificate of the content in its parsed form.
    const crypto::Certificate *certificate(const QByteArray &der) const;

    /// The units that a recipient's name stands for (a unit, alias or group), retired ones replaced by their
    /// successors, each once. A name that nobody here bears is looked for among the peers' units. Fails with NotFound
    /// "directory.unknown-name", NotAllowed "directory.retired", InvalidInput "directory.ambiguous-name" (in two
    /// peers).
    Result<QList<UnitCode>> resolve(const QString &name) const;

    /// Whether this may replace `older`: the same domain, and neither version nor time goes down, nor does a seal come
    /// back, nor under the same authority for PDFs a signer who was revoked for good. A version without that authority
    /// may follow: whoever takes it keeps what it said for checkPdfSignersStay(). Fails with NotTrusted
    /// "directory.other-domain", "directory.older", "directory.version-twice", "directory.pdf-list-older",
    /// "directory.pdf-signer-revived", "directory.peer-older" (a peer's excerpt), and as checkSealsSucceed() does.
    Result<void> checkSucceeds(const Directory &older) const;
    /// Whether the authority for PDFs, where it is this one that was told by an earlier version and dropped since,
    /// still says all that its list said then. A list that is not that authority's says nothing. Fails with NotTrusted
    /// "directory.pdf-list-older", "directory.pdf-signer-revived".
    Result<void> checkPdfSignersStay(const PdfAuthority &told) const;
    /// Whether it is still current: whoever keeps newer ones back cannot do so for longer than a directory says it is
    /// good for. Nothing else fails for it: a desktop without a network works on. Fails with NotTrusted
    /// "directory.outdated" (`detail`: since when a newer one is overdue).
    Result<void> checkCurrent(Instant at) const;

    /// What it tells of revocations, added to what is known; nothing to add is no failure. Fails as
    /// crypto::TrustStore::addRevocationList() does.
    Result<void> addRevocationsTo(crypto::TrustStore &trust) const;
    /// The domain's authority for PDFs as a root with its list; nothing where there is none. For a store that judges
    /// PDFs and nothing else: the second suite is known to no other.
    void addPdfAuthorityTo(crypto::TrustStore &trust) const;

private:
    struct State;
    /// What bytes are signed as.
    enum class Kind { Whole, Excerpt };
    static QStringView nameOf(Kind kind);
    static Result<QByteArray> signAs(Kind kind, const DirectoryContent &content, crypto::Signer &signer);
    static Result<Directory> openAs(Kind kind, QByteArrayView bytes, const crypto::TrustStore &trust, Instant at,
        const Directory *before = nullptr);
    Result<void> checkRevocations(const crypto::TrustStore &trust) const;
    Result<QList<UnitCode>> resolveAmongPeers(const QString &name) const;
    explicit Directory(std::shared_ptr<const State> state);
    std::shared_ptr<const State> m_state;
};

} // namespace wenyi::directory
