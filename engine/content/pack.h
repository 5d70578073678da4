#pragma once

#include "engine/content/definitions.h"
#include "engine/core/error.h"

#include <QByteArray>
#include <QList>

namespace Drover {

/// One file of a pack, as text: reading the disk is the caller's part. A value; any thread.
struct SourceFile
{
    QString path; ///< relative to the pack's root, with `/`; of a bundle its file name
    QByteArray text;
    QString shownAs; ///< how problems name it; empty = `path`. Not part of the hash
};

/// A content pack as it was read: everything it defines and the files it came from. Its parts are not checked
/// against each other or against other packs: that is `Content::build`. A value; any thread.
struct Pack
{
    QString name;
    QString version; ///< "" was written as 0.0.0
    QString description;
    QJsonObject meta; ///< all of `meta`, with Name, Version and Description
    QList<SourceFile> files;
    QByteArray hash; ///< SHA-256 in hex over the canonical content: layout, comments and order don't count

    QList<ParamDef> params;
    QList<TemplateDef> templates;
    QList<TaskDef> tasks;
    QList<StageDef> stages;
    QList<WorkflowDef> workflows;
    QList<ProfileDef> profiles;
    QList<BlueprintDef> blueprints;
};

/// Reads a bundle (one YAML or JSON file with `meta` and `sections`) or a folder (one file per object in
/// `params/ tasks/ stages/ workflows/ profiles/ blueprints/`, raw texts in `templates/`, and `meta.yaml` or
/// DRP's `._Name.meta` files). Answers the pack, or every problem found.
[[nodiscard]] tl::expected<Pack, Problems> readPack(const QList<SourceFile>& files);

} // namespace Drover
