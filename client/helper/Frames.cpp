// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/helper/Frames.h"

#include "shared/base/Limits.h"

#include <QtEndian>

namespace wenyi::helper {

namespace {

constexpr qsizetype LengthSize = 4;
/// No message with a PIN in it is longer; files and pictures are not worth the time.
constexpr qsizetype LongestSecretMessage = 64 * limits::KiB;

} // namespace

QByteArray framed(CborWriter &writer)
{
    QByteArray content = writer.take();
    QByteArray frame(LengthSize, Qt::Uninitialized);
    qToBigEndian(static_cast<quint32>(content.size()), frame.data());
    frame.reserve(LengthSize + content.size());
    frame.append(content);
    if (content.size() <= LongestSecretMessage)
        wipe(content);
    return frame;
}

void wipe(QByteArray &bytes)
{
    if (!bytes.isDetached())
        return;
    volatile char *byte = bytes.data();
    for (qsizetype i = 0; i < bytes.size(); ++i)
        byte[i] = 0;
}

Result<std::optional<QByteArray>> FrameReader::next()
{
    if (m_bytes.size() < LengthSize)
        return std::optional<QByteArray>();
    const auto length = static_cast<qsizetype>(qFromBigEndian<quint32>(m_bytes.constData()));
    if (length > m_largest)
        return Error{ErrorCode::TooLarge, "helper.frame", QString::number(length)};
    if (m_bytes.size() < LengthSize + length) {
        m_bytes.reserve(LengthSize + length);
        return std::optional<QByteArray>();
    }
    QByteArray content = m_bytes.mid(LengthSize, length);
    if (length <= LongestSecretMessage)
        std::fill_n(m_bytes.data() + LengthSize, length, '\0');
    m_bytes.remove(0, LengthSize + length);
    if (m_bytes.isEmpty())
        m_bytes = QByteArray(); // A large file's room is given back.
    return std::optional(std::move(content));
}

} // namespace wenyi::helper
