// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstddef>

/// What GM/T 0016-2012 (智能密钥设备密码应用接口规范) says of the functions that are used.
namespace wenyi::token::skf {

/// ULONG has 32 bits (6.2), but some vendors' libraries for Linux write 64. A wide variable that is 0 before the call
/// holds both on a little-endian machine; what is handed in by value is the same in a register; results are cut to the
/// 32 bits that both mean.
using Long = quint64;
using Handle = void *;

/// Annex A: error codes.
enum Result : quint32 {
    Ok = 0,
    NotSupported = 0x0A000003,
    DeviceRemoved = 0x0A000023,
    PinIncorrect = 0x0A000024,
    PinLocked = 0x0A000025,
    PinInvalid = 0x0A000026,
    PinLength = 0x0A000027
};

/// 6.4.8 ECCSIGNATUREBLOB: each number right-aligned in 512 bits.
inline constexpr std::size_t NumberSize = 64;
struct EccSignature
{
    unsigned char r[NumberSize];
    unsigned char s[NumberSize];
};

inline constexpr Long UserPin = 1; ///< 6.4.13: USER_TYPE.

/// 6.4.2 DEVINFO: the label stands behind the version and two names, whatever comes after it.
inline constexpr std::size_t LabelAt = 2 + 64 + 64;
inline constexpr std::size_t LabelSize = 32;
inline constexpr std::size_t DeviceInfoSize = 1024; ///< More than any vendor's has.

using EnumDev = Long(int isPresent, char *names, Long *size);                                    // 7.1.3
using ConnectDev = Long(char *name, Handle *device);                                             // 7.1.4
using DisConnectDev = Long(Handle device);                                                       // 7.1.5
using GetDevInfo = Long(Handle device, unsigned char *info);                                     // 7.1.8
using GetPinInfo = Long(Handle application, Long type, Long *most, Long *left, Long *isDefault); // 7.2.4
using ChangePin = Long(Handle application, Long type, char *from, char *to, Long *attemptsLeft); // 7.2.5
using VerifyPin = Long(Handle application, Long type, char *pin, Long *attemptsLeft);            // 7.2.6
using EnumApplication = Long(Handle device, char *names, Long *size);                            // 7.3.2
using OpenApplication = Long(Handle device, char *name, Handle *application);                    // 7.3.4
using CloseApplication = Long(Handle application);                                               // 7.3.5
using EnumContainer = Long(Handle application, char *names, Long *size);                         // 7.5.4
using OpenContainer = Long(Handle application, char *name, Handle *container);                   // 7.5.5
using CloseContainer = Long(Handle container);                                                   // 7.5.6
using ExportCertificate = Long(Handle container, int isSigning, unsigned char *, Long *size);    // 7.5.9
using EccSignData = Long(Handle container, unsigned char *digest, Long size, EccSignature *);    // 7.6.10

} // namespace wenyi::token::skf
