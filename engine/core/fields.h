#pragma once

#include <tuple>

namespace Drover {

/// One named member of a value type. A type that lists its fields once (`static constexpr auto fields()`) is
/// read and written by the same code everywhere: journal, rows, socket. Names only grow; an absent field
/// reads as its default.
template <class Class, class Member>
struct Field
{
    const char* name;
    Member Class::*member;
};

template <class Class, class Member>
constexpr Field<Class, Member> field(const char* name, Member Class::*member)
{
    return {name, member};
}

template <class T>
concept Described = requires
{
    T::fields();
};

/// Calls f(name, pointer-to-member) for each field, in order.
template <Described T, class F>
constexpr void forEachField(F&& f)
{
    std::apply([&](const auto&... fields) { (f(fields.name, fields.member), ...); }, T::fields());
}

} // namespace Drover
