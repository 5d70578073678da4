#pragma once

#include "engine/content/definitions.h"
#include "engine/content/pack.h"
#include "engine/core/error.h"

#include <memory>

namespace Drover {

class Template;

/// All loaded packs as one checked whole. Immutable; copies share their data, so it is passed by value or
/// reference at will and used from any thread. Pointers it answers live as long as any copy of it.
class Content
{
public:
    /// Empty: knows nothing.
    Content();

    /// Puts the packs together and checks every reference between them; a pack replaces an earlier one of the
    /// same name, two packs that define the same object are a problem. Answers all problems, or the whole:
    /// nothing is ever half loaded.
    [[nodiscard]] static tl::expected<Content, Problems> build(const QList<Pack>& packs);

    [[nodiscard]] const ParamDef* param(const QString& name) const;
    [[nodiscard]] const TaskDef* task(const QString& name) const;
    [[nodiscard]] const StageDef* stage(const QString& name) const;
    [[nodiscard]] const WorkflowDef* workflow(const QString& name) const;
    [[nodiscard]] const ProfileDef* profile(const QString& name) const;
    [[nodiscard]] const BlueprintDef* blueprint(const QString& name) const;
    [[nodiscard]] const TemplateDef* templateText(const QString& id) const;

    /// The parsed template that `{{template "name" .}}` means: an ID, or a name that one of them defines.
    [[nodiscard]] const Template* parsedTemplate(const QString& name) const;
    /// The parsed templates of a task, in the order of `TaskDef::templates`; empty when there is no such
    /// task.
    [[nodiscard]] QList<const Template*> taskTemplates(const QString& task) const;
    /// The parsed `Path` of one of them; null when it has none.
    [[nodiscard]] const Template* taskPath(const QString& task, qsizetype index) const;

    /// A profile and, depth first, those it names; each once. Empty when there is no such profile.
    [[nodiscard]] const QList<const ProfileDef*>& profileWithNested(const QString& name) const;

    /// Sorted.
    [[nodiscard]] QStringList names(ContentKind kind) const;
    /// The definition of any kind; null when unknown.
    [[nodiscard]] const Definition* find(ContentKind kind, const QString& name) const;
    [[nodiscard]] const QList<Pack>& packs() const;
    /// SHA-256 in hex over the packs' names and hashes, in order.
    [[nodiscard]] QByteArray hash() const;

private:
    struct Data;
    friend class ContentBuilder;
    explicit Content(std::shared_ptr<const Data> data);

    std::shared_ptr<const Data> m_data;
};

} // namespace Drover
