#pragma once

#include "engine/core/event.h"

namespace Drover {

/// One value that an edit changed: a param, or a field under its name in documents. Undefined: there was or
/// is none. Secure ones are sealed. A value; any thread.
struct EditedValue
{
    QString name;
    bool isParam = false;
    QJsonValue before = QJsonValue(QJsonValue::Undefined);
    QJsonValue after = QJsonValue(QJsonValue::Undefined);

    [[nodiscard]] bool isSame(const EditedValue& other) const
    {
        return name == other.name && isParam == other.isParam;
    }
    bool operator==(const EditedValue&) const = default;
};

/// What the event changed of params, fields, profiles or pools; empty for every other kind of event. Whether
/// a person did it is no matter here.
[[nodiscard]] QList<EditedValue> editedValues(const Event& event);

/// The event made or removed its object as a whole.
[[nodiscard]] bool isWholeObject(const Event& event);

/// Is it an edit that a person made, and that tells enough to be taken back?
[[nodiscard]] bool isUndoable(const EventRecord& record);

/// The event that this one took back; 0: it is no undo.
[[nodiscard]] qint64 undoneBy(const Event& event);

} // namespace Drover
