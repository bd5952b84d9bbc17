// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

/// The typed model of an official document: the elements of GB/T 9704-2012. Its JSON form is DOC.json (docs/).
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

struct Table
{
    QList<QStringList> rows;
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
    QStringList signatories;       ///< 发文机关署名
    QDate date;                    ///< 成文日期
    QString note;                  ///< 附注, without its parentheses
    QStringList copyTo;            ///< 抄送机关
    QString printer;               ///< 印发机关
    QDate printDate;               ///< 印发日期
    friend bool operator==(const OfficialDocument &, const OfficialDocument &) = default;
};

} // namespace wenyi::document
