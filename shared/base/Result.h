// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Error.h"

#include <tl/expected.hpp>

#include <utility>

namespace wenyi {

/// A value or the Error that stands in its way; `return Error{…};` and `return value;` both build one.
template<typename T>
class [[nodiscard]] Result : public tl::expected<T, Error>
{
    using Base = tl::expected<T, Error>;

public:
    using Base::Base;
    Result(Error error)
        : Base(tl::unexpect, std::move(error))
    {
    }
};

} // namespace wenyi

#define WENYI_JOIN_(a, b) a##b
#define WENYI_JOIN(a, b) WENYI_JOIN_(a, b)

/// `WENYI_TRY(const Head head, readHead());` declares head, or returns readHead()'s error from the function around it.
#define WENYI_TRY(declaration, expression) WENYI_TRY_AS_(WENYI_JOIN(wenyiResult_, __COUNTER__), declaration, expression)
#define WENYI_TRY_AS_(result, declaration, expression)                                                                 \
    auto result = (expression);                                                                                        \
    if (!result)                                                                                                       \
        return std::move(result).error();                                                                              \
    declaration = std::move(*result)

/// Returns the expression's error, if it has one, from the function around it.
#define WENYI_CHECK(expression)                                                                                        \
    do {                                                                                                               \
        auto wenyiChecked = (expression);                                                                              \
        if (!wenyiChecked)                                                                                             \
            return std::move(wenyiChecked).error();                                                                    \
    } while (false)
