#pragma once

#include <QString>

namespace Drover {

/// The profile that an application's name stands for: `universal-application-NAME`. Pure; any thread.
[[nodiscard]] inline QString applicationProfile(const QString& application)
{
    return QStringLiteral("universal-application-") + application;
}

} // namespace Drover
