// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/SentenceTables.h"

namespace wenyi::ui::sentences {

std::span<const Sentence> ofPdfs()
{
    static constexpr Sentence table[] = {
        {"pdf-sign.encrypted",
            QT_TRANSLATE_NOOP("Sentences", "The PDF is encrypted. Please sign a copy without encryption.")},
        {"pdf-sign.certified",
            QT_TRANSLATE_NOOP("Sentences", "Whoever certified the PDF forbade every change, signatures too.")},
        {"pdf-sign.xfa",
            QT_TRANSLATE_NOOP("Sentences",
                "The PDF is an XFA form, which cannot be signed. Please print it into a plain PDF first.")},
        {"pdf-sign.structure",
            QT_TRANSLATE_NOOP("Sentences",
                "The PDF's structure is damaged, so nothing can be added to it. Please save it anew and sign that.")},
        {"pdf-sign.certificate",
            QT_TRANSLATE_NOOP("Sentences", "The key's certificate is not for signing PDFs. Nothing was signed.")},
        {"token.no-p256", QT_TRANSLATE_NOOP("Sentences",
                              "The token has no P-256 key there that signs by ECDSA. Nothing was signed.")},
        {"pdf-sign.place", QT_TRANSLATE_NOOP("Sentences",
                               "There the picture would reach beyond the page. Please choose another place.")},
        {"pdf-sign.no-picture",
            QT_TRANSLATE_NOOP("Sentences", "Please name the picture or the seal that is to stand at that place.")},
        {"pdf-sign.unit-seal", QT_TRANSLATE_NOOP("Sentences", "A unit's seal is put on OFD files by its keeper, and on "
                                                              "no PDF. Please name a picture or a personal seal.")},
        {"pdf-sign.cancelled", QT_TRANSLATE_NOOP("Sentences", "Signing was cancelled. Nothing was written.")},
        {"pdf-key.none", QT_TRANSLATE_NOOP("Sentences",
                             "This member has no key for PDFs yet; `pdf certify-key --profile` puts one in.")},
        {"pdf-key.certificate",
            QT_TRANSLATE_NOOP("Sentences", "The certificate is not for signing PDFs. The key was not put in.")},
        {"pdf-key.other-owner",
            QT_TRANSLATE_NOOP(
                "Sentences", "The certificate is neither this member's nor this unit's. The key was not put in.")},
        {"pdf-key.other-pin",
            QT_TRANSLATE_NOOP("Sentences", "The key's PIN is another one than that of the member's other keys. Please "
                                           "change it by `key change-pin` first.")},
        {"pdf-copy.not-valid", QT_TRANSLATE_NOOP("Sentences",
                                   "Not every seal of the document holds without doubt, or none is this unit's, so no "
                                   "copy of it was made.")},
        {"pdf-copy.picture",
            QT_TRANSLATE_NOOP("Sentences", "A picture of the document cannot be read, so no copy of it was made.")},
        {"pdf-sign.reason", QT_TRANSLATE_NOOP("Sentences", "The reason is longer than 500 characters.")},
        {"pdf-sign.not-valid",
            QT_TRANSLATE_NOOP("Sentences", "The signed PDF did not hold when it was checked, so it was not kept.")},
        {"pdf-signature.signer-unknown",
            QT_TRANSLATE_NOOP("Sentences", "The signer's certificate comes from an authority that is not known here; "
                                           "who signed is what the certificate claims.")},
        {"pdf-signature.revocation-unknown",
            QT_TRANSLATE_NOOP("Sentences", "Whether the signer's certificate is revoked cannot be told here.")},
        {"pdf-signature.changed-after",
            QT_TRANSLATE_NOOP("Sentences", "The file was changed or added to after it was signed.")},
        {"pdf-signature.signed-later",
            QT_TRANSLATE_NOOP("Sentences",
                "The file was added to after this signature and signed again; what was added was not told apart.")},
        {"pdf-signature.structure",
            QT_TRANSLATE_NOOP("Sentences", "The file's structure is too damaged to find its signatures.")},
        {"pdf-signature.count", QT_TRANSLATE_NOOP("Sentences", "The file has more signature fields than are read.")},
        {"pdf-signature.dictionary", QT_TRANSLATE_NOOP("Sentences", "The signature lacks entries that it must have.")},
        {"pdf-signature.weak-kind",
            QT_TRANSLATE_NOOP("Sentences", "The signature rests on SHA-1, which proves nothing any more.")},
        {"pdf-signature.kind", QT_TRANSLATE_NOOP("Sentences", "This kind of signature is not known here.")},
        {"pdf-signature.cades", QT_TRANSLATE_NOOP("Sentences",
                                    "The signature does not name its certificate, as its kind (CAdES) demands.")},
        {"pdf-signature.byte-range",
            QT_TRANSLATE_NOOP("Sentences", "The signature does not say in two parts what it covers.")},
        {"pdf-signature.byte-range-start",
            QT_TRANSLATE_NOOP("Sentences", "The signature does not cover the file from its beginning.")},
        {"pdf-signature.byte-range-order",
            QT_TRANSLATE_NOOP("Sentences", "The parts that the signature covers overlap or are empty.")},
        {"pdf-signature.byte-range-end",
            QT_TRANSLATE_NOOP("Sentences", "The signature claims to cover more than the file has.")},
        {"pdf-signature.gap",
            QT_TRANSLATE_NOOP(
                "Sentences", "Between the parts that the signature covers stands more than the signature itself.")},
        {"pdf-signature.contents", QT_TRANSLATE_NOOP("Sentences", "The signature has no value.")},
        {"cms.form", QT_TRANSLATE_NOOP("Sentences", "The signature value cannot be read.")},
        {"cms.size", QT_TRANSLATE_NOOP("Sentences", "The signature value is larger than allowed.")},
        {"cms.trailing", QT_TRANSLATE_NOOP("Sentences", "Something foreign stands behind the signature value.")},
        {"cms.signers", QT_TRANSLATE_NOOP("Sentences", "The signature value does not have exactly one signer.")},
        {"cms.certificate",
            QT_TRANSLATE_NOOP("Sentences", "The signature value does not hold its signer's certificate.")},
        {"cms.digest-method",
            QT_TRANSLATE_NOOP("Sentences", "The signature uses a digest method that is too weak or not known.")},
        {"cms.key", QT_TRANSLATE_NOOP("Sentences", "The signer's key is too weak, or of a kind that is not known.")},
        {"cms.attributes", QT_TRANSLATE_NOOP("Sentences", "The signature lacks what ties it to the content.")},
        {"cms.digest", QT_TRANSLATE_NOOP("Sentences", "The content is not the one that was signed.")},
        {"cms.value", QT_TRANSLATE_NOOP("Sentences", "The signature value is not the signer's.")},
        {"verification.pdf-not-valid",
            QT_TRANSLATE_NOOP("Sentences", "Not every signature of the file is valid and covers all of it.")},
    };
    return table;
}

} // namespace wenyi::ui::sentences
