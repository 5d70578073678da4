#include "models/content/contentdetailmodel.h"

#include "models/parammodel.h"
#include "models/roles.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

using Spec = TreeSpec<DetailRow>;

/// Builds the page of one object part by part; a part without rows is left out.
class DetailPage
{
public:
    void begin(DetailPart part)
    {
        m_parts.append({QString::number(int(part)), {.isPart = true, .part = part}, {}});
    }

    void add(const QString& name, const QString& value, const QString& from = {},
             const ContentKey& target = {})
    {
        if (value.isEmpty() && name.isEmpty())
            return;
        Spec& part = m_parts.last();
        part.children.append(
            {part.key + u'/' + QString::number(part.children.size()),
             {.part = part.row.part, .name = name, .value = value, .from = from, .target = target},
             {}});
        part.row.count = int(part.children.size());
    }
    void addText(const QString& name, const QString& value)
    {
        if (!value.isEmpty())
            add(name, value.trimmed());
    }

    void params(const QJsonObject& params)
    {
        begin(DetailPart::Params);
        for (auto it = params.begin(); it != params.end(); ++it) {
            const bool sealed = it->toObject().contains("$sealed"_L1);
            add(it.key(), sealed ? QString() : paramText(*it), {}, {u"params"_s, it.key(), {}});
            m_parts.last().children.last().row.secret = sealed;
        }
    }
    void profiles(const QStringList& profiles)
    {
        begin(DetailPart::Profiles);
        for (const QString& name : profiles)
            add(name, {}, {}, {u"profiles"_s, name, {}});
    }

    QList<Spec> take()
    {
        m_parts.removeIf([](const Spec& part) { return part.children.isEmpty(); });
        return m_parts;
    }

private:
    QList<Spec> m_parts;
};

QStringList texts(const QJsonValue& list)
{
    QStringList all;
    for (const QJsonValue each : list.toArray())
        all.append(each.toString());
    return all;
}

/// What an entry of a task list leads to.
ContentKey entryKey(const QString& entry)
{
    if (entry.startsWith("stage:"_L1))
        return {u"stages"_s, entry.mid(6), {}};
    return entry.contains(u':') ? ContentKey() : ContentKey{u"tasks"_s, entry, {}};
}

void addObject(DetailPage& page, const QString& prefix, const QJsonObject& object)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it->isObject() && !it->toObject().isEmpty())
            addObject(page, prefix + it.key() + u'/', it->toObject());
        else
            page.add(prefix + it.key(), paramText(*it));
    }
}

void addTemplates(DetailPage& page, const Answers::ContentObject& object)
{
    page.begin(DetailPart::Templates);
    for (const Answers::ContentText& text : object.texts) {
        if (object.section == "tasks"_L1)
            page.add(text.name, text.path, text.id, {u"tasks"_s, object.name, text.name});
    }
}

void addEntries(DetailPage& page, const QJsonObject& document)
{
    page.begin(DetailPart::Entries);
    for (const QString& entry : texts(document.value("Tasks"_L1)))
        page.add(entry, {}, {}, entryKey(entry));
    for (const QString& stage : texts(document.value("Stages"_L1)))
        page.add(stage, {}, {}, {u"stages"_s, stage, {}});
}

void addExpansion(DetailPage& page, const QList<ExpandedEntry>& expansion)
{
    page.begin(DetailPart::Expansion);
    for (const ExpandedEntry& each : expansion) {
        const bool isStage = each.entry.startsWith("stage:"_L1);
        page.add(isStage ? each.entry.mid(6) : u"    "_s + each.entry, each.list,
                 each.source.isEmpty() ? each.layer : each.source, entryKey(each.entry));
    }
}

} // namespace

ContentDetailModel::ContentDetailModel(DetailWords words, QObject* parent)
    : KeyedTreeModel(DetailColumnCount, parent), m_words(std::move(words))
{
}

void ContentDetailModel::show(const Answers::ContentObject& object)
{
    const QJsonObject& document = object.document;
    DetailPage page;
    page.begin(DetailPart::About);
    page.addText(u"description"_s, document.value("Description"_L1).toString());
    page.addText(u"documentation"_s, document.value("Documentation"_L1).toString());
    page.addText(u"pack"_s, object.version.isEmpty() ? object.pack : object.pack + u' ' + object.version);
    page.addText(u"file"_s, object.line > 0 ? u"%1:%2"_s.arg(object.file).arg(object.line) : object.file);
    if (document.value("Secure"_L1).toBool())
        page.add(u"secure"_s, u"true"_s);
    page.addText(u"bootenv"_s, document.value("BootEnv"_L1).toString());
    page.begin(DetailPart::Schema);
    addObject(page, {}, document.value("Schema"_L1).toObject());
    addTemplates(page, object);
    addEntries(page, document);
    addExpansion(page, object.expansion);
    page.params(document.value("Params"_L1).toObject());
    page.profiles(texts(document.value("Profiles"_L1)));
    page.begin(DetailPart::Needs);
    for (const QString& name : texts(document.value("RequiredParams"_L1)))
        page.add(name, {}, u"required"_s, {u"params"_s, name, {}});
    for (const QString& name : texts(document.value("OptionalParams"_L1)))
        page.add(name, {}, u"optional"_s, {u"params"_s, name, {}});
    for (const QString& name : texts(document.value("Prerequisites"_L1)))
        page.add(name, {}, u"prerequisite"_s, {u"tasks"_s, name, {}});
    page.begin(DetailPart::More);
    addObject(page, {}, document.value("Meta"_L1).toObject());
    sync(page.take());
}

void ContentDetailModel::show(const Profile& profile)
{
    DetailPage page;
    page.begin(DetailPart::About);
    page.addText(u"description"_s, profile.description);
    page.params(profile.params);
    page.profiles(profile.profiles);
    sync(page.take());
}

QVariant ContentDetailModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const DetailRow& row = rowAt(index);
    const auto column = DetailColumn(index.column());
    const bool isField = row.part == DetailPart::About;
    switch (role) {
    case Qt::DisplayRole:
        if (row.isPart)
            return column == DetailColumn::Name ? m_words.part(row.part, row.count) : QString();
        if (column == DetailColumn::Name)
            return isField ? m_words.field(row.name) : row.name;
        if (column == DetailColumn::From)
            return row.part == DetailPart::Needs ? m_words.field(row.from) : row.from;
        return row.secret ? u"••••••••"_s : row.value.simplified();
    case Qt::ToolTipRole:
        return column == DetailColumn::Value ? row.value : QString();
    case EmphasisRole:
        return row.isPart;
    case FigureRole:
        return !row.isPart && !isField && column != DetailColumn::From;
    case DimRole:
        return (isField && column == DetailColumn::Name) || column == DetailColumn::From;
    default:
        return {};
    }
}

} // namespace Drover
