// SPDX-License-Identifier: GPL-3.0-or-later
// A PKCS#11 module in software that has tokens and nothing on them: as many as the file `readers` of its folder says.
// It looks for them where no list is to be filled, and only there (PKCS #11 2.40, 5.5); with the order
// "late C_GetSlotList" one more is put in between that look and the list. What else goes wrong a test orders
// (Orders.h).
#include "tests/client/token/Orders.h"

#include <p11-kit/pkcs11.h>

#include <algorithm>

namespace soft = wenyi::tests::soft;

namespace {

CK_ULONG seen = 0; ///< At the last look.

/// Padded with blanks, as all texts of fixed length are.
template<size_t N>
void put(const std::string &text, unsigned char (&to)[N])
{
    std::fill(std::begin(to), std::end(to), static_cast<unsigned char>(' '));
    std::copy_n(text.begin(), std::min(text.size(), N), std::begin(to));
}

CK_RV initialize(void *)
{
    return CKR_OK;
}

CK_RV finalize(void *)
{
    return CKR_OK;
}

CK_RV getInfo(CK_INFO *info)
{
    *info = {};
    put("PKCS11 of the tests", info->libraryDescription);
    return CKR_OK;
}

CK_RV getSlotList(CK_BBOOL, CK_SLOT_ID *slots, CK_ULONG *count)
{
    soft::obey("C_GetSlotList");
    const CK_ULONG room = *count;
    if (!slots)
        seen = std::strtoul(soft::read("readers").c_str(), nullptr, 10);
    else if (soft::isOrdered("late", "C_GetSlotList"))
        ++seen;
    *count = seen;
    if (!slots)
        return CKR_OK;
    if (room < seen)
        return CKR_BUFFER_TOO_SMALL;
    for (CK_ULONG slot = 0; slot < seen; ++slot)
        slots[slot] = slot + 1;
    return CKR_OK;
}

CK_RV getTokenInfo(CK_SLOT_ID slot, CK_TOKEN_INFO *info)
{
    if (slot < 1 || slot > seen)
        return CKR_SLOT_ID_INVALID;
    *info = {};
    put("token " + std::to_string(slot), info->label);
    put(std::to_string(slot), info->serialNumber);
    return CKR_OK;
}

} // namespace

extern "C" CK_RV C_GetFunctionList(CK_FUNCTION_LIST **list)
{
    static CK_FUNCTION_LIST functions = [] {
        CK_FUNCTION_LIST some{};
        some.C_Initialize = initialize;
        some.C_Finalize = finalize;
        some.C_GetInfo = getInfo;
        some.C_GetSlotList = getSlotList;
        some.C_GetTokenInfo = getTokenInfo;
        return some;
    }();
    *list = &functions;
    return CKR_OK;
}
