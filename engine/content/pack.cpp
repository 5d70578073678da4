#include "engine/content/pack.h"

#include "engine/content/definitionjson.h"
#include "engine/content/definitionreader.h"
#include "engine/content/nearest.h"
#include "engine/content/sourcenode.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

const QStringList& sectionNames()
{
    static const QStringList names = [] {
        QStringList list;
        for (const ContentKind kind : allContentKinds()) {
            list.append(contentSectionName(kind));
        }
        return list;
    }();
    return names;
}

std::optional<ContentKind> sectionKind(const QString& section)
{
    const qsizetype index = sectionNames().indexOf(section);
    return index < 0 ? std::nullopt : std::optional(allContentKinds().at(index));
}

bool isStructured(const QString& path)
{
    return path.endsWith(u".yaml"_s, Qt::CaseInsensitive) || path.endsWith(u".yml"_s, Qt::CaseInsensitive) ||
           path.endsWith(u".json"_s, Qt::CaseInsensitive);
}

bool isMetaFile(const QString& path)
{
    return path == u"meta.yaml"_s || path == u"meta.yml"_s || path == u"meta.json"_s;
}

/// DRP's unbundled form of one meta key: `._Name.meta`.
bool isMetaField(const QString& path)
{
    return path.startsWith(u"._"_s) && path.endsWith(u".meta"_s) && !path.contains(u'/');
}

class PackReader
{
public:
    explicit PackReader(const QList<SourceFile>& files) : m_files(files) { m_pack.files = files; }

    tl::expected<Pack, Problems> read()
    {
        const auto isBundle = [](const SourceFile& file) {
            return !file.path.contains(u'/') && isStructured(file.path) && !isMetaFile(file.path);
        };
        if (m_files.size() == 1 && isBundle(m_files.front())) {
            readBundle(m_files.front());
        } else {
            readFolder();
        }
        if (!m_problems.isEmpty()) {
            std::ranges::stable_sort(m_problems, [](const Problem& a, const Problem& b) {
                return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
            });
            return tl::make_unexpected(m_problems);
        }
        m_pack.hash = hash();
        return m_pack;
    }

private:
    void readMeta(const SourceNode& node, const QString& file)
    {
        ObjectReader reader(node, u"meta"_s, file, m_problems);
        if (node.kind != SourceNode::Kind::Map) {
            reader.complain(node, u"it is %1"_s.arg(node.kindName()), u"write a map with Name and Version"_s);
            return;
        }
        m_pack.name = reader.text(u"Name"_s);
        m_pack.version = reader.text(u"Version"_s);
        m_pack.description = reader.text(u"Description"_s);
        reader.ignore({u"Source"_s, u"Documentation"_s, u"RequiredFeatures"_s, u"Prerequisites"_s, u"Color"_s,
                       u"Icon"_s, u"Author"_s, u"DisplayName"_s, u"License"_s, u"Copyright"_s,
                       u"CodeSource"_s, u"Order"_s, u"Tags"_s, u"DocUrl"_s, u"Type"_s, u"Writable"_s,
                       u"Overwritable"_s, u"Meta"_s});
        reader.finish();
        m_pack.meta = node.toJson().toObject();
        const SourceNode* name = node.find(u"Name"_s);
        checkName(file, name ? name->line : node.line);
    }

    void checkName(const QString& file, int line)
    {
        if (m_pack.name.isEmpty()) {
            m_problems.append({file, line, 0, u"the pack has no name"_s, u"add \"Name: …\" to its meta"_s});
        } else if (!isValidName(m_pack.name)) {
            m_problems.append({file, line, 0, u"\"%1\" can't be a pack's name"_s.arg(m_pack.name),
                               u"use letters, digits and . _ -"_s});
        }
        if (m_pack.version.isEmpty()) {
            m_pack.version = u"0.0.0"_s;
        }
    }

    std::optional<SourceNode> parse(const SourceFile& file)
    {
        auto node = parseSource(file);
        if (!node) {
            m_problems += node.error();
            return std::nullopt;
        }
        return *std::move(node);
    }

    void readBundle(const SourceFile& file)
    {
        const QString shown = shownPath(file);
        const std::optional<SourceNode> root = parse(file);
        if (!root) {
            return;
        }
        ObjectReader reader(*root, u"this bundle"_s, shown, m_problems);
        if (root->kind != SourceNode::Kind::Map) {
            reader.complain(*root, u"it is %1"_s.arg(root->kindName()),
                            u"write a map with meta and sections"_s);
            return;
        }
        if (const SourceNode* meta = reader.mapNode(u"meta"_s)) {
            readMeta(*meta, shown);
        } else {
            reader.complain(*root, u"it has no meta"_s, u"add \"meta:\" with the pack's Name"_s);
        }
        const SourceNode* sections = reader.mapNode(u"sections"_s);
        reader.finish();
        for (qsizetype i = 0; sections && i < sections->keys.size(); ++i) {
            readSection(sections->keys[i], sections->items[i], shown);
        }
    }

    void readSection(const SourceNode& key, const SourceNode& section, const QString& file)
    {
        const std::optional<ContentKind> kind = sectionKind(key.text);
        if (!kind) {
            m_problems.append({file, key.line, key.column, u"there is no section \"%1\""_s.arg(key.text),
                               suggestion(key.text, sectionNames())});
            return;
        }
        if (section.kind == SourceNode::Kind::Null) {
            return;
        }
        if (section.kind != SourceNode::Kind::Map) {
            m_problems.append({file, section.line, section.column,
                               u"section %1 is %2"_s.arg(key.text, section.kindName()),
                               u"write a map from each object's name to the object"_s});
            return;
        }
        DefinitionReader definitions(m_pack, m_problems);
        for (qsizetype i = 0; i < section.keys.size(); ++i) {
            definitions.read(*kind, section.items[i], file, section.keys[i].text);
        }
    }

    void readFolder()
    {
        readFolderMeta();
        DefinitionReader definitions(m_pack, m_problems);
        for (const SourceFile& file : m_files) {
            if (!isMetaFile(file.path) && !isMetaField(file.path)) {
                readFolderFile(file, definitions);
            }
        }
    }

    void readFolderMeta()
    {
        const auto metaFile = std::ranges::find_if(m_files, isMetaFile, &SourceFile::path);
        if (metaFile != m_files.cend()) {
            if (const std::optional<SourceNode> node = parse(*metaFile)) {
                readMeta(*node, shownPath(*metaFile));
            }
            return;
        }
        QString file = u"meta.yaml"_s;
        for (const SourceFile& field : m_files) {
            if (isMetaField(field.path)) {
                file = shownPath(field);
                m_pack.meta.insert(field.path.mid(2, field.path.size() - 7),
                                   QString::fromUtf8(field.text).trimmed());
            }
        }
        m_pack.name = m_pack.meta.value(u"Name"_s).toString();
        m_pack.version = m_pack.meta.value(u"Version"_s).toString();
        m_pack.description = m_pack.meta.value(u"Description"_s).toString();
        checkName(file, 1);
    }

    void readFolderFile(const SourceFile& file, DefinitionReader& definitions)
    {
        const QString shown = shownPath(file);
        const qsizetype slash = file.path.indexOf(u'/');
        if (slash < 0) {
            if (isStructured(file.path)) { // a README or LICENSE is welcome
                m_problems.append({shown, 1, 0, u"this file stands outside the sections' folders"_s,
                                   u"move it into one of %1/"_s.arg(sectionNames().join(u"/ "_s))});
            }
            return;
        }
        const QString section = file.path.left(slash);
        const std::optional<ContentKind> kind = sectionKind(section);
        if (!kind) {
            m_problems.append({shown, 1, 0, u"there is no section \"%1\""_s.arg(section),
                               suggestion(section, sectionNames())});
        } else if (*kind == ContentKind::Template) {
            if (const auto text = decodeUtf8(file)) {
                definitions.addTemplate(file.path.mid(slash + 1), *text, shown);
            } else {
                m_problems.append(text.error());
            }
        } else if (!isStructured(file.path)) {
            m_problems.append({shown, 1, 0, u"this isn't a YAML or JSON file"_s,
                               u"end its name in .yaml or .json, or move it to templates/"_s});
        } else if (const std::optional<SourceNode> node = parse(file)) {
            definitions.read(*kind, *node, shown, QString());
        }
    }

    template <class Def>
    static void addSection(QJsonObject& sections, ContentKind kind, const QList<Def>& list)
    {
        QJsonObject section;
        for (const Def& def : list) {
            section.insert(def.name, toJson(def));
        }
        sections.insert(contentSectionName(kind), section);
    }

    [[nodiscard]] QByteArray hash() const
    {
        QJsonObject sections;
        addSection(sections, ContentKind::Param, m_pack.params);
        addSection(sections, ContentKind::Template, m_pack.templates);
        addSection(sections, ContentKind::Task, m_pack.tasks);
        addSection(sections, ContentKind::Stage, m_pack.stages);
        addSection(sections, ContentKind::Workflow, m_pack.workflows);
        addSection(sections, ContentKind::Profile, m_pack.profiles);
        addSection(sections, ContentKind::Blueprint, m_pack.blueprints);
        const QJsonObject whole{
            {u"Name"_s, m_pack.name}, {u"Version"_s, m_pack.version}, {u"sections"_s, sections}};
        const QByteArray text = QJsonDocument(whole).toJson(QJsonDocument::Compact); // keys come sorted
        return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
    }

    const QList<SourceFile>& m_files;
    Pack m_pack;
    Problems m_problems;
};

} // namespace

tl::expected<Pack, Problems> readPack(const QList<SourceFile>& files)
{
    if (files.isEmpty()) {
        return tl::make_unexpected(Problems{
            {u"meta.yaml"_s, 0, 0, u"the pack has no files"_s, u"point at a bundle or a pack's folder"_s}});
    }
    return PackReader(files).read();
}

} // namespace Drover
