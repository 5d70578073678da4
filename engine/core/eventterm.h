#pragma once

#include "engine/core/fields.h"

#include <QByteArray>
#include <QList>
#include <QRegularExpression>
#include <QStringList>
#include <functional>

namespace Drover {

/// One condition on events of the journal. Case is never looked at. A value; crosses the socket.
struct EventTerm
{
    QString field;      ///< kind, actor, object, cause; anything else: in any of them or in what was recorded
    QStringList values; ///< any of them
    bool regex = false; ///< the values are patterns
    bool negated = false;

    static constexpr auto fields()
    {
        return std::tuple(
            Drover::field("field", &EventTerm::field), Drover::field("values", &EventTerm::values),
            Drover::field("regex", &EventTerm::regex), Drover::field("negated", &EventTerm::negated));
    }
    bool operator==(const EventTerm&) const = default;
};

/// Whether an event meets all of some terms; asked of every row of a search, so that it reads no more than it
/// must. Patterns are compiled once. Used on one thread.
class EventMatcher
{
public:
    explicit EventMatcher(const QList<EventTerm>& terms);

    /// An event as it is stored.
    struct Row
    {
        QString kind;
        QString actor;
        QString object;
        QString cause;
        std::function<QByteArray()>
            recorded; ///< its fields as JSON text; called only when a term asks for it
    };
    [[nodiscard]] bool matches(const Row& row) const;

private:
    enum class Where { Kind, Actor, Object, Cause, Anywhere };
    struct Condition
    {
        Where where = Where::Anywhere;
        QStringList words;
        QList<QRegularExpression> patterns;
        bool negated = false;
    };
    [[nodiscard]] static bool hits(const Condition& condition, const QString& text);

    QList<Condition> m_conditions;
};

} // namespace Drover
