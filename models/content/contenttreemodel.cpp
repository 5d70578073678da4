#include "models/content/contenttreemodel.h"

using namespace Qt::StringLiterals;

namespace Drover {

QString ContentKey::toString() const
{
    return templateName.isEmpty() ? section + u'\n' + name : section + u'\n' + name + u'\n' + templateName;
}

void ContentTreeModel::setPacks(const Answers::ContentPacks& packs, const QStringList& own)
{
    m_packs = packs;
    m_own = own;
    refresh();
}

void ContentTreeModel::setFaults(const QHash<QString, int>& faults)
{
    m_faults = faults;
    refresh();
}

ContentTreeModel::Spec ContentTreeModel::object(const Answers::ContentEntry& entry) const
{
    using Row = ContentTreeRow;
    const ContentKey key{entry.section, entry.name, {}};
    Spec spec{key.toString(),
              {.kind = Row::Kind::Object, .text = entry.name, .key = key, .hint = entry.description},
              {}};
    spec.row.faults = m_faults.value(spec.key);
    if (!entry.templates.isEmpty())
        spec.row.count = int(entry.templates.size());
    for (const QString& name : entry.templates) {
        const ContentKey part{entry.section, entry.name, name};
        Spec child{part.toString(), {.kind = Row::Kind::Template, .text = name, .key = part}, {}};
        child.row.faults = m_faults.value(child.key);
        spec.row.faults += child.row.faults;
        spec.children.append(child);
    }
    return spec;
}

void ContentTreeModel::addSection(Spec& pack, const QString& section, const QList<Spec>& objects)
{
    if (objects.isEmpty())
        return;
    Spec spec{pack.key + u'\n' + section,
              {.kind = ContentTreeRow::Kind::Section,
               .text = section,
               .key = {section, {}, {}},
               .count = int(objects.size())},
              objects};
    for (const Spec& each : objects)
        spec.row.faults += each.row.faults;
    pack.row.faults += spec.row.faults;
    pack.children.append(spec);
}

void ContentTreeModel::refresh()
{
    QList<Spec> specs;
    m_objects = 0;
    for (const Answers::ContentPack& pack : std::as_const(m_packs.packs)) {
        Spec spec{u"pack\n"_s + pack.name,
                  {.kind = ContentTreeRow::Kind::Pack,
                   .text = pack.name,
                   .version = pack.version,
                   .hint = pack.description,
                   .locked = pack.readOnly},
                  {}};
        QList<Spec> objects;
        for (qsizetype i = 0; i < pack.objects.size(); ++i) {
            objects.append(object(pack.objects.at(i)));
            if (i + 1 == pack.objects.size() || pack.objects.at(i + 1).section != pack.objects.at(i).section)
                addSection(spec, pack.objects.at(i).section, std::exchange(objects, {}));
        }
        m_objects += int(pack.objects.size());
        specs.append(spec);
    }
    if (!m_own.isEmpty()) {
        Spec spec{u"own"_s, {.kind = ContentTreeRow::Kind::Pack, .own = true}, {}};
        QList<Spec> profiles;
        for (const QString& name : std::as_const(m_own)) {
            const ContentKey key{u"own"_s, name, {}};
            profiles.append({key.toString(),
                             {.kind = ContentTreeRow::Kind::Object, .text = name, .key = key, .own = true},
                             {}});
        }
        addSection(spec, u"profiles"_s, profiles);
        specs.append(spec);
    }
    sync(specs);
}

QVariant ContentTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const ContentTreeRow& row = rowAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return row.text;
    case Qt::ToolTipRole:
        return row.hint;
    case Qt::AccessibleTextRole:
        return row.faults > 0 ? u"%1 !%2"_s.arg(row.text).arg(row.faults) : row.text;
    default:
        return {};
    }
}

} // namespace Drover
