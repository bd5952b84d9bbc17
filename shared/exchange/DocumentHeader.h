// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/exchange/EnvelopeHeader.h"

#include <QDate>
#include <QStringList>

namespace wenyi::exchange {

/// A part of the envelope as the document header names it: Document, Attachment or Source.
struct DocumentHeaderPart
{
    PartRole role = PartRole::Document;
    QString name;
    qint64 size = 0; ///< Bytes, not encrypted.
    Digest digest;   ///< SM3 of the bytes, not encrypted.
    friend bool operator==(const DocumentHeaderPart &, const DocumentHeaderPart &) = default;
};

/// 公文头: the metadata elements of GB/T 33480-2016, under the short names that OFD's CustomData uses too. This is the
/// interface that other departments' systems read and write; docs/schema/document-header.xsd says the same as data.
struct DocumentHeader
{
    QString identifier;      ///< GWBS 公文标识: organisation code, year, serial (GB/T 19667.1-2005).
    QString kind;            ///< WZ 文种
    QString copyNumber;      ///< FH 份号
    QString secrecy;         ///< MJHBMQX 密级和保密期限
    QString urgency;         ///< JJCD 紧急程度
    QString issuerMark;      ///< FWJGBZ 发文机关标志
    QString number;          ///< FWZH 发文字号
    QStringList signers;     ///< QFR 签发人
    QString title;           ///< BT 标题
    QStringList recipients;  ///< ZSJG 主送机关
    QStringList attachments; ///< FJSM 附件说明, one a line
    QStringList signatories; ///< FWJGSM 发文机关署名
    QDate date;              ///< CWRQ 成文日期
    QString note;            ///< FZ 附注
    QStringList copyTo;      ///< CSJG 抄送机关
    QString printer;         ///< YFJG 印发机关
    QDate printDate;         ///< YFRQ 印发日期
    QString distribution;    ///< FBCC 发布层次
    QList<DocumentHeaderPart> parts;

    /// UTF-8, valid by the schema. Fails as fromXml() does where a value breaks a rule.
    Result<QByteArray> toXml() const;
    /// Fails with TooLarge "document-header.too-large", Corrupt "document-header.encoding" (not UTF-8),
    /// "document-header.dtd" (a DTD, entity or processing instruction), "document-header.malformed",
    /// "document-header.element" (unknown, missing, doubled or out of order), "document-header.value",
    /// "document-header.parts", Unsupported "document-header.version".
    static Result<DocumentHeader> fromXml(QByteArrayView xml);

    friend bool operator==(const DocumentHeader &, const DocumentHeader &) = default;
};

} // namespace wenyi::exchange
