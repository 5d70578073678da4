#pragma once

#include "engine/content/contentdata.h"

#include <functional>

namespace Drover {

/// Puts packs together: indexes them, compiles schemas and templates, and checks every reference. Collects
/// all problems. Lives for one `Content::build`.
class ContentBuilder
{
public:
    explicit ContentBuilder(const QList<Pack>& packs);

    [[nodiscard]] tl::expected<Content, Problems> build();

private:
    // contentbuilder.cpp: putting together
    void compileSchemas();
    void index();
    void parseTemplates();
    void parseTaskTemplates(const TaskDef& task);
    std::shared_ptr<const Template> parse(const Definition& def, const QString& name, const QString& text,
                                          const QString& placePath);
    void addDefines(const TemplateDef& def, const std::shared_ptr<const Template>& parsed);
    void nestProfiles();
    template <class Def>
    void indexSection(ContentKind kind, const QList<Def>& list, QHash<QString, const Def*>& into);

    // contentchecks.cpp: checking
    void checkReferences();
    void checkTask(const TaskDef& task);
    void checkStage(const StageDef& stage);
    void checkBlueprint(const BlueprintDef& blueprint);
    void checkEntry(const Definition& owner, const QString& path, const QString& entry, bool inBlueprint);
    void checkTemplateInfos(const Definition& owner, const QList<TemplateInfo>& templates);
    void checkIncludes();
    void checkInclude(const Definition& owner, const QString& placePath, const Template& parsed,
                      const QStringList& siblings);
    void checkParams(const Definition& owner, const QString& path, const QJsonObject& params);
    void checkNames(const Definition& owner, const QString& path, const QStringList& names, ContentKind kind);
    void checkCycles();
    /// `edges` names what a definition leads to; `phrase` says of what kind the circle is.
    void checkCycle(ContentKind kind, const std::function<QStringList(const QString&)>& edges,
                    const QString& path, const QString& phrase);

    [[nodiscard]] QStringList known(ContentKind kind) const;
    [[nodiscard]] const Definition* find(ContentKind kind, const QString& name) const;
    void complain(const Definition& owner, const QString& path, const QString& what, const QString& mend);

    std::shared_ptr<Content::Data> m_data;
    Content m_view; ///< the unfinished whole, for look-ups
    Problems m_problems;
};

} // namespace Drover
