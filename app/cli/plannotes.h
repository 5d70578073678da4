#pragma once

#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace Drover {

/// The plans this user was shown lately, in the user's cache: so that one which was approved by its id can be
/// laid beside today's. Losing them costs the comparison only. Main thread.

/// Keeps a plan's document under its id; the oldest go.
void notePlan(const QJsonObject& plan);
[[nodiscard]] std::optional<QJsonObject> notedPlan(const QString& id);

/// What a person would call different: one line each, `- ` for what only `before` says, `+ ` for `now`.
[[nodiscard]] QStringList planDifference(const QJsonObject& before, const QJsonObject& now);

} // namespace Drover
