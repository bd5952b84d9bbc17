// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace wenyi::core {

/// Whose seal is put: the unit's, which its keeper holds, or the member's own (个人名章、签名章).
enum class SealOwner { Unit, Member };

namespace keyfile {
/// The member's own seal (SESeal, DER); the key for it is the one that the member signs with.
inline constexpr QStringView PersonalSealData = u"personal.esl";
} // namespace keyfile

} // namespace wenyi::core
