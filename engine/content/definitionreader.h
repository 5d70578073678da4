#pragma once

#include "engine/content/objectreader.h"
#include "engine/content/pack.h"

#include <QHash>

namespace Drover {

/// Turns the source of one object after the other into definitions of a pack, collecting every problem. Lives
/// while one pack is read.
class DefinitionReader
{
public:
    DefinitionReader(Pack& pack, Problems& problems) : m_pack(pack), m_problems(problems) {}

    /// `key` is the object's key in a bundle; empty for a file of its own, which must carry its Name.
    void read(ContentKind kind, const SourceNode& node, const QString& file, const QString& key);
    /// A template as a raw file.
    void addTemplate(const QString& id, const QString& text, const QString& file);

private:
    /// Reads what all definitions share; false when it can't be kept (no name, a name taken).
    bool readCommon(ContentKind kind, ObjectReader& reader, const QString& key, Definition& def);
    bool claim(ContentKind kind, const Definition& def);
    void readParam(ObjectReader& reader, ParamDef& def);
    void readTask(ObjectReader& reader, TaskDef& def);
    void readTaskMeta(ObjectReader& reader, TaskDef& def);
    void readSim(const SourceNode& node, ObjectReader& owner, TaskDef& def);
    void readStage(ObjectReader& reader, StageDef& def);
    QList<TemplateInfo> readTemplates(ObjectReader& reader, Definition& def);
    TemplateInfo readTemplateInfo(ObjectReader& reader, int index, Definition& def);

    template <class Def, class ReadRest>
    void add(ContentKind kind, QList<Def>& list, ObjectReader& reader, const QString& key, ReadRest readRest);

    Pack& m_pack;
    Problems& m_problems;
    QHash<QString, SourcePlace> m_claimed; ///< "task install" → where
};

} // namespace Drover
