// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

/// The typed model of an official document: the elements of GB/T 9704-2012. Its JSON form is DOC.json
/// (docs/DOC-JSON.md).
namespace wenyi::document {

/// The four layouts of GB/T 9704: 文件, 信函, 命令(令), 纪要.
enum class Format { Document, Letter, Order, Minutes };

struct Paragraph
{
    QString text;
    friend bool operator==(const Paragraph &, const Paragraph &) = default;
};

/// A heading of level 1 to 4: 一、 （一） 1. （1）; the text carries its number.
struct Heading
{
    int level = 1;
    QString text;
    friend bool operator==(const Heading &, const Heading &) = default;
};

/// Which way a table lies on its page.
enum class TableOrientation {
    AsColumnsNeed,
    Upright, ///< As the text does.
    Sideways ///< 横排表格 (GB/T 9704 clause 8): on pages of its own, turned.
};

struct Table
{
    QList<QStringList> rows;
    int headRows = 1; ///< How many of its rows are repeated on each page that it runs on to.
    TableOrientation orientation = TableOrientation::AsColumnsNeed;
    friend bool operator==(const Table &, const Table &) = default;
};

struct Picture
{
    QString source; ///< "blob:…", the digest of its bytes.
    friend bool operator==(const Picture &, const Picture &) = default;
};

using Block = std::variant<Paragraph, Heading, Table, Picture>;

/// 附件. With a body it is set on pages of its own behind the document; without, it is a file that goes along.
struct Attachment
{
    QString name;
    QList<Block> body;
    friend bool operator==(const Attachment &, const Attachment &) = default;
};

/// 生效标志: what makes a document valid (GB/T 9704 7.3.5).
enum class Signing {
    Seals,         ///< 加盖印章 (7.3.5.1)
    Unsealed,      ///< 不加盖印章 (7.3.5.2)
    SignatureStamp ///< 加盖签发人签名章 (7.3.5.3); the signatories are the signers' duties.
};

/// What a layout is signed by where the document says nothing else: an order by its signer's stamp.
Signing usualSigning(Format format);

/// 公文. An empty string, list or date is an element that is not on the page.
struct OfficialDocument
{
    Format format = Format::Document;
    QString kind;                  ///< 文种: one of the 15, e.g. 通知
    QString copyNumber;            ///< 份号
    QString secrecy;               ///< 密级和保密期限: 秘密★1年
    QString urgency;               ///< 紧急程度: 特急, 加急
    QString issuerMark;            ///< 发文机关标志: 江阴市人民政府办公室文件
    QStringList issuers;           ///< 发文机关
    QString number;                ///< 发文字号: 澄政办发〔2004〕28号
    QStringList signers;           ///< 签发人
    QString title;                 ///< 标题
    QStringList recipients;        ///< 主送机关
    QList<Block> body;             ///< 正文
    QList<Attachment> attachments; ///< 附件
    Signing signing = Signing::Seals;
    QStringList signatories; ///< 发文机关署名
    QDate date;              ///< 成文日期
    QString note;            ///< 附注, without its parentheses
    QStringList attendees;   ///< 出席, of 纪要
    QStringList excused;     ///< 请假, of 纪要
    QStringList observers;   ///< 列席, of 纪要
    QStringList copyTo;      ///< 抄送机关
    QString printer;         ///< 印发机关
    QDate printDate;         ///< 印发日期
    friend bool operator==(const OfficialDocument &, const OfficialDocument &) = default;
};

/// What makes the document valid: as it says, but that 纪要 bears no seal (条例) where it says nothing else.
Signing effectiveSigning(const OfficialDocument &document);

/// Whether these are minutes, by layout and kind, that nothing is put on to make them valid.
bool bearsNoSeal(const OfficialDocument &document);

} // namespace wenyi::document
