#pragma once

#include "engine/content/content.h"
#include "engine/content/template/template.h"

#include <QHash>
#include <memory>
#include <vector>

namespace Drover {

/// What copies of a Content share. Filled by ContentBuilder, then never changed.
struct Content::Data
{
    QList<Pack> packs;
    QByteArray hash;
    // By name, into `packs`.
    QHash<QString, const ParamDef*> params;
    QHash<QString, const TemplateDef*> templates;
    QHash<QString, const TaskDef*> tasks;
    QHash<QString, const StageDef*> stages;
    QHash<QString, const WorkflowDef*> workflows;
    QHash<QString, const ProfileDef*> profiles;
    QHash<QString, const BlueprintDef*> blueprints;

    struct TaskTemplate
    {
        std::shared_ptr<const Template> contents; ///< null when the entry names an ID
        std::shared_ptr<const Template> path;     ///< null without a path
    };
    QHash<QString, std::shared_ptr<const Template>> parsed; ///< by ID and by what they define
    QHash<QString, QList<TaskTemplate>> taskTemplates;
    QHash<QString, QList<const ProfileDef*>> nestedProfiles;
};

} // namespace Drover
