#pragma once

#include <QHash>
#include <QString>
#include <QUuid>
#include <cstring>

namespace Drover {

/// A counted id: given by the state's own counter, so that two runs of the same commands count alike.
/// Tag tells jobs from work orders from operations at compile time. 0 = none. A value; any thread.
template <class Tag>
struct CountedId
{
    qint64 value = 0;

    [[nodiscard]] bool isSet() const { return value != 0; }
    [[nodiscard]] QString toString() const
    {
        return isSet() ? QString(QLatin1String(Tag::prefix)) + QString::number(value) : QString();
    }
    /// Takes the text form with or without its prefix; an unset id when it is neither.
    [[nodiscard]] static CountedId fromString(QStringView text)
    {
        if (text.startsWith(QLatin1String(Tag::prefix)))
            text = text.mid(qsizetype(std::char_traits<char>::length(Tag::prefix)));
        return CountedId{text.toLongLong()};
    }
    auto operator<=>(const CountedId&) const = default;
};

struct JobTag
{
    static constexpr const char* prefix = "j-";
};
struct WorkOrderTag
{
    static constexpr const char* prefix = "wo-";
};
struct OperationTag
{
    static constexpr const char* prefix = "op-";
};
using JobId = CountedId<JobTag>;
using WorkOrderId = CountedId<WorkOrderTag>;
using OperationId = CountedId<OperationTag>;

/// DRP's `Uuid` of a machine, cluster or resource broker; handed in from outside (`Facts`), never made up by
/// the core.
struct MachineId
{
    QUuid uuid;

    [[nodiscard]] bool isSet() const { return !uuid.isNull(); }
    [[nodiscard]] QString toString() const
    {
        return isSet() ? uuid.toString(QUuid::WithoutBraces) : QString();
    }
    [[nodiscard]] static MachineId fromString(const QString& text)
    {
        return MachineId{QUuid::fromString(text)};
    }
    bool operator==(const MachineId&) const = default;
    // By its bytes: every look-up of a machine compares several, and QUuid's own order looks at the variant
    // first.
    bool operator<(const MachineId& other) const
    {
        if (uuid.data1 != other.uuid.data1)
            return uuid.data1 < other.uuid.data1;
        if (uuid.data2 != other.uuid.data2)
            return uuid.data2 < other.uuid.data2;
        if (uuid.data3 != other.uuid.data3)
            return uuid.data3 < other.uuid.data3;
        return std::memcmp(uuid.data4, other.uuid.data4, sizeof uuid.data4) < 0;
    }
};

template <class Tag>
size_t qHash(CountedId<Tag> id, size_t seed = 0)
{
    return ::qHash(id.value, seed);
}
inline size_t qHash(const MachineId& id, size_t seed = 0)
{
    return ::qHash(id.uuid, seed);
}

} // namespace Drover
