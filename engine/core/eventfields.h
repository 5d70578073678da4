#pragma once

#include "engine/core/fields.h"

// How an event lists its fields. Taken back at the end of event.h, which is what others include.
#define DROVER_EVENT(Type, ...)                                                                              \
    static constexpr const char* kind = #Type;                                                               \
    static constexpr auto fields()                                                                           \
    {                                                                                                        \
        return std::tuple(__VA_ARGS__);                                                                      \
    }                                                                                                        \
    bool operator==(const Type&) const = default;
#define DROVER_FIELD(Type, member) field(#member, &Type::member)
