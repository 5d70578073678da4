#pragma once

#include <QString>

namespace Drover {

/// What the provision wizard opens with; a person changes it as any other. A value.
struct ProvisionDraft
{
    QString cluster;
    QString application;
};

} // namespace Drover
