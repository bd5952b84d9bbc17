// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/Messages.h"

#include <cassert>
#include <utility>

namespace wenyi::protocol {

static_assert(std::is_nothrow_move_constructible_v<AnyBody> && std::is_nothrow_move_assignable_v<AnyBody>);

namespace {

/// Moves the alternative of this type into `body`; false when there is none.
template<std::size_t... Index>
bool takeAlternative(AnyBody &body, MessageType type, void *from, std::index_sequence<Index...>)
{
    const auto take = [&]<std::size_t At>(std::in_place_index_t<At>) {
        using Alternative = std::variant_alternative_t<At, AnyBody>;
        if (type != Alternative::Type)
            return false;
        body.emplace<At>(std::move(*static_cast<Alternative *>(from)));
        return true;
    };
    return (take(std::in_place_index<Index>) || ...);
}

} // namespace

Body::Body() = default;
Body::Body(const Body &other) = default;
Body::Body(Body &&other) noexcept = default;
Body &Body::operator=(const Body &other) = default;
Body &Body::operator=(Body &&other) noexcept = default;
Body::~Body() = default;

Body::Body(MessageType type, void *alternative)
{
    const bool taken =
        takeAlternative(*this, type, alternative, std::make_index_sequence<std::variant_size_v<AnyBody>>());
    assert(taken);
    Q_UNUSED(taken)
}

bool operator==(const Body &one, const Body &other)
{
    return static_cast<const AnyBody &>(one) == static_cast<const AnyBody &>(other);
}

} // namespace wenyi::protocol
