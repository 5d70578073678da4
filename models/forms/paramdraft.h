#pragma once

#include "models/wizards/paramfield.h"

#include <QMap>
#include <QObject>

namespace Drover {

/// What is typed into a form of params, over what each would be without it: the one draft behind wizards and
/// editors. Owned by the form's controller; UI thread.
class ParamDraft : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// What was typed into fields that are still there stays.
    void setFields(const QList<ParamField>& fields);
    [[nodiscard]] const QList<ParamField>& fields() const { return m_fields; }
    /// Null when there is no such field.
    [[nodiscard]] const ParamField* field(const QString& name) const;

    /// Text typed into a field. Back to what it would be anyway is no change.
    void setText(const QString& name, const QString& text);
    /// The object's own value goes; what it inherits counts again.
    void remove(const QString& name);
    /// As it was before anything was typed.
    void reset(const QString& name);
    void resetAll();

    [[nodiscard]] bool isChanged(const QString& name) const
    {
        return m_typed.contains(name) || m_removed.contains(name);
    }
    [[nodiscard]] bool isRemoved(const QString& name) const { return m_removed.contains(name); }
    [[nodiscard]] int changedCount() const { return int(m_typed.size() + m_removed.size()); }
    [[nodiscard]] QString text(const ParamField& field) const;
    /// What the field stands for now, typed or not; null when there is none or it is faulty.
    [[nodiscard]] QJsonValue value(const QString& name) const;
    /// The texts of a list.
    [[nodiscard]] QStringList texts(const QString& name) const;
    [[nodiscard]] FieldIssue issue(const QString& name) const;
    /// The faulty fields in their order.
    [[nodiscard]] QStringList faultyFields() const;

    /// Changed values that are right; those emptied or removed stand in `removed()`.
    [[nodiscard]] QJsonObject changes() const;
    [[nodiscard]] QStringList removed() const;
    /// Names of changed secrets: their values are never copied.
    [[nodiscard]] QStringList changedSecrets() const;

signals:
    void changed();

private:
    QList<ParamField> m_fields;
    QMap<QString, QString> m_typed;
    QStringList m_removed;
};

} // namespace Drover
