#pragma once

#include "engine/content/content.h"
#include "engine/core/contentview.h"

#include <QSet>

namespace Drover {

/// Which objects of the content use which. Pure functions; any thread.

/// Everything in the content that uses the object, in order of kinds and names.
[[nodiscard]] QList<ContentUse> contentUses(const Content& content, ContentKind kind, const QString& name);

/// By what a machine is known to come to an object: the workflow it is in, or a profile it carries.
struct WaysTo
{
    QSet<QString> workflows;
    QSet<QString> profiles;
    QSet<QString> tasks; ///< names that its task list may hold

    [[nodiscard]] bool isEmpty() const
    {
        return workflows.isEmpty() && profiles.isEmpty() && tasks.isEmpty();
    }
};
/// For a task, template, stage, workflow or profile; params and blueprints have no such way.
[[nodiscard]] WaysTo waysTo(const Content& content, ContentKind kind, const QString& name);

/// Is the text somewhere in the value, as a whole string?
[[nodiscard]] bool holdsText(const QJsonValue& value, const QString& text);

/// The text of an object as its author wrote it: its own file, or its part of a bundle as YAML.
[[nodiscard]] QString writtenText(const Content& content, ContentKind kind, const Definition& definition);

} // namespace Drover
