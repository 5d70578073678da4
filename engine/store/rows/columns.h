#pragma once

#include "engine/core/json.h"
#include "engine/core/machine.h"
#include "engine/store/deepjson.h"
#include "engine/store/sqlite/statement.h"

#include <QByteArrayList>

/// How a value type lies in its table: one column per field of its `fields()`; a Sequence is spread into
/// columns of its own (`sequence_tasks`, …), because a running machine changes two of its fields over and
/// over and the rest seldom. Simple members are typed columns (INTEGER, REAL, TEXT, BLOB), compound ones are
/// JSON text. Pure; any thread.
namespace Drover::Rows {

template <class T>
concept Simple =
    std::is_arithmetic_v<T> || NamedEnum<T> || std::is_same_v<T, QString> || std::is_same_v<T, Instant> ||
    std::is_same_v<T, Duration> || std::is_same_v<T, MachineId> || Json::IsCounted<T>::value;

/// Calls f(column name, access) for each column, in order; access(object) is a reference to the member.
template <Described T, class F>
void forEachColumn(F&& f)
{
    forEachField<T>([&f](const char* name, auto member) {
        using Member = std::remove_cvref_t<decltype(std::declval<T&>().*member)>;
        if constexpr (std::is_same_v<Member, Sequence>) {
            forEachField<Sequence>([&](const char* inner, auto innerMember) {
                f(
                    QByteArray(name) + '_' + inner, [=](auto& object) -> auto& {
                        return (object.*member).*innerMember;
                    });
            });
        } else {
            f(
                QByteArray(name), [=](auto& object) -> auto& { return object.*member; });
        }
    });
}

/// The same without names, for the way that every row goes.
template <Described T, class F>
void forEachCell(F&& f)
{
    forEachField<T>([&f](const char*, auto member) {
        using Member = std::remove_cvref_t<decltype(std::declval<T&>().*member)>;
        if constexpr (std::is_same_v<Member, Sequence>) {
            forEachField<Sequence>([&](const char*, auto innerMember) {
                f([=](auto& object) -> auto& { return (object.*member).*innerMember; });
            });
        } else {
            f([=](auto& object) -> auto& { return object.*member; });
        }
    });
}

template <Described T>
[[nodiscard]] const QByteArrayList& columnNames()
{
    static const QByteArrayList names = [] {
        QByteArrayList list;
        forEachColumn<T>([&](const QByteArray& name, auto) { list.append(name); });
        return list;
    }();
    return names;
}

/// The declared type of a member's column.
template <class Member>
[[nodiscard]] constexpr const char* columnType()
{
    if constexpr (std::is_floating_point_v<Member>)
        return "REAL";
    else if constexpr (std::is_same_v<Member, MachineId>)
        return "BLOB";
    else if constexpr (NamedEnum<Member> || std::is_same_v<Member, QString> || !Simple<Member>)
        return "TEXT";
    else
        return "INTEGER";
}

/// Writes a member to a sink with Statement's bind functions: a statement, or whatever else wants the stored
/// form.
template <class Sink, class Member>
void bindCell(Sink& sink, int parameter, const Member& value, QByteArray& scratch)
{
    if constexpr (std::is_floating_point_v<Member>) {
        sink.bindReal(parameter, value);
    } else if constexpr (NamedEnum<Member>) {
        const std::string_view name = enumName(value);
        sink.bindStaticUtf8(parameter, QByteArrayView(name.data(), qsizetype(name.size())));
    } else if constexpr (std::is_integral_v<Member>) {
        sink.bindInteger(parameter, qint64(value));
    } else if constexpr (std::is_same_v<Member, QString>) {
        sink.bindText(parameter, value);
    } else if constexpr (std::is_same_v<Member, Instant>) {
        sink.bindInteger(parameter, value.ms());
    } else if constexpr (std::is_same_v<Member, Duration>) {
        sink.bindInteger(parameter, value.count());
    } else if constexpr (Json::IsCounted<Member>::value) {
        sink.bindInteger(parameter, value.value);
    } else if constexpr (std::is_same_v<Member, MachineId>) {
        const QByteArray uuid = value.isSet() ? value.uuid.toRfc4122() : QByteArray();
        sink.bindBlob(parameter, uuid);
    } else {
        scratch.resize(0);
        Json::write(scratch, value);
        sink.bindUtf8(parameter, scratch);
    }
}

/// Reads a member back; false when the stored form does not fit.
template <class Member>
[[nodiscard]] bool readCell(const Sqlite::Statement& row, int column, Member& value)
{
    if constexpr (std::is_floating_point_v<Member>) {
        value = row.real(column);
    } else if constexpr (NamedEnum<Member>) {
        const auto parsed = enumFrom<Member>(row.text(column));
        if (!parsed)
            return false;
        value = *parsed;
    } else if constexpr (std::is_integral_v<Member>) {
        value = Member(row.integer(column));
    } else if constexpr (std::is_same_v<Member, QString>) {
        value = row.text(column);
    } else if constexpr (std::is_same_v<Member, Instant>) {
        value = Instant(row.integer(column));
    } else if constexpr (std::is_same_v<Member, Duration>) {
        value = Duration(row.integer(column));
    } else if constexpr (Json::IsCounted<Member>::value) {
        value.value = row.integer(column);
    } else if constexpr (std::is_same_v<Member, MachineId>) {
        const QByteArrayView bytes = row.bytes(column);
        value = MachineId();
        if (bytes.isEmpty())
            return true;
        value.uuid = QUuid::fromRfc4122(bytes);
        return value.isSet();
    } else {
        auto parsed = Json::fromText<Member>(row.copiedBytes(column));
        if (!parsed)
            parsed = Json::fromText<Member>(cutDeep(row.copiedBytes(column)));
        if (!parsed)
            return false;
        value = *parsed;
    }
    return true;
}

} // namespace Drover::Rows
