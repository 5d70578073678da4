#include "models/forms/paramdraft.h"

#include <QJsonArray>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

void ParamDraft::setFields(const QList<ParamField>& fields)
{
    m_fields = fields;
    for (const QString& name : m_typed.keys()) {
        if (!field(name))
            m_typed.remove(name);
    }
    m_removed.removeIf([this](const QString& name) { return !field(name); });
    emit changed();
}

const ParamField* ParamDraft::field(const QString& name) const
{
    const auto it = std::ranges::find(m_fields, name, &ParamField::name);
    return it == m_fields.end() ? nullptr : &*it;
}

void ParamDraft::setText(const QString& name, const QString& text)
{
    const ParamField* of = field(name);
    if (!of)
        return;
    m_removed.removeAll(name);
    if (text == fieldText(*of, of->current()) && !of->secure)
        m_typed.remove(name);
    else if (of->secure && text.isEmpty())
        m_typed.remove(name); // an empty secret keeps the stored one
    else
        m_typed.insert(name, text);
    emit changed();
}

void ParamDraft::remove(const QString& name)
{
    const ParamField* of = field(name);
    if (!of)
        return;
    m_typed.remove(name);
    if (of->own.isUndefined() || m_removed.contains(name))
        m_removed.removeAll(name);
    else
        m_removed.append(name);
    emit changed();
}

void ParamDraft::reset(const QString& name)
{
    if (m_typed.remove(name) + m_removed.removeAll(name) > 0)
        emit changed();
}

void ParamDraft::resetAll()
{
    m_typed.clear();
    m_removed.clear();
    emit changed();
}

QString ParamDraft::text(const ParamField& field) const
{
    const auto it = m_typed.constFind(field.name);
    if (it != m_typed.constEnd())
        return *it;
    return fieldText(field, m_removed.contains(field.name) ? field.inherited : field.current());
}

QJsonValue ParamDraft::value(const QString& name) const
{
    const ParamField* of = field(name);
    if (!of || issue(name).isSet())
        return {};
    const auto typed = m_typed.constFind(name);
    return typed == m_typed.constEnd() ? of->current() : fieldValue(*of, *typed).value;
}

QStringList ParamDraft::texts(const QString& name) const
{
    QStringList list;
    const QJsonArray items = value(name).toArray();
    for (const QJsonValue item : items)
        list.append(item.toString());
    return list;
}

FieldIssue ParamDraft::issue(const QString& name) const
{
    const ParamField* of = field(name);
    if (!of)
        return {};
    const auto typed = m_typed.constFind(name);
    if (typed != m_typed.constEnd())
        return fieldValue(*of, *typed).issue;
    return checkField(*of, m_removed.contains(name) ? of->inherited : of->current());
}

QStringList ParamDraft::faultyFields() const
{
    QStringList names;
    for (const ParamField& field : m_fields) {
        if (issue(field.name).isSet())
            names.append(field.name);
    }
    return names;
}

QJsonObject ParamDraft::changes() const
{
    QJsonObject values;
    for (const ParamField& field : m_fields) {
        const auto typed = m_typed.constFind(field.name);
        if (typed == m_typed.constEnd())
            continue;
        const FieldValue value = fieldValue(field, *typed);
        if (!value.issue.isSet() && !value.value.isNull())
            values.insert(field.name, value.value);
    }
    return values;
}

QStringList ParamDraft::removed() const
{
    QStringList names = m_removed;
    for (const ParamField& field : m_fields) {
        const auto typed = m_typed.constFind(field.name);
        const bool emptied = typed != m_typed.constEnd() && fieldValue(field, *typed).value.isNull();
        if (emptied && !field.own.isUndefined() && !fieldValue(field, *typed).issue.isSet())
            names.append(field.name);
    }
    return names;
}

QStringList ParamDraft::changedSecrets() const
{
    QStringList names;
    for (const ParamField& field : m_fields) {
        if (field.secure && m_typed.contains(field.name))
            names.append(field.name);
    }
    return names;
}

} // namespace Drover
